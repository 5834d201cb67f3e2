"""Merging: union, erasure, fold. The one place where another office's entries enter this database."""

from __future__ import annotations

from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.merge import MergePlan
from ppo_desktop.operations.history import forks
from ppo_desktop.storage import closing_store, journal_store, opening_store, projection
from ppo_desktop.storage.database import Connection


def merge(connection: Connection, planned: MergePlan, carrier_id: str) -> set[tuple[str, str, str]]:
    """Carry a plan out in the caller's transaction; the (kind, office, record) it touched."""
    arriving: dict[str, list[Entry]] = {}
    for entry in (*planned.new, *planned.completed):
        arriving.setdefault(entry.record, []).append(entry)
    held = journal_store.held_among(connection, planned.office, list(arriving))
    journal_store.append(connection, planned.new, carrier_id)
    journal_store.complete(connection, planned.completed)
    forks.look(connection, planned)
    keys = {(planned.office, record) for record in arriving}
    erased = keys & journal_store.erased(connection)
    journal_store.drop_content(connection, erased)
    closing_store.forget(connection, erased)
    opening_store.forget_reasons(connection, erased)
    # Records nobody here knew are projected from the entries at hand; only the others need be read again.
    unknown = (((planned.office, record), entries) for record, entries in arriving.items() if record not in held)
    projection.project(connection, unknown, fresh=True)
    projection.refresh(connection, [(planned.office, record) for record in held])
    return {(entries[0].kind, planned.office, record) for record, entries in arriving.items()}
