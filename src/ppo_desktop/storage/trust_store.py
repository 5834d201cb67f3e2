"""Keys of this device and certificates of others, as bytes; what they mean is the trust room's business."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from ppo_desktop.storage import driver


class KeyPair(NamedTuple):
    """A key of this device; ``secret`` of ``assent`` and ``root`` is wrapped once more."""

    secret: bytes
    certificate: bytes | None


class Peer(NamedTuple):
    """A certificate of another office (or another device of ours)."""

    certificate: bytes
    office: str
    device: str
    use: str
    sealing: str


_PEER = ", ".join(Peer._fields)


def put_key(connection: Connection, name: str, pair: KeyPair) -> None:
    """Keep or replace one of our keys: ``assent``, ``dispatch``, ``sealing``, ``root``.

    ``pending …``: asked for, not certified yet. ``retired …``: a sealing key that opens what was sealed to it.
    ``above …``: at a root that joined another, the certificate of the same key under that one (no secret).
    """
    statement = """INSERT INTO own_key (name, secret, certificate) VALUES (?, ?, ?)
                   ON CONFLICT (name) DO UPDATE SET secret = excluded.secret, certificate = excluded.certificate"""
    secrets = connection.info.get("secrets")
    secret = secrets.wrap(pair.secret, name) if secrets else pair.secret
    driver.execute(connection, statement, (name, secret, pair.certificate))


def key(connection: Connection, name: str) -> KeyPair | None:
    """One of our keys."""
    query = "SELECT secret, certificate FROM own_key WHERE name = ?"
    found = driver.execute(connection, query, (name,)).fetchone()
    return _own(connection, name, *found) if found else None


def keys_named(connection: Connection, beginning: str) -> list[KeyPair]:
    """Those of our keys whose names start with ``beginning``, by name."""
    query = "SELECT name, secret, certificate FROM own_key WHERE substr(name, 1, ?) = ? ORDER BY name"
    return [_own(connection, *row) for row in driver.execute(connection, query, (len(beginning), beginning))]


def drop_key(connection: Connection, name: str) -> None:
    """Forget one of our keys for good."""
    driver.execute(connection, "DELETE FROM own_key WHERE name = ?", (name,))


def add_root(connection: Connection, certificate: bytes, confirmed_by: str, confirmed_at: str) -> None:
    """Trust a root certificate from now on, noting who compared its words."""
    statement = """INSERT INTO trust_root (fingerprint, certificate, confirmed_by, confirmed_at) VALUES (?, ?, ?, ?)
                   ON CONFLICT (fingerprint) DO UPDATE SET
                   confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at"""
    driver.execute(connection, statement, (_fingerprint(certificate), certificate, confirmed_by, confirmed_at))


def add_crl(connection: Connection, crl: bytes) -> None:
    """Keep a revocation list."""
    statement = "INSERT INTO revocation_list (fingerprint, crl) VALUES (?, ?) ON CONFLICT DO NOTHING"
    driver.execute(connection, statement, (_fingerprint(crl), crl))


def keep_crls(connection: Connection, crls: Sequence[bytes]) -> None:
    """Forget all revocation lists but these."""
    kept = [_fingerprint(crl) for crl in crls]
    statement = f"DELETE FROM revocation_list WHERE fingerprint NOT IN ({', '.join('?' * len(kept))})"
    driver.execute(connection, statement, kept)


def add_peer(connection: Connection, peer: Peer, learned_at: str) -> None:
    """Keep another office's certificate; one that is known already keeps the day it was learned."""
    statement = f"""INSERT INTO peer_certificate (fingerprint, learned_at, {_PEER}) VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (fingerprint) DO UPDATE SET office = excluded.office, device = excluded.device,
                    use = excluded.use, sealing = excluded.sealing"""
    driver.execute(connection, statement, (_fingerprint(peer.certificate), learned_at, *peer))


def roots(connection: Connection) -> list[bytes]:
    """Certificates of the trusted roots."""
    return [row[0] for row in driver.execute(connection, "SELECT certificate FROM trust_root ORDER BY rowid")]


def crls(connection: Connection) -> list[bytes]:
    """All kept revocation lists."""
    return [row[0] for row in driver.execute(connection, "SELECT crl FROM revocation_list ORDER BY rowid")]


def peers(connection: Connection, offices: Sequence[str] = ()) -> list[Peer]:
    """Known certificates, of some offices or of all, by office and device."""
    where = f"WHERE office IN ({', '.join('?' * len(offices))})" if offices else ""
    query = f"SELECT {_PEER} FROM peer_certificate {where} ORDER BY office, device, use"
    return [Peer(*row) for row in driver.execute(connection, query, tuple(offices))]


def devices(connection: Connection) -> dict[tuple[str, str], str]:
    """The PCs (office, device) of which a certificate is known, in the order in which they were first learned of."""
    query = "SELECT office, device, min(learned_at) FROM peer_certificate GROUP BY 1, 2 ORDER BY 3, min(rowid)"
    return {(office, device): since for office, device, since in driver.execute(connection, query, ()).fetchall()}


def learned(connection: Connection, fingerprint: str) -> str:
    """Stamp of when another office's certificate was first learned of; ``""`` where it is not kept here."""
    query = "SELECT learned_at FROM peer_certificate WHERE fingerprint = ?"
    found = driver.execute(connection, query, (fingerprint,)).fetchone()
    return found[0] if found else ""


def last_heard(connection: Connection) -> dict[str, str]:
    """Fingerprint (hexadecimal) of a certificate → stamp of the newest carrier taken in that it signed."""
    query = "SELECT json_extract(manifest, '$.certificate'), max(received_at) FROM incoming_carrier GROUP BY 1"
    return dict(driver.execute(connection, query, ()).fetchall())


def offices(connection: Connection) -> dict[str, str]:
    """The offices of which a certificate is known, sorted, each with the stamp of when the first one was learned."""
    query = "SELECT office, min(learned_at) FROM peer_certificate GROUP BY office ORDER BY office"
    return dict(driver.execute(connection, query).fetchall())


def _own(connection: Connection, name: str, secret: bytes, certificate: bytes | None) -> KeyPair:
    secrets = connection.info.get("secrets")
    return KeyPair(secrets.unwrap(secret, name) if secrets else secret, certificate)


def _fingerprint(der: bytes) -> str:
    return hashlib.sha256(der).hexdigest()
