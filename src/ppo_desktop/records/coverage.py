"""Coverage: which schools, hamlets and groups socialisation has reached, when, how many people, with what. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from ppo_desktop.records.field import Values
from ppo_desktop.records.institution import group_of
from ppo_desktop.records.rules import text_of


class Reached(Struct, frozen=True):
    """What socialisation did at one institution so far."""

    events: int = 0
    last_on: str = ""
    """Day of the newest event; ``""`` when there was none."""
    last_people: int | None = None
    """How many came to the newest one; ``None`` when nobody counted."""
    people: int = 0
    """How many came to all of them together; who came twice counts twice."""
    materials: tuple[tuple[str, int], ...] = ()
    """Codes of ``materials`` and how many were handed out at all events, by code."""


class Share(Struct, frozen=True):
    """So many of so many."""

    reached: int
    of: int


def coverage(institutions: Iterable[Values], events: Iterable[Values], today: date) -> dict[str, Reached]:
    """Institution id → what reached it, for each of ``institutions``, the never reached ones too.

    Events that lie ahead, have no date, or name another institution count nowhere.
    """
    by_place: dict[str, list[Values]] = {str(row["id"]): [] for row in institutions}
    for event in events:
        held_on = text_of(event, "held_on")
        if held_on and held_on <= today.isoformat() and (place := text_of(event, "institution")) in by_place:
            by_place[place].append(event)
    return {place: _reached(held) for place, held in by_place.items()}


def shares(institutions: Iterable[Values], reached: Mapping[str, Reached], since: str) -> dict[str, Share]:
    """Group of institutions (``SLTP``, ``SLTA``, ``DUSUN`` …) → how many of them were reached on or after ``since``."""
    of: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for row in institutions:
        group, last_on = group_of(row), reached.get(str(row["id"]), Reached()).last_on
        of[group] += 1
        done[group] += bool(last_on) and last_on >= since
    return {group: Share(done[group], count) for group, count in of.items()}


def _reached(held: list[Values]) -> Reached:
    if not held:
        return Reached()
    last_on = max(text_of(event, "held_on") for event in held)
    last = [_people(event) for event in held if text_of(event, "held_on") == last_on]
    counted = [people for people in last if people is not None]
    materials: Counter[str] = Counter()
    for event in held:
        handed_out = event.get("materials")
        for code, amount in handed_out.items() if isinstance(handed_out, Mapping) else ():
            materials[str(code)] += amount if isinstance(amount, int) else 0
    return Reached(
        len(held),
        last_on,
        sum(counted) if counted else None,
        sum(_people(event) or 0 for event in held),
        tuple(sorted(materials.items())),
    )


def _people(event: Values) -> int | None:
    people = event.get("participants")
    return people if isinstance(people, int) else None
