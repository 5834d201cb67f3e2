"""The root's side of new keys: requests that came in carriers, and certificates for those a person agrees to."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.exchange.enrolment_files import RequestFile, to_text
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.fold import fold
from ppo_desktop.operations import keyring, renewal, revoking, revoking_lists, roles
from ppo_desktop.operations.enrolment_checks import Confirm, check_request, confirmed
from ppo_desktop.operations.keyring import Credentials
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.reading import Reading
from ppo_desktop.operations.renewal import HANDED
from ppo_desktop.records.internal import DEVICE
from ppo_desktop.storage import journal_store, settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.trust_store import Peer
from ppo_desktop.trust import certificates, issuing, keys, requesting
from ppo_desktop.trust.naming import USES
from ppo_desktop.trust.words import fingerprint, words

ASKED = "key-renewal-asked "
"""Settings ``key-renewal-asked <code> <device>``: the newest request of a PC, and the carrier that brought it."""
_MOST_PARENTS = 50


@dataclass(frozen=True)
class Asked:
    """A PC that is known asks for new keys."""

    office: str
    device: str
    name: str
    """``Desa Sempalai``."""
    on: date
    """The day the carrier came."""
    by_head: bool
    """Whether the head's own key signed that carrier; where the clerk's did, a person compares the words first."""
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
        file = _request_in(entry, reading)
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
        waiting = {place: said for place, said in told.items() if not _is_answered(connection, said)}
    names = {(pc.office, pc.device): pc.name for pc in revoking.pcs(office)}
    found = [_asked(place, said, office, names) for place, said in waiting.items()]
    return sorted(found, key=lambda one: (one.on, one.name))


def _asked(place: str, said: Mapping[str, object], office: Office, names: Mapping[tuple[str, str], str]) -> Asked:
    code, device = place.split(" ")
    signer = str(said["signer"])
    name = names.get((code, device)) or names.get((code, signer)) or code
    file = _file(code, office.identity.training, said)
    day = date.fromisoformat(str(said["at"])[:10])
    return Asked(code, device, name, day, said["use"] == "assent", words(file.digest))


def answer(office: Office, code: str, device: str, assenting: Credentials, confirm: Confirm) -> None:
    """Certify the new keys of a PC; its certificates go down with the next receipt.

    Args:
        confirm: asked for the words where the clerk's key sent the request, as for a new or acting head.

    Raises:
        Refused: no such request, the key that signed it was revoked since, or the words were not confirmed.
        World: wrong password, or an impossible clock.
    """
    roles.demand(office, "keys")
    with office.database.transaction() as connection:
        said = settings_store.read(connection, f"{ASKED}{code} {device}")
        if said is None or _is_answered(connection, said):
            raise Refused("no-request", _("Permintaan kunci itu sudah dijawab atau tidak ada lagi."))
        file = _file(code, office.identity.training, said)
        check_request(office, file)
        _demand_standing(connection, office, str(said["certificate"]))
        if said["use"] != "assent":
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
        settings_store.forget(connection, f"{ASKED}{code} {device}")


def _request_in(entry: Entry, reading: Reading) -> RequestFile | None:
    """What a device entry asks for, if it is a sound request of that very PC."""
    said = entry.changes().get("requests")
    if not isinstance(said, dict) or set(said) != set(USES):
        return None
    try:
        requests = {use: b64decode(text, validate=True) for use, text in said.items()}
        named = [requesting.read_request(der).office_key for der in requests.values()]
    except (Refused, TypeError, ValueError, binascii.Error):
        return None
    sender = reading.manifest.sender
    first = named[0]
    same = all((key.code, key.device, key.sealing) == (sender, entry.device, first.sealing) for key in named)
    return RequestFile(sender, reading.manifest.training, requests) if same else None


def _is_by_itself(connection: Connection, entry: Entry, reading: Reading) -> bool:
    """Whether the PC that wrote the entry signed the carrier too, under its present name or one it had before."""
    device, sender = entry.device, reading.manifest.sender
    for _step in range(_MOST_PARENTS):
        if device == reading.signer.device:
            return True
        values = fold(journal_store.of_record(connection, sender, device.rjust(32, "0"))).values
        device = str(values.get("parent") or "").partition(" ")[0]
        if not device:
            return False
    return False


def _remember(connection: Connection, office: Office, entry: Entry, file: RequestFile, reading: Reading) -> None:
    name = f"{ASKED}{reading.manifest.sender} {entry.device}"
    before = settings_store.read(connection, name)
    newest = cast(int, before["seq"]) if before else 0
    again = before is not None and before["digest"] == file.digest.hex()
    if entry.seq < newest or (again and (reading.signer.use != "assent" or (before or {})["use"] == "assent")):
        return  # an older stick, or nothing new; the head's own word counts more than the clerk's
    said: dict[str, object] = {
        "requests": {use: to_text(der) for use, der in file.requests.items()},
        "digest": file.digest.hex(),
        "seq": entry.seq,
        "use": reading.signer.use,
        "signer": reading.signer.device,
        "certificate": fingerprint(reading.certificate).hex(),
        "at": stamp(office.clock),
    }
    if not _is_answered(connection, said):
        settings_store.write(connection, name, said)


def _is_answered(connection: Connection, said: Mapping[str, object]) -> bool:
    """Whether a certificate for the keys asked for is held already."""
    requests = cast("dict[str, str]", said["requests"])
    request = requesting.read_request(b64decode(requests["dispatch"]))
    peers = trust_store.peers(connection, [request.office_key.code])
    return any(keys.public_of(peer.certificate) == request.public_der for peer in peers)


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


def _file(code: str, training: bool, said: Mapping[str, object]) -> RequestFile:
    requests = cast("dict[str, str]", said["requests"])
    return RequestFile(code, training, {use: b64decode(text) for use, text in requests.items()})
