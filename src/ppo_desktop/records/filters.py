"""Filters of a list as data: what storage asks the database is what ``Filter.holds`` says of one row. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeAlias

from msgspec import Struct

from ppo_desktop.records.field import Values


class OneOf(Struct, frozen=True):
    """What stands in the column is one of these."""

    column: str
    values: frozenset[str | bool]

    def holds(self, row: Values, today: date) -> bool:  # noqa: ARG002 - every condition is asked in one way
        return row.get(self.column) in self.values


class Empty(Struct, frozen=True):
    """Nothing stands in the column."""

    column: str

    def holds(self, row: Values, today: date) -> bool:  # noqa: ARG002 - every condition is asked in one way
        return row.get(self.column) in (None, "")


class HasKey(Struct, frozen=True):
    """The mapping in the column has this key, with a text behind it."""

    column: str
    key: str

    def holds(self, row: Values, today: date) -> bool:  # noqa: ARG002 - every condition is asked in one way
        mapping = row.get(self.column)
        return isinstance(mapping, Mapping) and mapping.get(self.key) is not None


class Below(Struct, frozen=True):
    """The number in the column is smaller; an empty column is not."""

    column: str
    number: int

    def holds(self, row: Values, today: date) -> bool:  # noqa: ARG002 - every condition is asked in one way
        value = row.get(self.column)
        return isinstance(value, int) and value < self.number


class ThisYear(Struct, frozen=True):
    """The date, whole or partial, lies in the present year."""

    column: str

    def holds(self, row: Values, today: date) -> bool:
        return str(row.get(self.column) or "").startswith(f"{today.year:04d}")


class YoungerThan(Struct, frozen=True):
    """Born less than so many years ago; a partial date counts as its last day, so that no child is overlooked."""

    column: str
    years: int

    def bound(self, today: date) -> str:
        """Who is born after this day is younger."""
        return f"{today.year - self.years:04d}-{today:%m-%d}"

    def holds(self, row: Values, today: date) -> bool:
        born_on = row.get(self.column)
        return bool(born_on) and last_day(str(born_on)) > self.bound(today)


class LongAgo(Struct, frozen=True):
    """The date lies more than so many days back, or there is none; a partial date counts as its first days."""

    column: str
    days: int

    def bound(self, today: date) -> str:
        """What is before this day is long ago."""
        return (today - timedelta(self.days)).isoformat()

    def holds(self, row: Values, today: date) -> bool:
        return str(row.get(self.column) or "") < self.bound(today)


class BeforeToday(Struct, frozen=True):
    """The date is over; a partial date when its last day is, and an empty column never."""

    column: str

    def bound(self, today: date) -> str:
        """What ends before this day is over."""
        return today.isoformat()

    def holds(self, row: Values, today: date) -> bool:
        return last_day(str(row.get(self.column) or "")) < self.bound(today)


class Within(Struct, frozen=True):
    """The date, a partial one by its last day, is today or one of so many days that follow."""

    column: str
    days: int

    def bounds(self, today: date) -> tuple[str, str]:
        """First and last of the days."""
        return today.isoformat(), (today + timedelta(self.days)).isoformat()

    def holds(self, row: Values, today: date) -> bool:
        first, last = self.bounds(today)
        return first <= last_day(str(row.get(self.column) or "")) <= last


class Between(Struct, frozen=True):
    """The date, whole or partial, lies from ``first`` to before ``end``, as text; an empty column does not."""

    column: str
    first: str
    end: str

    def holds(self, row: Values, today: date) -> bool:  # noqa: ARG002 - every condition is asked in one way
        return self.first <= str(row.get(self.column) or "") < self.end


Condition: TypeAlias = (
    OneOf | Empty | HasKey | Below | ThisYear | YoungerThan | LongAgo | BeforeToday | Within | Between
)


class Filter(Struct, frozen=True):
    """One chip above the list of a kind: the rows of which all conditions hold."""

    name: str
    """For the program; unique within the kind."""
    label: str
    where: tuple[Condition, ...]

    def holds(self, row: Values, today: date) -> bool:
        return all(condition.holds(row, today) for condition in self.where)


def last_day(partial: str) -> str:
    """A whole or partial ISO date filled up to its end, every month taken to have 31 days; for comparing as text.

    Nothing at all ends after every day of ours.
    """
    return partial + "9999-12-31"[len(partial) :]
