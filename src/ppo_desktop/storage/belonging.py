"""What belongs to a record, and is erased and closed with it."""

from __future__ import annotations

from sqlalchemy import Connection

from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.storage import closing_store, decided, draft_store, rows
from ppo_desktop.storage.journal_store import RecordKey


def belonging_to(connection: Connection, kind: str, record: RecordKey) -> dict[RecordKey, str]:
    """Key → kind of a record, of those in whose place it is shown, and of all that belong to them, deleted or not."""
    keys = {(record[0], one): kind for one in (record[1], *decided.joined_to(connection, record))}
    waiting = list(keys.items())
    while waiting:
        (owner, whole), name = waiting.pop()
        for other in row_kinds():
            for field in other.fields:
                if not field.belongs or field.refers != name:
                    continue
                found = rows.where(connection, other, owner, deleted_too=True, **{field.name: whole})
                new = {(owner, str(row["id"])): other.name for row in found}
                waiting += [item for item in new.items() if item[0] not in keys]
                keys |= new
    return keys


def close_as_one(connection: Connection) -> None:
    """Let what closes one of several records of one person reach all of them, unless nobody were left to open them."""
    closed = closing_store.reached(connection)
    pairs = decided.joined(connection) if closed else []
    allowed = {one.n: one.allowed for one in closing_store.standing(connection)} if pairs else {}
    for record, main in pairs:
        one, other = closed.get(record, set()), closed.get(main, set())
        if one != other and frozenset.intersection(*(allowed[number] for number in one | other)):
            keys = belonging_to(connection, PERSON.name, main)
            for number in one | other:
                closing_store.reach(connection, keys, number)
            draft_store.drop_about(connection, [key[1] for key in keys])
            closed = closing_store.reached(connection)
