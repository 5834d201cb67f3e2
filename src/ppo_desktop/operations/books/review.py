"""Before a month is closed: what its records still lack, so that a person can mend it first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import Level
from ppo_desktop.core.period import Month, month_of
from ppo_desktop.core.text import _
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.published import publishing
from ppo_desktop.records.checking import REASONS, check
from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.field import Values
from ppo_desktop.records.homecoming import HOMECOMING
from ppo_desktop.records.instruments import Library
from ppo_desktop.records.kind import RecordKind, StockBook
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.photos import photo_fields, photos
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.reports.figures import DEPARTURE_FACTS, Row
from ppo_desktop.storage import rows

Severity = Literal["bad", "warn", "info"]
_DATES = {DEPARTURE.name: tuple(DEPARTURE_FACTS.values()), SOCIALISATION.name: ("held_on",)}
"""Kind → the dates that put a record into a month."""
_ORDER: dict[Severity, int] = {"bad": 0, "warn": 1, "info": 2}


class Remark(Struct, frozen=True):
    """One thing to look at before the month is closed."""

    kind: str
    record: str
    title: str
    """What the record is called: ``Siti Aminah – Malaysia``."""
    field: str
    """Name of the field to go to, or ``""``."""
    code: str
    sentence: str
    severity: Severity
    """``bad``: cannot be right; ``warn``: nobody said why yet; ``info``: somebody gave a reason, or it counts in no
    month."""
    reason: str = ""
    """What the clerk wrote when saving all the same."""


class _Surroundings(Struct, frozen=True):
    """What the rules may ask, from rows read once."""

    today: date
    record_id: str | None
    instruments: Library
    persons: Mapping[str, Row]
    by_nik: Mapping[str, Row]
    others: Callable[[str, str], Values | None]
    """Kind and id → the record, of any other kind."""
    code: str = ""

    def record(self, kind: str, record_id: str) -> Values | None:
        return self.persons.get(record_id) if kind == PERSON.name else self.others(kind, record_id)

    def same_nik(self, nik: str, except_id: str | None) -> tuple[str, str] | None:
        row = self.by_nik.get(nik)
        return (row["id"], PERSON.title_of(row)) if row and row["id"] != except_id else None

    def stock_book(self) -> StockBook:
        """Nothing: movements of stock are in no monthly report."""
        return StockBook()

    def can_seal_to(self, level: Level) -> bool:  # noqa: ARG002 - the context asks in one way
        """No: what a month counts is never sealed."""
        return False

    def same(self, kind: str, values: Values) -> tuple[str, str] | None:  # noqa: ARG002 - the context asks in one way
        """Nothing: no kind that a month counts asks for its like."""
        return None


def check_month(office: Office, month: Month) -> list[Remark]:
    """What is to be said about the records the report of ``month`` counts, and about the persons they are about.

    The gravest first. Nothing here stands in the way of closing the month.
    """
    day = today(office.clock)
    with office.database.reading() as connection:
        library = publishing.instruments_with(connection, office)
        seen = sight(connection, office)
        persons = {row["id"]: row for row in seen.open_ones(rows.all_of(connection, PERSON, office.code))}
        read = {
            kind: seen.open_ones(rows.all_of(connection, kind, office.code))
            for kind in (DEPARTURE, SOCIALISATION, HOMECOMING)
        }
        found = [(kind, row) for kind in (DEPARTURE, SOCIALISATION) for row in read[kind] if _belongs(kind, row, month)]
        by_nik = {str(row["nik"]): row for row in reversed(persons.values()) if row.get("nik")}
        concerned = dict.fromkeys(str(row["person"]) for kind, row in found if kind is DEPARTURE)
        found += [(PERSON, persons[record]) for record in concerned if record in persons]

        def others(kind: str, record: str) -> Values | None:
            return rows.get(connection, kind_named(kind), office.code, record)

        remarks = [
            remark
            for kind, row in found
            for remark in _remarks(kind, row, _Surroundings(day, row["id"], library, persons, by_nik, others), month)
        ]
        remarks += _still_away(read[HOMECOMING], read[DEPARTURE], month)
    return sorted(remarks, key=lambda remark: _ORDER[remark.severity])


def _belongs(kind: RecordKind, row: Row, month: Month) -> bool:
    """Whether one of the record's dates lies in the month, or says no more than its year."""
    dates = (row.get(name) for name in _DATES[kind.name])
    return any(text and (month_of(text) == str(month) or text == str(month.year)) for text in dates)


def _still_away(back: Iterable[Row], departures: Iterable[Row], month: Month) -> Iterator[Remark]:
    """Departures of people who came home in the month, of which nobody has written that they are back."""
    came = [row for row in back if month_of(row.get("returned_on") or "") == str(month)]
    linked = {row["departure"] for row in came if row.get("departure")}
    alone = {row["person"] for row in came if not row.get("departure")}
    words = _("Kepulangannya dicatat, tetapi keadaannya di sini bukan pulang, jadi belum terhitung di “Pulang”.")
    for row in departures:
        is_meant = row["id"] in linked or (row["person"] in alone and row.get("departed_on"))
        if is_meant and not row.get("returned_on"):
            yield Remark(DEPARTURE.name, row["id"], DEPARTURE.title_of(row), "status", "still-away", words, "warn")


def _remarks(kind: RecordKind, row: Row, surroundings: _Surroundings, month: Month) -> Iterator[Remark]:
    typed = {field.name: row.get(field.name) for field in kind.fields if not field.derived}
    title, reasons = kind.title_of(row), row.get(REASONS) or {}
    for problem in check(kind, typed, surroundings).problems:
        reason = str(reasons.get(problem.code, ""))
        severity: Severity = "bad" if not problem.is_warning else "info" if reason else "warn"
        yield Remark(kind.name, row["id"], title, problem.field, problem.code, problem.message, severity, reason)
    for name in _DATES.get(kind.name, ()):
        if row.get(name) == str(month.year):
            label = _(kind.field(name).label)
            sentence = _("{label} hanya berisi tahun, jadi belum terhitung pada bulan mana pun.").format(label=label)
            yield Remark(kind.name, row["id"], title, name, "year-only", sentence, "info")
    for field in photo_fields(kind) if kind.minors_present(row) else ():
        if unsaid := sum(photo.minors is None for photo in photos(row.get(field.name))):
            sentence = _(
                "{count} foto tidak ikut dikirim karena ada peserta anak; lepas tandanya bila wajahnya tak tampak."
            )
            yield Remark(
                kind.name, row["id"], title, field.name, "minors-unsaid", sentence.format(count=unsaid), "info"
            )
