"""Values as they stand in lists and panes: short, in words, dates as ``21 Nov 2026``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ppo_desktop.core.period import MONTH_NAMES
from ppo_desktop.core.text import _
from ppo_desktop.records.dates import age_on
from ppo_desktop.records.field import Field
from ppo_desktop.records.words import in_words
from ppo_desktop.records.words import phone_in_words as phone_in_words

NIK = (16, 16)
"""Fewest and most digits of NIK and family card."""


def short_date(partial: str) -> str:
    """``21 Nov 2026``, ``Nov 2026`` or ``2026`` for a whole or partial ISO date; anything else as it stands."""
    parts = partial.split("-")
    try:
        month = MONTH_NAMES[int(parts[1]) - 1][:3] if len(parts) > 1 else ""
        day = str(int(parts[2])) if len(parts) > 2 else ""
    except (ValueError, IndexError):
        return partial
    return " ".join(part for part in (day, month, parts[0]) if part)


def in_pane(field: Field, value: object, today: date) -> str:
    """A value in words; numbers of persons keep only their ends, since others look at the screen as well."""
    if field.digits == NIK and value:
        return f"{str(value)[:4]} … {str(value)[-4:]}"
    return in_words(field, value, today)


def text(values: Mapping[str, object], name: str) -> str:
    """The text in a field; ``""`` for a gap."""
    value = values.get(name)
    return "" if value is None else str(value)


def joined(*parts: str, by: str = " · ") -> str:
    """The parts that are not empty."""
    return by.join(part for part in parts if part)


def years(born_on: str, today: date) -> str:
    """``26 tahun``; ``""`` where it cannot be told."""
    if not born_on:
        return ""
    age = age_on(born_on, today.isoformat())
    return _("{years} tahun").format(years=age) if age >= 0 else ""
