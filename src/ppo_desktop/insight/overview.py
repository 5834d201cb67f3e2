"""A page of figures over many books: what it reads, and what it says, as a value. No drawing, no database.

An ``Overview`` is one pure function from rows to ``Findings``; screen, paper and table file are made from that one
value. What nobody recorded is ``None``: it is shown as "tidak ada data" and is never a 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from datetime import date
from typing import Any, Literal, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.insight.tiles import TileMap
from ppo_desktop.records.kind import EVERY_LEVEL

Row: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = Mapping[str, Sequence[Row]]
"""Record kind → its rows of every office held here, by office and id; each with ``office``, ``id`` and what is read."""
REPORTS = "monthly_report"
"""Beside kinds, for an overview that ``counts_reports``: the monthly reports of the year, one row for each office and
month that is over, with ``office``, ``month``, ``is_nihil``, ``state`` (``received``, ``nihil``, ``late``, ``paper``,
``missing``, ``awaited``, ``quarantine``; ``own`` of the asking office itself)."""
Cell: TypeAlias = str | int | None
"""Words, a count, or nothing recorded."""
Tone: TypeAlias = Literal["", "ok", "warn", "bad"]
NO_DATA = N_("tidak ada data")


class Question(Struct, frozen=True):
    """Who asks, when, and about which year."""

    office: str
    """Code of the office that asks."""
    today: date
    year: int
    is_named: bool = False
    """Whether people may be named; asked by an overview that is guarded."""

    @property
    def day(self) -> date:
        """The last day that is looked at: today, or the end of a year that is over."""
        return min(self.today, date(self.year, 12, 31))

    def covers(self, text: object) -> bool:
        """Whether a partial date, or a year, lies in the year asked about and not ahead of today."""
        return isinstance(text, str) and text.startswith(f"{self.year:04d}") and text <= self.today.isoformat()

    def is_ahead(self, text: object) -> bool:
        """Whether a partial date lies after the last day that is looked at; one that is not known does not."""
        return isinstance(text, str) and text > self.day.isoformat()


class Column(Struct, frozen=True):
    """One column; ``share`` is its part of the width, relative to the others."""

    title: str
    share: float = 1.0
    is_number: bool = False


class Lead(Struct, frozen=True):
    """Where a line leads: to a record; without one to the list of the kind, or to a new record with something typed."""

    kind: str = ""
    owner: str = ""
    record: str = ""
    filter: str = ""
    typed: Mapping[str, object] = field(default_factory=dict)
    screen: str = ""
    """Instead of all that, a page of its own."""


class Line(Struct, frozen=True):
    """One line of a table. Its tone only repeats what a cell says in words."""

    cells: tuple[Cell, ...]
    tone: Tone = ""
    lead: Lead | None = None
    tones: tuple[Tone, ...] = ()
    """Of its cells, where each has one of its own; also only repeats their words."""
    passing: Mapping[str, str] = field(default_factory=dict)
    """Words of ``Overview.letter`` with which the line is passed on; none while people are not named."""


class Section(Struct, frozen=True):
    """A table under a heading."""

    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    note: str = ""
    """How to read it."""
    empty: str = ""
    """What is said where there is no line, and what to do about it."""
    subject: int = 0
    """The column that names what a line is about."""
    drawn: tuple[int, ...] = ()
    """Columns of counts of one sort that are drawn beside the table, a bar for each line."""
    name: str = ""
    """By which a paper that shows this section alone asks for it."""


class Fact(Struct, frozen=True):
    """One figure for the head of the page."""

    label: str
    value: Cell
    tone: Tone = ""


class Findings(Struct, frozen=True):
    """Everything the page says."""

    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()
    """What is not counted, and why."""
    map: TileMap | None = None
    is_veiled: bool = False
    """Whether people would be named here, were there a reason."""
    paper: tuple[Section, ...] = ()
    """On paper instead of ``sections``, where a line for each figure would need too many pages; there a line of one
    cell stands across its table."""

    def section(self, name: str) -> Section:
        """The section of that name; raises ``KeyError`` when there is none."""
        return {section.name: section for section in self.sections}[name]


class Overview(Struct, frozen=True):
    """A page of figures."""

    name: str
    title: str
    purpose: str
    """One sentence: which question it answers."""
    icon: str
    reads: Mapping[str, tuple[str, ...]]
    """Record kind → the columns that are read, none of them restricted."""
    find: Callable[[Rows, Question], Findings]
    of_year: bool = True
    """Whether another year may be asked about."""
    levels: frozenset[Level] = EVERY_LEVEL
    counts_reports: bool = False
    """Whether it needs ``REPORTS`` as well."""
    is_guarded: bool = False
    """It can name people: only to who may look at restricted parts, for a reason that is written down."""
    letter: str = ""
    """Template of the letter with which a line is passed on to another office."""


def shown(cell: Cell) -> str:
    """A cell in words."""
    if cell is None:
        return _(NO_DATA)
    return number(cell) if isinstance(cell, int) else cell


def count_of(count: int, book: Sized) -> int | None:
    """A count at the head of a page: 0 where the book was looked through and had none, ``None`` where nothing at all is
    recorded in it that could tell."""
    return count if book else None


def so_many(count: int, whole: int) -> str:
    """``12 dari 195``."""
    return _("{count} dari {all}").format(count=number(count), all=number(whole))


def by_office(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Owner office → its rows, by code."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(str(row["office"]), []).append(row)
    return dict(sorted(grouped.items()))


def for_one_office(section: Section, *, is_one: bool) -> Section:
    """``section`` without its first column, which names the office, where there is but one."""
    if not is_one:
        return section
    return replace(
        section,
        columns=section.columns[1:],
        lines=tuple(replace(line, cells=line.cells[1:]) for line in section.lines),
        subject=section.subject - 1,
        drawn=tuple(place - 1 for place in section.drawn),
    )
