"""What makes a file of the enrolment sound, before a person compares its words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import is_below, region
from ppo_desktop.core.text import _
from ppo_desktop.exchange import stick
from ppo_desktop.exchange.enrolment_files import MAX_BYTES, AnswerFile, RequestFile, read_answer, read_request
from ppo_desktop.operations.doors.setup import demand_clock
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import settings_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust import certificates, keys, requesting
from ppo_desktop.trust.certificates import Trust
from ppo_desktop.trust.naming import RootInfo, Use, office_key_of, root_of
from ppo_desktop.trust.words import fingerprint, words

Confirm = Callable[[str, str], bool]
"""(name of the other office, words) → whether a person compared the words with that office and found them equal."""
REQUESTED = "enrolment-request"
"""Setting: ``digest`` of the newest request file, the public ``assent`` key in it (both hexadecimal), and ``at``.

Once it was answered: ``office`` and ``root``, code and words of the root that was compared."""


def sound_request(office: Office, path: Path) -> RequestFile:
    """The request at ``path``, if this office is a root that may answer it; nobody has compared its words yet."""
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
    check_request(office, file)
    asking = requesting.read_request(file.requests["dispatch"]).office_key
    if (asking.code, asking.device) == (office.code, office.device.id):
        raise Refused(
            "own-request",
            _("Permintaan ini dari komputer ini sendiri."),
            _("Bawa ke kantor teratas yang ikut serta; di sini tidak perlu apa-apa."),
        )
    return file


class Answer(Struct, frozen=True):
    """An answer that holds together."""

    file: AnswerFile
    root: RootInfo
    ours: dict[Use, bytes]
    """For the keys of this PC; empty where it was written for another PC of this office."""
    issuer: str
    """Code of the office that answered."""

    @property
    def words(self) -> str:
        return words(fingerprint(self.file.root))


def sound_answer(office: Office, path: Path) -> Answer:
    """The answer at ``path``, if it holds together and is for this PC, or tells of another PC of this office."""
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
        is_trusted = answer.root in trust_store.roots(connection)
        pair = trust_store.key(connection, "dispatch")
    for_our_office = all(office_key_of(der).code == office.code for der in answer.certificates)
    if not is_ours and is_trusted and for_our_office and pair and pair.certificate:
        return Answer(answer, root, {}, issuers[0].code)
    if not is_ours and issuers[0].code == office.code:
        raise Refused("own-answer", _("Jawaban dari kantor ini sendiri; tidak perlu apa-apa."))
    if not is_ours:
        raise Refused(
            "answer-not-ours",
            _("Jawaban ini bukan untuk permintaan dari komputer ini."),
            _("Ambil jawaban untuk permintaan yang terakhir dibuat di komputer ini."),
        )
    return Answer(answer, root, ours, issuers[0].code)


def check_request(office: Office, file: RequestFile) -> None:
    """Raises ``Refused`` unless both requests are of one PC of an office at or below this one."""
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


def confirmed(confirm: Confirm, who: str, shown: str) -> None:
    """Raises ``Refused('words-differ')`` unless a person compared the words."""
    if not confirm(who, shown):
        raise Refused(
            "words-differ",
            _("Kata-kata kunci tidak sama, jadi tidak ada yang diubah."),
            _("Bacakan lagi kata-katanya dengan kantor itu; bila tetap berbeda, jangan lanjutkan."),
        )
