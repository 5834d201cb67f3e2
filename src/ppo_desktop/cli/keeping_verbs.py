"""backup, drill, restore, rebuild, demo, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.text import N_, _


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("backup", cls=Verb, help=N_("Tulis satu cadangan terenkripsi."))(backup)
    app.command("drill", cls=Verb, help=N_("Buktikan bahwa cadangan dapat dipulihkan; data tidak berubah."))(drill)
    app.command("restore", cls=Verb, help=N_("Pulihkan dari cadangan."))(restore)
    app.command("rebuild", cls=Verb, help=N_("Susun ulang daftar dan pencarian dari jurnal."))(rebuild)
    app.command("demo", cls=Verb, help=N_("Jalankan seluruh alur dengan kantor latihan."))(demo)
    app.command("check", cls=Verb, help=N_("Periksa program ini sendiri; dengan --user, juga data kantor."))(check)


def backup(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option(help=N_("Folder tujuan; kosong: folder data."), metavar="DIR")] = None,
) -> None:
    """Write one backup."""
    from ppo_desktop.operations.safekeeping import keeping

    session: Session = context.obj
    with session.office() as office:
        path = keeping.backup(office, to)
    session.show({"file": str(path)}, _("Cadangan {file} sudah ditulis dan diperiksa.").format(file=path))


def drill(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help=N_("Berkas cadangan; kosong: yang terbaru."), metavar="[FILE]")
    ] = None,
) -> None:
    """Open a backup beside the office, count what is in it, and remove it again."""
    from ppo_desktop.core.errors import Refused
    from ppo_desktop.operations.safekeeping import drill as drills

    session: Session = context.obj
    with session.office() as office:
        tried = file or drills.newest(office)
        if tried is None:
            raise Refused("no-backup", _("Belum ada cadangan."), _("Buat satu dahulu dengan perintah backup."))
        done = drills.prove(office, tried, session.account(), session.password())
    session.show(
        {"file": str(done.file), "records": done.there, "now": done.now},
        _("Cadangan {file} dapat dipulihkan: {there} catatan di dalamnya, sekarang {now}.").format(
            file=done.file, there=done.there, now=done.now
        ),
    )


def restore(
    context: typer.Context, file: Annotated[Path, typer.Argument(help=N_("Berkas cadangan."), metavar="FILE")]
) -> None:
    """Put a backup back; what was there is put aside."""
    from ppo_desktop.operations.safekeeping import keeping

    session: Session = context.obj
    done = keeping.restore(session.paths, file, session.account(), session.password(), session.clock)
    done.office.close()
    aside = " " + _("Data sebelumnya disimpan di {folder}.").format(folder=done.aside) if done.aside else ""
    session.show(
        {"office": done.office.code, "aside": str(done.aside) if done.aside else None, "forgotten": done.forgotten},
        _("Data {office} pulih dari {file}.").format(office=done.office.code, file=file.name) + aside,
    )


def rebuild(context: typer.Context) -> None:
    """Make rows and search anew."""
    from ppo_desktop.operations.safekeeping import keeping

    session: Session = context.obj
    with session.office() as office:
        count = keeping.rebuild(office)
    session.show({"records": count}, _("{count} catatan disusun ulang.").format(count=count))


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help=N_("Folder kosong untuk hasilnya."), metavar="DIR")],
) -> None:
    """Run the whole path for two villages and their kecamatan, on practice data."""
    from ppo_desktop.practice import demonstration

    session: Session = context.obj
    for step in demonstration.run(out):
        session.show({"step": step.name, "text": step.text, **step.facts}, step.text)


def check(context: typer.Context) -> None:
    """Try every part of the program once in a scratch folder; with a user, also check the office's data."""
    from ppo_desktop.practice import selfcheck

    session: Session = context.obj
    for result in selfcheck.run():
        session.show({"check": result.name, "ok": True}, _("baik: {what}").format(what=result.text))
    if session.user:
        from ppo_desktop.operations.safekeeping import keeping

        with session.office() as office:
            keeping.demand_intact(office)
        session.show({"check": "data", "ok": True}, _("baik: {what}").format(what=_("data kantor utuh")))
