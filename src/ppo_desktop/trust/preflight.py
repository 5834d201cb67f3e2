"""The first look at a file from a stranger, before any PDF parser sees it.

Only bytes are compared here: one ``/ByteRange`` over everything but one canonical hex string, and in that string one
CMS signature in the one form we write (RFC 5652, RFC 5035), which must fit the file. Because the CMS is rebuilt from
its parts and compared, no byte of it is free: no second signer, unsigned attribute, extra certificate, other padding,
other order. What a stranger wrote reaches ASN.1 decoding, never PDF parsing.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from asn1crypto import cms, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from msgspec import Struct

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.trust.keys import as_p256
from ppo_desktop.trust.naming import MALFORMED

MAX_CONTENTS = 1 << 17
"""Bytes of the hex string; ours has about 16 thousand."""
_BYTE_RANGE = re.compile(rb"/ByteRange \[0 ([1-9]\d{0,9}) ([1-9]\d{0,9}) ([1-9]\d{0,9}) *\]")
_HEX = re.compile(rb"<((?:[0-9A-F]{2})+)>")
_P256_HALF = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551 // 2


class Envelope(Struct, frozen=True):
    """What the preflight took out: all of it checked to belong together, none of it trusted yet."""

    contents: bytes
    """The hex string's bytes, padding included."""
    cms: bytes
    """The signature, ContentInfo DER."""
    certificate: bytes
    """The signer's certificate, DER."""
    signed: bytes
    """The bytes the signature covers."""


def preflight(data: bytes, max_bytes: int) -> Envelope:
    """Take the signature out of ``data`` and check that it fits the file's bytes.

    Raises ``Refused``: ``too-big``, ``not-pdf``, ``truncated``, ``not-signed``, ``altered``, ``signature-form``.
    """
    if len(data) > max_bytes:
        raise refused("too-big")
    if not data.startswith(b"%PDF-1."):
        raise refused("not-pdf")
    start, end = _gap(data)
    match = _HEX.fullmatch(data[start:end])
    if not match:
        raise refused("signature-form")
    contents = bytes.fromhex(match[1].decode("ascii"))
    der = _first_der(contents)
    signed = data[:start] + data[end:]
    try:
        return Envelope(contents, der, _signer(der, signed), signed)
    except (*MALFORMED, KeyError, IndexError, AttributeError) as error:
        raise refused("signature-form") from error


def _gap(data: bytes) -> tuple[int, int]:
    """Start and end of the hex string, which must be the only bytes outside the byte range."""
    count = data.count(b"/ByteRange")
    match = _BYTE_RANGE.search(data)
    if not match and not data.rstrip().endswith(b"%%EOF"):
        raise refused("truncated")
    if count == 0:
        raise refused("not-signed")
    if count != 1 or not match:
        raise refused("signature-form")
    start, end, rest = (int(number) for number in match.groups())
    if end + rest > len(data):
        raise refused("truncated")
    if end + rest < len(data):
        raise refused("altered")
    if not start < end <= start + MAX_CONTENTS:
        raise refused("signature-form")
    return start, end


def _first_der(contents: bytes) -> bytes:
    """The one DER value at the start of ``contents``; all that follows must be zero bytes."""
    if len(contents) < 4 or contents[:2] != b"\x30\x82":
        raise refused("signature-form")
    size = 4 + int.from_bytes(contents[2:4], "big")
    if size > len(contents) or any(contents[size:]):
        raise refused("signature-form")
    return contents[:size]


def _signer(der: bytes, signed: bytes) -> bytes:
    """The signer's certificate, after checking the signature in ``der`` over ``signed`` with it."""
    info = cms.ContentInfo.load(der, strict=True)
    content = info["content"]
    signer = content["signer_infos"][0]
    certificate = content["certificates"][0].chosen.dump()
    attributes = signer["signed_attrs"]
    signature = signer["signature"].native
    if _rebuilt(certificate, attributes, signature) != der:
        raise refused("signature-form")
    # In the file the attributes carry an implicit tag; what is signed is the plain SET.
    attributes_der = b"\x31" + attributes.dump()[1:]
    values = _attribute_values(attributes)
    digest = values["message_digest"].native
    if not hmac.compare_digest(digest, hashlib.sha256(signed).digest()):
        raise refused("altered")
    if values["content_type"].native != "data" or not _names_certificate(values, certificate):
        raise refused("altered")
    r, s = decode_dss_signature(signature)
    if encode_dss_signature(r, s) != signature or s > _P256_HALF:
        raise refused("signature-form")
    try:
        key = as_p256(x509.load_der_x509_certificate(certificate).public_key())
        key.verify(signature, attributes_der, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise refused("altered") from error
    return bytes(certificate)


def _attribute_values(attributes: cms.CMSAttributes) -> dict[str, cms.CMSAttribute]:
    """The single value of each signed attribute; ``ValueError`` for a repeated or many-valued one."""
    values: dict[str, cms.CMSAttribute] = {}
    for attribute in attributes:
        name = attribute["type"].native
        if name in values or len(attribute["values"]) != 1:
            raise ValueError("repeated attribute")
        values[name] = attribute["values"][0]
    return values


def _names_certificate(values: dict[str, cms.CMSAttribute], certificate: bytes) -> bool:
    """Whether the signed attributes name exactly this certificate (RFC 5035, signing-certificate-v2)."""
    named = values["signing_certificate_v2"]
    if not isinstance(named, tsp.SigningCertificateV2) or len(named["certs"]) != 1:
        return False
    entry = named["certs"][0]
    right_hash = entry["hash_algorithm"]["algorithm"].native == "sha256"
    return right_hash and hmac.compare_digest(entry["cert_hash"].native, hashlib.sha256(certificate).digest())


def _rebuilt(certificate: bytes, attributes: cms.CMSAttributes, signature: bytes) -> bytes:
    """The one CMS we would have written around these three parts."""
    parsed = asn1_x509.Certificate.load(certificate, strict=True)
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": parsed.issuer, "serial_number": parsed.serial_number}
                    )
                }
            ),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": cms.CMSAttributes.load(b"\x31" + attributes.dump()[1:], strict=True),
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": signature,
        }
    )
    content = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "data"},
            "certificates": [parsed],
            "signer_infos": [signer],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": content}).dump())


def refused(code: str) -> Refused:
    """The refusal for a code of this module and of ``opening``."""
    message, advice = _sentences()[code]
    return Refused(code, message, advice)


def _sentences() -> dict[str, tuple[str, str]]:
    again = _("Salin ulang berkas dari pengirim; bila tetap belum dapat diterima, minta pengirim membuatnya lagi.")
    new = _("Minta pengirim membuat berkas baru dengan aplikasi PPO.")
    return {
        "too-big": (_("Berkas ini terlalu besar untuk kiriman PPO."), new),
        "not-pdf": (_("Berkas ini bukan PDF, atau bagian awalnya rusak."), again),
        "truncated": (_("Berkas ini terpotong, mungkin karena flashdisk dicabut terlalu cepat."), again),
        "not-signed": (_("Berkas ini tidak ditandatangani dengan kunci kantor."), new),
        "altered": (_("Berkas ini tidak utuh: isinya berubah setelah ditandatangani."), again),
        "signature-form": (_("Tanda tangan pada berkas ini rusak atau bukan buatan aplikasi PPO."), again),
        "extra-content": (_("Berkas ini memuat bagian yang tidak boleh ada dalam kiriman PPO."), new),
        "attachments": (_("Lampiran berkas ini tidak sesuai dengan kiriman PPO."), new),
        "unreadable": (_("Berkas ini tidak dapat dibaca."), again),
    }
