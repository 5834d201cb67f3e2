"""What a root makes: itself, office certificates, its revocation list.

X.509 v3 and CRL v2 (RFC 5280), all P-256 with SHA-256. Whom they speak of: :mod:`ppo_desktop.trust.naming`; judging
them: :mod:`ppo_desktop.trust.certificates`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec import Struct

from ppo_desktop.core.offices import CODE
from ppo_desktop.trust.keys import as_p256, load_key, public_bytes
from ppo_desktop.trust.naming import (
    alternative_names,
    demand_authority,
    office_name,
    office_uris,
    root_of,
    training_uris,
    usage,
)
from ppo_desktop.trust.requesting import read_request
from ppo_desktop.trust.words import fingerprint

ROOT_YEARS = 25
OFFICE_YEARS = 10
CRL_DAYS = 400
"""An office that is visited once a year must still be able to check."""
DAY = timedelta(days=1)


class RootKey(Struct, frozen=True):
    """A root's private key (PKCS#8 DER) and its self-signed certificate (DER)."""

    key_der: bytes
    certificate_der: bytes


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
    uris = [f"ppo://root/{code}", *training_uris(training)]
    certificate = (
        _builder(name, name, key.public_key(), start, ROOT_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage(authority=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(alternative_names(uris), critical=False)
        .sign(key, hashes.SHA256())
    )
    key_der = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return RootKey(key_der, certificate.public_bytes(serialization.Encoding.DER))


def new_crl(
    root_key_der: bytes,
    root_cert_der: bytes,
    number: int,
    revoked: Sequence[bytes],
    now: datetime,
    before: bytes | None = None,
) -> bytes:
    """The root's revocation list ``number`` (count up, never reuse) naming every certificate in ``revoked`` (DER).

    What the list ``before`` named is named again: a root put back from a backup need not know those certificates.

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
    known = {x509.load_der_x509_certificate(der).serial_number for der in revoked}
    for entry in x509.load_der_x509_crl(before) if before else ():
        if entry.serial_number not in known:
            builder = builder.add_revoked_certificate(entry)
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


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
        _builder(office_name(request.office_key), root.subject, public, start, OFFICE_YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage(authority=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(_authority_key(root), critical=False)
        .add_extension(alternative_names(office_uris(request.office_key)), critical=False)
        .sign(load_key(root_key_der), hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.DER)


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


def _authority_key(root: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    identifier = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)


def _seconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
