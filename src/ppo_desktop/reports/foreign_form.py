"""The empty form of another office: what stands in it, and the words that tell what a cell is for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from ppo_desktop.core.text import search_key

Place = tuple[int, int]
"""Row and column, from 0."""
MOST_ROWS, MOST_COLUMNS = 3000, 200
"""Of a sheet, as far as it is shown; what lies beyond stays as it is."""
_LETTERS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NO_LABEL = re.compile(r"[\W\d_]*|[\W_]*[ivx]+[\W_]*", re.IGNORECASE)
"""Numbers of lines and columns, ``(1)``, ``IV.``, dots to write on."""
_HEADS = 3
"""Lines of a head that are joined."""


def column_name(column: int) -> str:
    """``A``, ``AB``."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_name(place: Place) -> str:
    """``D12``."""
    return f"{column_name(place[1])}{place[0] + 1}"


def place_of(name: str) -> Place | None:
    """The place called ``D12``; ``None`` where that is no name of a cell."""
    match = _LETTERS.fullmatch(name)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


class Cell(Struct, frozen=True):
    """A cell that holds something."""

    text: str
    """As it reads; of a formula, the formula with its ``=``."""
    is_number: bool = False
    is_formula: bool = False
    is_bound: bool = False
    """It belongs to others: formulas that Excel keeps together, or the head of one of its tables. It stays as it is."""


class Merge(Struct, frozen=True):
    """Cells that are one; the first holds what is seen."""

    first: Place
    last: Place

    def holds(self, place: Place) -> bool:
        return self.first[0] <= place[0] <= self.last[0] and self.first[1] <= place[1] <= self.last[1]


class FormSheet(Struct, frozen=True, dict=True):
    """A sheet of a form."""

    name: str
    cells: Mapping[Place, Cell]
    merged: Sequence[Merge] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    """Column → how many digits it is wide; others have the usual width."""
    is_hidden: bool = False
    is_cut: bool = False
    """Whether it goes on beyond what was read."""

    @cached_property
    def size(self) -> Place:
        """Rows and columns in use."""
        ends = [*self.cells, *(merge.last for merge in self.merged)]
        rows, columns = (max((end[way] + 1 for end in ends), default=0) for way in (0, 1))
        return min(rows, MOST_ROWS), min(columns, MOST_COLUMNS)

    @cached_property
    def _merge_at(self) -> dict[Place, Merge]:
        found: dict[Place, Merge] = {}
        for merge in self.merged:
            last_row, last_column = min(merge.last[0], MOST_ROWS), min(merge.last[1], MOST_COLUMNS)
            for row in range(merge.first[0], last_row + 1):
                for column in range(merge.first[1], last_column + 1):
                    found[row, column] = merge
        return found

    def merge(self, place: Place) -> Merge | None:
        """Which cells are one with that."""
        return self._merge_at.get(place)

    def first_of(self, place: Place) -> Place:
        """The cell that holds what is seen at a place."""
        merge = self.merge(place)
        return merge.first if merge else place

    def at(self, place: Place) -> Cell | None:
        """What is seen there."""
        return self.cells.get(self.first_of(place))

    # ------------------------------------------------------------------------------- what a cell is for

    def row_label(self, place: Place) -> str:
        """The words at the left of a cell: what its line is about; ``""`` where there are none."""
        return next((text for _at, text in self.words_left(place)), "")

    def words_left(self, place: Place) -> Iterator[tuple[Place, str]]:
        """The words at the left of a cell, the nearest first, and where they stand."""
        row, column = self.first_of(place)
        seen: Place | None = None
        for left in range(column - 1, -1, -1):
            at = self.first_of((row, left))
            if at != seen and at[1] < column and (words := _words(self.cells.get(at))):
                yield at, words
            seen = at

    def column_label(self, place: Place) -> str:
        """The words above a cell, of a head of several lines all from the top; ``""`` where there are none."""
        row, column = self.first_of(place)
        labels = next((at[1] for at, _text in self.words_left(place)), -1)
        found: list[str] = []
        for above in range(row - 1, -1, -1):
            at = self.first_of((above, column))
            merge = self.merge(at)
            is_across = merge is not None and merge.first[1] <= labels  # the heading of a part, or of the form
            words = "" if is_across else _words(self.cells.get(at))
            if words and words not in found[:1]:
                found.insert(0, words)
            elif not words and found and at not in self.cells:
                break
            if len(found) == _HEADS:
                break
        return " · ".join(found)


def _words(cell: Cell | None) -> str:
    """What a cell says in words; ``""`` of numbers, formulas and dots."""
    if cell is None or cell.is_formula or cell.is_number or _NO_LABEL.fullmatch(cell.text):
        return ""
    return " ".join(cell.text.split()).strip(" .:")


class Form(Struct, frozen=True):
    """A form as it was read."""

    sheets: tuple[FormSheet, ...]
    remarks: tuple[str, ...] = ()
    """What whoever fills it should know, a sentence each."""

    def sheet(self, name: str) -> FormSheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    @property
    def shown(self) -> tuple[FormSheet, ...]:
        """The sheets that Excel shows."""
        return tuple(sheet for sheet in self.sheets if not sheet.is_hidden) or self.sheets


# ----------------------------------------------------------------------------------- names of offices in lines

_TITLES = frozenset({"desa", "kelurahan", "kecamatan", "kabupaten", "kota", "kel", "kec", "kab", "ds"})


def bare(words: str) -> str:
    """A name of an office without its title, to be compared: ``Desa Sempalai`` and ``SEMPALAI`` are one."""
    return " ".join(word for word in search_key(words).split() if word not in _TITLES)


def office_lines(sheet: FormSheet, place: Place, offices: Mapping[str, str]) -> dict[str, Place]:
    """Code of an office → the cell in the column of ``place`` whose line bears its name.

    One whose name stands in several lines, or whose line several offices fit, is left out.

    Args:
        offices: code → name.
    """
    by_name: dict[str, list[str]] = {}
    for code, name in offices.items():
        by_name.setdefault(bare(name), []).append(code)
    lines: dict[str, list[Place]] = {}
    for row in range(sheet.size[0]):
        at = sheet.first_of((row, place[1]))
        if at[0] != row or at[1] != sheet.first_of(place)[1]:
            continue
        for _from, words in sheet.words_left(at):
            if codes := by_name.get(bare(words)):
                if len(codes) == 1:
                    lines.setdefault(codes[0], []).append(at)
                break
    return {code: places[0] for code, places in lines.items() if len(places) == 1}


# ----------------------------------------------------------------------------------- what a cell was pointed to

PERIODS = ("month", "year", "before")
"""The month itself, January to that month, January to the month before."""


class Pointed(Struct, frozen=True):
    """A cell and the figure it gets each month."""

    sheet: str
    cell: str
    """``D12``; of merged cells the first."""
    figure: str
    """Id of a figure or of a fact."""
    of: str = ""
    """Code of the office it is about; ``""``: the one that fills; ``below``, ``all``: see ``filling``."""
    period: str = "month"
    over_formula: bool = False
    """Whether a person said that a formula gives way."""
    row_label: str = ""
    """What stood left and above when it was pointed: by these it is found again in a new version of the form."""
    column_label: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.sheet, self.cell


class Carried(Struct, frozen=True):
    """What of the pointed cells holds in a new version of a form."""

    cells: tuple[Pointed, ...]
    moved: tuple[tuple[Pointed, str], ...]
    """Cells that stand elsewhere now, with the name of the cell they had."""
    lost: tuple[Pointed, ...]
    """Those whose place was not found: to be pointed anew."""


def carried(cells: Sequence[Pointed], new: Form) -> Carried:
    """Find every pointed cell in a new version: where it was if the labels are the same, else where they are now."""
    kept: list[Pointed] = []
    moved: list[tuple[Pointed, str]] = []
    lost: list[Pointed] = []
    for one in cells:
        sheet = new.sheet(one.sheet) or (new.shown[0] if len(new.shown) == 1 else None)
        place = _found(one, sheet) if sheet else None
        held = sheet.at(place) if sheet and place else None
        is_formula = held is not None and held.is_formula
        is_bound = held is not None and held.is_bound
        is_over = one.over_formula and is_formula and not is_bound
        if sheet is None or place is None or is_bound or (is_formula and not is_over):
            lost.append(one)
            continue
        now = replace(one, sheet=sheet.name, cell=cell_name(place), over_formula=is_over)
        if now.key != one.key:
            moved.append((now, one.cell))
        kept.append(now)
    return Carried(tuple(kept), tuple(moved), tuple(lost))


def _found(one: Pointed, sheet: FormSheet) -> Place | None:
    """Where the labels of a pointed cell are now; ``None`` where that is nowhere or in several places."""
    wanted = (search_key(one.row_label), search_key(one.column_label))
    same = place_of(one.cell)
    if same is not None and _labels(sheet, same) == wanted:
        return sheet.first_of(same)
    if not wanted[0]:
        return None
    rows, columns = sheet.size
    there: list[Place] = []
    for row in range(rows):
        if not any(search_key(text) == wanted[0] for _at, text in sheet.words_left((row, columns))):
            continue
        for column in range(columns):
            place = (row, column)
            if sheet.first_of(place) == place and not _words(sheet.at(place)) and _labels(sheet, place) == wanted:
                there.append(place)
    return there[0] if len(there) == 1 else None


def _labels(sheet: FormSheet, place: Place) -> tuple[str, str]:
    return search_key(sheet.row_label(place)), search_key(sheet.column_label(place))


_LABEL = re.compile(r"([^:]{1,80}:)")


def written(held: Cell | None, value: int | str) -> int | str:
    """What a cell gets: after words with a colon (``Bulan : ……``) the value follows them, else it takes their place."""
    match = _LABEL.match(held.text) if held and not held.is_formula and not held.is_number else None
    return f"{match[1]} {value}".rstrip() if match else value
