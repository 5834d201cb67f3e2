"""paper, letter: what this office can print, and letters in its own words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.text import N_, _


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("paper", cls=Verb, help=N_("Cetakan: daftar, atau buat satu menjadi PDF."))(paper)
    app.command("letter", cls=Verb, help=N_("Surat: simpan draf, jadikan final dengan nomornya, atau batalkan."))(
        letter
    )


def paper(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=N_("Nama cetakan; kosong: daftarnya."), metavar="NAMA")] = "",
    about: Annotated[str, typer.Option(help=N_("Nomor catatan yang dicetak."), metavar="CATATAN")] = "",
    owner: Annotated[str, typer.Option(help=N_("Kode kantor pemilik catatan."), metavar="KODE")] = "",
    out: Annotated[Path | None, typer.Option(help=N_("Berkas PDF yang ditulis."), metavar="FILE")] = None,
    size: Annotated[str, typer.Option(help=N_("Ukuran kertas: F4 atau A4."), metavar="UKURAN")] = "F4",
    period: Annotated[
        str, typer.Option(help=N_("Masa: 2026, 2026-S1, 2026-T3, 2026-11, atau 2026-01/2026-05."), metavar="MASA")
    ] = "",
    choice: Annotated[str, typer.Option(help=N_("Pilihan: buku untuk formulir kosong."), metavar="BUKU")] = "",
    public: Annotated[bool, typer.Option("--public", help=N_("Versi publik: angka kecil disamarkan."))] = False,
) -> None:
    """List the papers, or write one as a PDF."""
    from ppo_desktop.core.atomic import write_atomically
    from ppo_desktop.operations.house.about import About
    from ppo_desktop.operations.papers import catalogue

    session: Session = context.obj
    with session.office() as office:
        if not name:
            for one in catalogue.offered(office.identity.level):
                fields = {"name": one.name, "about": one.about, "title": _(one.title), "made": bool(one.make)}
                session.show(fields, f"{one.name}: {_(one.title)}. {_(one.purpose)}")
            return
        pdf = catalogue.make(office, name, About(about, owner, size, period, public, choice))
        path = out or Path(f"{name}.pdf")
        write_atomically(path, pdf)
        session.show({"file": str(path), "bytes": len(pdf)}, _("Tersimpan: {file}").format(file=path))


def letter(
    context: typer.Context,
    template: Annotated[str, typer.Argument(help=N_("Kode templat surat."), metavar="TEMPLAT")] = "",
    kind: Annotated[str, typer.Option(help=N_("Jenis catatan yang menjadi pokok surat."), metavar="JENIS")] = "",
    about: Annotated[str, typer.Option(help=N_("Nomor catatan itu."), metavar="CATATAN")] = "",
    words: Annotated[str, typer.Option(help=N_("Isian sebagai JSON: kata dan isinya."), metavar="JSON")] = "{}",
    number: Annotated[str, typer.Option(help=N_("Nomor dari buku agenda."), metavar="NOMOR")] = "",
    reason: Annotated[str, typer.Option(help=N_("Alasan pimpinan, atau alasan pembatalan."), metavar="ALASAN")] = "",
    final: Annotated[bool, typer.Option("--final", help=N_("Jadikan final; tanpa ini hanya draf."))] = False,
    void: Annotated[str, typer.Option(help=N_("Batalkan surat dengan nomor catatan ini."), metavar="SURAT")] = "",
) -> None:
    """Write one letter, make one void, or list the templates."""
    import json

    from msgspec.structs import replace

    from ppo_desktop.core.errors import Refused
    from ppo_desktop.operations.letters import issuing
    from ppo_desktop.operations.letters.letter_words import Subject
    from ppo_desktop.records.codes import code_list
    from ppo_desktop.records.registry import kind as kind_named

    session: Session = context.obj
    with session.office() as office:
        if void:
            issuing.void(office, void, reason)
            session.show({"record": void}, _("Surat dibatalkan; nomornya tetap tercatat."))
            return
        if not template:
            for one in code_list("letters").active:
                session.show({"template": one.code, "about": one.extra["about"]}, f"{one.code}: {one.label}")
            return
        try:
            typed = {str(name): str(text) for name, text in json.loads(words).items()}
        except (ValueError, AttributeError) as error:
            raise Refused("json", _("Isian bukan JSON yang benar."), _("Contoh: {example}").format(
                example='{"keperluan": "menjenguk adik"}')) from error  # fmt: skip
        begun = issuing.begin(office, template, Subject(kind_named(kind).name, about) if about else None)
        writing = replace(begun, filled={**begun.filled, **typed}, number=number, reason=reason)
        saved = issuing.finish(office, writing) if final else issuing.save_draft(office, writing)
        written = issuing.reread(office, saved.record)
        fields = {"record": saved.record, "number": written.number, "state": written.state}
        session.show(fields, _("Tersimpan: {record} {number}").format(record=saved.record, number=written.number))
