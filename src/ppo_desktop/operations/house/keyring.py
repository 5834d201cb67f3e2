"""Our keys and whom we believe, taken from the database for one operation."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from msgspec import Struct

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import is_below
from ppo_desktop.core.text import _
from ppo_desktop.operations.house.office import Office
from ppo_desktop.reports.office import Assent
from ppo_desktop.storage import settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.trust_store import KeyPair
from ppo_desktop.trust import vault
from ppo_desktop.trust.certificates import Trust, issuer_of, newest_crls
from ppo_desktop.trust.naming import Use
from ppo_desktop.trust.vault import Vault
from ppo_desktop.trust.words import fingerprint, words


class Signer(Struct, frozen=True):
    """A key of this device, ready to sign one carrier."""

    use: Use
    key_der: bytes
    certificate: bytes
    assent: Assent
    name: str
    """Who gave the assent, or who sent it."""

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.certificate).hexdigest()

    @property
    def words(self) -> str:
        """The certificate's fingerprint as pronounceable words."""
        return words(fingerprint(self.certificate))


class Credentials(Struct, frozen=True):
    """Name and password of somebody who assents."""

    name: str
    password: str


PENDING, RETIRED, ABOVE = "pending ", "retired ", "above "
"""Beginnings of names of our keys; see ``trust_store.put_key``."""
RENEWING = "key-renewal"
"""Setting: what this PC asked for and waits for; see ``renewal``."""


def signer(connection: Connection, office: Office, assenting: Credentials | None, to: str = "") -> Signer:
    """The key to sign with: the assent key by the password of head or secretary, else the clerk's dispatch key.

    Args:
        to: the office it is for; at a root that joined another, those above get the certificate under that one.

    Raises:
        World: wrong password. Refused: this person may not assent, or the office has no certificate yet, or a new
            head's key has none.
    """
    use: Use = "assent" if assenting else "dispatch"
    pair = demand_key(connection, use)
    above = trust_store.key(connection, f"{ABOVE}{use}") if to and is_below(office.code, to) else None
    certificate = above.certificate if above and above.certificate else pair.certificate
    assert certificate is not None, "demanded"
    if assenting is None:
        return Signer(use, pair.secret, certificate, Assent.NONE, office.user.display_name)
    opened = Vault.load(office.paths.vault)
    assent_key = opened.unlock_assent(assenting.name, assenting.password)
    person = next(user for user in opened.users if user.name == assenting.name.strip().casefold())
    assent = Assent.SECRETARY if person.role == "sekretaris" else Assent.HEAD
    return Signer(use, vault.unwrap(assent_key, pair.secret, "assent-key"), certificate, assent, person.display_name)


def demand_key(connection: Connection, use: Use) -> KeyPair:
    """The key of that use, with a certificate; raises ``Refused('not-enrolled')`` or ``Refused('head-waits')``."""
    pair = trust_store.key(connection, use)
    if pair is None or pair.certificate is None:
        raise Refused(
            "not-enrolled",
            _("Kunci kantor ini belum dikenal kantor atasan."),
            _("Buat permintaan kunci dahulu, lalu terima jawabannya."),
        )
    if use == "assent" and waits_for_head(connection):
        raise Refused(
            "head-waits",
            _("Kunci pimpinan yang baru belum dijawab kantor di atas."),
            _("Kirim laporan tanpa persetujuan (dikirim petugas); pimpinan menandatangani cetakannya."),
        )
    return pair


def waits_for_head(connection: Connection) -> bool:
    """Whether the former head's key is retired and the new head's is not certified yet: reports go out as dispatch."""
    return bool((settings_store.read(connection, RENEWING) or {}).get("new_head"))


def trust(connection: Connection, office: Office) -> Trust:
    """Roots and revocation lists this office holds, with the PC's clock."""
    return Trust(tuple(trust_store.roots(connection)), tuple(trust_store.crls(connection)), office.clock.now())


def newest_crl(connection: Connection) -> bytes | None:
    """The newest revocation list of the root we belong to, our own root before any other."""
    lists = lists_by_root(connection)
    root, ours = trust_store.key(connection, "root"), trust_store.key(connection, "dispatch")
    if root and root.certificate in lists:
        return lists[root.certificate]
    if ours and ours.certificate:
        signed = root_behind(ours.certificate, tuple(lists))
        return lists[signed] if signed else None
    return next(iter(lists.values()), None)


def lists_by_root(connection: Connection) -> dict[bytes, bytes]:
    """Root certificate → its newest revocation list, of all roots believed in."""
    held = tuple(trust_store.crls(connection))
    return {root: lists[0] for root in trust_store.roots(connection) if (lists := newest_crls((root,), held))}


def root_behind(certificate: bytes, roots: tuple[bytes, ...]) -> bytes | None:
    """The one of ``roots`` that signed the certificate."""
    try:
        return issuer_of(certificate, Trust(roots, (), datetime.min.replace(tzinfo=UTC)))
    except Refused:
        return None


def learn_crl(connection: Connection, crl: bytes) -> None:
    """Keep a revocation list if a root we trust signed it; of each root the highest number stays, the others go."""
    roots = tuple(trust_store.roots(connection))
    if newest_crls(roots, (crl,)):
        trust_store.add_crl(connection, crl)
        trust_store.keep_crls(connection, newest_crls(roots, tuple(trust_store.crls(connection))))


def sealing_secrets(connection: Connection) -> tuple[str, ...]:
    """Our age identities: the one in use, those it replaced, and one that is being asked for."""
    found = [own_sealing_key(connection), *_further(connection)]
    return tuple(pair.secret.decode() for pair in found)


def former_recipients(connection: Connection) -> tuple[str, ...]:
    """Our age recipients beside the one in use: others may know only these yet, or already the one asked for."""
    return tuple(pair.certificate.decode() for pair in _further(connection) if pair.certificate)


def _further(connection: Connection) -> list[KeyPair]:
    pending = trust_store.key(connection, f"{PENDING}sealing")
    return [*([pending] if pending else []), *trust_store.keys_named(connection, RETIRED)]


def sealing_recipient(connection: Connection) -> str:
    """Our own age recipient."""
    pair = own_sealing_key(connection)
    assert pair.certificate is not None, "a sealing key is kept with its recipient"
    return pair.certificate.decode()


def own_sealing_key(connection: Connection) -> KeyPair:
    """The sealing key in use; its recipient stands where others have a certificate."""
    pair = trust_store.key(connection, "sealing")
    assert pair is not None, "every office has a sealing key from its first run"
    return pair
