"""Carriers made here and carriers taken in, and what recipients have confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, delete, update
from sqlmodel import Session, col, select

from ppo_desktop.storage import driver
from ppo_desktop.storage.carrier_tables import (
    CarrierReader,
    Confirmation,
    EntrustedCarrier,
    IncomingCarrier,
    OutgoingCarrier,
)

RECAP = "recap"
"""Kind of what is no carrier but kept beside them: the signed recap of an office with nobody above."""


class Outgoing(NamedTuple):
    """A carrier made here."""

    id: str
    kind: str
    recipient: str
    period: str
    made_at: str
    file_name: str
    spans: str
    """Canonical JSON: device → last seq it carries."""
    pdf: bytes | None


class Incoming(NamedTuple):
    """A carrier taken in."""

    id: str
    kind: str
    sender: str
    use: str
    """``assent`` or ``dispatch``: which of the sender's keys signed."""
    period: str
    received_at: str
    received_by: str
    manifest: str
    recount: str
    """Canonical JSON of the totals counted here, ``""`` where counting made no sense."""
    pdf: bytes | None


class Made(NamedTuple):
    """A carrier made here, without its file."""

    id: str
    kind: str
    recipient: str
    period: str
    made_at: str
    file_name: str
    spans: str
    is_kept: bool
    """Whether its file is still here."""


class Arrived(NamedTuple):
    """A carrier taken in, without its file."""

    id: str
    kind: str
    sender: str
    use: str
    period: str
    received_at: str
    received_by: str
    is_kept: bool


class KeptFile(NamedTuple):
    """A carrier whose file is here, made here or taken in."""

    id: str
    kind: str
    office: str
    """Whom it was made for, or who sent it."""
    at: str
    """Stamp of when it was made, or came."""
    is_made: bool
    brings: bool
    """Whether it came with others inside."""


def add_outgoing(connection: Connection, carrier: Outgoing, readers: Sequence[str]) -> None:
    """Args: readers: the other offices that can open it."""
    with Session(connection) as session:
        session.add(OutgoingCarrier(**carrier._asdict()))
        session.add_all(CarrierReader(carrier=carrier.id, office=reader) for reader in readers)
        session.flush()


def readable_by(connection: Connection, office: str) -> frozenset[str]:
    """The carriers made here that the office can open, whoever they are for."""
    query = sa.union(
        sa.select(CarrierReader.carrier).where(col(CarrierReader.office) == office),  # type: ignore[call-overload]  # columns, to mypy plain values
        # Made before this was written down: sealed to their recipient alone.
        sa.select(OutgoingCarrier.id).where(col(OutgoingCarrier.recipient) == office),  # type: ignore[call-overload]  # columns, to mypy plain values
    )
    return frozenset(row[0] for row in connection.execute(query))


def outgoing(connection: Connection, recipient: str) -> list[Outgoing]:
    """Carriers made for ``recipient`` whose file is still kept, newest first."""
    kept = col(OutgoingCarrier.pdf).is_not(None)
    query = (
        select(OutgoingCarrier)
        .where(OutgoingCarrier.recipient == recipient, kept)
        .order_by(col(OutgoingCarrier.n).desc())
    )
    with Session(connection) as session:
        return [Outgoing(*(getattr(row, name) for name in Outgoing._fields)) for row in session.exec(query)]


def made(connection: Connection, kind: str | None = None) -> list[Made]:
    """Carriers made here, of one kind or of all, newest first."""
    names = [getattr(OutgoingCarrier, name) for name in Made._fields[:-1]]
    query = sa.select(*names, col(OutgoingCarrier.pdf).is_not(None))
    if kind is not None:
        query = query.where(col(OutgoingCarrier.kind) == kind)
    return [Made._make(row) for row in connection.execute(query.order_by(col(OutgoingCarrier.n).desc()))]


def arrived(connection: Connection, kind: str | None = None) -> list[Arrived]:
    """Carriers taken in, of one kind or of all, newest first."""
    names = [getattr(IncomingCarrier, name) for name in Arrived._fields[:-1]]
    query = sa.select(*names, col(IncomingCarrier.pdf).is_not(None))
    if kind is not None:
        query = query.where(col(IncomingCarrier.kind) == kind)
    return [Arrived._make(row) for row in connection.execute(query.order_by(col(IncomingCarrier.n).desc()))]


def file(connection: Connection, carrier_id: str) -> bytes | None:
    """The kept file of a carrier: made here, taken in, or entrusted to us."""
    for table in (OutgoingCarrier, IncomingCarrier, EntrustedCarrier):
        found = connection.execute(sa.select(table.pdf).where(table.id == carrier_id)).first()  # type: ignore[call-overload]  # columns, to mypy plain values
        if found and found[0] is not None:
            return bytes(found[0])
    return None


def drop_outgoing_file(connection: Connection, carrier_id: str) -> None:
    """Forget the file of a carrier that is confirmed; that it was made stays known."""
    with Session(connection) as session:
        for row in session.exec(select(OutgoingCarrier).where(OutgoingCarrier.id == carrier_id)):
            row.pdf = None
            session.add(row)
        session.flush()


def add_incoming(connection: Connection, carrier: Incoming) -> None:
    with Session(connection) as session:
        session.add(IncomingCarrier(**carrier._asdict()))
        session.flush()


def incoming(connection: Connection, carrier_id: str) -> Incoming:
    """A carrier that was taken in."""
    query = select(IncomingCarrier).where(IncomingCarrier.id == carrier_id)
    with Session(connection) as session:
        row = session.exec(query).one()
        return Incoming(*(getattr(row, name) for name in Incoming._fields))


def known_ids(connection: Connection) -> frozenset[str]:
    """The ids of all carriers taken in and of all made here."""
    found = connection.execute(sa.union(sa.select(IncomingCarrier.id), sa.select(OutgoingCarrier.id)))  # type: ignore[call-overload]  # columns, to mypy plain values
    return frozenset(row[0] for row in found)


def kept_files(connection: Connection) -> list[KeptFile]:
    """All carriers whose files are here, in the order they were made or came."""
    query = """SELECT id, kind, recipient, made_at, 1, 0, n FROM outgoing_carrier WHERE pdf IS NOT NULL UNION ALL
               SELECT id, kind, sender, received_at, 0, manifest LIKE '%"relay-%', n
               FROM incoming_carrier WHERE pdf IS NOT NULL ORDER BY 5, 7"""
    return [
        KeptFile(row[0], row[1], row[2], row[3], bool(row[4]), bool(row[5]))
        for row in driver.execute(connection, query)
    ]


def drop_files(connection: Connection, carriers: Sequence[str]) -> None:
    """Forget the files of carriers made here or taken in; that they were stays known."""
    for table in ("outgoing_carrier", "incoming_carrier"):
        statement = f"UPDATE {table} SET pdf = NULL WHERE id = ?"
        driver.execute_many(connection, statement, [(carrier,) for carrier in carriers])


def manifest(connection: Connection, carrier_id: str) -> str:
    """Of a carrier that was taken in."""
    return str(
        driver.execute(connection, "SELECT manifest FROM incoming_carrier WHERE id = ?", (carrier_id,)).fetchone()[0]
    )


def spans(connection: Connection, carrier_id: str) -> str:
    """Of a carrier that was made here: canonical JSON, device → last seq it carries."""
    return str(
        driver.execute(connection, "SELECT spans FROM outgoing_carrier WHERE id = ?", (carrier_id,)).fetchone()[0]
    )


def readers(connection: Connection, carrier_id: str) -> frozenset[str]:
    """The other offices that can open a carrier made here; empty where that was not written down yet."""
    query = "SELECT office FROM carrier_reader WHERE carrier = ?"
    return frozenset(row[0] for row in driver.execute(connection, query, (carrier_id,)))


def drop_incoming_files(connection: Connection, sender: str, but: str = "") -> None:
    """Forget the kept files of a sender, because something in them was erased; what they said stays in the journal.

    Args:
        but: the carrier whose file stays.
    """
    kept = col(IncomingCarrier.sender) == sender, col(IncomingCarrier.id) != but
    with Session(connection) as session:
        session.exec(update(IncomingCarrier).where(*kept).values(pdf=None))
        session.flush()


def is_known(connection: Connection, carrier_id: str) -> bool:
    """Whether the carrier was taken in before."""
    with Session(connection) as session:
        return session.exec(select(IncomingCarrier.n).where(IncomingCarrier.id == carrier_id)).first() is not None


def confirmed(connection: Connection, recipient: str) -> dict[str, tuple[int, bytes]]:
    """What ``recipient`` confirmed of our journal: device → (last seq, its link)."""
    with Session(connection) as session:
        found = session.exec(select(Confirmation).where(Confirmation.recipient == recipient))
        return {row.device: (row.seq, row.link) for row in found}


def replace_confirmed(connection: Connection, recipient: str, held: Mapping[str, tuple[int, bytes]]) -> None:
    """Put a newer receipt's word in the place of the earlier one, even where it confirms less."""
    with Session(connection) as session:
        session.exec(delete(Confirmation).where(col(Confirmation.recipient) == recipient))
        session.add_all(
            Confirmation(recipient=recipient, device=device, seq=seq, link=link) for device, (seq, link) in held.items()
        )
        session.flush()
