"""Photos: by digest, beside the journal that names them; which carriers took them along, and what was confirmed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import Connection

from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.photos import DIGEST, photo_fields
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.storage import driver, rows
from ppo_desktop.storage.rows import Row
from ppo_desktop.storage.tables import row_table


class Stored(NamedTuple):
    """A photo that is here, but for its large picture."""

    digest: str
    """SHA-256 of the JPEG, hexadecimal."""
    width: int
    height: int
    length: int
    """Bytes of the JPEG."""
    small: bytes
    """A small JPEG of it."""


def put(connection: Connection, photo: Stored, jpeg: bytes) -> None:
    """Keep a photo, unless it is here."""
    columns = ", ".join((*Stored._fields, "jpeg"))
    statement = f"INSERT INTO photo ({columns}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    driver.execute(connection, statement, (*photo, jpeg))


def jpeg(connection: Connection, digest: str) -> bytes | None:
    """The picture, if it is here."""
    found = driver.execute(connection, "SELECT jpeg FROM photo WHERE digest = ?", (digest,)).fetchone()
    return bytes(found[0]) if found else None


def some(connection: Connection, digests: Collection[str]) -> dict[str, Stored]:
    """Those of the photos that are here."""
    marks = ", ".join("?" * len(digests))
    query = f"SELECT {', '.join(Stored._fields)} FROM photo WHERE digest IN ({marks})"
    return {row[0]: Stored(*row) for row in driver.execute(connection, query, tuple(digests))}


def held(connection: Connection) -> list[str]:
    """The photos that are here, the one first that came first."""
    return [digest for (digest,) in driver.execute(connection, "SELECT digest FROM photo ORDER BY n")]


def naming(connection: Connection, owner: str) -> Iterator[tuple[RecordKind, Row]]:
    """The rows of one office that name photos, deleted ones too."""
    for kind in row_kinds():
        is_filled = " OR ".join(f"{driver.quoted(field.name)} IS NOT NULL" for field in photo_fields(kind))
        if is_filled:
            table = driver.quoted(row_table(kind).name)
            query = f"SELECT office, id FROM {table} WHERE office = ? AND ({is_filled})"
            if keys := driver.execute(connection, query, (owner,)).fetchall():
                for row in rows.some(connection, kind, keys).values():
                    yield kind, row


def sweep(connection: Connection) -> int:
    """Drop the photos that no record names, no draft and no value that waits to be chosen; how many were dropped.

    Not to be called while a form may hold some that are in no draft yet.
    """
    here = held(connection)
    if not here:
        return 0
    wanted: set[str] = set()
    fields = ((kind.name, field.name) for kind in row_kinds() for field in photo_fields(kind))
    for place in (("draft", "typed"), ("open_conflict", "candidates"), *fields):
        table, column = map(driver.quoted, place)
        for (text,) in driver.execute(
            connection, f"SELECT CAST({column} AS TEXT) FROM {table} WHERE {column} IS NOT NULL"
        ):
            wanted.update(DIGEST.findall(text))
    unwanted = [(digest,) for digest in here if digest not in wanted]
    driver.execute_many(connection, "DELETE FROM photo WHERE digest = ?", unwanted)
    return len(unwanted)


# ------------------------------------------------------------------------------- on their way to other offices


def add_carried(connection: Connection, carrier: str, recipient: str, digests: Collection[str]) -> None:
    """Remember which photos a carrier takes along."""
    statement = "INSERT INTO carried_photo (carrier, recipient, digest, is_confirmed) VALUES (?, ?, ?, FALSE)"
    driver.execute_many(connection, statement, [(carrier, recipient, digest) for digest in digests])


def confirm(connection: Connection, carrier: str, recipient: str) -> None:
    """The recipient has taken that carrier in."""
    statement = "UPDATE carried_photo SET is_confirmed = TRUE WHERE carrier = ? AND recipient = ?"
    driver.execute(connection, statement, (carrier, recipient))


def forget_confirmed(connection: Connection, recipient: str) -> None:
    """The recipient may have lost what it had."""
    driver.execute(connection, "UPDATE carried_photo SET is_confirmed = FALSE WHERE recipient = ?", (recipient,))


def forget_carried(connection: Connection, recipient: str, *, but: Collection[str]) -> None:
    """The recipient does not keep what it was sent, but for these photos."""
    found = driver.execute(connection, "SELECT DISTINCT digest FROM carried_photo WHERE recipient = ?", (recipient,))
    gone = [(recipient, digest) for (digest,) in found if digest not in but]
    driver.execute_many(connection, "DELETE FROM carried_photo WHERE recipient = ? AND digest = ?", gone)


def confirmed(connection: Connection, recipient: str) -> set[str]:
    """The photos that the recipient has."""
    query = "SELECT DISTINCT digest FROM carried_photo WHERE recipient = ? AND is_confirmed"
    return {digest for (digest,) in driver.execute(connection, query, (recipient,))}
