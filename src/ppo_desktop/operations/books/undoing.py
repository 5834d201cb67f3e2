"""Taking back: delete from the list, and undo of one change. History is never rewritten; taking back is one more entry.

What is deleted here can be brought back; ``recording.erase`` is the other thing, for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.fold import Folded, fold
from ppo_desktop.operations.books.recording import DELETED as DELETED
from ppo_desktop.operations.books.recording import Change, Saved, judged, known_here, unknown
from ppo_desktop.operations.history import journalling
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.storage import draft_store, journal_store, rows
from ppo_desktop.storage.database import Connection


def remove(office: Office, kind: RecordKind, record: str) -> Saved:
    """Take a record of ours out of lists, search and figures, and forget drafts about it; ``undo`` brings it back.

    Raises:
        Refused: unknown or erased record, or another record in the list refers to it.
    """
    with office.database.transaction() as connection:
        entries, folded = known_here(connection, office, kind, record, deleted_too=True)
        if folded.values.get(DELETED):
            return Saved(record, (), Changes())
        _demand_removable(connection, office, kind, folded, record)
        saved = _write(connection, office, kind, record, {DELETED: True}, entries)
        draft_store.drop_about(connection, [record])
    return saved


def _demand_removable(connection: Connection, office: Office, kind: RecordKind, folded: Folded, record: str) -> None:
    """What the rules of the kind say of leaving the list; what is wrong with the record anyway is no reason."""
    standing = judged(connection, office, kind, folded, {}, record).errors
    new = [
        one for one in judged(connection, office, kind, folded, {DELETED: True}, record).errors if one not in standing
    ]
    if new:
        raise Refused("remove-misfit", new[0].message)


def undo(office: Office, change: Change) -> Saved:
    """Write the values that stood before a change into exactly the fields it set; of a new record: ``remove`` it.

    What it returns can be undone in turn.

    Raises:
        Refused: nobody knows the change here, a field was changed again since, or the values of then no longer fit.
    """
    with office.database.transaction() as connection:
        return _undo(connection, office, change)


def undo_all(office: Office, changes: Sequence[Change]) -> Changes:
    """Undo changes that were made together, the last one first: all of them or none. Raises as ``undo``."""
    with office.database.transaction() as connection:
        return undo_all_with(connection, office, changes)


def undo_all_with(connection: Connection, office: Office, changes: Sequence[Change]) -> Changes:
    """As ``undo_all``, in the caller's transaction."""
    undone = [_undo(connection, office, change) for change in reversed(changes)]
    return Changes(frozenset().union(*(saved.changes.records for saved in undone)))


def _undo(connection: Connection, office: Office, change: Change) -> Saved:
    sight(connection, office).demand(office.code, change.record)
    entries = journal_store.of_record(connection, office.code, change.record)
    folded = fold(entries)
    target = next((entry for entry in entries if entry.link == change.link), None)
    if target is None or folded.erased:
        raise unknown(change.record)
    kind = kind_named(folded.kind)
    _demand_undoable(kind, target)
    before = fold(entry for entry in entries if entry.order < target.order)
    _demand_unchanged(kind, folded, _set_by(target, folded, before))
    restored = _restored(target, before, folded)
    if not restored:
        return Saved(change.record, (), Changes())
    _demand_fitting(connection, office, kind, folded, restored, change.record)
    return _write(connection, office, kind, change.record, restored, entries)


def is_undoable(kind: RecordKind, entry: Entry) -> bool:
    """Whether ``undo`` may be offered for an entry of ours; it can still be refused for what came after."""
    parts = [part for part in (entry.open, entry.restricted) if part is not None]
    is_here = all(part.changes is not None for part in parts)
    return kind.row is not None and entry.op == "set" and is_here and entry.changes().keys() <= kind.by_name.keys()


def _demand_undoable(kind: RecordKind, entry: Entry) -> None:
    if not is_undoable(kind, entry):
        raise Refused(
            "undo-impossible",
            _("Perubahan ini tidak dapat diurungkan."),
            _("Buka catatannya, lalu ubah isian yang perlu."),
        )


def _set_by(target: Entry, folded: Folded, before: Folded) -> dict[str, object]:
    """Field → the value it must still have; with a new record nothing else may have been added either."""
    if before.first is None:
        return dict.fromkeys(name for name, value in folded.values.items() if value is not None) | target.changes()
    return target.changes()


def _demand_unchanged(kind: RecordKind, folded: Folded, set_then: Mapping[str, object]) -> None:
    changed = [name for name, value in set_then.items() if folded.values.get(name) != value or name in folded.conflicts]
    if changed:
        labels = (_(kind.field(name).label) if name in kind.by_name else name for name in changed)
        raise Refused(
            "undo-changed-since",
            _("Tidak dapat diurungkan, karena sudah diubah lagi: {labels}.").format(labels=", ".join(labels)),
            _("Buka catatannya, lalu ubah isian yang perlu."),
        )


def _restored(target: Entry, before: Folded, folded: Folded) -> dict[str, object]:
    if before.first is None:
        return {DELETED: True}
    then = {name: before.values.get(name) for name in target.changes()}
    return {name: value for name, value in then.items() if value != folded.values.get(name)}


def _demand_fitting(
    connection: Connection,
    office: Office,
    kind: RecordKind,
    folded: Folded,
    restored: Mapping[str, object],
    record: str,
) -> None:
    """Values that were good together then may not be among those of today.

    What is wrong with a record in the list is no reason against changing it back; one that comes back must be right.
    """
    errors = judged(connection, office, kind, folded, restored, record).errors
    if not restored.get(DELETED, True):
        if errors:
            raise Refused(
                "restore-misfit",
                _("Belum dapat dipulihkan: {problems}").format(problems=" ".join(one.message for one in errors)),
                _("Setelah itu pulihkan lagi, atau catat yang baru."),
            )
        return
    standing = judged(connection, office, kind, folded, {}, record).errors
    new = [problem.message for problem in errors if problem not in standing]
    if new:
        raise Refused(
            "undo-misfit",
            _("Tidak dapat diurungkan: {problems}").format(problems=" ".join(new)),
            _("Buka catatannya, lalu ubah isian yang perlu."),
        )


def _write(
    connection: Connection,
    office: Office,
    kind: RecordKind,
    record: str,
    changes: dict[str, object],
    entries: Iterable[Entry],
) -> Saved:
    if DELETED in changes:
        _demand_no_loose_ends(connection, office, kind, record, is_leaving=bool(changes[DELETED]))
    entry = journalling.write(connection, office, kind, record, changes, seen=list(entries))
    return Saved(record, (), Changes(frozenset({(kind.name, office.code, record)})), Change(record, entry.link))


def _demand_no_loose_ends(
    connection: Connection, office: Office, kind: RecordKind, record: str, *, is_leaving: bool
) -> None:
    """No record in a list refers to one that is not."""
    if is_leaving:
        references = [
            (other, field.name) for other in row_kinds() for field in other.fields if field.refers == kind.name
        ]
        for other, name in references:
            if rows.where(connection, other, office.code, deleted_too=False, **{name: record}):
                title = _(other.title)
                raise Refused(
                    "still-referred-to",
                    _("Belum dapat dihapus: masih ada {kind} yang memakai catatan ini.").format(kind=title),
                    _("Hapus dahulu catatan {kind} itu.").format(kind=title),
                )
        return
    row = rows.get(connection, kind, office.code, record) or {}
    for field in kind.fields:
        if field.refers and row.get(field.name):
            owner = str(row[field.owner]) if field.owner else office.code
            referred = rows.get(connection, kind_named(field.refers), owner, str(row[field.name]))
            if referred is None or referred[DELETED]:
                title = _(kind_named(field.refers).title)
                raise Refused(
                    "refers-to-deleted",
                    _("Belum dapat dipulihkan: catatan {kind} yang dipakainya sudah dihapus.").format(kind=title),
                    _("Pulihkan dahulu catatan {kind} itu.").format(kind=title),
                )
