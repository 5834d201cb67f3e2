"""How hard a password is to guess, in words. A judgement for people, not arithmetic: length and other words count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from ppo_desktop.core.text import _

Strength = Literal["short", "obvious", "fair", "strong"]
SHORTEST = 8
_COMMON = frozenset(
    [
        "password",
        "passwd",
        "sandi",
        "katasandi",
        "rahasia",
        "admin",
        "administrator",
        "indonesia",
        "merdeka",
        "bismillah",
        "allahuakbar",
        "alhamdulillah",
        "assalamualaikum",
        "sayang",
        "cintaku",
        "qwerty",
        "qwertyuiop",
        "asdfghjkl",
        "desa",
        "kantor",
        "kantordesa",
        "kecamatan",
        "kelurahan",
        "petugas",
        "pimpinan",
        "kades",
        "sekdes",
        "camat",
        "lurah",
        "ppodesktop",
        "komputer",
    ]
)
_RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def strength(password: str, known: Iterable[str] = ()) -> Strength:
    """The judgement of ``password``; ``known``: names of the person and office, which others try first."""
    if len(password) < SHORTEST:
        return "short"
    plain = password.casefold()
    for word in sorted(_words(known) | _COMMON, key=len, reverse=True):
        plain = plain.replace(word, "")
    letters = re.sub(r"\d|\W|_", "", plain)
    rest = re.sub(r"\s", "", plain)
    is_run = any(rest in run for run in _RUNS)
    if len(set(rest)) < 4 or is_run or (not letters and len(rest) < 12) or len(rest) < 4:
        return "obvious"
    kinds = sum(bool(re.search(pattern, password)) for pattern in ("[a-z]", "[A-Z]", "[0-9]", r"[^a-zA-Z0-9]"))
    return "strong" if len(rest) >= 14 or (len(rest) >= 11 and kinds >= 3) else "fair"


def strength_words(judged: Strength, length: int) -> str:
    """What to say while somebody types; ``length``: characters typed so far."""
    return {
        "short": _("Masih kurang {count} huruf.").format(count=SHORTEST - length),
        "obvious": _("Mudah ditebak orang lain. Tambahkan dua kata yang tidak ada hubungannya."),
        "fair": _("Cukup. Lebih kuat bila ditambah satu kata lagi."),
        "strong": _("Kuat."),
    }[judged]


def _words(known: Iterable[str]) -> set[str]:
    """Single words of four letters or more."""
    return {word for text in known for word in re.findall(r"\w{4,}", text.casefold())}
