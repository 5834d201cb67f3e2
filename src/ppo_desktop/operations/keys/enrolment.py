"""Enrolment: a village asks for certificates, the root office issues them, people compare words on both sides."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.offices import is_below, name_of, parent, region
from ppo_desktop.exchange import stick
from ppo_desktop.exchange.enrolment_files import (
    ANSWER,
    MAX_CERTIFICATES,
    REQUEST,
    AnswerFile,
    RequestFile,
    read_answer,
)
from ppo_desktop.operations.carriers import transfers
from ppo_desktop.operations.history import pc_names
from ppo_desktop.operations.house import keyring, roles
from ppo_desktop.operations.house.keyring import ABOVE, Credentials
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import revoking_lists
from ppo_desktop.operations.keys.enrolment_checks import REQUESTED, Answer, confirmed, sound_answer, sound_request
from ppo_desktop.operations.keys.enrolment_checks import Confirm as Confirm
from ppo_desktop.operations.keys.revoking import in_use, this_device
from ppo_desktop.storage import settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.trust_store import KeyPair, Peer
from ppo_desktop.trust import certificates, issuing, keys, requesting, vault
from ppo_desktop.trust.naming import USES, OfficeKey, office_key_of, root_of
from ppo_desktop.trust.vault import Vault
from ppo_desktop.trust.words import digest_of, fingerprint, words, words_match

ANSWERED = "enrolment-answer "
"""Settings ``enrolment-answer <code>``: ``words`` of the newest request answered, and ``at``."""


class Enrolled(Struct, frozen=True):
    """A file of the enrolment that was written or taken in."""

    path: Path
    office: str
    """The other office."""
    words: str
    """What the two officers compare."""


class State(Struct, frozen=True):
    """How this office stands with the key it signs with."""

    kind: Literal["root", "not-asked", "asked", "enrolled"]
    words: str = ""
    """``asked``: those of the request, to be read to the office above; ``root``, ``enrolled``: those of the root."""
    since: str = ""
    """Stamp of the newest request, where it is known."""
    root_name: str = ""
    """Whose root vouches for us: ``Kecamatan Tebas``."""
    until: date | None = None
    """The last day of our certificates, or of the root's own."""
    above: str = ""
    """At a root that joined another: whose root that is."""
    request_words: str = ""
    """At a root that asks another to know its key: the words of its newest request."""

    compared_with: str = ""
    """Code of the office whose root's words were compared here."""

    @property
    def reports_upwards(self) -> bool:
        """Whether an office above knows our keys, so that monthly reports are due."""
        return self.kind == "enrolled" or bool(self.above)


class Seen(Struct, frozen=True):
    """A file of the enrolment that was looked at; nobody believes it before its words were compared."""

    path: Path
    office: str
    """Code of the office it comes from."""
    name: str
    """``Desa Sempalai``, ``Desa Sempalai, Komputer E623``."""
    words: str
    """What that office must read out, or show."""
    of_other_pc: bool = False
    """A request of a further PC of an office that is known; an answer that was written for another PC of this office,
    whose root is trusted already, so that there is nothing to compare."""


class Known(Struct, frozen=True):
    """An office whose keys this root has certified."""

    code: str
    name: str
    """``Desa Sempalai``."""
    since: date | None
    """The day of the newest answer; ``None`` where it was given before this was noted."""
    until: date
    """The last day of its newest certificate."""
    pcs: int
    """How many of its PCs are known and not revoked."""


def known(office: Office) -> list[Known]:
    """The other offices whose keys are known here and not revoked, sorted by name."""
    with office.database.reading() as connection:
        trust = keyring.trust(connection, office)
        peers = [peer for peer in trust_store.peers(connection) if peer.office != office.code]
        standing = [peer for peer in peers if not certificates.is_revoked(peer.certificate, trust)]
        answered = {peer.office: settings_store.read(connection, f"{ANSWERED}{peer.office}") for peer in standing}
    found = []
    for code, told in answered.items():
        theirs = [peer for peer in standing if peer.office == code]
        found.append(
            Known(
                code,
                name_of(code),
                date.fromisoformat(str(told["at"])[:10]) if told else None,
                max(certificates.last_day(peer.certificate) for peer in theirs),
                len({peer.device for peer in theirs}),
            )
        )
    return sorted(found, key=lambda one: one.name)


def state(office: Office) -> State:
    """How this office stands with its key."""
    with office.database.reading() as connection:
        root, ours = trust_store.key(connection, "root"), trust_store.key(connection, "assent")
        joined = trust_store.key(connection, f"{ABOVE}dispatch")
        asked = settings_store.read(connection, REQUESTED)
        trust = keyring.trust(connection, office)
    since = str(asked.get("at") or "") if asked else ""
    compared = str(asked.get("office") or "") if asked else ""
    if root and root.certificate:
        ends = certificates.last_day(root.certificate)
        shown, title = words(fingerprint(root.certificate)), region(office.code).full_name
        above = (
            root_of(certificates.issuer_of(joined.certificate, trust)).title if joined and joined.certificate else ""
        )
        asks = words(bytes.fromhex(str(asked["digest"]))) if asked and not above else ""
        return State("root", shown, since, title, ends, above, asks, compared if above else "")
    if ours and ours.certificate:
        behind = certificates.issuer_of(ours.certificate, trust)
        ends = certificates.last_day(ours.certificate)
        known = root_of(behind)
        shown = words(fingerprint(behind))
        return State("enrolled", shown, since, known.title, ends, compared_with=compared or known.code)
    if asked:
        return State("asked", words(bytes.fromhex(str(asked["digest"]))), since)
    return State("not-asked")


def inspect_request(office: Office, path: Path) -> Seen:
    """Whose request lies at ``path`` and which words belong to it; raises as ``issue``, and writes nothing."""
    file = sound_request(office, path)
    device = requesting.read_request(file.requests["dispatch"]).office_key.device
    name = region(file.office).full_name
    with office.database.reading() as connection:
        theirs = [known for code, known in trust_store.devices(connection) if code == file.office]
    if not theirs or theirs == [device]:
        return Seen(path, file.office, name, words(file.digest))
    named = pc_names.at_office(file.office, device)
    return Seen(path, file.office, named, words(file.digest), of_other_pc=True)


def inspect_answer(office: Office, path: Path) -> Seen:
    """Whose answer lies at ``path`` and which words belong to it; raises as ``accept``, and writes nothing."""
    answer = sound_answer(office, path)
    return Seen(path, answer.issuer, answer.root.title, answer.words, of_other_pc=not answer.ours)


def request(office: Office, folder: Path, assenting: Credentials) -> Enrolled:
    """Write this device's request for certificates into ``folder``; the head's password proves the assent key.

    The words shown are those of the request: the answering office asks for them. Only an answer to the newest request
    is accepted.
    """
    roles.demand(office, "keys")
    with office.database.reading() as connection:
        recipient = keyring.sealing_recipient(connection)
        pairs = {use: trust_store.key(connection, use) for use in USES}
    assent_key = Vault.load(office.paths.vault).unlock_assent(assenting.name, assenting.password)
    requests: dict[str, bytes] = {}
    public: dict[str, bytes] = {}
    for use in USES:
        pair = pairs[use]
        assert pair is not None, "every office has its keys from its first run"
        secret = vault.unwrap(assent_key, pair.secret, "assent-key") if use == "assent" else pair.secret
        office_key = OfficeKey(office.code, use, recipient, office.identity.training, office.device.id)
        requests[use], public[use] = requesting.new_request(secret, office_key), keys.public_der(secret)
    file = RequestFile(office.code, office.identity.training, requests)
    path = stick.put(folder, f"PPO-permintaan-{office.code}.txt", file.write())
    with office.database.transaction() as connection:
        asked: dict[str, object] = {
            "digest": file.digest.hex(),
            "assent": public["assent"].hex(),
            "at": stamp(office.clock),
        }
        settings_store.write(connection, REQUESTED, asked)
        _note(connection, office, "out", "request", parent(office.code), path)
    return Enrolled(path, office.code, words(file.digest))


def issue(office: Office, path: Path, folder: Path, assenting: Credentials, confirm: Confirm) -> Enrolled:
    """Certify the office whose request lies at ``path``, once a person has confirmed its words; answer in ``folder``.

    Raises:
        Refused: this office is no root, the request is not sound, not from below, or the words were not confirmed.
        World: this PC's clock is impossible; its date would stand in the certificates.
    """
    roles.demand(office, "keys")
    file = sound_request(office, path)
    confirmed(confirm, region(file.office).full_name, words(file.digest))
    with office.database.transaction() as connection:
        root = revoking_lists.open_root(connection, office, assenting)
        crl = revoking_lists.current(connection, office, root)
        moment = keyring.trust(connection, office).moment
        issued = tuple(issuing.issue(root.key_der, root.certificate, file.requests[use], moment) for use in USES)
        issuer = _to_introduce(connection, office, root.certificate, office_key_of(issued[0]))
        answer = AnswerFile(file.digest.hex(), root.certificate, crl, issued, issuer)
        written = answer.write()
        read_answer(written)  # its receiver's limits must show here and not there
        for certificate in issued:
            trust_store.add_peer(connection, _peer(certificate), stamp(office.clock))
        _note(connection, office, "in", "request", file.office, path)
        _note(connection, office, "out", "answer", file.office, folder / f"PPO-jawaban-{file.office}.txt")
        told: dict[str, object] = {"words": words(file.digest), "at": stamp(office.clock)}
        settings_store.write(connection, f"{ANSWERED}{file.office}", told)
        target = stick.put(folder, f"PPO-jawaban-{file.office}.txt", written)  # the last: without it nothing is kept
    return Enrolled(target, file.office, words(fingerprint(root.certificate)))


def _to_introduce(connection: Connection, office: Office, root: bytes, asking: OfficeKey) -> tuple[bytes, ...]:
    """Whom the answer makes known: this office, this PC first, one PC of each office between, other PCs of the asker's.

    What finds no room is learnt from receipts. All must be of this root, which is all the asker believes in.
    """
    trust = keyring.trust(connection, office)
    known = [
        peer
        for peer in in_use(trust_store.peers(connection))
        if keyring.root_behind(peer.certificate, (root,)) and not certificates.is_revoked(peer.certificate, trust)
    ]
    own = [peer for peer in known if peer.office == office.code]
    between = [peer for peer in known if is_below(asking.code, peer.office) and peer.office != office.code]
    beside = [peer for peer in known if peer.office == asking.code and peer.device != asking.device]
    this = this_device(connection)
    first = [peer for peer in own if peer.device == this]
    firsts = {peer.office: peer.device for peer in reversed(between)}
    second = [peer for peer in between if firsts[peer.office] == peer.device]
    ranked = dict.fromkeys([*first, *second, *beside, *own, *between])
    return tuple(peer.certificate for peer in ranked)[:MAX_CERTIFICATES]


def accept(office: Office, path: Path, confirm: Confirm) -> Enrolled:
    """Take the answer at ``path``: trust its root, once a person has confirmed its words, and use our certificates.

    Raises:
        Refused: the answer is not for our keys, does not hold together, or the words were not confirmed.
    """
    roles.demand(office, "keys")
    sound = sound_answer(office, path)
    answer = sound.file
    if not sound.ours:
        return _meet(office, path, sound)
    confirmed(confirm, sound.root.title, sound.words)
    with office.database.transaction() as connection:
        now = stamp(office.clock)
        trust_store.add_root(connection, answer.root, office.user.display_name, now)
        _note(connection, office, "in", "answer", sound.issuer, path)
        trust_store.add_crl(connection, answer.crl)
        for use, der in sound.ours.items():
            pair = trust_store.key(connection, use)
            assert pair is not None, "every office has its keys from its first run"
            if revoking_lists.own_root(connection):  # those below know these keys by the certificates of our own root
                trust_store.put_key(connection, f"{ABOVE}{use}", KeyPair(b"", der))
            else:
                trust_store.put_key(connection, use, KeyPair(pair.secret, der))
        for der in (*answer.certificates, *answer.issuer):
            trust_store.add_peer(connection, _peer(der), now)
        asked = settings_store.read(connection, REQUESTED) or {}
        settings_store.write(connection, REQUESTED, {**asked, "office": sound.root.code, "root": sound.words})
    return Enrolled(path, sound.issuer, sound.words)


def _note(
    connection: Connection, office: Office, direction: transfers.Direction, kind: str, other: str, path: Path
) -> None:
    code = "taken" if direction == "in" else "written"
    transfers.note(connection, office, direction, other=other, kind=kind, code=code, file_name=path.name)


def _meet(office: Office, path: Path, sound: Answer) -> Enrolled:
    """Learn another PC of this office from the answer to it; its root is trusted here, so no words are compared."""
    with office.database.transaction() as connection:
        trust_store.add_crl(connection, sound.file.crl)
        for der in (*sound.file.certificates, *sound.file.issuer):
            trust_store.add_peer(connection, _peer(der), stamp(office.clock))
    return Enrolled(path, office.code, sound.words)


def find(folder: Path, *, answers: bool) -> list[Path]:
    """Requests (or answers) on a stick, whatever their names."""
    return list(stick.find(folder, ANSWER if answers else REQUEST))


def _peer(certificate: bytes) -> Peer:
    key = office_key_of(certificate)
    return Peer(certificate, key.code, key.device, key.use, key.sealing)


def same_words(typed: str, shown: str) -> bool:
    """Whether words typed by a person (any case, spaces or hyphens) are the ``shown`` ones."""
    return words_match(typed, digest_of(shown))
