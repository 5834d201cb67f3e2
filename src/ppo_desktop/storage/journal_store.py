"""The journal in the database: append, admit, read by chain and by record, erase."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from ppo_desktop.journal.entry import NO_LINK, ChainHead, Entry, Op, Part, Ref
from ppo_desktop.journal.merge import Gap, Place, Span, combine
from ppo_desktop.storage import driver

RecordKey = tuple[str, str]
"""(owner office, record id)"""
IsOne = Callable[[str, str], bool]
"""Of office and device: ``is_one_chain``."""

_COLUMNS = (
    "link, office, device, seq, schema_number, author, time, kind, record, version, after, op, prev,"
    " open_digest, open_nonce, open_changes, restricted_digest, restricted_nonce, restricted_changes"
)
_INSERT = f"INSERT INTO journal ({_COLUMNS}, carrier) VALUES ({', '.join('?' * 20)})"
_SELECT = f"SELECT {_COLUMNS} FROM journal"
_AT = "WHERE office = ? AND device = ? AND seq = ? AND link = ?"
_CHUNK = 400


def append(connection: Connection, entries: Iterable[Entry], carrier: str | None = None) -> None:
    """Add new entries; ``carrier`` is the id of the carrier that brought them, ``None`` for our own."""
    rows = [(*_columns_of(entry), carrier) for entry in entries]
    driver.execute_many(connection, _INSERT, rows)


def complete(connection: Connection, entries: Iterable[Entry]) -> None:
    """Fill in values of entries that were held without them."""
    for entry in entries:
        place = (entry.office, entry.device, entry.seq, entry.link)
        held = next(iter(_entries(connection, _AT, place)))
        full = _columns_of(combine(held, entry))
        driver.execute(
            connection,
            f"UPDATE journal SET open_nonce = ?, open_changes = ?, restricted_nonce = ?, restricted_changes = ? {_AT}",
            (full[14], full[15], full[17], full[18], *place),
        )


def head(connection: Connection, office: str, device: str) -> ChainHead:
    """The newest entry of one device's chain."""
    newest = "SELECT seq, link FROM journal WHERE office = ? AND device = ? ORDER BY seq DESC LIMIT 1"
    row = driver.execute(connection, newest, (office, device)).fetchone()
    return ChainHead(row[0], row[1]) if row else ChainHead()


def offices(connection: Connection) -> list[str]:
    """The offices whose entries are held, sorted; each found by one step in the index."""
    query = """WITH RECURSIVE found(office) AS (
                   SELECT min(office) FROM journal
                   UNION ALL SELECT (SELECT min(office) FROM journal WHERE office > found.office)
                   FROM found WHERE found.office IS NOT NULL)
               SELECT office FROM found WHERE office IS NOT NULL"""
    return [row[0] for row in driver.execute(connection, query)]


def devices(connection: Connection, office: str) -> list[str]:
    """The devices of ``office`` whose entries are held, sorted."""
    found = driver.execute(connection, "SELECT DISTINCT device FROM journal WHERE office = ?", (office,))
    return sorted(row[0] for row in found)


def held_without_gap(connection: Connection, office: str) -> dict[str, tuple[int, bytes]]:
    """Per device of ``office`` the last seq held without gap and its link; what a receipt says.

    Followed by link, so that of a fork only branches held from the first entry on count; the longest of them.
    """
    found = driver.execute(
        connection, "SELECT device, seq, link, prev FROM journal WHERE office = ? ORDER BY device, seq, link", (office,)
    )
    held: dict[str, tuple[int, bytes]] = {}
    for device, rows in groupby(found, key=lambda row: row[0]):
        below, here, at = {NO_LINK}, set[bytes](), 1
        for _device, seq, link, prev in rows:
            if seq != at:
                below, here, at = (here if seq == at + 1 else set()), set(), seq
            if prev in below:
                here.add(link)
                if seq > held.get(device, (0, b""))[0]:
                    held[device] = (seq, link)
    return held


def newest_number(connection: Connection) -> int:
    """Number of the entry added last, 0 where there is none: while it stands, so does all made of the journal."""
    return int(driver.execute(connection, "SELECT coalesce(max(n), 0) FROM journal").fetchone()[0])


def is_forked(connection: Connection, office: str, device: str) -> bool:
    """Whether two histories of one device are held."""
    found = driver.execute(
        connection,
        "SELECT count(*) > count(DISTINCT seq) FROM journal WHERE office = ? AND device = ?",
        (office, device),
    )
    return bool(found.fetchone()[0])


def is_one_chain(connection: Connection, office: str, device: str) -> bool:
    """Whether what is held of a device is one history: neither forked, nor pieces of two of which each lacks what the
    other has. Only then a number says what comes before it."""
    torn = driver.execute(
        connection,
        """SELECT 1 FROM journal entry JOIN journal after USING (office, device)
           WHERE office = ? AND device = ? AND after.seq = entry.seq + 1 AND after.prev <> entry.link LIMIT 1""",
        (office, device),
    )
    return not is_forked(connection, office, device) and torn.fetchone() is None


def histories(connection: Connection) -> IsOne:
    """``is_one_chain`` that walks each chain but once: for many files, while nothing is merged."""
    return cache(partial(is_one_chain, connection))


def forked_places(connection: Connection, office: str, device: str) -> list[int]:
    """The numbers of a device under which more than one entry is held."""
    query = "SELECT seq FROM journal WHERE office = ? AND device = ? GROUP BY seq HAVING count(*) > 1 ORDER BY seq"
    return [row[0] for row in driver.execute(connection, query, (office, device))]


def received_at(connection: Connection, office: str, device: str, place: ChainHead) -> str:
    """Stamp of when the carrier was taken in that brought an entry, ``""`` where it was written here."""
    query = f"SELECT received_at FROM journal JOIN incoming_carrier ON incoming_carrier.id = journal.carrier {_AT}"
    found = driver.execute(connection, query, (office, device, *place)).fetchone()
    return found[0] if found else ""


def chain(connection: Connection, office: str, device: str, first: int, last: int) -> list[Entry]:
    """The entries ``first`` … ``last`` of a device, in order."""
    return list(
        _entries(
            connection,
            "WHERE office = ? AND device = ? AND seq BETWEEN ? AND ? ORDER BY seq",
            (office, device, first, last),
        )
    )


def records_within(connection: Connection, office: str, device: str, first: int, last: int) -> list[tuple[str, str]]:
    """(kind, record) of the records that the entries ``first`` … ``last`` of a device are about."""
    query = "SELECT DISTINCT kind, record FROM journal WHERE office = ? AND device = ? AND seq BETWEEN ? AND ?"
    return [(row[0], row[1]) for row in driver.execute(connection, query, (office, device, first, last))]


def reaches(connection: Connection, office: str) -> Iterator[tuple[str, str, str, int, int]]:
    """(kind, record, device, first number, last number) of every record of an office and device that wrote of it."""
    query = """SELECT kind, record, device, min(seq), max(seq) FROM journal
               WHERE office = ? GROUP BY kind, record, device"""
    yield from driver.execute(connection, query, (office,))


def has_other_records(connection: Connection, office: str, device: str, record: str) -> bool:
    """Whether a device wrote about anything but this record."""
    query = "SELECT 1 FROM journal WHERE office = ? AND device = ? AND record <> ? LIMIT 1"
    return driver.execute(connection, query, (office, device, record)).fetchone() is not None


def at_places(connection: Connection, office: str, spans: Sequence[Span]) -> dict[Place, list[Entry]]:
    """The entries held within the spans and just before them, by place."""
    held: dict[Place, list[Entry]] = {}
    for span in spans:
        for entry in chain(connection, office, span.device, span.first - 1, span.last):
            held.setdefault((entry.device, entry.seq), []).append(entry)
    return held


def of_record(connection: Connection, office: str, record: str) -> list[Entry]:
    """All entries of one record."""
    return list(_entries(connection, "WHERE office = ? AND record = ?", (office, record)))


def of_records(connection: Connection, keys: Collection[RecordKey]) -> Iterator[tuple[RecordKey, list[Entry]]]:
    """(key, entries) for each of many records that has entries; read in chunks, so memory stays flat."""
    by_office: dict[str, list[str]] = {}
    for office, record in keys:
        by_office.setdefault(office, []).append(record)
    for office, records in by_office.items():
        for part, marks in _parts(records):
            found = _entries(connection, f"WHERE office = ? AND record IN ({marks}) ORDER BY record", (office, *part))
            for record, entries in groupby(found, key=lambda entry: entry.record):
                yield (office, record), list(entries)


def record_keys(connection: Connection, kind: str | None = None, office: str | None = None) -> list[RecordKey]:
    """(office, record) of every record in the journal, optionally of one kind or one office, oldest first."""
    wanted = [(column, value) for column, value in (("kind", kind), ("office", office)) if value is not None]
    where = " AND ".join(["n > 0", *(f"{column} = ?" for column, _value in wanted)])
    found = driver.execute(
        connection,
        f"SELECT office, record FROM journal WHERE {where} GROUP BY office, record ORDER BY min(n)",
        tuple(value for _column, value in wanted),
    )
    return [(row[0], row[1]) for row in found]


def keys_of_several(connection: Connection, kind: str, office: str) -> list[RecordKey]:
    """(office, record) of the records of a kind that more than one PC of their office wrote on."""
    query = """SELECT record FROM journal WHERE n > 0 AND kind = ? AND office = ?
               GROUP BY record HAVING count(DISTINCT device) > 1"""
    return [(office, row[0]) for row in driver.execute(connection, query, (kind, office))]


def records_changed_after(connection: Connection, office: str, cutoff: dict[str, int]) -> list[RecordKey]:
    """Records of ``office`` with an entry beyond ``cutoff`` (device → last seq counted before)."""
    changed: dict[RecordKey, None] = {}
    for device in devices(connection, office):
        found = driver.execute(
            connection,
            "SELECT DISTINCT record FROM journal WHERE office = ? AND device = ? AND seq > ?",
            (office, device, cutoff.get(device, 0)),
        )
        changed.update(((office, row[0]), None) for row in found)
    return list(changed)


def known_at(connection: Connection, office: str, records: Sequence[str], cutoff: dict[str, int]) -> set[str]:
    """Those of ``records`` with an entry up to ``cutoff`` (device → last seq counted then)."""
    known: set[str] = set()
    for part, marks in _parts(records) if cutoff else ():
        query = f"SELECT record, device, seq FROM journal WHERE office = ? AND record IN ({marks})"
        found = driver.execute(connection, query, (office, *part))
        known.update(record for record, device, seq in found if seq <= cutoff.get(device, 0))
    return known


def added_by(connection: Connection, office: str, carrier: str) -> int:
    """How many entries of ``office`` a carrier brought that were new here."""
    found = driver.execute(
        connection, "SELECT count(*) FROM journal WHERE office = ? AND carrier = ?", (office, carrier)
    )
    return int(found.fetchone()[0])


def carriers_of(connection: Connection, office: str, record: str) -> list[str]:
    """The carriers that brought a record's entries, in the order they came; without those written here."""
    query = "SELECT carrier FROM journal WHERE office = ? AND record = ? AND carrier IS NOT NULL ORDER BY n"
    return list(dict.fromkeys(row[0] for row in driver.execute(connection, query, (office, record))))


def brought_by(connection: Connection, office: str, record: str) -> dict[bytes, str]:
    """Link → the carrier that brought the entry, for a record's entries that were not written here."""
    query = "SELECT link, carrier FROM journal WHERE office = ? AND record = ? AND carrier IS NOT NULL ORDER BY n"
    return {row[0]: row[1] for row in driver.execute(connection, query, (office, record))}


def holes(connection: Connection, office: str) -> list[Gap]:
    """The runs of numbers that are missing below what has arrived, per device of an office."""
    query = """SELECT device, below + 1, seq - 1 FROM (
                   SELECT device, seq, lag(seq, 1, 0) OVER (PARTITION BY device ORDER BY seq) AS below
                   FROM journal WHERE office = ?) AS held
               WHERE seq > below + 1 ORDER BY device, seq"""
    return [Gap(*row) for row in driver.execute(connection, query, (office,))]


def time_of_first(connection: Connection, office: str) -> str | None:
    """The stamp of the first entry of an office that was written or came here."""
    query = "SELECT time FROM journal WHERE office = ? ORDER BY n LIMIT 1"
    found = driver.execute(connection, query, (office,)).fetchone()
    return found[0] if found else None


def time_of_newest(connection: Connection, office: str, device: str) -> str | None:
    """The stamp of the newest entry of one device's chain."""
    query = "SELECT time FROM journal WHERE office = ? AND device = ? ORDER BY seq DESC LIMIT 1"
    found = driver.execute(connection, query, (office, device)).fetchone()
    return found[0] if found else None


def erased(connection: Connection) -> set[RecordKey]:
    """The records that carry an erase entry."""
    found = driver.execute(connection, "SELECT office, record FROM journal WHERE op = 'erase'")
    return {(row[0], row[1]) for row in found}


def is_erased(connection: Connection, office: str, record: str) -> bool:
    """Whether a record carries an erase entry."""
    query = "SELECT 1 FROM journal WHERE office = ? AND record = ? AND op = 'erase' LIMIT 1"
    return driver.execute(connection, query, (office, record)).fetchone() is not None


def newest(
    connection: Connection, office: str, limit: int, before: int | None = None, author: str = "", kind: str = ""
) -> list[tuple[int, Entry]]:
    """(place, entry) of the entries of ``office`` held here, those that came last first.

    Args:
        before: only entries that came before this place.
        author, kind: only those of this author or kind; empty for all.
    """
    # Kind by kind, since then the index gives each in this order; without it the whole journal would be sorted.
    parts: list[str] = []
    values: list[object] = []
    for one in [kind] if kind else kinds(connection, office):
        where, wanted = "office = ? AND kind = ? AND n < ?", [office, one, before if before is not None else 2**62]
        if author:
            where, wanted = f"{where} AND author = ?", [*wanted, author]
        parts.append(f"SELECT * FROM (SELECT n FROM journal WHERE {where} ORDER BY n DESC LIMIT ?) AS one{len(parts)}")
        values += [*wanted, limit]
    if not parts:
        return []
    places = f"SELECT n FROM ({' UNION ALL '.join(parts)}) AS newest ORDER BY n DESC LIMIT ?"
    query = f"SELECT {_COLUMNS}, n FROM journal WHERE n IN ({places}) ORDER BY n DESC"
    found = driver.execute(connection, query, (*values, limit))
    return [(row[-1], _entry_of(row)) for row in found]


def kinds(connection: Connection, office: str) -> list[str]:
    """The kinds of the entries of ``office``, each found by one step in the index."""
    query = """WITH RECURSIVE found(kind) AS (
                   SELECT min(kind) FROM journal WHERE office = ?
                   UNION ALL SELECT (SELECT min(kind) FROM journal WHERE office = ? AND kind > found.kind)
                   FROM found WHERE found.kind IS NOT NULL)
               SELECT kind FROM found WHERE kind IS NOT NULL"""
    return [row[0] for row in driver.execute(connection, query, (office, office))]


def held_among(connection: Connection, office: str, records: Sequence[str]) -> set[str]:
    """Those of ``records`` of which at least one entry is held."""
    held: set[str] = set()
    for part, marks in _parts(records):
        found = driver.execute(
            connection, f"SELECT DISTINCT record FROM journal WHERE office = ? AND record IN ({marks})", (office, *part)
        )
        held.update(row[0] for row in found)
    return held


def drop_content(connection: Connection, keys: Collection[RecordKey]) -> None:
    """Forget nonce and values of every entry of these records; header, digests and chain stay."""
    if keys:
        driver.execute_many(
            connection,
            "UPDATE journal SET open_nonce = NULL, open_changes = NULL, restricted_nonce = NULL,"
            " restricted_changes = NULL WHERE office = ? AND record = ?",
            list(keys),
        )


def drop_restricted(
    connection: Connection, kind: str, office: str | None = None, record: str | None = None, but: bytes = b""
) -> None:
    """Forget nonce and values of the restricted half of every entry of a kind, but of the one with that link.

    Args:
        office, record: only of these; ``None``: of all.
    """
    wanted = [(column, value) for column, value in (("office", office), ("record", record)) if value is not None]
    where = "".join(f" AND {column} = ?" for column, _value in wanted)
    driver.execute(
        connection,
        "UPDATE journal SET restricted_nonce = NULL, restricted_changes = NULL"
        f" WHERE kind = ? AND restricted_changes IS NOT NULL AND link <> ?{where}",
        (kind, but, *(value for _column, value in wanted)),
    )


def _parts(records: Sequence[str]) -> Iterator[tuple[Sequence[str], str]]:  # each with its marks
    for start in range(0, len(records), _CHUNK):
        part = records[start : start + _CHUNK]
        yield part, ", ".join("?" * len(part))


def _entries(connection: Connection, where: str, values: tuple[object, ...]) -> Iterator[Entry]:
    for row in driver.execute(connection, f"{_SELECT} {where}", values):
        yield _entry_of(row)


def _columns_of(entry: Entry) -> tuple[object, ...]:
    opened, restricted = entry.open, entry.restricted
    return (
        entry.link,
        entry.office,
        entry.device,
        entry.seq,
        entry.schema,
        entry.author,
        entry.time,
        entry.kind,
        entry.record,
        entry.version,
        json.dumps(entry.after) if entry.after else "[]",
        entry.op,
        entry.prev,
        *((opened.digest, opened.nonce, opened.changes) if opened else (None, None, None)),
        *((restricted.digest, restricted.nonce, restricted.changes) if restricted else (None, None, None)),
    )


def _entry_of(row: Sequence[Any]) -> Entry:
    after: tuple[Ref, ...] = tuple(Ref(*ref) for ref in json.loads(row[10])) if row[10] != "[]" else ()
    op: Op = "erase" if row[11] == "erase" else "set"
    return Entry(
        link=row[0],
        office=row[1],
        device=row[2],
        seq=row[3],
        schema=row[4],
        author=row[5],
        time=row[6],
        kind=row[7],
        record=row[8],
        version=row[9],
        after=after,
        op=op,
        prev=row[12],
        open=Part(row[13], row[14], row[15]) if row[13] is not None else None,
        restricted=Part(row[16], row[17], row[18]) if row[16] is not None else None,
    )
