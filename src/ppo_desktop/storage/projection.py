"""From journal to rows: fold, derive, write the row, the search document, conflicts and quarantine."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache

import sqlalchemy as sa
from msgspec import Struct, field
from sqlalchemy import Connection

from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.fold import Folded, fold
from ppo_desktop.records.checking import usable
from ppo_desktop.records.internal import REPORT
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import KINDS, row_kinds
from ppo_desktop.storage import belonging, closing_store, driver, journal_store, report_store, search, settings_store
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.tables import METADATA, row_table

_KINDS_BY_NAME = {kind.name: kind for kind in KINDS}
_BATCH = 2000
_BESIDE = ("search_document", "open_conflict", "quarantined_value", "report_line")
"""Tables with lines of records, beside the rows of their kinds."""


class _Batch(Struct):
    """What a number of refolded records come to, collected so that each table is written once."""

    keys: list[RecordKey] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    """What any entry of these records says they are: nowhere else can rows of them stand."""
    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    documents: list[search.Document] = field(default_factory=list)
    conflicts: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    quarantine: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    reports: list[report_store.Line] = field(default_factory=list)
    parts: dict[RecordKey, list[RecordKey]] = field(default_factory=dict)
    """Record → those it belongs to."""


def refresh(connection: Connection, keys: Collection[RecordKey]) -> None:
    """Fold these records again and make everything derived from them agree."""
    project(connection, journal_store.of_records(connection, keys), fresh=False)


def project(connection: Connection, records: Iterable[tuple[RecordKey, list[Entry]]], *, fresh: bool) -> None:
    """Make rows, search, conflicts and quarantine of records from all their entries, which are at hand.

    Args:
        fresh: the derived tables hold nothing of these records yet, so nothing need be removed first.
    """
    batch = _Batch()
    for key, entries in records:
        _add(batch, key, entries)
        if len(batch.keys) >= _BATCH:
            _write(connection, batch, fresh)
            batch = _Batch()
    _write(connection, batch, fresh)


def rebuild(connection: Connection, progress: Callable[[int, int], None] = lambda _done, _total: None) -> int:
    """Drop every derived row and fold the whole journal again; the number of records folded."""
    for kind in row_kinds():
        connection.exec_driver_sql(f"DELETE FROM {driver.quoted(row_table(kind).name)}")
    for table in _BESIDE:
        connection.exec_driver_sql(f"DELETE FROM {table}")
    keys = journal_store.record_keys(connection)
    for start in range(0, len(keys), _BATCH):
        project(connection, journal_store.of_records(connection, keys[start : start + _BATCH]), fresh=True)
        progress(min(start + _BATCH, len(keys)), len(keys))
    return len(keys)


def bring_up_to_date(connection: Connection, version: str) -> int:
    """Make all derived tables anew when the program, or what its kinds declare, is not what made them.

    Rows are a cache, so there is no migration of records: a new column, rule or kind takes effect by folding again.
    Returns the number of records folded, 0 when nothing was to be done.
    """
    if settings_store.read(connection, _MADE_BY) == _makers(version):
        return 0
    for table in _derived():
        connection.exec_driver_sql(driver.dropping(connection, table.name))
    METADATA.create_all(connection)
    note_makers(connection, version)
    return rebuild(connection)


def note_makers(connection: Connection, version: str) -> None:
    """Say that this program made the derived tables: of a new database too, or its first opening makes them again."""
    settings_store.write(connection, _MADE_BY, _makers(version))


def _makers(version: str) -> dict[str, object]:
    return {"version": version, "tables": _declared()}


def _derived() -> list[sa.Table]:
    """The tables that are made anew when what they declare has changed."""
    return [*map(row_table, row_kinds()), METADATA.tables["report_line"]]


@cache
def _declared() -> dict[str, object]:
    """Table → its columns with their types and its indexes, as they are declared now."""
    return {
        table.name: [
            *(f"{column.name} {column.type}" for column in table.columns),
            *sorted(f"index {index.name} {', '.join(map(str, index.expressions))}" for index in table.indexes),
        ]
        for table in _derived()
    }


_MADE_BY = "rows made by"


def row_of(folded: Folded, office: str, record: str) -> dict[str, object] | None:
    """The row values of a folded record; ``None`` when it is erased or its kind has no table."""
    kind = _KINDS_BY_NAME.get(folded.kind)
    if kind is None or kind.row is None or folded.erased:
        return None
    values, _refused = usable(kind, folded.values)
    return _row(kind, folded, office, record, values)


def _row(kind: RecordKind, folded: Folded, office: str, record: str, values: dict[str, object]) -> dict[str, object]:
    assert folded.first is not None, "a record has at least one entry"
    assert folded.last is not None, "a record has at least one entry"
    return {
        **values,
        **kind.derive(values),
        "office": office,
        "id": record,
        "version": folded.version,
        "recorded_at": folded.first.time,
        "changed_at": folded.last.time,
        "author": folded.last.author,
    }


def _add(batch: _Batch, key: RecordKey, entries: Sequence[Entry]) -> None:
    office, record = key
    folded = fold(entries)
    kind = _KINDS_BY_NAME.get(folded.kind)
    batch.keys.append(key)
    batch.kinds.update(entry.kind for entry in entries)
    if kind is REPORT:
        batch.reports += report_store.lines(key, entries)
    if folded.erased:
        return
    if kind is None:
        batch.quarantine.append((office, record, "", folded.kind, "unknown-kind"))
        return
    values, refused = usable(kind, folded.values)
    batch.quarantine.extend((office, record, name, kind.name, reason) for name, reason in refused.items())
    if kind.row is None:
        return  # nobody settles what the machinery writes about itself; of receipts we hold only some
    batch.conflicts.extend(
        (office, record, name, kind.name, json.dumps([[c.value, c.author, c.time] for c in rivals]))
        for name, rivals in folded.conflicts.items()
    )
    row = _row(kind, folded, office, record, values)
    batch.rows.setdefault(kind.name, []).append(row)
    wholes = [(office, str(row[name])) for name in kind.belonging if row.get(name)]
    if wholes:
        batch.parts[key] = wholes
    if not row.get("deleted"):
        text = _found_by(kind, entries, row)
        batch.documents.append(search.Document(office, kind.name, record, kind.title_of(row), text))


def _found_by(kind: RecordKind, entries: Sequence[Entry], row: Mapping[str, object]) -> str:
    """The words a record is found by: what it says now, then what it said before somebody corrected it."""
    text = kind.search_text(row)
    if len(entries) == 1:
        return text
    now, before, said = set(text.split()), dict[str, None](), dict[str, object]()
    for entry in sorted(entries, key=lambda entry: entry.order)[:-1]:
        said |= entry.changes()
        values, _refused = usable(kind, said)
        words = kind.search_text({**values, **kind.derive(values)}).split()
        before |= dict.fromkeys(word for word in words if word not in now)
    return " ".join((text, *before))


def _write(connection: Connection, batch: _Batch, fresh: bool) -> None:
    if not batch.keys:
        return
    if not fresh:
        for kind in map(_KINDS_BY_NAME.get, sorted(batch.kinds)):
            if kind and kind.row:
                table = driver.quoted(row_table(kind).name)
                driver.execute_many(connection, f"DELETE FROM {table} WHERE office = ? AND id = ?", batch.keys)
        for table in _BESIDE:
            statement = f"DELETE FROM {table} WHERE (office, record) IN (VALUES {{rows}})"
            driver.execute_together(connection, statement, batch.keys)
    for name, rows in batch.rows.items():
        _insert(connection, _KINDS_BY_NAME[name], rows)
    report_store.add(connection, batch.reports)
    search.add(connection, batch.documents)
    closing_store.follow(connection, batch.parts)
    belonging.close_as_one(connection)
    conflict = "INSERT INTO open_conflict (office, record, field, kind, candidates) VALUES (?, ?, ?, ?, ?)"
    driver.execute_many(connection, conflict, batch.conflicts)
    quarantine = "INSERT INTO quarantined_value (office, record, field, kind, reason) VALUES (?, ?, ?, ?, ?)"
    driver.execute_many(connection, quarantine, batch.quarantine)


def _insert(connection: Connection, kind: RecordKind, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows of a kind. Columns of which none of them says anything are left out: mostly half of them, and to write
    that nothing stands there takes as long as to write something.
    """
    table = row_table(kind)
    said = set[str]().union(*rows)
    columns = [column for column in table.columns if column.name in said]
    names = [column.name for column in columns]
    packed = [list(map(row.get, names)) for row in rows]
    for place in (place for place, column in enumerate(columns) if isinstance(column.type, sa.JSON)):
        for values in packed:
            if values[place] is not None:
                values[place] = _in_json(values[place])
    what, marks = ", ".join(map(driver.quoted, names)), ", ".join("?" * len(names))
    driver.execute_many(connection, f"INSERT INTO {driver.quoted(table.name)} ({what}) VALUES ({marks})", packed)


_in_json = json.JSONEncoder(ensure_ascii=False).encode
