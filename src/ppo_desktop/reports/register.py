"""A register (buku): a book as a ruled table across the paper, several fields in one cell as paper registers do.

A ``Register`` is declared once: its columns, and where the values stand. Rows are walked through when the pages are
drawn, never held together, so that a book may be of any length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any, Protocol, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from ppo_desktop.core.offices import Level
from ppo_desktop.core.period import is_partial_date, long_date, short_date
from ppo_desktop.core.text import _, number
from ppo_desktop.records.field import Field, Shape
from ppo_desktop.records.filters import OneOf
from ppo_desktop.records.registry import kind
from ppo_desktop.records.words import in_words
from ppo_desktop.reports.document import Align, Block, Column, Document, Paragraph, Signature, Spacer, Table
from ppo_desktop.reports.office import TRAINING_MARK, Assent, Office, signature, training_letterhead, unbroken

Line: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Record kind → its row, as it may be shown: that of the book itself, and those of the records it is about."""
BOOK = "book"
"""Beside the kinds: what the program itself worked out."""


class Lines(Protocol):
    """Lines that can be counted, and walked through as often as wanted."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Line]: ...


class Said(Struct, frozen=True, dict=True):
    """What a field of one of the records says, in words; nothing where it is empty."""

    kind: str
    name: str
    words: str = "{value}"
    """Around the value, marked with ``N_``: ``Paspor {value}``."""

    @cached_property
    def field(self) -> Field:
        return kind(self.kind).field(self.name)

    @property
    def is_restricted(self) -> bool:
        """Whether it is not for every eye."""
        return self.name in kind(self.kind).restricted_names

    def __call__(self, line: Line) -> str:
        value = line.get(self.kind, {}).get(self.name)
        if value in (None, "", [], {}):
            return ""
        return _(self.words).format(value=_in_few_words(self.field, value))


class Named(Struct, frozen=True):
    """What a record is called, also where no more of it is shown."""

    kind: str

    is_restricted = False

    def __call__(self, line: Line) -> str:
        row = line.get(self.kind)
        return kind(self.kind).called(row) if row else ""


class Counted(Struct, frozen=True):
    """Something that follows from several fields."""

    tell: Callable[[Line], str]

    is_restricted = False

    def __call__(self, line: Line) -> str:
        return self.tell(line)


def booked(name: str) -> Counted:
    """What the program itself worked out for a line, in words or as a number."""

    def tell(line: Line) -> str:
        value = line.get(BOOK, {}).get(name)
        return number(value) if isinstance(value, int) else str(value or "")

    return Counted(tell)


Value: TypeAlias = Said | Named | Counted


class RegisterColumn(Struct, frozen=True):
    """One column: each value that says something on a line of its own."""

    title: str
    """Marked with ``N_``; line breaks are kept."""
    share: float
    values: tuple[Value, ...]
    group: str = ""
    """Over columns beside each other, marked with ``N_``."""
    align: Align = "left"

    @property
    def is_restricted(self) -> bool:
        """Whether it is printed only for who looks at what is restricted."""
        return any(value.is_restricted for value in self.values)

    def cell(self, line: Line) -> str:
        return "\n".join(words for value in self.values if (words := value(line)))


class Register(Struct, frozen=True, dict=True):
    """One book on paper."""

    name: str
    title: str
    purpose: str
    """One sentence: who keeps it, and what for."""
    columns: tuple[RegisterColumn, ...]
    columns_at: Mapping[Level, tuple[RegisterColumn, ...]] = field(default_factory=dict)
    """Those of offices that see something else of the same book."""
    kind: str = ""
    """The kind whose records it lists; ``""`` where the program's own doings are listed."""
    dated: str = ""
    """The field whose date decides where a record stands, and whether it lies in the time asked for."""
    only: tuple[OneOf, ...] = ()
    """What must hold of a record that stands in the book."""
    tells_too: tuple[str, ...] = ()
    """Fields of its records that name others, of which the columns tell as well."""
    names_people: bool = True
    """Whether it is printed with a warning not to leave it lying about."""
    size: float = 7.5
    """Of the text, in points."""
    note: str = ""
    """How to read it, marked with ``N_``."""

    def at(self, level: Level) -> Register:
        """The book as offices of that level print it."""
        return replace(self, columns=self.columns_at[level]) if level in self.columns_at else self

    @cached_property
    def restricted(self) -> tuple[Said, ...]:
        """What is printed only for who looks at it."""
        values = (value for column in self.columns for value in column.values)
        return tuple(value for value in values if isinstance(value, Said) and value.is_restricted)


class RegisterFacts(Struct, frozen=True):
    """Everything the paper says."""

    office: Office
    register: Register
    span: str
    """What was chosen, in words: ``Tahun 2026``; ``""`` for all."""
    lines: Lines
    """In the order of the book; walked through each time the pages are drawn."""
    day: date
    operator: str
    """Who printed it."""
    closed: int = 0
    """Records that are closed to whoever prints it, and left out."""
    is_restricted: bool = False
    """Whether the restricted columns are printed."""
    is_training: bool = False


class _Rows(Struct, frozen=True):
    """The lines as cells, numbered; they can be walked through again."""

    columns: tuple[RegisterColumn, ...]
    lines: Lines

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        for place, line in enumerate(self.lines, start=1):
            yield (number(place), *(column.cell(line) for column in self.columns))


def register_paper(facts: RegisterFacts) -> Document:
    """The register as a sheet of as many pages as it takes, closed below its last line."""
    register, office = facts.register, facts.office
    title = _(register.title)
    columns = tuple(column for column in register.columns if facts.is_restricted or not column.is_restricted)
    return Document(
        title=title,
        letterhead=training_letterhead(office.letterhead, facts.is_training),
        number="",
        blocks=(*_opening(facts), *_table(facts, columns), *_closing(facts)),
        signatures=_signatures(facts),
        watermark=_(TRAINING_MARK) if facts.is_training else "",
        footer=_("{title}, {office} ({code})").format(title=title, office=office.full_name, code=office.code)
        + (_(". TERBATAS.") if register.names_people else ""),
        is_wide=True,
    )


def _opening(facts: RegisterFacts) -> Iterator[Block]:
    if facts.span:
        yield Paragraph(_("Masa: {span}").format(span=facts.span), is_bold=True)
    if facts.register.names_people and len(facts.lines):
        yield Paragraph(
            _("TERBATAS: register ini memuat nama dan keadaan orang. Simpan terkunci; jangan ditempel atau difoto.")
        )
    yield Spacer(0.4)


def _table(facts: RegisterFacts, columns: tuple[RegisterColumn, ...]) -> Iterator[Block]:
    if not len(facts.lines):
        yield Paragraph(
            _("Belum ada yang tercatat. NIHIL dinyatakan dalam laporan bulanan, bukan di register ini."), is_boxed=True
        )
        return
    heads = tuple(Column(_(column.title), column.share, column.align) for column in columns)
    groups = [("", 1)]
    for group, of_group in groupby(columns, key=lambda column: column.group):
        groups.append((_(group) if group else "", len(list(of_group))))
    yield Table(
        (Column(_("No."), _share_of_numbers(facts, columns), "center"), *heads),
        _Rows(columns, facts.lines),
        note=_(facts.register.note) if facts.register.note else "",
        size=facts.register.size,
        groups=tuple(groups) if any(title for title, _count in groups) else (),
    )


def _share_of_numbers(facts: RegisterFacts, columns: tuple[RegisterColumn, ...]) -> float:
    """Room for the longest number of a row."""
    digits = max(3, len(number(len(facts.lines))))
    return sum(column.share for column in columns) * (0.012 + 0.0065 * digits) * facts.register.size / 7


def _closing(facts: RegisterFacts) -> Iterator[Block]:
    words = _("Ditutup pada {day} dengan {count} baris.")
    told = words.format(day=unbroken(long_date(facts.day)), count=number(len(facts.lines)))
    if facts.closed:
        closed = _("{count} catatan yang ditutup untuk akun pencetak tidak dicetak di sini.")
        told += " " + closed.format(count=number(facts.closed))
    yield Spacer(0.5)
    yield Paragraph(told)
    yield Spacer(0.5)


def _signatures(facts: RegisterFacts) -> tuple[Signature, ...]:
    """Operator and secretary beside each other, the head in the middle below."""
    office = facts.office
    place_date = f"{office.seat}, {unbroken(long_date(facts.day))}"
    head = signature(office, Assent.HEAD, "")
    known = (_("Mengetahui,"), *head.title_lines)
    return (
        Signature("", (_("Petugas,"),), facts.operator),
        Signature(place_date, (f"{office.secretary_title},",), office.secretary.name, office.secretary.number_line),
        Signature("", known, head.name, head.number_line),
    )


def _in_few_words(field: Field, value: object) -> str:
    """As on a sheet, but dates in digits and long numbers unspaced: a register has no room."""
    if field.shape in (Shape.DATE, Shape.PARTIAL_DATE) and isinstance(value, str) and is_partial_date(value):
        return short_date(value)
    if field.digits and isinstance(value, str):
        return value
    return in_words(field, value)
