"""What two practice villages record in October and November 2026, read from ``resources/practice/story.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct

from ppo_desktop.core.paths import resource

SEMPALAI, SEBERKAT = "61.01.04.2003", "61.01.04.2005"
Typed = Mapping[str, Any]
"""Field → value as a clerk types it."""


class Case(Struct, frozen=True, eq=False):
    """A person and, mostly, one departure, as the clerk writes it down on ``day``; itself is its key."""

    village: str
    day: date
    sex: str
    born_on: date
    person: Typed
    """What is said about the person; the rest is drawn. ``None`` leaves a field out."""
    departure: Typed
    """Empty: only the person is recorded."""
    reasons: Mapping[str, str]
    """Warning code of the departure → why it is saved all the same."""
    later: tuple[tuple[date, Typed], ...]
    """What is written to the departure afterwards."""
    key: str
    """A name by which the demonstration comes back to the case; mostly empty."""


class Note(Struct, frozen=True):
    """A record of any other book, written down on ``day``; ``"@key"`` among its values stands for what has that key."""

    village: str
    day: date
    kind: str
    values: Typed
    reasons: Mapping[str, str]
    """As of ``Case``."""
    key: str


class Story(Struct, frozen=True):
    """Everything that is recorded, in the order of the file."""

    cases: tuple[Case, ...]
    notes: tuple[Note, ...]


@cache
def story() -> Story:
    """The story as it stands in the file."""
    told = tomllib.loads(resource("practice", "story.toml").read_text(encoding="utf-8"))
    return Story(
        tuple(_case(table) for table in told["case"]),
        (*(_note(table, "socialisation") for table in told["event"]), *map(_note, told["record"])),
    )


def _note(table: dict[str, Any], kind: str = "") -> Note:
    return Note(
        village=table["village"],
        day=table["day"],
        kind=kind or table["kind"],
        values=table["values"],
        reasons=table.get("reasons", {}),
        key=table.get("key", ""),
    )


def _case(table: dict[str, Any]) -> Case:
    later = ((step["day"], {name: step[name] for name in step if name != "day"}) for step in table.get("later", ()))
    return Case(
        village=table["village"],
        day=table["day"],
        sex=table["sex"],
        born_on=table["born_on"],
        person={**table.get("person", {}), **dict.fromkeys(table.get("without", ()))},
        departure=table.get("departure", {}),
        reasons=table.get("reasons", {}),
        later=tuple(later),
        key=table.get("key", ""),
    )
