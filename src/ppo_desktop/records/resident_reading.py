"""Lines of a population list from the rows of a sheet: what is read, and what is said about each row that is not.

Nothing is guessed: a cell that cannot be read stays empty (a word that our lists do not have stays as it is) and is
told with the number of its row. Pure, and total over any cells.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache

from msgspec import Struct, field

from ppo_desktop.core.paths import resource
from ppo_desktop.core.text import _, number, search_key
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import read_date
from ppo_desktop.records.nik import strip
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.resident import LIST_FIELDS, Resident
from ppo_desktop.records.resident_table import BIRTH, RT_RW, Cell, Row, Sheet, is_heading

MOST_REMARKS = 300
ROWS_NAMED = 8
"""Rows that a remark names by their numbers; of more it gives the count."""
_EACH = 500
"""Rows between two reports of progress."""
_BLANK = frozenset({"", "-", "--", "---", "–", "—", ".", "0", "null", "nil", "n/a", "#n/a", "nan", "none"})
_SUMS = frozenset({"jumlah", "total", "jumlah total", "jumlah seluruhnya"})
_NUMBERS = ("nik", "family_card")
_DIGITS, _LONGEST_WORD = 16, 100
_SCIENTIFIC = re.compile(r"[0-9][.,]?[0-9]*e\+?[0-9]+", re.IGNORECASE)
_WHOLE = re.compile(r"([0-9]+)[.,]0+")
_DAY_AT_END = re.compile(r"^(.*?)[\s,;/]*([0-9]{1,4}[-/. ].*|[0-9]{8}|(?:19|20)[0-9]{2})$")
_TIME = re.compile(r"[T ][0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$")
_YEARS, _SERIALS = range(1900, 2101), range(3000, 73051)
"""A number where a day should stand: a year alone, or Excel's count of days (1908 to 2100)."""
_EXCEL_BEGINS = date(1899, 12, 30)


class Remark(Struct):
    """One thing to be said, and of which rows."""

    what: str
    """A whole sentence but for the rows."""
    rows: list[int] = field(default_factory=list)
    """The first ``ROWS_NAMED``."""
    count: int = 0

    @property
    def sentence(self) -> str:
        """``Baris 5, 6 dan 12 baris lain: …``."""
        named = ", ".join(str(row) for row in self.rows)
        more = self.count - len(self.rows)
        where = _("Baris {rows} dan {count} baris lain") if more else _("Baris {rows}")
        return f"{where.format(rows=named, count=number(more))}: {self.what}"


class Reading(Struct, frozen=True):
    """What a sheet comes to, if its columns mean that."""

    residents: tuple[Resident, ...]
    remarks: tuple[Remark, ...]
    """Those about most rows first, at most ``MOST_REMARKS``."""
    unsaid: int
    """Further remarks."""
    left_out: int
    """Rows that are no line of a person: titles between, sums, signatures."""

    @property
    def without_nik(self) -> int:
        return sum(not resident.nik for resident in self.residents)

    @property
    def families(self) -> int:
        return len({resident.family_card for resident in self.residents} - {""})


Tick = Callable[[int, int], object]
"""Told how many rows are done, of how many; may raise to stop."""


def read_residents(
    sheet: Sheet, begins: int, meanings: Mapping[int, str], tick: Tick = lambda _done, _total: None
) -> Reading:
    """The people of ``sheet`` from row ``begins`` on, where the columns mean that.

    Args:
        meanings: place of a column → meaning.
    """
    residents: list[Resident] = []
    remarks: dict[str, Remark] = {}
    seen: set[str] = set()
    left_out = 0
    rows = sheet.rows[begins:]
    for done, row in enumerate(rows):
        if done % _EACH == 0:
            tick(done, len(rows))
        said: list[str] = []
        resident = _resident(row, meanings, said)
        if resident is None:
            left_out += 1
            if not said:
                continue
        else:
            if resident.nik and resident.nik in seen:
                said.append(_("NIK ini sudah ada pada baris lain; kedua baris diambil."))
            seen.add(resident.nik)
            residents.append(resident)
        for what in said:
            remark = remarks.setdefault(what, Remark(what))
            remark.count += 1
            if len(remark.rows) < ROWS_NAMED:
                remark.rows.append(row.number)
    tick(len(rows), len(rows))
    ordered = sorted(remarks.values(), key=lambda remark: -remark.count)
    return Reading(tuple(residents), tuple(ordered[:MOST_REMARKS]), max(len(ordered) - MOST_REMARKS, 0), left_out)


def _resident(row: Row, meanings: Mapping[int, str], said: list[str]) -> Resident | None:
    if is_heading(row):
        return None
    found: dict[str, str] = {}
    for place, meaning in meanings.items():
        cell = row.cells[place] if place < len(row.cells) else None
        for name, text in read_cell(meaning, cell, said).items():
            found.setdefault(name, text)
    name = found.pop("name", "")
    if search_key(name) in _SUMS:
        return None
    if name and found:
        return Resident(name, **found)
    if "nik" not in found:
        said.clear()  # a sum, a title, a signature
    elif not name:
        said[:] = [_("Nama kosong; baris ini tidak diambil.")]
    return None


def read_cell(meaning: str, cell: Cell, said: list[str]) -> dict[str, str]:
    """Part of a line → text, of one cell; what is to be told is added to ``said``."""
    text = plain_cell(cell)
    if text.casefold() in _BLANK:
        return {}
    if meaning == BIRTH:
        found = _birth(text, said)
    elif meaning == RT_RW:
        numbers = re.findall(r"[0-9]{1,3}", text)
        found = dict(zip(("rt", "rw"), (part.zfill(3) for part in numbers[:2]), strict=False))
    elif meaning in _NUMBERS:
        found = {meaning: _number(meaning, cell, text, said)}
    elif meaning == "born_on":
        found = {meaning: _day(cell, text, said)}
    elif meaning in ("rt", "rw"):
        found = {meaning: _short_number(text)}
    elif meaning in LIST_FIELDS:
        choices = PERSON.field(meaning).choices
        known = _choice(choices, text) if choices else text
        if not known:
            said.append(
                _("{label} “{text}” tidak ada dalam daftar kita; dibiarkan seperti tertulis.").format(
                    label=_label(meaning), text=text[:60]
                )
            )
        found = {meaning: (known or text)[: _longest(meaning)]}
    else:
        found = {}
    return {name: kept for name, kept in found.items() if kept}


def plain_cell(cell: Cell) -> str:
    """As text, without the apostrophe that keeps Excel from taking digits for a number."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return ""
    return " ".join(str(cell).split()).lstrip("'`’‘\"").strip()


def _number(meaning: str, cell: Cell, text: str, said: list[str]) -> str:
    """A NIK or a family's number. Excel keeps 15 digits of a number and writes 0 for the last: that is no NIK."""
    label = _label(meaning)
    whole = _WHOLE.fullmatch(text)
    digits = whole[1] if whole else strip(text)
    was_number = not isinstance(cell, str) or whole is not None
    if _SCIENTIFIC.fullmatch(text) or (was_number and len(digits) == _DIGITS and digits.endswith("0")):
        message = _(
            "{label} rusak oleh Excel (angka terakhirnya hilang); dikosongkan. "
            "Ubah kolom itu menjadi teks di sumbernya."
        )
        said.append(message.format(label=label))
        return ""
    if not re.fullmatch(rf"[0-9]{{{_DIGITS}}}", digits):
        said.append(_("{label} bukan 16 angka; dikosongkan.").format(label=label))
        return ""
    return digits


def day_of(cell: Cell, text: str) -> str:
    """The day that a cell says, ISO, whole or partial: a date, a year alone, Excel's count of days; ``""``: none."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        count = int(cell) if abs(cell) < 1e6 else 0
        return (_EXCEL_BEGINS + timedelta(days=count)).isoformat() if count in _SERIALS else _year(count)
    return _read_day(text)


def _year(count: int) -> str:
    return str(count) if count in _YEARS else ""


def _day(cell: Cell, text: str, said: list[str]) -> str:
    found = day_of(cell, text)
    if not found:
        said.append(_("{label} “{text}” bukan tanggal; dikosongkan.").format(label=_label("born_on"), text=text[:40]))
    return found


@lru_cache(maxsize=4096)
def _read_day(text: str) -> str:
    return read_date(_TIME.sub("", text)) or ""


def _birth(text: str, said: list[str]) -> dict[str, str]:
    """``Sambas, 12-03-2009``."""
    match = _DAY_AT_END.fullmatch(text)
    place, day = (match[1].strip(" ,;/"), match[2]) if match else (text, "")
    return {"birth_place": place[: _longest("birth_place")], "born_on": _day(day, day, said) if day else ""}


def _label(name: str) -> str:
    return _(PERSON.field(name).label)


def _longest(name: str) -> int:
    """Most characters of that part of a line; a word of which we have no code may be as long as one that we have."""
    field = PERSON.field(name)
    return _LONGEST_WORD if field.choices else field.max_length


def _short_number(text: str) -> str:
    """``3``, ``003``, ``RT 3``; whatever is no number of three digits says nothing."""
    found = re.findall(r"[0-9]+", text)
    return found[0].zfill(3) if len(found) == 1 and len(found[0]) <= 3 and int(found[0]) else ""


@lru_cache(maxsize=4096)
def _choice(choices: str, text: str) -> str:
    """The code that is meant; ``""``: none we know."""
    bare = text.lstrip("0") if text.isdecimal() else text
    return code_list(choices).find(bare) or _words().get((choices, search_key(text)), "")


@cache
def _words() -> Mapping[tuple[str, str], str]:
    """(code list, folded word) → code, as in ``resources/residents/words.csv``."""
    with resource("residents", "words.csv").open(encoding="utf-8", newline="") as file:
        return {(line["list"], search_key(line["word"])): line["code"] for line in csv.DictReader(file)}
