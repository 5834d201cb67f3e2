"""Who may be the same person: candidates the indexes give quickly; how alike they are is judged above."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from ppo_desktop.storage import driver

_MOST_FOUND, _MOST_NAMED = 5000, 200
"""Records with the words of a name that are looked at, those changed last; persons among them that are handed up."""
_SELECT = "SELECT office, id, coalesce(name, ''), coalesce(born_on, '') FROM person WHERE coalesce(deleted, 0) = 0 AND"


class Candidate(NamedTuple):
    """A person in the list, as far as it counts here."""

    office: str
    record: str
    name: str
    born_on: str
    """Whole or partial date, ``""`` where it is not known."""


def of_nik(connection: Connection, nik: str) -> list[Candidate]:
    """Persons recorded under a NIK."""
    return _persons(connection, "nik = ?", nik)


def born_in(connection: Connection, year: str) -> list[Candidate]:
    """Persons born in a year, also those of whom only the year is known. Read from an index alone."""
    return _persons(connection, "born_on >= ? AND born_on < ?", year, f"{year}~")


def named(connection: Connection, name: str, *, undated: bool) -> list[Candidate]:
    """Persons in whose record all words of a folded name stand, in the name or elsewhere.

    Args:
        undated: only those without a birth date.
    """
    words = " ".join(f'"{word}"' for word in name.split())
    found = """(office, id) IN (
        SELECT office, record FROM search_document WHERE kind = 'person' AND n IN (
            SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT ?))"""
    condition = f"{found} AND born_on IS NULL" if undated else found
    return _persons(connection, f"{condition} LIMIT ?", words, _MOST_FOUND, _MOST_NAMED)


def _persons(connection: Connection, where: str, *values: object) -> list[Candidate]:
    return [Candidate(*row) for row in driver.execute(connection, f"{_SELECT} {where}", values)]
