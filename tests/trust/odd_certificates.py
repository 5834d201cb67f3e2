"""Certificates with unusual content, truly signed by a root: what a careless or bribed root might hand out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

DER = serialization.Encoding.DER


@dataclass(frozen=True)
class Odd:
    """A key and what was certified of it, both DER."""

    key: bytes
    certificate: bytes


def odd_certificate(
    root_key: bytes,
    root: bytes,
    uris: list[str],
    now: datetime,
    *,
    usage: str = "sign",
    ca: bool = False,
    curve: ec.EllipticCurve | None = None,
    starts: timedelta = timedelta(days=-1),
    ends: timedelta = timedelta(days=3650),
    unknown: bool = False,
    rsa_bits: int = 0,
) -> Odd:
    """Args: usage: ``sign``, ``auth`` or ``none``. unknown: with a critical extension that nobody knows.
    rsa_bits: size of an RSA key in the place of a curve.
    """
    issuer = x509.load_der_x509_certificate(root)
    key = rsa.generate_private_key(65537, rsa_bits) if rsa_bits else ec.generate_private_key(curve or ec.SECP256R1())
    unset = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    bits = dict.fromkeys((*unset, "encipher_only", "decipher_only"), False)
    bits |= {"digital_signature": usage != "none", "content_commitment": usage == "sign"}
    identifier = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sambas")]))
        .issuer_name(issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + starts)
        .not_valid_after(now + ends)
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(x509.KeyUsage(**bits), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.UniformResourceIdentifier(u) for u in uris]), critical=False)
    )
    if unknown:
        extension = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00")
        builder = builder.add_extension(extension, critical=True)
    signing = serialization.load_der_private_key(root_key, None)
    assert isinstance(signing, ec.EllipticCurvePrivateKey)
    made = builder.sign(signing, hashes.SHA256())
    secret = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return Odd(secret, made.public_bytes(DER))
