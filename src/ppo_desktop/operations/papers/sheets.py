"""Everything about one record on one sheet: its values, what it is linked with, what is in conflict, what was odd."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _, clean
from ppo_desktop.journal.fold import Candidate, Folded, fold
from ppo_desktop.operations.books import photos, telling
from ppo_desktop.operations.books.recording import Change, judged, unknown
from ppo_desktop.operations.books.undoing import DELETED, is_undoable
from ppo_desktop.operations.house import access, envelopes
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import Sight, is_closed, sight
from ppo_desktop.operations.months import ledger
from ppo_desktop.operations.months.ledger import Passage
from ppo_desktop.operations.published import publishing
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.field import Field, Values
from ppo_desktop.records.kind import HIDDEN, SEALED, RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.reports.record_sheet import RecordFacts, record_sheet
from ppo_desktop.storage import decided, journal_store, rows
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.rows import Row

MOST_WORDS = 300
"""Most characters of a reason."""


class Linked(Struct, frozen=True):
    """Another record that this one names, or that names this one or another shown in its place."""

    kind: str
    owner: str
    record: str
    title: str
    detail: str
    is_restricted: bool = False
    """Whether that they belong together is not for every eye."""


class Sheet(Struct, frozen=True):
    """One record as this office knows it."""

    kind: RecordKind
    owner: str
    record: str
    is_ours: bool
    values: Row
    """The row: every column, as in the journal, but for ``hidden``."""
    tell: Callable[[Values], Mapping[str, str]]
    """Field → words, for what a field's shape and code list alone cannot put into words."""
    linked: tuple[Linked, ...]
    conflicts: Mapping[str, tuple[Candidate, ...]]
    """Field → what writers gave it who did not know of each other; the row holds the last."""
    followers: tuple[str, ...]
    """Fields with rival values that are computed from others: the next save computes them anew."""
    reasons: tuple[tuple[str, str], ...]
    """What was odd when it was saved (``""`` where only its owner can say), and the reason given."""
    undoable: frozenset[bytes]
    """Links of the entries for which ``undoing.undo`` may be offered."""
    passage: Passage | None = None
    """How far an envelope of ours has come on its way; ``None`` for all else."""

    @property
    def title(self) -> str:
        return self.kind.called(self.values)

    @property
    def hidden(self) -> frozenset[str]:
        """The fields that are empty because they are not shown to whoever asks before they say why; see ``unveil``."""
        return frozenset(self.values.get(HIDDEN) or ())

    @property
    def is_deleted(self) -> bool:
        return bool(self.values.get(DELETED))

    @property
    def is_sealed(self) -> bool:
        """Whether most of it lies in an envelope."""
        return bool(self.values.get(SEALED))

    def change(self, link: bytes) -> Change:
        """What to hand to ``undoing.undo`` for the entry of that link."""
        return Change(self.record, link)


def sheet(office: Office, kind: RecordKind, record: str, owner: str = "") -> Sheet:
    """The sheet of a record; ``owner``: the office it belongs to, ours by default.

    Raises:
        Refused: unknown or erased record, or closed to whoever asks.
    """
    owner = owner or office.code
    passages = ledger.passages(office, record) if owner == office.code and kind.sealed_to is not None else []
    with office.database.reading() as connection:
        seen = sight(connection, office)
        seen.demand(owner, record)
        entries = journal_store.of_record(connection, owner, record)
        folded = fold(entries)
        row = rows.get(connection, kind, owner, record)
        if row is None or folded.erased or folded.kind != kind.name:
            raise unknown(record)
        is_ours = owner == office.code
        library = publishing.instruments_with(connection, office)
        values = seen.one(kind, row)
        contested = [name for name in kind.by_name if name in folded.conflicts and name not in values.get(HIDDEN, ())]
        return Sheet(
            kind,
            owner,
            record,
            is_ours,
            values,
            lambda values: kind.told(values, library),
            tuple(dict.fromkeys(_linked(connection, seen, kind, owner, row))),
            {name: folded.conflicts[name] for name in contested if name not in kind.computed_names},
            tuple(name for name in contested if name in kind.computed_names),
            tuple(_reasons(connection, office, kind, folded, row) if is_ours else _without_words(values)),
            frozenset(entry.link for entry in entries if is_ours and is_undoable(kind, entry)),
            passages[0] if passages else None,
        )


def look(office: Office, shown: Sheet) -> Values:
    """Write down that whoever is at the keyboard looks at all that is restricted; hands back what lay in an envelope.

    Raises:
        Refused: this role may not, or the envelope is not for this office.
    """
    content = envelopes.opened(office, shown.kind, shown.owner, shown.record) if shown.is_sealed else {}
    access.look(office, shown.kind, shown.owner, shown.record)
    return content


def unveil(office: Office, shown: Sheet, reason: str) -> Changes:
    """Let whoever is at the keyboard see today who a record of an office below is about; first it is written down.

    Hands back what looks different now.

    Raises:
        Refused: this role may not, or no reason was given.
    """
    why = clean(reason).strip()[:MOST_WORDS]
    if not why:
        raise Refused("reason-missing", _("Tulis dahulu alasannya, walau singkat."))
    person = str(shown.values[shown.kind.about])
    kind = shown.kind if shown.kind.about == "id" else PERSON
    access.look(office, kind, shown.owner, person, why)
    touched = {(kind.name, shown.owner, person), (shown.kind.name, shown.owner, shown.record)}
    return Changes(frozenset(touched))


def paper(office: Office, sheet: Sheet, hidden: frozenset[str], paper_size: str = "F4") -> bytes:
    """The sheet as pages, for printing inside the office.

    Args:
        hidden: fields that are left out, as on the screen it is printed from.
    """
    from ppo_desktop.pdf.render import render

    day = today(office.clock)
    told = telling.groups(
        sheet.kind, sheet.values, sheet.tell(sheet.values), day, lambda field: field.name not in hidden
    )
    facts = RecordFacts(
        office=office.identity.on_paper(),
        kind=_(sheet.kind.title),
        title=sheet.title,
        detail=sheet.kind.detail_of(sheet.values),
        groups=told,
        linked=tuple(
            (_(kind_named(one.kind).title), one.title) for one in sheet.linked if not (hidden and one.is_restricted)
        ),
        owner="" if sheet.is_ours else name_of(sheet.owner),
        printed_by=office.user.display_name,
        day=day,
        is_restricted=any(
            telling.is_filled(field, sheet.values)
            for field in sheet.kind.fields
            if field.restricted and field.name not in hidden
        ),
        is_training=office.identity.training,
        photos=photos.printed(office, sheet.kind, sheet.values, hidden),
    )
    return render(record_sheet(facts), paper_size)


def _linked(connection: Connection, seen: Sight, kind: RecordKind, owner: str, row: Row) -> Iterator[Linked]:
    for field in kind.fields:
        if field.refers and row[field.name]:
            other = kind_named(field.refers)
            found = rows.get(connection, other, row[field.owner] if field.owner else owner, row[field.name])
            yield from [_link(seen, other, found, is_restricted=field.is_secret)] if found else []
    records = (row["id"], *decided.joined_to(connection, (owner, row["id"])))
    for other in row_kinds():
        for field in other.fields:
            if field.refers == kind.name:
                for found in reversed(_naming(connection, other, field, owner, records)):
                    yield _link(seen, other, found, is_restricted=field.is_secret)


def _naming(connection: Connection, kind: RecordKind, field: Field, owner: str, records: Sequence[str]) -> list[Row]:
    """The rows of ``kind`` whose ``field`` names one of an owner's records."""
    office = None if field.owner else owner
    equal: list[dict[str, Any]] = [
        {field.name: record, **({field.owner: owner} if field.owner else {})} for record in records
    ]
    return [row for one in equal for row in rows.where(connection, kind, office, **one)]


def _link(seen: Sight, kind: RecordKind, row: Row, *, is_restricted: bool) -> Linked:
    shown = seen.one(kind, row)
    detail = "" if is_closed(shown) else kind.detail_of(shown)
    return Linked(kind.name, row["office"], row["id"], kind.called(shown), detail, is_restricted)


def _reasons(
    connection: Connection, office: Office, kind: RecordKind, folded: Folded, row: Row
) -> Iterator[tuple[str, str]]:
    if not row[REASONS]:
        return
    problems = judged(connection, office, kind, folded, {}, row["id"]).problems
    messages = {problem.code: problem.message for problem in problems}
    for code, reason in row[REASONS].items():
        yield messages.get(code, ""), reason


def _without_words(row: Row) -> Iterator[tuple[str, str]]:
    for reason in (row[REASONS] or {}).values():
        yield "", reason
