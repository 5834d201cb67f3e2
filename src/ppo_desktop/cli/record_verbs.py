"""record, list, search, history, erase, nik: people and what happened."""

from __future__ import annotations

from typing import Annotated

import typer

from ppo_desktop.cli.session import Session, read_json_object

Kind = Annotated[str, typer.Argument(help="warga, keberangkatan, atau sosialisasi.", metavar="KIND")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("record", help="Simpan satu catatan dari JSON.")(record)
    app.command("list", help="Daftar catatan, terbaru dahulu.")(list_records)
    app.command("search", help="Cari di semua catatan.")(search)
    app.command("history", help="Riwayat satu catatan, isian demi isian.")(history)
    app.command("erase", help="Hapus satu catatan untuk selamanya (UU 27/2022).")(erase)
    app.command("nik", help="Uraikan dan periksa bentuk NIK.")(nik)


def record(
    context: typer.Context,
    kind: Kind,
    source: Annotated[str, typer.Argument(help="Berkas JSON; - untuk masukan baku.", metavar="FILE")] = "-",
    record_id: Annotated[str, typer.Option("--id", help="Catatan yang diubah.", metavar="ID")] = "",
) -> None:
    """Save one record; only changed fields need be given for an existing one."""
    from ppo_desktop.operations import recording
    from ppo_desktop.records.registry import kind as kind_named

    session: Session = context.obj
    declared = kind_named(kind)
    typed = read_json_object(source)
    with session.office() as office:
        saved = recording.save(office, declared, typed, record_id or None)
    warnings = [problem.code for problem in saved.warnings]
    session.show(
        {"id": saved.record, "kind": declared.name, "warnings": warnings},
        f"Tersimpan: {saved.record}" + (f" (dengan alasan untuk: {', '.join(warnings)})" if warnings else ""),
    )


def list_records(
    context: typer.Context,
    kind: Kind,
    before: Annotated[str, typer.Option(help="Id catatan terakhir yang sudah tampil.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Sebanyak-banyaknya.")] = 200,
) -> None:
    """Show a page of records."""
    from ppo_desktop.operations import recording
    from ppo_desktop.records.registry import kind as kind_named

    session: Session = context.obj
    declared = kind_named(kind)
    with session.office() as office:
        for row in recording.listing(office, declared, before, limit):
            session.show(row, f"{row['id']}  {row['office']:14} {declared.title_of(row)}")


def search(context: typer.Context, text: Annotated[str, typer.Argument(help="Kata-kata yang dicari.")]) -> None:
    """Find records by the beginnings of words."""
    from ppo_desktop.operations import recording
    from ppo_desktop.records.registry import kind as kind_named

    session: Session = context.obj
    with session.office() as office:
        for found in recording.find(office, text):
            fields = {"id": found.record, "kind": found.kind, "office": found.office, "title": found.title}
            session.show(fields, f"{found.record}  {found.office:14} {kind_named(found.kind).title}: {found.title}")


def history(
    context: typer.Context,
    record_id: Annotated[str, typer.Argument(help="Id catatan.", metavar="ID")],
    office_code: Annotated[str, typer.Option("--office", help="Kantor pemilik; kosong: kantor ini.")] = "",
) -> None:
    """Show who changed what, when by the writer's clock."""
    from ppo_desktop.operations import recording

    session: Session = context.obj
    with session.office() as office:
        lines = recording.history(office, record_id, office_code or None)
    for line in lines:
        what = f"{line.label}: {line.old} → {line.new}" if line.field else line.label
        session.show(
            {
                "time": line.time,
                "author": line.author,
                "device": line.device,
                "field": line.field,
                "old": line.old,
                "new": line.new,
                "here": line.is_here,
            },
            f"{line.time[:16]}  {line.author:20} {what}",
        )


def erase(
    context: typer.Context,
    record_id: Annotated[str, typer.Argument(help="Id catatan.", metavar="ID")],
    yes: Annotated[bool, typer.Option("--yes", help="Saya yakin; tidak dapat dibatalkan.")] = False,
) -> None:
    """Erase a record and all that refers to it."""
    from ppo_desktop.core.errors import Refused
    from ppo_desktop.operations import recording

    session: Session = context.obj
    if not yes:
        raise Refused(
            "not-confirmed", "Penghapusan tidak dapat dibatalkan.", "Ulangi dengan pilihan --yes bila memang yakin."
        )
    with session.office() as office:
        changes = recording.erase(office, record_id)
    erased = sorted(record for _kind, _office, record in changes.records)
    session.show(
        {"erased": erased},
        f"Dihapus: {len(erased)} catatan. Salinan di flashdisk dan cadangan lama tidak terjangkau; musnahkan sendiri.",
    )


def nik(context: typer.Context, number: Annotated[str, typer.Argument(help="16 angka.", metavar="NIK")]) -> None:
    """Take a NIK apart: place of first registration, birth date, sex; whether its form is right, not whether it exists."""
    from ppo_desktop.core.clock import today
    from ppo_desktop.records.nik import decode_nik

    session: Session = context.obj
    decoded = decode_nik(number, today(session.clock))
    births = [str(day) for day in decoded.births]
    remarks = [{"code": p.code, "message": p.message, "warning": p.is_warning} for p in decoded.problems]
    lines = [
        f"NIK {decoded.digits}: " + ("format benar" if decoded.format_is_right else "format salah"),
        *(p.message for p in decoded.problems),
    ]
    if decoded.format_is_right:
        lines[1:1] = [f"Jenis kelamin {decoded.sex}; lahir {' atau '.join(births)}; terdaftar pertama di {decoded.place}"]
    session.show(
        {
            "nik": decoded.digits,
            "format_is_right": decoded.format_is_right,
            "sex": decoded.sex,
            "births": births,
            "district": decoded.district,
            "place": decoded.place,
            "problems": remarks,
        },
        "\n".join(lines),
    )
    if not decoded.format_is_right:
        raise typer.Exit(1)
