"""The transfer journal: every file that went out or came in, and every one that could not be received."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from ppo_desktop.storage import driver

_COLUMNS = 'time, direction, other, kind, carrier, file_name, period, counts, code, sentence, carried_by, "user"'


class Transfer(NamedTuple):
    """One line, as ``tables.TransferRow``."""

    time: str
    """Stamp of this PC's clock."""
    direction: str
    """``in`` or ``out``."""
    other: str
    """Code of the other office, ``""`` where the file did not tell."""
    kind: str
    carrier: str
    file_name: str
    """``""`` where the file bore a name that is not the program's."""
    period: str
    counts: Mapping[str, int]
    """Kind of record → number."""
    code: str
    sentence: str
    carried_by: str
    user: str
    number: int = 0
    """Where it stands among all, from 1; 0: not kept yet."""


def add(connection: Connection, transfer: Transfer) -> int:
    """Write a line; its number."""
    kept = transfer._replace(counts=json.dumps(dict(transfer.counts), sort_keys=True))  # type: ignore[arg-type]  # kept as text, told as a mapping
    values = kept[:-1]
    marks = ", ".join("?" * len(values))
    statement = f"INSERT INTO transfer ({_COLUMNS}) VALUES ({marks}) RETURNING n"
    ((number,),) = driver.execute(connection, statement, values)
    return int(number)


def latest(
    connection: Connection,
    limit: int,
    before: int | None = None,
    *,
    direction: str = "",
    other: str = "",
    month: str = "",
    carrier: str = "",
    without: Collection[str] | None = None,
) -> list[Transfer]:
    """The lines, the newest first.

    Args:
        limit: -1 for all.
        before: only lines with a lower number.
        month: ``2026-11``: only what moved in that month.
        without: only lines whose code is none of these.
    """
    wanted: list[tuple[str, tuple[object, ...]]] = [("n < ?", (before if before is not None else 2**62,))]
    wanted += [
        (f"{column} = ?", (value,))
        for column, value in (
            ("direction", direction),
            ("other", other),
            ("substr(time, 1, 7)", month),
            ("carrier", carrier),
        )
        if value
    ]
    if without is not None:
        wanted.append((f"code NOT IN ({', '.join('?' * len(without))})", tuple(without)))
    where = " AND ".join(condition for condition, _values in wanted)
    values = [value for _condition, some in wanted for value in some]
    found = driver.execute(
        connection,
        f"SELECT n, {_COLUMNS} FROM transfer WHERE {where} ORDER BY n DESC LIMIT ?",
        (*values, limit if limit >= 0 else 2**62),
    )
    return [Transfer._make((*row[1:8], json.loads(row[8]), *row[9:], row[0])) for row in found]


def has_line_of(connection: Connection, day: str, file_name: str, carrier: str, code: str) -> bool:
    """Whether the same happened to the same file on a day (``2026-11-21``) already."""
    found = driver.execute(
        connection,
        "SELECT 1 FROM transfer WHERE substr(time, 1, 10) = ? AND file_name = ? AND carrier = ? AND code = ? LIMIT 1",
        (day, file_name, carrier, code),
    )
    return found.fetchone() is not None


def name_carrier(connection: Connection, numbers: Collection[int], name: str) -> None:
    """Write down who carried the files of these lines."""
    driver.execute_many(
        connection, "UPDATE transfer SET carried_by = ? WHERE n = ?", [(name, number) for number in numbers]
    )


def carriers_by(connection: Connection, other: str) -> list[str]:
    """Who carried files of an office so far, the latest first; of all offices where ``other`` is empty."""
    where, values = ("AND other = ?", (other,)) if other else ("", ())
    query = f"SELECT carried_by FROM transfer WHERE carried_by != '' {where} GROUP BY carried_by ORDER BY max(n) DESC"
    return [row[0] for row in driver.execute(connection, query, values)]


def offices(connection: Connection) -> list[str]:
    """The offices that files went to or came from, by code."""
    found = driver.execute(connection, "SELECT DISTINCT other FROM transfer WHERE other != '' ORDER BY other")
    return [row[0] for row in found]


def months(connection: Connection) -> list[str]:
    """The months in which any file moved, the newest first."""
    found = driver.execute(connection, "SELECT DISTINCT substr(time, 1, 7) FROM transfer ORDER BY 1 DESC")
    return [row[0] for row in found]
