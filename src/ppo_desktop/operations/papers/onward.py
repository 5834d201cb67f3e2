"""What goes on from one record to others: lines other books put forward for it, and records that follow from its lines.

Which fields these are is said by the kind (``kind.Proposal``, ``kind.Yield``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.text import N_, _
from ppo_desktop.journal.fold import fold
from ppo_desktop.operations.books.recording import Change, Saved, judged, known_here, save, save_with
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.months import silent
from ppo_desktop.records.checking import usable
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import Proposal, RecordKind, Yield
from ppo_desktop.records.meeting import MEETING
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.rules import text_of
from ppo_desktop.storage import listing, rows
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.listing import Selection

MOST = 20
"""Records of one book that are put forward at once, the oldest first."""


class Proposed(Struct, frozen=True):
    """One record of ours, or of an office below, that is put forward for a field; or something behind which is none."""

    field: str
    line: str
    """As it would stand in the field; nobody is named."""
    book: str
    """Where it comes from, in words."""
    kind: str = ""
    owner: str = ""
    record: str = ""
    screen: str = ""
    """Where it is seen, if there is no record behind it."""


class Source(Struct, frozen=True):
    """Lines put forward that come from no book."""

    field: str
    until: str
    """As of ``Proposal``."""
    book: str
    screen: str
    lines: Callable[[Office], Iterator[str]]


SOURCES: Mapping[str, tuple[Source, ...]] = {
    MEETING.name: (Source("agenda", "decisions", N_("Kantor yang lama belum melapor"), "board", silent.lines),)
}
"""Kind → what is put forward for its records beside ``RecordKind.proposals``."""


class Following(Struct, frozen=True):
    """One line of a field, and the record that follows from it."""

    words: str
    """What is to be done, as the line says."""
    values: Mapping[str, object]
    record: str
    """Id of the record made from it before; ``""``: none yet."""
    lacks: tuple[str, ...]
    """Why none can be made yet."""

    @property
    def is_ready(self) -> bool:
        return not self.record and not self.lacks


class Made(Struct, frozen=True):
    """Records that were made in one step."""

    count: int
    changes: Changes
    undo: tuple[Change, ...]
    """For ``undoing.undo_all``."""


def proposed(office: Office, kind: RecordKind, values: Values) -> list[Proposed]:
    """What other books put forward for a record of ``kind`` and is not in it yet; reads only."""
    with office.database.reading() as connection:
        found = [
            one
            for proposal in kind.proposals
            if not values.get(proposal.until)
            for one in _proposed(connection, office, proposal)
        ]
    for source in SOURCES.get(kind.name, ()):
        if not values.get(source.until):
            found += [
                Proposed(source.field, line, _(source.book), screen=source.screen) for line in source.lines(office)
            ]
    return [one for one in found if one.line not in text_of(values, one.field)]


def taken_over(kind: RecordKind, values: Values, lines: list[Proposed]) -> dict[str, str]:
    """Field → its text with the lines below it, as many as there is room for."""
    texts: dict[str, str] = {}
    for one in lines:
        before = texts.get(one.field, text_of(values, one.field))
        text = "\n".join(part for part in (before, one.line) if part)
        if one.line not in before and len(text) <= kind.field(one.field).max_length:
            texts[one.field] = text
    return texts


def take_over(office: Office, kind: RecordKind, record: str) -> Saved:
    """Write what is put forward into the record, where it stays as it was said. Raises as ``recording.save``."""
    with office.database.reading() as connection:
        _entries, folded = known_here(connection, office, kind, record)
    values, _unusable = usable(kind, folded.values)
    return save(office, kind, taken_over(kind, values, proposed(office, kind, values)), record)


def following(office: Office, kind: RecordKind, record: str) -> list[tuple[Yield, list[Following]]]:
    """For each field of a record of ours from which others follow: its lines. Nothing is written."""
    with office.database.reading() as connection:
        return [(one, _following(connection, office, kind, record, one)) for one in kind.yields]


def make(office: Office, kind: RecordKind, record: str, field: str) -> Made:
    """Make the records that follow from a field and are not there yet, all of them or none.

    A line that was used before, or does not say enough, is passed over.
    """
    (wanted,) = [one for one in kind.yields if one.field == field]
    other = kind_named(wanted.kind)
    with office.database.transaction() as connection:
        ready = [line for line in _following(connection, office, kind, record, wanted) if line.is_ready]
        saved = [save_with(connection, office, other, line.values) for line in ready]
    touched = frozenset().union(*(one.changes.records for one in saved))
    return Made(len(saved), Changes(touched), tuple(one.change for one in saved if one.change))


def _proposed(connection: Connection, office: Office, proposal: Proposal) -> Iterator[Proposed]:
    other = kind_named(proposal.kind)
    chosen = Selection((other.filter(proposal.filter),))
    chosen = replace(chosen, without=sight(connection, office).closed)
    keys = listing.keys(connection, other, chosen, today(office.clock), by=proposal.by, limit=MOST)
    found = rows.some(connection, other, keys)
    same: dict[str, int] = {}
    for key in keys:
        words = proposal.line(found[key])
        same[words] = same.get(words, 0) + 1
        line = words if same[words] == 1 else _("{words}, ke-{number}").format(words=words, number=same[words])
        yield Proposed(proposal.field, line, _(other.title), other.name, *key)


def _following(connection: Connection, office: Office, kind: RecordKind, record: str, wanted: Yield) -> list[Following]:
    _entries, folded = known_here(connection, office, kind, record)
    values, _unusable = usable(kind, folded.values)
    other = kind_named(wanted.kind)
    named: dict[str, Any] = {wanted.refers: record}
    there = rows.where(connection, other, office.code, **named)
    made = {text_of(row, wanted.origin): str(row["id"]) for row in there}
    lines: dict[str, Following] = {}
    for line in text_of(values, wanted.field).splitlines():
        meant = {**wanted.read(line, values), wanted.refers: record}
        words = str(meant.get(wanted.origin) or "")
        if not words or words in lines:
            continue
        before = made.get(words, "")
        problems = () if before else judged(connection, office, other, fold(()), meant, None).problems
        wrong = {problem.field for problem in problems if not problem.is_warning}
        # What cannot be read is not missing as well.
        said = (problem for problem in problems if not problem.is_warning or problem.field not in wrong)
        lines[words] = Following(words, meant, before, tuple(problem.message for problem in said))
    return list(lines.values())
