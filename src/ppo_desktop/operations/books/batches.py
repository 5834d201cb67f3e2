"""Batches: many records of one sort entered in a table, as data; each row is kept in a transaction of its own.

A grid says which fields are shared by all rows, which are typed in each row, or which key answers for a row that is
known already. The grids there are stand in ``grids.py``; the window draws any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import Invalid, Problem
from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import _
from ppo_desktop.journal.fold import fold
from ppo_desktop.operations.books import suggesting
from ppo_desktop.operations.books.recording import Change, judged, known_here, save_with
from ppo_desktop.operations.books.suggesting import PossibleTwin
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.field import Field
from ppo_desktop.records.kind import EVERY_LEVEL, RecordKind
from ppo_desktop.records.likeness import SAME_NAME
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.reading import read
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.storage import rows
from ppo_desktop.storage.database import Connection

EACH_ITS_OWN = frozenset(
    {
        "under-18",
        "nik-double",
        "already-abroad",
        "departed-on-future",
        "returned-on-future",
        "last-contact-on-future",
        "born-on-future",
        "rt-month-double",
    }
)
"""Warnings that the one reason for all rows does not answer."""
ABROAD = frozenset({"berangkat", "bekerja", "perpanjang", "hilang_kontak"})
"""Statuses of somebody who is abroad."""

Typed = Mapping[str, object]
"""Key of a column → as typed."""


class Column(Struct, frozen=True, dict=True):
    """A field of some kind in a grid."""

    kind: str
    name: str
    width: int = 110
    """Pixels at 100 %."""
    title: str = ""
    """Short words above the column; ``""``: the field's own."""
    is_rare: bool = False
    """Whether it is out of sight until somebody asks for it: few books have it."""
    levels: frozenset[Level] = EVERY_LEVEL

    @property
    def key(self) -> str:
        """Names the column within its grid: ``person.born_on``."""
        return f"{self.kind}.{self.name}"

    @cached_property
    def field(self) -> Field:
        return kind_named(self.kind).field(self.name)

    @property
    def words(self) -> str:
        """What stands above the column."""
        return _(self.title or self.field.label)

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """Letter → code, where one letter says which; else empty."""
        codes = code_list(self.field.choices).active if self.field.choices else ()
        return {code.code: code.code for code in codes} if all(len(code.code) == 1 for code in codes) else {}


class Head(NamedTuple):
    """Words above what is known of each row."""

    title: str
    width: int
    """Pixels at 100 %."""
    levels: frozenset[Level] = EVERY_LEVEL


class Answer(Struct, frozen=True):
    """What one key says of a row that is known."""

    letter: str
    words: str
    tone: str
    """As of a badge: ok, warn, bad, info, neutral."""
    fills: Callable[[Typed], dict[str, object]]
    """Shared values, and what is known of the row → key of a column → what is kept; nothing: nothing to keep."""
    form: str = ""
    """The kind of record that may follow from it."""


class Subject(Struct, frozen=True):
    """A row that is known before anybody types."""

    id: str
    words: tuple[str, ...]
    """What is shown of it, one for each of the heads of the grid at the level of the office."""
    records: Mapping[str, str] = field(default_factory=dict)
    """Kind → id of the record an answer changes; without one it makes a new record."""
    values: Typed = field(default_factory=dict)
    """What goes with every answer."""
    knows: Typed = field(default_factory=dict)
    """What an answer has to heed, beside the shared values."""
    answer: str = ""
    """The letter it has already."""
    person: str = ""


class Grid(Struct, frozen=True):
    """One way of entering many records."""

    name: str
    title: str
    purpose: str
    icon: str
    kinds: tuple[str, ...]
    """What a row makes, in the order of saving: later ones refer to the person before."""
    shared: tuple[Column, ...]
    """Filled in once, for all rows; a value also fills the column of that name where nothing is typed."""
    columns: tuple[Column, ...] = ()
    begins: Callable[[Office], dict[str, object]] = lambda _office: {}
    """What stands in the shared fields at first."""
    finish: Callable[[dict[str, object], Office], dict[str, object]] = lambda values, _office: values
    """What the program adds to the whole of a row."""
    reason: str = ""
    """What the reason for warnings may be, proposed for all rows; without one no reason is asked for."""
    heads: tuple[Head, ...] = ()
    """Of grids whose rows are known."""
    subjects: Callable[[Office, Typed], list[Subject]] | None = None
    """The rows that are known, for some shared values."""
    answers: tuple[Answer, ...] = ()
    levels: frozenset[Level] = EVERY_LEVEL

    @property
    def listed_kind(self) -> str:
        """The kind whose list it belongs to."""
        return self.kinds[-1]

    def at(self, level: Level) -> Grid:
        """With what offices of that level are asked."""
        shared, columns = (tuple(one for one in each if level in one.levels) for each in (self.shared, self.columns))
        return replace(self, shared=shared, columns=columns, heads=tuple(h for h in self.heads if level in h.levels))

    def answer(self, letter: str) -> Answer | None:
        """The answer of that letter, in either case."""
        return next((one for one in self.answers if one.letter == letter.upper()), None)


class Line(Struct, frozen=True):
    """A row as it stands in the window."""

    typed: Typed
    records: Mapping[str, str] = field(default_factory=dict)
    """Kind → id, of a row that was kept before."""
    person: str = ""
    """Id of the person of ours it is about, where that is known."""
    is_other: bool = False
    """Whether somebody looked and found that it is nobody recorded already."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Code of a warning → why it may stand in this row, beside the reason for all rows."""
    kept: Typed = field(default_factory=dict)
    """What was typed when it was kept before."""


class Outcome(Struct, frozen=True):
    """What became of a row."""

    records: Mapping[str, str] = field(default_factory=dict)
    """Kind → id; empty: nothing was kept."""
    changes: Changes = field(default_factory=Changes)
    undo: tuple[Change, ...] = ()
    """For ``undoing.undo_all``."""
    problems: tuple[Problem, ...] = ()
    """Why it was not kept; ``field`` is the key of a column, or ``""``."""
    twins: tuple[PossibleTwin, ...] = ()
    """Who it may be, to be decided first."""

    @property
    def is_kept(self) -> bool:
        return not self.problems and not self.twins


class _NotKeptError(Exception):
    """Ends the transaction of a row."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


def begun(grid: Grid, office: Office) -> dict[str, object]:
    """What stands in the shared fields when a grid is opened."""
    return grid.begins(office)


def keep(office: Office, grid: Grid, shared: Typed, line: Line, reason: str = "") -> Outcome:
    """Keep a typed row, new or kept before: all of it in one durable transaction, or nothing.

    Args:
        shared: what holds for every row, where the row itself says nothing; of a row kept before: what held then.
        reason: why warnings of any row may stand, but those of ``EACH_ITS_OWN``.

    Raises:
        Refused: a record that is gone, or a kind this office does not record.
    """
    whole = _whole(office, grid, shared, line.typed)
    if line.records:  # only what is other now: the rest of the records may have been changed elsewhere
        before = _whole(office, grid, shared, line.kept)
        whole = {key: whole.get(key) for key in {**before, **whole} if whole.get(key) != before.get(key)}
    parts = _parts(grid, whole)
    if not line.person and not line.is_other and not line.records:
        twins = twins_of(office, line.typed)
        if twins:
            return Outcome(twins=tuple(twins))
    return _write(office, grid, parts, line, reason)


def _whole(office: Office, grid: Grid, shared: Typed, typed: Typed) -> dict[str, object]:
    """All that a row says, with what is shared and what the program adds."""
    given = {key: value for key, value in typed.items() if _is_given(value)}
    usual = {key: value for key, value in shared.items() if _is_given(value)}
    return grid.finish({**usual, **given}, office)


def answer(
    office: Office,
    grid: Grid,
    shared: Typed,
    subject: Subject,
    letter: str,
    reason: str = "",
    reasons: Mapping[str, str] | None = None,
    instead: str = "",
) -> Outcome:
    """Keep what one key says of a known row; a key that says nothing to keep leaves all as it is.

    Args:
        instead: the letter that is corrected: what it wrote and the new one does not write stands as it stood before.

    Raises:
        KeyError: no such letter.
        Refused: as ``keep``.
    """
    found = grid.answer(letter)
    if found is None:
        raise KeyError(letter)
    known = {**shared, **subject.knows}
    fills = found.fills(known)
    if corrected := grid.answer(instead) if instead else None:
        fills = _taken_back(office, subject, corrected.fills(known)) | fills
    if not fills:
        return Outcome(subject.records)
    line = Line(fills, subject.records, is_other=True, reasons=reasons or {})
    return _write(office, grid, _parts(grid, {**subject.values, **fills}), line, reason)


def _taken_back(office: Office, subject: Subject, wrote: Typed) -> dict[str, object]:
    """Key → what stood there before an answer wrote it, for what nobody has written since."""
    found: dict[str, object] = {}
    with office.database.reading() as connection:
        for name, record in subject.records.items():
            kind = kind_named(name)
            written = {field: read(kind.field(field), raw)[0] for field, raw in _parts_of(name, wrote).items()}
            entries, _folded = known_here(connection, office, kind, record)
            for field in written:
                setting = [entry for entry in entries if field in entry.changes()]
                last = max(setting, key=lambda entry: entry.order, default=None)
                if last and all(written.get(of, value) == value for of, value in last.changes().items()):
                    before = fold(entry for entry in entries if entry.order < last.order)
                    found[f"{name}.{field}"] = before.values.get(field)
    return found


def twins_of(office: Office, typed: Typed) -> list[PossibleTwin]:
    """Who a row may be about: for whom at least as much speaks as the same name."""
    person = _parts_of(PERSON.name, typed)
    return [twin for twin in suggesting.alike(office, person) if twin.likeness.points >= SAME_NAME] if person else []


def _write(office: Office, grid: Grid, parts: Mapping[str, dict[str, object]], line: Line, reason: str) -> Outcome:
    records = dict(line.records)
    undo: list[Change] = []
    touched: set[tuple[str, str, str]] = set()
    try:
        with office.database.transaction() as connection:
            person = line.person or records.get(PERSON.name, "")
            if line.person and DEPARTURE.name in grid.kinds and not records and "already-abroad" not in line.reasons:
                _demand_at_home(connection, office, line.person)
            for name in grid.kinds:
                kind = kind_named(name)
                if kind is PERSON and line.person:
                    continue  # somebody known: what their own record says stays
                typed = dict(parts.get(name, {}))
                if person and kind is not PERSON and "person" in kind.by_name:
                    typed["person"] = person
                saved = _save(connection, office, kind, typed, records.get(name), line, reason)
                records[name] = saved[0]
                person = person or (saved[0] if kind is PERSON else "")
                touched |= saved[1].records
                undo += [saved[2]] if saved[2] else []
    except _NotKeptError as error:
        return Outcome(problems=error.problems)
    return Outcome(records, Changes(frozenset(touched)), tuple(undo))


def _save(
    connection: Connection,
    office: Office,
    kind: RecordKind,
    typed: dict[str, object],
    record: str | None,
    line: Line,
    reason: str,
) -> tuple[str, Changes, Change | None]:
    _entries, folded = known_here(connection, office, kind, record)
    standing = judged(connection, office, kind, folded, typed, record).warnings_without_reason
    usual = {problem.code: "" if problem.code in EACH_ITS_OWN else reason for problem in standing}
    answers = {code: line.reasons.get(code) or text for code, text in usual.items()}
    reasons = {code: text for code, text in answers.items() if text}
    if reasons:
        before = folded.values.get(REASONS)
        typed[REASONS] = {**(before if isinstance(before, Mapping) else {}), **reasons}
    try:
        saved = save_with(connection, office, kind, typed, record)
    except Invalid as error:
        raise _NotKeptError(_placed(kind, error.problems)) from error
    return saved.record, saved.changes, saved.change


def _demand_at_home(connection: Connection, office: Office, person: str) -> None:
    """One person has one departure that is not over."""
    seen = sight(connection, office)
    for row in rows.where(connection, DEPARTURE, office.code, person=person):
        if row["status"] in ABROAD:
            title = DEPARTURE.called(seen.one(DEPARTURE, row))
            message = _("Sudah tercatat di luar negeri: {title}. Kosongkan baris ini dengan Ctrl+Delete.")
            problem = Problem("", "already-abroad", message.format(title=title), is_warning=True)
            raise _NotKeptError([problem])


def _placed(kind: RecordKind, problems: Sequence[Problem]) -> list[Problem]:
    """The same problems, each with the key of its column."""
    return [found._replace(field=f"{kind.name}.{found.field}" if found.field else "") for found in problems]


def _parts(grid: Grid, values: Typed) -> dict[str, dict[str, object]]:
    return {kind: _parts_of(kind, values) for kind in grid.kinds}


def _parts_of(kind: str, values: Typed) -> dict[str, object]:
    """The values of one kind, by field."""
    return {key.removeprefix(f"{kind}."): value for key, value in values.items() if key.startswith(f"{kind}.")}


def _is_given(value: object) -> bool:
    return value is not None and value != ""
