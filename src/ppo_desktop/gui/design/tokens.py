"""Colours, type sizes and spacing: pure data, without Qt. A test computes the contrasts."""

from __future__ import annotations

from typing import NamedTuple


class Palette(NamedTuple):
    """One set of colours, each ``#rrggbb``. ``*_soft`` is the tint on which the strong tone of that name is written."""

    page: str
    card: str
    sunken: str
    """Quiet areas inside a card, rows under the mouse."""
    ink: str
    soft: str
    """Second lines."""
    muted: str
    """Hints."""
    line: str
    """Edges of cards; decoration, no information."""
    edge: str
    """Edges of fields and buttons, which must be seen."""
    brand: str
    brand_strong: str
    on_brand: str
    brand_soft: str
    link: str
    """Text that acts as a button."""
    focus: str
    side: str
    side_ink: str
    side_soft: str
    side_active: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    neutral: str
    neutral_soft: str
    chart_first: str
    chart_second: str
    low: str
    """On maps: needs nothing; ``middle`` some, ``high`` most, which must catch the eye first."""
    middle: str
    high: str
    training: str
    """The stripe that says that nothing here is real."""


LIGHT = Palette(
    page="#f3f6f7",
    card="#ffffff",
    sunken="#f7f9fa",
    ink="#14232b",
    soft="#3b4d57",
    muted="#55656f",
    line="#dde4e8",
    edge="#7f919b",
    brand="#0f766e",
    brand_strong="#0b5f58",
    on_brand="#ffffff",
    brand_soft="#e1f1ef",
    link="#0b6b63",
    focus="#0f766e",
    side="#0e3b39",
    side_ink="#ffffff",
    side_soft="#c2d6d4",
    side_active="#1b5552",
    ok="#126c36",
    ok_soft="#e2f4e8",
    warn="#8a5100",
    warn_soft="#fdefd3",
    bad="#b42318",
    bad_soft="#fde6e4",
    info="#1d5fa8",
    info_soft="#e2eefb",
    neutral="#4b5b65",
    neutral_soft="#e9eef1",
    chart_first="#0f766e",
    chart_second="#5b8fd6",
    low="#d3ecdc",
    middle="#f2c665",
    high="#b42318",
    training="#e9a23b",
)

DARK = Palette(
    page="#0e1619",
    card="#172226",
    sunken="#1d2a2f",
    ink="#eef4f5",
    soft="#c3d0d4",
    muted="#9fb0b6",
    line="#2a3a40",
    edge="#7b9199",
    brand="#2aa79b",
    brand_strong="#45c0b3",
    on_brand="#04201d",
    brand_soft="#16373a",
    link="#5bd0c3",
    focus="#5bd0c3",
    side="#0a2322",
    side_ink="#ffffff",
    side_soft="#b4cbc9",
    side_active="#17423f",
    ok="#7ddb9d",
    ok_soft="#143322",
    warn="#f3bf63",
    warn_soft="#3a2b10",
    bad="#ff9d92",
    bad_soft="#431a17",
    info="#8fc2fb",
    info_soft="#15304e",
    neutral="#b9c6cb",
    neutral_soft="#263439",
    chart_first="#2aa79b",
    chart_second="#5d8fd0",
    low="#24503a",
    middle="#75570f",
    high="#ff6254",
    training="#e9a23b",
)

TONES = ("ok", "warn", "bad", "info", "neutral")
"""What a badge or banner may mean; ``bad`` asks for action now."""

# Sizes in logical pixels at 100 %.
FIGURE, TITLE, QUESTION, HEADING, STRONG, BODY, SMALL, TINY = 28, 22, 19, 16, 14, 14, 13, 12
TIGHT, GAP, PAD, ROOM = 4, 8, 16, 24
FIELD_HEIGHT, BUTTON_HEIGHT, ROW_HEIGHT = 38, 38, 52
RADIUS, RADIUS_SMALL = 12, 8
SIDE_WIDE, SIDE_NARROW = 212, 64
FOLD_BELOW = 1200
"""Window widths below this fold the side bar and turn a detail pane into a page."""
ZOOMS = (100, 115, 130, 150, 175, 200)
"""Per cent."""


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours ``#rrggbb``, 1 to 21 (WCAG 2.1, relative luminance)."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
