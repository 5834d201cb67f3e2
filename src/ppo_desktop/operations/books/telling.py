"""A record in words for paper: its fields by the groups of its form, as far as they are filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby

from msgspec import Struct

from ppo_desktop.core.text import N_, _, inside
from ppo_desktop.operations.books.undoing import DELETED
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


class Joined(Struct, frozen=True):
    """Fields that make one line of a paper; where only one of them is filled in it keeps its own label."""

    label: str
    """Marked with ``N_``."""
    parts: Mapping[str, str]
    """Field → words around its value, marked with ``N_``."""


_PLAIN, _SMALL = "{value}", "{small}"
"""The value as it is; with a small first letter, where a sentence goes on."""
JOINED: Mapping[str, tuple[Joined, ...]] = {
    "person": (
        Joined(N_("Tempat, tanggal lahir"), {"birth_place": _PLAIN, "born_on": _PLAIN}),
        Joined(
            N_("Alamat"),
            {"address": _PLAIN, "rt": N_("RT {value}"), "rw": N_("RW {value}"), "hamlet": _PLAIN, "region": _PLAIN},
        ),
        Joined(N_("Kontak keluarga"), {"contact_name": _PLAIN, "contact_relation": _SMALL, "contact_phone": _PLAIN}),
    ),
    "departure": (
        Joined(N_("Tujuan"), {"destination_country": _PLAIN, "destination_place": _PLAIN}),
        Joined(N_("Paspor"), {"passport": _PLAIN, "passport_until": N_("berlaku sampai {value}")}),
        Joined(N_("Pemberi izin"), {"permit_giver": _PLAIN, "permit_relation": _SMALL}),
        Joined(N_("Kontak disepakati"), {"contact_every": _PLAIN, "contact_channel": _SMALL}),
        Joined(
            N_("Keluarga yang menerima kabar"),
            {"contact_keeper": _PLAIN, "contact_keeper_relation": _SMALL, "contact_keeper_phone": _PLAIN},
        ),
        Joined(
            N_("Kontak terakhir"),
            {
                "last_contact_on": _PLAIN,
                "last_contact_hour": N_("pukul {value}"),
                "last_contact_channel": _SMALL,
            },
        ),
    ),
}
"""Kind → what stands together on its papers, each at the place of its first field."""


def is_filled(field: Field, values: Values) -> bool:
    """Whether something stands in the field."""
    return values.get(field.name) not in (None, "", [], {})


def groups(
    kind: RecordKind,
    values: Values,
    words: Mapping[str, str],
    day: date,
    wants: Callable[[Field], bool] = lambda _field: True,
    *,
    is_joined: bool = False,
) -> Groups:
    """Label and value of each field that holds something; what is a reference or a photo is not told.

    Args:
        words: field → words, where its shape does not say them (``kind.told``).
        wants: which fields are told at all.
        is_joined: whether what ``JOINED`` names stands in one line; else each field has its own, as in the form.
    """
    fields = [
        field
        for field in kind.fields
        if field.is_said
        and not field.refers
        and field.shape is not Shape.PHOTOS
        and field.name not in _UNPRINTED
        and is_filled(field, values)
        and wants(field)
    ]
    said = {field.name: words.get(field.name) or in_words(field, values[field.name], day) for field in fields}
    lines = {field.name: (_(field.label), said[field.name]) for field in fields}
    for joined in JOINED.get(kind.name, ()) if is_joined else ():
        first, *others = [name for name in joined.parts if name in said] or [""]
        if others:
            told = (
                _(joined.parts[name]).format(value=said[name], small=inside(said[name])) for name in (first, *others)
            )
            lines[first] = (_(joined.label), ", ".join(told))
            for name in others:
                del lines[name]
    kept = [field for field in fields if field.name in lines]
    return tuple(
        (_(group) if group else _("Saat dicatat"), tuple(lines[field.name] for field in of_group))
        for group, of_group in groupby(kept, key=lambda field: field.group)
    )
