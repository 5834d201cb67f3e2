"""Rows of another office's table → values of our books: what is read, and what is to be said about what is not.

Nothing is guessed. Fields say themselves what fits them (``reading.read``); this only undoes what spreadsheets and
field forms do to cells. Pure, and total over any cells.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct, field

from ppo_desktop.core.paths import resource
from ppo_desktop.core.text import search_key
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Field
from ppo_desktop.records.field import Shape as FieldShape
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.reading import NO, YES, plain, read
from ppo_desktop.records.resident import LIST_FIELDS
from ppo_desktop.records.resident_reading import day_of, plain_cell, read_cell
from ppo_desktop.records.resident_table import BIRTH, RT_RW, Cell, Row
from ppo_desktop.records.table_shapes import DISTRICT, KEY, REGENCY, VILLAGE, Shape, field_of

_BLANK = frozenset({"", "-", "--", "---", "–", "—", ".", "n/a", "#n/a", "null", "nan", "none"})
_SERIAL = re.compile("[0-9]{5}")
"""Excel's count of days, which text files keep as it stands."""
_SEVERAL = {BIRTH: frozenset({"born_on"}), RT_RW: frozenset({"rt", "rw"})}
"""Meanings of cells in which several things stand → the fields that may not be read there."""
_DATES = (FieldShape.DATE, FieldShape.PARTIAL_DATE)


class RowRead(Struct):
    """What a row says."""

    values: dict[str, object] = field(default_factory=dict)
    """``person.name`` → value as its field keeps it."""
    place: dict[str, str] = field(default_factory=dict)
    """Words of ``VILLAGE``, ``DISTRICT``, ``REGENCY`` as they stand there."""
    key: str = ""
    """The table's own number of the row."""
    remarks: list[str] = field(default_factory=list)
    """Whole sentences: what could not be read. If the row is taken, it stays empty."""
    unread: set[str] = field(default_factory=set)
    """Names of the fields of these."""


def read_row(
    row: Row, shape: Shape, meanings: Mapping[int, str], common: Mapping[str, object] | None = None
) -> RowRead:
    """What ``row`` says where its columns mean that; of two columns of one meaning the first that is filled.

    Args:
        common: meaning → value for all rows, where the row itself says nothing.
    """
    found = RowRead()
    several: dict[str, list[str]] = {}
    for place, meaning in meanings.items():
        cell = row.cells[place] if place < len(row.cells) else None
        text = plain_cell(cell)
        if text.casefold() in _BLANK:
            continue
        if meaning in (VILLAGE, DISTRICT, REGENCY):
            found.place.setdefault(meaning, text)
        elif meaning == KEY:
            found.key = text
        elif "=" in meaning:
            name, _equals, code = meaning.partition("=")
            if text.casefold() in YES:
                several.setdefault(name, []).append(code)
        else:
            for name, value in _cell(meaning, cell, text, found).items():
                found.values.setdefault(name, value)
    for name, codes in several.items():
        before = found.values.get(name)
        found.values[name] = list(dict.fromkeys([*(before if isinstance(before, list) else []), *codes]))
    if found.values:
        found.values = shape.finish({**shape.fills, **(common or {}), **found.values})
    return found


def _cell(meaning: str, cell: Cell, text: str, found: RowRead) -> dict[str, object]:
    bare = meaning.removeprefix(f"{PERSON.name}.")
    if meaning in (BIRTH, RT_RW) or (bare != meaning and bare in LIST_FIELDS):
        before = len(found.remarks)
        parts = read_cell(bare, _counted(cell, text) if bare == "born_on" else cell, found.remarks)
        if len(found.remarks) > before:
            found.unread |= _SEVERAL.get(meaning, frozenset({bare}))
        return {
            f"{PERSON.name}.{name}": value
            for name, part in parts.items()
            if (value := _told(PERSON.field(name), part, found)) is not None
        }
    value = _told(field_of(meaning), _prepared(field_of(meaning), cell, text), found)
    return {} if value is None else {meaning: value}


def _told(of: Field, raw: object, found: RowRead) -> object:
    """As the field keeps it; what does not fit is said and stays empty."""
    value, problems = read(of, raw)
    wrong = [one.message for one in problems if not one.is_warning]
    found.remarks += wrong
    if wrong:
        found.unread.add(of.name)
    return value


def _prepared(of: Field, cell: Cell, text: str) -> object:
    """What spreadsheets and field forms mean by a cell."""
    if of.shape in _DATES:
        return day_of(_counted(cell, text), text) or text
    if of.shape is FieldShape.LIST and of.choices:
        return _answers(of, text)
    if of.choices:
        return choice(of.choices, text) or text
    if of.shape is FieldShape.TEXT:
        return text[: of.max_length]
    if of.shape is FieldShape.YES_NO and text.casefold() not in YES | NO:
        return None
    return text if isinstance(cell, str) else plain(cell)


def _counted(cell: Cell, text: str) -> Cell:
    return int(text) if _SERIAL.fullmatch(text) else cell


def _answers(of: Field, text: str) -> list[str]:
    """Several answers in one cell: set apart by commas, or by spaces as field forms do."""
    items = [part.strip() for part in re.split(r"[,;|]", text) if part.strip()]
    if len(items) == 1 and not choice(of.choices, text) and all(choice(of.choices, word) for word in text.split()):
        items = text.split()
    return [choice(of.choices, item) or item for item in items]


def choice(name: str, text: str) -> str:
    """The code of a list that is meant; ``""``: none we know."""
    for said in (text, text.replace("_", " ")):
        found = code_list(name).find(said) or _words().get((name, search_key(said)), "")
        if found:
            return found
    return ""


@cache
def _words() -> Mapping[tuple[str, str], str]:
    """(code list, folded word) → code, as in ``resources/tables/words.csv``."""
    with resource("tables", "words.csv").open(encoding="utf-8", newline="") as file:
        return {(line["list"], search_key(line["word"])): line["code"] for line in csv.DictReader(file)}
