"""Kronologi: what the office knew and did about a person, with when it happened and when it was written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.reports.document import Block, Column, Document, Facts, Paragraph, Signature, Spacer, Table
from ppo_desktop.reports.office import TRAINING_MARK, Assent, Office, signature, training_letterhead

SIZE = 9.0
"""Of the table, which is long: points."""
MOST_LINES = 20
"""In one row; a long line goes on in further ones, so that pages are filled."""


class Happening(Struct, frozen=True):
    """One line."""

    order: str
    """ISO day, also ``2026-11`` or ``2026``, with the hour behind it where it is known; lines stand in this order."""
    when: str
    """The same in words."""
    what: str
    details: tuple[str, ...]
    written: str
    """When it was written down: ``21-11-2026 09.30``."""
    by: str


class ChronologyFacts(Struct, frozen=True):
    """Everything the paper says."""

    office: Office
    person: str
    about: tuple[tuple[str, str], ...]
    """Label and value: what tells the person apart."""
    happenings: tuple[Happening, ...]
    left_out: bool
    """Whether restricted fields are not told, because whoever prints may not look."""
    printed_by: str
    printed_at: str
    """``22 November 2026, 09.30``."""
    day: date
    is_training: bool = False


def chronology(facts: ChronologyFacts) -> Document:
    """The lines as a table under what tells the person apart; who made it signs, and the head who answers for it."""
    blocks: list[Block] = [
        Paragraph(
            _("RAHASIA – memuat data pribadi. Hanya untuk yang menangani; simpan di tempat terkunci."), is_boxed=True
        ),
        Spacer(0.5),
        Facts(((_("Nama"), facts.person), *facts.about)),
        Spacer(0.5),
        Paragraph(
            _(
                "Disusun dari catatan kegiatan kantor ini. Waktu kejadian menurut isian; waktu dicatat menurut jam "
                "komputer kantor. Jam hanya ada bila diketahui."
            )
        ),
    ]
    if facts.left_out:
        blocks.append(Paragraph(_("Isian terbatas tidak ikut tercetak."), is_bold=True))
    columns = (
        Column(_("Waktu kejadian"), 1.5),
        Column(_("Yang diketahui dan dilakukan"), 4.2),
        Column(_("Dicatat"), 1.5),
    )
    lines = sorted(facts.happenings, key=lambda one: one.order)
    rows = tuple(row for one in lines for row in _rows(one))
    blocks += [Spacer(0.5), Table(columns, rows, size=SIZE, goes_on=True)]
    if not rows:
        blocks.append(Paragraph(_("Belum ada yang dicatat.")))
    printed = _("Dicetak {when} oleh {name}.").format(when=facts.printed_at, name=facts.printed_by)
    place, head = facts.office.seat, signature(facts.office, Assent.HEAD, "")
    return Document(
        title=_("Kronologi"),
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number=None,
        blocks=(*blocks, Spacer(0.5), Paragraph(printed), Spacer()),
        signatures=(
            Signature("", (_("Mengetahui,"), *head.title_lines), head.name, head.number_line, rank=head.rank),
            Signature(f"{place}, {long_date(facts.day)}", (_("Petugas yang menyusun,"),), facts.printed_by),
        ),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("Kronologi: {person}. {office} ({code}).").format(
            person=facts.person, office=facts.office.full_name, code=facts.office.code
        ),
    )


def _rows(one: Happening) -> Iterator[tuple[str, str, str]]:
    lines = [line for text in (one.what, *one.details) for line in text.splitlines()]
    for at in range(0, len(lines), MOST_LINES):
        ends = (one.when, f"{one.written}\n{one.by}") if at == 0 else ("", "")
        yield ends[0], "\n".join(lines[at : at + MOST_LINES]), ends[1]
