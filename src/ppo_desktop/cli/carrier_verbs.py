"""report, export, inspect, import, receipt: the month and the stick."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ppo_desktop.cli.enrolment_verbs import Assent, AssentFile, Stick
from ppo_desktop.cli.session import Session

if TYPE_CHECKING:
    from ppo_desktop.operations.receiving import Inspection, Taken

Files = Annotated[list[Path], typer.Argument(help="Berkas, atau folder flashdisk.", metavar="FILE...")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("report", help="Tutup buku bulan itu: hitung, setujui, tanda tangani.")(report)
    app.command("export", help="Salin kiriman terbaru ke flashdisk.")(export)
    app.command("inspect", help="Periksa berkas tanpa mengubah apa pun.")(inspect)
    app.command("import", help="Terima berkas.")(import_files)
    app.command("receipt", help="Tulis tanda terima untuk semua yang sudah diterima.")(receipt)


def report(
    context: typer.Context,
    month: Annotated[str, typer.Option(help="Bulan, misalnya 2026-11.", metavar="YYYY-MM")],
    nihil: Annotated[bool, typer.Option("--nihil", help="Nyatakan tidak ada kejadian.")] = False,
    number: Annotated[str, typer.Option(help="Nomor surat dari buku agenda; kosong: titik-titik.")] = "",
    assent: Assent = "",
    assent_password_file: AssentFile = None,
    by_clerk: Annotated[
        bool, typer.Option("--by-clerk", help="Dikirim petugas, tanda tangan pimpinan pada cetakan.")
    ] = False,
    print_to: Annotated[Path | None, typer.Option(help="Tulis juga halaman laporan dan rekap untuk dicetak.")] = None,
) -> None:
    """Sign the month's report and keep it for sending."""
    from ppo_desktop.core.period import Month
    from ppo_desktop.operations import reporting

    session: Session = context.obj
    with session.office() as office:
        assenting = None if by_clerk else session.assenting(office, assent, assent_password_file)
        closed = reporting.close_month(
            office, Month.parse(month), nihil=nihil, number=number or None, assenting=assenting
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
        f"Laporan {Month.parse(month).label} selesai: {closed.carrier.file_name}\n"
        f"{closed.assent.sentence}\nSalin ke flashdisk dengan export.",
    )


def export(
    context: typer.Context,
    stick: Stick,
    to: Annotated[str, typer.Option(help="Kode kantor tujuan; kosong: kantor atasan.", metavar="CODE")] = "",
) -> None:
    """Copy what is kept for an office onto the stick."""
    from ppo_desktop.core.offices import parent
    from ppo_desktop.operations import sending

    session: Session = context.obj
    with session.office() as office:
        copied = sending.export(office, to or parent(office.code), stick)
    session.show(
        {"file": str(copied.path), "id": copied.carrier_id, "kind": copied.kind, "period": copied.period},
        f"{copied.path} sudah ditulis dan dibaca ulang. Flashdisk aman dicabut.",
    )


def inspect(context: typer.Context, files: Files) -> None:
    """Judge files; nothing is written."""
    from ppo_desktop.operations import receiving

    session: Session = context.obj
    with session.office() as office:
        inspections = receiving.inspect(office, receiving.expand(files))
    for inspection in inspections:
        _show(session, inspection, {})
    if any(inspection.verdict == "refused" for inspection in inspections):
        raise typer.Exit(1)


def import_files(context: typer.Context, files: Files) -> None:
    """Take in what is good; say what is not."""
    from ppo_desktop.operations import receiving

    session: Session = context.obj
    with session.office() as office:
        results = receiving.take(office, receiving.expand(files))
    for result in results:
        if isinstance(result, receiving.Taken):
            _show_taken(session, result)
        else:
            _show(session, result, {})
    if any(isinstance(result, receiving.Inspection) and result.verdict == "refused" for result in results):
        raise typer.Exit(1)


def receipt(context: typer.Context, stick: Stick) -> None:
    """Write receipts and copy them to the stick."""
    from ppo_desktop.operations import confirming, sending

    session: Session = context.obj
    with session.office() as office:
        confirming.write_receipts(office)
        copied = sending.export_receipts(office, stick)
    for one in copied:
        session.show(
            {"file": str(one.path), "id": one.carrier_id, "to": one.to},
            f"Tanda terima untuk {one.to}: {one.path}. Flashdisk aman dicabut.",
        )
    if not copied and not session.as_json:
        typer.echo("Belum ada yang perlu diberi tanda terima.")


def _show(session: Session, inspection: Inspection, more: Mapping[str, object]) -> None:
    manifest = inspection.manifest
    fields: dict[str, object] = {
        "file": str(inspection.path),
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
    session.show({**fields, **more}, _lines(inspection))


def _show_taken(session: Session, taken: Taken) -> None:
    more = {"added": taken.added, "recount": taken.recount, "agrees": taken.agrees}
    _show(session, taken.inspection, more)
    if not session.as_json and taken.agrees is not None:
        typer.echo("  Angka cocok." if taken.agrees else f"  Angka berbeda: di sini terhitung {taken.recount}.")


def _lines(inspection: Inspection) -> str:
    if inspection.reading is None:
        return f"{inspection.path.name}: belum dapat diterima. {inspection.sentence}"
    signer = inspection.reading.signer
    assent = "disetujui pimpinan" if signer.use == "assent" else "dikirim petugas, tanda tangan pimpinan pada cetakan"
    return (
        f"{inspection.path.name}: {inspection.sentence}\n"
        f"  Berkas utuh: ya. Kunci dikenal kantor ini: ya ({signer.code}, {assent}). Sertifikat resmi PSrE: tidak."
    )
