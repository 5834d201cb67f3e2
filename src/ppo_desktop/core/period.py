"""Calendar months, and dates of which only the year or the month is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _

MONTH_NAMES = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
DAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, order=True)
class Month:
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


@dataclass(frozen=True, order=True)
class Quarter:
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


def is_partial_date(text: str) -> bool:
    """Whether ``text`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` and exists in the calendar (1900 to 2100)."""
    match = _PARTIAL.fullmatch(text)
    if not match or not 1900 <= int(match[1]) <= 2100:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def month_of(text: str | None) -> str | None:
    """The ``YYYY-MM`` of a partial date, or ``None`` when it says only the year or nothing."""
    return text[:7] if text and len(text) >= 7 else None


def long_date(day: date) -> str:
    """For people: ``21 November 2026``."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def weekday(day: date) -> str:
    """For people: ``Sabtu``."""
    return DAY_NAMES[day.weekday()]
