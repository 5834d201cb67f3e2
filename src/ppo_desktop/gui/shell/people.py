"""Words for people with an account, and the names their accounts get."""

from __future__ import annotations

import re
import unicodedata

from ppo_desktop.core.text import N_, _

LONGEST_ACCOUNT = 32
"""Letters of an account's name."""
_ROLES = {
    "petugas": N_("Petugas"),
    "pimpinan": N_("Pimpinan"),
    "sekretaris": N_("Sekretaris"),
    "admin": N_("Pengelola"),
    "pemeriksa": N_("Pemeriksa"),
}


def role_words(role: str) -> str:
    """How a role is called on screen."""
    return _(_ROLES.get(role, role))


def account_name(display_name: str) -> str:
    """A login for a person: ``Drs. Uray Syafrudin, M.Si.`` → ``uray.syafrudin``; ``""`` for no name."""
    plain = unicodedata.normalize("NFKD", display_name.split(",")[0]).encode("ascii", "ignore").decode().lower()
    words = [re.sub(r"[^a-z0-9]", "", word) for word in plain.split() if not word.endswith(".")]
    return ".".join(word for word in words[:2] if word)[:LONGEST_ACCOUNT]
