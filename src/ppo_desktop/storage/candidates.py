"""Who may be the same person: candidates the indexes give quickly; how alike they are is judged above."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from ppo_desktop.records.person import PERSON
from ppo_desktop.storage import search
from ppo_desktop.storage.rows import Row
from ppo_desktop.storage.tables import is_listed, row_table

_COLUMNS = ("office", "id", "name", "born_on", "hamlet", "rt")
MOST = 200
"""Bearers of one name that are looked at."""


def of_nik(connection: Connection, nik: str) -> list[Row]:
    """Persons recorded under a NIK, newest first."""
    return _persons(connection, row_table(PERSON).c.nik == nik)


def born_in(connection: Connection, year: str) -> list[Row]:
    """Persons born in a year, also those of whom only the year is known."""
    born_on = row_table(PERSON).c.born_on
    return _persons(connection, born_on >= year, born_on < f"{year}~")


def named(connection: Connection, name: str, *, without_birth_date: bool) -> list[Row]:
    """The newest persons in whose record all words of a folded name stand, in the name or elsewhere."""
    table = row_table(PERSON)
    words = " ".join(f'"{word}"' for word in name.split())
    found = sa.tuple_(table.c.office, table.c.id).in_(search.matching(words, PERSON.name))
    return _persons(connection, found, *([table.c.born_on.is_(None)] if without_birth_date else []))


def _persons(connection: Connection, *where: sa.ColumnElement[bool]) -> list[Row]:
    table = row_table(PERSON)
    query = sa.select(*(table.c[name] for name in _COLUMNS)).where(is_listed(table), *where)
    return [dict(row) for row in connection.execute(query).mappings()]
