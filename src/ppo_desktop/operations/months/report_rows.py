"""The monthly reports of a year as rows for overviews: of every office below, and our own."""

from __future__ import annotations

from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import Level
from ppo_desktop.core.period import Month
from ppo_desktop.insight.overview import Row
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import awaited, ledger


def report_rows(office: Office, year: int) -> list[Row]:
    """A row for each office and month that is over, of which a report came or is expected; see ``overview.REPORTS``."""
    now = Month.of(today(office.clock))
    months = [month for number in range(1, 13) if (month := Month(year, number)) < now]
    own = {line.month: line.is_nihil for line in ledger.reports(office) if line.is_newest and line.month in months}
    found = [_row(office.code, month, "own", is_nihil=is_nihil) for month, is_nihil in own.items()]
    if office.identity.level is Level.VILLAGE or not months:
        return found
    with office.database.reading() as connection:
        known = awaited.look_up(connection, office, months)
    for code in known.codes:
        for month in months:
            line = awaited.from_below(code, month, known)
            if line.is_counted:
                found.append(_row(code, month, line.state, is_nihil=line.is_nihil))
    return found


def _row(code: str, month: Month, state: str, *, is_nihil: bool) -> Row:
    return {"office": code, "id": "", "month": str(month), "state": state, "is_nihil": is_nihil}
