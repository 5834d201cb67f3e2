"""Every figure of a report of several months under a key of its own, what adds up to what, and how each is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from ppo_desktop.core.period import Month, Span
from ppo_desktop.core.text import _, difference, number
from ppo_desktop.reports.figures import TOTALS
from ppo_desktop.reports.masking import Sum, hidden, is_small
from ppo_desktop.reports.period_details import DetailTable, Key
from ppo_desktop.reports.period_sums import Book, Summed, summed

PEOPLE = frozenset({"registered", "departed", "returned", "participants"})
"""The totals that count people; the others count meetings."""
HIDDEN, SMALL, NOTHING = "•", "<5", "–"
REST = "rest"
"""First part of the keys of what nobody sees: what a total holds beyond the parts on the paper."""
TREND = 12
"""Months."""


class Figures(Struct, frozen=True, dict=True):
    """The figures of a span, with those of the spans it is compared with and of the months of the trend."""

    span: Span
    books: Sequence[Book]
    details: Sequence[DetailTable]
    is_public: bool = False
    kept_hidden: frozenset[Key] = frozenset()
    """What another public paper hides and this one must not show."""

    @cached_property
    def trend(self) -> tuple[Month, ...]:
        """The twelve months that end with the span."""
        last = Span(self.span.last).months
        while len(last) < TREND:
            last = (last[0].previous, *last)
        return last

    @cached_property
    def compared(self) -> dict[str, Span]:
        """Name → span; of a year both are one."""
        found = {"previous": self.span.previous, "last-year": self.span.year_before}
        return {name: span for name, span in found.items() if name == "previous" or span != self.span.previous}

    @cached_property
    def groups(self) -> dict[str, list[Book]]:
        """Code → the offices summed up in one line, in order of code."""
        found: dict[str, list[Book]] = {}
        for book in sorted(self.books, key=lambda book: book.office):
            found.setdefault(book.group or book.office, []).append(book)
        return found

    def of(self, place: str, which: str = "") -> Summed:
        """The sum at a place: ``span``, ``month``, ``group``, or a name of ``compared``."""
        return self._sums[place, which]

    @cached_property
    def _sums(self) -> dict[tuple[str, str], Summed]:
        months = {*self.trend, *self.span.months}
        return {
            ("span", ""): summed(self.books, self.span.months),
            **{(name, ""): summed(self.books, span.months) for name, span in self.compared.items()},
            **{("month", str(month)): summed(self.books, [month]) for month in months},
            **{("group", code): summed(books, self.span.months) for code, books in self.groups.items()},
        }

    @cached_property
    def has_late(self) -> bool:
        """Whether anything was told late."""
        return any(self.of("span").late.values())

    @cached_property
    def values(self) -> dict[Key, int]:
        """Every figure of which there is a report."""
        found: dict[Key, int] = {}
        for (place, which), of_it in self._sums.items():
            if of_it.came:
                told = of_it.totals if place == "month" else of_it.both
                found |= {(place, which, key): told[key] for key in TOTALS}
        if self.has_late:
            found |= {("late", "", key): self.of("span").late[key] for key in TOTALS}
        for table in self.details:
            for row, line in enumerate(table.lines):
                found |= {table.key(row, column): count for column, count in enumerate(line.counts)}
        return found

    def _people(self) -> Iterator[Key]:
        by_table = {table.name: table.counts_people for table in self.details}
        for key in self.weighed:
            if by_table[key[1]] if key[0] == "detail" else PEOPLE & set(key):
                yield key

    def _sums_on_paper(self) -> Iterator[Sum[Key]]:
        """What adds up, so that a reader can use it."""
        for key in TOTALS:
            for place, span in {"span": self.span, **self.compared}.items():
                late = [("late", "", key)] if place == "span" else []
                yield (place, "", key), [*(("month", str(month), key) for month in span.months), *late]
            yield ("span", "", key), [("group", code, key) for code in self.groups]
        for table in self.details:
            for column, total in enumerate(table.totals):
                for group in {line.of for line in table.lines if line.of}:
                    places = [place for place, line in enumerate(table.lines) if line.of == group]
                    parts = [table.key(place, column) for place in places]
                    yield ("span", "", total), [*parts, ("late", "", total)]

    @cached_property
    def sums(self) -> list[Sum[Key]]:
        """What adds up to what; the last part of some is no figure of the paper but what it leaves out (``REST``)."""
        found: list[Sum[Key]] = []
        for total, parts in self._sums_on_paper():
            there = [key for key in parts if key in self.values]
            if total not in self.values or not there:
                continue
            rest = self.values[total] - sum(self.values[key] for key in there)
            if rest >= 0:
                found.append((total, [*there, (REST, *total, *there[0])] if rest else there))
        return found

    @cached_property
    def weighed(self) -> dict[Key, int]:
        """``values`` and what the paper leaves out of its sums."""
        left = {
            parts[-1]: self.values[total] - sum(self.values[key] for key in parts[:-1])
            for total, parts in self.sums
            if parts[-1][0] == REST
        }
        return {**self.values, **left}

    @cached_property
    def hidden(self) -> frozenset[Key]:
        """What is not shown."""
        if not self.is_public:
            return frozenset()
        found = hidden(self.weighed, self.sums, frozenset(self._people())) | self.kept_hidden
        return found & self.values.keys()

    def shown(self, *key: str) -> str:
        """A figure in words."""
        if key not in self.values:
            return NOTHING
        if key not in self.hidden:
            return number(self.values[key])
        in_sums = any(key == total or key in parts for total, parts in self.sums)
        return SMALL if is_small(self.values[key]) and not in_sums else HIDDEN

    def drawn(self, *key: str) -> float | None:
        """A figure of a chart; ``None`` where there is no report, or it is not shown."""
        return None if key in self.hidden or key not in self.values else float(self.values[key])

    def difference(self, place: str, key: str) -> str:
        """How the span differs from one that it is compared with, in words."""
        now, then = ("span", "", key), (place, "", key)
        if now not in self.values or then not in self.values:
            return NOTHING
        if self.of("span").came != self.of(place).came:
            return _("tidak sebanding")
        if {now, then} & self.hidden:
            return HIDDEN
        return difference(self.values[now] - self.values[then])
