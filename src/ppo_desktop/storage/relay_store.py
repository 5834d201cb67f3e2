"""Carriers that travel inside others: which took which along, what may go along, and what is entrusted to us."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from ppo_desktop.storage import driver
from ppo_desktop.storage.carrier_store import IS_KEPT


class Kept(NamedTuple):
    """A report taken in whose file is still here, without that file."""

    id: str
    sender: str
    period: str
    manifest: str
    length: int
    """Bytes of its file."""


class Receipt(NamedTuple):
    """A receipt made here whose file is still here, without that file."""

    id: str
    recipient: str
    length: int


class Entrusted(NamedTuple):
    """A receipt of an office above for one below, as it was sealed and signed."""

    sender: str
    recipient: str
    id: str
    device: str
    seq: int
    period: str
    received_at: str
    file_name: str
    pdf: bytes


class Waiting(NamedTuple):
    """As ``Entrusted``, without what only its receiver needs."""

    sender: str
    recipient: str
    id: str
    period: str
    received_at: str
    file_name: str
    length: int


def kept_reports(connection: Connection, sender: str = "") -> list[Kept]:
    """Reports taken in whose files are here, of one office or of all, in the order they came."""
    of_one, wanted = ("AND sender = ?", (sender,)) if sender else ("", ())
    query = f"""SELECT id, sender, period, manifest, length(pdf) FROM incoming_carrier
                WHERE kind = 'report' AND {IS_KEPT} {of_one} ORDER BY n"""
    return [Kept._make(row) for row in driver.execute(connection, query, wanted)]


def kept_receipts(connection: Connection) -> list[Receipt]:
    """Receipts made here whose files are here, in the order they were made."""
    query = f"SELECT id, recipient, length(pdf) FROM outgoing_carrier WHERE kind = 'receipt' AND {IS_KEPT} ORDER BY n"
    return [Receipt._make(row) for row in driver.execute(connection, query)]


def add_brought(connection: Connection, carrier: str, brought: Iterable[tuple[str, str]]) -> None:
    """Remember what a carrier, made here or taken in, takes along: (id, sender) of each."""
    statement = "INSERT INTO brought_along (carrier, brought, sender) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    driver.execute_many(connection, statement, [(carrier, one, sender) for one, sender in brought])


def brought_by(connection: Connection, carriers: Collection[str]) -> dict[str, str]:
    """What any of these carriers took along: id → its sender."""
    marks = ", ".join("?" * len(carriers))
    query = f"SELECT brought, sender FROM brought_along WHERE carrier IN ({marks})"
    return dict(driver.execute(connection, query, tuple(carriers)).fetchall())


def was_brought(connection: Connection, carrier: str) -> bool:
    """Whether a carrier came inside another."""
    query = "SELECT 1 FROM brought_along JOIN incoming_carrier ON id = carrier WHERE brought = ? LIMIT 1"
    return driver.execute(connection, query, (carrier,)).fetchone() is not None


def drop_files_with(connection: Connection, sender: str, but: str = "") -> None:
    """Forget the files that hold, or may hold, carriers of ``sender``: something in those was erased.

    Args:
        but: the one carrier of ``sender`` that holds nothing of it.
    """
    holding = "id IN (SELECT carrier FROM brought_along WHERE sender = ? AND brought <> ?)"
    for table in ("outgoing_carrier", "incoming_carrier"):
        driver.execute(connection, f"UPDATE {table} SET pdf = NULL WHERE {holding}", (sender, but))
    # Of those taken in nobody knows what else they brought that could not be taken in.
    between = """UPDATE incoming_carrier SET pdf = NULL
                 WHERE kind = 'report' AND ? LIKE sender || '.%' AND manifest LIKE '%"relay-%'"""
    driver.execute(connection, between, (sender,))


def entrust(connection: Connection, carrier: Entrusted) -> None:
    """Keep a receipt to be passed on, in the place of the one that its sender wrote to the same office before."""
    marks = ", ".join("?" * len(Entrusted._fields))
    names = ", ".join(Entrusted._fields)
    newer = ", ".join(f"{name} = excluded.{name}" for name in Entrusted._fields[2:])
    statement = f"""INSERT INTO entrusted_carrier ({names}) VALUES ({marks})
                    ON CONFLICT (sender, recipient) DO UPDATE SET {newer}"""
    driver.execute(connection, statement, carrier)


def entrusted(connection: Connection, recipient: str = "") -> list[Waiting]:
    """What is to be passed on, to one office or to any, the sender nearest to it first."""
    to_one, wanted = ("WHERE recipient = ?", (recipient,)) if recipient else ("", ())
    query = f"""SELECT sender, recipient, id, period, received_at, file_name, length(pdf) FROM entrusted_carrier
                {to_one} ORDER BY recipient, sender DESC"""
    return [Waiting._make(row) for row in driver.execute(connection, query, wanted)]


def is_entrusted(connection: Connection, sender: str, recipient: str, device: str, seq: int) -> bool:
    """Whether this receipt, or a later one written under the same identity, is kept to be passed on."""
    query = "SELECT 1 FROM entrusted_carrier WHERE sender = ? AND recipient = ? AND device = ? AND seq >= ?"
    return driver.execute(connection, query, (sender, recipient, device, seq)).fetchone() is not None
