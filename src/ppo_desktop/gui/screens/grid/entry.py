"""One row of a grid while it is worked on: what was typed, how far it is kept, and what is to be said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto

from msgspec import Struct, field
from msgspec.structs import replace

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.operations.books.batches import Column, Grid, Line, Outcome, Subject
from ppo_desktop.operations.books.recording import Change
from ppo_desktop.operations.books.suggesting import PossibleTwin
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import written
from ppo_desktop.records.field import Shape
from ppo_desktop.records.reading import read

_UNFINISHED = "unfinished"


class State(Enum):
    """How far a row is."""

    OPEN = auto()
    """Nothing of it is kept, or not what stands there now."""
    WAITS = auto()
    """It is being kept."""
    KEPT = auto()
    HELD = auto()
    """It could not be kept; somebody has to look."""


class Before(Struct):
    """How a row was before it was kept, to go back to."""

    undo: tuple[Change, ...]
    records: Mapping[str, str]
    typed: Mapping[str, str]
    """What was kept until then."""
    answer: str


class Entry(Struct):
    """A row; of a known one ``subject`` tells what it is about."""

    typed: dict[str, str] = field(default_factory=dict)
    """Key of a column → as typed; codes for what was chosen."""
    subject: Subject | None = None
    answer: str = ""
    kept_answer: str = ""
    """The letter that is on disk."""
    state: State = State.OPEN
    is_touched: bool = False
    """Whether something was typed since it was last kept, or tried."""
    records: Mapping[str, str] = field(default_factory=dict)
    person: str = ""
    called: str = ""
    """Name of the known person it is about."""
    is_other: bool = False
    reasons: dict[str, str] = field(default_factory=dict)
    """Code of a warning that was shown → why it may stand."""
    shared: Mapping[str, object] | None = None
    """What was shared when the row was first kept or held up; that holds for it from then on."""
    kept: dict[str, str] = field(default_factory=dict)
    """What was typed when it was last kept."""
    problems: tuple[Problem, ...] = ()
    twins: tuple[PossibleTwin, ...] = ()
    past: list[Before] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.typed and not self.person and not self.records

    @property
    def line(self) -> Line:
        reasons, kept = dict(self.reasons), dict(self.kept)
        return Line(dict(self.typed), dict(self.records), self.person, self.is_other, reasons, kept)

    def explain(self, reason: str) -> None:
        """The warnings that are shown may stand, for that reason."""
        self.reasons |= {problem.code: reason for problem in self.problems if problem.is_warning}

    @property
    def needs_reason(self) -> bool:
        """Whether a reason is all it waits for."""
        return bool(self.problems) and all(one.is_warning and one.code != _UNFINISHED for one in self.problems)

    @property
    def is_doubted(self) -> bool:
        """Whether nothing in it is wrong; somebody has to decide."""
        return all(problem.is_warning for problem in self.problems)

    @property
    def sentence(self) -> str:
        """What is to be said about the row; ``""``: nothing."""
        if self.twins and not self.is_other and not self.person:
            twin = self.twins[0]
            told = ", ".join(part for part in (twin.title, twin.detail) if part)
            return _("Mungkin sudah tercatat: {told} ({why}).").format(told=told, why=twin.likeness.words.lower())
        return " ".join(problem.message for problem in self.problems)

    def type(self, column: Column, text: str) -> bool:
        """Put ``text`` into a column; whether that is anything new."""
        if text == self.typed.get(column.key, ""):
            return False
        if text:
            self.typed[column.key] = text
        else:
            self.typed.pop(column.key, None)
        self.is_touched = True
        if column.kind == "person":
            self.is_other, self.twins = False, ()
        self.problems = tuple(one for one in self.problems if one.field not in (column.key, ""))
        return True

    def hold(self, problem: Problem) -> None:
        """The row waits for that."""
        self.state, self.is_touched = State.HELD, True
        self.problems = (*(one for one in self.problems if one.field), problem)

    def take(self, outcome: Outcome, before: Before) -> None:
        """The row was kept, or held up."""
        self.problems, self.twins = outcome.problems, outcome.twins
        if not outcome.is_kept:
            self.state = State.HELD
            return
        self.records, self.kept_answer = outcome.records, self.answer
        if outcome.undo:
            before.undo = outcome.undo
            self.past.append(before)
        self.state = State.OPEN if self.is_touched else State.KEPT

    def step_back(self) -> None:
        """What was kept last was taken back; what was typed for it stays in sight."""
        before = self.past.pop()
        self.records = before.records
        if self.subject:
            self.subject = replace(self.subject, records=before.records)
        elif before.records:
            self.typed = dict(before.typed)
        self.kept = dict(before.typed)
        self.answer = self.kept_answer = before.answer
        self.is_touched = not before.records and not self.subject
        is_kept = bool(before.answer if self.subject else before.records)
        self.state = State.KEPT if is_kept else State.OPEN
        self.problems = ()


def words_of(column: Column, raw: object) -> str:
    """What stands in a cell for what was typed: choices in words, letters as they are, dates as people write them."""
    text = "" if raw is None else str(raw)
    if not text or column.letters:
        return text
    value, _remarks = read(column.field, text)
    if value is None:
        return text
    if column.field.choices:
        return code_list(column.field.choices).label(str(value))
    is_date = column.field.shape in (Shape.DATE, Shape.PARTIAL_DATE)
    return written(str(value)) if is_date else text


def unfinished() -> Problem:
    """What is said of a row that was left before its last cell."""
    message = _("Baris ini belum selesai: lengkapi, lalu Ctrl+Enter.")
    return Problem("", _UNFINISHED, message, is_warning=True)


def complaint(column: Column, raw: str) -> Problem | None:
    """What is wrong with the typing alone."""
    _value, remarks = read(column.field, raw)
    wrong = next((remark for remark in remarks if not remark.is_warning), None)
    return wrong._replace(field=column.key) if wrong else None


def pending(entries: Sequence[Entry]) -> dict[str, str]:
    """What is typed and not kept, flat, for a draft: ids of records stand where erasing finds them."""
    kept: dict[str, str] = {}
    waiting = [entry for entry in entries if not entry.subject and not entry.is_empty and entry.state is not State.KEPT]
    for number, entry in enumerate(waiting):
        kept |= {f"{number}:{key}": text for key, text in entry.typed.items()}
        kept |= {f"{number}=record {kind}": record for kind, record in entry.records.items()}
        kept |= {f"{number}=person": entry.person, f"{number}=called": entry.called} if entry.person else {}
        kept |= {f"{number}=reason {code}": text for code, text in entry.reasons.items()}
        kept |= {f"{number}=kept {key}": text for key, text in entry.kept.items()}
        shared = (entry.shared or {}).items()
        kept |= {f"{number}=shared {key}": value for key, value in shared if isinstance(value, str)}
        kept |= {f"{number}=other": "1"} if entry.is_other else {}
    return kept


def restored(grid: Grid, typed: Mapping[str, object]) -> list[Entry]:
    """The rows of a draft."""
    known = {column.key for column in grid.columns}
    entries: dict[int, Entry] = {}
    for place, value in typed.items():
        number, sign, name = place.partition(":")
        if not sign:
            number, sign, name = place.partition("=")
        if not number.isdecimal() or not isinstance(value, str):
            continue
        entry = entries.setdefault(int(number), Entry(state=State.HELD, is_touched=True))
        if sign == ":" and name in known:
            entry.typed[name] = value
        elif name.startswith("record "):
            entry.records = {**entry.records, name.removeprefix("record "): value}
        elif name.startswith("reason "):
            entry.reasons[name.removeprefix("reason ")] = value
        elif name.startswith("kept "):
            entry.kept[name.removeprefix("kept ")] = value
        elif name.startswith("shared "):
            entry.shared = {**(entry.shared or {}), name.removeprefix("shared "): value}
        elif name in ("person", "called"):
            setattr(entry, name, value)
        elif name == "other":
            entry.is_other = True
    return [entries[number] for number in sorted(entries) if not entries[number].is_empty]
