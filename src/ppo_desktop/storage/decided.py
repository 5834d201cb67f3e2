"""Decisions about persons who may be recorded twice, asked from both sides; see ``records.same_person``."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import Connection

from ppo_desktop.records.same_person import SAME_PERSON
from ppo_desktop.storage import driver
from ppo_desktop.storage.candidates import KeyPair
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.rows import Row
from ppo_desktop.storage.tables import REPLACED, is_kept, row_table

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
    found = driver.execute(
        connection, f"SELECT id FROM ({REPLACED}) AS replaced WHERE office = ? AND main = ? ORDER BY id", person
    )
    return [record for (record,) in found]


def shown_for(connection: Connection, person: RecordKey) -> str | None:
    """Id of the record that a person's owner shows in their place; ``None`` where they stand for themselves."""
    found = driver.execute(
        connection, f"SELECT max(main) FROM ({REPLACED}) AS replaced WHERE office = ? AND id = ?", person
    )
    ((main,),) = found
    return str(main) if main else None


def one_with(connection: Connection, person: RecordKey) -> list[str]:
    """Ids of all records that a person's owner found to be theirs, the one that is shown first."""
    main = shown_for(connection, person) or person[1]
    return [main, *joined_to(connection, (person[0], main))]


def joined(connection: Connection) -> list[KeyPair]:
    """Each record in whose place another is shown, with that one."""
    found = driver.execute(connection, f"SELECT office, id, main FROM ({REPLACED}) AS replaced")
    return [((owner, record), (owner, main)) for owner, record, main in found]


def parties(row: Row) -> KeyPair:
    """The main record of a decision, and the other one; its id is empty where only its office is known."""
    return (row["main_office"], row["main"]), (row["other_office"], row["other"] or "")


def _found(connection: Connection, *where: sa.ColumnElement[bool]) -> Iterator[Row]:
    query = sa.select(_DECIDED).where(is_kept(_DECIDED), *where).order_by(_DECIDED.c.id.desc())
    return (dict(row) for row in connection.execute(query).mappings())
