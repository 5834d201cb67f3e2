"""Decisions about persons who may be recorded twice, asked from both sides; see ``records.same_person``."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import Connection

from ppo_desktop.records.same_person import SAME_PERSON
from ppo_desktop.storage.candidates import KeyPair
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.rows import Row
from ppo_desktop.storage.tables import is_kept, row_table

_DECIDED = row_table(SAME_PERSON)


def all_of(connection: Connection) -> Iterator[Row]:
    """Every decision of every office that was not taken back, the newest first."""
    return _found(connection)


def about(connection: Connection, person: RecordKey) -> list[Row]:
    """As ``all_of``, those that name a person."""
    (owner, record), c = person, _DECIDED.c
    is_main = (c.main == record) & (c.main_office == owner)
    return list(_found(connection, is_main | ((c.other == record) & (c.other_office == owner))))


def joined_to(connection: Connection, person: RecordKey) -> list[str]:
    """Ids of the records in whose place a person's owner shows that person, also through another."""
    owner, record = person
    found = [record]
    for main in found:  # grows while it is read
        rows = _found(connection, _DECIDED.c.office == owner, _DECIDED.c.main == main, _DECIDED.c.replaced.is_not(None))
        found += [row["replaced"] for row in rows if row["replaced"] not in found]
    return found[1:]


def shown_for(connection: Connection, person: RecordKey) -> str | None:
    """Id of the record that a person's owner shows in their place; ``None`` where they stand for themselves."""
    owner, record = person
    seen = [record]
    for at in seen:  # grows while it is read
        row = next(_found(connection, _DECIDED.c.office == owner, _DECIDED.c.replaced == at), None)
        if row is not None and row["main"] not in seen:
            seen.append(row["main"])
    return seen[-1] if len(seen) > 1 else None


def parties(row: Row) -> KeyPair:
    """The main record of a decision, and the other one; its id is empty where only its office is known."""
    return (row["main_office"], row["main"]), (row["other_office"], row["other"] or "")


def _found(connection: Connection, *where: sa.ColumnElement[bool]) -> Iterator[Row]:
    query = sa.select(_DECIDED).where(is_kept(_DECIDED), *where).order_by(_DECIDED.c.id.desc())
    return (dict(row) for row in connection.execute(query).mappings())
