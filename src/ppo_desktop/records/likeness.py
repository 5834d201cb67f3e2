"""Whether two persons may be one: points and reasons from what is recorded of both. Pure.

Names are compared by what Indonesian offices do to them: old and new spelling (oe/u, dj/j, tj/c, nj/ny, sj/sy), letters
that stand for one sound (y/i, ch/kh/h, sy/s), doubled letters, the many short forms of Muhammad, initials, and words
that one paper leaves out (haji, bin, binti, a second name).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from ppo_desktop.core.text import N_, _, search_key
from ppo_desktop.records.field import Values
from ppo_desktop.records.rules import text_of

FIELDS = (
    "nik",
    "name",
    "born_on",
    "sex",
    "mother_name",
    "father_name",
    "contact_name",
    "contact_relation",
    "birth_place",
    "region",
)
"""What of a person counts."""
WORTH_A_LOOK, SAME_NAME, SUSPECTED = 20, 25, 35
"""Points from which somebody is shown beside a form, stops a row of a grid, and stands among the suspected pairs."""
MOST = 100


class Reason(Enum):
    """One thing that speaks for two being one, or against it: its points, and its words."""

    NIK_SAME = (85, N_("NIK sama"))
    NIK_SLIP = (25, N_("NIK hampir sama"))
    NAME_SAME = (25, N_("Nama sama"))
    NAME_SPELLING = (25, N_("Nama sama, hanya ejaannya berbeda"))
    NAME_ALIKE = (15, N_("Nama mirip"))
    BORN_SAME = (20, N_("Tanggal lahir sama"))
    BORN_SWAPPED = (15, N_("Tanggal dan bulan lahir tertukar"))
    BORN_PARTLY = (10, N_("Tanggal lahir cocok sejauh diketahui"))
    BORN_YEAR = (5, N_("Tahun lahir sama"))
    MOTHER_SAME = (15, N_("Nama ibu sama"))
    FATHER_SAME = (10, N_("Nama ayah sama"))
    BIRTHPLACE_SAME = (5, N_("Tempat lahir sama"))
    VILLAGE_SAME = (5, N_("Desa atau kelurahan sama"))
    NIK_OTHER = (-15, N_("NIK berbeda"))
    NAME_OTHER = (-15, N_("Nama berbeda"))
    BORN_OTHER = (-10, N_("Tanggal lahir berbeda"))
    MOTHER_OTHER = (-10, N_("Nama ibu berbeda"))
    FATHER_OTHER = (-5, N_("Nama ayah berbeda"))
    SEX_OTHER = (-10, N_("Jenis kelamin berbeda"))

    @property
    def points(self) -> int:
        return self.value[0]

    @property
    def words(self) -> str:
        return _(self.value[1])


class Likeness(Struct, frozen=True):
    """How much speaks for two persons being one, and what."""

    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        """0 to ``MOST``."""
        return min(max(sum(reason.points for reason in self.reasons), 0), MOST)

    @property
    def words(self) -> str:
        """What speaks for it, in one line: ``NIK sama · Nama mirip``."""
        return " · ".join(reason.words for reason in self.reasons if reason.points > 0)

    @property
    def doubts(self) -> str:
        """What speaks against it, in one line; may be empty."""
        return " · ".join(reason.words for reason in self.reasons if reason.points < 0)


def likeness(one: Values, other: Values) -> Likeness:
    """Compare two persons by ``FIELDS``; what only one of them tells counts neither way. Asks not who comes first."""
    found = (_nik(one, other), _name(one, other), _born(one, other), *_parents(one, other), *_places(one, other))
    return Likeness(tuple(reason for reason in found if reason))


@lru_cache(8192)  # whoever is weighed is weighed against many
def name_key(name: str) -> str:
    """A name as it sounds: names of one key are one name, whatever the habit of who wrote them down."""
    words = [_sound(word) for word in search_key(name).split()]
    words = [word for word in words if word not in _SMALL_WORDS] or words
    return " ".join("muhamad" if _is_muhammad(word, len(words)) else word for word in words)


# After ``search_key`` there is no oe, dj, tj, nj, sj or ch any more.
_SOUNDS = (
    (re.compile("sy(?=[aeiou])"), "s"),
    (re.compile("kh"), "h"),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_SMALL_WORDS = frozenset(("h", "hj", "haji", "hajah", "bin", "binti", "bte", "bt", "b"))
_MUHAMMAD = re.compile(r"m[ou]?hd?|md|m[ou]hamad|m[ou]hamed")


def _sound(word: str) -> str:
    for written, spoken in _SOUNDS:
        word = written.sub(spoken, word)
    return word


def _is_muhammad(word: str, words: int) -> bool:
    return bool(_MUHAMMAD.fullmatch(word)) or (word == "m" and words > 1)


def is_alike(one: str, other: str) -> bool:
    """Whether two names, folded with ``search_key`` or ``name_key``, differ by a slip or two, by initials, or by words
    that one leaves out.

    The shorter the name, the less may differ: ``Adi`` and ``Edi`` are two people.
    """
    if one == other:
        return True
    fewer, more = sorted((set(one.split()), set(other.split())), key=len)
    if (len(fewer) > 1 and fewer <= more) or _has_initials_of(one.split(), other.split()):
        return True
    length = min(len(one), len(other))
    allowed = 0 if length < 5 else 1 if length < 10 else 2
    # A slip changes the set of letters by two at most; looking at that first spares most of the work.
    if abs(len(one) - len(other)) > allowed or len(set(one) ^ set(other)) > 2 * allowed:
        return False
    return distance(one, other) <= allowed


def _has_initials_of(one: list[str], other: list[str]) -> bool:
    """``a rahman`` and ``abdul rahman``: word by word the same, but for words of which only the initial stands."""
    if len(one) != len(other) or not any(a == b and len(a) > 1 for a, b in zip(one, other, strict=True)):
        return False
    return all(a == b or (a[0] == b[0] and 1 in (len(a), len(b))) for a, b in zip(one, other, strict=True))


def distance(one: str, other: str) -> int:
    """How many letters must be added, dropped, changed or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and its == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _nik(one: Values, other: Values) -> Reason | None:
    mine, its = text_of(one, "nik"), text_of(other, "nik")
    if not mine or not its:
        return None
    if mine == its:
        return Reason.NIK_SAME
    return Reason.NIK_SLIP if _differ_by_a_slip(mine, its) else Reason.NIK_OTHER


def _differ_by_a_slip(one: str, other: str) -> bool:
    """Whether one digit is another one, or two neighbours changed places."""
    places = [place for place, (mine, its) in enumerate(zip(one, other, strict=False)) if mine != its]
    if len(one) != len(other) or len(places) > 2:
        return False
    first, last = places[0], places[-1]
    return first == last or (last - first == 1 and one[first] == other[last] and one[last] == other[first])


def _name(one: Values, other: Values) -> Reason | None:
    names = text_of(one, "name"), text_of(other, "name")
    mine, its = map(name_key, names)
    if not mine or not its:
        return None
    if mine == its:
        is_written_so = names[0].casefold().split() == names[1].casefold().split()
        return Reason.NAME_SAME if is_written_so else Reason.NAME_SPELLING
    return Reason.NAME_ALIKE if is_alike(mine, its) else Reason.NAME_OTHER


def _born(one: Values, other: Values) -> Reason | None:
    mine, its = text_of(one, "born_on"), text_of(other, "born_on")
    if not mine or not its:
        return None
    if mine == its:
        return Reason.BORN_SAME if len(mine) == len("2009-03-12") else Reason.BORN_PARTLY
    if mine.startswith(its) or its.startswith(mine):
        return Reason.BORN_PARTLY
    if mine[:4] != its[:4]:
        return Reason.BORN_OTHER
    is_swapped = (mine[5:7], mine[8:]) == (its[8:], its[5:7])
    return Reason.BORN_SWAPPED if is_swapped else Reason.BORN_YEAR


def _parents(one: Values, other: Values) -> Iterator[Reason | None]:
    for field, relation, same, different in (
        ("mother_name", "IBU", Reason.MOTHER_SAME, Reason.MOTHER_OTHER),
        ("father_name", "AYAH", Reason.FATHER_SAME, Reason.FATHER_OTHER),
    ):
        mine, its = _parent(one, field, relation), _parent(other, field, relation)
        if mine and its:
            yield same if is_alike(mine, its) else different


def _parent(values: Values, field: str, relation: str) -> str:
    """The key of a parent's name, who may also be the family's contact."""
    contact = text_of(values, "contact_name") if values.get("contact_relation") == relation else ""
    return name_key(text_of(values, field) or contact)


def _places(one: Values, other: Values) -> Iterable[Reason | None]:
    sexes = {text_of(values, "sex") for values in (one, other)} - {""}
    places = [name_key(text_of(values, "birth_place")) for values in (one, other)]
    villages = [text_of(values, "region") for values in (one, other)]
    yield Reason.BIRTHPLACE_SAME if places[0] and places[0] == places[1] else None
    yield Reason.VILLAGE_SAME if villages[0] and villages[0] == villages[1] else None
    yield Reason.SEX_OTHER if len(sexes) > 1 else None
