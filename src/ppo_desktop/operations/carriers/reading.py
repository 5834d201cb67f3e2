"""Reading one carrier: the steps between a stranger's bytes and verified journal entries, in the order that matters.

Each step hands on only what it has checked: bytes and signature (``trust``), manifest, bindings, seal, payload,
entries. Runs inside the worker process (``worker.py``); it knows no database.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.ids import DEVICE_ID
from ppo_desktop.core.offices import is_below
from ppo_desktop.core.text import _
from ppo_desktop.exchange.enrolment_files import lists_told
from ppo_desktop.exchange.manifest import (
    FURTHER_NAMES,
    MANIFEST_NAME,
    MAX_ATTACHMENTS,
    PAYLOAD_NAME,
    PHOTO,
    RELAY,
    Attachment,
    Kind,
    Manifest,
    read_manifest,
)
from ppo_desktop.exchange.payload import largest_plain, read_payload
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.wire import MAX_SEQ
from ppo_desktop.records.internal import RECEIPT, REPORT
from ppo_desktop.trust import sealing
from ppo_desktop.trust.certificates import Trust, check_office_certificate, is_revoked
from ppo_desktop.trust.naming import OfficeKey

if TYPE_CHECKING:
    from ppo_desktop.pdf.pictures import Picture

_LINK = re.compile(r"[0-9a-f]{64}")
_MOST_SEALED = 400_000
"""Bytes of a photo of the largest size, sealed to as many as a carrier may have."""


class Reader(Struct, frozen=True):
    """Who reads, and what they believe and can open."""

    code: str
    training: bool
    trust: Trust
    secrets: tuple[str, ...]
    """age identities."""
    recipient: str
    """Our age recipient."""
    further: tuple[str, ...] = ()
    """Those of sealing keys that were replaced, or wait for their certificate: others may know only these."""
    wants_photos: bool = True
    """Whether photos are opened, which takes more time than all else."""

    def believes_and_opens_as(self, other: Reader) -> bool:
        """Whether both judge alike but for the clock: same roots, same lists, same keys."""
        mine, theirs = ((one.trust.roots, one.trust.crls, one.secrets, one.further) for one in (self, other))
        return mine == theirs


class Brought(Struct, frozen=True):
    """Where a carrier that is brought along stands in the file, sealed."""

    start: int
    length: int


class Bringer(Struct, frozen=True):
    """The carrier, read before, that brought another along."""

    kind: Kind
    sender: str
    held: Mapping[str, object] = field(default_factory=dict)
    """Of a receipt: what its writer says it holds of us."""
    lists: tuple[bytes, ...] = ()
    """Revocation lists it tells (DER): they count for what it brings along, too."""


class Reading(Struct, frozen=True):
    """A carrier that is whole, signed with a key we know, and meant for us; or brought along for an office below."""

    manifest: Manifest
    signer: OfficeKey
    certificate: bytes
    signed_at: datetime
    """By the sender's clock."""
    entries: tuple[Entry, ...]
    photos: tuple[Picture, ...] = ()
    """Those that are as we make them; of others nothing is said."""
    brought: tuple[Brought, ...] = ()
    """The carriers in it; each is judged on its own. Of those only receipts for us, and our own reports that were given
    back, bring others again."""
    file: bytes | None = None
    """Of a carrier that was brought along: the file itself, as its sender signed it."""
    entrusted_to: str = ""
    """Code of the office below that a carrier brought along is for; then only its clear part was read."""


def read_carrier(data: bytes, reader: Reader, bringer: Bringer | None = None) -> Reading:
    """Check and open a carrier; raises ``Refused`` with a stable code at the first thing that does not hold.

    An office whose revocation list is too old gets the newer one by a carrier. So where nothing else is wrong, the
    carrier is read to see whether it brings that list along, and judged by it.

    Args:
        bringer: of a carrier that another one brought along; then ``data`` is that attachment as it stands there.
    """
    trust = reader.trust
    if bringer:
        data = sealing.unseal(data, reader.secrets)
        # What is given back to us was taken in above while its key stood; since then we may have got another.
        pardons = reader.code if bringer.kind == "receipt" else ""
        trust = replace(trust, crls=(*trust.crls, *bringer.lists), pardons=pardons)
    try:
        return _read(data, reader, bringer, trust)
    except Refused as refused:
        if refused.code != "crl-stale":
            raise
    reading = _read(data, reader, bringer, replace(trust, forgives_age=True))
    check_office_certificate(reading.certificate, replace(trust, crls=(*trust.crls, *told_in(reading.entries))))
    return reading


def told_in(entries: Iterable[Entry]) -> tuple[bytes, ...]:
    """The revocation lists (DER) that the entries of a carrier tell."""
    telling = (entry for entry in entries if entry.kind in (RECEIPT.name, REPORT.name) and entry.has_content)
    return tuple(crl for entry in telling for crl in lists_told(entry.changes()))


def _read(data: bytes, reader: Reader, bringer: Bringer | None, trust: Trust) -> Reading:
    from ppo_desktop.trust.opening import Names, open_signed_pdf

    names = Names(frozenset({MANIFEST_NAME, PAYLOAD_NAME}), FURTHER_NAMES, MAX_ATTACHMENTS)
    opened = open_signed_pdf(data, trust, names)
    manifest = read_announcement(opened.attachments, opened.signer, opened.certificate)
    _check_training(manifest, reader)
    if bringer:
        _check_brought(manifest, bringer, reader)
        if trust.pardons and is_revoked(opened.certificate, trust):
            _check_vouched(manifest, bringer)
        if (below := _below_named(manifest, reader)) is not None:
            check_announced(opened.attachments, manifest)
            if manifest.entry_count != 1:
                raise _receipt_form()
            certificate, at = opened.certificate, opened.signed_at
            return Reading(manifest, opened.signer, certificate, at, (), file=data, entrusted_to=below)
    _check_receiver(manifest, reader)
    _check_further(manifest, opened.attachments)
    plain = _unseal(opened.attachments[PAYLOAD_NAME], manifest, reader)
    entries = tuple(read_payload(plain, manifest))
    if manifest.kind == "receipt" and manifest.sender != reader.code:
        _check_receipt(entries, reader)
    found = tuple(_photos(opened.attachments, reader)) if reader.wants_photos else ()
    is_own = manifest.sender == reader.code
    brings = manifest.kind != "receipt" if is_own else not bringer or manifest.kind == "receipt"
    inside = tuple(_brought(data, opened.attachments)) if brings else ()
    file = data if bringer else None
    return Reading(manifest, opened.signer, opened.certificate, opened.signed_at, entries, found, inside, file)


def read_announcement(attachments: Mapping[str, bytes], signer: OfficeKey, certificate: bytes) -> Manifest:
    """The manifest, if it is by who signed the file; raises ``Refused``."""
    manifest = read_manifest(attachments[MANIFEST_NAME])
    _check_sender(manifest, signer, certificate)
    return manifest


def check_announced(attachments: Mapping[str, bytes], manifest: Manifest) -> None:
    """Whether all that is attached is what the manifest says, as far as anybody can tell who cannot open it."""
    _check_further(manifest, attachments)
    _check_payload(attachments[PAYLOAD_NAME], manifest)


def _check_sender(manifest: Manifest, signer: OfficeKey, certificate: bytes) -> None:
    same_key = manifest.certificate == hashlib.sha256(certificate).hexdigest()
    if manifest.sender != signer.code or not same_key or manifest.training != signer.training:
        raise Refused(
            "wrong-sender",
            _("Berkas ini menyebut kantor {named}, tetapi ditandatangani dengan kunci {signer}.").format(
                named=manifest.sender, signer=signer.code
            ),
            _("Jangan dipakai; hubungi kantor pengirim."),
        )


def _check_training(manifest: Manifest, reader: Reader) -> None:
    if manifest.training != reader.training:
        raise Refused(
            "training",
            _("Berkas ini dari kantor LATIHAN.") if manifest.training else _("Berkas ini bukan berkas latihan."),
            _("Berkas latihan dan berkas dinas tidak boleh tercampur."),
        )


def _check_receiver(manifest: Manifest, reader: Reader) -> None:
    ours = {(reader.code, recipient) for recipient in (reader.recipient, *reader.further)}
    sealed_to = {(r.office, r.sealing) for r in manifest.recipients}
    if (
        ours.isdisjoint(sealed_to)
        and manifest.sender != reader.code
        and reader.code in {code for code, _key in sealed_to}
    ):
        raise Refused(
            "not-for-us",
            _("Berkas ini untuk kantor ini, tetapi disegel untuk kunci lain: kunci komputer ini sudah diganti."),
            _(
                "Bila data komputer ini dipulihkan dari cadangan lama, minta kunci baru di halaman Kunci kantor. Bila "
                "kantor ini punya komputer lain, terima berkasnya di sana."
            ),
        )
    if ours.isdisjoint(sealed_to):
        raise Refused(
            "not-for-us",
            _("Berkas ini bukan untuk komputer kantor ini."),
            _("Serahkan kepada kantor tujuannya."),
        )
    from_below = is_below(manifest.sender, reader.code)
    from_above = is_below(reader.code, manifest.sender)
    is_own = manifest.sender == reader.code
    if not (is_own or (manifest.kind == "report" and from_below) or (manifest.kind == "receipt" and from_above)):
        raise _wrong_direction(manifest)


def _wrong_direction(manifest: Manifest) -> Refused:
    return Refused(
        "wrong-direction",
        _("Kantor {sender} tidak mengirim berkas seperti ini ke kantor ini.").format(sender=manifest.sender),
        _("Periksa flashdisknya; laporan datang dari kantor bawahan, tanda terima dari kantor atasan."),
    )


def _check_further(manifest: Manifest, attachments: Mapping[str, bytes]) -> None:
    """What the file holds besides manifest and payload is just what the manifest lists."""
    further = (Attachment(n, len(d), hashlib.sha256(d).hexdigest()) for n, d in sorted(attachments.items()))
    found = tuple(attachment for attachment in further if attachment.name not in (MANIFEST_NAME, PAYLOAD_NAME))
    if found != manifest.attachments:
        raise Refused(
            "attachments",
            _("Lampiran berkas ini tidak cocok dengan daftar isinya."),
            _("Jangan dipakai; minta kantor pengirim membuat berkas lagi."),
        )


def _check_brought(manifest: Manifest, bringer: Bringer, reader: Reader) -> None:
    """A report or an update brings reports of offices below its sender. A receipt brings receipts of its sender, or of
    an office above that one, and our own reports."""
    if bringer.kind in ("report", "update"):
        is_fitting = manifest.kind == "report" and is_below(manifest.sender, bringer.sender)
    elif manifest.kind == "receipt":
        is_fitting = manifest.sender == bringer.sender or is_below(bringer.sender, manifest.sender)
    else:
        is_fitting = manifest.kind == "report" and manifest.sender == reader.code
    if not is_fitting:
        raise _wrong_direction(manifest)


def _check_vouched(manifest: Manifest, bringer: Bringer) -> None:
    """A revoked key may sign nothing new: all it signed is what the receipt's writer says to hold of us."""
    for span in manifest.spans:
        match bringer.held.get(span.device):
            case [int(seq), str(link)] if span.last < seq or (span.last == seq and span.link.hex() == link):
                continue
        raise Refused(
            "revoked",
            _("Kunci yang menandatangani berkas ini sudah dicabut, dan isinya tidak dipegang kantor di atas."),
            _("Catat lagi dari buku atau cetakan."),
        )


def _below_named(manifest: Manifest, reader: Reader) -> str | None:
    """The one office below us that a receipt from above us is for; ``None`` of any other carrier."""
    to = {recipient.office for recipient in manifest.recipients} - {manifest.sender}
    is_passing = manifest.kind == "receipt" and is_below(reader.code, manifest.sender) and len(to) == 1
    (code,) = to if is_passing else ("",)
    return code if is_below(code, reader.code) else None


def _brought(data: bytes, attachments: Mapping[str, bytes]) -> Iterator[Brought]:
    """An attachment stands in the file byte by byte; so the file and these places are all that must be kept."""
    for name in sorted(attachments):
        if name.startswith(RELAY) and (start := data.find(attachments[name])) >= 0:
            yield Brought(start, len(attachments[name]))


def _photos(attachments: Mapping[str, bytes], reader: Reader) -> Iterator[Picture]:
    """The photos of a carrier; one that cannot be opened, or is not as we make them, is passed by."""
    for name in sorted(attachments):
        sealed = attachments[name]
        if name.startswith(PHOTO) and len(sealed) <= _MOST_SEALED:
            from ppo_desktop.pdf import pictures

            with contextlib.suppress(Refused):
                yield pictures.check(sealing.unseal(sealed, reader.secrets))


def _check_payload(payload: bytes, manifest: Manifest) -> None:
    sealed = manifest.payload
    if len(payload) != sealed.length or hashlib.sha256(payload).hexdigest() != sealed.sha256:
        raise _payload_differs()


def _unseal(payload: bytes, manifest: Manifest, reader: Reader) -> bytes:
    _check_payload(payload, manifest)
    sealed = manifest.payload
    if sealed.plain_length > largest_plain(sealed.length):
        raise Refused("payload-too-big", _("Isi berkas ini terlalu besar."), _("Hubungi kantor pengirim."))
    plain = sealing.decompress(sealing.unseal(payload, reader.secrets), sealed.plain_length)
    if len(plain) != sealed.plain_length or hashlib.sha256(plain).hexdigest() != sealed.plain_sha256:
        raise _payload_differs()
    return plain


def _check_receipt(entries: tuple[Entry, ...], reader: Reader) -> None:
    values = entries[0].changes()
    ours = len(entries) == 1 and entries[0].kind == RECEIPT.name and values.get("to") == reader.code
    if not ours or not _is_count(values.get("generation")) or not is_held(values.get("held")):
        raise _receipt_form()


def _receipt_form() -> Refused:
    return Refused(
        "receipt-form",
        _("Tanda terima ini bukan untuk kantor ini atau bentuknya tidak dikenal."),
        _("Minta kantor atasan membuat tanda terima lagi."),
    )


def is_held(value: object) -> bool:
    """Whether ``value`` is device → [last seq held without gap, its link]."""
    return isinstance(value, dict) and all(
        DEVICE_ID.fullmatch(device)
        and isinstance(place, list)
        and len(place) == 2
        and _is_count(place[0])
        and isinstance(place[1], str)
        and _LINK.fullmatch(place[1])
        for device, place in value.items()
    )


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= MAX_SEQ


def _payload_differs() -> Refused:
    return Refused(
        "payload-differs",
        _("Isi tersegel tidak cocok dengan daftar isi berkas."),
        _("Jangan dipakai; minta kantor pengirim membuat berkas lagi."),
    )
