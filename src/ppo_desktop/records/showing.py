"""Values in words: codes as their labels, yes and no, lists on one line. For screens, history and paper alike."""

from __future__ import annotations

from ppo_desktop.core.text import _, number
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Field, Shape
from ppo_desktop.records.photos import Photo, photos

EMPTY = "–"
READABLE = 10_000
"""Characters; a field for more of them holds something that programs read."""


def shown(field: Field | None, value: object) -> str:
    """``value`` as a person reads it; a field this version does not know shows its value as it stands."""
    if value is None or value in ("", [], {}):
        return EMPTY
    if field and field.envelope:
        return _("(amplop tersegel)")
    if field and isinstance(value, str) and field.max_length > READABLE:
        return _("(naskah {count} huruf)").format(count=number(len(value)))
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    if isinstance(value, dict):
        return ", ".join(f"{_word(field, key)}: {amount}" for key, amount in value.items())
    if field and field.shape is Shape.PHOTOS:
        return _photos_in_words(photos(value))
    if isinstance(value, list):
        return ", ".join(_word(field, item) for item in value)
    return _word(field, value)


def _photos_in_words(named: list[Photo]) -> str:
    """``2 foto: Pembukaan; tanpa keterangan (wajah anak)``."""
    words = [
        _("{caption} (wajah anak)").format(caption=photo.caption or _("tanpa keterangan"))
        if photo.minors
        else photo.caption or _("tanpa keterangan")
        for photo in named
    ]
    return _("{count} foto: {captions}").format(count=len(named), captions="; ".join(words))


def _word(field: Field | None, value: object) -> str:
    return code_list(field.choices).label(str(value)) if field and field.choices else str(value)
