"""The one font family of all papers (``resources/fonts``), and text made safe to print with it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ppo_desktop.core.paths import resource

REGULAR = "PPO-Regular"
BOLD = "PPO-Bold"

MISSING = "\u25a1"
"""Printed for every character the fonts lack: PDF/A forbids the font's own empty glyph (ISO 19005-3, 6.2.11.8)."""

_FILES = {REGULAR: "LiberationSans-Regular.ttf", BOLD: "LiberationSans-Bold.ttf"}


@cache
def register() -> None:
    """Make the fonts known to reportlab; costs 60 ms once."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file))))


def printable(text: str) -> str:
    """``text`` with only characters the fonts draw: odd spaces become a space, invisible marks (also those that turn
    the reading direction) vanish, anything else unknown becomes ``MISSING``. Line breaks stay."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(_replacement(c) for c in unicodedata.normalize("NFC", text))


def one_line(text: str) -> str:
    """``printable`` text without line breaks and double spaces."""
    return " ".join(printable(text).split())


@cache
def _replacement(character: str) -> str:
    if character in "\n\u00a0" or " " <= character <= "~":
        return character
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if character == "\t" or category in ("Zs", "Zl", "Zp"):
        return " "
    if category == "Pd" and not _has_glyph(character):
        return "-"
    return character if category != "Cc" and _has_glyph(character) else MISSING


def _has_glyph(character: str) -> bool:
    register()
    return all(ord(character) in pdfmetrics.getFont(name).face.charToGlyph for name in _FILES)


def width(text: str, font: str, size: float) -> float:
    """Printed width of one line in points."""
    if text.isascii():
        return 0.001 * size * sum(map(_ascii_widths(font).__getitem__, text.encode()))
    register()
    return float(pdfmetrics.stringWidth(text, font, size))


@cache
def _ascii_widths(font: str) -> list[float]:
    """Widths of the first 128 characters in thousandths of the size."""
    register()
    return [float(pdfmetrics.stringWidth(chr(code), font, 1000)) for code in range(128)]


_GROUPS = re.compile(r"(?<=\b\d{4}) (?=\d{3,4}\b)")
"""Spaces inside a telephone number or NIK, which is read in one go."""


def wrap(text: str, font: str, size: float, room: float, first_indent: float = 0.0) -> list[str]:
    """``text`` in lines no wider than ``room`` points; words wider than a line are cut, no-break spaces
    hold. Always at least one line."""
    return list(_wrap(text, font, size, room, first_indent))


@lru_cache(maxsize=4096)  # most cells of a register say what others above said
def _wrap(text: str, font: str, size: float, room: float, first_indent: float) -> tuple[str, ...]:
    lines: list[str] = []
    for paragraph in printable(text).split("\n"):
        line = " ".join(filter(None, paragraph.split(" ")))
        indent = 0.0 if lines else first_indent
        if width(line, font, size) <= room - indent:
            lines.append(line)
        else:
            lines.extend(_broken(line, font, size, room, indent))
    return tuple(line.replace("\u00a0", " ").rstrip(" ") for line in lines)


def _broken(text: str, font: str, size: float, room: float, first_indent: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in _GROUPS.sub("\u00a0", text).split(" "):
        space = room - (0.0 if lines else first_indent)
        joined = f"{line} {word}" if line else word
        if width(joined, font, size) <= space:
            line = joined
            continue
        if line:
            lines.append(line)
            space = room
        *full, line = _cut(word, font, size, space)
        lines.extend(full)
    return [*lines, line]


def _cut(word: str, font: str, size: float, room: float) -> list[str]:
    """``word`` in pieces that fit, cut behind a stroke or hyphen where it has one; whole when it fits."""
    pieces, piece = [], ""
    for character in word:
        if piece and width(piece + character, font, size) > room:
            at = max(piece.rfind(mark) for mark in "/-@\u00a0") + 1 or len(piece)
            pieces.append(piece[:at])
            piece = piece[at:]
        piece += character
    return [*pieces, piece]


def shrink(text: str, font: str, size: float, room: float, smallest: float) -> float:
    """The largest size not above ``size`` at which ``text`` fits ``room``, but never below ``smallest``."""
    natural = width(text, font, size)
    return size if natural <= room else max(smallest, size * room / natural)
