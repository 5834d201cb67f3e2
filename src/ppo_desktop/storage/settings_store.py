"""Named facts about this database: office, device, newest receipts."""

from __future__ import annotations

import json
from typing import cast

from sqlalchemy import Connection

from ppo_desktop.core import canonical
from ppo_desktop.storage import driver


def read(connection: Connection, name: str) -> dict[str, object] | None:
    """The value kept under ``name``."""
    found = driver.execute(connection, "SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return None if found is None else cast(dict[str, object], json.loads(found[0]))


def beginning_with(connection: Connection, beginning: str) -> dict[str, dict[str, object]]:
    """What is kept under names that start with ``beginning``, by the rest of the name."""
    query = "SELECT substr(name, ?), value FROM setting WHERE substr(name, 1, ?) = ?"
    found = driver.execute(connection, query, (len(beginning) + 1, len(beginning), beginning))
    return {rest: cast(dict[str, object], json.loads(value)) for rest, value in found}


def write(connection: Connection, name: str, value: dict[str, object]) -> None:
    """Keep ``value`` (canonical JSON) under ``name``."""
    statement = (
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    )
    driver.execute(connection, statement, (name, canonical.write(value).decode()))


def forget(connection: Connection, beginning: str) -> None:
    """Forget everything kept under names that start with ``beginning``."""
    driver.execute(connection, "DELETE FROM setting WHERE substr(name, 1, ?) = ?", (len(beginning), beginning))
