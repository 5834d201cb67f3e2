"""The few figures of the first page: cheap to ask for, of all offices whose records are held here."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import Level
from ppo_desktop.core.period import Month
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import awaited, compiling
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.storage import journal_store, listing, summaries
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.listing import Selection

UNKNOWN = ""
"""Path of departures for which none was recorded."""


class HomeFigures(Struct, frozen=True):
    """A month at a glance, and its year."""

    month: Month
    departed: Mapping[str, int]
    """Who left this month: path → number; every path of the code list, and ``UNKNOWN``."""
    abroad: int
    """As the filter ``abroad`` of departures counts."""
    without_news: int
    """As the filter ``no-news`` counts."""
    events: int
    participants: int
    reported: int
    """Offices below whose report of the month has arrived."""
    expected: int
    """Offices below whose keys were known in the month, or whose report arrived all the same."""
    year: tuple[Mapping[str, int] | None, ...]
    """Twelve months of the same year, as ``departed``; ``None`` where nothing is known: months ahead, and those before
    this office wrote anything, of which no departure was recorded later."""
    told: Mapping[Month, Mapping[str, int]] | None = None
    """What the reports of the months of this year, and of the month before, come to; a month without reports is left
    out. ``None`` in an office that has none below."""


def home_figures(office: Office, month: Month) -> HomeFigures:
    """The figures of the first page for ``month``."""
    filters = {chip.name: chip for chip in DEPARTURE.filters}
    wanted = (filters["abroad"], filters["no-news"])
    day = today(office.clock)
    with office.database.reading() as connection:
        left = summaries.departures_of(connection, month.year)
        events, participants = summaries.events_of(connection, str(month))
        abroad, without_news = (
            listing.count(connection, DEPARTURE, Selection(filters=(chip,)), day) for chip in wanted
        )
        began = journal_store.time_of_first(connection, office.code) or str(month)
        told = _told(connection, office, month) if office.identity.level > Level.VILLAGE else None
    paths = {**{path.code: 0 for path in code_list("paths").items}, UNKNOWN: 0}
    year = [dict(paths) for _month in range(12)]
    for when, path, count in left:
        if len(when) == 7 and 1 <= int(when[5:]) <= 12:
            tally = year[int(when[5:]) - 1]
            # A path that no list knows, as of another version, counts as none.
            tally[path if path in paths else UNKNOWN] += count
    below = awaited.received(office, month)
    return HomeFigures(
        month=month,
        departed=year[month.number - 1],
        abroad=abroad,
        without_news=without_news,
        events=events,
        participants=participants,
        reported=sum(1 for line in below if line.received_on),
        expected=len(below),
        year=tuple(
            tally if any(tally.values()) or began[:7] <= f"{month.year:04d}-{number:02d}" <= str(month) else None
            for number, tally in enumerate(year, start=1)
        ),
        told=told,
    )


def _told(connection: Connection, office: Office, month: Month) -> dict[Month, Mapping[str, int]]:
    months = {month.previous, *(Month(month.year, number) for number in range(1, month.number + 1))}
    tables = compiling.compile_months(connection, office, sorted(months))
    return {one: table.totals for one, table in tables.items() if table and table.came}
