"""New keys for a PC that is known already: it asks in its journal, in a carrier signed by the key it still has.

The head's password opens the assent key, which signs the request itself: that is the head's word, whoever sends it.

What it asks for lies beside the keys in use until certificates come down in a receipt; so nothing is interrupted, and a
request that is lost is asked again with the next report. A new head gets a new key in the same way: the former one is
used no more from that moment, and until the new one is certified reports go out as sent by the clerk.

The root's side: ``renewal_answers``.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, cast

from msgspec import Struct

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import is_below, name_of, parent
from ppo_desktop.core.text import _
from ppo_desktop.exchange.enrolment_files import RequestFile, some_der, to_text
from ppo_desktop.journal.wire import room_beside
from ppo_desktop.operations.history import devices, journalling
from ppo_desktop.operations.house import keyring, roles
from ppo_desktop.operations.house.keyring import ABOVE, PENDING, RENEWING, RETIRED, Credentials
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import revoking_lists
from ppo_desktop.operations.keys.revoking import in_use, this_device
from ppo_desktop.operations.keys.revoking_lists import RootAtHand
from ppo_desktop.records.internal import DEVICE
from ppo_desktop.storage import journal_store, settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.trust_store import KeyPair, Peer
from ppo_desktop.trust import certificates, issuing, keys, requesting, sealing, statements, vault
from ppo_desktop.trust.naming import USES, OfficeKey, Use, office_key_of, root_of
from ppo_desktop.trust.vault import Vault
from ppo_desktop.trust.words import fingerprint, words

LAST_YEAR = 365
"""Days before the end of a certificate in which a new one is offered."""
FORMER_HEADS = "former-heads"
"""Setting: ``heads``, a list of [name, stamp of the day from which the key is used no more]."""
MOST_CERTIFICATES = 48
"""Of one receipt, those that are read."""
_DOMAIN = "ppo-renewal"
Why = Literal["", "ends", "handed-over"]


class Renewal(Struct, frozen=True):
    """How this PC stands with new keys."""

    until: date | None
    """The last day of the certificate in use; ``None`` before there is one."""
    why: Why
    """Why new keys should be asked for: the last year of the certificate, or its root has joined another."""
    upper: str
    """Title of the root that answers."""
    asked_on: date | None = None
    words: str = ""
    """Of what was asked for: the answering office asks for them where the clerk's key sent it."""
    new_head: bool = False
    """Whether it was asked for a new head, so that nobody can assent until the answer is here."""
    former_heads: tuple[tuple[str, date], ...] = ()
    """Who assented before, and the day from which their key is used no more."""
    foreign: str = ""
    """Words of a request that stands in this PC's record of the journal and was not asked for here."""


def state(office: Office) -> Renewal:
    """How this PC stands with new keys; nothing is written."""
    with office.database.reading() as connection:
        ours = trust_store.key(connection, "assent")
        asked = settings_store.read(connection, RENEWING)
        left = settings_store.read(connection, FORMER_HEADS) or {}
        trust = keyring.trust(connection, office)
        above = trust_store.key(connection, f"{ABOVE}assent")
        joined = handed_to(connection, ours.certificate) if ours and ours.certificate else None
        foreign = _foreign(connection, office, str(asked["digest"]) if asked else "")
    former = tuple((name, date.fromisoformat(at[:10])) for name, at in cast("list[list[str]]", left.get("heads", [])))
    if ours is None or ours.certificate is None:
        return Renewal(None, "", name_of(parent(office.code)), former_heads=former, foreign=foreign)
    until = min(certificates.last_day(der) for one in (ours, above) if one and (der := one.certificate))
    why: Why = "ends" if until - trust.moment.date() <= timedelta(days=LAST_YEAR) else ""
    answers = joined or certificates.issuer_of(ours.certificate, trust)
    return Renewal(
        until,
        "handed-over" if joined and above is None else why,
        root_of(answers).title,
        date.fromisoformat(str(asked["at"])[:10]) if asked else None,
        words(bytes.fromhex(str(asked["digest"]))) if asked else "",
        bool(asked and asked.get("new_head")),
        former,
        foreign,
    )


def _foreign(connection: Connection, office: Office, asked: str) -> str:
    """Words of what stands in this PC's record, unless it is what was asked for here or is certified already."""
    said = devices.of(connection, office, office.device.id).get("requests")
    wanted = requested(office.code, office.device.id, said, training=office.identity.training)
    if wanted is None or wanted.digest.hex() == asked:
        return ""
    return "" if is_certified(connection, wanted) else words(wanted.digest)


def handed_to(connection: Connection, certificate: bytes) -> bytes | None:
    """The root that took over from the one behind ``certificate``, as far as it is believed in here."""
    roots = {fingerprint(root).hex(): root for root in trust_store.roots(connection)}
    for old, told in settings_store.beginning_with(connection, HANDED).items():
        if old in roots and keyring.root_behind(certificate, (roots[old],)):
            return roots.get(str(told["new"]))
    return None


HANDED = "handover "
"""Settings ``handover <fingerprint of the old root>``: ``new``, the fingerprint of the root that took over."""


def ask(office: Office, assenting: Credentials, *, former_head: str = "") -> Renewal:
    """Make new keys and ask for their certificates with the next report; at a root they are issued at once.

    Asking again asks for other keys; only the newest are waited for.

    Args:
        former_head: name of a head who has left: the key used so far signs for nobody any more from now on.

    Raises:
        Refused: the keys in use have no certificate yet, so there is nothing to renew. World: wrong password.
    """
    roles.demand(office, "keys")
    assent_key = Vault.load(office.paths.vault).unlock_assent(assenting.name, assenting.password)
    with office.database.transaction() as connection:
        if not this_device(connection):
            raise Refused(
                "not-enrolled",
                _("Kunci kantor ini belum dikenal kantor di atas, jadi belum ada yang diperbarui."),
                _("Buat permintaan kunci ke flashdisk dahulu."),
            )
        secret, recipient = sealing.new_sealing_key()
        private: dict[Use, bytes] = {"assent": keys.new_signing_key(), "dispatch": keys.new_signing_key()}
        named = {
            use: OfficeKey(office.code, use, recipient, office.identity.training, office.device.id) for use in USES
        }
        requests: dict[str, bytes] = {use: requesting.new_request(private[use], named[use]) for use in USES}
        file = RequestFile(office.code, office.identity.training, requests)
        is_new_head = bool(former_head) or keyring.waits_for_head(connection)
        root = None
        if revoking_lists.own_root(connection):
            root = revoking_lists.open_root(connection, office, assenting)
        own = _own_certificates(connection, office, root, requests) if root else {}
        kept = {"assent": vault.wrap(assent_key, private["assent"], "assent-key"), "dispatch": private["dispatch"]}
        for use, wrapped in kept.items():
            trust_store.put_key(connection, f"{PENDING}{use}", KeyPair(wrapped, own.get(use)))
        trust_store.put_key(connection, f"{PENDING}sealing", KeyPair(secret.encode(), recipient.encode()))
        joined = trust_store.key(connection, f"{ABOVE}dispatch") is not None
        asked: dict[str, object] = {
            "digest": file.digest.hex(),
            "public": {use: keys.public_der(key).hex() for use, key in private.items()},
            "sealing": recipient,
            "at": stamp(office.clock),
            "new_head": is_new_head and (joined or not root),
        }
        settings_store.write(connection, RENEWING, asked)
        if former_head:
            _retire_head(connection, office, former_head)
        if root and not joined:
            _install(connection, office, {cast("Use", use): der for use, der in own.items()})
        else:
            said = {use: to_text(der) for use, der in requests.items()}
            if not is_new_head:  # the key at hand is the former head's, whose word is not the new one's
                said["head"] = _heads_word(connection, assent_key, file)
            _write_down(connection, office, {"requests": said})
    return state(office)


def _heads_word(connection: Connection, assent_key: bytes, file: RequestFile) -> str:
    """The signature of the assent key in use over the request."""
    pair = trust_store.key(connection, "assent")
    assert pair is not None, "made with the office"
    return to_text(statements.sign(vault.unwrap(assent_key, pair.secret, "assent-key"), _DOMAIN, file.digest))


def is_heads_word(said: object, file: RequestFile, certificate: bytes) -> bool:
    """Whether ``requests`` of an entry brings a signature of the assent key in ``certificate`` over what it asks."""
    word = some_der([said.get("head")], 1) if isinstance(said, Mapping) else []
    return any(statements.is_signed(one, certificate, _DOMAIN, file.digest) for one in word)


def requested(code: str, device: str, said: object, *, training: bool) -> RequestFile | None:
    """What ``requests`` of a device entry asks for, if it is a sound request of that very PC."""
    if not isinstance(said, Mapping) or not set(USES) <= set(said) <= {*USES, "head"}:
        return None
    try:
        requests: dict[str, bytes] = {use: b64decode(said[use], validate=True) for use in USES}
        named = {use: requesting.read_request(der).office_key for use, der in requests.items()}
    except (Refused, TypeError, ValueError, binascii.Error):
        return None
    sealed = named["assent"].sealing
    same = all(key == OfficeKey(code, cast("Use", use), sealed, training, device) for use, key in named.items())
    return RequestFile(code, training, requests) if same else None


def is_certified(connection: Connection, file: RequestFile) -> bool:
    """Whether a certificate for the keys asked for is held already."""
    wanted = requesting.read_request(file.requests["dispatch"]).public_der
    peers = trust_store.peers(connection, [file.office])
    return any(keys.public_of(peer.certificate) == wanted for peer in peers)


def _own_certificates(
    connection: Connection, office: Office, root: RootAtHand, requests: Mapping[str, bytes]
) -> dict[str, bytes]:
    """This root's own certificates for the new keys of its own PC."""
    revoking_lists.current(connection, office, root)
    moment = keyring.trust(connection, office).moment
    return {use: issuing.issue(root.key_der, root.certificate, der, moment) for use, der in requests.items()}


def _retire_head(connection: Connection, office: Office, name: str) -> None:
    told = settings_store.read(connection, FORMER_HEADS) or {"heads": []}
    heads = [*cast("list[object]", told["heads"]), [name, stamp(office.clock)]]
    settings_store.write(connection, FORMER_HEADS, {"heads": heads})


def _write_down(connection: Connection, office: Office, changes: Mapping[str, object]) -> None:
    """Say something in this PC's own record of the journal."""
    record = office.device.id.rjust(32, "0")
    seen = journal_store.of_record(connection, office.code, record)
    journalling.write(connection, office, DEVICE, record, changes, seen=seen)


def pass_on(connection: Connection, office: Office, issued: list[bytes]) -> None:
    """Tell the other PCs of this office about certificates, in the journal they share."""
    _write_down(connection, office, {"certificates": [to_text(der) for der in issued]})


# ------------------------------------------------------------------------------------ certificates come down


def tell(connection: Connection, office: Office, sender: str, beside: Mapping[str, object]) -> dict[str, object]:
    """What a receipt says: certificates of the receiver's PCs, of this office and those above it, then those below it.

    As many as there is room for: of offices below the receiver the newest first, so that what was renewed is passed on.
    """
    trust = keyring.trust(connection, office)
    used = [
        peer
        for peer in in_use(trust_store.peers(connection))
        if peer.office == sender or is_below(sender, peer.office) or is_below(peer.office, sender)
        if not certificates.is_revoked(peer.certificate, trust)
    ]
    used.sort(key=lambda peer: certificates.first_moment(peer.certificate), reverse=True)
    used.sort(key=lambda peer: (peer.office != sender, is_below(peer.office, sender)))
    said: list[str] = []
    room = room_beside(beside) - len('"certificates":[],')
    for peer in used[:MOST_CERTIFICATES]:
        text = to_text(peer.certificate)
        room -= len(text) + len('"",')
        if room < 0:
            break
        said.append(text)
    return {"certificates": said} if said else {}


def learn(connection: Connection, office: Office, _upper: str, values: Mapping[str, object]) -> None:
    """Keep certificates that roots we believe in signed, and use those for the keys this PC asked for.

    Who passes them on does not matter; each is judged by itself, and what does not hold is passed over.
    """
    trust = keyring.trust(connection, office)
    held = {peer.certificate for peer in trust_store.peers(connection)}
    for der in some_der(values.get("certificates"), MOST_CERTIFICATES):
        if der in held:
            continue
        try:
            key = certificates.check_office_certificate(der, trust)
        except Refused:
            continue
        if key.code == office.code or is_below(office.code, key.code) or is_below(key.code, office.code):
            peer = Peer(der, key.code, key.device, key.use, key.sealing)
            trust_store.add_peer(connection, peer, stamp(office.clock))
    install(connection, office)


def install(connection: Connection, office: Office) -> None:
    """Use the keys that were asked for, as soon as certificates for all of them are known here."""
    asked = settings_store.read(connection, RENEWING)
    if asked is None:
        return
    public = cast("dict[str, str]", asked["public"])
    own = revoking_lists.own_root(connection)
    trust = keyring.trust(connection, office)
    found: dict[Use, bytes] = {}
    for peer in trust_store.peers(connection, [office.code]):
        key = office_key_of(peer.certificate)
        fits = keys.public_of(peer.certificate).hex() == public[key.use] and key.sealing == asked["sealing"]
        from_own_root = own is not None and keyring.root_behind(peer.certificate, (own,)) is not None
        if fits and not from_own_root and not certificates.is_revoked(peer.certificate, trust):
            found[key.use] = peer.certificate
    if set(found) == set(USES):
        _install(connection, office, found)


def _install(connection: Connection, office: Office, found: Mapping[Use, bytes]) -> None:
    """Put the pending keys in the place of those in use, whose secrets go; sealing keys stay, to open what comes."""
    own = revoking_lists.own_root(connection)
    for use in USES:
        pending = trust_store.key(connection, f"{PENDING}{use}")
        assert pending is not None, "kept when it was asked for"
        if pending.certificate is None:
            pending = KeyPair(pending.secret, found[use])
        elif keyring.root_behind(found[use], (own,) if own else ()) is None:  # a root that joined another has both
            trust_store.put_key(connection, f"{ABOVE}{use}", KeyPair(b"", found[use]))
        trust_store.put_key(connection, use, pending)
        trust_store.drop_key(connection, f"{PENDING}{use}")
        for der in {pending.certificate or b"", found[use]} - {b""}:
            key = office_key_of(der)
            peer = Peer(der, key.code, key.device, key.use, key.sealing)
            trust_store.add_peer(connection, peer, stamp(office.clock))
    old, new = keyring.own_sealing_key(connection), trust_store.key(connection, f"{PENDING}sealing")
    assert new is not None, "kept when it was asked for"
    trust_store.put_key(connection, f"{RETIRED}{(old.certificate or b'').decode()}", old)
    trust_store.put_key(connection, "sealing", new)
    trust_store.drop_key(connection, f"{PENDING}sealing")
    settings_store.forget(connection, RENEWING)
