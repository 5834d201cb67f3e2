"""The village's own population list: one table, replaced as a whole, and an index of its names.

It has no part in journal, search, reports and carriers; of what stands here only a backup knows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from ppo_desktop.records.resident import LIST_FIELDS, Resident, wordings
from ppo_desktop.storage import driver

_AT_ONCE = 1000
"""Lines written between two reports of progress."""
_COLUMNS = ", ".join(LIST_FIELDS)
# Without content of its own: names stand in the table, and the whole index goes with the list.
_INDEX = """CREATE VIRTUAL TABLE resident_index USING fts5(
    key, content='', detail='none', prefix='2 3', tokenize='unicode61 remove_diacritics 2')"""


class Line(NamedTuple):
    """A line and its number in this list."""

    n: int
    resident: Resident


def replace(
    connection: Connection, residents: Sequence[Resident], tick: Callable[[int, int], object] = lambda _done, _all: None
) -> None:
    """Put this list in the place of the one before; to be kept or dropped with the caller's transaction.

    Args:
        tick: told how many lines are written, of how many; may raise to stop.
    """
    forget(connection)
    driver.execute(connection, _INDEX)
    ordered = sorted((wordings(resident.name), resident) for resident in residents)
    gaps = ", ".join("?" * (len(LIST_FIELDS) + 1))
    for start in range(0, len(ordered), _AT_ONCE):
        tick(start, len(ordered))
        lines = list(enumerate(ordered[start : start + _AT_ONCE], start + 1))
        insert = f"INSERT INTO resident (n, {_COLUMNS}) VALUES ({gaps})"
        driver.execute_many(connection, insert, [(n, *resident) for n, (_words, resident) in lines])
        keys = [(n, " ".join(words)) for n, (words, _resident) in lines]
        driver.execute_many(connection, "INSERT INTO resident_index (rowid, key) VALUES (?, ?)", keys)
    tick(len(ordered), len(ordered))


def forget(connection: Connection) -> None:
    """Drop the list, if there is one."""
    driver.execute(connection, "DROP TABLE IF EXISTS resident_index")
    driver.execute(connection, "DELETE FROM resident")


def named(connection: Connection, typed: str, limit: int) -> list[Line]:
    """Lines in whose name every typed word begins a word, as written or as it sounds, in the order of names."""
    asked = [" AND ".join(f'"{word}"*' for word in wording.split()) for wording in wordings(typed)]
    is_known = driver.execute(connection, "SELECT 1 FROM sqlite_master WHERE name = 'resident_index'").fetchone()
    query = " OR ".join(f"({words})" for words in asked if words)
    if not query or not is_known:
        return []
    found = "n IN (SELECT rowid FROM resident_index WHERE resident_index MATCH ? ORDER BY rowid LIMIT ?) ORDER BY n"
    return _lines(connection, found, query, limit)


def numbered(connection: Connection, digits: str, limit: int) -> list[Line]:
    """Lines whose NIK or family's number begins with ``digits``."""
    end = digits + "~"
    found = "(nik >= ? AND nik < ?) OR (family_card >= ? AND family_card < ?) LIMIT ?"
    return _lines(connection, found, digits, end, digits, end, limit)


def get(connection: Connection, n: int) -> Line | None:
    """One line; ``None`` where this list has none of that number."""
    found = _lines(connection, "n = ?", n)
    return found[0] if found else None


def family(connection: Connection, card: str, limit: int) -> list[Line]:
    """Who stands on the same family card, as the card orders them."""
    return _lines(connection, "family_card = ? ORDER BY CAST(family_relation AS INTEGER), born_on LIMIT ?", card, limit)


def recorded(connection: Connection, owner: str, niks: Collection[str]) -> dict[str, str]:
    """NIK → id of the *warga* of an office who has it, of those who are recorded."""
    gaps = ", ".join("?" * len(niks))
    found = f"SELECT nik, id FROM person WHERE nik IN ({gaps}) AND office = ? AND deleted IS NOT TRUE"
    return dict(driver.execute(connection, found, (*niks, owner)).fetchall())


def _lines(connection: Connection, where: str, *values: object) -> list[Line]:
    rows = driver.execute(connection, f"SELECT n, {_COLUMNS} FROM resident WHERE {where}", values)
    return [Line(n, Resident(*rest)) for n, *rest in rows]
