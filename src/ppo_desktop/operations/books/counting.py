"""The figures of a month, counted from rows: the same function at the village and at the camat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ppo_desktop.core.period import Month
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.fold import fold
from ppo_desktop.records.checking import usable
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.internal import REPORT, TOTALS, is_report
from ppo_desktop.records.internal import report_record as report_record  # who counts asks here
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import kind
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.reports.figures import (
    DEPARTURE_COLUMNS,
    DEPARTURE_FACTS,
    EVENT_COUNTS,
    EVENT_DATE,
    PERSON_COLUMNS,
    MonthFigures,
    MonthRows,
    Row,
    count_month,
    count_totals,
)
from ppo_desktop.reports.month_books import READS
from ppo_desktop.reports.office import Assent
from ppo_desktop.reports.receipt import Difference
from ppo_desktop.storage import journal_store, projection, report_store, rows
from ppo_desktop.storage.database import Connection

Cutoff = dict[str, int]
"""Device → last seq a report counted."""


def month_figures(connection: Connection, owner: str, month: Month) -> MonthFigures:
    """The figures of ``owner`` for ``month``, as its journal held here tells them."""
    previous = previous_report(connection, owner, month)
    cutoff: Cutoff = previous["cutoff"] if previous else {}
    counted = MonthRows(
        departures={row["id"]: row for row in rows.columns_of(connection, DEPARTURE, DEPARTURE_COLUMNS, owner)},
        events={row["id"]: row for row in rows.all_of(connection, SOCIALISATION, owner)},
        persons={row["id"]: row for row in rows.columns_of(connection, PERSON, PERSON_COLUMNS, owner)},
        before=_rows_before(connection, owner, cutoff),
        previous=previous["month"] if previous else "",
        factors={item.code: item.factors for item in code_list("reasons").items},
        books={name: rows.columns_of(connection, kind(name), columns, owner) for name, columns in READS.items()},
    )
    return count_month(str(month), counted)


def month_totals(connection: Connection, owner: str, month: Month) -> dict[str, int]:
    """The totals of ``month_figures``, for which only what is dated in the month is read."""
    departures = rows.of_month(connection, DEPARTURE, (), owner, str(month), DEPARTURE_FACTS.values())
    events = rows.of_month(connection, SOCIALISATION, EVENT_COUNTS, owner, str(month), [EVENT_DATE])
    return count_totals(str(month), departures, events)


def previous_report(connection: Connection, owner: str, month: Month) -> Row | None:
    """The newest report of an earlier month, as its fields stand now."""
    for record in report_store.before(connection, owner, str(month)):
        report = _report(journal_store.of_record(connection, owner, record))
        if report and report["month"] < str(month):
            return report
    return None


def reports(connection: Connection, owner: str) -> list[Row]:
    """The reports of ``owner`` that are readable here, as their fields stand now."""
    return list(reports_by_record(connection, owner).values())


def reports_by_record(connection: Connection, owner: str) -> dict[str, Row]:
    """As ``reports``, by record id."""
    keys = journal_store.record_keys(connection, REPORT.name, owner)
    told = {key[1]: _report(entries) for key, entries in journal_store.of_records(connection, keys)}
    return {record: report for record, report in told.items() if report}


def _report(entries: Iterable[Entry]) -> Row | None:
    """The usable values of a report; an office below may have written anything, and no import may stumble over it."""
    folded = fold(entries)
    values = {} if folded.erased else usable(REPORT, folded.values)[0]
    return values if is_report(values) else None


def report_versions(entries: Iterable[Entry]) -> list[tuple[Entry, Row]]:
    """The reports of one month in the order they were made, with all their values: an amended one tells them anew."""
    told = ((entry, usable(REPORT, entry.changes())[0]) for entry in sorted(entries, key=lambda entry: entry.order))
    return [(entry, values) for entry, values in told if is_report(values)]


def differences(reported: Mapping[str, int], recounted: Mapping[str, int]) -> tuple[Difference, ...]:
    """The totals in which a report and its recount differ; other keys, as of a newer program, are nobody's affair."""
    return tuple(
        Difference(key, reported.get(key, 0), recounted.get(key, 0))
        for key in TOTALS
        if reported.get(key, 0) != recounted.get(key, 0)
    )


def chain_heads(connection: Connection, owner: str) -> Cutoff:
    """Device → last seq, for every device of ``owner``."""
    devices = journal_store.devices(connection, owner)
    return {device: journal_store.head(connection, owner, device).seq for device in devices}


def _rows_before(connection: Connection, owner: str, cutoff: Cutoff) -> dict[str, Row | None]:
    """Rows of the records changed since ``cutoff``, as they stood then."""
    changed = [record for _owner, record in journal_store.records_changed_after(connection, owner, cutoff)]
    known = journal_store.known_at(connection, owner, changed, cutoff)  # mostly few: a month brings new records
    before: dict[str, Row | None] = dict.fromkeys(record for record in changed if record not in known)
    for (_owner, record), entries in journal_store.of_records(connection, [(owner, record) for record in known]):
        if entries[0].kind in (DEPARTURE.name, SOCIALISATION.name):
            before[record] = _row_at(entries, cutoff)
    return before


def _row_at(entries: list[Entry], cutoff: Cutoff) -> Row | None:
    then = [entry for entry in entries if entry.seq <= cutoff.get(entry.device, 0)]
    return projection.row_of(fold(then), entries[0].office, entries[0].record) if then else None


def assent_of(values: Row) -> Assent:
    """Who agreed to a report, as its usable values say."""
    known = {assent.value: assent for assent in Assent}
    return known.get(str(values.get("assent")), Assent.NONE)
