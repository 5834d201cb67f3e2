"""P-256 key pairs as DER bytes. P-256 because poppler, Acrobat and Okular all check it; Ed25519 they do not."""

from __future__ import annotations

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


def new_signing_key() -> bytes:
    """A fresh P-256 private key, unencrypted PKCS#8 DER (about 138 bytes)."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_der(key_der: bytes) -> bytes:
    """The public half of a private key, SubjectPublicKeyInfo DER (91 bytes)."""
    return public_bytes(load_key(key_der).public_key())


def load_key(key_der: bytes) -> ec.EllipticCurvePrivateKey:
    """The private key in ``key_der``; raises ``ValueError`` for anything but P-256 PKCS#8."""
    key = serialization.load_der_private_key(key_der, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("not a P-256 key")
    return key


def as_p256(key: object) -> ec.EllipticCurvePublicKey:
    """``key`` itself; raises ``ValueError`` unless it is a P-256 public key."""
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("not a P-256 key")
    return key


def public_bytes(key: ec.EllipticCurvePublicKey) -> bytes:
    """``key`` as SubjectPublicKeyInfo DER."""
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def public_of(certificate_der: bytes) -> bytes:
    """The public key a certificate is about, in the form of ``public_der``."""
    from cryptography import x509

    return public_bytes(as_p256(x509.load_der_x509_certificate(certificate_der).public_key()))
