"""Any PDF, whoever made it: which signatures it bears, and whether what they cover still stands in the file.

Where the one signature is by an office key, the file must pass everything ``opening`` demands of ours, which is more
than other readers see. All others are judged by pyHanko (ISO 32000, PAdES): several signatures, each with what was
added after it. Nothing is fetched; chains are built to the certificates that this office was given (``certifiers``).

A stranger's bytes: run it in a worker process with time and memory limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from msgspec import Struct, field
from pyhanko.pdf_utils.decode_limits import DecodeLimits
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _, clean
from ppo_desktop.trust import certifiers
from ppo_desktop.trust.certificates import Trust, check_office_certificate
from ppo_desktop.trust.naming import OfficeKey, office_key_of
from ppo_desktop.trust.opening import DEFAULT_LIMITS, Names, open_signed_pdf
from ppo_desktop.trust.pkcs12 import named
from ppo_desktop.trust.preflight import refused
from ppo_desktop.trust.silence import silence_pyhanko

MOST_SIGNATURES, MOST_REVISIONS = 20, 60
"""More of either costs the reader too much; nobody signs a letter so often."""
_ABOUT_THE_KEY = frozenset(
    {"unknown-key", "wrong-office", "revoked", "expired", "not-yet-valid", "crl-missing", "crl-stale", "training"}
)
"""Refusals of ``opening`` that come after the bytes were found whole, and before the PDF is looked into."""
_HEAD = 1024
"""A PDF may begin so many bytes after the file's beginning."""


class Signed(Struct, frozen=True):
    """One signature as it was found."""

    holder: str
    """By the certificate itself; nobody vouches for it."""
    issuer: str
    signed_at: datetime | None
    """By the signer's own clock."""
    certificate: bytes
    is_intact: bool
    """Whether what it covers is unchanged, and nothing but further signatures was added to it."""
    is_genuine: bool = True
    """Whether the holder of the certificate made it, be it for what stands in the file or not."""
    office: OfficeKey | None = None
    """Where the certificate is an office's, of ours or not."""
    why_unknown: tuple[str, str, str] | None = None
    """Of an office's: why it is not one this office knows (code, message, advice)."""
    anchor: str = ""
    """Fingerprint of the installed certificate that the signer's chain certifiers."""
    has_lapsed: bool = False
    """The chain held when it was signed, as the signer says, and does not any more."""

    @property
    def fingerprint(self) -> str:
        return certifiers.fingerprint(self.certificate)


class Examined(Struct, frozen=True):
    """What was found in a file."""

    signatures: tuple[Signed, ...]
    fault: tuple[str, str, str] | None = None
    """Of a file by an office key: why it is not as we make them (code, message, advice)."""
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    """Of a carrier by a known office key that passed everything; not yet read."""


def examine(data: bytes, trust: Trust, anchors: Sequence[bytes], names: Names) -> Examined:
    """Every signature in ``data``.

    Args:
        anchors: certificates of authorities that were installed here, DER.
        names: what a carrier has attached.

    Raises:
        Refused: ``too-big``, ``not-pdf``, ``encrypted``, ``too-many`` or ``unreadable``.
    """
    silence_pyhanko()
    if len(data) > DEFAULT_LIMITS.file_bytes:
        raise refused("too-big")
    if b"%PDF-" not in data[:_HEAD]:
        raise Refused(
            "not-pdf", _("Berkas ini bukan PDF, atau bagian awalnya rusak."), _("Pilih berkas PDF yang lain.")
        )
    try:
        return _as_ours(data, trust, names)
    except Refused as error:
        strictly = error
    try:
        found = _signatures(data, trust, anchors)
    except Refused:
        raise
    except Exception as error:  # hostile files make libraries raise nearly anything
        if strictly.code == "truncated":
            raise strictly from error
        raise Refused(
            "unreadable",
            _("Susunan berkas ini rusak atau tidak baku, jadi tidak dapat diperiksa di sini."),
            _("Minta berkas yang baru kepada pembuatnya."),
        ) from error
    is_by_office = any(one.office for one in found)
    is_of_form = strictly.code in _ABOUT_THE_KEY
    return Examined(
        found, (strictly.code, strictly.message, strictly.advice) if is_by_office and not is_of_form else None
    )


def _as_ours(data: bytes, trust: Trust, names: Names) -> Examined:
    """As ``open_signed_pdf``, of a carrier or of a paper of ours that has nothing attached."""
    try:
        opened = open_signed_pdf(data, trust, names)
    except Refused as error:
        if error.code != "unreadable":
            raise
        opened = open_signed_pdf(data, trust, Names(frozenset()))
    said = named(opened.certificate)
    one = Signed(said.holder, said.issuer, opened.signed_at, opened.certificate, is_intact=True, office=opened.signer)
    return Examined((one,), attachments=opened.attachments)


def _signatures(data: bytes, trust: Trust, anchors: Sequence[bytes]) -> tuple[Signed, ...]:
    if data.count(b"startxref") > MOST_REVISIONS:
        raise _too_many()
    reader = PdfFileReader(BytesIO(data), strict=True, decode_limits=DecodeLimits.for_untrusted_input())
    if reader.encrypted:
        raise Refused(
            "encrypted",
            _("PDF ini terkunci kata sandi, jadi isinya tidak dapat diperiksa."),
            _("Minta salinan tanpa kata sandi kepada pembuatnya."),
        )
    found = reader.embedded_regular_signatures
    if len(found) > MOST_SIGNATURES:
        raise _too_many()
    last = max((one.signed_revision for one in found), default=0)
    return tuple(_signed(data, one, trust, anchors, is_last=one.signed_revision == last) for one in found)


def _signed(data: bytes, signature: Any, trust: Trust, anchors: Sequence[bytes], *, is_last: bool) -> Signed:
    certificate = signature.signer_cert.dump()
    said = named(certificate)
    status = validate_pdf_signature(
        signature,
        certifiers.context([], trust.moment),
        key_usage_settings=KeyUsageConstraints(key_usage=set()),
    )
    is_whole = _is_whole(data, signature, status, is_last=is_last)
    signed_at = signature.self_reported_timestamp
    signed_at = signed_at if signed_at is not None and signed_at.tzinfo is not None else None
    office, why_unknown = _office(certificate, trust)
    others = [one.dump() for one in signature.other_embedded_certs]
    chain = certifiers.chain(certificate, others, anchors, trust.moment, signed_at) if office is None else None
    return Signed(
        said.holder,
        said.issuer,
        signed_at,
        certificate,
        bool(status.intact and status.valid and is_whole and status.seed_value_ok),
        bool(status.valid),
        office,
        why_unknown,
        chain.anchor if chain else "",
        bool(chain and chain.has_lapsed),
    )


def _is_whole(data: bytes, signature: Any, status: Any, *, is_last: bool) -> bool:
    """Whether nothing but further signatures, or what helps to check them, was added after a signature."""
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return True
    if status.coverage is not SignatureCoverageLevel.ENTIRE_REVISION or not status.docmdp_ok:
        return False
    start, length = list(signature.byte_range)[-2:]
    if status.modification_level is ModificationLevel.NONE and is_last:
        return not data[int(start) + int(length) :].strip()
    most = ModificationLevel.LTA_UPDATES if is_last else ModificationLevel.FORM_FILLING
    return status.modification_level is not None and bool(status.modification_level <= most)


def _office(certificate: bytes, trust: Trust) -> tuple[OfficeKey | None, tuple[str, str, str] | None]:
    try:
        office = office_key_of(certificate)
    except Refused:
        return None, None
    try:
        check_office_certificate(certificate, trust)
    except Refused as error:
        return office, (error.code, clean(error.message), error.advice)
    return office, None


def _too_many() -> Refused:
    return Refused(
        "too-many",
        _("Berkas ini terlalu sering diubah atau ditandatangani untuk diperiksa di sini."),
        _("Minta salinan yang lebih sederhana kepada pembuatnya."),
    )
