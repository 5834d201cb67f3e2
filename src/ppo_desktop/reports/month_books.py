"""What the other books say of one month, for the recap: counts by date of event, without names. Pure.

Everything here is told by fields that travel, and by the month alone, never by the day of counting: the office above
comes to the same figures from the same records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from ppo_desktop.core.period import Month, month_of
from ppo_desktop.records.case import CASE
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.follow_up import FOLLOW_UP
from ppo_desktop.records.homecoming import HOMECOMING
from ppo_desktop.records.incoming_report import INCOMING_REPORT
from ppo_desktop.records.kind import StockBook
from ppo_desktop.records.material import MATERIAL
from ppo_desktop.records.program import PROGRAM
from ppo_desktop.records.referral import REFERRAL
from ppo_desktop.records.rt_report import RT_REPORT
from ppo_desktop.records.rules import codes_of, text_of
from ppo_desktop.records.screening import SCREENING
from ppo_desktop.records.service import SERVICE
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.records.stock import HANDED_OUT, HANDED_OVER, MOVEMENTS, PUT_UP, lines, signed
from ppo_desktop.records.stock_move import STOCK_MOVE

Row: TypeAlias = Mapping[str, Any]
Books: TypeAlias = Mapping[str, Iterable[Row]]
"""Record kind → all rows of one office; a kind that is not there counts as empty."""

READS: dict[str, tuple[str, ...]] = {
    SCREENING.name: ("screened_on", "band", "provisional", "flags"),
    FOLLOW_UP.name: ("decided_on", "due_on", "done_on", "state"),
    REFERRAL.name: ("effort", "sent_on", "answered_on"),
    INCOMING_REPORT.name: ("received_on",),
    CASE.name: ("opened_on", "closed_on", "status"),
    HOMECOMING.name: ("returned_on", "reason", "sex"),
    SERVICE.name: ("started_on", "closed_on", "heading"),
    MATERIAL.name: ("medium", "state"),
    STOCK_MOVE.name: ("material", "movement", "moved_on", "amount", "event"),
    RT_REPORT.name: ("month", "state"),
    PROGRAM.name: ("year", "status", "factors"),
}
"""Record kind → the columns that are counted, none restricted; events come from the rows of the totals."""

UNKNOWN = "-"
"""Tally key for a field left empty."""


def count_books(month: str, books: Books) -> dict[str, Any]:
    """The figures of ``month`` (``YYYY-MM``), in canonical JSON shape."""
    period = Month.parse(month)

    def of(kind: str, day: str) -> list[Row]:
        return [row for row in books.get(kind, ()) if month_of(text_of(row, day)) == month]

    return {
        "screenings": _screenings(of(SCREENING.name, "screened_on")),
        "follow_ups": {
            "decided": len(of(FOLLOW_UP.name, "decided_on")),
            "done": len(done := of(FOLLOW_UP.name, "done_on")),
            "in_time": sum(1 for row in done if text_of(row, "done_on") <= text_of(row, "due_on")),
            "overdue": sum(1 for row in books.get(FOLLOW_UP.name, ()) if _was_overdue(row, period.last)),
        },
        "referrals": {
            "sent": _tally(of(REFERRAL.name, "sent_on"), "effort"),
            "answered": _tally(of(REFERRAL.name, "answered_on"), "effort"),
        },
        "incoming_reports": len(of(INCOMING_REPORT.name, "received_on")),
        "cases": {
            "opened": len(of(CASE.name, "opened_on")),
            "closed": len(of(CASE.name, "closed_on")),
            "running": _tally((row for row in books.get(CASE.name, ()) if _was_running(row, period.last)), "status"),
        },
        "homecomings": {
            "sexes": _tally(home := of(HOMECOMING.name, "returned_on"), "sex"),
            "reasons": _tally(home, "reason"),
        },
        "services": {
            "started": _tally(of(SERVICE.name, "started_on"), "heading"),
            "closed": len(of(SERVICE.name, "closed_on")),
        },
        "stock": _stock(month, books),
        "rt_reports": _tally(of(RT_REPORT.name, "month"), "state"),
        "audiences": _audiences(of(SOCIALISATION.name, "held_on")),
        "programs": _programs(books.get(PROGRAM.name, ()), period.year),
    }


def _screenings(rows: list[Row]) -> dict[str, Any]:
    return {
        "bands": _tally(rows, "band"),
        "provisional": sum(1 for row in rows if row.get("provisional")),
        "flags": _sorted(Counter(flag for row in rows for flag in set(codes_of(row, "flags")))),
    }


def _was_overdue(row: Row, last: date) -> bool:
    """Whether something due by the end of the month was open then; one closed without a day says nothing."""
    due, done, end = text_of(row, "due_on"), text_of(row, "done_on"), last.isoformat()
    if not due or due > end or text_of(row, "decided_on") > end:
        return False
    return done > end if done else text_of(row, "state") == "TERBUKA"


def _was_running(row: Row, last: date) -> bool:
    opened, closed, end = text_of(row, "opened_on"), text_of(row, "closed_on"), last.isoformat()
    return bool(opened) and opened <= end and (not closed or closed > end)


def _stock(month: str, books: Books) -> dict[str, dict[str, int]]:
    """Pieces by medium that came in, were handed out or put up, and went to another office."""
    materials, moves, events = (list(books.get(kind.name, ())) for kind in (MATERIAL, STOCK_MOVE, SOCIALISATION))
    media = {str(row["id"]): text_of(row, "medium") for row in materials}
    booked = lines(StockBook(materials, moves, events))
    of_month = [move for move in booked if month_of(text_of(move, "moved_on")) == month]
    columns = {code.code: code.extra["column"] for code in code_list(MOVEMENTS).items}
    wanted: dict[str, Callable[[str], bool]] = {
        "in": lambda movement: columns.get(movement) == "masuk",
        "out": lambda movement: movement in (HANDED_OUT, PUT_UP),
        "handed_over": lambda movement: movement == HANDED_OVER,
    }
    found: dict[str, dict[str, int]] = {}
    for name, belongs in wanted.items():
        amounts: Counter[str] = Counter()
        for move in of_month:
            if belongs(text_of(move, "movement")):
                amounts[media.get(text_of(move, "material")) or UNKNOWN] += abs(signed(move))
        found[name] = _sorted(amounts)
    return found


def _audiences(events: list[Row]) -> dict[str, dict[str, int]]:
    """Audience → events that had it, and the people of it where they were counted."""
    held: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for row in events:
        present = row.get("present") or {}
        held.update({*codes_of(row, "audiences"), *present})
        people.update({code: count for code, count in present.items() if isinstance(count, int)})
    return {code: {"events": held[code], "people": people[code]} for code in sorted(held)}


def _programs(rows: Iterable[Row], year: int) -> dict[str, int]:
    """Factor → programmes of the year that answer it and were not given up."""
    of_year = [row for row in rows if text_of(row, "year") == str(year) and text_of(row, "status") != "BATAL"]
    return _sorted(Counter(factor for row in of_year for factor in set(codes_of(row, "factors"))))


def _tally(rows: Iterable[Row], field: str) -> dict[str, int]:
    return _sorted(Counter(text_of(row, field) or UNKNOWN for row in rows))


def _sorted(counter: Mapping[str, int]) -> dict[str, int]:
    """Largest first, ties by code."""
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
