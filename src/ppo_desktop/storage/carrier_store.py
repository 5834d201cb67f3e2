"""Carriers made here and carriers taken in, and what recipients have confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from ppo_desktop.storage import driver

RECAP = "recap"
"""Kind of what is no carrier but kept beside them: the signed recap of an office with nobody above."""
PERIODIC = "periodic"
"""Likewise: the signed report of a quarter, half a year or a year."""
PAGES_ONLY = frozenset({RECAP, PERIODIC})
"""What names nobody, holds no entries, and goes to nobody by itself."""

IS_KEPT = "length(pdf) IS NOT NULL"
"""Whether a carrier's file is here. SQLite reads all of a file to tell that it is not NULL; not to tell its length."""


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


class Known(NamedTuple):
    """A carrier, or the signed recap of the top: made here, taken in, or entrusted."""

    id: str
    kind: str
    sender: str
    period: str
    at: str
    """Stamp of when it was made, or came."""
    is_kept: bool
    is_arrived: bool
    is_entrusted: bool


def known(connection: Connection, own: str) -> list[Known]:
    """All of them, the newest first. Args: own: our code, the sender of what was made here."""
    query = f"""SELECT id, kind, ?, period, made_at, {IS_KEPT}, FALSE, FALSE FROM outgoing_carrier
        UNION ALL SELECT id, kind, sender, period, received_at, {IS_KEPT}, TRUE, FALSE FROM incoming_carrier
        UNION ALL SELECT id, 'receipt', sender, period, received_at, TRUE, FALSE, TRUE FROM entrusted_carrier
        ORDER BY 5 DESC"""
    rows = driver.execute(connection, query, (own,)).fetchall()
    return [Known(*row[:5], *map(bool, row[5:])) for row in rows]


def add_outgoing(connection: Connection, carrier: Outgoing, readers: Sequence[str]) -> None:
    """Args: readers: the other offices that can open it."""
    _add(connection, "outgoing_carrier", carrier)
    statement = "INSERT INTO carrier_reader (carrier, office) VALUES (?, ?)"
    driver.execute_many(connection, statement, [(carrier.id, reader) for reader in readers])


def readable_by(connection: Connection, office: str) -> frozenset[str]:
    """The carriers made here that the office can open, whoever they are for."""
    # Those made before this was written down are sealed to their recipient alone.
    query = """SELECT carrier FROM carrier_reader WHERE office = ?
               UNION SELECT id FROM outgoing_carrier WHERE recipient = ?"""
    return frozenset(row[0] for row in driver.execute(connection, query, (office, office)))


def outgoing(connection: Connection, recipient: str) -> list[Outgoing]:
    """Carriers made for ``recipient`` whose file is still kept, newest first."""
    query = f"""SELECT {_names(Outgoing)} FROM outgoing_carrier
                WHERE recipient = ? AND {IS_KEPT} ORDER BY n DESC"""
    return [Outgoing._make(row) for row in driver.execute(connection, query, (recipient,))]


def made(connection: Connection, kind: str | None = None) -> list[Made]:
    """Carriers made here, of one kind or of all, newest first."""
    query = f"""SELECT {_names(Made)} FROM outgoing_carrier
                WHERE kind = coalesce(?, kind) ORDER BY n DESC"""
    return [Made._make((*row[:-1], bool(row[-1]))) for row in driver.execute(connection, query, (kind,))]


def arrived(connection: Connection, kind: str | None = None) -> list[Arrived]:
    """Carriers taken in, of one kind or of all, newest first."""
    query = f"""SELECT {_names(Arrived)} FROM incoming_carrier
                WHERE kind = coalesce(?, kind) ORDER BY n DESC"""
    return [Arrived._make((*row[:-1], bool(row[-1]))) for row in driver.execute(connection, query, (kind,))]


class Heard(NamedTuple):
    """What an office below has sent us so far."""

    first_period: str
    """The earliest month (``YYYY-MM``) of which a report came."""
    last_at: str
    """Stamp of when its newest report was taken in."""


def heard(connection: Connection) -> dict[str, Heard]:
    """Office → what of its reports has come; who never sent one is not there."""
    query = """SELECT sender, min(nullif(period, '')), max(received_at) FROM incoming_carrier
               WHERE kind = 'report' GROUP BY sender"""
    return {row[0]: Heard(row[1] or "", row[2]) for row in driver.execute(connection, query)}


def file(connection: Connection, carrier_id: str) -> bytes | None:
    """The kept file of a carrier: made here, taken in, or entrusted to us."""
    for table in ("outgoing_carrier", "incoming_carrier", "entrusted_carrier"):
        found = driver.execute(connection, f"SELECT pdf FROM {table} WHERE id = ?", (carrier_id,)).fetchone()
        if found and found[0] is not None:
            return bytes(found[0])
    return None


def drop_outgoing_file(connection: Connection, carrier_id: str) -> None:
    """Forget the file of a carrier that is confirmed; that it was made stays known."""
    driver.execute(connection, "UPDATE outgoing_carrier SET pdf = NULL WHERE id = ?", (carrier_id,))


def add_incoming(connection: Connection, carrier: Incoming) -> None:
    _add(connection, "incoming_carrier", carrier)


def incoming(connection: Connection, carrier_id: str) -> Incoming:
    """A carrier that was taken in."""
    query = f"SELECT {_names(Incoming)} FROM incoming_carrier WHERE id = ?"
    return Incoming._make(driver.execute(connection, query, (carrier_id,)).fetchone())


def known_ids(connection: Connection) -> frozenset[str]:
    """The ids of all carriers taken in and of all made here."""
    query = "SELECT id FROM incoming_carrier UNION SELECT id FROM outgoing_carrier"
    return frozenset(row[0] for row in driver.execute(connection, query))


def kept_files(connection: Connection) -> list[KeptFile]:
    """All carriers whose files are here, in the order they were made or came."""
    query = f"""SELECT id, kind, recipient, made_at, TRUE, FALSE, n FROM outgoing_carrier WHERE {IS_KEPT} UNION ALL
               SELECT id, kind, sender, received_at, FALSE, manifest LIKE '%"relay-%', n
               FROM incoming_carrier WHERE {IS_KEPT} ORDER BY 5, 7"""
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
    driver.execute(connection, "UPDATE incoming_carrier SET pdf = NULL WHERE sender = ? AND id <> ?", (sender, but))


def is_known(connection: Connection, carrier_id: str) -> bool:
    """Whether the carrier was taken in before."""
    query = "SELECT 1 FROM incoming_carrier WHERE id = ?"
    return driver.execute(connection, query, (carrier_id,)).fetchone() is not None


def confirmed(connection: Connection, recipient: str) -> dict[str, tuple[int, bytes]]:
    """What ``recipient`` confirmed of our journal: device → (last seq, its link)."""
    query = "SELECT device, seq, link FROM confirmation WHERE recipient = ?"
    return {device: (seq, link) for device, seq, link in driver.execute(connection, query, (recipient,))}


def replace_confirmed(connection: Connection, recipient: str, held: Mapping[str, tuple[int, bytes]]) -> None:
    """Put a newer receipt's word in the place of the earlier one, even where it confirms less."""
    driver.execute(connection, "DELETE FROM confirmation WHERE recipient = ?", (recipient,))
    statement = "INSERT INTO confirmation (recipient, device, seq, link) VALUES (?, ?, ?, ?)"
    rows = [(recipient, device, seq, link) for device, (seq, link) in held.items()]
    driver.execute_many(connection, statement, rows)


def _add(connection: Connection, table: str, row: Outgoing | Incoming) -> None:
    statement = f"INSERT INTO {table} ({', '.join(row._fields)}) VALUES ({', '.join('?' * len(row))})"
    driver.execute(connection, statement, row)


def _names(row: type[Outgoing | Incoming | Made | Arrived]) -> str:
    """The columns of which a row is made; of one without its file also ``is_kept``."""
    return ", ".join(row._fields).replace("is_kept", IS_KEPT)
