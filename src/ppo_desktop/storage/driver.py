"""The few statements of every single save, handed straight to the driver.

SQLAlchemy's own way of running a text statement costs more than these statements themselves. They run on the same
connection, inside the same transaction; errors are the driver's and are told plainly by ``database`` as all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection


def execute(connection: Connection, statement: str, values: Sequence[object] = ()) -> Any:
    """Run one statement; the driver's cursor."""
    return connection.connection.driver_connection.execute(statement, values)  # type: ignore[union-attr]  # never detached


def execute_many(connection: Connection, statement: str, rows: Sequence[Sequence[object]]) -> None:
    """Run one statement for each of ``rows``."""
    connection.connection.driver_connection.executemany(statement, rows)  # type: ignore[union-attr]  # never detached


def quoted(name: str) -> str:
    """A table or column as a name, whatever it means in SQL (``case``)."""
    return f'"{name}"'
