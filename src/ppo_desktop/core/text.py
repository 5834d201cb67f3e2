"""Words for people: translation marks, numbers, and cleaning of what was typed."""

from __future__ import annotations

import errno
import gettext as _gettext
import re
import unicodedata

from ppo_desktop.core.canonical import is_forbidden

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def N_(message: str) -> str:
    """Mark an Indonesian text for the catalogue where it is declared; ``_`` shows it."""
    return message


def _(message: str) -> str:
    """The text in the user's language; the source language is Indonesian, so a gap never shows English."""
    return _catalogue.gettext(message)


def system_reason(error: OSError) -> str:
    """Why the operating system refused, in a word or two; what it says itself is English."""
    known = _SYSTEM_REASONS.get(error.errno or 0)
    return _(known) if known else _("kesalahan {number}").format(number=error.errno or "?")


_SYSTEM_REASONS = {
    errno.ENOENT: N_("tidak ada"),
    errno.EACCES: N_("tidak diizinkan"),
    errno.EPERM: N_("tidak diizinkan"),
    errno.EROFS: N_("hanya dapat dibaca"),
    errno.ENOSPC: N_("penuh"),
    errno.EDQUOT: N_("penuh"),
    errno.EIO: N_("diska rusak atau dicabut"),
    errno.ENODEV: N_("dicabut"),
    errno.EISDIR: N_("itu folder"),
    errno.ENOTDIR: N_("itu bukan folder"),
    errno.EEXIST: N_("sudah ada"),
    errno.EBUSY: N_("sedang dipakai"),
    errno.ENAMETOOLONG: N_("namanya terlalu panjang"),
}


def inside(words: str) -> str:
    """``words`` as they stand inside a sentence: with a small first letter, but ``PMI`` and the like stay."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def clean(text: str) -> str:
    """Typed or imported text in NFC, trimmed; each forbidden character becomes a visible ``�``."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join("�" if is_forbidden(c) else c for c in text).strip()


def search_key(text: str) -> str:
    """``text`` folded for searching: no case, accents or punctuation; old and new spelling meet (oe/u, dj/j, tj/c)."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    for old, new in _SPELLINGS:
        plain = plain.replace(old, new)
    return " ".join(plain.translate(_GAPS).split() if plain.isascii() else _WORDS(plain))


_WORDS = re.compile(r"\w+").findall
_GAPS = {code: " " for code in range(128) if not _WORDS(chr(code))}
"""What stands between words, in ASCII; of most texts the words are found so in half the time."""


# Old (Van Ophuijsen, 1901) to present spelling (EYD, 1972), in an order that does not feed itself.
_SPELLINGS = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"), ("ch", "kh"))


def number(value: int) -> str:
    """``1.234.567`` or ``−97``, the way Indonesian offices write it; its minus is no hyphen."""
    return f"{value:,}".replace(",", ".").replace("-", "−")


def difference(value: int) -> str:
    """A number with its sign: ``+3``, ``−97``, ``0``."""
    return f"+{number(value)}" if value > 0 else number(value)
