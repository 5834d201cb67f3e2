"""Slip buku ekspedisi: half a page for the files of one stick, cut off and glued into the book that is kept by hand."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ppo_desktop.core.text import _, number
from ppo_desktop.reports.document import Block, Column, CutLine, Document, Facts, Signature, Signatures, Spacer, Table
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead

MOST_LINES = 9
"""So many stand on half a page of F4; what is more makes the slip longer."""


class SlipLine(Struct, frozen=True):
    """One file."""

    direction: str
    """``Masuk``."""
    office: str
    what: str
    """``Laporan November 2026``."""
    outcome: str


class SlipFacts(Struct, frozen=True):
    """Everything the slip says."""

    office: Office
    lines: Sequence[SlipLine]
    when: str
    """``21 November 2026 pukul 09.30``."""
    carried_by: str
    """``""``: dots for the pen."""
    user: str
    inside: int = 0
    """How many files of other offices came inside these."""
    is_training: bool = False


def expedition_slip(facts: SlipFacts) -> Document:
    """The slip, and a line to cut along."""
    return Document(
        title=_("Slip Buku Ekspedisi"),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number="",
        blocks=_blocks(facts),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Slip buku ekspedisi, {office} ({code})").format(
            office=facts.office.full_name, code=facts.office.code
        ),
    )


def _blocks(facts: SlipFacts) -> tuple[Block, ...]:
    columns = (
        Column(_("No."), 0.6, "center"),
        Column(_("Arah"), 0.9),
        Column(_("Kantor"), 2.2),
        Column(_("Berkas"), 2.6),
        Column(_("Keadaan"), 2.4),
    )
    rows = [
        (number(place), line.direction, line.office, line.what, line.outcome)
        for place, line in enumerate(facts.lines, start=1)
    ]
    note = _("Di dalamnya {count} berkas kantor lain.").format(count=number(facts.inside)) if facts.inside else ""
    return (
        Facts(((_("Waktu"), facts.when),)),
        Spacer(0.2),
        Table(columns, tuple(rows), note=note, size=9.5),
        Spacer(0.3),
        Signatures(
            (
                Signature("", (_("Yang membawa,"),), facts.carried_by, blank_lines=2),
                Signature("", (_("Petugas,"),), facts.user, blank_lines=2),
            )
        ),
        Spacer(0.3),
        CutLine(_("potong di sini; tempel di buku ekspedisi")),
    )
