"""Penduduk: one line of the village's own population list, of which a *warga* may be made. No record, in no journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ppo_desktop.core.text import _, search_key
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Values
from ppo_desktop.records.likeness import Reason, likeness, name_key
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.reading import read


class Resident(NamedTuple):
    """Somebody in the list; ``""`` where it does not say. Named as the fields of a *warga* they fill."""

    name: str
    nik: str = ""
    family_card: str = ""
    sex: str = ""
    birth_place: str = ""
    born_on: str = ""
    address: str = ""
    rt: str = ""
    rw: str = ""
    hamlet: str = ""
    education: str = ""
    occupation: str = ""
    marital_status: str = ""
    family_relation: str = ""
    father_name: str = ""
    mother_name: str = ""

    @property
    def place(self) -> str:
        """``RT 003/RW 001, Dusun Setia``."""
        numbers = "/".join(f"{what} {text}" for what, text in ((_("RT"), self.rt), (_("RW"), self.rw)) if text)
        return ", ".join(part for part in (numbers, self.hamlet) if part)

    @property
    def detail(self) -> str:
        """One line that tells people of one name apart; the NIK shows its ends only."""
        born = written(self.born_on) if self.born_on else ""
        return " · ".join(part for part in (born, self.place, masked(self.nik)) if part)


LIST_FIELDS: tuple[str, ...] = Resident._fields


def fills(resident: Resident) -> dict[str, str]:
    """What a new *warga* takes over: all that their fields can hold as it stands."""
    filled = {}
    for name, text in resident._asdict().items():
        value = read(PERSON.field(name), text)[0] if text else None
        if isinstance(value, str):
            filled[name] = value
    return filled


def is_somebody_else(held: Values, taken: Values) -> bool:
    """Whether a form holds another person than the list tells of; what is known of two is never mixed in one record."""
    others = {Reason.NIK_OTHER, Reason.NAME_OTHER, Reason.BORN_OTHER}
    return not others.isdisjoint(likeness(held, taken).reasons)


def masked(nik: str) -> str:
    """Enough of a NIK to tell it from another, and no more: ``610104…9901``."""
    return f"{nik[:6]}…{nik[-4:]}" if len(nik) == 16 else ""


def wordings(name: str) -> tuple[str, ...]:
    """A name, or its beginning, as it is written and as it sounds: ``moh jamil`` and ``muhamad jamil``."""
    return tuple(dict.fromkeys((search_key(name), name_key(name))))


# Who the one is to the other is known from what both are to the head of the family: (other, one) → how we call it.
_HEAD, _HUSBAND, _WIFE, _CHILD, _PARENT = "1", "2", "3", "4", "7"
_RELATIONS: Mapping[tuple[str, str], tuple[str, str]] = {
    (_HEAD, _WIFE): ("SUAMI", "ISTRI"),
    (_HEAD, _HUSBAND): ("SUAMI", "ISTRI"),
    (_WIFE, _HEAD): ("SUAMI", "ISTRI"),
    (_HUSBAND, _HEAD): ("SUAMI", "ISTRI"),
    (_HEAD, _CHILD): ("AYAH", "IBU"),
    (_WIFE, _CHILD): ("AYAH", "IBU"),
    (_HUSBAND, _CHILD): ("AYAH", "IBU"),
    (_PARENT, _HEAD): ("AYAH", "IBU"),
    (_CHILD, _HEAD): ("ANAK", "ANAK"),
    (_CHILD, _WIFE): ("ANAK", "ANAK"),
    (_CHILD, _HUSBAND): ("ANAK", "ANAK"),
    (_HEAD, _PARENT): ("ANAK", "ANAK"),
    (_CHILD, _CHILD): ("SAUDARA", "SAUDARA"),
}


def relation(other: Resident, one: Resident) -> str:
    """What ``other`` is to ``one`` of the same family, a code of ``contact-relations``; ``""`` where it is not sure."""
    pair = _RELATIONS.get((other.family_relation, one.family_relation))
    if pair is None or not code_list("sexes").contains(other.sex):
        return "" if pair is None or len(set(pair)) > 1 else pair[0]
    return pair[other.sex == "P"]
