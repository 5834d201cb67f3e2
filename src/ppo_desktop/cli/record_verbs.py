"""record, list, search, history, erase, nik: people and what happened."""

from __future__ import annotations

from typing import Annotated

import typer

from ppo_desktop.cli.session import Session, read_json_object
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.text import N_, _

Kind = Annotated[str, typer.Argument(help=N_("warga, keberangkatan, atau sosialisasi."), metavar="JENIS")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("record", cls=Verb, help=N_("Simpan satu catatan dari JSON."))(record)
    app.command("list", cls=Verb, help=N_("Daftar catatan, terbaru dahulu."))(list_records)
    app.command("search", cls=Verb, help=N_("Cari di semua catatan."))(search)
    app.command("history", cls=Verb, help=N_("Riwayat satu catatan, isian demi isian."))(history)
    app.command("erase", cls=Verb, help=N_("Hapus satu catatan untuk selamanya (UU 27/2022)."))(erase)
    app.command("nik", cls=Verb, help=N_("Uraikan dan periksa bentuk NIK."))(nik)


def record(
    context: typer.Context,
    kind: Kind,
    source: Annotated[str, typer.Argument(help=N_("Berkas JSON; - untuk masukan baku."), metavar="FILE")] = "-",
    record_id: Annotated[str, typer.Option("--id", help=N_("Catatan yang diubah."), metavar="ID")] = "",
) -> None:
    """Save one record; only changed fields need be given for an existing one."""
    from ppo_desktop.operations.books import recording
    from ppo_desktop.records.registry import kind as kind_named

    session: Session = context.obj
    declared = kind_named(kind)
    typed = read_json_object(source)
    with session.office() as office:
        saved = recording.save(office, declared, typed, record_id or None)
    warnings = [problem.code for problem in saved.warnings]
    session.show(
        {"id": saved.record, "kind": declared.name, "warnings": warnings},
        _("Tersimpan: {id}").format(id=saved.record)
        + (" " + _("(dengan alasan untuk: {codes})").format(codes=", ".join(warnings)) if warnings else ""),
    )


def list_records(
    context: typer.Context,
    kind: Kind,
    before: Annotated[str, typer.Option(help=N_("Id catatan terakhir yang sudah tampil."), metavar="ID")] = "",
    limit: Annotated[
        int, typer.Option(min=1, max=1000, help=N_("Paling banyak sekian catatan."), metavar="BANYAK")
    ] = 200,
) -> None:
    """Show a page of records."""
    from ppo_desktop.operations.books import recording
    from ppo_desktop.records.kind import HIDDEN
    from ppo_desktop.records.registry import kind as kind_named

    session: Session = context.obj
    declared = kind_named(kind)
    with session.office() as office:
        for row in recording.listing(office, declared, before, limit):
            fields = {name: value for name, value in row.items() if name != HIDDEN}
            session.show(fields, f"{row['id']}  {row['office']:14} {declared.called(row)}")


def search(
    context: typer.Context, text: Annotated[str, typer.Argument(help=N_("Kata-kata yang dicari."), metavar="KATA")]
) -> None:
    """Find records by the beginnings of words."""
    from ppo_desktop.operations.books import searching
    from ppo_desktop.records.registry import kind as kind_named

    session: Session = context.obj
    with session.office() as office:
        for found in searching.find(office, text):
            fields = {"id": found.record, "kind": found.kind, "office": found.owner, "title": found.title}
            session.show(fields, f"{found.record}  {found.owner:14} {_(kind_named(found.kind).title)}: {found.title}")


def history(
    context: typer.Context,
    record_id: Annotated[str, typer.Argument(help=N_("Id catatan."), metavar="ID")],
    office_code: Annotated[
        str, typer.Option("--office", help=N_("Kantor pemilik; kosong: kantor ini."), metavar="KODE")
    ] = "",
) -> None:
    """Show who changed what, when by the writer's clock."""
    from ppo_desktop.operations.books import recording

    session: Session = context.obj
    with session.office() as office:
        lines = recording.history(office, record_id, office_code or None)
    for line in lines:
        what = f"{line.label}: {line.old_words} → {line.new_words}" if line.field else line.label
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
    record_id: Annotated[str, typer.Argument(help=N_("Id catatan."), metavar="ID")],
    yes: Annotated[bool, typer.Option("--yes", help=N_("Saya yakin; tidak dapat dibatalkan."))] = False,
) -> None:
    """Erase a record and all that refers to it."""
    from ppo_desktop.core.errors import Refused
    from ppo_desktop.operations.books import recording

    session: Session = context.obj
    if not yes:
        raise Refused(
            "not-confirmed",
            _("Penghapusan tidak dapat dibatalkan."),
            _("Ulangi dengan pilihan --yes bila memang yakin."),
        )
    with session.office() as office:
        done = recording.erase(office, record_id)
    erased = sorted(record for _kind, _office, record in done.changes.records)
    copies = [str(path) for path in done.out_of_reach]
    lines = [_("Dihapus: {count} catatan.").format(count=len(erased))]
    if done.withdrawn:
        lines.append(_("Kiriman yang memuatnya ditarik; buat laporan lagi sebelum menyalin ke flashdisk."))
    lines.append(_("Salinan di flashdisk dan cetakan tidak terjangkau; musnahkan sendiri."))
    if copies:
        lines.append(_("Cadangan lama yang masih memuatnya; musnahkan bila boleh:"))
    session.show({"erased": erased, "withdrawn": done.withdrawn, "copies": copies}, "\n".join([*lines, *copies]))


def nik(context: typer.Context, number: Annotated[str, typer.Argument(help=N_("16 angka."), metavar="NIK")]) -> None:
    """Take a NIK apart; whether its form is right, not whether anybody has it."""
    from ppo_desktop.core.clock import today
    from ppo_desktop.records.codes import code_list
    from ppo_desktop.records.dates import written
    from ppo_desktop.records.nik import decode_nik

    session: Session = context.obj
    decoded = decode_nik(number, today(session.clock))
    births = [str(day) for day in decoded.births]
    remarks = [{"code": p.code, "message": p.message, "warning": p.is_warning} for p in decoded.problems]
    lines = [
        f"NIK {decoded.digits}: " + (_("format benar") if decoded.format_is_right else _("format salah")),
        *(p.message for p in decoded.problems),
    ]
    if decoded.format_is_right:
        told = _("Jenis kelamin {sex}; lahir {births}; terdaftar pertama di {place}")
        days = _(" atau ").join(written(day) for day in births)
        sex = code_list("sexes").label(decoded.sex).lower()
        lines[1:1] = [told.format(sex=sex, births=days, place=decoded.place or decoded.district)]
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
