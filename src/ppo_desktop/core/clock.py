"""The clock is a parameter: every operation is handed one, tests hand in their own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple, Protocol

# West Kalimantan lives in one zone (WIB) without daylight saving; a village PC's zone setting is often wrong.
WIB = timezone(timedelta(hours=7), "WIB")


class Clock(Protocol):
    """Anything that can tell the time."""

    def now(self) -> datetime:
        """The present moment, zone-aware."""


class SystemClock:
    """The PC's clock: shown and stored, never trusted for order."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class CorrectedClock(NamedTuple):
    """The clock of a PC that shows a wrong date, as far off as a person said."""

    clock: Clock
    offset: timedelta
    """Added to what ``clock`` shows."""

    def now(self) -> datetime:
        return self.clock.now() + self.offset


def corrected(clock: Clock, day: date) -> CorrectedClock:
    """``clock`` moved by whole days, so that today is ``day``; the time of day stays as the PC shows it."""
    return CorrectedClock(clock, day - today(clock))


class FixedClock:
    """A clock that stands still until it is moved; for tests and the demonstration."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def move(self, **step: float) -> None:
        """Move on by ``timedelta(**step)``."""
        self.moment += timedelta(**step)


def today(clock: Clock) -> date:
    """The calendar day in West Kalimantan."""
    return clock.now().astimezone(WIB).date()


def stamp(clock: Clock) -> str:
    """The moment as journal entries keep it: ``2026-11-21T09:30:00+07:00``, whole seconds."""
    return clock.now().astimezone(WIB).replace(microsecond=0).isoformat()
