"""A friendly letter to an office below whose report has not come yet: one page, nothing but what is awaited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import _
from ppo_desktop.reports.document import Block, Document, Paragraph, Spacer
from ppo_desktop.reports.office import (
    TRAINING_MARK,
    USUAL,
    Assent,
    Office,
    dated_above,
    signature,
    training_letterhead,
    unbroken,
)


class ReminderFacts(Struct, frozen=True):
    """Everything the letter says."""

    office: Office
    addressee: str
    """``Kepala Desa Sempalai``."""
    month: Month
    due: date
    day: date
    is_overdue: bool
    remarks: Sequence[str] = ()
    """What else is missed of that office, a sentence each."""
    is_training: bool = False


def reminder_letter(facts: ReminderFacts) -> Document:
    """The letter; its number is left for the pen."""
    office, month = facts.office, unbroken(facts.month.label)
    reminder = Document(
        title=_("Pengingat laporan {month}").format(month=facts.month.label),
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        nature=_(USUAL),
        attachment_note="-",
        subject=_("Pengingat Laporan Pelindungan PMI dan Pencegahan TPPO Bulan {month}").format(month=month),
        addressee=(_("Kepada"), _("Yth. {who}").format(who=facts.addressee), _("di Tempat")),
        blocks=_blocks(facts, month),
        signatures=(signature(office, Assent.HEAD, f"{office.seat}, {unbroken(long_date(facts.day))}"),),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Pengingat laporan {month}, {office} ({code})").format(
            month=facts.month.label, office=office.full_name, code=office.code
        ),
    )
    return dated_above(reminder)


def _blocks(facts: ReminderFacts, month: str) -> tuple[Block, ...]:
    opening = _(
        "Laporan bulan {month} belum kami terima sampai hari ini, {today}; batas waktunya {due}. Bila berkasnya masih "
        "dalam perjalanan, surat ini tidak perlu ditanggapi."
    )
    if facts.is_overdue:
        opening = _(
            "Laporan bulan {month}, yang jatuh tempo {due}, belum kami terima sampai hari ini, {today}. Barangkali "
            "berkasnya masih dalam perjalanan; bila demikian, surat ini tidak perlu ditanggapi."
        )
    today, due = (unbroken(long_date(day)) for day in (facts.day, facts.due))
    opening = opening.format(month=month, today=today, due=due)
    nihil = _(
        "Bila pada bulan itu tidak ada kegiatan, mohon tetap mengirim laporan NIHIL: satu tombol di halaman Laporan "
        "bulanan. Bila ada kendala dengan komputer atau flashdisk, mohon kabari kami; akan kami bantu."
    )
    thanks = _("Atas perhatian dan kerja sama Bapak/Ibu, kami ucapkan terima kasih.")
    more: list[Block] = []
    for remark in facts.remarks:
        more += [Paragraph(remark, is_indented=True), Spacer(0.3)]
    return (
        Paragraph(_("Dengan hormat,")),
        Spacer(0.3),
        Paragraph(opening, is_indented=True),
        Spacer(0.3),
        *more,
        Paragraph(nihil, is_indented=True),
        Spacer(0.3),
        Paragraph(thanks, is_indented=True),
        Spacer(1),
    )
