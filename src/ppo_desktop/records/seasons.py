"""The season calendar: when many come home or decide to leave, and which event is worth planning before. Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from ppo_desktop.core.paths import resource
from ppo_desktop.records.field import Values
from ppo_desktop.records.rules import text_of


class Season(Struct, frozen=True):
    """One season of one year, a line of ``resources/calendar/seasons.csv``."""

    code: str
    label: str
    first: date
    last: date
    """The last day that still belongs to it."""
    activity: str
    """Code of ``activities``: the event it proposes."""
    audience: str
    """Code of ``audiences``: for whom."""
    days_ahead: int
    """The event is proposed from so many days before the first one."""
    is_estimate: bool
    """Whether the day itself is not fixed yet, to be said wherever it is shown."""
    checked_on: str
    """ISO date on which somebody last compared it with an announcement."""
    source: str

    @property
    def proposed_from(self) -> date:
        return self.first - timedelta(self.days_ahead)

    def concerns(self, day: date) -> bool:
        """Whether its event may be proposed on ``day``, or is held for it when held then."""
        return self.proposed_from <= day <= self.last

    def days_until(self, day: date) -> int:
        """Days until it begins; 0 while it lasts."""
        return max((self.first - day).days, 0)


@cache
def seasons() -> tuple[Season, ...]:
    """All seasons of the calendar, by their first day."""
    with resource("calendar", "seasons.csv").open(encoding="utf-8", newline="") as file:
        return tuple(sorted(map(_season, csv.DictReader(file)), key=lambda season: (season.first, season.code)))


def ahead(day: date, calendar: Iterable[Season]) -> list[Season]:
    """The seasons that propose an event on ``day``, the nearest first; those that go on come before all."""
    return sorted((s for s in calendar if s.concerns(day)), key=lambda s: (s.days_until(day), s.first, s.code))


def unmet(day: date, calendar: Iterable[Season], events: Iterable[Values]) -> list[Season]:
    """As ``ahead``, without the seasons for which such an event is planned or was held: rows of ``socialisation``."""
    known = [(text_of(event, "activity"), text_of(event, "held_on")) for event in events]
    return [season for season in ahead(day, calendar) if not any(_meets(season, *event) for event in known)]


def _meets(season: Season, activity: str, held_on: str) -> bool:
    return activity == season.activity and season.proposed_from.isoformat() <= held_on <= season.last.isoformat()


def _season(line: dict[str, str]) -> Season:
    return Season(
        line["code"],
        line["label"],
        date.fromisoformat(line["starts_on"]),
        date.fromisoformat(line["ends_on"]),
        line["activity"],
        line["audience"],
        int(line["days_ahead"]),
        line["is_estimate"] == "1",
        line["checked_on"],
        line["source"],
    )
