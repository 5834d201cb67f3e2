"""An empty form as it stands in its file: cells, merged cells, widths. For a bounded process."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set

from msgspec.structs import replace

from ppo_desktop.core.canonical import is_forbidden
from ppo_desktop.exchange import workbook
from ppo_desktop.exchange.workbook import Workbook
from ppo_desktop.reports.foreign_form import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Form,
    FormSheet,
    Merge,
    Place,
    place_of,
)

MOST_SHEETS, MOST_CELLS, MOST_MERGED, LONGEST = 40, 60_000, 5000, 300
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")


def read_form(data: bytes, only: Set[str] | None = None) -> Form:
    """The sheets of a form, or some of them by name; raises ``Refused`` as ``Workbook``."""
    book = Workbook(data)
    strings = book.strings()
    sheets = [
        _Reading(strings, _table_heads(book, part.part)).sheet(
            part.name, book.read(part.part), is_hidden=part.is_hidden
        )
        for part in book.sheets()[:MOST_SHEETS]
        if only is None or clean_line(part.name) in only
    ]
    if only is None and not any(sheet.cells for sheet in sheets):
        raise workbook.no_form()
    return Form(tuple(sheets), book.remarks)


def range_of(text: str) -> Merge | None:
    """``B2:D4`` as places."""
    match = _RANGE.fullmatch(text)
    first = place_of(f"{match[1]}{match[2]}") if match else None
    last = place_of(f"{match[3]}{match[4]}") if match and match[3] else first
    return Merge(first, last) if first and last else None


def _table_heads(book: Workbook, sheet: str) -> list[Merge]:
    """The heads of Excel's own tables: their words are also said elsewhere, and both must be the same."""
    found: list[Merge] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        ref = range_of(attributes.get("ref", "")) if name == "table" else None
        if ref and attributes.get("headerRowCount") != "0":
            found.append(Merge(ref.first, (ref.first[0], ref.last[1])))

    for _id, kind, part in book.relations(sheet):
        if kind == "table" and part in book.names and len(found) < MOST_MERGED:
            workbook.parse(book.read(part), start)
    return found


class Position:
    """Where one is in a sheet; files may leave the numbers of rows and cells out."""

    def __init__(self) -> None:
        self.row = self.column = -1

    def enter_row(self, attributes: dict[str, str]) -> None:
        told = attributes.get("r", "")
        self.row = int(told) - 1 if told.isdecimal() else self.row + 1
        self.column = -1

    def enter_cell(self, attributes: dict[str, str]) -> Place:
        """The place of a cell."""
        told = place_of(attributes.get("r", "").replace("$", ""))
        self.column = told[1] if told else self.column + 1
        return (told[0] if told else self.row), self.column


class _Reading:
    """One sheet, element by element."""

    def __init__(self, strings: list[str], heads: list[Merge]) -> None:
        self._strings = strings
        self._heads = heads
        self._at = Position()
        self._place: Place = (0, 0)
        self._type = ""
        self._open: list[str] = []
        self._value: list[str] = []
        self._formula: list[str] = []
        self._has_formula = self._is_bound = False
        self._cells: dict[Place, Cell] = {}
        self._merged: list[Merge] = []
        self._bound: list[Merge] = []
        self._widths: dict[int, float] = {}
        self._is_cut = False

    def sheet(self, name: str, data: bytes, *, is_hidden: bool) -> FormSheet:
        """What the part says."""
        workbook.parse(data, self._start, self._end, self._text)
        for merge in self._bound:
            for place, cell in self._cells.items():
                if merge.holds(place) and not cell.is_bound:
                    self._cells[place] = Cell(cell.text, is_number=False, is_formula=True, is_bound=True)
        for place, cell in self._cells.items():
            if any(head.holds(place) for head in self._heads):
                self._cells[place] = replace(cell, is_bound=True)
        return FormSheet(
            clean_line(name), self._cells, tuple(self._merged), self._widths, is_hidden, is_cut=self._is_cut
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._open.append(name)
        if name == "row":
            self._at.enter_row(attributes)
        elif name == "c":
            self._place = self._at.enter_cell(attributes)
            self._type = attributes.get("t", "n")
            self._value, self._formula = [], []
            self._has_formula = self._is_bound = False
        elif name == "f":
            self._has_formula = True
            kind, over = attributes.get("t", "normal"), range_of(attributes.get("ref", ""))
            self._is_bound = kind in ("array", "dataTable") or (kind == "shared" and over is not None)
            if kind in ("array", "dataTable") and over is not None and len(self._bound) < MOST_MERGED:
                self._bound.append(over)
        elif name == "mergeCell":
            merge = range_of(attributes.get("ref", ""))
            if merge and len(self._merged) < MOST_MERGED:
                self._merged.append(merge)
        elif name == "col":
            self._widen(attributes)

    def _widen(self, attributes: dict[str, str]) -> None:
        try:
            first, last = int(attributes["min"]) - 1, min(int(attributes["max"]), MOST_COLUMNS)
            width = 0.0 if attributes.get("hidden") in ("1", "true") else float(attributes["width"])
        except (KeyError, ValueError):
            return
        self._widths |= dict.fromkeys(range(max(first, 0), last), min(max(width, 0.0), 255.0))

    def _text(self, words: str) -> None:
        inside = self._open[-1]
        if inside == "v" or (inside == "t" and "is" in self._open and "rPh" not in self._open):
            self._value.append(words)
        elif inside == "f":
            self._formula.append(words)

    def _end(self, name: str) -> None:
        self._open.pop()
        if name == "c":
            self._keep()

    def _keep(self) -> None:
        if not self._value and not self._has_formula:
            return
        row, column = self._place
        if row >= MOST_ROWS or column >= MOST_COLUMNS or len(self._cells) >= MOST_CELLS:
            self._is_cut = True
            return
        if self._has_formula:
            text = "=" + "".join(self._formula)
            self._cells[self._place] = Cell(clean_line(text), is_formula=True, is_bound=self._is_bound)
            return
        is_number, value = self._type == "n", "".join(self._value)
        if self._type == "s":
            known = int(value) if value.isdecimal() else -1
            value = self._strings[known] if 0 <= known < len(self._strings) else ""
        elif self._type == "b":
            value = "TRUE" if value == "1" else "FALSE"
        if text := clean_line(value):
            self._cells[self._place] = Cell(text, is_number)


def clean_line(raw: str) -> str:
    """One line in NFC, of bounded length, without what cannot be seen."""
    if raw.isascii() and raw.isprintable() and "  " not in raw:
        return raw.strip()[:LONGEST]
    text = unicodedata.normalize("NFC", raw[: 4 * LONGEST])
    kept = "".join(" " if c in "\n\r\t" else c for c in text if c in "\n\r\t" or not _is_unseen(c))
    return " ".join(kept.split())[:LONGEST]


def _is_unseen(character: str) -> bool:
    return is_forbidden(character) or unicodedata.category(character) in ("Cf", "Co", "Cn")
