"""What the monthly reports of several offices come to over a time. Pure sums; a report that is missing is never a 0."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ppo_desktop.core.period import Month, Span
from ppo_desktop.reports.figures import TOTALS, Tally, no_totals

STANDING = frozenset(
    {
        ("incomplete_dates",),
        ("books", "cases", "running"),
        ("books", "follow_ups", "overdue"),
        ("books", "programs"),
    }
)
"""Parts of a recap that tell how things stood at the end of its month: of several months only the last one counts."""


@dataclass(frozen=True)
class Reported:
    """What one report of one month said."""

    totals: Mapping[str, int]
    late: Mapping[str, int] = field(default_factory=dict)
    """What belongs to earlier months."""
    recap: Mapping[str, Any] | None = None
    """``None`` where another office says it and knows no more than the totals."""
    is_paper: bool = False
    """Whether it was typed from paper, no file of that month being there."""


@dataclass(frozen=True)
class Book:
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


@dataclass(frozen=True)
class Summed:
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
    for book in books:
        for month in months:
            expected += book.expects(month)
            said = book.months.get(str(month))
            if said is None:
                continue
            came += 1
            papers += said.is_paper
            for key in TOTALS:
                totals[key] += said.totals.get(key, 0)
                late[key] += said.late.get(key, 0)
    return Summed(totals, late, came, expected, papers)


def missing(book: Book, span: Span) -> list[Month]:
    """The months of which a report of this office is expected and not there."""
    return [month for month in span.months if book.expects(month) and str(month) not in book.months]


def recap_of(books: Iterable[Book], span: Span) -> dict[str, Any]:
    """The recaps of all these reports as one, in the shape of one; what is known by its totals alone adds nothing."""
    whole: dict[str, Any] = {}
    for book in books:
        told = (book.months.get(str(month)) for month in span.months)
        recaps = [said.recap for said in told if said and said.recap]
        for place, recap in enumerate(recaps, start=1):
            _add(whole, recap, _STANDING, is_last=place == len(recaps))
    return whole


def _add(whole: dict[str, Any], part: Mapping[str, Any], standing: Mapping[str, Any], *, is_last: bool) -> None:
    """Add ``part``, which another office's program may have written: what is neither count nor group is passed over.

    Args:
        standing: the part of ``_STANDING`` that is about ``part``.
    """
    for key, value in part.items():
        if not value and key in whole:
            continue  # most of most recaps
        is_standing = standing.get(key) if standing else None
        if is_standing == {} and not is_last:
            continue
        there = whole.get(key)
        if type(value) is int:
            if there is None or type(there) is int:
                whole[key] = (there or 0) + value
        elif isinstance(value, dict):
            if there is None:
                there = whole[key] = {}
            if isinstance(there, dict):
                _add(there, value, is_standing or {}, is_last=is_last)


def _tree(paths: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path in paths:
        here = tree
        for key in path:
            here = here.setdefault(key, {})
    return tree


_STANDING = _tree(STANDING)
"""``STANDING`` key by key; what ends a path is empty."""


def tally(recap: Mapping[str, Any], *path: str) -> Counter[str]:
    """The counts by code at a place of a recap; empty where it has none."""
    found: Any = recap
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    counts = found.items() if isinstance(found, Mapping) else ()
    return Counter({str(key): value for key, value in counts if isinstance(value, int)})
