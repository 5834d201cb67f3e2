"""Decimal figures without floats: typed the Indonesian way, kept as text with a comma, counted in hundredths. Pure."""

from __future__ import annotations

import re

from ppo_desktop.core.text import number

MOST = 10**15
"""More hundredths than any figure of ours has."""
_PLAIN = re.compile(r"(-?)([0-9]{1,13})(?:,([0-9]{1,2})0*)?")
_POINT = re.compile(r"(-?[0-9]{1,13})\.([0-9]{1,2})")
_GROUPED = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")


def hundredths(text: str) -> int | None:
    """``5,08`` → 508; also ``651.246`` and, where it can mean nothing else, ``5.08``.

    ``None`` for what is no number, has more than two digits behind the comma, or is too large.
    """
    text = re.sub(r"\s+", "", text).replace("−", "-")
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    elif match := _POINT.fullmatch(text):
        text = f"{match[1]},{match[2]}"
    found = _PLAIN.fullmatch(text)
    if not found or not text.isascii():
        return None
    amount = int(found[2]) * 100 + int((found[3] or "0").ljust(2, "0"))
    return (-amount if found[1] else amount) if amount < MOST else None


def as_typed(amount: int) -> str:
    """508 → ``5,08``, 65124600 → ``651246``: the one form a figure is kept in."""
    whole, part = divmod(abs(amount), 100)
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole},{part:02d}".rstrip("0").rstrip(",") if part else f"{sign}{whole}"


def as_shown(amount: int) -> str:
    """508 → ``5,08``, 65124600 → ``651.246``."""
    whole, comma, part = as_typed(abs(amount)).partition(",")
    return f"{'−' if amount < 0 else ''}{number(int(whole))}{comma}{part}"
