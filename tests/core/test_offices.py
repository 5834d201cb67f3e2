"""Region codes, levels, months and ids."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offices as test_offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.ids import RECORD_ID, new_record_id
from ppo_desktop.core.offices import Level, is_below, office_type, parent, region, regions
from ppo_desktop.core.period import Month, is_partial_date, month_of


@pytest.mark.parametrize(
    ("code", "name", "level"),
    [
        ("61.01.04.2003", "desa", Level.VILLAGE),
        ("61.71.01.1001", "kelurahan", Level.VILLAGE),
        ("61.01.04", "kecamatan", Level.DISTRICT),
        ("61.01", "kabupaten", Level.REGENCY),
        ("61.71", "kota", Level.REGENCY),
    ],
)
def test_a_code_tells_type_and_level(code: str, name: str, level: Level) -> None:
    assert (office_type(code).name, office_type(code).level) == (name, level)


@pytest.mark.parametrize("code", ["", "61", "61.1", "61.01.4", "61.01.04.203", "61.01.04.20031", "６１.０１", "61,01"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(Refused, match="office-code"):
        office_type(code)


def test_every_region_of_the_list_lies_in_its_parent() -> None:
    listed = regions()
    assert sum(office_type(code).level is Level.VILLAGE for code in listed) == 2145
    for code in listed:
        if office_type(code).level is not Level.REGENCY:
            assert parent(code) in listed
            assert is_below(code, parent(code))


def test_a_code_that_is_not_in_the_list_is_refused_with_a_sentence() -> None:
    with pytest.raises(Refused, match="office-unknown"):
        region("61.01.04.2999")


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_month_begins_and_ends_with_its_own_days(day: date) -> None:
    month = Month.of(day)
    assert month.first <= day <= month.last
    assert Month.parse(str(month)) == month
    assert month.next.first > month.last
    assert month_of(day.isoformat()) == str(month)
    assert is_partial_date(day.isoformat())


@pytest.mark.parametrize("text", ["1900", "2100-12", "2024-02-29"])
def test_a_date_may_be_a_year_a_month_or_a_day_of_the_calendar(text: str) -> None:
    assert is_partial_date(text)


@pytest.mark.parametrize(
    "text", ["", "1899", "2101-01", "2026-00", "2026-13", "2023-02-29", "2026-W01-1", "20261121", "2026-1", "２０２６"]
)
def test_and_nothing_else(text: str) -> None:
    assert not is_partial_date(text)


def test_record_ids_sort_by_the_time_they_were_made() -> None:
    clock = test_offices.clock_at()
    first = new_record_id(clock)
    clock.move(seconds=1)
    second = new_record_id(clock)
    assert first < second
    assert RECORD_ID.fullmatch(first)
