"""A root hands its region to a root above it: a short statement that only the old root's key can sign.

Offices that trust the old root trust the new one on this word; the new one's office believes the old root only after a
person compared its words. What is signed: H(``ppo-handover``, old certificate, new certificate).
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.x509 import load_der_x509_certificate

from ppo_desktop.core import canonical
from ppo_desktop.core.offices import is_below
from ppo_desktop.trust.keys import as_p256, load_key
from ppo_desktop.trust.naming import MALFORMED, root_of

_PREHASHED = ec.ECDSA(Prehashed(hashes.SHA256()))


@dataclass(frozen=True)
class Handover:
    """Certificates of the old and the new root (DER), and the old root's signature (DER) over both."""

    old: bytes
    new: bytes
    signature: bytes

    @property
    def holds(self) -> bool:
        """Whether the old root truly signed it, and may: the new one's region contains its own, both alike in practice.

        Raises:
            Refused: one of the two is no root certificate.
        """
        old, new = root_of(self.old), root_of(self.new)
        if not is_below(old.code, new.code) or old.training != new.training:
            return False
        key = as_p256(load_der_x509_certificate(self.old).public_key())
        try:
            key.verify(self.signature, _digest(self.old, self.new), _PREHASHED)
        except MALFORMED:
            return False
        return True


def hand_over(old_key_der: bytes, old: bytes, new: bytes) -> Handover:
    """The statement by the key of the root ``old`` that its region belongs to the root ``new`` from now on."""
    return Handover(old, new, load_key(old_key_der).sign(_digest(old, new), _PREHASHED))


def _digest(old: bytes, new: bytes) -> bytes:
    return canonical.sha256(b"ppo-handover", old, new)
