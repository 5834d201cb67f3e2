"""Everything about one record on one sheet: its values, what it is linked with, what is in conflict, what was odd."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ppo_desktop.journal.fold import Candidate, Folded, fold
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.recording import Change, judged, unknown
from ppo_desktop.operations.undoing import DELETED, is_undoable
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.storage import journal_store, rows
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.rows import Row


@dataclass(frozen=True)
class Linked:
    """Another record of the same office that this one names, or that names this one."""

    kind: str
    record: str
    title: str
    detail: str


@dataclass(frozen=True)
class Sheet:
    """One record as this office knows it."""

    kind: RecordKind
    owner: str
    record: str
    is_ours: bool
    values: Row
    """The row: every column, as in the journal."""
    linked: tuple[Linked, ...]
    conflicts: Mapping[str, tuple[Candidate, ...]]
    """Field → what writers gave it who did not know of each other; the row holds the last."""
    reasons: tuple[tuple[str, str], ...]
    """What was odd when it was saved (``""`` where only its owner can say), and the reason given."""
    undoable: frozenset[bytes]
    """Links of the entries for which ``undoing.undo`` may be offered."""

    @property
    def is_deleted(self) -> bool:
        return bool(self.values.get(DELETED))

    def change(self, link: bytes) -> Change:
        """What to hand to ``undoing.undo`` for the entry of that link."""
        return Change(self.record, link)


def sheet(office: Office, kind: RecordKind, record: str, owner: str = "") -> Sheet:
    """The sheet of a record; ``owner``: the office it belongs to, ours by default.

    Raises:
        Refused: unknown or erased record.
    """
    owner = owner or office.code
    with office.database.reading() as connection:
        entries = journal_store.of_record(connection, owner, record)
        folded = fold(entries)
        row = rows.get(connection, kind, owner, record)
        if row is None or folded.erased or folded.kind != kind.name:
            raise unknown(record)
        is_ours = owner == office.code
        return Sheet(
            kind,
            owner,
            record,
            is_ours,
            row,
            tuple(_linked(connection, kind, owner, row)),
            {name: rivals for name, rivals in folded.conflicts.items() if name in kind.by_name},
            tuple(_reasons(connection, office, kind, folded, row) if is_ours else _without_words(row)),
            frozenset(entry.link for entry in entries if is_ours and is_undoable(kind, entry)),
        )


def _linked(connection: Connection, kind: RecordKind, owner: str, row: Row) -> Iterator[Linked]:
    for field in kind.fields:
        if field.refers and row[field.name]:
            other = kind_named(field.refers)
            found = rows.get(connection, other, owner, row[field.name])
            yield from [_link(other, found)] if found else []
    for other in row_kinds():
        for field in other.fields:
            if field.refers == kind.name:
                for found in reversed(rows.where(connection, other, owner, **{field.name: row["id"]})):
                    yield _link(other, found)


def _link(kind: RecordKind, row: Row) -> Linked:
    return Linked(kind.name, row["id"], kind.title_of(row), kind.detail_of(row))


def _reasons(
    connection: Connection, office: Office, kind: RecordKind, folded: Folded, row: Row
) -> Iterator[tuple[str, str]]:
    problems = judged(connection, office, kind, folded, {}, row["id"]).problems
    messages = {problem.code: problem.message for problem in problems}
    for code, reason in (row[REASONS] or {}).items():
        yield messages.get(code, ""), reason


def _without_words(row: Row) -> Iterator[tuple[str, str]]:
    for reason in (row[REASONS] or {}).values():
        yield "", reason
