"""The expedition book (buku ekspedisi): what was handed over and what came, line by line, across the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.reports.document import Column, Document, Paragraph, Spacer, Table
from ppo_desktop.reports.office import TRAINING_MARK, Assent, Office, signature, training_letterhead, unbroken

TITLE = N_("Buku Ekspedisi Berkas Elektronik")


@dataclass(frozen=True)
class ExpeditionLine:
    """One file, all in words."""

    when: str
    """``21-11-2026 09.30``."""
    direction: str
    """``Masuk`` or ``Keluar``."""
    office: str
    what: str
    contents: str
    outcome: str
    carried_by: str
    user: str


@dataclass(frozen=True)
class ExpeditionFacts:
    """Everything the book says."""

    office: Office
    lines: Sequence[ExpeditionLine]
    """The oldest first."""
    which: str
    """What was chosen: ``Bulan November 2026``; ``""`` for all."""
    day: date
    is_training: bool = False


def expedition_book(facts: ExpeditionFacts) -> Document:
    """The book as a sheet of as many pages as it takes; its last column is for a paraph."""
    office = facts.office
    columns = (
        Column(_("No."), 0.65, "center"),
        Column(_("Tanggal, pukul"), 1.45),
        Column(_("Arah"), 0.85),
        Column(_("Kantor"), 2.0),
        Column(_("Berkas"), 1.75),
        Column(_("Isi"), 3.3),
        Column(_("Keadaan"), 2.7),
        Column(_("Dibawa oleh"), 1.2),
        Column(_("Petugas"), 1.25),
        Column(_("Paraf"), 0.9),
    )
    rows = tuple(
        (
            number(place),
            *(line.when, line.direction, line.office, line.what, line.contents, line.outcome),
            *(line.carried_by, line.user, ""),
        )
        for place, line in enumerate(facts.lines, start=1)
    )
    which = (Paragraph(facts.which), Spacer(0.4)) if facts.which else ()
    body = Table(columns, rows) if rows else Paragraph(_("Belum ada berkas yang masuk atau keluar."))
    return Document(
        title=_(TITLE),
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        number="",
        blocks=(*which, body, Spacer()),
        signatures=(
            signature(office, Assent.HEAD, f"{office.place or office.name}, {unbroken(long_date(facts.day))}"),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}, {office} ({code})").format(title=_(TITLE), office=office.full_name, code=office.code),
        is_wide=True,
    )
