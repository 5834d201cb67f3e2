"""Records closed to all but a few accounts of this PC: the closings, and which records each of them reaches."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from ppo_desktop.storage import driver
from ppo_desktop.storage.journal_store import RecordKey

_COLUMNS = "n, kind, office, record, allowed, closed_at, closed_by, reason, lifted_at, lifted_by, lifted_why"
Reached = dict[RecordKey, set[int]]
"""Record → the standing closings that reach it."""


class Closing(NamedTuple):
    """One closing; it stands until it is lifted."""

    n: int
    kind: str
    owner: str
    record: str
    allowed: frozenset[str]
    """Account names."""
    closed_at: str
    closed_by: str
    """Shown name."""
    reason: str
    lifted_at: str
    lifted_by: str
    lifted_why: str


def add(connection: Connection, kind: str, key: RecordKey, allowed: Collection[str], told: tuple[str, str, str]) -> int:
    """Close a record; ``told``: when, by whom, why. Returns its number."""
    ((number,),) = driver.execute(
        connection,
        "INSERT INTO closing (kind, office, record, allowed, closed_at, closed_by, reason, lifted_at, lifted_by,"
        " lifted_why) VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '') RETURNING n",
        (kind, *key, json.dumps(sorted(allowed)), *told),
    )
    return int(number)


def lift(connection: Connection, number: int, told: tuple[str, str, str]) -> None:
    """End a closing; ``told``: when, by whom, why."""
    driver.execute(
        connection, "UPDATE closing SET lifted_at = ?, lifted_by = ?, lifted_why = ? WHERE n = ?", (*told, number)
    )
    driver.execute(connection, "DELETE FROM closed_record WHERE closing = ?", (number,))


def allow(connection: Connection, number: int, allowed: Collection[str]) -> None:
    """Let these accounts, and no others, open what a closing reaches."""
    driver.execute(connection, "UPDATE closing SET allowed = ? WHERE n = ?", (json.dumps(sorted(allowed)), number))


def latest(connection: Connection, limit: int) -> list[Closing]:
    """The last closings, lifted ones too, the newest first."""
    return _read(connection, "TRUE ORDER BY n DESC LIMIT ?", limit)


def standing(connection: Connection) -> list[Closing]:
    """The closings that are not lifted."""
    return _read(connection, "lifted_at = '' ORDER BY n")


def reached(connection: Connection) -> Reached:
    """Every closed record; usually none."""
    found: Reached = {}
    for office, record, number in driver.execute(connection, "SELECT office, record, closing FROM closed_record", ()):
        found.setdefault((office, record), set()).add(number)
    return found


def reach(connection: Connection, keys: Iterable[RecordKey], number: int) -> None:
    """Let a closing reach these records too."""
    driver.execute_many(
        connection,
        "INSERT INTO closed_record (office, record, closing) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(*key, number) for key in keys],
    )


def follow(connection: Connection, parts: Mapping[RecordKey, Collection[RecordKey]]) -> None:
    """What belongs to a closed record is closed as it is; ``parts``: record → those it belongs to."""
    closed = reached(connection) if parts else {}
    if not closed:
        return
    for key, wholes in parts.items():
        for number in set().union(*(closed.get(whole, ()) for whole in wholes)):
            reach(connection, [key], number)
            closed.setdefault(key, set()).add(number)


def forget(connection: Connection, keys: Collection[RecordKey]) -> None:
    """Drop the closings of records that were erased, and what they reach: a reason may name people."""
    places = list(keys)
    theirs = "closing IN (SELECT n FROM closing WHERE office = ? AND record = ?)"
    driver.execute_many(
        connection,
        f"DELETE FROM closed_record WHERE (office = ? AND record = ?) OR {theirs}",
        [(*key, *key) for key in places],
    )
    driver.execute_many(connection, "DELETE FROM closing WHERE office = ? AND record = ?", places)


def _read(connection: Connection, where: str, *values: object) -> list[Closing]:
    found = driver.execute(connection, f"SELECT {_COLUMNS} FROM closing WHERE {where}", values)
    return [Closing._make((*row[:4], frozenset(json.loads(row[4])), *row[5:])) for row in found]
