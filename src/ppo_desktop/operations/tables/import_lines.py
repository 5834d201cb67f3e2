"""What would become of each row of a table: somebody new, somebody known, somebody to be asked about, or nothing, and
why. Nothing is written.

A row is judged by the same declarations and rules as a form. At the office of a village it becomes records of that
office; above, it is kept for the village whose person it names (``records.listed``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Problem
from ppo_desktop.core.offices import Level, is_below, name_of
from ppo_desktop.core.text import N_, _
from ppo_desktop.operations.books import suggesting
from ppo_desktop.operations.books.batches import ABROAD, EACH_ITS_OWN
from ppo_desktop.operations.books.recording import Surroundings
from ppo_desktop.operations.books.suggesting import PossibleTwin
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.records.checking import Checked, check
from ppo_desktop.records.dates import written
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.field import Values
from ppo_desktop.records.homecoming import HOMECOMING
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.likeness import SAME_NAME, name_key
from ppo_desktop.records.listed import LISTED
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.region_words import Where
from ppo_desktop.records.resident_table import Cell
from ppo_desktop.records.rules import joined, text_of
from ppo_desktop.records.table_shapes import Shape, of_kind
from ppo_desktop.storage import rows
from ppo_desktop.storage.database import Connection

KNOWN_FROM, AHEAD = 45, 15
"""Points from which somebody recorded is taken to be the one, nothing speaking against it, and by how many they must be
ahead of anybody else: the same name and the same birthday."""
_PLANNED = "0" * 32
"""Stands for the person that is not there yet."""
_LEAVING = frozenset({"niat", "proses", "siap"})


class Verdict(StrEnum):
    """What becomes of a row, in the order of showing; words to be shown through ``_``."""

    ASK = N_("Tentukan dahulu")
    PLACE = N_("Desanya belum diketahui")
    UNREADABLE = N_("Belum dapat diambil")
    NEW = N_("Orang baru")
    KNOWN = N_("Sudah dikenal")
    APART = N_("Untuk daerah lain")
    RECORDED = N_("Sudah tercatat")


class Raw(Struct, frozen=True):
    """A row that was read."""

    number: int
    """As the person sees it who opens the file."""
    values: Values
    where: Where = field(default_factory=Where)
    remarks: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()
    """Names of the fields these are about."""
    key: str = ""
    """Names the row among all that were ever taken; ``""`` where an office above told of it."""
    answers: str = ""
    """Id of the line of a list that an office above told of."""
    cells: tuple[Cell, ...] = ()


class Line(Struct, frozen=True):
    """A row, and what would become of it."""

    raw: Raw
    verdict: Verdict
    why: str = ""
    candidates: tuple[PossibleTwin, ...] = ()
    """Who it may be, the likeliest first."""
    person: str = ""
    """Id of the person of ours it is about, where that is taken to be clear."""
    region: str = ""
    """The village it is for, above villages."""
    event: str = ""
    """Id of the record of ours that tells it already."""

    @property
    def number(self) -> int:
        return self.raw.number

    @property
    def title(self) -> str:
        """Whom or what it is about."""
        values = self.raw.values
        rt = text_of(values, "rt_report.rt")
        return text_of(values, "person.name") or (_("RT {number}").format(number=rt) if rt else _("(tanpa nama)"))

    @property
    def detail(self) -> str:
        """``L · 12-03-1988 · tanpa NIK · pulang 20-11-2026 · Sempalai, Tebas``."""
        values = self.raw.values
        if "rt_report.month" in values:
            return written(text_of(values, "rt_report.month"))
        nik = "" if text_of(values, "person.nik") else _("tanpa NIK")
        born = written(text_of(values, "person.born_on"))
        back, left = (written(text_of(values, name)) for name in ("homecoming.returned_on", "departure.departed_on"))
        came = _("pulang {day}").format(day=back) if back else ""
        went = _("berangkat {day}").format(day=left) if left else ""
        return joined(text_of(values, "person.sex"), born, nik, came, went, self.raw.where.words)


class _Planned(Surroundings, frozen=True):
    """The surroundings in which the person of a row would stand."""

    person: Values = field(default_factory=dict)

    def record(self, kind: str, record_id: str) -> Values | None:
        if record_id in ("", _PLANNED):
            return self.person if record_id else None
        return super().record(kind, record_id)


def new_person(values: Values, region: str) -> dict[str, object]:
    """The form of a person who is not recorded yet."""
    typed = of_kind(PERSON.name, values) | ({"region": region} if region else {})
    return typed if typed.get("nik") else {**typed, "no_nik_reason": "TIDAK_TAHU"}


def event_form(office: Office, shape: Shape, values: Values) -> dict[str, object]:
    """The form of what happened; a departure is registered on the day it is taken in."""
    typed = of_kind(shape.event.name, values)
    if shape.event is DEPARTURE:
        typed.setdefault("registered_on", today(office.clock).isoformat())
    return typed


def abroad(connection: Connection, office: Office, person: str) -> str:
    """Id of the one departure of a person of ours that ends when they come home; ``""``: there is none, or several."""
    found = rows.where(connection, DEPARTURE, office.code, person=person)
    open_ones = [str(row["id"]) for row in found if row["status"] in ABROAD]
    return open_ones[0] if len(open_ones) == 1 else ""


class Weighing:
    """Weighs the rows of one table, one after the other."""

    def __init__(self, connection: Connection, office: Office, shape: Shape, taken: Mapping[str, str]) -> None:
        """Args: taken: key of each row that was taken before → the sentence that says when."""
        self._connection, self._office, self._shape, self._taken = connection, office, shape, taken
        self._is_village = office.identity.level is Level.VILLAGE
        self._met: dict[tuple[str, ...], int] = {}
        self._listed = set() if self._is_village else _listed_before(connection, office, shape)

    def weigh(self, raw: Raw) -> Line:
        """What would become of a row, those before it being as they were said."""
        values = raw.values
        if raw.key in self._taken:
            return Line(raw, Verdict.RECORDED, self._taken[raw.key])
        if self._shape.is_about_people and not text_of(values, "person.name"):
            return Line(raw, Verdict.UNREADABLE, _("Nama kosong."))
        me = self._identity(values)
        if (before := self._met.setdefault(me, raw.number)) != raw.number:
            return Line(raw, Verdict.RECORDED, _("Sama dengan baris {number}.").format(number=before))
        if raw.where.is_outside(self._office.code):
            words = _("Menurut daftar: {place}.").format(place=raw.where.words)
            kept = "" if self._is_village else _("Disimpan terpisah, untuk diserahkan.")
            return Line(raw, Verdict.APART, " ".join(part for part in (words, kept) if part))
        return self._here(raw) if self._is_village else self._above(raw, me)

    def _identity(self, values: Values) -> tuple[str, ...]:
        day = text_of(values, self._shape.day)
        if not self._shape.is_about_people:
            return tuple(text_of(values, f"rt_report.{name}") for name in ("month", "rt", "rw", "hamlet"))
        who = text_of(values, "person.nik") or text_of(values, "person.born_on")
        return name_key(text_of(values, "person.name")), who, day

    # -------------------------------------------------------------------------- at a village

    def _here(self, raw: Raw) -> Line:
        twins = self._twins(raw.values, self._office.code)
        sure = _sure(twins)
        for twin in twins:
            if twin.owner == self._office.code and (found := self._recorded(twin, raw.values)):
                return Line(raw, Verdict.RECORDED, found[0], tuple(twins), event=found[1])
        problems = self._problems(raw.values, self._office.code, sure)
        errors = [one for one in problems if not one.is_warning]
        if any(one.code == "rt-month-double" for one in problems):
            return Line(raw, Verdict.RECORDED, _("Laporan RT ini sudah dicatat untuk bulan itu."))
        if errors:
            return Line(raw, Verdict.UNREADABLE, _wrong(raw, errors), tuple(twins))
        grave = " ".join(one.message for one in problems if one.code in EACH_ITS_OWN)
        if grave:
            return Line(raw, Verdict.ASK, grave, tuple(twins), sure.record if sure else "")
        if sure:
            words = f"{sure.title}: {sure.likeness.words}."
            ends = self._shape.event is HOMECOMING and abroad(self._connection, self._office, sure.record)
            if ends:
                words = f"{words} " + _("Keberangkatannya ditandai pulang.")
            return Line(raw, Verdict.KNOWN, words, tuple(twins), sure.record)
        if twins:
            return Line(raw, Verdict.ASK, _("Mungkin sudah tercatat; pilih orangnya."), tuple(twins))
        return Line(raw, Verdict.NEW)

    def _twins(self, values: Values, region: str) -> list[PossibleTwin]:
        if not self._shape.is_about_people:
            return []
        form = new_person(values, region)
        return [one for one in suggesting.alike(self._office, form) if one.likeness.points >= SAME_NAME]

    def _recorded(self, twin: PossibleTwin, values: Values) -> tuple[str, str] | None:
        """Why what the row tells of somebody stands in the books already, and the id of that record."""
        event = self._shape.event
        _kind, _dot, name = self._shape.day.partition(".")
        day = text_of(values, self._shape.day)
        for row in rows.where(self._connection, event, twin.owner, person=twin.record):
            known = str(row[name] or "")
            if day and known and (day.startswith(known) or known.startswith(day)):
                words = _("{name} sudah tercatat: {title}.")
                shown = sight(self._connection, self._office).one(event, row)
                return words.format(name=twin.title, title=event.called(shown)), str(row["id"])
            is_open = event is DEPARTURE and row["status"] in ABROAD | _LEAVING
            if is_open and not (day and known):
                words = _("Keberangkatan {name} sudah dicatat; lengkapi catatan itu.")
                return words.format(name=twin.title), str(row["id"])
        return None

    def _problems(self, values: Values, region: str, known: PossibleTwin | None) -> list[Problem]:
        """What a form would say of the row, of which warnings that the list answers for are none."""
        found: list[Problem] = []
        person: Values = {}
        if self._shape.is_about_people and known is None:
            checked = self._check(PERSON, new_person(values, region))
            person, found = checked.values, list(checked.problems)
        elif known is not None and known.owner == self._office.code:
            person = rows.get(self._connection, PERSON, known.owner, known.record) or {}
        event = event_form(self._office, self._shape, values)
        if self._shape.is_about_people:
            event["person"] = _PLANNED
        return [*found, *self._check(self._shape.event, event, person).problems]

    def _check(self, kind: RecordKind, typed: Mapping[str, object], person: Values | None = None) -> Checked:
        return check(kind, typed, _Planned(self._connection, self._office, None, person or {}))

    # -------------------------------------------------------------------------- above villages

    def _above(self, raw: Raw, me: tuple[str, ...]) -> Line:
        if (self._shape.sort, *me) in self._listed:
            return Line(raw, Verdict.RECORDED, _("Sudah ada di buku Nama dari daftar."))
        errors = [one for one in self._problems(raw.values, raw.where.village, None) if not one.is_warning]
        if errors:
            return Line(raw, Verdict.UNREADABLE, _wrong(raw, errors))
        twins = [one for one in self._twins(raw.values, raw.where.village) if one.owner != self._office.code]
        for twin in twins:
            if found := self._recorded(twin, raw.values):
                return Line(raw, Verdict.RECORDED, found[0], tuple(twins))
        sure = _sure(twins)
        region = raw.where.village or (sure.owner if sure and is_below(sure.owner, self._office.code) else "")
        if not region:
            return Line(raw, Verdict.PLACE, _("Pilih desanya bila diketahui."), tuple(twins))
        if not twins:
            words = _("Untuk {village}; belum tercatat di sana.")
            return Line(raw, Verdict.NEW, words.format(village=name_of(region)), region=region)
        words = _("Untuk {village}; tercatat di {office}: {reasons}.")
        if sure is None:
            words = _("Untuk {village}; mungkin tercatat di {office}: {reasons}.")
        first = sure or twins[0]
        said = words.format(village=name_of(region), office=name_of(first.owner), reasons=first.likeness.words)
        return Line(raw, Verdict.KNOWN, said, tuple(twins), region=region)


def _wrong(raw: Raw, errors: Sequence[Problem]) -> str:
    """What is wrong, in words; where a value could not be read, the row says that already."""
    told = (one.message for one in errors if not (one.code.endswith("-required") and one.field in raw.unread))
    return " ".join(told)


def _sure(twins: Sequence[PossibleTwin]) -> PossibleTwin | None:
    """The one it is taken to be."""
    if not twins or twins[0].likeness.points < KNOWN_FROM or twins[0].likeness.doubts:
        return None
    is_ahead = len(twins) == 1 or twins[0].likeness.points - twins[1].likeness.points >= AHEAD
    return twins[0] if is_ahead else None


def _listed_before(connection: Connection, office: Office, shape: Shape) -> set[tuple[str, ...]]:
    """What stands in the book of listed names, as ``Weighing`` compares it."""
    found: set[tuple[str, ...]] = set()
    for row in rows.where(connection, LISTED, office.code, sort=shape.sort):
        who = row["nik"] or row["born_on"] or ""
        found.add((str(row["sort"]), name_key(str(row["name"] or "")), str(who), str(row["day"] or "")))
    return found
