"""Enrolment: a village asks for certificates, the root office issues them, people compare words on both sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import is_below, name_of, region
from ppo_desktop.core.text import _
from ppo_desktop.exchange import stick
from ppo_desktop.exchange.enrolment_files import (
    ANSWER,
    MAX_BYTES,
    MAX_CERTIFICATES,
    REQUEST,
    AnswerFile,
    RequestFile,
    read_answer,
    read_request,
)
from ppo_desktop.operations import keyring, roles
from ppo_desktop.operations.keyring import Credentials
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.setup import demand_clock
from ppo_desktop.storage import settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.trust_store import KeyPair, Peer
from ppo_desktop.trust import certificates, issuing, keys, requesting, vault
from ppo_desktop.trust.certificates import Trust
from ppo_desktop.trust.naming import USES, OfficeKey, RootInfo, Use, office_key_of, root_of
from ppo_desktop.trust.vault import Vault
from ppo_desktop.trust.words import digest_of, fingerprint, words, words_match

Confirm = Callable[[str, str], bool]
"""(name of the other office, words) → whether a person compared the words with that office and found them equal."""
REQUESTED = "enrolment-request"
"""Setting: ``digest`` of the newest request file, the public ``assent`` key in it (both hexadecimal), and ``at``."""
ANSWERED = "enrolment-answer "
"""Settings ``enrolment-answer <code>``: ``words`` of the newest request answered, and ``at``."""


@dataclass(frozen=True)
class Enrolled:
    """A file of the enrolment that was written or taken in."""

    path: Path
    office: str
    """The other office."""
    words: str
    """What the two officers compare."""


@dataclass(frozen=True)
class State:
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


@dataclass(frozen=True)
class Seen:
    """A file of the enrolment that was looked at; nobody believes it before its words were compared."""

    path: Path
    office: str
    """Code of the office it comes from."""
    name: str
    """``Desa Sempalai``."""
    words: str
    """What that office must read out, or show."""


@dataclass(frozen=True)
class Known:
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
        asked = settings_store.read(connection, REQUESTED)
        trust = keyring.trust(connection, office)
    since = str(asked.get("at") or "") if asked else ""
    if root and root.certificate:
        ends = certificates.last_day(root.certificate)
        return State("root", words(fingerprint(root.certificate)), "", region(office.code).full_name, ends)
    if ours and ours.certificate:
        above = certificates.issuer_of(ours.certificate, trust)
        ends = certificates.last_day(ours.certificate)
        return State("enrolled", words(fingerprint(above)), since, root_of(above).title, ends)
    if asked:
        return State("asked", words(bytes.fromhex(str(asked["digest"]))), since)
    return State("not-asked")


def inspect_request(office: Office, path: Path) -> Seen:
    """Whose request lies at ``path`` and which words belong to it; raises as ``issue``, and writes nothing."""
    file = _sound_request(office, path)
    return Seen(path, file.office, region(file.office).full_name, words(file.digest))


def inspect_answer(office: Office, path: Path) -> Seen:
    """Whose answer lies at ``path`` and which words belong to it; raises as ``accept``, and writes nothing."""
    answer = _sound_answer(office, path)
    return Seen(path, answer.issuer, answer.root.title, answer.words)


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
    return Enrolled(path, office.code, words(file.digest))


def issue(office: Office, path: Path, folder: Path, assenting: Credentials, confirm: Confirm) -> Enrolled:
    """Certify the office whose request lies at ``path``, once a person has confirmed its words; answer in ``folder``.

    Raises:
        Refused: this office is no root, the request is not sound, not from below, or the words were not confirmed.
        World: this PC's clock is impossible; its date would stand in the certificates.
    """
    roles.demand(office, "keys")
    file = _sound_request(office, path)
    with office.database.reading() as connection:
        root, crls = trust_store.key(connection, "root"), trust_store.crls(connection)
        issuers = trust_store.peers(connection, [office.code])
    assert root is not None, "only a root gets so far"
    assert root.certificate is not None, "only a root gets so far"
    # This PC's own first; what finds no room is learnt from this office's carriers.
    issuers.sort(key=lambda peer: peer.device != office.device.id)
    issuer = [peer.certificate for peer in issuers[:MAX_CERTIFICATES]]
    _confirmed(confirm, region(file.office).full_name, words(file.digest))
    assent_key = Vault.load(office.paths.vault).unlock_assent(assenting.name, assenting.password)
    root_key = vault.unwrap(assent_key, root.secret, "root-key")
    now = office.clock.now()
    issued = tuple(issuing.issue(root_key, root.certificate, file.requests[use], now) for use in USES)
    newest = certificates.newest_crls((root.certificate,), tuple(crls))
    answer = AnswerFile(file.digest.hex(), root.certificate, newest[0], issued, tuple(issuer))
    written = answer.write()
    read_answer(written)  # its receiver's limits must show here and not there
    target = stick.put(folder, f"PPO-jawaban-{file.office}.txt", written)
    with office.database.transaction() as connection:
        for certificate in issued:
            trust_store.add_peer(connection, _peer(certificate), stamp(office.clock))
        told: dict[str, object] = {"words": words(file.digest), "at": stamp(office.clock)}
        settings_store.write(connection, f"{ANSWERED}{file.office}", told)
    return Enrolled(target, file.office, words(fingerprint(root.certificate)))


def accept(office: Office, path: Path, confirm: Confirm) -> Enrolled:
    """Take the answer at ``path``: trust its root, once a person has confirmed its words, and use our certificates.

    Raises:
        Refused: the answer is not for our keys, does not hold together, or the words were not confirmed.
    """
    roles.demand(office, "keys")
    sound = _sound_answer(office, path)
    answer = sound.file
    _confirmed(confirm, sound.root.title, sound.words)
    with office.database.transaction() as connection:
        now = stamp(office.clock)
        trust_store.add_root(connection, answer.root, office.user.display_name, now)
        trust_store.add_crl(connection, answer.crl)
        for use, der in sound.ours.items():
            pair = trust_store.key(connection, use)
            assert pair is not None, "every office has its keys from its first run"
            trust_store.put_key(connection, use, KeyPair(pair.secret, der))
        for der in (*answer.certificates, *answer.issuer):
            trust_store.add_peer(connection, _peer(der), now)
    return Enrolled(path, sound.issuer, sound.words)


def find(folder: Path, *, answers: bool) -> list[Path]:
    """Requests (or answers) on a stick, whatever their names."""
    return list(stick.find(folder, ANSWER if answers else REQUEST))


def _sound_request(office: Office, path: Path) -> RequestFile:
    file = read_request(stick.read(path, MAX_BYTES))
    with office.database.reading() as connection:
        root = trust_store.key(connection, "root")
    if root is None or root.certificate is None:
        if file.office == office.code:
            raise Refused(
                "own-request",
                _("Permintaan ini dari kantor ini sendiri."),
                _("Bawa ke kantor teratas yang ikut serta; di sini tidak perlu apa-apa."),
            )
        raise Refused(
            "not-root",
            _("Kantor ini bukan kantor teratas, jadi tidak dapat menjawab permintaan kunci."),
            _("Bawa permintaan itu ke kantor teratas yang ikut serta."),
        )
    demand_clock(office.clock)
    _check_request(office, file)
    return file


@dataclass(frozen=True)
class _Answer:
    """An answer that holds together and is for this device."""

    file: AnswerFile
    root: RootInfo
    ours: dict[Use, bytes]
    issuer: str

    @property
    def words(self) -> str:
        return words(fingerprint(self.file.root))


def _sound_answer(office: Office, path: Path) -> _Answer:
    answer = read_answer(stick.read(path, MAX_BYTES))
    root = root_of(answer.root)
    if root.training != office.identity.training:
        raise Refused(
            "training",
            _("Jawaban ini dari kantor latihan.") if root.training else _("Jawaban ini bukan untuk kantor latihan."),
            _("Kantor latihan dan kantor dinas tidak boleh saling mengenal."),
        )
    trust = Trust((answer.root,), (answer.crl,), office.clock.now())
    ours = {certificates.check_office_certificate(der, trust).use: der for der in answer.certificates}
    issuers = [certificates.check_office_certificate(der, trust) for der in answer.issuer]
    with office.database.reading() as connection:
        is_ours = _is_ours(connection, office, answer, ours)
    if not is_ours and issuers[0].code == office.code:
        raise Refused("own-answer", _("Jawaban dari kantor ini sendiri; tidak perlu apa-apa."))
    if not is_ours:
        raise Refused(
            "answer-not-ours",
            _("Jawaban ini bukan untuk permintaan dari komputer ini."),
            _("Ambil jawaban untuk permintaan yang terakhir dibuat di komputer ini."),
        )
    return _Answer(answer, root, ours, issuers[0].code)


def _check_request(office: Office, file: RequestFile) -> None:
    asked = {use: requesting.read_request(der).office_key for use, der in file.requests.items()}
    first = asked["assent"]
    same = all(
        (key.code, key.sealing, key.device, key.training) == (first.code, first.sealing, first.device, first.training)
        and key.use == use
        for use, key in asked.items()
    )
    if not same or first.code != file.office or first.training != file.training:
        raise Refused("enrolment-form", _("Permintaan kunci ini tidak utuh."), _("Minta kantor itu membuatnya lagi."))
    if file.training != office.identity.training:
        raise Refused(
            "training",
            _("Permintaan ini dari kantor latihan.") if file.training else _("Permintaan ini bukan latihan."),
            _("Kantor latihan dan kantor dinas tidak boleh saling mengenal."),
        )
    region(file.office)
    if not is_below(file.office, office.code) and file.office != office.code:
        raise Refused(
            "not-below",
            _("Kantor {code} tidak berada di bawah kantor ini.").format(code=file.office),
            _("Periksa kode kantor pada permintaan itu."),
        )


def _is_ours(connection: Connection, office: Office, answer: AnswerFile, ours: dict[Use, bytes]) -> bool:
    """Whether the answer is to the newest request of this device, and its certificates for the keys this device holds.

    The assent key's secret half needs the head's password, so its public half was noted when the request was made.
    """
    asked = settings_store.read(connection, REQUESTED) or {}
    recipient = keyring.sealing_recipient(connection)
    dispatch = trust_store.key(connection, "dispatch")
    assert dispatch is not None, "every office has its keys from its first run"
    public = {"assent": asked.get("assent"), "dispatch": keys.public_der(dispatch.secret).hex()}
    named = [office_key_of(der) for der in ours.values()]
    return (
        answer.request == asked.get("digest")
        and {use: keys.public_of(der).hex() for use, der in ours.items()} == public
        and all(key.code == office.code and key.sealing == recipient for key in named)
    )


def _confirmed(confirm: Confirm, who: str, shown: str) -> None:
    if not confirm(who, shown):
        raise Refused(
            "words-differ",
            _("Kata-kata kunci tidak sama, jadi tidak ada yang diubah."),
            _("Bacakan lagi kata-katanya dengan kantor itu; bila tetap berbeda, jangan lanjutkan."),
        )


def _peer(certificate: bytes) -> Peer:
    key = office_key_of(certificate)
    return Peer(certificate, key.code, key.device, key.use, key.sealing)


def same_words(typed: str, shown: str) -> bool:
    """Whether words typed by a person (any case, spaces or hyphens) are the ``shown`` ones."""
    return words_match(typed, digest_of(shown))
