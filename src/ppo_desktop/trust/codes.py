"""The emergency code: 150 random bits as 30 Crockford base32 characters in six groups of five.

Crockford's alphabet (https://www.crockford.com/base32.html) has no I, L, O and U; typed I and L count as 1, O as 0.
"""

from __future__ import annotations

import hmac
import re
import secrets

from ppo_desktop.core.errors import World
from ppo_desktop.core.text import _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 30, 5


def new_code() -> str:
    """A fresh code in its printed form, ``7K3QD-…`` (35 characters)."""
    letters = "".join(secrets.choice(ALPHABET) for _position in range(LENGTH))
    return "-".join(groups(letters))


def groups(code: str) -> tuple[str, ...]:
    """The groups of a code, as many as are there."""
    letters = normal(code)
    return tuple(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))


def code_bits(typed: str) -> bytes:
    """The typed code as key material; raises ``World('wrong-code')`` unless it has 30 characters of the alphabet."""
    if not looks_like_code(typed):
        raise wrong_code()
    return normal(typed).encode()


def looks_like_code(typed: str) -> bool:
    """Whether it has 30 characters of the alphabet."""
    letters = normal(typed)
    return len(letters) == LENGTH and all(letter in ALPHABET for letter in letters)


def code_groups_match(code: str, typed: str, wanted: tuple[int, ...] = (1, 4)) -> bool:
    """Whether ``typed`` repeats the groups ``wanted`` (counted from 0) of ``code``: proof that it was written down."""
    parts = groups(code)
    return hmac.compare_digest("".join(parts[i] for i in wanted).encode(), normal(typed).encode())


def wrong_code() -> World:
    """The error for a code that does not fit."""
    return World(
        "wrong-code",
        _("Kode darurat itu tidak cocok."),
        _("Ketik lagi 30 huruf dan angka dari lembar kode darurat."),
    )


def normal(text: str) -> str:
    """What was typed without spaces and hyphens, in the alphabet as far as it is forgiving."""
    letters = re.sub(r"[\s\-_.]+", "", text).upper()
    return letters.translate(str.maketrans("OIL", "011"))
