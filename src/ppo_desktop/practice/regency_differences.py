"""A simulated regency held against its books: at every office above, what the board says and what totals come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ppo_desktop.core.period import Month, Span
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import compiling
from ppo_desktop.operations.months.awaited import FromBelow
from ppo_desktop.operations.neighbours import board
from ppo_desktop.operations.papers import periods
from ppo_desktop.practice.regency import Regency
from ppo_desktop.practice.regency_books import life
from ppo_desktop.records.internal import TOTALS
from ppo_desktop.reports.period_sums import summed


def differences(regency: Regency, now: Month, *, is_over: bool = False) -> list[str]:
    """In what the offices differ from the books when all reports of ``now`` are due, a line each.

    Args:
        is_over: after the last call.
    """
    found: list[str] = []
    months = regency.plan.until(now)
    for code in (regency.plan.code, *regency.plan.district_codes):
        office = regency.when_due(code, now)
        told = _told(office, months)
        for village in _below(regency, code):
            for month in months:
                found += _difference(regency, code, village, month, told.get((village, month)), now, is_over)
        found += _sums(regency, office, now, is_over)
    return found


def settled(regency: Regency) -> list[str]:
    """As ``differences``, after the last month and once more after the last call."""
    found = differences(regency, regency.plan.span[-1])
    regency.last_call()
    return found + differences(regency, regency.plan.span[-1], is_over=True)


def _told(office: Office, months: Sequence[Month]) -> dict[tuple[str, Month], FromBelow]:
    lines = [(line, year) for year in {month.year for month in months} for line in board.year(office, year)]
    return {
        (line.office, Month(year, number)): cell
        for line, year in lines
        for number, cell in enumerate(line.months, start=1)
    }


def _difference(
    regency: Regency, office: str, village: str, month: Month, cell: FromBelow | None, now: Month, is_over: bool
) -> Iterator[str]:
    meant = regency.road.state(office, village, month, now, is_over=is_over)
    where = f"{office}: {village} {month}"
    if cell is None or (meant == "missing" and not cell.is_expected):
        # A district learns of a village by its first file, or from the regency: until then it cannot name it.
        is_unknown = office != regency.plan.code and regency.road.at_district[village][now] is None
        if not is_unknown:
            yield f"{where}: {meant} is not named"
    elif cell.state != meant:
        yield f"{where}: {cell.state} instead of {meant}"
    elif cell.received_on and dict(cell.totals) != dict(life(regency.plan, village).totals[month]):
        yield f"{where}: totals {cell.totals}"


def _sums(regency: Regency, office: Office, now: Month, is_over: bool) -> Iterator[str]:
    months = regency.plan.until(now)
    with office.database.reading() as connection:
        books = periods.books(connection, office, Span(months[0], len(months)))
        table = compiling.compile_month(connection, office, now)
    for month in months:
        here = [
            village
            for village in _below(regency, office.code)
            if regency.road.state(office.code, village, month, now, is_over=is_over) != "missing"
        ]
        meant = {name: sum(life(regency.plan, one).totals[month][name] for one in here) for name in TOTALS}
        if (told := dict(summed(books, [month]).totals)) != meant:
            yield f"{office.code}: {month} comes to {told} instead of {meant}"
        if month == now and table and (told := dict(table.totals)) != meant:
            yield f"{office.code}: the table of {month} comes to {told} instead of {meant}"


def _below(regency: Regency, code: str) -> tuple[str, ...]:
    return regency.plan.village_codes if code == regency.plan.code else regency.plan.villages_of(code)
