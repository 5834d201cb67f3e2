"""A record kind: its declaration, its rules, and what the machinery needs to know about it. Data, no behaviour."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal, Protocol

from msgspec import Struct, field

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import N_, search_key
from ppo_desktop.records.field import Field, Values, fields_of
from ppo_desktop.records.filters import Filter
from ppo_desktop.records.fitting import Judge, judge_of
from ppo_desktop.records.instruments import Library
from ppo_desktop.records.row import AboutPerson, RecordRow

EVERY_LEVEL = frozenset(Level)
ABOVE_VILLAGES = frozenset({Level.DISTRICT, Level.REGENCY})


class Shelf(StrEnum):
    """Where the book of a kind stands among the others; in the order of showing, words to be shown through ``_``."""

    PEOPLE = N_("Warga dan keberangkatan")
    HELP = N_("Pelindungan dan tindak lanjut")
    PREVENTION = N_("Pencegahan")
    CAUSES = N_("Faktor penyebab")
    TASK_FORCE = N_("Peran dan Gugus Tugas")
    REPORTS = N_("Laporan kantor di bawah")


class StockBook(Struct, frozen=True):
    """The rows of one office that its stock comes from; removed ones are not among them. See ``stock``."""

    materials: Sequence[Values] = ()
    moves: Sequence[Values] = ()
    events: Sequence[Values] = ()


class CheckContext(Protocol):
    """What rules may ask about the world while a person saves a record."""

    @property
    def today(self) -> date:
        """The calendar day in West Kalimantan."""

    @property
    def record_id(self) -> str | None:
        """Id of the record being changed; ``None`` while it is new."""

    @property
    def code(self) -> str:
        """Code of the office that records; ``""`` where that is not known."""

    def record(self, kind: str, record_id: str) -> Values | None:
        """Values of a record of this office, of the kind of that name; ``None`` where there is none."""

    def same_nik(self, nik: str, except_id: str | None) -> tuple[str, str] | None:
        """Id and title of another person recorded under ``nik``."""

    @property
    def instruments(self) -> Library:
        """The screening instruments of this office."""

    def stock_book(self) -> StockBook:
        """What the stock of this office comes from."""

    def same(self, kind: str, values: Values) -> tuple[str, str] | None:
        """Id and title of another record of this office, of the kind of that name, that says ``values``.

        A letter says also a number that another PC gave it, though its record has another now.
        """

    def can_seal_to(self, level: Level) -> bool:
        """Whether a key of the office of that level above us is known, so that something can be sealed to it."""


CALLED = "called"
"""In a row of which not all is shown: what stands in the place of its title."""
HIDDEN = "hidden"
"""In such a row: the fields that are empty because they are not shown."""
SEALED, SEALED_FOR = "sealed", "sealed_for"
"""The fields in which a kind with ``SealedTo`` keeps the envelope, and the code of the office that can open it."""


class SealedTo(Struct, frozen=True):
    """Some records of a kind are for an office above alone: sealed as they are saved, nobody here can open them."""

    level: Level
    when: str
    """The field in which a yes says so."""
    stays: frozenset[str]
    """The fields that stay readable beside the envelope."""
    elsewhere: Callable[[], str]
    """What to say where no key of that office is known: whom to tell instead."""


class Reminder(Struct, frozen=True):
    """What the first page says while a filter of the kind holds for some records; ``{count}`` in the sentence."""

    filter: str
    sentence: str
    reason: str
    severity: Literal["bad", "warn", "info"] = "warn"
    due: str = ""
    """The column with the day until which it should have been done: the earliest one is told, and orders."""
    counts_below: bool = False
    """Whether records of offices below, which only these can change, are counted as well."""


class Proposal(Struct, frozen=True):
    """What another book puts forward, as lines for a text field: ``kind``'s records for which its ``filter`` holds."""

    field: str
    kind: str
    filter: str
    by: str
    """Column they are ordered by."""
    line: Callable[[Values], str]
    """A row in words that many may read: no person is named."""
    until: str
    """Nothing is put forward any more once this field is filled in."""


class Yield(Struct, frozen=True):
    """Records of another kind that follow from a text field, one from each line that says enough."""

    field: str
    kind: str
    refers: str
    """Field of the other kind that names this record."""
    origin: str
    """Field of the other kind that keeps which line it came from, so that nothing is made twice."""
    read: Callable[[str, Values], Mapping[str, object]]
    """A line, and the record it stands in → values of the other record, ``origin`` always among them."""
    title: str
    button: str
    """With ``{count}``."""
    done: str
    """With ``{count}``."""


class Notice(Struct, frozen=True):
    """What whoever opens a record must know first: a heading, and why with what to do."""

    title: str
    words: str


class Beginning(Struct, frozen=True):
    """A record of another kind that is begun from the sheet of this one; afterwards nothing says that they met."""

    kind: str
    words: str
    typed: Callable[[Values], Mapping[str, object]]
    """What stands in the form from the beginning."""


class NothingElse(Struct, frozen=True):
    """A context without other records: whatever refers to one is unknown here."""

    today: date
    record_id: str | None = None
    instruments: Library = field(default_factory=Library)
    code: str = ""

    def record(self, kind: str, record_id: str) -> Values | None:
        return None

    def same_nik(self, nik: str, except_id: str | None) -> tuple[str, str] | None:
        return None

    def stock_book(self) -> StockBook:
        return StockBook()

    def same(self, kind: str, values: Values) -> tuple[str, str] | None:
        return None

    def can_seal_to(self, level: Level) -> bool:
        return False


def _no_problems(values: Values, context: CheckContext) -> list[Problem]:
    return []


def _nothing_added(values: Values, context: CheckContext) -> dict[str, object]:
    return {}


def _nothing_derived(values: Values) -> dict[str, object]:
    return {}


def _nothing_told(values: Values, library: Library) -> dict[str, str]:
    return {}


def _no_minors(values: Values) -> bool:
    return False


def _no_notices(values: Values) -> tuple[Notice, ...]:
    return ()


def _no_text(values: Values) -> str:
    return ""


def _no_stages(values: Values) -> frozenset[str]:
    return frozenset()


class RecordKind(Struct, frozen=True, dict=True):
    """One kind of record. Functions take ``Values`` (a row as a plain dict); all are pure."""

    name: str
    """Name in the journal: never renamed, never used again."""
    title: str
    plural: str
    declaration: type
    """The class whose annotations declare the fields: a table, or a plain class for kinds of the machinery itself."""
    aliases: tuple[str, ...] = ()
    """Words of the command line."""
    icon: str = "list-checks"
    """Name of a picture in ``resources/icons``."""
    purpose: str = ""
    """One sentence: what the book is for."""
    shelf: Shelf = Shelf.PEOPLE
    list_columns: tuple[str, ...] = ()
    """Fields shown in the list, in order."""
    told_by_title: tuple[str, ...] = ()
    """Those of them that the title says already: beside it they have no column, and by the first its head sorts."""
    filters: tuple[Filter, ...] = ()
    """The chips above the list, in order."""
    reminders: tuple[Reminder, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    yields: tuple[Yield, ...] = ()
    begins: tuple[Beginning, ...] = ()
    is_person: bool = False
    """Whether its records are people; others may be about one."""
    is_of_outsiders: bool = False
    """Whether its records are about people of whom nothing else is recorded: who they are is veiled above as well."""
    levels: frozenset[Level] = EVERY_LEVEL
    """Where it may be recorded."""
    restricted_reaches: Level | None = None
    """Highest level that receives the restricted part of its entries; ``None``: it stays home."""
    begun_by: str = "form"
    """The screen on which it is taken down; it gets what a form gets."""
    changed_on: Callable[[Values], str] = _no_text
    """The screen on which a record is gone on with; ``""``: where it was begun."""
    computed: frozenset[str] = frozenset()
    """Fields that ``complete`` writes from others, beside the copies of ``AboutPerson``."""
    is_nameless: bool = False
    """Whether nobody is to be known by it, not even who filled it in."""
    sealed_to: SealedTo | None = None
    """Which records are for another office alone; the kind then has the fields ``SEALED`` and ``SEALED_FOR``."""
    is_guarded: bool = False
    """Whether what somebody wrote as the reason for passing a warning belongs to the restricted part as well."""
    complete: Callable[[Values, CheckContext], dict[str, object]] = _nothing_added
    """What the program itself writes when a person saves: numbers in one form, copies from other records."""
    check: Callable[[Values, CheckContext], list[Problem]] = _no_problems
    """Rules over several fields, and whatever a hint cannot say."""
    reached: Callable[[Values], frozenset[str]] = _no_stages
    """The stages a record has reached; ``Required(at=stage)`` counts from there."""
    derive: Callable[[Values], dict[str, object]] = _nothing_derived
    """The derived columns, from the fields of the row alone. Total: any usable values will do."""
    title_of: Callable[[Values], str] = _no_text
    """How a record is called on screen and paper."""
    detail_of: Callable[[Values], str] = _no_text
    """What tells records of one title apart, for the line under it; like the title without numbers of persons."""
    minors_present: Callable[[Values], bool] = _no_minors
    """Whether minors took part: then its photos count as showing their faces until somebody says otherwise."""
    told: Callable[[Values, Library], dict[str, str]] = _nothing_told
    """Field → words, for those that a sheet cannot put into words by their shape and code list alone."""
    notices: Callable[[Values], tuple[Notice, ...]] = _no_notices
    """What stands above the values on a sheet."""
    search_text: Callable[[Values], str] = _no_text
    """What a record is found by, folded with ``search_key``."""

    @property
    def row(self) -> type[RecordRow] | None:
        """The table class; ``None`` for kinds whose records have no row."""
        return self.declaration if issubclass(self.declaration, RecordRow) else None

    @property
    def is_on_paper(self) -> bool:
        """Whether it may be taken down by pen first; other screens choose among what is there."""
        return self.row is not None and self.begun_by in ("form", "interview")

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field, the derived ones included, in the order of the form."""
        return fields_of(self.declaration)

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @cached_property
    def judges(self) -> dict[str, Judge]:
        """What tells whether a value fits, for each field that is not derived."""
        return {field.name: judge_of(field) for field in self.fields if not field.derived}

    @cached_property
    def free_texts(self) -> dict[str, int]:
        """The fields any clean text fits, and how many characters each takes at most."""
        return {field.name: field.max_length for field in self.fields if field.is_free_text and not field.derived}

    def field(self, name: str) -> Field:
        """The field of that name; raises ``KeyError`` when there is none."""
        return self.by_name[name]

    def filter(self, name: str) -> Filter:
        """The filter of that name; raises ``KeyError`` when there is none."""
        return {filter_.name: filter_ for filter_ in self.filters}[name]

    @cached_property
    def computed_names(self) -> frozenset[str]:
        """All that ``complete`` writes from other fields: nobody chooses between two of their values."""
        if not issubclass(self.declaration, AboutPerson):
            return self.computed
        return self.computed | (AboutPerson.model_fields.keys() - RecordRow.model_fields.keys())

    def called(self, row: Values) -> str:
        """The title of a row, or what stands in its place."""
        return str(row.get(CALLED) or "") or self.title_of(row)

    @cached_property
    def about(self) -> str:
        """The column that holds the id of the person of the same office a record is about; ``""`` where there is none.

        A person's record is about that person, and so is one of somebody who is recorded nowhere else.
        """
        fields = (field.name for field in self.fields if field.refers == "person" and not field.owner)
        return "id" if self.is_person or self.is_of_outsiders else next(fields, "")

    @cached_property
    def belonging(self) -> tuple[str, ...]:
        """The fields that name a record this one is part of; it is erased, and closed, with it."""
        return tuple(field.name for field in self.fields if field.belongs)

    @cached_property
    def personal_names(self) -> frozenset[str]:
        """The fields that tell of a person, but for references, which are no words."""
        return frozenset(field.name for field in self.fields if field.personal and not field.refers)

    @cached_property
    def restricted_names(self) -> frozenset[str]:
        """The fields that travel in the restricted part."""
        names = frozenset(field.name for field in self.fields if field.restricted)
        return names | {"warning_reasons"} if self.is_guarded else names


def folded(*texts: object) -> str:
    """The given texts as one search text; gaps are left out."""
    return search_key(" ".join(str(text) for text in texts if text))
