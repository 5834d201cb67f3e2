"""The monthly reports held here, a line for each entry: made together with the rows, and like them a cache."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from ppo_desktop.journal.entry import Entry
from ppo_desktop.records.checking import usable
from ppo_desktop.records.internal import REPORT, is_report
from ppo_desktop.storage import driver
from ppo_desktop.storage.journal_store import RecordKey


class Line(NamedTuple):
    """One entry of the record of a report, as the table has it."""

    link: bytes
    office: str
    record: str
    version: int
    device: str
    seq: int
    month: str
    nihil: bool
    number: str
    assent: str
    signed_by: str
    totals: str
    late: str
    recap: str
    compiled: str


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
    totals: str
    """JSON object."""
    carrier: str | None
    """``None`` where no report brought it: written here, or come from another PC of this office."""
    use: str
    received_at: str
    is_kept: bool

    @property
    def order(self) -> tuple[int, str, bytes]:
        """As ``Entry.order``."""
        return (self.version, self.device, self.link)

    @property
    def counts(self) -> Mapping[str, int]:
        """The five totals."""
        found: dict[str, int] = json.loads(self.totals)
        return found


_OBJECTS = ("totals", "late", "recap", "compiled")


def lines(key: RecordKey, entries: Iterable[Entry]) -> list[Line]:
    """A line for every entry of a report; an amended one tells all its values anew."""
    return [_line(key, entry, usable(REPORT, entry.changes())[0]) for entry in entries]


def _line(key: RecordKey, entry: Entry, values: Mapping[str, object]) -> Line:
    objects = (json.dumps(values.get(name) or {}, ensure_ascii=False) for name in _OBJECTS)
    words = (str(values.get(name) or "") for name in ("number", "assent", "signed_by"))
    month = str(values["month"]) if is_report(values) else ""
    return Line(
        entry.link, *key, entry.version, entry.device, entry.seq, month, values.get("nihil") is True, *words, *objects
    )


def add(connection: Connection, found: Sequence[Line]) -> None:
    """Keep lines that are not there yet."""
    statement = f"INSERT INTO report_line ({', '.join(Line._fields)}) VALUES ({', '.join('?' * len(Line._fields))})"
    driver.execute_many(connection, statement, found)


def told(connection: Connection, months: Sequence[str]) -> dict[RecordKey, list[Told]]:
    """The reports of all offices for some months (``YYYY-MM``) by record, in the order they came.

    What cannot be used says no month, so all of that is among them.
    """
    query = f"""SELECT line.office, line.record, line.version, line.device, line.link, line.seq, line.month <> '',
            line.nihil, line.number, line.assent, line.signed_by, line.totals,
            carrier.id, coalesce(carrier.use, ''), coalesce(carrier.received_at, ''), carrier.pdf IS NOT NULL
        FROM report_line line JOIN journal entry USING (link)
        LEFT JOIN incoming_carrier carrier ON carrier.id = entry.carrier AND carrier.kind = 'report'
        WHERE line.month IN ('', {", ".join("?" * len(months))}) ORDER BY entry.n"""
    found: dict[RecordKey, list[Told]] = {}
    for row in driver.execute(connection, query, tuple(months)):
        one = Told._make((*row[:6], bool(row[6]), bool(row[7]), *row[8:15], bool(row[15])))
        found.setdefault((one.office, one.record), []).append(one)
    return found


class InForce(NamedTuple):
    """What the newest report of a month says; all but the first three are JSON objects."""

    office: str
    record: str
    month: str
    totals: str
    late: str
    recap: str
    compiled: str


_QUERY = f"SELECT {', '.join(InForce._fields)} FROM report_line WHERE month <> ''"


def in_force(connection: Connection) -> dict[str, list[InForce]]:
    """Office → the newest report of each of its months."""
    found = driver.execute(connection, f"{_QUERY} ORDER BY version, device, link")
    newest = {row[1]: InForce._make(row) for row in found}
    by_office: dict[str, list[InForce]] = {}
    for one in newest.values():
        by_office.setdefault(one.office, []).append(one)
    return by_office


def newest(connection: Connection, office: str, record: str) -> InForce | None:
    """The report in force of one record."""
    query = f"{_QUERY} AND office = ? AND record = ? ORDER BY version DESC, device DESC, link DESC LIMIT 1"
    row = driver.execute(connection, query, (office, record)).fetchone()
    return InForce._make(row) if row else None
