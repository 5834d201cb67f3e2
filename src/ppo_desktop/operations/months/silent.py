"""Who below has not reported, over the last months: for a meeting, which has to speak of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import Level
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _, number
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import awaited
from ppo_desktop.operations.months.awaited import FromBelow
from ppo_desktop.reports.slides import MonthOfReports, Silent

MONTHS = 6
"""So many months that are over are looked at."""
FEWEST = 2
"""Reports missing in a row after which a meeting is told; of one the reminder letter speaks."""


class Standing(Struct, frozen=True):
    """How those answering to an office stand with their reports."""

    months: Sequence[MonthOfReports]
    """The oldest first."""
    silent: Sequence[Silent]
    """Those whose newest reports are missing, by code."""


def standing(office: Office) -> Standing:
    """Of the last ``MONTHS`` months that are over; nothing for a village."""
    if office.identity.level is Level.VILLAGE:
        return Standing((), ())
    month = Month.of(today(office.clock))
    months: list[Month] = []
    while len(months) < MONTHS:
        month = month.previous
        months.insert(0, month)
    with office.database.reading() as connection:
        known = awaited.look_up(connection, office, months)
    counting = [awaited.answering(awaited.from_below(code, month, known) for code in known.codes) for month in months]
    by_office: dict[str, dict[Month, FromBelow]] = {}
    for month, of_month in zip(months, counting, strict=True):
        for line in of_month:
            by_office.setdefault(line.office, {})[month] = line
    silent = (_silent(of_one, months) for _code, of_one in sorted(by_office.items()))
    counted = [_month(month, of_month) for month, of_month in zip(months, counting, strict=True)]
    return Standing(counted, [one for one in silent if one])


def lines(office: Office) -> Iterator[str]:
    """What a meeting is told: a line for each office that has been silent for ``FEWEST`` months or more."""
    for one in standing(office).silent:
        if one.months >= FEWEST:
            words = _("{office} belum melapor {count} bulan (sejak {month})")
            yield words.format(office=one.name, count=one.count, month=one.since.label)


def _month(month: Month, lines: Sequence[FromBelow]) -> MonthOfReports:
    states = [line.state for line in lines]
    return MonthOfReports(
        month,
        in_time=states.count("received") + states.count("nihil"),
        late=states.count("late"),
        paper=states.count("paper"),
        missing=sum(1 for line in lines if line.received_on is None),
        waiting=states.count("awaited"),
    )


def _silent(lines: Mapping[Month, FromBelow], months: Sequence[Month]) -> Silent | None:
    """Whose reports are missing up to the newest month that is due."""
    states = {month: line.state for month, line in lines.items()}
    due = [month for month in months if states.get(month) != "awaited"]
    run = list(takewhile(lambda month: states.get(month) == "missing", reversed(due)))
    if not run:
        return None
    more = _("{count} atau lebih") if len(run) == len(due) == len(months) else "{count}"
    return Silent(lines[run[0]].name, len(run), more.format(count=number(len(run))), run[-1])
