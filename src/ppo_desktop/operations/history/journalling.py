"""Writing one entry into our own journal: chain head, entry, row and search index in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ppo_desktop.journal.entry import Entry, Op, write_entry
from ppo_desktop.journal.wire import demand_travels
from ppo_desktop.operations.house import envelopes, roles
from ppo_desktop.operations.house.office import Office, read_device
from ppo_desktop.operations.house.roles import Deed
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.records.internal import DEVICE, FIGURE_SHEET, PERIOD_REPORT, RECEIPT, REPORT
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.storage import closing_store, draft_store, journal_store, opening_store, projection
from ppo_desktop.storage.database import Connection

_DEEDS: dict[str, Deed] = {
    REPORT.name: "report",
    PERIOD_REPORT.name: "report",
    FIGURE_SHEET.name: "report",
    RECEIPT.name: "receive",
}
"""What writing an entry of a kind is; of every other but ``device``, which the program writes by itself: recording."""


def write(
    connection: Connection,
    office: Office,
    kind: RecordKind,
    record: str,
    changes: Mapping[str, object],
    *,
    seen: Sequence[Entry] = (),
) -> Entry:
    """Append the next entry about ``record`` and make its row agree.

    Args:
        seen: the record's entries so far; empty for a new record.
    """
    entry = plan(connection, office, kind, record, changes, seen=seen)
    commit(connection, entry, seen)
    return entry


def plan(
    connection: Connection,
    office: Office,
    kind: RecordKind,
    record: str,
    changes: Mapping[str, object],
    *,
    seen: Sequence[Entry] = (),
) -> Entry:
    """The entry ``write`` would append; nothing is written."""
    restricted = {name: value for name, value in changes.items() if name in kind.restricted_names}
    opened = {name: value for name, value in changes.items() if name not in restricted}
    return _next(connection, office, kind.name, record, "set", (opened, restricted), seen)


def erase(connection: Connection, office: Office, record: str, seen: Sequence[Entry]) -> Entry:
    """Append the entry that erases a record of ours, of whatever kind, also of one this version does not know."""
    entry = _next(connection, office, seen[0].kind, record, "erase", ({}, {}), seen)
    commit(connection, entry, seen)
    return entry


def _next(
    connection: Connection,
    office: Office,
    kind: str,
    record: str,
    op: Op,
    changes: tuple[dict[str, object], dict[str, object]],
    seen: Sequence[Entry],
) -> Entry:
    if kind != DEVICE.name:
        roles.demand(office, _DEEDS.get(kind, "record"))
    sight(connection, office).demand(office.code, record)
    for earlier in seen:
        envelopes.demand_unsealed(earlier.changes())
    # The identity may have changed since the office was opened: a receipt told that this is an old copy.
    office = office.under(read_device(connection))
    head = journal_store.head(connection, office.code, office.device.id)
    entry = write_entry(office.heading(), head, kind, record, op, changes, seen)
    demand_travels(entry)
    return entry


def commit(connection: Connection, entry: Entry, seen: Sequence[Entry]) -> None:
    """Append an entry planned in this same transaction; nothing else can have written in between."""
    journal_store.append(connection, [entry])
    key = (entry.office, entry.record)
    if entry.op == "erase":
        journal_store.drop_content(connection, [key])
        draft_store.drop_about(connection, [entry.record])
        closing_store.forget(connection, [key])
        opening_store.forget_reasons(connection, [key])
    projection.project(connection, [(key, [*seen, entry])], fresh=not seen)
