"""A root hands its region to a root above it: a short statement that only the old root's key can sign.

Offices that trust the old root trust the new one on this word; the new one's office believes the old root only after a
person compared its words. What is signed: H(``ppo-handover``, old certificate, new certificate).
"""

from __future__ import annotations

from msgspec import Struct

from ppo_desktop.core.offices import is_below
from ppo_desktop.trust import statements
from ppo_desktop.trust.naming import root_of

_DOMAIN = "ppo-handover"


class Handover(Struct, frozen=True):
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
        return statements.is_signed(self.signature, self.old, _DOMAIN, self.old, self.new)


def hand_over(old_key_der: bytes, old: bytes, new: bytes) -> Handover:
    """The statement by the key of the root ``old`` that its region belongs to the root ``new`` from now on."""
    return Handover(old, new, statements.sign(old_key_der, _DOMAIN, old, new))
