"""A real carrier and a real receipt, made by the program's own operations, and the hands of those who made them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

import offices
from ppo_desktop.exchange.manifest import Recipient
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import confirming
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import trust_store
from ppo_desktop.trust import vault
from ppo_desktop.trust.vault import Vault


@dataclass(frozen=True)
class Exhibits:
    """A camat who has taken in a village's first report, the second one, and the receipt for the first."""

    pair: offices.Pair
    other: Office
    """Another village, enrolled with the same camat."""
    first: Path
    """Taken in at the camat."""
    carrier: Path
    """The next report, for the camat; not taken in."""
    receipt: Path
    """For the village; not taken in."""

    def close(self) -> None:
        self.pair.close()
        self.other.close()


class Hand(Struct, frozen=True):
    """An office's key for one use, in the open, and its sealing key."""

    code: str
    device: str
    key_der: bytes
    certificate_der: bytes
    recipient: str
    secret: str
    """age identity."""

    @property
    def as_recipient(self) -> Recipient:
        return Recipient(self.code, self.recipient)


def make_exhibits(folder: Path) -> Exhibits:
    """A month of work in ``folder``: restricted parts, an erasure, a report without and one with assent."""
    pair = offices.new_pair(folder)
    other = offices.new_office(folder / "tetangga", offices.OTHER_VILLAGE, pair.clock, clerk="Budi")
    offices.enrol(other, pair.camat, pair.stick)
    siti = pair.person("Siti Aminah", note="“kutip” \\ dan\nbaris baru é", phone="081234567890")
    departure = pair.departure(siti)
    recording.save(pair.village, kind("departure"), {"destination_place": "Kuching"}, departure)
    gone = pair.person("Dewi Lestari")
    recording.erase(pair.village, gone)
    pair.report(assenting=None)
    first = sending.export(pair.village, pair.camat.code, pair.stick).path
    pair.carry_up()
    confirming.write_receipts(pair.camat)
    (receipt,) = (copy.path for copy in sending.export_receipts(pair.camat, pair.stick))
    pair.person("Mariam")
    pair.report(number="474/12/2026")
    carrier = sending.export(pair.village, pair.camat.code, pair.stick).path
    return Exhibits(pair, other, first, carrier, receipt)


def hand_of(office: Office, use: str = "dispatch") -> Hand:
    """The key of ``office`` for ``use``, as somebody who knows the head's password can take it out."""
    with office.database.reading() as connection:
        pair = trust_store.key(connection, use)
        (secret,) = keyring.sealing_secrets(connection)
        recipient = keyring.sealing_recipient(connection)
    assert pair is not None
    assert pair.certificate is not None
    key = pair.secret
    if use != "dispatch":
        key = vault.unwrap(assent_key(office), key, "root-key" if use == "root" else "assent-key")
    return Hand(office.code, office.device.id, key, pair.certificate, recipient, secret)


def assent_key(office: Office) -> bytes:
    """What the head's password opens."""
    return Vault.load(office.paths.vault).unlock_assent("pimpinan", offices.HEAD_PASSWORD)
