"""Which column of a stranger's table means what: the heading row is found, its words are looked up in a data file."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from ppo_desktop.core.paths import resource
from ppo_desktop.core.text import N_, _, search_key
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.resident import LIST_FIELDS

Cell = str | int | float | None
SEARCHED = 30
"""Rows at the top of a sheet among which the headings stand; above them is a letterhead."""
SAMPLES = 3
BIRTH, RT_RW, KNOWN = "birth", "rt_rw", "-"
"""Meanings of a column beside the fields of a line: place and date in one, both numbers in one, known and not taken."""
_TOGETHER = {BIRTH: N_("Tempat dan tanggal lahir"), RT_RW: N_("RT dan RW dalam satu kolom")}
MEANINGS: tuple[str, ...] = (*LIST_FIELDS[:6], BIRTH, *LIST_FIELDS[6:9], RT_RW, *LIST_FIELDS[9:])
"""What a column may mean, in the order in which it is offered."""
_ALIKE, _STRANGE = 3, 2
"""So many headings in a row are no accident; so many cells of a heading may be words we do not know."""


class Row(NamedTuple):
    """A row that holds anything."""

    number: int
    """As the person sees it who opens the file, from 1."""
    cells: tuple[Cell, ...]

    def text(self, place: int) -> str:
        """What stands in a column, as text."""
        cell = self.cells[place] if place < len(self.cells) else None
        return "" if cell is None else str(cell)


class Sheet(Struct, frozen=True):
    """One sheet of a file."""

    name: str
    """``""`` where the file has no names for its sheets."""
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


class Column(Struct, frozen=True):
    """A column and how it is understood."""

    place: int
    heading: str
    """As it stands there; ``""`` where nothing stands above."""
    meaning: str
    """One of ``MEANINGS``; ``""``: not taken."""
    samples: tuple[str, ...]
    """Some of what stands below."""

    @property
    def letter(self) -> str:
        """``A``, ``AB``, as above the sheet."""
        first, last = divmod(self.place, 26)
        return (chr(64 + first) if first else "") + chr(65 + last)


class Layout(Struct, frozen=True):
    """How a sheet is understood."""

    columns: tuple[Column, ...]
    """Those that hold anything."""
    begins: int
    """Place of the first row of people in ``Sheet.rows``."""

    @property
    def meanings(self) -> dict[int, str]:
        """Place of a column → what it means, of those that are taken."""
        return {column.place: column.meaning for column in self.columns if column.meaning}


def meaning_label(meaning: str) -> str:
    """What a meaning is called."""
    return _(_TOGETHER.get(meaning) or PERSON.field(meaning).label)


def recognise(sheet: Sheet, known: Mapping[str, str] | None = None, name: str = "name") -> Layout:
    """How ``sheet`` is probably meant: the row with the most headings we know, with the one below it where that helps.

    Two rows are one heading where a wide cell above ("Alamat") covers narrow ones ("Dusun", "RT", "RW").

    Args:
        known: folded heading → meaning; ``None``: those of population lists.
        name: the meaning that makes a heading row of so few words.
    """
    known = headings() if known is None else known
    best: tuple[int, int, int, dict[int, str]] = (0, 0, 0, {})
    for place, row in enumerate(sheet.rows[:SEARCHED]):
        alone = _headings(row, known)
        below = sheet.rows[place + 1] if place + 1 < len(sheet.rows) else None
        both = alone | _headings(below, known) if below and _is_below(row, below, known) else alone
        for depth, found in ((1, alone), (2, both)):
            score = len(set(found.values()) - {KNOWN})
            if score > best[0] and (score >= _ALIKE or name in found.values()):
                best = (score, place, place + depth, found)
    _score, first, begins, found = best
    return Layout(tuple(_columns(sheet, sheet.rows[first:begins], begins, found, known)), begins)


def best_sheet(sheets: Sequence[Sheet]) -> int:
    """Which sheet is the list: the one with the most columns that are understood, then the longest."""
    ranked = [(len(recognise(sheet).meanings), len(sheet.rows), -place) for place, sheet in enumerate(sheets)]
    return -max(ranked)[2]


def is_heading(row: Row, known: Mapping[str, str] | None = None) -> bool:
    """Whether the headings stand here again, as on each printed page, or the numbers of the columns."""
    cells = [cell for cell in row.cells if cell is not None]
    numbers = [int(text) for cell in cells if (text := str(cell)).isdecimal() and len(text) < 4]
    if len(numbers) == len(cells) >= _ALIKE and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return numbers[0] <= 2
    known, strange = headings() if known is None else known, 0
    for cell in cells:
        text = str(cell)
        strange += text.isdecimal() or fold_heading(text) not in known
        if strange > _STRANGE:  # nearly every row; looking further would take most of the time of a long list
            return False
    return len(set(_headings(row, known).values()) - {KNOWN}) >= _ALIKE


def _is_below(row: Row, below: Row, headings_known: Mapping[str, str]) -> bool:
    """Whether ``below`` may hold the second line of a heading: it stands under it, and is no line of a person."""
    if below.number != row.number + 1:
        return False
    known = _headings(below, headings_known)
    return bool(known) and len(known) == sum(cell is not None for cell in below.cells)


def _headings(row: Row, known: Mapping[str, str]) -> dict[int, str]:
    """Place → meaning, of the cells that are headings we know."""
    found: dict[int, str] = {}
    for place, cell in enumerate(row.cells):
        if isinstance(cell, str) and (
            meaning := known.get(fold_heading(cell)) or known.get(fold_heading(_outside(cell)))
        ):
            found[place] = meaning
    return found


def _columns(
    sheet: Sheet, above: Sequence[Row], begins: int, found: Mapping[int, str], known: Mapping[str, str]
) -> list[Column]:
    below = [row for row in sheet.rows[begins : begins + SEARCHED] if not is_heading(row, known)]
    columns, taken = [], {KNOWN}
    for place in range(sheet.width):
        heading = next((text for row in reversed(above) if (text := row.text(place))), "")
        samples = tuple(dict.fromkeys(text for row in below if (text := row.text(place))))[:SAMPLES]
        meaning = found.get(place, "")
        if heading or samples:
            columns.append(Column(place, heading, "" if meaning in taken else meaning, samples))
            taken.add(meaning)
    return columns


@cache
def headings() -> Mapping[str, str]:
    """Folded heading → meaning, as in ``resources/residents/headings.csv``."""
    with resource("residents", "headings.csv").open(encoding="utf-8", newline="") as file:
        return {fold_heading(line["heading"]): line["meaning"] for line in csv.DictReader(file)}


def fold_heading(text: str) -> str:
    """``text`` as headings are compared: case, accents, spaces and signs do not count."""
    return re.sub(r"[\W_]+", "", search_key(text.replace("_", " ")))


def _outside(text: str) -> str:
    """``text`` without what stands in brackets."""
    return re.sub(r"[(\[].*?[)\]]", "", text)
