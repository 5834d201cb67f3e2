"""Certificates of recognised authorities (PSrE) that an office was given, and chains up to them; nothing is fetched.

None comes with the program: which authorities are recognised changes, and only the authority itself can vouch for its
certificate. Somebody at the office compares the fingerprint, as they do with keys of offices.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from msgspec import Struct

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.trust.naming import MALFORMED, root_of
from ppo_desktop.trust.pkcs12 import named
from ppo_desktop.trust.silence import silence_pyhanko

if TYPE_CHECKING:
    from pyhanko_certvalidator import ValidationContext

MOST_BYTES, MOST_CERTIFICATES = 1 << 18, 20
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


class Authority(Struct, frozen=True):
    """A certificate that may certify others."""

    der: bytes
    holder: str
    issuer: str
    ends: date

    @property
    def fingerprint(self) -> str:
        """SHA-256, hexadecimal: what the authority publishes of its certificate."""
        return fingerprint(self.der)


class Chain(Struct, frozen=True):
    """Where a signer's chain ends."""

    anchor: str
    """Fingerprint of the installed certificate it reaches."""
    has_lapsed: bool
    """It held when the signer says to have signed, and does not now."""


def fingerprint(der: bytes) -> str:
    return hashlib.sha256(der).hexdigest()


def read_authorities(data: bytes) -> tuple[Authority, ...]:
    """The authorities in a PEM or DER file.

    Raises:
        Refused: ``certificate-form``, ``certificate-kind`` (for persons, or an office's), ``certificate-over``.
    """
    try:
        found = [x509.load_pem_x509_certificate(pem) for pem in _PEM.findall(data[:MOST_BYTES])[:MOST_CERTIFICATES]]
        found = found or [x509.load_der_x509_certificate(data[:MOST_BYTES])]
        return tuple(_authority(certificate.public_bytes(Encoding.DER), certificate) for certificate in found)
    except MALFORMED as error:
        raise Refused(
            "certificate-form",
            _("Berkas ini bukan berkas sertifikat."),
            _("Pilih berkas .pem, .crt, atau .cer dari situs resmi penerbitnya."),
        ) from error


def _authority(der: bytes, certificate: x509.Certificate) -> Authority:
    if _is_root_of_offices(der):
        raise Refused(
            "certificate-kind",
            _("Ini sertifikat kunci induk kantor, bukan penerbit resmi (PSrE)."),
            _("Kunci kantor dicocokkan di halaman Kunci kantor."),
        )
    try:
        may_certify = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        may_certify = False
    said = named(der)
    if not may_certify:
        raise Refused(
            "certificate-kind",
            _("Ini sertifikat milik seseorang ({holder}), bukan milik penerbit.").format(holder=said.holder),
            _("Minta sertifikat induk kepada penerbitnya."),
        )
    return Authority(der, said.holder, said.issuer, said.ends)


def _is_root_of_offices(der: bytes) -> bool:
    try:
        root_of(der)
    except Refused:
        return False
    return True


def chain(
    signer: bytes, others: Sequence[bytes], anchors: Sequence[bytes], now: datetime, signed_at: datetime | None
) -> Chain | None:
    """Where the chain of ``signer`` ends among ``anchors``, now or when it says to have signed; ``None``: nowhere.

    Args:
        others: further certificates found beside the signature.

    Revocation is not looked at: that needs the internet.
    """
    if not anchors:
        return None
    anchor = _reached(signer, others, anchors, now)
    if anchor or signed_at is None or signed_at >= now:
        return Chain(anchor, has_lapsed=False) if anchor else None
    anchor = _reached(signer, others, anchors, signed_at)
    return Chain(anchor, has_lapsed=True) if anchor else None


def _reached(signer: bytes, others: Sequence[bytes], anchors: Sequence[bytes], moment: datetime) -> str:
    from asn1crypto import x509 as asn1
    from pyhanko_certvalidator import CertificateValidator, errors

    silence_pyhanko()
    validator: Any = CertificateValidator(
        asn1.Certificate.load(signer),
        intermediate_certs=[asn1.Certificate.load(one) for one in others],
        validation_context=context(anchors, moment),
    )
    try:
        path = asyncio.run(validator.async_validate_usage(set()))
    except (errors.ValidationError, errors.PathError):
        return ""
    return fingerprint(path.trust_anchor.certificate.dump())


def context(anchors: Sequence[bytes], moment: datetime) -> ValidationContext:
    """pyHanko's context: these authorities alone, at ``moment``, offline."""
    from asn1crypto import x509 as asn1
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=[asn1.Certificate.load(one) for one in anchors],
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=moment.astimezone(UTC),
    )
