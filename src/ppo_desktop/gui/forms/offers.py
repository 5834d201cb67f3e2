"""What can be read from one field and offered for others. Offered, never filled in by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from ppo_desktop.core.text import _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import read_date
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.nik import decode_nik
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.words import birth_in_words


class Offer(Struct, frozen=True):
    """What one press would fill in."""

    sentence: str
    button: str
    fills: Mapping[str, object]


def offers(kind: RecordKind, field: str, typed: Mapping[str, object], today: date) -> list[Offer]:
    """What the typing in ``field`` tells about fields that are still empty."""
    if kind is not PERSON or field != "nik" or not isinstance(typed.get("nik"), str):
        return []
    nik = decode_nik(str(typed["nik"]), today)
    if not nik.format_is_right:
        return []
    born_on = read_date(str(typed.get("born_on") or ""))
    sex = {} if typed.get("sex") else {"sex": nik.sex}
    births = [birth.isoformat() for birth in nik.births] if born_on is None else []
    words = code_list("sexes").label(nik.sex).lower()
    if births:
        return [
            Offer(
                _("Menurut NIK: lahir {born}, {sex}.").format(born=birth_in_words(birth, today), sex=words),
                _("Pakai"),
                {"born_on": birth, **sex},
            )
            for birth in births
        ]
    return [Offer(_("Menurut NIK: {sex}.").format(sex=words), _("Pakai"), sex)] if sex else []


def told(kind: RecordKind, field: str, typed: Mapping[str, object], today: date) -> str:
    """What is known about a value beside its reading: where a NIK was first registered."""
    if kind is not PERSON or field != "nik" or not isinstance(typed.get("nik"), str):
        return ""
    nik = decode_nik(str(typed["nik"]), today)
    return _("Format benar, pertama terdaftar di {place}.").format(place=nik.place) if nik.place else ""
