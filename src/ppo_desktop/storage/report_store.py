"""The monthly reports held here, a line for each entry: made together with the rows, and like them a cache."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from ppo_desktop.journal.entry import Entry
from ppo_desktop.records.checking import usable
from ppo_desktop.records.internal import REPORT, TOTALS, is_report, report_record
from ppo_desktop.reports.brief_recaps import brief
from ppo_desktop.storage import driver
from ppo_desktop.storage.journal_store import RecordKey

MOST_COUNTED = 10**9
"""Nothing is counted as often."""


_LATE = tuple(f"late_{total}" for total in TOTALS)
_WORDS = ("number", "assent", "signed_by")
_COLUMNS = (
    *("link", "office", "record", "version", "device", "seq", "month", "nihil"),
    *(*_WORDS, *TOTALS, *_LATE, "recap", "compiled"),
)
Line = tuple[object, ...]
"""One entry of the record of a report, in the order of ``_COLUMNS``."""


class Told(NamedTuple):
    """A report, or an entry in the place of one, and the carrier that brought it."""

    office: str
    record: str
    version: int
    device: str
    link: bytes
    seq: int
    is_report: bool
    """Whether this version of the program can use it."""
    nihil: bool
    number: str
    assent: str
    signed_by: str
    counts: Mapping[str, int]
    """The five totals."""
    carrier: str | None
    """``None`` where no report brought it: written here, or come from another PC of this office."""
    use: str
    received_at: str
    is_kept: bool

    @property
    def order(self) -> tuple[int, str, bytes]:
        """As ``Entry.order``."""
        return (self.version, self.device, self.link)


def lines(key: RecordKey, entries: Iterable[Entry]) -> list[Line]:
    """A line for every entry of a report; an amended one tells all its values anew."""
    return [_line(key, entry, usable(REPORT, entry.changes())[0]) for entry in entries]


def _line(key: RecordKey, entry: Entry, values: Mapping[str, object]) -> Line:
    office, record = key
    month = str(values["month"]) if is_report(values) else ""
    if month and record != report_record(office, month):
        month = ""  # it stands in the place of another month's report
    return (
        *(entry.link, office, record, entry.version, entry.device, entry.seq, month, values.get("nihil") is True),
        *(str(values.get(name) or "") for name in _WORDS),
        *(_count(values.get(name), total) for name in ("totals", "late") for total in TOTALS),
        brief(values.get("recap")),
        json.dumps(values.get("compiled") or {}, ensure_ascii=False),
    )


def _count(told: object, total: str) -> int:
    """One of the counts that another office's program wrote; 0 where it is none."""
    count = told.get(total) if isinstance(told, Mapping) else None
    return count if type(count) is int and 0 <= count <= MOST_COUNTED else 0


def add(connection: Connection, found: Sequence[Line]) -> None:
    """Keep lines that are not there yet."""
    statement = f"INSERT INTO report_line ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
    driver.execute_many(connection, statement, found)


def told(connection: Connection, months: Sequence[str]) -> dict[RecordKey, list[Told]]:
    """The reports of all offices for some months (``YYYY-MM``) by record, in the order they came.

    What cannot be used says no month, so all of that is among them.
    """
    query = f"""SELECT line.office, line.record, line.version, line.device, line.link, line.seq, line.month <> '',
            line.nihil, line.number, line.assent, line.signed_by,
            carrier.id, coalesce(carrier.use, ''), coalesce(carrier.received_at, ''), length(carrier.pdf) IS NOT NULL,
            {", ".join(f"line.{total}" for total in TOTALS)}
        FROM report_line line JOIN journal entry USING (office, device, seq, link)
        LEFT JOIN incoming_carrier carrier ON carrier.id = entry.carrier AND carrier.kind = 'report'
        WHERE line.month IN ('', {", ".join("?" * len(months))}) ORDER BY entry.n"""
    found: dict[RecordKey, list[Told]] = {}
    for row in driver.execute(connection, query, tuple(months)):
        counts = dict(zip(TOTALS, row[15:], strict=True))
        one = Told._make((*row[:6], bool(row[6]), bool(row[7]), *row[8:11], counts, *row[11:14], bool(row[14])))
        found.setdefault((one.office, one.record), []).append(one)
    return found


class InForce(NamedTuple):
    """What the newest report of a month says."""

    record: str
    office: str
    month: str
    totals: Mapping[str, int]
    late: Mapping[str, int]
    recap: str
    """As ``brief_recaps.brief`` tells it."""
    compiled: str
    """JSON object."""


_QUERY = f"""SELECT version, device, link, record, office, month, recap, compiled, {", ".join((*TOTALS, *_LATE))}
    FROM report_line"""


def in_force(connection: Connection, first: str, last: str) -> list[InForce]:
    """The newest report of each office for each of the months (``YYYY-MM``) from ``first`` to ``last``."""
    newest: dict[str, Sequence[Any]] = {}
    for row in driver.execute(connection, f"{_QUERY} WHERE month BETWEEN ? AND ?", (first, last)):
        if newest.setdefault(row[3], row)[:3] < row[:3]:
            newest[row[3]] = row
    return [_in_force(row) for row in newest.values()]


def reported(connection: Connection, first: str, last: str) -> bool:
    """Whether any report is in force for one of the months (``YYYY-MM``) from ``first`` to ``last``."""
    query = "SELECT 1 FROM report_line WHERE month BETWEEN ? AND ? LIMIT 1"
    return driver.execute(connection, query, (first, last)).fetchone() is not None


def first_months(connection: Connection) -> dict[str, str]:
    """Office → the first month (``YYYY-MM``) of which it reported."""
    query = "SELECT office, min(month) FROM report_line WHERE month <> '' GROUP BY office"
    return dict(driver.execute(connection, query).fetchall())


def before(connection: Connection, office: str, month: str) -> list[str]:
    """The records of an office's reports of earlier months than ``month`` (``YYYY-MM``), the latest month first."""
    query = """SELECT record FROM report_line WHERE office = ? AND month <> '' AND month < ?
               GROUP BY record ORDER BY max(month) DESC"""
    return [row[0] for row in driver.execute(connection, query, (office, month))]


def newest(connection: Connection, office: str, record: str) -> InForce | None:
    """The report in force of one record."""
    order = "ORDER BY version DESC, device DESC, link DESC LIMIT 1"
    query = f"{_QUERY} WHERE month <> '' AND office = ? AND record = ? {order}"
    row = driver.execute(connection, query, (office, record)).fetchone()
    return _in_force(row) if row else None


def _in_force(row: Sequence[Any]) -> InForce:
    record, office, month, recap, compiled = row[3:8]
    totals = dict(zip(TOTALS, row[8:13], strict=True))
    late = dict(zip(TOTALS, row[13:18], strict=True))
    return InForce(record, office, month, totals, late, recap, compiled)
