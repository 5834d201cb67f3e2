"""Carriers made here and carriers taken in, and what recipients have confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, delete, update
from sqlmodel import Session, col, select

from ppo_desktop.storage.tables import Confirmation, IncomingCarrier, OutgoingCarrier


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


def add_outgoing(connection: Connection, carrier: Outgoing) -> None:
    with Session(connection) as session:
        session.add(OutgoingCarrier(**carrier._asdict()))
        session.flush()


def outgoing(connection: Connection, recipient: str) -> list[Outgoing]:
    """Carriers made for ``recipient`` whose file is still kept, newest first."""
    return _outgoing(connection, OutgoingCarrier.recipient == recipient)


def receipts(connection: Connection) -> list[Outgoing]:
    """Receipts made for offices below whose file is still kept, newest first."""
    return _outgoing(connection, OutgoingCarrier.kind == "receipt")


def _outgoing(connection: Connection, condition: bool) -> list[Outgoing]:
    kept = col(OutgoingCarrier.pdf).is_not(None)
    query = select(OutgoingCarrier).where(condition, kept).order_by(col(OutgoingCarrier.n).desc())
    with Session(connection) as session:
        return [Outgoing(*(getattr(row, name) for name in Outgoing._fields)) for row in session.exec(query)]


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


def incoming(connection: Connection, sender: str | None = None) -> list[Incoming]:
    """Carriers taken in, of one sender or of all, newest first."""
    query = select(IncomingCarrier).order_by(col(IncomingCarrier.n).desc())
    if sender is not None:
        query = query.where(IncomingCarrier.sender == sender)
    with Session(connection) as session:
        return [Incoming(*(getattr(row, name) for name in Incoming._fields)) for row in session.exec(query)]


def drop_incoming_files(connection: Connection, sender: str) -> None:
    """Forget the kept files of a sender, because something in them was erased; what they said stays in the journal."""
    with Session(connection) as session:
        session.exec(update(IncomingCarrier).where(col(IncomingCarrier.sender) == sender).values(pdf=None))
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
