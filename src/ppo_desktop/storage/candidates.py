"""Who may be the same person: candidates the indexes give quickly; how alike they are is judged above."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
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
    """Persons whose name sounds like that, see ``likeness.name_key``; at most so many."""
    return [person.key for person in _persons(connection, _PERSON.c.name_key == name_key, most)]


def born_in(connection: Connection, year: str) -> list[Candidate]:
    """Persons born in a year, also those of whom only the year is known. Read from an index alone."""
    return _persons(connection, (_PERSON.c.born_on >= year) & (_PERSON.c.born_on < f"{year}~"))


def pairs_of_nik(connection: Connection) -> list[KeyPair]:
    """Persons recorded under one NIK, two by two."""
    return _pairs(connection, _ONE.c.nik == _TWO.c.nik)


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
    return _pairs(connection, (_ONE.c.name_key == _TWO.c.name_key) & may_be)


def born_on_one_day(connection: Connection) -> Iterator[list[Candidate]]:
    """Persons by whole birth date, those of each date that several share. Read from an index alone."""
    born_on = _PERSON.c.born_on
    query = sa.select(born_on, *_CANDIDATE).where(sa.func.length(born_on) == len("2009-03-12"), is_listed(_PERSON))
    for _day, rows in groupby(connection.execute(query.order_by(born_on)), key=lambda row: row[0]):
        persons = [Candidate(*row[1:]) for row in rows]
        if len(persons) > 1:
            yield persons


_PERSON = row_table(PERSON)
_CANDIDATE = (_PERSON.c.office, _PERSON.c.id, sa.func.coalesce(_PERSON.c.name_key, ""))
_ONE, _TWO = _PERSON.alias("one"), _PERSON.alias("two")


def _persons(connection: Connection, where: sa.ColumnElement[bool], most: int | None = None) -> list[Candidate]:
    query = sa.select(*_CANDIDATE).where(where, is_listed(_PERSON)).limit(most)
    return [Candidate(*row) for row in connection.execute(query)]


def _pairs(connection: Connection, where: sa.ColumnElement[bool]) -> list[KeyPair]:
    in_turn = sa.tuple_(_ONE.c.office, _ONE.c.id) < sa.tuple_(_TWO.c.office, _TWO.c.id)
    query = sa.select(_ONE.c.office, _ONE.c.id, _TWO.c.office, _TWO.c.id).where(
        where, in_turn, is_listed(_ONE), is_listed(_TWO)
    )
    return [((row[0], row[1]), (row[2], row[3])) for row in connection.execute(query)]
