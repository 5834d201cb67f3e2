"""Who looked at the restricted part of a record, or at a name that is not shown to everybody, when, and why."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection

from ppo_desktop.storage import driver
from ppo_desktop.storage.journal_store import RecordKey

_COLUMNS = 'time, "user", display_name, kind, office, record'
_SELECT = f"SELECT {_COLUMNS}, coalesce(reason, '') FROM opening LEFT JOIN opening_reason USING (n)"


class Opening(NamedTuple):
    """One look."""

    time: str
    """Stamp."""
    user: str
    display_name: str
    kind: str
    owner: str
    record: str
    reason: str = ""
    """``""`` where none was asked for."""


def add(connection: Connection, opening: Opening) -> None:
    """Write down a look."""
    made = driver.execute(
        connection,
        f"INSERT INTO opening ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) RETURNING n",
        opening[: len(opening) - 1],
    )
    ((number,),) = made
    if opening.reason:
        values = (number, opening.reason)
        driver.execute(connection, "INSERT INTO opening_reason (n, reason) VALUES (?, ?)", values)


def latest(connection: Connection, limit: int) -> list[Opening]:
    """The last looks, the newest first."""
    return [Opening(*row) for row in driver.execute(connection, f"{_SELECT} ORDER BY n DESC LIMIT ?", (limit,))]


def of_record(connection: Connection, owner: str, record: str) -> list[Opening]:
    """The looks at one record, the newest first."""
    found = driver.execute(connection, f"{_SELECT} WHERE office = ? AND record = ? ORDER BY n DESC", (owner, record))
    return [Opening(*row) for row in found]


def reasoned_on(connection: Connection, user: str, day: str) -> set[RecordKey]:
    """The records an account opened on a day (``2026-11-21``) with a reason."""
    found = driver.execute(
        connection,
        'SELECT office, record FROM opening JOIN opening_reason USING (n) WHERE "user" = ? AND substr(time, 1, 10) = ?',
        (user, day),
    )
    return {(row[0], row[1]) for row in found}


def forget_reasons(connection: Connection, keys: Collection[RecordKey]) -> None:
    """Drop why records that were erased were looked at, which may name people; who looked and when stays."""
    statement = "DELETE FROM opening_reason WHERE n IN (SELECT n FROM opening WHERE office = ? AND record = ?)"
    driver.execute_many(connection, statement, list(keys))
