"""Short statements under one signature: what is signed is H(domain, part, part …), so none can pass for another."""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.x509 import load_der_x509_certificate

from ppo_desktop.core import canonical
from ppo_desktop.trust.keys import as_p256, load_key
from ppo_desktop.trust.naming import MALFORMED

_PREHASHED = ec.ECDSA(Prehashed(hashes.SHA256()))


def sign(key_der: bytes, domain: str, *parts: bytes) -> bytes:
    """The signature (ECDSA with SHA-256, DER) of a P-256 key over a statement."""
    return load_key(key_der).sign(canonical.sha256(domain.encode(), *parts), _PREHASHED)


def is_signed(signature: bytes, certificate: bytes, domain: str, *parts: bytes) -> bool:
    """Whether the key in ``certificate`` (DER) signed the statement; says nothing of that certificate."""
    try:
        key = as_p256(load_der_x509_certificate(certificate).public_key())
        key.verify(signature, canonical.sha256(domain.encode(), *parts), _PREHASHED)
    except MALFORMED:
        return False
    return True
