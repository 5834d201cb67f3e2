"""Our keys and whom we believe, taken from the database for one operation."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.operations.office import Office
from ppo_desktop.reports.office import Assent
from ppo_desktop.storage import trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust import vault
from ppo_desktop.trust.certificates import Trust, newest_crls
from ppo_desktop.trust.naming import Use
from ppo_desktop.trust.vault import Vault
from ppo_desktop.trust.words import fingerprint, words


@dataclass(frozen=True)
class Signer:
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


@dataclass(frozen=True)
class Credentials:
    """Name and password of somebody who assents."""

    name: str
    password: str


def signer(connection: Connection, office: Office, assenting: Credentials | None) -> Signer:
    """The key to sign with: the assent key by the password of head or secretary, else the clerk's dispatch key.

    Raises:
        World: wrong password. Refused: this person may not assent, or the office has no certificate yet.
    """
    use: Use = "assent" if assenting else "dispatch"
    pair = trust_store.key(connection, use)
    if pair is None or pair.certificate is None:
        raise Refused(
            "not-enrolled",
            _("Kunci kantor ini belum dikenal kantor atasan."),
            _("Buat permintaan kunci dahulu, lalu terima jawabannya."),
        )
    if assenting is None:
        return Signer(use, pair.secret, pair.certificate, Assent.NONE, office.user.display_name)
    opened = Vault.load(office.paths.vault)
    assent_key = opened.unlock_assent(assenting.name, assenting.password)
    person = next(user for user in opened.users if user.name == assenting.name.strip().casefold())
    assent = Assent.SECRETARY if person.role == "sekretaris" else Assent.HEAD
    return Signer(
        use, vault.unwrap(assent_key, pair.secret, "assent-key"), pair.certificate, assent, person.display_name
    )


def trust(connection: Connection, office: Office) -> Trust:
    """Roots and revocation lists this office holds, with the PC's clock."""
    return Trust(tuple(trust_store.roots(connection)), tuple(trust_store.crls(connection)), office.clock.now())


def newest_crl(connection: Connection) -> bytes | None:
    """The newest revocation list of the root we belong to; it goes down with every receipt."""
    lists = newest_crls(tuple(trust_store.roots(connection)), tuple(trust_store.crls(connection)))
    return lists[0] if lists else None


def learn_crl(connection: Connection, crl: bytes) -> None:
    """Keep a revocation list if a root we trust signed it; the highest number counts, so an old one does no harm."""
    if newest_crls(tuple(trust_store.roots(connection)), (crl,)):
        trust_store.add_crl(connection, crl)


def sealing_secrets(connection: Connection) -> tuple[str, ...]:
    """Our age identities; several once keys are rotated."""
    pair = trust_store.key(connection, "sealing")
    assert pair is not None, "every office has a sealing key from its first run"
    return (pair.secret.decode(),)


def sealing_recipient(connection: Connection) -> str:
    """Our own age recipient."""
    pair = trust_store.key(connection, "sealing")
    assert pair is not None, "every office has a sealing key from its first run"
    assert pair.certificate is not None, "a sealing key is kept with its recipient"
    return pair.certificate.decode()
