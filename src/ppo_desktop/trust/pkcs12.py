"""A key and certificate that an official certificate authority gave an office holder (PKCS#12, RFC 7292).

Nothing here says that the authority is recognised: this PC is offline and holds no list of authorities. It makes the
visible signature of a separate PDF; carriers stay signed by the office key.
"""

from __future__ import annotations

from datetime import UTC, date

from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID
from msgspec import Struct

from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.text import _, clean

MOST_BYTES = 1 << 16
LEAST_RSA_BITS = 2048


class Certified(Struct, frozen=True):
    """What such a file holds."""

    key_der: bytes
    certificate_der: bytes
    chain: tuple[bytes, ...]
    """Further certificates of the file, up to its authority."""


def read_pkcs12(data: bytes, password: str) -> Certified:
    """Open a file; raises ``Refused``: ``p12-form``, ``p12-key``, or ``World('p12-password')``."""
    if len(data) > MOST_BYTES or not _is_pkcs12(data):
        raise Refused("p12-form", _("Berkas ini bukan berkas sertifikat .p12."), _("Pilih berkas .p12 atau .pfx."))
    try:
        key, certificate, more = pkcs12.load_key_and_certificates(data, password.encode())
    except ValueError as error:
        raise World(
            "p12-password",
            _("Kata sandi berkas sertifikat tidak cocok."),
            _("Ketik kata sandi yang diberikan bersama berkasnya; perhatikan huruf besar dan kecil."),
        ) from error
    usable = isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey)
    if certificate is None or not usable or (isinstance(key, RSAPrivateKey) and key.key_size < LEAST_RSA_BITS):
        raise Refused(
            "p12-key",
            _("Berkas ini tidak memuat kunci dan sertifikat yang dapat menandatangani."),
            _("Minta berkas yang lengkap kepada penerbitnya."),
        )
    assert isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey)
    return Certified(
        key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate.public_bytes(Encoding.DER),
        tuple(one.public_bytes(Encoding.DER) for one in more),
    )


class Named(Struct, frozen=True):
    """What a certificate says of itself; nobody vouches for it here."""

    holder: str
    issuer: str
    begins: date
    ends: date


def named(certificate_der: bytes) -> Named:
    """Holder, issuer and validity as the certificate says."""
    certificate = x509.load_der_x509_certificate(certificate_der)
    return Named(
        _common_name(certificate.subject),
        _common_name(certificate.issuer),
        certificate.not_valid_before_utc.astimezone(UTC).date(),
        certificate.not_valid_after_utc.astimezone(UTC).date(),
    )


def _common_name(name: x509.Name) -> str:
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(oid):
            return " ".join(clean(str(attribute.value)).split())[:120]
    return "–"


def _is_pkcs12(data: bytes) -> bool:
    try:
        return asn1_pkcs12.Pfx.load(data, strict=True)["version"].native in ("v3", 3)
    except (ValueError, TypeError):
        return False
