"""Making certificates: one root per region, an office certificate per PC and use, the root's revocation list.

X.509 v3 and CRL v2 (RFC 5280), requests by PKCS#10 (RFC 2986), all P-256 with SHA-256. Who someone is stands in
subject alternative names, so that one path validation vouches for office, device, use and sealing key together::

    root      ppo://root/<code>                                              [ppo://training]
    office    ppo://office/<code>  ppo://device/<12 hex>  ppo://use/<assent|dispatch>  age:<age1…>  [ppo://training]

Two uses, two keys on each PC: ``assent`` is opened only by the password of the head or the secretary; ``dispatch`` is
at hand for every clerk ("dikirim petugas, tanda tangan pimpinan pada cetakan"). The receiver tells them apart by the
certificate alone. Judging them: :mod:`ppo_desktop.trust.certificates`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, cast

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtensionOID, NameOID

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.ids import DEVICE_ID
from ppo_desktop.core.offices import CODE, is_below, regions
from ppo_desktop.core.text import _
from ppo_desktop.trust.keys import as_p256, load_key, public_bytes
from ppo_desktop.trust.sealing import is_recipient
from ppo_desktop.trust.words import fingerprint

Use = Literal["assent", "dispatch"]
USES: tuple[Use, Use] = ("assent", "dispatch")
ROOT_YEARS = 25
OFFICE_YEARS = 10
CRL_DAYS = 400
"""An office that is visited once a year must still be able to check."""
DAY = timedelta(days=1)
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


@dataclass(frozen=True)
class OfficeKey:
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


@dataclass(frozen=True)
class RootKey:
    """A root's private key (PKCS#8 DER) and its self-signed certificate (DER)."""

    key_der: bytes
    certificate_der: bytes


@dataclass(frozen=True)
class RootInfo:
    """What a root certificate says of itself; believed only after a person compared its words."""

    code: str
    title: str
    training: bool


@dataclass(frozen=True)
class Request:
    """An office's wish for a certificate: proven to hold the key, not yet believed to be the office."""

    office_key: OfficeKey
    public_der: bytes


def new_root(code: str, title: str, clock_now: datetime, training: bool) -> RootKey:
    """A root for the region ``code``; ``title`` (``Kabupaten Sambas``) is what PDF readers show as issuer.

    Valid from the day before ``clock_now`` for 25 years, may sign certificates (path length 0) and revocation lists.
    """
    if not CODE.fullmatch(code):
        raise ValueError("not an office code")
    key = ec.generate_private_key(ec.SECP256R1())
    # Two roots of one region (practice and real, old and new) must not share a name: issuer look-ups go by name.
    mark = fingerprint(public_bytes(key.public_key())).hex()[:16]
    label = ("LATIHAN " if training else "") + title
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "PPO Desktop"),
            x509.NameAttribute(NameOID.COMMON_NAME, label[:64]),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, mark),
        ]
    )
    start = _seconds(clock_now) - DAY
    uris = [f"ppo://root/{code}", *_training(training)]
    certificate = (
        _builder(name, name, key.public_key(), start, ROOT_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_names(uris), critical=False)
        .sign(key, hashes.SHA256())
    )
    key_der = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return RootKey(key_der, certificate.public_bytes(serialization.Encoding.DER))


def new_crl(root_key_der: bytes, root_cert_der: bytes, number: int, revoked: Sequence[bytes], now: datetime) -> bytes:
    """The root's revocation list ``number`` (count up, never reuse) naming every certificate in ``revoked`` (DER).

    ``thisUpdate`` is ``now`` itself, not a day earlier: receivers lift a clock that is behind up to it, and it must
    then lie after the ``notBefore`` of every certificate issued so far. It cannot come "too early" for anyone for the
    same reason. A revoked certificate counts as revoked since its own ``notBefore``: without time stamps nobody can
    prove that a signature is older than the theft, and a PC clock set back must not revive the key.
    """
    key = load_key(root_key_der)
    root = x509.load_der_x509_certificate(root_cert_der)
    moment = max(_seconds(now), root.not_valid_before_utc)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(moment)
        .next_update(moment + timedelta(days=CRL_DAYS))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(_authority_key(root), critical=False)
    )
    for certificate in {c.serial_number: c for c in map(x509.load_der_x509_certificate, revoked)}.values():
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(certificate.serial_number)
            .revocation_date(certificate.not_valid_before_utc)
            .build()
        )
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def new_request(key_der: bytes, office_key: OfficeKey) -> bytes:
    """A PKCS#10 request (DER) by the holder of ``key_der`` for a certificate that says ``office_key``."""
    _demand_sound(office_key)
    return (
        x509.CertificateSigningRequestBuilder()
        .subject_name(_office_name(office_key))
        .add_extension(_names(_office_uris(office_key)), critical=False)
        .sign(load_key(key_der), hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )


def read_request(csr_der: bytes) -> Request:
    """The request in ``csr_der`` after checking that its author holds the key; raises ``Refused('bad-request')``.

    Only the alternative names count: the subject is written anew by the root, other extensions are refused.
    """
    try:
        request = x509.load_der_x509_csr(csr_der)
        sound = (
            request.is_signature_valid
            and isinstance(request.signature_hash_algorithm, hashes.SHA256)
            and [e.oid for e in request.extensions] == [ExtensionOID.SUBJECT_ALTERNATIVE_NAME]
            and _enclosed(request.tbs_certrequest_bytes, request.signature) == csr_der
        )
        if not sound:
            raise ValueError("malformed request")
        public = public_bytes(as_p256(request.public_key()))
        office_key = _parse_office(_uris_in(request.extensions))
    except MALFORMED as error:
        raise Refused(
            "bad-request",
            _("Permintaan kunci ini rusak atau bukan buatan aplikasi PPO."),
            _("Minta kantor itu membuat berkas permintaan baru."),
        ) from error
    return Request(office_key, public)


def issue(root_key_der: bytes, root_cert_der: bytes, csr_der: bytes, now: datetime) -> bytes:
    """A ten-year office certificate (DER) for a request whose words a person has compared.

    Raises ``Refused('bad-request')``, or ``Refused('wrong-office')`` when the office is outside the root's region or
    one of the two is a practice office and the other is not.
    """
    request = read_request(csr_der)
    root = x509.load_der_x509_certificate(root_cert_der)
    demand_authority(root_of(root_cert_der), request.office_key)
    start = max(_seconds(now) - DAY, root.not_valid_before_utc)
    public = as_p256(serialization.load_der_public_key(request.public_der))
    certificate = (
        _builder(_office_name(request.office_key), root.subject, public, start, OFFICE_YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(authority=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(_authority_key(root), critical=False)
        .add_extension(_names(_office_uris(request.office_key)), critical=False)
        .sign(load_key(root_key_der), hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.DER)


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
        if extensions.get_extension_for_class(x509.KeyUsage).value != _usage(authority=False):
            raise ValueError("wrong key usage")
        return _parse_office(_uris_in(extensions))
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
        if extensions.get_extension_for_class(x509.KeyUsage).value != _usage(authority=True):
            raise ValueError("wrong key usage")
        uris = _uris_in(extensions)
        training = "ppo://training" in uris
        (uri,) = [u for u in uris if u != "ppo://training"]
        code = uri.removeprefix("ppo://root/")
        if not uri.startswith("ppo://root/") or not CODE.fullmatch(code):
            raise ValueError("not a root name")
        titles = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return RootInfo(code, str(titles[0].value) if titles else code, training)
    except MALFORMED as error:
        raise _wrong_usage() from error


_OFFICE_EXTENSIONS = {
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.KEY_USAGE,
    ExtensionOID.SUBJECT_KEY_IDENTIFIER,
    ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
}
_ROOT_EXTENSIONS = _OFFICE_EXTENSIONS - {ExtensionOID.AUTHORITY_KEY_IDENTIFIER}


def _parse_office(uris: list[str]) -> OfficeKey:
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
    _demand_sound(office_key)
    return office_key


_PREFIXES = ("ppo://office/", "ppo://device/", "ppo://use/", "age:")


def _demand_sound(key: OfficeKey) -> None:
    sound = (
        CODE.fullmatch(key.code)
        and DEVICE_ID.fullmatch(key.device)
        and key.use in USES
        and key.code.isascii()
        and is_recipient(key.sealing)
    )
    if not sound:
        raise ValueError("malformed office key")


def _office_uris(key: OfficeKey) -> list[str]:
    values = (key.code, key.device, key.use, key.sealing)
    return [*(p + v for p, v in zip(_PREFIXES, values, strict=True)), *_training(key.training)]


def _training(training: bool) -> list[str]:
    return ["ppo://training"] if training else []


def _uris_in(extensions: x509.Extensions) -> list[str]:
    names = list(extensions.get_extension_for_class(x509.SubjectAlternativeName).value)
    if not all(isinstance(n, x509.UniformResourceIdentifier) for n in names):
        raise ValueError("names other than URIs")
    return [str(n.value) for n in names]


def _office_name(key: OfficeKey) -> x509.Name:
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


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, start: datetime, years: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=round(years * 365.25)))
    )


def _usage(authority: bool) -> x509.KeyUsage:
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


def _names(uris: list[str]) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([x509.UniformResourceIdentifier(u) for u in uris])


def _authority_key(root: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    identifier = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)


def _load_exact(cert_der: bytes) -> x509.Certificate:
    certificate = x509.load_der_x509_certificate(cert_der)
    if _enclosed(certificate.tbs_certificate_bytes, certificate.signature) != cert_der:
        raise ValueError("not the one encoding of this certificate")
    return certificate


def _enclosed(signed: bytes, signature: bytes) -> bytes:
    """The one DER form around what was signed: the parser forgives odd bytes here, which no signature covers."""
    ecdsa_with_sha256 = bytes.fromhex("300a06082a8648ce3d040302")
    return _der(0x30, signed + ecdsa_with_sha256 + _der(0x03, b"\x00" + signature))


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([size]) if size < 0x80 else bytes([0x80 + (n := (size.bit_length() + 7) // 8)]) + size.to_bytes(n)
    return bytes([tag]) + length + content


def _seconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _wrong_usage() -> Refused:
    return Refused(
        "wrong-usage",
        _("Sertifikat ini bukan sertifikat kunci kantor PPO."),
        _("Minta kantor pengirim membuat berkas baru dengan aplikasi PPO."),
    )
