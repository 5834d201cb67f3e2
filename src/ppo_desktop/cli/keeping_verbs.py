"""backup, restore, rebuild, demo, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("backup", help="Tulis satu cadangan terenkripsi.")(backup)
    app.command("restore", help="Pulihkan dari cadangan.")(restore)
    app.command("rebuild", help="Susun ulang daftar dan pencarian dari jurnal.")(rebuild)
    app.command("demo", help="Jalankan seluruh alur dengan kantor latihan.")(demo)
    app.command("check", help="Periksa program ini sendiri; dengan --data, juga data kantor.")(check)


def backup(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option(help="Folder tujuan; kosong: folder data.", metavar="DIR")] = None,
) -> None:
    """Write one backup."""
    from ppo_desktop.operations import keeping

    session: Session = context.obj
    with session.office() as office:
        path = keeping.backup(office, to)
    session.show({"file": str(path)}, f"Cadangan {path} sudah ditulis dan diperiksa.")


def restore(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="Berkas cadangan.", metavar="FILE")]
) -> None:
    """Put a backup back; what was there is put aside."""
    from ppo_desktop.operations import keeping

    session: Session = context.obj
    done = keeping.restore(session.paths, file, session.user, session.password(), session.clock)
    done.office.close()
    aside = f" Data sebelumnya disimpan di {done.aside}." if done.aside else ""
    session.show(
        {"office": done.office.code, "aside": str(done.aside) if done.aside else None, "forgotten": done.forgotten},
        f"Data {done.office.code} pulih dari {file.name}.{aside}",
    )


def rebuild(context: typer.Context) -> None:
    """Make rows and search anew."""
    from ppo_desktop.operations import keeping

    session: Session = context.obj
    with session.office() as office:
        count = keeping.rebuild(office)
    session.show({"records": count}, f"{count} catatan disusun ulang.")


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Folder kosong untuk hasilnya.", metavar="DIR")],
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
        session.show({"check": result.name, "ok": True}, f"baik: {result.text}")
    if session.user:
        from ppo_desktop.operations import keeping

        with session.office() as office:
            keeping.demand_intact(office)
        session.show({"check": "data", "ok": True}, "baik: data kantor utuh")
