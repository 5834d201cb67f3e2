"""Which tables of other offices can be taken in, as data; what their columns mean is looked up in files of words.

When adding one: a ``Shape`` in ``SHAPES`` and its headings in ``resources/tables``. Reading, preview, matching, saving,
undo and what is told to villages follow from it.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level
from ppo_desktop.core.paths import resource
from ppo_desktop.core.text import N_, _
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Field, Values
from ppo_desktop.records.field import Shape as FieldShape
from ppo_desktop.records.kind import EVERY_LEVEL, RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.resident import LIST_FIELDS
from ppo_desktop.records.resident_table import (
    BIRTH,
    KNOWN,
    RT_RW,
    SAMPLES,
    Cell,
    Column,
    Layout,
    Row,
    Sheet,
    fold_heading,
    recognise,
)
from ppo_desktop.records.resident_table import headings as resident_headings
from ppo_desktop.records.rules import text_of

KEY = "key"
"""Meaning of a column with the table's own number of each row, which stays the same in a later export."""
VILLAGE, DISTRICT, REGENCY = "place.village", "place.district", "place.regency"
_PLACES = {VILLAGE: N_("Desa atau kelurahan"), DISTRICT: N_("Kecamatan"), REGENCY: N_("Kabupaten atau kota")}
_OTHERS = {
    BIRTH: N_("Tempat dan tanggal lahir"),
    RT_RW: N_("RT dan RW dalam satu kolom"),
    **_PLACES,
    KEY: N_("Nomor baris di sumbernya"),
}
_CONTACTS = ("phone", "contact_name", "contact_phone")
_SEARCHED = 30
_LEAST_WORDS = 2


def _as_typed(values: Values) -> dict[str, object]:
    return dict(values)


def _homecoming(values: Values) -> dict[str, object]:
    """Who is said to have been deported for something was deported."""
    if text_of(values, "homecoming.deportation_cause"):
        return {"homecoming.reason": "DEPORTASI", **values}
    return dict(values)


def _departure(values: Values) -> dict[str, object]:
    """The status follows from the days, where the table does not say it."""
    left = text_of(values, "departure.departed_on")
    return {"departure.status": "bekerja" if left else "proses", **values}


class Shape(Struct, frozen=True, dict=True):
    """One sort of table."""

    name: str
    title: str
    purpose: str
    icon: str
    kinds: tuple[str, ...]
    """What a row becomes, in the order of saving; a person comes first."""
    marks: frozenset[str]
    """Meanings of which a table of this sort has one."""
    day: str
    """Meaning of the day on which it happened: one of somebody on one day is the same one."""
    common: tuple[str, ...] = ()
    """Meanings that a person may say once for all rows, since lists tell them in their title or letter."""
    fills: Mapping[str, object] = field(default_factory=dict)
    """What is meant where the table says nothing."""
    finish: Callable[[Values], dict[str, object]] = _as_typed
    """What follows from the rest of a row."""
    levels: frozenset[Level] = EVERY_LEVEL
    sort: str = ""
    """Code of ``list-sorts``: as which list it is kept above villages."""

    @property
    def event(self) -> RecordKind:
        """The kind that tells what happened."""
        return kind_named(self.kinds[-1])

    @property
    def is_about_people(self) -> bool:
        return self.kinds[0] == PERSON.name

    @cached_property
    def meanings(self) -> tuple[str, ...]:
        """What a column may mean, in the order of offering."""
        event = self.event
        own = tuple(f"{event.name}.{field.name}" for field in event.fields if _is_taken(field))
        if not self.is_about_people:
            return (*own, KEY)
        people = tuple(f"{PERSON.name}.{name}" for name in (*LIST_FIELDS, *_CONTACTS))
        return (*people[:6], BIRTH, *own, *people[6:], RT_RW, *_PLACES, KEY)

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Folded heading → meaning, of this sort of table."""
        known = {}
        if self.is_about_people:
            for heading, meaning in resident_headings().items():
                known[heading] = meaning if meaning in (BIRTH, RT_RW, KNOWN) else f"{PERSON.name}.{meaning}"
        for heading, meaning in _headings():
            if meaning in self.meanings:
                known[heading] = meaning
        for heading, meaning in _headings():
            if meaning == KNOWN:
                known.setdefault(heading, meaning)
        for place in self.meanings:  # what our own papers and forms call it
            if "." in place and place not in _PLACES:
                known.setdefault(fold_heading(_field(place).label), place)
                known.setdefault(fold_heading(_field(place).name), place)
        return known


def _is_taken(field_: Field) -> bool:
    """Whether a cell may fill a field."""
    is_plain = field_.shape is not FieldShape.PHOTOS and not (
        field_.item is object or field_.shape is FieldShape.MAPPING
    )
    return bool(field_.group) and is_plain and not (field_.refers or field_.derived or field_.envelope)


RETURNEES = Shape(
    name="returnees",
    title=N_("Daftar kepulangan"),
    purpose=N_("Yang pulang menurut P4MI, BP3MI, atau dinas: deportasi, repatriasi, kontrak selesai."),
    icon="plane-landing",
    kinds=("person", "homecoming"),
    marks=frozenset({"homecoming.returned_on", "homecoming.deportation_cause", "homecoming.reason"}),
    day="homecoming.returned_on",
    common=("homecoming.returned_on", "homecoming.reason", "homecoming.from_country"),
    fills={"homecoming.informed_by": "BP3MI"},
    finish=_homecoming,
    sort="PULANG",
)
DEPARTURES = Shape(
    name="departures",
    title=N_("Daftar keberangkatan atau penempatan"),
    purpose=N_("Kutipan SISKOP2MI dari dinas, atau formulir KoboToolbox dan ODK tentang yang berangkat."),
    icon="plane-takeoff",
    kinds=("person", "departure"),
    marks=frozenset(
        {
            "departure.departed_on",
            "departure.planned_on",
            "departure.contract_until",
            "departure.agency",
            "departure.pmi_id",
            "departure.job",
            "departure.destination_country",
        }
    ),
    day="departure.departed_on",
    common=("departure.destination_country", "departure.departed_on", "departure.source"),
    fills={"departure.source": "DINAS"},
    finish=_departure,
    sort="BERANGKAT",
)
RT_REPORTS = Shape(
    name="rt-reports",
    title=N_("Lembar RT"),
    purpose=N_("Laporan bulanan RT dari formulir KoboToolbox atau ODK, atau tabel buatan desa."),
    icon="map-pin",
    kinds=("rt_report",),
    marks=frozenset({"rt_report.state"}),
    day="rt_report.month",
    common=("rt_report.month",),
    levels=frozenset({Level.VILLAGE}),
)

SHAPES: tuple[Shape, ...] = (RETURNEES, DEPARTURES, RT_REPORTS)


def of_kind(kind: str, values: Values) -> dict[str, object]:
    """The values of one kind, by field."""
    return {name.removeprefix(f"{kind}."): value for name, value in values.items() if name.startswith(f"{kind}.")}


def shape(name: str) -> Shape:
    """The shape of that name; raises ``Refused('unknown-shape')``."""
    found = next((one for one in SHAPES if one.name == name), None)
    if found is None:
        names = ", ".join(one.name for one in SHAPES)
        raise Refused(
            "unknown-shape",
            _("“{name}” bukan jenis tabel yang dikenal.").format(name=name),
            _("Pilih salah satu: {names}.").format(names=names),
        )
    return found


def offered(level: Level) -> tuple[Shape, ...]:
    """The shapes that an office of that level may take in."""
    return tuple(one for one in SHAPES if level in one.levels)


def meaning_label(meaning: str) -> str:
    """What a meaning is called: ``Tanggal pulang``; of a column for one answer ``Alasan berangkat: Utang``."""
    if meaning in _OTHERS:
        return _(_OTHERS[meaning])
    name, _equals, code = meaning.partition("=")
    label = _(_field(name).label)
    return f"{label}: {code_list(_field(name).choices).label(code)}" if code else label


def _field(meaning: str) -> Field:
    kind, _dot, name = meaning.partition(".")
    return kind_named(kind).field(name)


field_of = _field


def understood(sheet: Sheet, of: Shape) -> Layout:
    """How ``sheet`` is probably meant, if it is a table of that sort."""
    name = f"{PERSON.name}.name" if of.is_about_people else next(iter(of.marks))
    layout = recognise(_short_headed(sheet, of), of.headings, name)
    if not layout.begins:
        layout = _by_form(sheet)
    columns = []
    lists = {fold_heading(one.heading): one.meaning for one in layout.columns if one.meaning.count(".") == 1}
    for column in layout.columns:
        answer = _one_answer(sheet.rows[max(layout.begins - 1, 0)].text(column.place), lists)
        columns.append(replace(column, meaning=answer) if answer else column)
    return replace(layout, columns=tuple(columns))


def likeliest(sheets: Sequence[Sheet], shapes: Sequence[Shape]) -> tuple[int, Shape]:
    """Which sheet, and what sort of table it is: the one with a mark of its sort, then the most columns understood."""
    ranked = []
    for place, sheet in enumerate(sheets):
        for rank, one in enumerate(shapes):
            found = set(understood(sheet, one).meanings.values())
            event = sum(meaning.startswith(f"{one.event.name}.") for meaning in found)
            ranked.append((bool(found & one.marks), event, len(found), len(sheet.rows), -place, -rank))
    *_counts, place, rank = max(ranked)
    return -place, shapes[-rank]


def signature(layout: Layout) -> str:
    """Names tables that have the same columns: what was chosen for one holds for the next."""
    told = "\n".join(f"{one.place} {fold_heading(one.heading)}" for one in layout.columns)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _short_headed(sheet: Sheet, of: Shape) -> Sheet:
    """Of columns of a field form (``orang/nama_lengkap``) the last part is looked up, where the whole says nothing."""
    known = of.headings

    def short(cell: Cell) -> Cell:
        if not isinstance(cell, str) or "/" not in cell or fold_heading(cell) in known:
            return cell
        last = cell.rpartition("/")[2]
        return last if fold_heading(last) in known else cell

    top = [Row(row.number, tuple(short(cell) for cell in row.cells)) for row in sheet.rows[:_SEARCHED]]
    return Sheet(sheet.name, (*top, *sheet.rows[_SEARCHED:]))


def _one_answer(heading: str, lists: Mapping[str, str]) -> str:
    """``orang/alasan/utang`` → ``departure.reasons=UTANG``, where ``alasan`` is a list of answers."""
    *groups, last = heading.split("/")
    meaning = lists.get(fold_heading(groups[-1])) if groups else None
    if not meaning or _field(meaning).shape is not FieldShape.LIST or not _field(meaning).choices:
        return ""
    code = code_list(_field(meaning).choices).find(last.replace("_", " ")) or code_list(_field(meaning).choices).find(
        last
    )
    return f"{meaning}={code}" if code else ""


def _by_form(sheet: Sheet) -> Layout:
    """A table of which no heading is known: they stand in the first row that is full and all words."""
    width = max((len([cell for cell in row.cells if cell is not None]) for row in sheet.rows[:_SEARCHED]), default=0)
    begins = 0
    for place, row in enumerate(sheet.rows[:_SEARCHED]):
        cells = [str(cell) for cell in row.cells if cell is not None]
        if len(cells) >= max(width - 1, _LEAST_WORDS) and not any(any(map(str.isdigit, cell)) for cell in cells):
            begins = place + 1
            break
    head = sheet.rows[begins - 1] if begins else Row(0, ())
    columns = []
    for place in range(sheet.width):
        below = (row.text(place) for row in sheet.rows[begins : begins + _SEARCHED])
        samples = tuple(dict.fromkeys(text for text in below if text))[:SAMPLES]
        if samples or head.text(place):
            columns.append(Column(place, head.text(place), "", samples))
    return Layout(tuple(columns), begins)


@cache
def _headings() -> tuple[tuple[str, str], ...]:
    """(folded heading, meaning) as in ``resources/tables/headings.csv``."""
    with resource("tables", "headings.csv").open(encoding="utf-8", newline="") as file:
        return tuple((fold_heading(line["heading"]), line["meaning"]) for line in csv.DictReader(file))
