"""Who may be the same person: candidates the indexes give quickly; how alike they are is judged above."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from ppo_desktop.records.person import PERSON
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.tables import is_listed, row_table

KeyPair = tuple[RecordKey, RecordKey]
"""Two persons, the lesser key first."""


class Candidate(NamedTuple):
    """A person in the list, as far as it counts here."""

    office: str
    record: str
    name_key: str

    @property
    def key(self) -> RecordKey:
        return self.office, self.record


def of_nik(connection: Connection, nik: str) -> list[RecordKey]:
    """Persons recorded under a NIK."""
    return [person.key for person in _persons(connection, _PERSON.c.nik == nik)]


def named(connection: Connection, name_key: str, most: int) -> list[RecordKey]:
    """Persons whose name sounds like that, see ``likeness.name_key``; at most so many. Read from an index alone."""
    return [person.key for person in _persons(connection, _PERSON.c.name_key == name_key, most)]


def born_in(connection: Connection, year: str) -> list[Candidate]:
    """Persons born in a year, also those of whom only the year is known. Read from an index alone."""
    return _persons(connection, (_PERSON.c.born_on >= year) & (_PERSON.c.born_on < f"{year}~"))


def pairs_of_nik(connection: Connection) -> list[KeyPair]:
    """Persons recorded under one NIK, two by two."""
    return [pair for pair, _names in _pairs(connection, _ONE.c.nik == _TWO.c.nik)]


def pairs_of_name(connection: Connection) -> list[KeyPair]:
    """Persons whose names sound the same and whose birth dates may be one: equal as far as both are known, or with day
    and month exchanged.
    """
    one, two = _ONE.c.born_on, _TWO.c.born_on
    is_one = sa.func.substr(one, 1, sa.func.length(two)) == sa.func.substr(two, 1, sa.func.length(one))
    is_swapped = sa.and_(
        *(sa.func.substr(one, start, 2) == sa.func.substr(two, its, 2) for start, its in ((6, 9), (9, 6))),
        sa.func.substr(one, 1, 4) == sa.func.substr(two, 1, 4),
    )
    may_be = one.is_(None) | two.is_(None) | is_one | is_swapped
    return [pair for pair, _names in _pairs(connection, (_ONE.c.name_key == _TWO.c.name_key) & may_be)]


def pairs_of_date(connection: Connection) -> list[tuple[KeyPair, tuple[str, str]]]:
    """Persons born on one day with names that sound different, and how these sound."""
    same_day = (_ONE.c.born_on == _TWO.c.born_on) & (sa.func.length(_ONE.c.born_on) == len("2009-03-12"))
    return _pairs(connection, same_day & (_ONE.c.name_key != _TWO.c.name_key))


_PERSON = row_table(PERSON)
_ONE, _TWO = _PERSON.alias("one"), _PERSON.alias("two")


def _persons(connection: Connection, where: sa.ColumnElement[bool], most: int | None = None) -> list[Candidate]:
    name = sa.func.coalesce(_PERSON.c.name_key, "")
    query = sa.select(_PERSON.c.office, _PERSON.c.id, name).where(where, is_listed(_PERSON)).limit(most)
    return [Candidate(*row) for row in connection.execute(query)]


def _pairs(connection: Connection, where: sa.ColumnElement[bool]) -> list[tuple[KeyPair, tuple[str, str]]]:
    columns = (_ONE.c.office, _ONE.c.id, _TWO.c.office, _TWO.c.id, _ONE.c.name_key, _TWO.c.name_key)
    in_turn = sa.tuple_(_ONE.c.office, _ONE.c.id) < sa.tuple_(_TWO.c.office, _TWO.c.id)
    query = sa.select(*columns).where(where, in_turn, is_listed(_ONE), is_listed(_TWO))
    return [(((row[0], row[1]), (row[2], row[3])), (row[4], row[5])) for row in connection.execute(query)]
