"""Who a certificate speaks of: what stands in the alternative names of roots and office certificates, strictly read.

So one path validation vouches for office, device, use and sealing key together::

    root      ppo://root/<code>                                              [ppo://training]
    office    ppo://office/<code>  ppo://device/<12 hex>  ppo://use/<assent|dispatch>  age:<age1…>  [ppo://training]

Two uses, two keys on each PC: ``assent`` is opened only by the password of the head or the secretary; ``dispatch`` is
at hand for every clerk ("dikirim petugas, tanda tangan pimpinan pada cetakan"). The receiver tells them apart by the
certificate alone.
"""

from __future__ import annotations

from typing import Literal, cast

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509.oid import ExtensionOID, NameOID
from msgspec import Struct

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.ids import DEVICE_ID
from ppo_desktop.core.offices import CODE, is_below, regions
from ppo_desktop.core.text import _
from ppo_desktop.trust.keys import as_p256
from ppo_desktop.trust.sealing import is_recipient

Use = Literal["assent", "dispatch"]
USES: tuple[Use, Use] = ("assent", "dispatch")
MALFORMED = (
    ValueError,
    TypeError,
    OverflowError,
    InvalidSignature,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.ExtensionNotFound,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
"""What the library raises over hostile certificates, requests and lists; not all of it is ``ValueError``."""


class OfficeKey(Struct, frozen=True):
    """What an office certificate vouches for."""

    code: str
    """The office's region code, ``61.01.04.2003``."""
    use: Use
    sealing: str
    """The PC's age recipient, ``age1…``."""
    training: bool
    """A practice office: real offices refuse what it signs."""
    device: str
    """The PC within the office, 12 hexadecimal digits."""


class RootInfo(Struct, frozen=True):
    """What a root certificate says of itself; believed only after a person compared its words."""

    code: str
    title: str
    training: bool


def demand_authority(root: RootInfo, office_key: OfficeKey) -> None:
    """Raise ``Refused('wrong-office')`` unless ``root`` may speak for that office: same region or below, same mark."""
    inside = office_key.code == root.code or is_below(office_key.code, root.code)
    if inside and office_key.training == root.training:
        return
    if inside:
        message = _("Kantor latihan dan kantor sungguhan tidak boleh memakai kunci induk yang sama.")
    else:
        message = _("Kunci induk {root} tidak berwenang untuk kantor {office}.").format(
            root=root.code, office=office_key.code
        )
    raise Refused("wrong-office", message, _("Hubungi kantor yang menerbitkan kunci."))


def office_key_of(cert_der: bytes) -> OfficeKey:
    """What the certificate says of its office, strictly read and **not** yet checked against any root.

    Raises ``Refused('wrong-usage')`` unless it is an end-entity P-256 certificate for signing, with exactly the names
    listed at the top of this module and nothing unknown.
    """
    try:
        certificate = _load_exact(cert_der)
        as_p256(certificate.public_key())
        extensions = certificate.extensions
        if {e.oid for e in extensions} != _OFFICE_EXTENSIONS:
            raise ValueError("unexpected extensions")
        if extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            raise ValueError("an authority")
        if extensions.get_extension_for_class(x509.KeyUsage).value != usage(authority=False):
            raise ValueError("wrong key usage")
        return parse_office(uris_in(extensions))
    except MALFORMED as error:
        raise _wrong_usage() from error


def root_of(cert_der: bytes) -> RootInfo:
    """What a root certificate says of itself; raises ``Refused('wrong-usage')`` unless it is a self-signed PPO root."""
    try:
        certificate = _load_exact(cert_der)
        as_p256(certificate.public_key())
        certificate.verify_directly_issued_by(certificate)
        extensions = certificate.extensions
        if {e.oid for e in extensions} != _ROOT_EXTENSIONS:
            raise ValueError("unexpected extensions")
        if extensions.get_extension_for_class(x509.BasicConstraints).value != x509.BasicConstraints(True, 0):
            raise ValueError("not a root")
        if extensions.get_extension_for_class(x509.KeyUsage).value != usage(authority=True):
            raise ValueError("wrong key usage")
        uris = uris_in(extensions)
        training = "ppo://training" in uris
        (uri,) = [u for u in uris if u != "ppo://training"]
        code = uri.removeprefix("ppo://root/")
        if not uri.startswith("ppo://root/") or not CODE.fullmatch(code):
            raise ValueError("not a root name")
        titles = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return RootInfo(code, str(titles[0].value) if titles else code, training)
    except MALFORMED as error:
        raise _wrong_usage() from error


def parse_office(uris: list[str]) -> OfficeKey:
    """The office key behind alternative names; ``ValueError`` for anything missing, double, malformed or unknown."""
    found: dict[str, str] = {}
    training = False
    for uri in uris:
        if uri == "ppo://training" and not training:
            training = True
            continue
        prefix = next((p for p in _PREFIXES if uri.startswith(p)), None)
        if prefix is None or prefix in found:
            raise ValueError("unknown or repeated name")
        found[prefix] = uri.removeprefix(prefix)
    if set(found) != set(_PREFIXES):
        raise ValueError("a name is missing")
    code, device, use, sealing = (found[p] for p in _PREFIXES)
    office_key = OfficeKey(code, cast("Use", use), sealing, training, device)
    demand_sound(office_key)
    return office_key


_PREFIXES = ("ppo://office/", "ppo://device/", "ppo://use/", "age:")


def demand_sound(key: OfficeKey) -> None:
    sound = (
        CODE.fullmatch(key.code)
        and DEVICE_ID.fullmatch(key.device)
        and key.use in USES
        and key.code.isascii()
        and is_recipient(key.sealing)
    )
    if not sound:
        raise ValueError("malformed office key")


def office_uris(key: OfficeKey) -> list[str]:
    values = (key.code, key.device, key.use, key.sealing)
    return [*(p + v for p, v in zip(_PREFIXES, values, strict=True)), *training_uris(key.training)]


def training_uris(training: bool) -> list[str]:
    return ["ppo://training"] if training else []


def uris_in(extensions: x509.Extensions) -> list[str]:
    names = list(extensions.get_extension_for_class(x509.SubjectAlternativeName).value)
    if not all(isinstance(n, x509.UniformResourceIdentifier) for n in names):
        raise ValueError("names other than URIs")
    return [str(n.value) for n in names]


def office_name(key: OfficeKey) -> x509.Name:
    """What PDF readers show: ``Desa Sebayan`` (as far as the region list knows it), code, device and use."""
    known = regions().get(key.code)
    label = ("LATIHAN " if key.training else "") + (known.full_name if known else key.code)
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "PPO Desktop"),
            x509.NameAttribute(NameOID.COMMON_NAME, label[:64]),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, f"{key.code}/{key.device}/{key.use}"),
        ]
    )


def usage(authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def alternative_names(uris: list[str]) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([x509.UniformResourceIdentifier(u) for u in uris])


_OFFICE_EXTENSIONS = {
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.KEY_USAGE,
    ExtensionOID.SUBJECT_KEY_IDENTIFIER,
    ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
}
_ROOT_EXTENSIONS = _OFFICE_EXTENSIONS - {ExtensionOID.AUTHORITY_KEY_IDENTIFIER}


def _load_exact(cert_der: bytes) -> x509.Certificate:
    certificate = x509.load_der_x509_certificate(cert_der)
    if enclosed(certificate.tbs_certificate_bytes, certificate.signature) != cert_der:
        raise ValueError("not the one encoding of this certificate")
    return certificate


def enclosed(signed: bytes, signature: bytes) -> bytes:
    """The one DER form around what was signed: the parser forgives odd bytes here, which no signature covers."""
    ecdsa_with_sha256 = bytes.fromhex("300a06082a8648ce3d040302")
    return _der(0x30, signed + ecdsa_with_sha256 + _der(0x03, b"\x00" + signature))


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([size]) if size < 0x80 else bytes([0x80 + (n := (size.bit_length() + 7) // 8)]) + size.to_bytes(n)
    return bytes([tag]) + length + content


def _wrong_usage() -> Refused:
    return Refused(
        "wrong-usage",
        _("Sertifikat ini bukan sertifikat kunci kantor PPO."),
        _("Minta kantor pengirim membuat berkas baru dengan aplikasi PPO."),
    )
