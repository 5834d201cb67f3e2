"""notes, correct, lists: what offices tell and ask each other beside reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.text import N_, _


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("notes", cls=Verb, help=N_("Pesan antarkantor: lihat, atau tulis untuk satu kantor."))(notes_)
    app.command("correct", cls=Verb, help=N_("Minta kantor di bawah melihat lagi satu catatan."))(correct)
    app.command("lists", cls=Verb, help=N_("Daftar bersama: lihat, atau terbitkan tambahan dari CSV."))(lists)


def notes_(
    context: typer.Context,
    to: Annotated[str, typer.Option(help=N_("Kode kantor tujuan."), metavar="KODE")] = "",
    text: Annotated[str, typer.Option(help=N_("Isi pesan; kosong: lihat saja."), metavar="TEKS")] = "",
    referral: Annotated[str, typer.Option(help=N_("Nomor rujukan kantor itu yang dijawab."), metavar="CATATAN")] = "",
) -> None:
    """Write a note, or show all of them, the newest first."""
    from ppo_desktop.operations.neighbours import notes

    session: Session = context.obj
    with session.office() as office:
        if text:
            note = notes.write(office, to, text, referral=referral)
            session.show({"id": note, "to": to}, _("Dicatat; ikut kiriman berikutnya."))
            return
        for one in notes.exchanged(office):
            fields = {"id": one.id, "from": one.sender, "to": one.to, "text": one.text, "on": one.written_on}
            fields |= {"referral": one.referral} if one.referral else {}
            session.show(
                {**fields, "arrived": one.has_arrived}, f"{one.written_on}  {one.sender} → {one.to}: {one.text}"
            )


def correct(
    context: typer.Context,
    owner: Annotated[str, typer.Argument(help=N_("Kode kantor pemilik catatan."), metavar="KODE")],
    kind: Annotated[str, typer.Argument(help=N_("Jenis catatan."), metavar="JENIS")],
    record: Annotated[str, typer.Argument(help=N_("Nomor catatan."), metavar="CATATAN")],
    reason: Annotated[str, typer.Argument(help=N_("Apa yang perlu dilihat lagi."), metavar="ALASAN")],
    field: Annotated[str, typer.Option(help=N_("Isian yang dimaksud."), metavar="ISIAN")] = "",
) -> None:
    """Ask for a correction; the next receipt takes it along."""
    from ppo_desktop.operations.neighbours import correcting
    from ppo_desktop.records.registry import kind as kind_named

    session: Session = context.obj
    with session.office() as office:
        correcting.ask(office, kind_named(kind), owner, record, reason, field)
        session.show({"owner": owner, "record": record}, _("Dicatat; ikut tanda terima berikutnya."))


def lists(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("Nama daftar; kosong: lihat."), metavar="DAFTAR")] = "",
    file: Annotated[Path | None, typer.Argument(help=N_("Berkas CSV."), metavar="FILE")] = None,
) -> None:
    """Show what was added to which list, or publish the lines of a file."""
    from ppo_desktop.core.errors import Refused
    from ppo_desktop.operations.published import directories
    from ppo_desktop.records import shared_lists

    session: Session = context.obj
    with session.office() as office:
        if file is None:
            for one in directories.added(office):
                fields = {"list": one.name, "by": one.by, "number": one.number, "lines": len(one.lines)}
                session.show(fields, f"{one.name}  {one.by} {one.number}: {len(one.lines)}")
            return
        if name not in shared_lists.TITLES:
            known = ", ".join(shared_lists.TITLES)
            raise Refused("unknown-list", _("Daftar “{name}” tidak ada.").format(name=name), known)
        lines = directories.lines_of(office, name, file)
        text = shared_lists.written(name, [dict(line.columns) for line in lines])
        version = directories.publish(office, name, text)
        session.show({"version": version}, _("Terbit: {version}.").format(version=version))
