"""board, transfers, quarantine, recap, period-report, remind, due-day: what came, what is awaited, what is printed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ppo_desktop.cli.session import Session
from ppo_desktop.cli.words import Verb
from ppo_desktop.core.text import N_, _

MONTH = typer.Argument(help=N_("Bulan, misalnya 2026-11."), metavar="BULAN")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    for name, verb, help_ in (
        ("board", board, N_("Laporan kantor di bawah: yang sudah diterima dan yang belum.")),
        ("remind", remind, N_("Surat pengingat untuk kantor yang belum melapor.")),
        ("recap", recap, N_("Tandatangani rekap bulan ini di kantor teratas.")),
        ("period-report", period_report, N_("Tandatangani laporan triwulan, semester, atau tahun.")),
        ("transfers", transfers, N_("Buku ekspedisi: berkas yang masuk dan keluar.")),
        ("slip", slip, N_("Slip setengah halaman untuk buku ekspedisi: berkas hari ini.")),
        ("reconcile", reconcile, N_("Jumlah catatan di kedua kantor, dan nomor catatan yang berbeda.")),
        ("quarantine", quarantine, N_("Isian yang diterima tetapi belum dapat dipakai di sini.")),
        ("due-day", due_day, N_("Tanggal jatuh tempo laporan bulanan.")),
    ):
        app.command(name, cls=Verb, help=help_)(verb)


def board(context: typer.Context, month: Annotated[str, MONTH]) -> None:
    """Tell how every office below stands."""
    from ppo_desktop.core.period import Month
    from ppo_desktop.operations.neighbours import board as boards

    session: Session = context.obj
    with session.office() as office:
        seen = boards.board(office, Month.parse(month))
    session.show({"month": month, "due": str(seen.due), "awaited": len(seen.silent)}, seen.words)
    for line in (each for direct in seen.lines for each in (direct, *direct.villages)):
        told = {"office": line.office, "state": line.state, "totals": dict(line.totals), "remarks": line.remarks}
        session.show(told, ". ".join((f"{line.name}: {line.state_words}", *line.remarks)))


def remind(
    context: typer.Context,
    month: Annotated[str, MONTH],
    folder: Annotated[Path, typer.Argument(help=N_("Folder untuk PDF-nya."), metavar="DIR")],
) -> None:
    """Write the letters to the silent offices, one page each."""
    from ppo_desktop.core.period import Month
    from ppo_desktop.operations.months import printing
    from ppo_desktop.operations.papers import reminding

    session: Session = context.obj
    with session.office() as office:
        pages = reminding.letters(office, Month.parse(month))
        path = printing.save_pdf(_("Surat pengingat {month}").format(month=month), pages, folder)
    session.show({"file": str(path)}, _("Tersimpan: {file}").format(file=path))


def recap(
    context: typer.Context,
    month: Annotated[str, MONTH],
    number: Annotated[str, typer.Option(help=N_("Nomor dari buku agenda."), metavar="NOMOR")] = "",
    assent: Annotated[str, typer.Option(help=N_("Akun pimpinan atau sekretaris."), metavar="AKUN")] = "",
    assent_password_file: Annotated[Path | None, typer.Option(help=N_("Berkas kata sandinya."), metavar="FILE")] = None,
    save: Annotated[Path | None, typer.Option(help=N_("Simpan PDF-nya di folder ini."), metavar="DIR")] = None,
) -> None:
    """Sign the compiled recap of a month where nobody stands above."""
    from ppo_desktop.core.period import Month
    from ppo_desktop.operations.months import printing, recapping

    session: Session = context.obj
    with session.office() as office:
        assenting = session.assenting(office, assent, assent_password_file)
        made = recapping.sign_recap(office, Month.parse(month), number=number or None, assenting=assenting)
        path = printing.save_pdf(f"rekap-{month}", made.pdf, save) if save else None
    session.show(
        {"recap": made.id, "totals": dict(made.figures.totals), "file": str(path or "")},
        _("Rekap {month} sudah ditandatangani dan disimpan.").format(month=month),
    )


def period_report(
    context: typer.Context,
    span: Annotated[str, typer.Argument(help=N_("Masa: 2026, 2026-S2, atau 2026-T3."), metavar="MASA")],
    number: Annotated[str, typer.Option(help=N_("Nomor dari buku agenda."), metavar="NOMOR")] = "",
    assent: Annotated[str, typer.Option(help=N_("Akun pimpinan atau sekretaris."), metavar="AKUN")] = "",
    assent_password_file: Annotated[Path | None, typer.Option(help=N_("Berkas kata sandinya."), metavar="FILE")] = None,
    save: Annotated[Path | None, typer.Option(help=N_("Simpan PDF-nya di folder ini."), metavar="DIR")] = None,
) -> None:
    """Sign the report of several months with the office key; the head agrees to it."""
    from ppo_desktop.core.period import Span
    from ppo_desktop.operations.months import ledger, printing
    from ppo_desktop.operations.papers import period_signing

    session: Session = context.obj
    wanted = Span.parse(span)
    with session.office() as office:
        assenting = session.assenting(office, assent, assent_password_file)
        identifier, _changes = period_signing.sign(office, wanted, assenting, number=number or None)
        name = _("Laporan pelindungan PMI {span}, bertanda tangan").format(span=wanted.label)
        path = printing.save_pdf(name, ledger.file(office, identifier), save) if save else None
    session.show(
        {"id": identifier, "file": str(path or "")},
        _("Laporan {span} sudah ditandatangani dan disimpan.").format(span=wanted.label),
    )


def transfers(
    context: typer.Context,
    office_code: Annotated[str, typer.Option("--office", help=N_("Hanya kantor ini."), metavar="KODE")] = "",
    month: Annotated[str, typer.Option(help=N_("Hanya bulan ini."), metavar="BULAN")] = "",
    save: Annotated[Path | None, typer.Option(help=N_("Simpan bukunya sebagai PDF."), metavar="DIR")] = None,
) -> None:
    """List the files that went out and came in, the newest first."""
    from ppo_desktop.core.period import Month
    from ppo_desktop.operations.months import printing
    from ppo_desktop.operations.papers import expedition

    session: Session = context.obj
    wanted = expedition.Narrowing(other=office_code, month=str(Month.parse(month)) if month else "")
    with session.office() as office:
        lines = expedition.page(office, wanted, limit=-1)
        path = printing.save_pdf(_("Buku ekspedisi"), expedition.book(office, wanted), save) if save else None
    for line in lines:
        told = {
            "time": line.time,
            "direction": line.direction,
            "office": line.other,
            "kind": line.kind,
            "period": line.period,
            "code": line.code,
            "counts": dict(line.counts),
            "carried_by": line.carried_by,
        }
        words = (
            line.when_words,
            line.direction_words,
            line.office_name,
            line.title,
            line.state_words,
            "" if line.is_done else line.sentence,
        )
        session.show(told, " | ".join(part for part in words if part))
    if path:
        session.show({"file": str(path)}, _("Tersimpan: {file}").format(file=path))


def slip(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help=N_("Folder untuk PDF-nya."), metavar="DIR")],
) -> None:
    """Write half a page for the book kept by hand: the files that came in and went out today."""
    from ppo_desktop.operations.months import printing
    from ppo_desktop.operations.papers import expedition

    session: Session = context.obj
    with session.office() as office:
        path = printing.save_pdf(_("Slip buku ekspedisi"), expedition.slip(office), folder)
    session.show({"file": str(path)}, _("Tersimpan: {file}").format(file=path))


def reconcile(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help=N_("Kode kantor di bawah; kosong: kantor atasan."), metavar="KODE")] = "",
    save: Annotated[Path | None, typer.Option(help=N_("Simpan sebagai PDF."), metavar="DIR")] = None,
) -> None:
    """Compare what two offices hold of one journal."""
    from ppo_desktop.insight.overview import shown
    from ppo_desktop.operations.months import printing
    from ppo_desktop.operations.neighbours import reconciling

    session: Session = context.obj
    with session.office() as office:
        title, found = reconciling.title(office, code), reconciling.find(office, code)
        path = printing.save_pdf(title, reconciling.paper(office, code), save) if save else None
    session.show({fact.label: fact.value for fact in found.facts}, title)
    for section in found.sections:
        for line in section.lines:
            told = {head.title: cell for head, cell in zip(section.columns, line.cells, strict=True)}
            session.show({"section": section.title, **told}, " | ".join(map(shown, line.cells)))
    if path:
        session.show({"file": str(path)}, _("Tersimpan: {file}").format(file=path))


def quarantine(context: typer.Context) -> None:
    """Tell what cannot be used here yet."""
    from ppo_desktop.operations.neighbours import quarantine as quarantines

    session: Session = context.obj
    with session.office() as office:
        waiting, held = quarantines.count(office), quarantines.held(office)
    session.show({"waiting": waiting}, _("{count} isian belum dapat dipakai di sini.").format(count=waiting))
    for one in held:
        told = {"office": one.owner, "kind": one.kind, "field": one.field, "reason": one.reason}
        session.show(told, f"{one.office_name} | {one.kind} | {one.field or _('seluruh catatan')}: {one.sentence}")


def due_day(
    context: typer.Context,
    day: Annotated[int, typer.Argument(help=N_("Tanggal 1 sampai 28; 0: tampilkan."), metavar="TANGGAL")] = 0,
) -> None:
    """Show or set the day of the following month on which reports are due."""
    from ppo_desktop.operations.months import waiting

    session: Session = context.obj
    with session.office() as office:
        if day:
            waiting.set_due_day(office, day)
        stands = waiting.day_of(office)
    session.show({"day": stands}, _("Laporan jatuh tempo tanggal {day} bulan berikutnya.").format(day=stands))
