"""A record in words for paper: its fields by the groups of its form, as far as they are filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby

from ppo_desktop.core.text import N_, _
from ppo_desktop.operations.undoing import DELETED
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.field import Field, Shape, Values
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.words import in_words
from ppo_desktop.reports.record_sheet import Lines

Groups = tuple[tuple[str, Lines], ...]
"""Title of a group and its lines."""
_UNPRINTED = frozenset({REASONS, DELETED})
DANGER_WORD = "danger_word"
"""The field that stands on no paper: a danger word that lies about is none any more."""
DANGER_TOLD = N_("Ada kata tanda bahaya; tanyakan kepada petugas.")


def is_filled(field: Field, values: Values) -> bool:
    """Whether something stands in the field."""
    return values.get(field.name) not in (None, "", [], {})


def groups(
    kind: RecordKind,
    values: Values,
    words: Mapping[str, str],
    day: date,
    wants: Callable[[Field], bool] = lambda _field: True,
) -> Groups:
    """Label and value of each field that holds something; what is a reference or a photo is not told.

    Args:
        words: field → words, where its shape does not say them (``kind.told``).
        wants: which fields are told at all.
    """
    fields = [
        field
        for field in kind.fields
        if not field.refers
        and field.shape is not Shape.PHOTOS
        and field.name not in _UNPRINTED
        and is_filled(field, values)
        and wants(field)
    ]
    return tuple(
        (
            _(group) if group else _("Saat dicatat"),
            tuple((_(f.label), words.get(f.name) or in_words(f, values[f.name], day)) for f in of_group),
        )
        for group, of_group in groupby(fields, key=lambda field: field.group)
    )
