"""Keys of this device and certificates of others, as bytes; what they mean is the trust room's business."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, func
from sqlmodel import Session, col, select

from ppo_desktop.storage import driver
from ppo_desktop.storage.tables import OwnKey, PeerCertificate, RevocationList, TrustRoot


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


def put_key(connection: Connection, name: str, pair: KeyPair) -> None:
    """Keep or replace one of our keys: ``assent``, ``dispatch``, ``sealing``, ``root``.

    ``pending …``: asked for, not certified yet. ``retired …``: a sealing key that opens what was sealed to it.
    ``above …``: at a root that joined another, the certificate of the same key under that one (no secret).
    """
    with Session(connection) as session:
        session.merge(OwnKey(name=name, secret=pair.secret, certificate=pair.certificate))
        session.flush()


def key(connection: Connection, name: str) -> KeyPair | None:
    """One of our keys."""
    with Session(connection) as session:
        found = session.get(OwnKey, name)
        return KeyPair(found.secret, found.certificate) if found else None


def keys_named(connection: Connection, beginning: str) -> list[KeyPair]:
    """Those of our keys whose names start with ``beginning``, by name."""
    query = select(OwnKey).where(col(OwnKey.name).startswith(beginning, autoescape=True)).order_by(OwnKey.name)
    with Session(connection) as session:
        return [KeyPair(row.secret, row.certificate) for row in session.exec(query)]


def drop_key(connection: Connection, name: str) -> None:
    """Forget one of our keys for good."""
    with Session(connection) as session:
        session.exec(delete(OwnKey).where(col(OwnKey.name) == name))
        session.flush()


def add_root(connection: Connection, certificate: bytes, confirmed_by: str, confirmed_at: str) -> None:
    """Trust a root certificate from now on, noting who compared its words."""
    with Session(connection) as session:
        row = TrustRoot(
            fingerprint=_fingerprint(certificate),
            certificate=certificate,
            confirmed_by=confirmed_by,
            confirmed_at=confirmed_at,
        )
        session.merge(row)
        session.flush()


def add_crl(connection: Connection, crl: bytes) -> None:
    """Keep a revocation list."""
    with Session(connection) as session:
        session.merge(RevocationList(fingerprint=_fingerprint(crl), crl=crl))
        session.flush()


def keep_crls(connection: Connection, crls: Sequence[bytes]) -> None:
    """Forget all revocation lists but these."""
    with Session(connection) as session:
        kept = [_fingerprint(crl) for crl in crls]
        session.exec(delete(RevocationList).where(col(RevocationList.fingerprint).not_in(kept)))
        session.flush()


def add_peer(connection: Connection, peer: Peer, learned_at: str) -> None:
    """Keep another office's certificate; one that is known already keeps the day it was learned."""
    with Session(connection) as session:
        fingerprint = _fingerprint(peer.certificate)
        before = session.get(PeerCertificate, fingerprint)
        since = before.learned_at if before else learned_at
        session.merge(PeerCertificate(fingerprint=fingerprint, learned_at=since, **peer._asdict()))
        session.flush()


def roots(connection: Connection) -> list[bytes]:
    """Certificates of the trusted roots."""
    with Session(connection) as session:
        return [row.certificate for row in session.exec(select(TrustRoot))]


def crls(connection: Connection) -> list[bytes]:
    """All kept revocation lists."""
    with Session(connection) as session:
        return [row.crl for row in session.exec(select(RevocationList))]


def peers(connection: Connection, offices: Sequence[str] = ()) -> list[Peer]:
    """Known certificates, of some offices or of all, by office and device."""
    query = select(PeerCertificate).order_by(PeerCertificate.office, PeerCertificate.device, PeerCertificate.use)
    if offices:
        query = query.where(PeerCertificate.office.in_(offices))  # type: ignore[attr-defined]  # a column, to mypy a str
    with Session(connection) as session:
        return [Peer(r.certificate, r.office, r.device, r.use, r.sealing) for r in session.exec(query)]


def devices(connection: Connection) -> dict[tuple[str, str], str]:
    """The PCs (office, device) of which a certificate is known, in the order in which they were first learned of."""
    query = "SELECT office, device, min(learned_at) FROM peer_certificate GROUP BY 1, 2 ORDER BY 3, min(rowid)"
    return {(office, device): since for office, device, since in driver.execute(connection, query, ()).fetchall()}


def learned(connection: Connection, fingerprint: str) -> str:
    """Stamp of when another office's certificate was first learned of; ``""`` where it is not kept here."""
    with Session(connection) as session:
        found = session.get(PeerCertificate, fingerprint)
        return found.learned_at if found else ""


def last_heard(connection: Connection) -> dict[str, str]:
    """Fingerprint (hexadecimal) of a certificate → stamp of the newest carrier taken in that it signed."""
    query = "SELECT json_extract(manifest, '$.certificate'), max(received_at) FROM incoming_carrier GROUP BY 1"
    return dict(driver.execute(connection, query, ()).fetchall())


def offices(connection: Connection) -> dict[str, str]:
    """The offices of which a certificate is known, sorted, each with the stamp of when the first one was learned."""
    query = select(PeerCertificate.office, func.min(PeerCertificate.learned_at)).group_by(PeerCertificate.office)
    with Session(connection) as session:
        return dict(sorted(session.exec(query).all()))


def _fingerprint(der: bytes) -> str:
    return hashlib.sha256(der).hexdigest()
