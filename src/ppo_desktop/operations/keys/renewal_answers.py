"""The root's side of new keys: requests that came in carriers, and certificates for those a person agrees to."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from datetime import date
from typing import cast

from msgspec import Struct

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.exchange.enrolment_files import RequestFile
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.carriers.reading import Reading
from ppo_desktop.operations.history import lines
from ppo_desktop.operations.house import keyring, roles
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import renewal, revoking, revoking_lists
from ppo_desktop.operations.keys.enrolment_checks import Confirm, check_request, confirmed
from ppo_desktop.operations.keys.renewal import HANDED
from ppo_desktop.records.internal import DEVICE
from ppo_desktop.storage import settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.trust_store import Peer
from ppo_desktop.trust import certificates, issuing
from ppo_desktop.trust.naming import USES
from ppo_desktop.trust.words import fingerprint, words

ASKED = "key-renewal-asked "
"""Settings ``key-renewal-asked <code> <device>``: the newest request of a PC, and the carrier that brought it."""
_MOST_DEVICES = 4
"""Of one office that may ask at a time: whoever has its key could invent any number."""


class Asked(Struct, frozen=True):
    """A PC that is known asks for new keys."""

    office: str
    device: str
    name: str
    """``Desa Sempalai``."""
    on: date
    """The day the carrier came."""
    by_head: bool
    """Whether the head's own key signed the request; where it did not, a person compares the words first."""
    words: str


def notice(connection: Connection, office: Office, reading: Reading) -> None:
    """Remember requests in a carrier that the same PC signed, once it was taken in; of one PC the newest.

    Nothing of another PC's is remembered: each asks for itself, so a stolen PC cannot ask for its neighbour.
    """
    if revoking_lists.own_root(connection) is None:
        return
    for entry in reading.entries:
        if entry.kind != DEVICE.name:
            continue
        said, manifest = entry.changes().get("requests"), reading.manifest
        file = renewal.requested(manifest.sender, entry.device, said, training=manifest.training)
        if file and _is_by_itself(connection, entry, reading):
            _remember(connection, office, entry, file, reading)


def asked(office: Office) -> list[Asked]:
    """The requests that wait for an answer of this root, the oldest first; none where it has joined another."""
    with office.database.reading() as connection:
        if (root := revoking_lists.own_root(connection)) is None:
            return []
        if settings_store.read(connection, f"{HANDED}{fingerprint(root).hex()}"):
            return []
        told = settings_store.beginning_with(connection, ASKED)
        files = {place: _file(office, place, said) for place, said in told.items()}
        waiting = {place: file for place, file in files.items() if not renewal.is_certified(connection, file)}
        by_head = {place for place in waiting if _is_heads(connection, office, place, told[place])}
    names = {(code, device): pc.name for pc in revoking.pcs(office) for code, device in pc.places}
    found = []
    for place, file in waiting.items():
        code, device = place.split(" ")
        name = names.get((code, device)) or names.get((code, str(told[place]["signer"]))) or code
        day = date.fromisoformat(str(told[place]["at"])[:10])
        found.append(Asked(code, device, name, day, place in by_head, words(file.digest)))
    return sorted(found, key=lambda one: (one.on, one.name))


def answer(office: Office, code: str, device: str, assenting: Credentials, confirm: Confirm) -> None:
    """Certify the new keys of a PC; its certificates go down with the next receipt.

    Args:
        confirm: asked for the words where the head's key in use has not signed the request, as for a new head.

    Raises:
        Refused: no such request, the key that signed it was revoked since, or the words were not confirmed.
        World: wrong password, or an impossible clock.
    """
    roles.demand(office, "keys")
    with office.database.transaction() as connection:
        place = f"{code} {device}"
        said = settings_store.read(connection, f"{ASKED}{place}")
        if said is None or renewal.is_certified(connection, file := _file(office, place, said)):
            raise Refused("no-request", _("Permintaan kunci itu sudah dijawab atau tidak ada lagi."))
        check_request(office, file)
        _demand_standing(connection, office, str(said["certificate"]))
        if not _is_heads(connection, office, place, said):
            confirmed(confirm, code, words(file.digest))
        root = revoking_lists.open_root(connection, office, assenting)
        revoking_lists.current(connection, office, root)
        moment = keyring.trust(connection, office).moment
        issued = [issuing.issue(root.key_der, root.certificate, file.requests[use], moment) for use in USES]
        for der in issued:
            key = certificates.office_key_of(der)
            peer = Peer(der, key.code, key.device, key.use, key.sealing)
            trust_store.add_peer(connection, peer, stamp(office.clock))
        if code == office.code:
            renewal.pass_on(connection, office, issued)
        lines.note(connection, code, device, str(said["signer"]))
        settings_store.forget(connection, f"{ASKED}{place}")


def _is_by_itself(connection: Connection, entry: Entry, reading: Reading) -> bool:
    """Whether the PC that wrote the entry signed the carrier too, under its present name or one it had before.

    A device that has certificates of its own asks with them, unless it got them on the word of an earlier one.
    """
    code = reading.manifest.sender
    certified = {peer.device for peer in trust_store.peers(connection, [code])}
    for device in lines.of(connection, code, entry.device):
        if device == reading.signer.device:
            return True
        if device in certified and not lines.is_noted(connection, code, device):
            return False
    return False


def _remember(connection: Connection, office: Office, entry: Entry, file: RequestFile, reading: Reading) -> None:
    code = reading.manifest.sender
    name = f"{ASKED}{code} {entry.device}"
    before = settings_store.read(connection, name)
    if before is not None and (entry.seq < cast(int, before["seq"]) or before["digest"] == file.digest.hex()):
        return  # an older stick, or nothing new
    said: dict[str, object] = {
        "requests": entry.changes()["requests"],
        "digest": file.digest.hex(),
        "seq": entry.seq,
        "signer": reading.signer.device,
        "certificate": fingerprint(reading.certificate).hex(),
        "at": stamp(office.clock),
    }
    if not renewal.is_certified(connection, file):
        settings_store.write(connection, name, said)
        _make_room(connection, office, code, entry.device)


def _make_room(connection: Connection, office: Office, code: str, newest: str) -> None:
    """Of one office few devices ask at a time: the oldest request goes, before others one that no head has signed."""
    told = settings_store.beginning_with(connection, f"{ASKED}{code} ")

    def importance(device: str) -> tuple[bool, bool, str]:
        said = told[device]
        return device == newest, _is_heads(connection, office, f"{code} {device}", said), str(said["at"])

    for device in sorted(told, key=importance)[:-_MOST_DEVICES] if len(told) > _MOST_DEVICES else ():
        settings_store.forget(connection, f"{ASKED}{code} {device}")


def _is_heads(connection: Connection, office: Office, place: str, said: Mapping[str, object]) -> bool:
    """Whether the assent key in use of the PC that asks signed the request; what signed the carrier says nothing."""
    code, device = place.split(" ")
    line, trust = lines.of(connection, code, device), keyring.trust(connection, office)
    held = [peer for peer in trust_store.peers(connection, [code]) if peer.device in line and peer.use == "assent"]
    standing = [peer.certificate for peer in held if not certificates.is_revoked(peer.certificate, trust)]
    newest = max(map(certificates.first_moment, standing), default=None)
    file = _file(office, place, said)
    return any(
        renewal.is_heads_word(said["requests"], file, der)
        for der in standing
        if certificates.first_moment(der) == newest
    )


def _demand_standing(connection: Connection, office: Office, signer: str) -> None:
    """Raise ``Refused('revoked')`` where the certificate that signed the carrier does not stand any more."""
    trust = keyring.trust(connection, office)
    held = {fingerprint(peer.certificate).hex(): peer.certificate for peer in trust_store.peers(connection)}
    if signer not in held or certificates.is_revoked(held[signer], trust):
        raise Refused(
            "revoked",
            _("Kunci yang mengirim permintaan ini sudah dicabut."),
            _("Kantor itu membuat permintaan kunci ke flashdisk, seperti saat pertama kali."),
        )


def _file(office: Office, place: str, said: Mapping[str, object]) -> RequestFile:
    requests = cast("dict[str, str]", said["requests"])
    code = place.split(" ")[0]
    return RequestFile(code, office.identity.training, {use: b64decode(requests[use]) for use in USES})
