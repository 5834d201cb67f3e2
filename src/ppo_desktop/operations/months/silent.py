"""Who below has not reported, over the last months: for a meeting, which has to speak of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import Level, parent
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


@dataclass(frozen=True)
class Standing:
    """How the offices directly below stand with their reports."""

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
    cells = {
        code: [awaited.from_below(code, month, known) for month in months]
        for code in known.codes
        if parent(code) == office.code
    }
    counted = [_month(month, [of_one[place] for of_one in cells.values()]) for place, month in enumerate(months)]
    silent = (_silent(of_one, months) for _code, of_one in sorted(cells.items()))
    return Standing(counted, [one for one in silent if one])


def lines(office: Office) -> Iterator[str]:
    """What a meeting is told: a line for each office that has been silent for ``FEWEST`` months or more."""
    for one in standing(office).silent:
        if one.months >= FEWEST:
            words = _("{office} belum melapor {count} bulan (sejak {month})")
            yield words.format(office=one.name, count=one.count, month=one.since.label)


def _month(month: Month, lines: Sequence[FromBelow]) -> MonthOfReports:
    told = [line for line in lines if line.is_expected or line.received_on]
    states = [line.state for line in told]
    return MonthOfReports(
        month,
        in_time=states.count("received") + states.count("nihil"),
        late=states.count("late"),
        paper=states.count("paper"),
        missing=sum(1 for line in told if line.received_on is None),
    )


def _silent(lines: Sequence[FromBelow], months: Sequence[Month]) -> Silent | None:
    """Whose reports are missing up to the newest month that is due."""
    due = [(line, month) for line, month in zip(lines, months, strict=True) if line.state != "awaited"]
    run = list(takewhile(lambda one: one[0].state == "missing" and one[0].is_expected, reversed(due)))
    if not run:
        return None
    more = _("{count} atau lebih") if len(run) == len(due) == len(months) else "{count}"
    return Silent(lines[0].name, len(run), more.format(count=number(len(run))), run[-1][1])
