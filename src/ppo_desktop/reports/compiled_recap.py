"""The recap of a month by whoever stands on top: compiled, numbered and signed, for its own files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.reports.compiled import CompiledTable, compiled_blocks
from ppo_desktop.reports.document import Document, Heading, Paragraph, Spacer
from ppo_desktop.reports.figures import MonthFigures
from ppo_desktop.reports.monthly import totals_table
from ppo_desktop.reports.office import (
    TRAINING_MARK,
    Assent,
    Office,
    electronic_block,
    signature,
    training_letterhead,
    unbroken,
)

TITLE = N_("Rekapitulasi Laporan Pelindungan PMI dan Pencegahan TPPO")


@dataclass(frozen=True)
class CompiledRecapFacts:
    """Everything the recap says."""

    office: Office
    figures: MonthFigures
    """Of the office itself."""
    compiled: CompiledTable | None
    day: date
    number: str | None
    assent: Assent
    words: str
    paper_id: str
    """64 hexadecimal digits, as a carrier's id; ``""`` of a draft."""
    clock_text: str
    prepared_by: str = ""
    signed_by: str = ""
    is_training: bool = False


def compiled_recap(facts: CompiledRecapFacts) -> Document:
    """The recap of a month where nobody stands above: a sheet with number, table, signature."""
    office, month = facts.office, Month.parse(facts.figures.month).label
    title = _("{title} Bulan {month}").format(title=_(TITLE), month=month)
    table_blocks = compiled_blocks(facts.compiled, facts.figures) if facts.compiled else ()
    below = table_blocks or (Paragraph(_("Belum ada kantor di bawah yang dikenal pada bulan ini.")),)
    return Document(
        title=title,
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        number=facts.number,
        blocks=(
            Heading(_("1. Laporan kantor di bawah")),
            *below,
            Spacer(0.6),
            Heading(_("2. Catatan kantor ini sendiri")),
            totals_table(facts.figures),
            Spacer(1),
        ),
        signatures=(
            signature(office, facts.assent, f"{office.place or office.name}, {unbroken(long_date(facts.day))}"),
        ),
        electronic=electronic_block(
            office,
            facts.assent,
            carrier_id=facts.paper_id,
            words=facts.words,
            clock_text=facts.clock_text,
            people=(facts.prepared_by, facts.signed_by),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}, {office} ({code})").format(title=title, office=office.full_name, code=office.code),
    )
