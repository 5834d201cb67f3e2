"""The few statements of every single save, handed straight to the driver.

SQLAlchemy's own way of running a text statement costs more than these statements themselves. They run on the same
connection, inside the same transaction; errors are the driver's and are told plainly by ``database`` as all others.
They are written in what SQLite and PostgreSQL both understand, with ``?`` for each value.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection

SERVER = "postgresql"
"""SQLAlchemy's name of the other database this program can work with."""


def execute(connection: Connection, statement: str, values: Sequence[object] = ()) -> Any:
    """Run one statement; the driver's cursor."""
    if connection.dialect.name == SERVER:
        statement = _for_server(statement)
    return connection.connection.driver_connection.execute(statement, values)  # type: ignore[union-attr]  # never detached


def execute_many(connection: Connection, statement: str, rows: Sequence[Sequence[object]]) -> None:
    """Run one statement for each of ``rows``."""
    if not rows:
        return
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name == SERVER:
        raw, statement = raw.cursor(), _for_server(statement)
    raw.executemany(statement, rows)


def execute_together(connection: Connection, statement: str, rows: Sequence[Sequence[object]]) -> None:
    """As ``execute_many``, by as few statements as it takes: ``{rows}`` in ``statement`` is where their values go.

    For a table with triggers on an index of words, which writes down what it has before each statement.
    """
    place = 0
    for size in _SIZES:
        while len(rows) - place >= size:
            part = rows[place : place + size]
            execute(connection, _of_size(statement, size, len(part[0])), [value for row in part for value in row])
            place += size


def dropping(connection: Connection, table: str) -> str:
    """What drops a table that may be there, on a server with the views on it, which are made with the next one."""
    return f"DROP TABLE IF EXISTS {quoted(table)}" + (" CASCADE" if connection.dialect.name == SERVER else "")


_SIZES = (250, 50, 10, 1)
"""A few sizes only, since each makes a statement of its own that is kept prepared."""


@cache
def _of_size(statement: str, rows: int, values: int) -> str:
    return statement.replace("{rows}", ", ".join([f"({', '.join('?' * values)})"] * rows))


def quoted(name: str) -> str:
    """A table or column as a name, whatever it means in SQL (``case``)."""
    return f'"{name}"'


@lru_cache(1000)  # rows of one kind are written with whichever columns they fill
def _for_server(statement: str) -> str:
    """With the marks that the server's driver takes; no text of ours has a question mark in it."""
    statement = statement.replace("%", "%%").replace("?", "%s")
    return statement.replace("IN ()", "IN (SELECT NULL WHERE FALSE)")  # none of none; SQLite takes it as it stands
