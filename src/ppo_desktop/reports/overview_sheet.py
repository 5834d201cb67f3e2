"""An overview on paper, across the page: the same facts, tables and notes as on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from msgspec import Struct

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.insight.overview import Cell, Findings, Section, shown
from ppo_desktop.insight.tiles import TileMap
from ppo_desktop.reports.document import (
    Block,
    Chart,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Series,
    Spacer,
    Table,
)
from ppo_desktop.reports.office import TRAINING_MARK, Office, training_letterhead

MOST_BARS = 12
"""Lines that are drawn; what comes after them stands in the table alone."""
MOST_LINES = 2000
"""Lines of one table on paper, some 60 pages; the rest is in the table file."""
MANY_LINES = 20
"""Lines from which on a table is set in small letters, so that more of it is seen at once."""
LARGE, SMALL = 11.0, 8.0
FEW_COLUMNS = 8
"""So many columns of counts, with the one that says of what, leave room for the next line beside them."""


class SheetFacts(Struct, frozen=True):
    """Everything the sheet says."""

    office: Office
    title: str
    purpose: str
    findings: Findings
    printed_by: str
    day: date
    is_training: bool = False


def overview_sheet(facts: SheetFacts) -> Document:
    """The sheet of an overview."""
    printed = _("Keadaan pada {day}; dicetak oleh {name}.").format(day=long_date(facts.day), name=facts.printed_by)
    return Document(
        title=facts.title,
        letterhead=training_letterhead(facts.office.letterhead, facts.is_training),
        number="",
        blocks=(Paragraph(facts.purpose), Spacer(0.5), *_blocks(facts.findings), Spacer(), Paragraph(printed)),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}, {office} ({code})").format(
            title=facts.title, office=facts.office.full_name, code=facts.office.code
        ),
        is_wide=True,
    )


def _blocks(findings: Findings) -> Iterator[Block]:
    if findings.facts:
        yield Facts(tuple((fact.label, shown(fact.value)) for fact in findings.facts))
    if findings.map:
        yield Spacer(0.5)
        yield map_of(findings.map)
        yield Paragraph(findings.map.note)
    for section in findings.paper or findings.sections:
        yield Spacer(0.5)
        yield Heading(section.title)
        if chart := chart_of(section):
            yield chart
        yield _table(section) if section.lines else Paragraph(section.empty or _("Tidak ada."))
    if findings.notes:
        yield Heading(_("Catatan"))
        yield from (Paragraph(note) for note in findings.notes)


def map_of(found: TileMap) -> Chart:
    """A schematic map, alike on page and screen."""
    tiles = found.tiles
    return Chart(
        found.title,
        "tiles",
        tuple(tile.name for tile in tiles),
        (Series("", tuple(None if tile.level is None else float(tile.level) for tile in tiles)),),
        height=found.height,
        places=tuple(tile.place for tile in tiles),
        levels=found.levels,
        said=tuple(tile.words for tile in tiles),
    )


def chart_of(section: Section) -> Chart | None:
    """The chart of a section, alike on page and screen; ``None`` where nothing is drawn, or there is one line alone."""
    lines = section.lines[:MOST_BARS]
    values = {place: tuple(_drawn(line.cells[place]) for line in lines) for place in section.drawn}
    told = {place: of_it for place, of_it in values.items() if any(of_it)}
    if len(lines) < 2 or not told:
        return None
    series = tuple(Series(section.columns[place].title, of_it) for place, of_it in told.items())
    names = tuple(shown(line.cells[section.subject]) for line in lines)
    title = f"{section.title}: {', '.join(one.name for one in series)}"
    return Chart(title, "bars", names, series, height=12 + 5.0 * len(lines) * max(1.0, 0.8 * len(series)))


def _drawn(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int) else None


def _table(section: Section) -> Table:
    columns = [Column(one.title, one.share, "right" if one.is_number else "left") for one in section.columns]
    rows = [tuple(map(shown, line.cells)) for line in section.lines[:MOST_LINES]]
    left_out = len(section.lines) - len(rows)
    is_long = len(rows) > MANY_LINES
    if is_long and _has_room(section):
        rows = [(*one, *other) for one, other in zip_longest(rows[::2], rows[1::2], fillvalue=("",) * len(columns))]
        columns *= 2
    cut = _("{count} baris lagi tidak dicetak; simpan sebagai tabel untuk melihat semuanya.")
    note = " ".join(part for part in (section.note, cut.format(count=number(left_out)) if left_out else "") if part)
    return Table(tuple(columns), tuple(rows), note=note, size=SMALL if is_long else LARGE)


def _has_room(section: Section) -> bool:
    """Whether a line leaves room for the next beside it: few columns, of counts, with no heads among the lines."""
    is_narrow = len(section.columns) <= FEW_COLUMNS and all(column.is_number for column in section.columns[1:])
    return is_narrow and all(len(line.cells) == len(section.columns) for line in section.lines)
