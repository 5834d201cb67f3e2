"""Calendar months, and dates of which only the year or the month is known."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import Struct

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _, inside

MONTH_NAMES = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
DAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class Month(Struct, frozen=True, order=True):
    """A calendar month; its text form is ``2026-11``."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month written as ``YYYY-MM``; raises ``Refused('month')`` otherwise."""
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text.strip())
        if not match or not 1 <= int(match[2]) <= 12 or not 1990 <= int(match[1]) <= 2100:
            raise Refused("month", _("“{text}” bukan bulan.").format(text=text), _("Tulis seperti 2026-11."))
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> Month:
        return Month(self.year - (self.number == 1), 12 if self.number == 1 else self.number - 1)

    @property
    def label(self) -> str:
        """For people: ``November 2026``."""
        return f"{MONTH_NAMES[self.number - 1]} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


QUARTER_NUMERALS = ("I", "II", "III", "IV")


class Quarter(Struct, frozen=True, order=True):
    """Three months of a calendar year, as plans count them."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month + 2) // 3)

    @property
    def months(self) -> tuple[Month, Month, Month]:
        first = Month(self.year, 3 * self.number - 2)
        return first, first.next, first.next.next

    @property
    def last(self) -> date:
        return self.months[-1].last

    @property
    def previous(self) -> Quarter:
        return Quarter(self.year - (self.number == 1), self.number - 1 or 4)

    @property
    def label(self) -> str:
        """For people: ``Triwulan III 2026``."""
        return _("Triwulan {numeral} {year}").format(numeral=QUARTER_NUMERALS[self.number - 1], year=self.year)

    def holds(self, text: str | None) -> bool:
        """Whether a partial date lies in it; one of which only the year is known lies in no quarter."""
        return month_of(text) in [str(month) for month in self.months]


HALF_NUMERALS = ("I", "II")
LONGEST_SPAN = 60
"""Months."""
_SPAN = re.compile(r"([0-9]{4})(?:-(?:([TS])([1-4])|([0-9]{2})(?:/([0-9]{4})-([0-9]{2}))?))?")


class Span(Struct, frozen=True, order=True):
    """Months in a row that a report or a register tells of: one, a quarter, half a year, a year, or any number."""

    first: Month
    count: int = 1

    @classmethod
    def parse(cls, text: str) -> Span:
        """Of ``2026``, ``2026-S2``, ``2026-T3``, ``2026-11`` or ``2026-01/2026-05``.

        Raises:
            Refused: ``period``, for anything else.
        """
        match = _SPAN.fullmatch(text.strip().upper())
        year = int(match[1]) if match else 0
        if match and 1990 <= year <= 2099:
            if match[2] == "T" or (match[2] == "S" and match[3] in "12"):
                length = 3 if match[2] == "T" else 6
                return cls(Month(year, length * int(match[3]) - length + 1), length)
            if not match[2] and not match[4]:
                return cls(Month(year, 1), 12)
            if not match[2]:
                first = Month.parse(f"{match[1]}-{match[4]}")
                last = Month.parse(f"{match[5]}-{match[6]}") if match[5] else first
                count = 12 * (last.year - first.year) + last.number - first.number + 1
                if 1 <= count <= LONGEST_SPAN:
                    return cls(first, count)
        raise Refused(
            "period",
            _("“{text}” bukan masa laporan.").format(text=text),
            _("Tulis seperti 2026, 2026-S2, 2026-T3, 2026-11, atau 2026-01/2026-05."),
        )

    @property
    def months(self) -> tuple[Month, ...]:
        found = [self.first]
        while len(found) < self.count:
            found.append(found[-1].next)
        return tuple(found)

    @property
    def last(self) -> Month:
        return self.months[-1]

    @property
    def is_year(self) -> bool:
        """Whether it is one calendar year."""
        return self.count == 12 and self.first.number == 1

    @property
    def previous(self) -> Span:
        """As many months right before."""
        number = 12 * self.first.year + self.first.number - 1 - self.count
        return Span(Month(number // 12, number % 12 + 1), self.count)

    @property
    def year_before(self) -> Span:
        """The same months of last year."""
        return Span(Month(self.first.year - 1, self.first.number), self.count)

    @property
    def label(self) -> str:
        """For people: ``Triwulan III 2026``, ``Tahun 2026``, ``November 2026``."""
        place, rest = divmod(self.first.number - 1, self.count)
        if self.is_year:
            return _("Tahun {year}").format(year=self.first.year)
        if self.count == 6 and not rest:
            return _("Semester {numeral} {year}").format(numeral=HALF_NUMERALS[place], year=self.first.year)
        if self.count == 3 and not rest:
            return Quarter(self.first.year, place + 1).label
        if self.count == 1:
            return self.first.label
        return _("{first} sampai {last}").format(first=self.first.label, last=self.last.label)

    @property
    def inside(self) -> str:
        """The label inside a sentence: ``triwulan III 2026``, but ``November 2026``."""
        return self.label if self.first.label in self.label else inside(self.label)

    @property
    def bounds(self) -> tuple[str, str]:
        """What a partial date lies between, as text: from the first, to before the second.

        One of which only the year is known lies in spans that begin with its January.
        """
        first = str(self.first.year) if self.first.number == 1 and self.count >= 12 else str(self.first)
        after = self.last.next
        return first, str(after.year) if after.number == 1 else str(after)

    def __str__(self) -> str:
        if self.is_year:
            return str(self.first.year)
        return str(self.first) if self.count == 1 else f"{self.first}/{self.last}"


def is_partial_date(text: str) -> bool:
    """Whether ``text`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` and exists in the calendar (1900 to 2100)."""
    if not _PARTIAL.fullmatch(text) or not "1900" <= text[:4] <= "2100":
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def month_of(text: str | None) -> str | None:
    """The ``YYYY-MM`` of a partial date, or ``None`` when it says only the year or nothing."""
    return text[:7] if text and len(text) >= 7 else None


def long_date(day: date) -> str:
    """For people: ``21 November 2026``."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def short_date(partial: str) -> str:
    """A whole or partial ISO date for narrow columns: ``21-11-2026``, ``11-2026``, ``2026``."""
    return "-".join(reversed(partial.split("-")))


def years_off(day: date, years: int) -> date:
    """The same day so many years later, or earlier; for a 29th of February the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def weekday(day: date) -> str:
    """For people: ``Sabtu``."""
    return DAY_NAMES[day.weekday()]
