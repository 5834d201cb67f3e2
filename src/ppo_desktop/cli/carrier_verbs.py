"""report, export, inspect, import, receipt: the month and the stick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ppo_desktop.cli.enrolment_verbs import Assent, AssentFile, Stick
from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.text import N_, _, clean

if TYPE_CHECKING:
    from ppo_desktop.operations.carriers.inspection import Inspection
    from ppo_desktop.operations.neighbours.receiving import Taken

Files = Annotated[list[Path], typer.Argument(help=N_("Berkas, atau folder flashdisk."), metavar="FILE...")]

_FOR_OTHERS = frozenset({"not-for-us", "wrong-direction"})
"""Codes of files that are as they should be, but meant for another office."""
_NOT_OURS = frozenset({"not-signed", "not-pdf"})
"""Codes of ordinary files, which may well lie on a stick too."""


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("report", cls=Verb, help=N_("Tutup buku bulan itu: hitung, setujui, tanda tangani."))(report)
    app.command("export", cls=Verb, help=N_("Salin kiriman terbaru ke flashdisk."))(export)
    app.command("inspect", cls=Verb, help=N_("Periksa berkas tanpa mengubah apa pun."))(inspect)
    app.command("import", cls=Verb, help=N_("Terima berkas."))(import_files)
    app.command("update", cls=Verb, help=N_("Buat dan salin berkas untuk komputer lain kantor ini."))(update)
    app.command("receipt", cls=Verb, help=N_("Tulis tanda terima untuk semua yang sudah diterima."))(receipt)


def report(
    context: typer.Context,
    month: Annotated[str, typer.Option(help=N_("Bulan, misalnya 2026-11."), metavar="YYYY-MM")],
    nihil: Annotated[bool, typer.Option("--nihil", help=N_("Nyatakan tidak ada kejadian."))] = False,
    number: Annotated[
        str, typer.Option(help=N_("Nomor surat dari buku agenda; kosong: titik-titik."), metavar="NOMOR")
    ] = "",
    assent: Assent = "",
    assent_password_file: AssentFile = None,
    by_clerk: Annotated[
        bool, typer.Option("--by-clerk", help=N_("Dikirim petugas, tanda tangan pimpinan pada cetakan."))
    ] = False,
    to: Annotated[
        str, typer.Option(help=N_("Kode kantor tujuan; kosong: kantor atasan terdekat yang dikenal."), metavar="KODE")
    ] = "",
    print_to: Annotated[
        Path | None, typer.Option(help=N_("Folder untuk laporan dan rekap yang akan dicetak."), metavar="DIR")
    ] = None,
) -> None:
    """Sign the month's report and keep it for sending."""
    from ppo_desktop.core.period import Month
    from ppo_desktop.operations.months import reporting

    session: Session = context.obj
    closed_month = Month.parse(month)
    if print_to and not print_to.is_dir():
        raise World(
            "folder-missing",
            _("Folder {folder} tidak ditemukan; laporan belum dibuat.").format(folder=print_to),
            _("Buat foldernya dahulu, lalu ulangi."),
        )
    with session.office() as office:
        assenting = None if by_clerk else session.assenting(office, assent, assent_password_file)
        closed = reporting.close_month(
            office, closed_month, nihil=nihil, number=number or None, assenting=assenting, to=to or None
        )
        printed = reporting.print_files(office, closed, print_to) if print_to else ()
    manifest = closed.carrier.manifest
    session.show(
        {
            "id": manifest.id,
            "file_name": closed.carrier.file_name,
            "period": manifest.period,
            "assent": closed.assent.value,
            "nihil": closed.figures.is_nihil,
            "totals": closed.figures.totals,
            "late": closed.figures.late,
            "entries": manifest.entry_count,
            "printed": [str(path) for path in printed],
        },
        _("Laporan {month} selesai: {file}\n{assent}\nSalin ke flashdisk dengan export.").format(
            month=closed_month.label, file=closed.carrier.file_name, assent=closed.assent.sentence
        ),
    )


def export(
    context: typer.Context,
    stick: Stick,
    to: Annotated[
        str, typer.Option(help=N_("Kode kantor tujuan; kosong: kantor atasan terdekat yang dikenal."), metavar="KODE")
    ] = "",
) -> None:
    """Copy what is kept for an office onto the stick."""
    from ppo_desktop.core.offices import region
    from ppo_desktop.operations.carriers import sending
    from ppo_desktop.operations.months import reporting

    session: Session = context.obj
    if to:
        region(to)
    with session.office() as office:
        copied = sending.export(office, to or reporting.receiver(office), stick)
    session.show(
        {"file": str(copied.path), "id": copied.carrier_id, "kind": copied.kind, "period": copied.period},
        _("{file} sudah ditulis dan dibaca ulang. Flashdisk aman dicabut.").format(file=copied.path),
    )


def update(context: typer.Context, stick: Stick) -> None:
    """Make a carrier for the other PCs of this office and copy it to the stick."""
    from ppo_desktop.operations.carriers import sending
    from ppo_desktop.operations.neighbours import exchanging

    session: Session = context.obj
    with session.office() as office:
        made = exchanging.make_update(office)
        copied = sending.export(office, office.code, stick)
    session.show(
        {"file": str(copied.path), "id": copied.carrier_id, "kind": copied.kind, "entries": made.manifest.entry_count},
        _("{file} sudah ditulis dan dibaca ulang. Terima di komputer lain kantor ini.").format(file=copied.path),
    )


def inspect(context: typer.Context, files: Files) -> None:
    """Judge files; nothing is written. Of each three lines: whether it is whole, its key known, and official."""
    from ppo_desktop.cli.verify_verbs import fields_of, lines_of
    from ppo_desktop.operations.neighbours import receiving
    from ppo_desktop.operations.papers import verifying

    session: Session = context.obj
    with session.office() as office:
        paths = receiving.expand(files)
        inspections = receiving.inspect(office, paths)
        verified = dict(zip(paths, verifying.verify_each(office, paths), strict=True))
    for inspection in inspections:
        if inspection.place:
            _show(session, inspection, {})
            continue
        told = verified[inspection.path]
        is_ours = not (told.is_strangers or inspection.code in _NOT_OURS)
        words = _lines(inspection) if is_ours else _("{file}: bukan kiriman PPO.").format(file=inspection.path.name)
        _show(session, inspection, fields_of(told), clean(words) + lines_of(told))
    strangers = {path for path, told in verified.items() if told.is_strangers and told.whole.is_yes}
    _exit_as([one for one in inspections if one.path not in strangers], files)


def import_files(context: typer.Context, files: Files) -> None:
    """Take in what is good; say what is not."""
    from ppo_desktop.operations.carriers.inspection import Inspection
    from ppo_desktop.operations.neighbours import receiving

    session: Session = context.obj
    with session.office() as office:
        results = receiving.take(office, receiving.expand(files))
    for result in results:
        if isinstance(result, receiving.Taken):
            _show_taken(session, result)
        else:
            _show(session, result, {})
    _exit_as([result for result in results if isinstance(result, Inspection)], files)


def receipt(context: typer.Context, stick: Stick) -> None:
    """Write receipts and copy them to the stick."""
    from ppo_desktop.operations.carriers import sending
    from ppo_desktop.operations.neighbours import confirming

    session: Session = context.obj
    with session.office() as office:
        written = confirming.write_receipts(office)
        copied = sending.export_receipts(office, stick)
    unwritten = [one for one in written if isinstance(one, confirming.Unwritten)]
    for one in copied:
        session.show(
            {"file": str(one.path), "id": one.carrier_id, "to": one.to},
            _("Tanda terima untuk {office}: {file}. Flashdisk aman dicabut.").format(office=one.to, file=one.path),
        )
    for made in written:
        if isinstance(made, confirming.Receipt) and made.notes:
            words = _("{office}: {words}").format(office=made.to, words=" ".join(made.notes))
            session.show({"to": made.to, "notes": list(made.notes)}, words)
    for failed in unwritten:
        session.show(
            {"to": failed.to, "error": failed.error.code, "message": failed.error.sentence},
            _("Tanda terima untuk {office} belum jadi: {why}").format(office=failed.to, why=failed.error.sentence),
        )
    if unwritten:
        raise typer.Exit(Refused.exit_status)
    if not copied and not session.as_json:
        typer.echo(_("Belum ada yang perlu diberi tanda terima."))


def _exit_as(inspections: Sequence[Inspection], named: Sequence[Path]) -> None:
    """1 when something was refused, 3 when it could not even be read; a stick may hold files for other offices."""
    no_matter = _FOR_OTHERS | _NOT_OURS
    refused = [
        i.code
        for i in inspections
        if i.verdict == "refused" and ((i.path in named and not i.place) or i.code not in no_matter)
    ]
    if refused:
        raise typer.Exit(World.exit_status if set(refused) == {"file-unreadable"} else Refused.exit_status)


def _show(session: Session, inspection: Inspection, more: Mapping[str, object], words: str = "") -> None:
    manifest = inspection.manifest
    fields: dict[str, object] = {
        "file": clean(str(inspection.path)),
        "verdict": inspection.verdict,
        "code": inspection.code,
        "message": inspection.sentence,
        "sender": manifest.sender if manifest else None,
        "kind": manifest.kind if manifest else None,
        "period": manifest.period if manifest else None,
        "counts": dict(manifest.totals) if manifest else None,
        "entries": manifest.entry_count if manifest else None,
        "id": manifest.id if manifest else None,
        "signed_with": inspection.reading.signer.use if inspection.reading else None,
    }
    if inspection.place:
        fields |= {"place": inspection.place, "brought_by": inspection.brought_by}
    session.show({**fields, **more}, words or _lines(inspection))


def _show_taken(session: Session, taken: Taken) -> None:
    more = {"added": taken.added, "recount": taken.recount, "agrees": taken.agrees}
    _show(session, taken.inspection, {**more, "notes": list(taken.notes)} if taken.notes else more)
    for note in taken.notes if not session.as_json else ():
        typer.echo(f"  {note}")
    if not session.as_json and taken.agrees is not None:
        typer.echo("  " + (_("Angka cocok.") if taken.agrees else _differing(taken)))


def _differing(taken: Taken) -> str:
    from ppo_desktop.reports.figures import TOTALS

    manifest, recount = taken.inspection.manifest, taken.recount or {}
    told = manifest.totals if manifest else {}
    parts = [
        _("{what}: dilaporkan {told}, di sini terhitung {here}").format(what=_(label), told=told.get(key, 0), here=here)
        for key, (label, _unit) in TOTALS.items()
        if (here := recount.get(key, 0)) != told.get(key, 0)
    ]
    return _("Angka berbeda. {parts}.").format(parts="; ".join(parts))


def _lines(inspection: Inspection) -> str:
    from ppo_desktop.operations.carriers.inspection import numbered

    file = clean(inspection.path.name)
    if inspection.place:
        file = _("{file}, titipan ke-{n}").format(file=file, n=numbered(inspection.place))
    if inspection.code in _FOR_OTHERS:
        return _("{file}: bukan untuk kantor ini.").format(file=file)
    if inspection.reading is None:
        return _("{file}: belum dapat diterima. {sentence}").format(file=file, sentence=inspection.sentence)
    signer = inspection.reading.signer
    is_assented = signer.use == "assent"
    assent = (
        _("disetujui pimpinan atau a.n.") if is_assented else _("dikirim petugas, tanda tangan pimpinan pada cetakan")
    )
    return _("{file}: {sentence}\n  Kunci kantor {code}, {assent}.").format(
        file=file, sentence=inspection.sentence, code=signer.code, assent=assent
    )
