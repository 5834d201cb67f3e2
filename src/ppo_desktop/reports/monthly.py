"""The papers of a month: the report to the office above, one page with totals only; on top, the recap for own files."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.reports.compiled import CompiledTable, compiled_blocks
from ppo_desktop.reports.document import Block, Column, Document, Heading, Paragraph, Spacer, Table
from ppo_desktop.reports.figures import TOTALS, MonthFigures
from ppo_desktop.reports.office import (
    TRAINING_MARK,
    USUAL,
    Assent,
    Office,
    dated_above,
    electronic_block,
    signature,
    training_letterhead,
    unbroken,
)

TITLE = N_("Laporan Pelindungan PMI dan Pencegahan TPPO")
RECAP_TITLE = N_("Rekapitulasi Laporan Pelindungan PMI dan Pencegahan TPPO")


MOST_CHANGES = 10
"""Sentences on the page about what an amended report changes."""


class Amends(Struct, frozen=True):
    """That a report takes the place of an earlier one of its month."""

    n: int
    """1 for the first that does."""
    number: str
    """Of the letter that it replaces; ``""`` where the pen wrote it."""
    made_on: date
    """The day that one was made."""
    own: str = ""
    """What is different in the office's own figures: ``berangkat 3 menjadi 4``."""
    below: tuple[str, ...] = ()
    """What is different below, without full stops: ``Desa Sempalai: laporannya menyusul``."""

    @property
    def changes(self) -> tuple[str, ...]:
        own = _("Catatan kantor ini sendiri: {figures}").format(figures=self.own)
        return (*((own,) if self.own else ()), *self.below)

    @property
    def title(self) -> str:
        """``Perbaikan ke-1``."""
        return _("Perbaikan ke-{n}").format(n=self.n)


class ReportFacts(Struct, frozen=True):
    """Everything the paper of a month says, the report and the recap of whoever stands on top."""

    office: Office
    addressee: str
    """Who it is for, with the place: ``Camat Tebas``; ``""`` of a recap."""
    figures: MonthFigures
    day: date
    """The day it was made, West Kalimantan time."""
    number: str | None
    """Typed from the office's agenda book; ``None`` leaves dots for the pen."""
    assent: Assent
    words: str
    """Pronounceable words of the signing key's fingerprint, as ``trust.words`` writes them."""
    carrier_id: str
    """64 hexadecimal digits."""
    clock_text: str
    """``2 Desember 2026 pukul 09.30 WIB``."""
    is_training: bool = False
    prepared_by: str = ""
    """Who made the report ready; ``""`` while it is a draft."""
    signed_by: str = ""
    compiled: CompiledTable | None = None
    """The offices below; ``None`` where there are none."""
    amends: Amends | None = None
    """The report of the same month that this one replaces; ``None`` where it is the first."""


def monthly_report(facts: ReportFacts) -> Document:
    """The report as a letter of one F4 page."""
    office, month = facts.office, Month.parse(facts.figures.month).label
    subject = _titled(_("{title} Bulan {month}").format(title=_(TITLE), month=unbroken(month)), facts)
    letter = Document(
        title=f"{_titled(_of_month(TITLE, month), facts)}, {office.full_name}",
        letterhead=None,
        nature=_(USUAL),
        attachment_note=_("1 (satu) berkas elektronik terkunci"),
        subject=subject,
        addressee=(_("Kepada"), _("Yth. {who}").format(who=facts.addressee), _("di Tempat")),
        blocks=(
            *_opening(office, month),
            *_replaced(facts.amends),
            *_body(facts, month),
            *_compiled(facts),
            *_closing(facts.figures),
        ),
    )
    return dated_above(signed(letter, facts, _titled(_of_month(TITLE, month), facts)))


def compiled_recap(facts: ReportFacts) -> Document:
    """The recap of a month by whoever stands on top, for its own files: a sheet with number, table, signature."""
    title = _titled(_of_month(RECAP_TITLE, Month.parse(facts.figures.month).label), facts)
    below = compiled_blocks(facts.compiled, facts.figures) if facts.compiled else ()
    blocks = (
        *_replaced(facts.amends),
        Heading(_("1. Laporan kantor di bawah")),
        *(below or (Paragraph(_("Belum ada kantor di bawah yang dikenal pada bulan ini.")),)),
        Spacer(0.6),
        Heading(_("2. Catatan kantor ini sendiri")),
        totals_table(facts.figures),
        Spacer(1),
    )
    return signed(Document(title, None, blocks), facts, title)


def _of_month(title: str, month: str) -> str:
    return _("{title} Bulan {month}").format(title=_(title), month=month)


def _titled(title: str, facts: ReportFacts) -> str:
    """``… Bulan November 2026 (Perbaikan ke-1)``."""
    return f"{title} ({facts.amends.title})" if facts.amends else title


def _replaced(amends: Amends | None) -> tuple[Block, ...]:
    """Which report this one replaces, and what it changes."""
    if amends is None:
        return ()
    which = _("nomor {number} tanggal {day}") if amends.number else _("tanggal {day}")
    words = _("{title} ini menggantikan laporan {which}.").format(
        title=amends.title, which=which.format(number=amends.number, day=unbroken(long_date(amends.made_on)))
    )
    if not amends.changes:
        return Paragraph(f"{words} {_('Angkanya tetap sama.')}"), Spacer(0.4)
    shown = amends.changes[:MOST_CHANGES]
    more = len(amends.changes) - len(shown)
    told = "; ".join(shown) + (_("; dan {count} hal lagi").format(count=number(more)) if more else "")
    return Paragraph(f"{words} {_('Yang berubah: {changes}.').format(changes=told)}"), Spacer(0.4)


def signed(paper: Document, facts: ReportFacts, footer: str) -> Document:
    """``paper`` with what the papers of a month have in common: letterhead, number, both signatures, marks."""
    office = facts.office
    return replace(
        paper,
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        number=facts.number,
        signatures=(signature(office, facts.assent, f"{office.seat}, {unbroken(long_date(facts.day))}"),),
        electronic=electronic_block(
            office,
            facts.assent,
            carrier_id=facts.carrier_id,
            words=facts.words,
            clock_text=facts.clock_text,
            people=(facts.prepared_by, facts.signed_by),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}, {office} ({code})").format(title=footer, office=office.full_name, code=office.code),
    )


def totals_table(figures: MonthFigures) -> Table:
    """The five totals with unit, this month, and what belongs to earlier months."""
    columns = (
        Column(_("No."), 0.6, "center"),
        Column(_("Uraian"), 4.2),
        Column(_("Satuan"), 1.1, "center"),
        Column(_("Bulan ini"), 1.3, "right"),
        Column(_("Tambahan bulan lalu"), 1.6, "right"),
    )
    rows = tuple(
        (str(i), _(label), _(unit), number(figures.totals.get(key, 0)), number(figures.late.get(key, 0)))
        for i, (key, (label, unit)) in enumerate(TOTALS.items(), start=1)
    )
    if figures.is_nihil:
        return Table(columns, rows)
    note = _(
        "Angka dihitung menurut tanggal kejadian. Tambahan bulan lalu adalah kejadian bulan sebelumnya yang baru "
        "tercatat setelah laporan bulan itu dibuat."
    )
    return Table(columns, rows, note=note)


def nihil_sentence(month: str) -> str:
    """NIHIL in words; ``month`` as printed."""
    return _(
        "NIHIL: selama bulan {month} tidak ada calon PMI atau PMI yang baru dicatat, berangkat, atau pulang, dan tidak "
        "ada kegiatan sosialisasi."
    ).format(month=month)


def _opening(office: Office, month: str) -> tuple[Block, ...]:
    sentence = _(
        "Bersama ini kami sampaikan laporan pelindungan Pekerja Migran Indonesia (PMI) dan pencegahan tindak pidana "
        "perdagangan orang (TPPO) di {office} untuk bulan {month}, sebagai berikut:"
    ).format(office=office.long_name, month=unbroken(month))
    return Paragraph(_("Dengan hormat,")), Spacer(0.3), Paragraph(sentence, is_indented=True), Spacer(0.4)


def _body(facts: ReportFacts, month: str) -> tuple[Block, ...]:
    table = totals_table(facts.figures)
    if facts.figures.is_nihil:
        sentence = nihil_sentence(month)
        if facts.compiled:
            sentence += " " + _("Ini tentang catatan kantor kami sendiri.")
        return Paragraph(sentence, is_boxed=True), Spacer(0.4), table
    return (table,)


def _compiled(facts: ReportFacts) -> tuple[Block, ...]:
    if facts.compiled is None:
        return ()
    opening = _(
        "Angka di atas adalah catatan kantor kami sendiri. Laporan desa dan kelurahan di wilayah kami, yang berkas "
        "aslinya kami teruskan, adalah sebagai berikut:"
    )
    return (
        Spacer(0.5),
        Paragraph(opening, is_indented=True),
        Spacer(0.3),
        *compiled_blocks(facts.compiled, facts.figures),
    )


def _closing(figures: MonthFigures) -> tuple[Block, ...]:
    sealed = _(
        "Rinciannya kami sertakan terkunci di dalam berkas elektronik laporan ini dan hanya dapat dibuka oleh kantor "
        "penerima."
    )
    thanks = _("Demikian kami sampaikan. Atas perhatian Bapak/Ibu, kami ucapkan terima kasih.")
    details: tuple[Block, ...] = () if figures.is_nihil else (Paragraph(sealed, is_indented=True), Spacer(0.3))
    return (Spacer(0.6), *details, Paragraph(thanks, is_indented=True), Spacer(1))
