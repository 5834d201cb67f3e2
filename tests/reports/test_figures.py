"""Counting a month, and that successive reports count every fact exactly once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.records.internal import TOTALS as JOURNAL_TOTALS
from ppo_desktop.reports.figures import DEPARTURE_FACTS, TOTALS, MonthRows, count_month

PERSONS = {"p1": {"name": "Rahmat", "sex": "L"}, "p2": {"name": "Suryani", "sex": "P"}}


def count(month: str = "2026-11", **rows: Any) -> Any:
    return count_month(month, MonthRows(**{"departures": {}, "events": {}, "persons": PERSONS} | rows))


def test_the_totals_are_those_of_the_journal_in_the_same_order() -> None:
    assert tuple(TOTALS) == JOURNAL_TOTALS


def test_no_rows_are_nihil() -> None:
    figures = count()
    assert figures.is_nihil
    assert set(figures.totals.values()) == {0}


def test_facts_count_in_the_month_of_their_date_and_a_known_month_is_enough() -> None:
    departures = {
        "a": {"person": "p1", "registered_on": "2026-10-30", "departed_on": "2026-11"},
        "b": {"person": "p2", "registered_on": "2026-11-02", "returned_on": "2026"},
    }
    figures = count(departures=departures)
    assert figures.totals == {"registered": 1, "departed": 1, "returned": 0, "events": 0, "participants": 0}
    assert figures.recap["incomplete_dates"] == 1


def test_participants_are_the_men_and_women_of_the_counted_events() -> None:
    events = {
        "a": {"held_on": "2026-11-03", "activity": "SOS_SLTA", "men": 40, "women": 52, "under_18": 80},
        "b": {"held_on": "2026-11-09", "activity": "SOS_DESA", "men": None, "women": 7, "materials": {"LEAFLET": 30}},
        "c": {"held_on": "2026-10-09", "activity": "SOS_DESA", "men": 5, "women": 5},
    }
    figures = count(events=events, before={"c": None})
    assert figures.totals["events"] == 2
    assert figures.totals["participants"] == 99
    assert (figures.late["events"], figures.late["participants"]) == (1, 10)
    assert figures.recap["events"] == {
        "activities": {"SOS_DESA": 1, "SOS_SLTA": 1},
        "men": 40,
        "women": 59,
        "under_18": 80,
    }
    assert figures.recap["materials"] == {"LEAFLET": 30}


def test_a_fact_of_an_earlier_month_is_late_only_if_the_previous_report_could_not_know_it() -> None:
    departures = {
        "new": {"departed_on": "2026-09-12"},
        "filled": {"departed_on": "2026-10-12"},
        "known": {"departed_on": "2026-10-12"},
        "moved": {"departed_on": "2026-08-01"},
    }
    before = {"new": None, "filled": {"departed_on": None}, "moved": {"departed_on": "2026-09-01"}}
    assert count(departures=departures, before=before).late["departed"] == 2


def test_a_fact_of_a_month_that_was_never_reported_is_late() -> None:
    departures = {"a": {"departed_on": "2026-10-03"}}
    assert count(departures=departures, previous="2026-09").late["departed"] == 1
    assert count(departures=departures, previous="2026-10").late["departed"] == 0


def test_a_new_status_counts_once_and_ends_nihil() -> None:
    departures = {"a": {"status": "hilang_kontak"}, "b": {"status": "hilang_kontak"}, "c": {"status": "batal"}}
    figures = count(departures=departures, before={"a": {"status": "bekerja"}, "b": {"status": "hilang_kontak"}})
    assert (figures.recap["lost_contact"], figures.recap["cancelled"]) == (1, 0)
    assert not figures.is_nihil


def test_the_recap_tells_sex_age_country_path_and_reasons_without_names() -> None:
    departures = {
        "a": {
            "person": "p1",
            "registered_on": "2026-11-01",
            "departed_on": "2026-11-20",
            "age_at_departure": 17,
            "destination_country": "MY",
            "scheme": "P3MI",
            "path": "prosedural",
            "reasons": ["UPAH_KURANG", "UTANG"],
        },
        "b": {"person": "p2", "registered_on": "2026-11-05", "reasons": ["UPAH_KURANG"], "age_at_departure": None},
        "c": {"person": "p2", "returned_on": "2026-11-07", "return_reason": "DEPORTASI"},
    }
    figures = count(departures=departures, factors={"UPAH_KURANG": ("F4",)})
    new = figures.recap["registered"]
    assert (new["men"], new["women"], new["under_18"]) == (1, 1, 1)
    assert new["countries"] == {"-": 1, "MY": 1}
    assert figures.recap["departed"]["paths"] == {"prosedural": 1}
    assert figures.recap["returned"]["reasons"] == {"DEPORTASI": 1}
    assert figures.recap["reasons"] == {"UPAH_KURANG": 2, "UTANG": 1}
    assert figures.recap["factors"] == {"F4": 2}
    text = canonical.write(figures.recap).decode()
    assert not any(person["name"] in text for person in PERSONS.values())


def test_what_is_no_month_is_refused() -> None:
    with pytest.raises(Refused, match="month"):
        count("2026-13")


months = st.integers(1, 9).map(lambda n: f"2026-{n:02d}")
dates = st.one_of(months, months.map(lambda m: f"{m}-15"), st.just("2026"))


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[str], list[tuple[str, str, str, str]]]:
    """Months reported, in order, and facts: (record, date field, date, month at whose end it is already entered)."""
    reported = sorted(draw(st.sets(months, min_size=1, max_size=5)))
    facts = draw(
        st.lists(
            st.tuples(st.sampled_from("abcd"), st.sampled_from([*DEPARTURE_FACTS.values()]), dates, months),
            max_size=12,
            unique_by=lambda fact: fact[:2],
        )
    )
    return reported, facts


@given(histories())
def test_successive_reports_count_every_fact_exactly_once(history: Any) -> None:
    reported, facts = history
    counted = 0
    before_rows: dict[str, dict[str, str]] = {}
    previous = ""
    for month in reported:
        rows: dict[str, dict[str, str]] = {}
        for record, name, date, entered in facts:
            if entered <= month:
                rows.setdefault(record, {})[name] = date
        changed = {record: before_rows.get(record) for record in rows if rows[record] != before_rows.get(record)}
        figures = count_month(month, MonthRows(rows, {}, {}, changed, previous))
        counted += sum(figures.totals.values()) + sum(figures.late.values())
        before_rows, previous = rows, month
    # A report of month M knows what was entered until then; it answers for every date up to M.
    expected = sum(1 for _r, _n, date, entered in facts if len(date) > 4 and max(date[:7], entered) <= reported[-1])
    assert counted == expected


rows = st.dictionaries(
    st.sampled_from("abcde"),
    st.fixed_dictionaries(
        {},
        optional={
            "registered_on": dates,
            "departed_on": st.none() | dates,
            "returned_on": dates,
            "status": st.sampled_from(["hilang_kontak", "batal", "bekerja"]),
            "reasons": st.lists(st.sampled_from(["UTANG", "LAIN"]), max_size=3),
            "destination_country": st.none() | st.just("MY"),
            "age_at_departure": st.none() | st.integers(0, 90),
        },
    ),
)


@given(months, rows, rows)
def test_figures_are_canonical_and_agree_with_their_recap(month: str, now: Any, then: Any) -> None:
    before = {record: then.get(record) for record in now}
    figures = count_month(month, MonthRows(now, {}, {}, before))
    canonical.check([figures.totals, figures.late, figures.recap])
    for key in ("registered", "departed"):
        part = figures.recap[key]
        assert (
            figures.totals[key] == sum(part["countries"].values()) == part["men"] + part["women"] + part["sex_unknown"]
        )
    assert figures.totals["returned"] == sum(figures.recap["returned"]["reasons"].values())
    assert all(figures.late[key] + figures.totals[key] <= len(now) for key in DEPARTURE_FACTS)
