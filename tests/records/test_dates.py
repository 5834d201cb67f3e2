"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppo_desktop.core.period import MONTH_NAMES, is_partial_date
from ppo_desktop.records.dates import age_on, certainly_before, earliest, latest, read_date, written


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("21-11-2026", "2026-11-21"),
        ("21/11/2026", "2026-11-21"),
        ("1.2.2026", "2026-02-01"),
        ("2026-11-21", "2026-11-21"),
        ("2026-11-21 00:00:00", "2026-11-21"),
        ("21 Nov 2026", "2026-11-21"),
        ("21 nopember 2026", "2026-11-21"),
        ("21 Nop 2026", "2026-11-21"),
        ("17 Agustus 1945", "1945-08-17"),
        ("Mei 2026", "2026-05"),
        ("5/2026", "2026-05"),
        ("2026", "2026"),
        ("31-4-2026", None),
        ("29-2-2026", None),
        ("21-11-26", "2026-11-21"),
        ("12-3-04", "2004-03-12"),
        ("12/3/88", "1988-03-12"),
        ("12 mar 88", "1988-03-12"),
        ("31-4-26", None),
        ("5-6-38", None),
        ("3-04", None),
        ("Mar 04", None),
        ("120304", None),
        ("20011203", None),
        ("11/21/2026", None),
        ("kemarin", None),
        ("1899", None),
        ("", None),
    ],
)
def test_dates_are_read_day_first(typed: str, iso: str | None) -> None:
    assert read_date(typed) == iso


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_way_of_writing_a_day_means_that_day(day: date) -> None:
    name = MONTH_NAMES[day.month - 1]
    forms = [
        f"{day:%d-%m-%Y}",
        f"{day:%d%m%Y}",
        f"{day.day}/{day.month}/{day.year}",
        day.isoformat(),
        f"{day.day} {name} {day.year}",
    ]
    assert {read_date(form) for form in [*forms, f"{day.day} {name[:3].upper()} {day.year}"]} == {day.isoformat()}
    assert read_date(written(day.isoformat())) == day.isoformat()


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from("-/. "))
def test_two_digits_are_a_year_where_they_can_mean_one_century_only(day: date, between: str) -> None:
    name = MONTH_NAMES[day.month - 1]
    read = {
        read_date(form)
        for form in (
            day.strftime(f"%d{between}%m{between}%y"),
            f"{day.day} {name} {day:%y}",
            f"{day.day}{name[:3]}{day:%y}",
        )
    }
    if 1950 <= day.year < 2030:
        assert read == {day.isoformat()}
    elif day.year % 100 in range(30, 50):
        assert read == {None}
    else:
        assert day.isoformat() not in read, "the other century is meant"


@given(st.text())
def test_no_text_makes_reading_fail_and_what_is_read_is_a_date(text: str) -> None:
    iso = read_date(text)
    assert iso is None or is_partial_date(iso)


def test_a_partial_date_spans_its_days() -> None:
    assert (earliest("2024-02"), latest("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (earliest("2024"), latest("2024")) == (date(2024, 1, 1), date(2024, 12, 31))
    assert latest("1975-06") == date(1975, 6, 30)
    assert latest("2100-12") == date(2100, 12, 31)
    assert certainly_before("2025", "2026-01")
    assert not certainly_before("2026-01", "2026")


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from([4, 7, 10]))
def test_every_partial_date_has_a_first_and_a_last_day_around_it(day: date, length: int) -> None:
    text = day.isoformat()[:length]
    assert earliest(text) <= day <= latest(text)


def test_age_counts_full_years_and_takes_the_youngest_when_dates_are_partial() -> None:
    assert age_on("2009-03-12", "2026-12-10") == 17
    assert age_on("2008-12-10", "2026-12-10") == 18
    assert age_on("2008-12-11", "2026-12-10") == 17
    assert age_on("2008", "2026-12-10") == 17
    assert age_on("2008-02-29", "2026-02-28") == 17
    assert age_on("2008-02-29", "2026-03-01") == 18
