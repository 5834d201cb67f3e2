"""Who looked at the restricted part of a record, and when."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from ppo_desktop.storage import driver

_COLUMNS = "time, user, display_name, kind, office, record"


class Opening(NamedTuple):
    """One look."""

    time: str
    """Stamp."""
    user: str
    display_name: str
    kind: str
    owner: str
    record: str


def add(connection: Connection, opening: Opening) -> None:
    """Write down a look."""
    driver.execute(connection, f"INSERT INTO opening ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", opening)


def latest(connection: Connection, limit: int) -> list[Opening]:
    """The last looks, the newest first."""
    found = driver.execute(connection, f"SELECT {_COLUMNS} FROM opening ORDER BY n DESC LIMIT ?", (limit,))
    return [Opening(*row) for row in found]


def of_record(connection: Connection, owner: str, record: str) -> list[Opening]:
    """The looks at one record, the newest first."""
    statement = f"SELECT {_COLUMNS} FROM opening WHERE office = ? AND record = ? ORDER BY n DESC"
    return [Opening(*row) for row in driver.execute(connection, statement, (owner, record))]
