"""Words for people with an account."""

from __future__ import annotations

from ppo_desktop.core.text import N_, _

_ROLES = {
    "petugas": N_("Petugas"),
    "pimpinan": N_("Pimpinan"),
    "sekretaris": N_("Sekretaris"),
    "admin": N_("Pengelola"),
}


def role_words(role: str) -> str:
    """How a role is called on screen."""
    return _(_ROLES.get(role, role))
