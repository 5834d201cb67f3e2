"""Searching everything from one line: people, departures, meetings and our reports, by the beginnings of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload
from weakref import WeakKeyDictionary

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _, search_key
from ppo_desktop.operations.books import counting
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import Sight, sight
from ppo_desktop.records.internal import REPORT
from ppo_desktop.records.kind import CALLED, HIDDEN
from ppo_desktop.records.registry import KINDS
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.storage import journal_store, rows, search
from ppo_desktop.storage.database import Connection, Database
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.rows import Row
from ppo_desktop.storage.search import Match

MOST_REPORTS = 5
TOLD = 12
"""How many hits are told at once: as many as come into sight together."""
_RANK = {kind.name: rank for rank, kind in enumerate(KINDS)}


class Hit(NamedTuple):
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


class Hits(Sequence[Hit]):
    """What was found; how each is called and what is known of it is read when somebody looks at it."""

    def __init__(self, office: Office, typed: str, matches: Sequence[Match], reports: Sequence[Hit]) -> None:
        self._office, self._typed = office, _typed(typed)
        self._matches = matches
        self._told: list[Hit | None] = [*([None] * len(matches)), *reports]

    def __len__(self) -> int:
        return len(self._told)

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> list[Hit]: ...
    def __getitem__(self, place: int | slice) -> Hit | list[Hit]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        hit = self._told[place]
        if hit is None:
            self._tell(place % len(self) // TOLD * TOLD)
            hit = self._told[place]
            assert hit is not None, "told just now"
        return hit

    @property
    def kinds(self) -> list[str]:
        """The kind of each, which needs no reading."""
        return [
            *(match.kind for match in self._matches),
            *(REPORT.name for _report in self._told[len(self._matches) :]),
        ]

    def _tell(self, start: int) -> None:
        with self._office.database.reading() as connection:
            self.tell(sight(connection, self._office), start)

    def tell(self, seen: Sight, start: int = 0) -> None:
        """Read some at once, the first ones or those from a place on."""
        matches = self._matches[start : start + TOLD]
        found = _rows(seen, matches)
        for place, match in enumerate(matches, start=start):
            self._told[place] = _hit(self._office, match, found.get((match.office, match.record), {}), self._typed)


class _Known(NamedTuple):
    """What a search needs beside the index; it is made anew only after something was written."""

    newest: int
    """Number of the newest journal entry then."""
    not_listed: frozenset[RecordKey]
    reports: Sequence[tuple[str, Hit]]
    """Ours, the newest month first, with the words they are found by, each behind a gap: a handful a year."""


_known: WeakKeyDictionary[Database, _Known] = WeakKeyDictionary()


def find(office: Office, typed: str, limit: int = search.LIMIT) -> list[Hit]:
    """Records that hold every typed word as the beginning of a word, last changed first; nothing below two letters.

    Ours and those of offices below; after them our own reports, found by month and number.
    """
    return list(_find(office, typed, limit))


def look(office: Office, typed: str, limit: int = search.LIMIT) -> Hits:
    """As ``find``, those of one kind together, in the order of the kinds; for one who types on."""
    return _find(office, typed, limit, is_by_kind=True)


def is_empty(office: Office) -> bool:
    """Whether nothing is recorded yet, so that no words could find anything."""
    with office.database.reading() as connection:
        return search.is_empty(connection)


def _find(office: Office, typed: str, limit: int, *, is_by_kind: bool = False) -> Hits:
    if not search.expression(typed):
        return Hits(office, typed, (), ())
    words = [f" {word}" for word in search_key(typed).split()]
    with office.database.reading() as connection:
        known, seen = _beside(connection, office), sight(connection, office)
        reports = [hit for text, hit in known.reports if all(word in text for word in words)][:MOST_REPORTS]
        skipped = known.not_listed | seen.closed if seen.closed else known.not_listed
        matches = search.find(connection, typed, limit - len(reports), skipped)
        if is_by_kind:
            matches.sort(key=_rank)
        hits = Hits(office, typed, matches, reports)
        hits.tell(seen)  # these come into sight at once
        return hits


def _beside(connection: Connection, office: Office) -> _Known:
    newest = journal_store.newest_number(connection)
    known = _known.get(office.database)
    if known is None or known.newest != newest:
        reports = tuple(_reports(connection, office))
        known = _known[office.database] = _Known(newest, search.not_listed(connection), reports)
    return known


def _rows(seen: Sight, matches: Sequence[Match]) -> dict[RecordKey, Row]:
    """The rows behind some matches, so that each can tell its detail."""
    keys: dict[str, list[RecordKey]] = {}
    for match in matches:
        keys.setdefault(match.kind, []).append((match.office, match.record))
    return {
        key: row
        for name, of_kind in keys.items()
        for key, row in seen.shown(kind_named(name), rows.some(seen.connection, kind_named(name), of_kind)).items()
    }


def _rank(match: Match) -> int:
    return _RANK[match.kind]


def _hit(office: Office, match: Match, row: Row, typed: _Typed) -> Hit:
    kind = kind_named(match.kind)
    place = "" if match.office == office.code else name_of(match.office)
    title = str(row.get(CALLED) or match.title)
    is_found = HIDDEN in row or _says(search_key(title), typed) or _says(kind.search_text(row), typed)
    before = "" if is_found else _("cocok dengan isian lama")
    detail = " · ".join(part for part in (kind.detail_of(row), place, before) if part)
    return Hit(match.kind, match.office, match.record, title, detail)


class _Typed(NamedTuple):
    """What is looked for, each part behind a gap: so it stands in a folded text where it begins a word."""

    words: Sequence[str]
    whole: str
    """All of them as one: a number may stand in groups."""


def _typed(typed: str) -> _Typed:
    words = search_key(typed).split()
    return _Typed([f" {word}" for word in words if len(word) > 1], f" {''.join(words)}")


def _says(text: str, typed: _Typed) -> bool:
    """Whether what is typed begins words of what a record says now; else it says it no more."""
    there = f" {text}"
    for word in typed.words:
        if word not in there:
            return typed.whole in there
    return True


def _reports(connection: Connection, office: Office) -> Iterator[tuple[str, Hit]]:
    """Our reports, the newest month first, each with the words it is found by, behind a gap each."""
    reports = counting.reports_by_record(connection, office.code)
    for record, report in sorted(reports.items(), key=lambda item: item[1]["month"], reverse=True):
        month = Month.parse(report["month"]).label
        number = str(report.get("number") or "")
        text = " " + search_key(" ".join((_(REPORT.title), month, report["month"], number)))
        detail = " · ".join(part for part in (number, _("NIHIL") if report.get("nihil") else "") if part)
        yield text, Hit(REPORT.name, office.code, record, f"{_(REPORT.title)} {month}", detail, report["month"])
