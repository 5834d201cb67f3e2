"""Counting one month of an office: totals for the page, and the fuller recap that travels sealed.

Counting is by date of event. A fact belongs to the month of its date; one dated in an earlier month that no earlier
report could know is counted once as *late* ("tambahan bulan lalu"). Dates of which only the year is known belong to no
month; the recap says how many records have one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeAlias

from msgspec import Struct, field

from ppo_desktop.core.period import Month, month_of
from ppo_desktop.core.text import N_
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.reports.month_books import UNKNOWN, Books, count_books

Row: TypeAlias = Mapping[str, Any]
Tally: TypeAlias = dict[str, int]

TOTALS: dict[str, tuple[str, str]] = {
    "registered": (N_("Calon PMI dan PMI yang baru dicatat"), N_("orang")),
    "departed": (N_("Berangkat"), N_("orang")),
    "returned": (N_("Pulang"), N_("orang")),
    "events": (N_("Kegiatan sosialisasi"), N_("kali")),
    "participants": (N_("Peserta sosialisasi"), N_("orang")),
}
"""Totals in the order of every report: key → (label, unit)."""

DEPARTURE_FACTS = {"registered": "registered_on", "departed": "departed_on", "returned": "returned_on"}
"""Total → the date field of a departure that makes it a fact."""
EVENT_DATE, EVENT_COUNTS = "held_on", ("men", "women")
"""What makes an event a fact, and what the totals count of it beside that."""
_DATED_BY = {**DEPARTURE_FACTS, "events": EVENT_DATE}

DEPARTURE_COLUMNS = (
    *DEPARTURE_FACTS.values(),
    "person",
    "sex",
    "status",
    "age_at_departure",
    "destination_country",
    "scheme",
    "path",
    "reasons",
    "return_reason",
)
PERSON_COLUMNS = ("sex",)
"""What is counted of departures and persons."""

NEWLY = {"lost_contact": "hilang_kontak", "died": "meninggal", "cancelled": "batal"}
"""Recap key → departure status that is counted when it is new since the previous report."""


class MonthRows(Struct, frozen=True):
    """What is counted: rows by record id, and how they stood when the previous report was made."""

    departures: Mapping[str, Row]
    events: Mapping[str, Row]
    persons: Mapping[str, Row]
    before: Mapping[str, Row | None] = field(default_factory=dict)
    """For each departure or event changed since the previous report: its row at that report's cutoff, ``None`` when it
    did not exist then. Records not in it are unchanged."""
    previous: str = ""
    """Month (``YYYY-MM``) of the previous report; empty means the month before the one counted."""
    factors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Reason for leaving → the factors it speaks for (``F1`` population, ``F2`` unemployment, ``F3`` schooling, ``F4``
    lack of work), from the code list of reasons."""
    books: Books = field(default_factory=dict)
    """The rows of the other books, see ``month_books.READS``."""


class MonthFigures(Struct, frozen=True):
    """Figures of one month; ``recap`` has canonical JSON shape (see ``core.canonical``) and holds no names."""

    month: str
    totals: Tally
    late: Tally
    recap: dict[str, Any]

    @property
    def is_nihil(self) -> bool:
        """Whether nothing at all happened: the report then says NIHIL in words."""
        news = (self.recap.get(key, 0) for key in NEWLY)
        return not any((*self.totals.values(), *self.late.values(), *news))


def no_totals() -> Tally:
    """Every total at zero, in order."""
    return dict.fromkeys(TOTALS, 0)


def count_month(month: str, rows: MonthRows) -> MonthFigures:
    """The figures of ``month`` (``YYYY-MM``); raises ``Refused('month')`` when that is no month."""
    Month.parse(month)
    reported_to = rows.previous or _month_before(month)
    found = _dated_in(month, rows.departures.values(), rows.events.values())
    late = no_totals()
    for key, date_field in _DATED_BY.items():
        for record, row in (rows.events if key == "events" else rows.departures).items():
            when = month_of(row.get(date_field))
            if when and when < month and not _was_counted(rows, record, row, date_field, reported_to):
                _add(late, key, row)
    return MonthFigures(month, _totals(found), late, _recap(month, found, rows))


def count_totals(month: str, departures: Collection[Row], events: Collection[Row]) -> Tally:
    """The totals of ``month`` alone, as ``count_month`` has them: of rows not dated in it nothing need be known."""
    return _totals(_dated_in(month, departures, events))


def _dated_in(month: str, departures: Collection[Row], events: Collection[Row]) -> dict[str, list[Row]]:
    """Fact → the rows whose date of it lies in the month."""
    return {
        key: [row for row in (events if key == "events" else departures) if month_of(row.get(date_field)) == month]
        for key, date_field in _DATED_BY.items()
    }


def _totals(found: Mapping[str, Iterable[Row]]) -> Tally:
    totals = no_totals()
    for key, rows in found.items():
        for row in rows:
            _add(totals, key, row)
    return totals


def _was_counted(rows: MonthRows, record: str, row: Row, date_field: str, reported_to: str) -> bool:
    """Whether an earlier report knew the fact: it had a month then, and that month was already reported."""
    then = rows.before.get(record, row)
    when = month_of(then.get(date_field)) if then is not None else None
    return when is not None and when <= reported_to


def _month_before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1):04d}-{12 if number == 1 else number - 1:02d}"


def _add(tally: Tally, key: str, row: Row) -> None:
    tally[key] += 1
    if key == "events":
        tally["participants"] += sum(_count(row, name) for name in EVENT_COUNTS)


def _count(row: Row, name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _recap(month: str, found: Mapping[str, list[Row]], rows: MonthRows) -> dict[str, Any]:
    reasons = Counter(reason for row in found["registered"] for reason in set(row.get("reasons") or ()))
    factors: Counter[str] = Counter()
    for row in found["registered"]:
        factors.update({factor for reason in row.get("reasons") or () for factor in rows.factors.get(reason, ())})
    return {
        "registered": _profile(found["registered"], rows.persons),
        "departed": _profile(found["departed"], rows.persons),
        "returned": {
            **_sexes(found["returned"], rows.persons),
            "reasons": _tally(row.get("return_reason") for row in found["returned"]),
        },
        "reasons": _sorted(reasons),
        "factors": _sorted(factors),
        **{key: _newly(rows, status) for key, status in NEWLY.items()},
        "events": {
            "activities": _tally(row.get("activity") for row in found["events"]),
            "men": sum(_count(row, "men") for row in found["events"]),
            "women": sum(_count(row, "women") for row in found["events"]),
            "under_18": sum(_count(row, "under_18") for row in found["events"]),
        },
        "materials": _materials(found["events"]),
        "incomplete_dates": _incomplete(rows),
        "books": count_books(month, {**rows.books, SOCIALISATION.name: rows.events.values()}),
    }


def _profile(departures: Iterable[Row], persons: Mapping[str, Row]) -> dict[str, Any]:
    departures = list(departures)
    ages = [row.get("age_at_departure") for row in departures]
    return {
        **_sexes(departures, persons),
        "under_18": sum(1 for age in ages if isinstance(age, int) and age < 18),
        "countries": _tally(row.get("destination_country") for row in departures),
        "schemes": _tally(row.get("scheme") for row in departures),
        "paths": _tally(row.get("path") for row in departures),
    }


def _sexes(departures: Iterable[Row], persons: Mapping[str, Row]) -> Tally:
    sexes = Counter(persons.get(str(row.get("person")), {}).get("sex") or row.get("sex") for row in departures)
    men, women = sexes.pop("L", 0), sexes.pop("P", 0)
    return {"men": men, "women": women, "sex_unknown": sum(sexes.values())}


def _newly(rows: MonthRows, status: str) -> int:
    """How many departures took on ``status`` since the previous report: a status bears no date of its own."""
    count = 0
    for record, then in rows.before.items():
        now = rows.departures.get(record)
        if now is not None and now.get("status") == status and (then is None or then.get("status") != status):
            count += 1
    return count


def _materials(events: Iterable[Row]) -> Tally:
    amounts: Counter[str] = Counter()
    for row in events:
        materials = row.get("materials") or {}
        amounts.update({code: _count(materials, code) for code in materials})
    return {code: amount for code, amount in _sorted(amounts).items() if amount}


def _incomplete(rows: MonthRows) -> int:
    """Records with a date of which only the year is known, so that it is in no month's figures."""
    departures = sum(
        1 for row in rows.departures.values() if any(_is_year_only(row.get(f)) for f in DEPARTURE_FACTS.values())
    )
    return departures + sum(1 for row in rows.events.values() if _is_year_only(row.get(EVENT_DATE)))


def _is_year_only(value: object) -> bool:
    return isinstance(value, str) and bool(value) and month_of(value) is None


def _tally(values: Iterable[object]) -> Tally:
    return _sorted(Counter(str(value) if value else UNKNOWN for value in values))


def _sorted(counter: Mapping[str, int]) -> Tally:
    """Largest first, ties by code: the order of the printed recap."""
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
