"""What the monthly reports of several offices come to over a time. Pure sums; a report that is missing is never a 0."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from msgspec import Struct

from ppo_desktop.core.period import Month, Span
from ppo_desktop.reports.brief_recaps import together
from ppo_desktop.reports.figures import TOTALS, Tally, no_totals


class Reported(NamedTuple):
    """What one report of one month said; a regency has thousands of them."""

    totals: Mapping[str, int]
    late: Mapping[str, int] = MappingProxyType({})
    """What belongs to earlier months."""
    recap: str | None = None
    """As ``brief_recaps.brief`` tells it; ``None`` where another office says it and knows no more than the totals."""
    is_paper: bool = False
    """Whether it was typed from paper, no file of that month being there."""


class Book(Struct, frozen=True):
    """The monthly reports of one office."""

    office: str
    """Code."""
    name: str
    months: Mapping[str, Reported]
    """``2026-11`` → what its report said; months without a report are not there."""
    group: str = ""
    """Code of the office under which it is summed up."""
    since: str = ""
    """The first month of which a report is expected; ``""``: of none."""
    until: str = "9999-12"
    """The last one: that which is over."""

    def expects(self, month: Month) -> bool:
        """Whether it should have reported the month, or has."""
        return str(month) in self.months or bool(self.since and self.since <= str(month) <= self.until)


class Summed(Struct, frozen=True):
    """Several reports together."""

    totals: Tally
    late: Tally
    came: int
    """How many reports it is the sum of."""
    expected: int
    papers: int = 0
    """How many of those that came were typed from paper."""

    @property
    def both(self) -> Tally:
        """The totals with what was told late."""
        return {key: self.totals[key] + self.late[key] for key in TOTALS}


def summed(books: Iterable[Book], months: Sequence[Month]) -> Summed:
    """What the reports of these offices and months come to."""
    totals, late = no_totals(), no_totals()
    came = expected = papers = 0
    wanted = [(month, str(month)) for month in months]
    for book in books:
        for month, text in wanted:
            said = book.months.get(text)
            expected += said is not None or book.expects(month)
            if said is None:
                continue
            came += 1
            papers += said.is_paper
            for key, count in said.totals.items():
                if count and key in totals:
                    totals[key] += count
            for key, count in said.late.items():
                if count and key in late:
                    late[key] += count
    return Summed(totals, late, came, expected, papers)


def missing(book: Book, span: Span) -> list[Month]:
    """The months of which a report of this office is expected and not there."""
    return [month for month in span.months if book.expects(month) and str(month) not in book.months]


def recap_of(books: Iterable[Book], span: Span) -> dict[str, Any]:
    """The recaps of all these reports as one, in the shape of one; what is known by its totals alone adds nothing."""
    months = [str(month) for month in span.months]
    said = ([book.months[month] for month in months if month in book.months] for book in books)
    return together([report.recap for report in reports if report.recap] for reports in said)


def tally(recap: Mapping[str, Any], *path: str) -> Counter[str]:
    """The counts by code at a place of a recap; empty where it has none."""
    found: Any = recap
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    counts = found.items() if isinstance(found, Mapping) else ()
    return Counter({str(key): value for key, value in counts if isinstance(value, int)})
