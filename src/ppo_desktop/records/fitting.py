"""Whether a value of the journal fits the column of a field: worked out once for each field, asked of every value."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ppo_desktop.core import canonical
from ppo_desktop.core.ids import RECORD_ID
from ppo_desktop.core.period import is_partial_date
from ppo_desktop.records.dates import is_date
from ppo_desktop.records.field import MOST_ITEMS, Field, Shape
from ppo_desktop.records.photos import MOST as MOST_PHOTOS
from ppo_desktop.records.photos import is_photo

KEY_LENGTH = 100
"""Most characters of a key in a mapping."""
Judge = Callable[[object], str]
"""Why a value, which is not ``None``, does not fit; ``""`` where it does. Total over any JSON value."""


def judge_of(field: Field) -> Judge:
    """What judges the values of a field."""
    if field.shape is Shape.LIST:
        return _as_it_is(list) if field.item is object else _list(field)
    if field.shape is Shape.MAPPING:
        return _as_it_is(dict) if field.item is object else _mapping(field)
    if field.shape is Shape.PHOTOS:
        return _photos
    if field.shape is Shape.YES_NO:
        return _yes_no
    if field.shape is Shape.INTEGER:
        return _amount(field)
    if field.shape is Shape.DATE or field.shape is Shape.PARTIAL_DATE:
        is_day = is_date if field.shape is Shape.DATE else is_partial_date
        return _text(field.max_length, lambda text: text.isascii() and is_day(text), "not-a-date")
    if field.refers:
        return _text(field.max_length, lambda text: RECORD_ID.fullmatch(text) is not None, "not-a-record")
    return _text(field.max_length)


def _text(most: int, fits: Callable[[str], bool] | None = None, reason: str = "") -> Judge:
    def judge(value: object) -> str:
        if not isinstance(value, str):
            return "wrong-type"
        if len(value) > most:
            return "too-long"
        if not canonical.is_clean(value):
            return "unclean-text"
        return "" if fits is None or fits(value) else reason

    return judge


def _amount(field: Field) -> Judge:
    least, most = field.range

    def judge(value: object) -> str:
        if isinstance(value, bool) or not isinstance(value, int):
            return "wrong-type"
        return "" if least <= value <= most else "out-of-range"

    return judge


def _list(field: Field) -> Judge:
    of_item = _text(field.max_length)

    def judge(value: object) -> str:
        if not isinstance(value, list):
            return "wrong-type"
        return "too-long" if len(value) > MOST_ITEMS else _first(of_item, value)

    return judge


def _mapping(field: Field) -> Judge:
    of_item = _amount(field) if field.item is int else _text(field.max_length)
    of_key = _text(KEY_LENGTH)

    def judge(value: object) -> str:
        if not isinstance(value, dict):
            return "wrong-type"
        return "too-long" if len(value) > MOST_ITEMS else _first(of_key, value) or _first(of_item, value.values())

    return judge


def _first(judge: Judge, values: Iterable[object]) -> str:
    """The first reason that speaks against one of them."""
    for value in values:
        if reason := judge(value):
            return reason
    return ""


def _as_it_is(container: type[list[object] | dict[str, object]]) -> Judge:
    def judge(value: object) -> str:
        if not isinstance(value, container):
            return "wrong-type"
        try:
            canonical.check(value)
        except ValueError:
            return "wrong-type"
        return ""

    return judge


def _yes_no(value: object) -> str:
    return "" if isinstance(value, bool) else "wrong-type"


def _photos(value: object) -> str:
    if not isinstance(value, list) or not all(map(is_photo, value)):
        return "wrong-type"
    return "too-long" if len(value) > MOST_PHOTOS else ""
