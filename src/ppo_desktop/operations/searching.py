"""Searching everything from one line: people, departures, meetings and our reports, by the beginnings of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _, search_key
from ppo_desktop.operations import counting
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.sight import Sight, sight
from ppo_desktop.records.internal import REPORT
from ppo_desktop.records.kind import CALLED, HIDDEN
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.storage import rows, search
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.rows import Row

MOST_REPORTS = 5


@dataclass(frozen=True)
class Hit:
    """One record found."""

    kind: str
    owner: str
    record: str
    title: str
    detail: str
    """``Sudah berangkat · Desa Sempalai``; the office is named unless it is ours."""
    month: str = ""
    """Of a report: ``2026-11``."""

    @property
    def line(self) -> str:
        """Under the title where its kind is not told otherwise: ``Keberangkatan · Sudah berangkat``."""
        kind = "" if self.month else _(kind_named(self.kind).title)
        return " · ".join(part for part in (kind, self.detail) if part)


def find(office: Office, typed: str, limit: int = search.LIMIT) -> list[Hit]:
    """Records that hold every typed word as the beginning of a word, last changed first; nothing below two letters.

    Ours and those of offices below; after them our own reports, found by month and number.
    """
    if not search.expression(typed):
        return []
    with office.database.reading() as connection:
        reports = list(_reports(connection, office, typed))[:MOST_REPORTS]
        seen = sight(connection, office)
        documents = search.find(connection, typed, limit - len(reports))
        documents = [one for one in documents if (one.office, one.record) not in seen.closed]
        found = _rows(connection, seen, documents)
    hits = [_hit(office, document, found.get((document.office, document.record), {}), typed) for document in documents]
    return hits + reports


def _rows(connection: Connection, seen: Sight, documents: list[search.Document]) -> Mapping[RecordKey, Row]:
    """The rows behind some documents, so that each can tell its detail."""
    keys: dict[str, list[RecordKey]] = {}
    for document in documents:
        keys.setdefault(document.kind, []).append((document.office, document.record))
    return {
        key: row
        for name, of_kind in keys.items()
        for key, row in seen.shown(kind_named(name), rows.some(connection, kind_named(name), of_kind)).items()
    }


def _hit(office: Office, document: search.Document, row: Row, typed: str) -> Hit:
    kind = kind_named(document.kind)
    place = "" if document.office == office.code else name_of(document.office)
    is_found = HIDDEN in row or _is_found_by(typed, kind.search_text(row))
    before = "" if is_found else _("cocok dengan isian lama")
    detail = " · ".join(part for part in (kind.detail_of(row), place, before) if part)
    title = str(row.get(CALLED) or document.title)
    return Hit(document.kind, document.office, document.record, title, detail)


def _is_found_by(typed: str, text: str) -> bool:
    """Whether what is typed begins words of what a record says now; else it says it no more."""
    words, there = search_key(typed).split(), text.split()
    return all(any(word.startswith(part) for word in there) for part in words if len(part) > 1) or any(
        word.startswith("".join(words)) for word in there
    )


def _reports(connection: Connection, office: Office, typed: str) -> Iterator[Hit]:
    """Our reports, newest month first; a handful a year, so they are looked through one by one."""
    words = search_key(typed).split()
    reports = counting.reports_by_record(connection, office.code)
    for record, report in sorted(reports.items(), key=lambda item: item[1]["month"], reverse=True):
        month = Month.parse(report["month"]).label
        number = str(report.get("number") or "")
        text = search_key(" ".join((_(REPORT.title), month, report["month"], number))).split()
        if all(any(word.startswith(beginning) for word in text) for beginning in words):
            detail = " · ".join(part for part in (number, _("NIHIL") if report.get("nihil") else "") if part)
            yield Hit(REPORT.name, office.code, record, f"{_(REPORT.title)} {month}", detail, report["month"])
