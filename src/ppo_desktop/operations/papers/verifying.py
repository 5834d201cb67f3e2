"""Any PDF, whoever made it, judged in three lines: is it whole, is its key known here, is its certificate official.

The file is read in a process of its own and nothing is written. What can be said is said by what this office holds: the
keys it matched, the certificates of authorities it installed, the papers it made. No line says more than that.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.clock import WIB
from ppo_desktop.core.errors import PpoError, Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import N_, _, clean, number
from ppo_desktop.exchange import stick
from ppo_desktop.exchange.manifest import FURTHER_NAMES, MANIFEST_NAME, MAX_ATTACHMENTS, PAYLOAD_NAME, Manifest
from ppo_desktop.operations.carriers import carriers
from ppo_desktop.operations.carriers.reading import check_announced, read_announcement
from ppo_desktop.operations.house.bounded import BoundedReader
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import certifiers
from ppo_desktop.operations.keys.certifiers import Certifier
from ppo_desktop.operations.months import outside
from ppo_desktop.operations.papers import comparing
from ppo_desktop.reports.signing_words import CERTIFIED, KNOWN, WHOLE, SignatureLevel, yes_or_no
from ppo_desktop.storage import trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust.certificates import Trust, first_day

if TYPE_CHECKING:
    from ppo_desktop.trust.examining import Examined, Signed


class Answer(Struct, frozen=True):
    """One of the three lines."""

    title: str
    is_yes: bool | None
    """``None``: not known, since it was not read to its end."""
    why: str
    """One sentence."""
    advice: str
    """What to do."""
    about: str = ""
    """``Desa Sebayan, sejak 21 November 2026``."""

    @property
    def words(self) -> str:
        """``Kunci dikenal kantor ini: ya (Desa Sebayan, sejak 21 November 2026)``."""
        answer = _("belum diketahui") if self.is_yes is None else yes_or_no(self.is_yes)
        said = f"{_(self.title)}: {answer}"
        return f"{said} ({self.about})" if self.about else said


class Verification(Struct, frozen=True):
    """What can be said of a file."""

    path: Path
    what: str
    """``Laporan bulan November 2026 dari Desa Sebayan``, ``PDF dengan 2 tanda tangan``."""
    whole: Answer
    known: Answer
    certified: Answer
    signers: tuple[str, ...] = ()
    """A line for each signature, by what it says of itself."""
    carrier: str = ""
    """Id of the carrier, or of the paper of ours; ``""`` of files that are none of our program's."""
    is_strangers: bool = False
    """Whether it bears signatures, and none by an office key."""
    code: str = ""
    """Stable: why the file is not whole, as ``trust.opening`` and ``trust.examining`` say; else ``""``."""

    @property
    def lines(self) -> tuple[Answer, Answer, Answer]:
        return self.whole, self.known, self.certified


class Looked(Struct, frozen=True):
    """What the reading process hands back."""

    examined: Examined
    manifest: Manifest | None = None
    codes: tuple[str, ...] = ()
    """``PPO1:…`` by the file's own metadata."""


def look(data: bytes, trust: Trust, anchors: Sequence[bytes]) -> Looked:
    """Examine a stranger's bytes; raises ``Refused``. Runs in the reading process."""
    from ppo_desktop.pdf.codes import named_in
    from ppo_desktop.trust.examining import examine
    from ppo_desktop.trust.opening import Names

    names = Names(frozenset({MANIFEST_NAME, PAYLOAD_NAME}), FURTHER_NAMES, MAX_ATTACHMENTS)
    found = examine(data, trust, anchors, names)
    manifest = None
    if found.attachments:
        (signed,) = found.signatures
        assert signed.office is not None
        try:
            manifest = read_announcement(found.attachments, signed.office, signed.certificate)
            check_announced(found.attachments, manifest)
        except Refused as error:
            found = replace(found, fault=(error.code, error.message, error.advice))
    return Looked(replace(found, attachments={}), manifest, named_in(data))


def verify_each(
    office: Office, paths: Iterable[Path], tick: Callable[[], object] = lambda: None
) -> Generator[Verification, None, None]:
    """Judge files one by one. Raises ``World`` where no reading process can be started."""
    with office.database.reading() as connection:
        trust = carriers.reader(connection, office).trust
        authorities = certifiers.kept(connection)
    read = partial(look, trust=trust, anchors=[one.der for one in authorities])
    with closing(BoundedReader(read, N_("Minta berkas yang baru kepada pembuatnya."))) as reader:
        for path in paths:
            try:
                data = stick.read(path)
                looked = reader.read(data, tick)
            except PpoError as error:
                yield _unread(path, error)
                continue
            with office.database.reading() as connection:
                yield _Judge(connection, office, path, looked, authorities).verification(data)


def verify(office: Office, path: Path, tick: Callable[[], object] = lambda: None) -> Verification:
    """Judge one file, as ``verify_each``."""
    return next(verify_each(office, [path], tick))


def _unread(path: Path, error: PpoError) -> Verification:
    """A file in which no signature can be looked for."""
    is_late = error.code == "too-slow"
    nobody = error.message if is_late else _("Tidak ada tanda tangan yang dapat dibaca di berkas ini.")
    said = None if is_late else False
    return Verification(
        path,
        clean(path.name),
        Answer(WHOLE, said, error.message, error.advice),
        Answer(KNOWN, said, nobody, error.advice),
        Answer(CERTIFIED, said, nobody, error.advice),
        code=error.code,
    )


class _Judge(Struct, frozen=True):
    """One file that was looked at, beside what this office holds."""

    connection: Connection
    office: Office
    path: Path
    looked: Looked
    authorities: Sequence[Certifier]

    @property
    def signatures(self) -> tuple[Signed, ...]:
        return self.looked.examined.signatures

    def verification(self, data: bytes) -> Verification:
        carrier = self.looked.manifest.id if self.looked.manifest else self._paper()
        what = self._what()
        if said := outside.same_page(self.connection, carrier, data) if self._is_outside and carrier else "":
            what = f"{what}. {said}"
        return Verification(
            self.path,
            what,
            self._whole(),
            self._known(),
            self._certified(),
            tuple(self._signer(one) for one in self.signatures),
            carrier,
            bool(self.signatures) and not any(one.office for one in self.signatures),
            self._fault_code(),
        )

    @property
    def _is_outside(self) -> bool:
        return any(one.office is None for one in self.signatures)

    def _paper(self) -> str:
        return self.looked.codes[0].rpartition(":")[2] if self.looked.codes else ""

    def _fault_code(self) -> str:
        if self.looked.examined.fault:
            return self.looked.examined.fault[0]
        if not self.signatures:
            return "not-signed"
        return "" if all(one.is_intact for one in self.signatures) else "altered"

    # ------------------------------------------------------------------------------- what it is

    def _what(self) -> str:
        manifest = self.looked.manifest
        if manifest is None:
            return self._other()
        sender = name_of(manifest.sender)
        month = Month.parse(manifest.period).label if manifest.period else ""
        if manifest.kind == "report":
            return _("Laporan bulan {month} dari {office}").format(month=month, office=sender)
        if manifest.kind == "receipt":
            to = next((one.office for one in manifest.recipients if one.office != manifest.sender), manifest.sender)
            return _("Tanda terima dari {office} untuk {to}").format(office=sender, to=name_of(to))
        return _("Berkas antarkomputer {office}").format(office=sender)

    def _other(self) -> str:
        if not self.signatures:
            return _("PDF tanpa tanda tangan elektronik")
        if len(self.signatures) == 1 and (office := self.signatures[0].office):
            is_its_own = not self._fault_code() and self.looked.codes == (f"PPO1:{office.code}:{self._paper()}",)
            if is_its_own and (known := comparing.what_it_is(self.connection, self.office, self._paper())):
                return known
            is_claimed = bool(self.signatures[0].why_unknown) or not self.signatures[0].is_genuine
            words = (
                _("PDF yang mengaku dari {office}") if is_claimed else _("PDF bertanda tangan kunci kantor {office}")
            )
            return words.format(office=name_of(office.code))
        return _("PDF dengan {count} tanda tangan elektronik").format(count=number(len(self.signatures)))

    def _signer(self, one: Signed) -> str:
        """Who, when, and by whose word."""
        when = _said_time(one.signed_at)
        if one.office:
            return _("{who}, {use}. Waktu: {when}, menurut jam penanda tangan.").format(
                who=name_of(one.office.code), use=_use(one), when=when
            )
        return _("{who}, sertifikat dari {issuer}. Waktu: {when}, menurut jam penanda tangan.").format(
            who=one.holder, issuer=one.issuer, when=when
        )

    # ------------------------------------------------------------------------------- the three lines

    def _whole(self) -> Answer:
        if fault := self.looked.examined.fault:
            return Answer(WHOLE, False, fault[1], fault[2])
        if not self.signatures:
            return Answer(
                WHOLE,
                False,
                _("Berkas ini tidak ditandatangani secara elektronik, jadi perubahannya tidak dapat diketahui."),
                _("Bandingkan angkanya dengan berkas asli lewat kode periksanya.")
                if self.looked.codes
                else _("Bila ada tanda tangan basah, cocokkan cetakannya dengan arsip pembuatnya."),
            )
        changed = [one for one in self.signatures if not one.is_intact]
        if not changed:
            return Answer(
                WHOLE,
                True,
                _("Isinya tidak berubah setelah ditandatangani."),
                _("Boleh dicetak dan disalin; salinan yang sama persis tetap utuh."),
            )
        return Answer(
            WHOLE,
            False,
            _("Isinya berubah, atau ada yang ditambahkan, setelah ditandatangani {who}.").format(
                who=", ".join(dict.fromkeys(self._name(one) for one in changed))
            ),
            _("Jangan dipakai. Minta berkas aslinya langsung kepada penanda tangan."),
        )

    def _known(self) -> Answer:
        if not self.signatures:
            return Answer(KNOWN, False, _nobody_signed(), _("Tanyakan kepada pembuatnya siapa yang menandatangani."))
        known = [self._office(one) or self._own(one) for one in self.signatures]
        if not all(known):
            return self._unknown([one for one, told in zip(self.signatures, known, strict=True) if not told])
        about = "; ".join(dict.fromkeys(told[0] for told in known if told))
        _about, why, advice = known[0] or ("", "", "")
        if self._fault_code():
            why = _("Tanda tangannya memang dari kunci itu, tetapi bukan untuk isi berkas yang sekarang.")
            advice = _("Jangan dipakai. Minta berkas aslinya langsung kepada penanda tangan.")
        return Answer(KNOWN, True, why, advice, about)

    def _unknown(self, without: Sequence[Signed]) -> Answer:
        """Of the signatures whose key this office does not know."""
        first = without[0]
        names = ", ".join(dict.fromkeys(self._name(one) for one in without))
        if not all(one.is_genuine for one in without):
            why = _("Tanda tangan yang mengaku dari {who} rusak atau palsu.").format(who=names)
            advice = _("Jangan dipakai. Minta berkas aslinya langsung kepada penanda tangan.")
        elif first.office and first.why_unknown:
            claimed = _("Berkas ini mengaku dari {office}.").format(office=names)
            why, advice = f"{claimed} {first.why_unknown[1]}", first.why_unknown[2]
        elif all(one.anchor for one in without):
            why = _("Kantor ini belum pernah mencocokkan kunci {who}; namanya menurut sertifikat resminya.").format(
                who=names
            )
            advice = _("Bila ragu, tanyakan langsung kepada orangnya.")
        else:
            why = _("Nama {who} hanya menurut sertifikatnya sendiri; kantor ini belum pernah mencocokkannya.").format(
                who=names
            )
            advice = _("Tanyakan langsung kepada orangnya, atau kepada instansinya, apakah berkas ini miliknya.")
        if len(self.signatures) > 1:
            count = _("{count} dari {all} tanda tangan belum dikenal di sini.")
            why = f"{count.format(count=number(len(without)), all=number(len(self.signatures)))} {why}"
        return Answer(KNOWN, False, why, advice)

    def _own(self, one: Signed) -> tuple[str, str, str] | None:
        """As ``_office``, of the certificate from outside that an official keeps on this PC."""
        own = outside.own_certificate(self.connection)
        if own is None or own[0] != one.fingerprint or not one.is_genuine:
            return None
        about = _("{holder}, sejak {day}").format(holder=own[1].holder, day=long_date(own[1].imported_on))
        why = _("Sertifikat ini diambil ke komputer ini oleh {name}.").format(name=own[1].imported_by)
        return about, why, _("Tidak perlu apa-apa.")

    def _office(self, one: Signed) -> tuple[str, str, str] | None:
        """Of a known office key: whose and since when, why it is known, and what to do; ``None`` of others."""
        if one.office is None or one.why_unknown or not one.is_genuine:
            return None
        since = trust_store.learned(self.connection, one.fingerprint)
        day = datetime.fromisoformat(since).date() if since else first_day(one.certificate)
        about = _("{who}, sejak {day}").format(who=name_of(one.office.code), day=long_date(day))
        if one.office.code == self.office.code:
            why = _("Ini kunci kantor ini sendiri.")
        elif since:
            why = _("Kunci kantor itu sudah dicocokkan, dan tidak ada dalam daftar kunci yang dicabut.")
        else:
            why = _("Kunci kantor itu dijamin kunci induk yang sudah dicocokkan, dan tidak dicabut.")
        if one.office.use == "dispatch":
            return about, why, _("Dikirim petugas: tanda tangan pimpinan ada pada cetakannya.")
        return about, why, _("Disetujui pimpinan, atau sekretaris a.n. pimpinan, dengan kata sandinya.")

    def _certified(self) -> Answer:
        if not self.signatures:
            return Answer(CERTIFIED, False, _nobody_signed(), _outside_advice())
        offices = [one for one in self.signatures if one.office]
        if len(offices) == len(self.signatures):
            why = _("{level}.").format(level=SignatureLevel.OFFICE_KEY.title)
            return Answer(CERTIFIED, False, why, _outside_advice())
        if not self.authorities:
            return Answer(
                CERTIFIED,
                False,
                _("Daftar sertifikat PSrE belum dipasang di kantor ini."),
                _("Pasang sertifikat induk PSrE di halaman ini, atau periksa di layanan resmi yang memakai internet."),
            )
        without = [one for one in self.signatures if not (one.anchor and one.is_genuine)]
        if without:
            return Answer(
                CERTIFIED,
                False,
                _("Sertifikat {who} tidak terhubung ke sertifikat PSrE yang dipasang di kantor ini.").format(
                    who=", ".join(dict.fromkeys(self._name(one) for one in without))
                ),
                _("Periksa di layanan resmi yang memakai internet, atau pasang sertifikat induk penerbitnya."),
            )
        return self._chained()

    def _chained(self) -> Answer:
        reached = {one.anchor for one in self.signatures}
        anchors = [one for one in self.authorities if one.fingerprint in reached]
        about = "; ".join(
            _("{holder}, dipasang {name} {day}").format(holder=one.holder, name=one.by, day=long_date(one.on))
            for one in anchors
        )
        why = _("Sertifikatnya terhubung ke sertifikat induk yang dipasang di kantor ini.")
        if any(one.has_lapsed for one in self.signatures):
            why = _("Sertifikatnya berlaku pada waktu yang disebut penanda tangan; sekarang sudah habis masanya.")
        if self._fault_code():
            why = _("Sertifikatnya terhubung ke sertifikat induk di kantor ini, tetapi isi berkas sudah berubah.")
        advice = _("Pencabutan sertifikat tidak dapat diperiksa tanpa internet; bila ragu, periksa di layanan resmi.")
        return Answer(CERTIFIED, True, why, advice, about)

    def _name(self, one: Signed) -> str:
        return name_of(one.office.code) if one.office else one.holder


def _nobody_signed() -> str:
    return _("Berkas ini tidak memuat tanda tangan elektronik.")


def _outside_advice() -> str:
    return _("Bila perlu: {level}, atau minta cetakan bertanda tangan basah.").format(
        level=SignatureLevel.CERTIFIED.title
    )


def _use(one: Signed) -> str:
    is_assent = one.office is not None and one.office.use == "assent"
    return _("kunci pimpinan") if is_assent else _("kunci petugas")


def _said_time(moment: datetime | None) -> str:
    if moment is None:
        return _("tidak disebut")
    local = moment.astimezone(WIB)
    return _("{day} pukul {time} WIB").format(day=long_date(local.date()), time=local.strftime("%H.%M"))
