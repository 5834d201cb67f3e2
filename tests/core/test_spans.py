"""Months in a row: as people write them, what came before, and which dates lie in them."""

from __future__ import annotations

import pytest

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.period import Month, Span, short_date


@pytest.mark.parametrize(
    ("typed", "label", "first", "count", "kept"),
    [
        ("2026", "Tahun 2026", "2026-01", 12, "2026"),
        ("2026-S2", "Semester II 2026", "2026-07", 6, "2026-07/2026-12"),
        ("2026-t3", "Triwulan III 2026", "2026-07", 3, "2026-07/2026-09"),
        (" 2026-11 ", "November 2026", "2026-11", 1, "2026-11"),
        ("2025-11/2026-02", "November 2025 sampai Februari 2026", "2025-11", 4, "2025-11/2026-02"),
        ("2026-02/2026-04", "Februari 2026 sampai April 2026", "2026-02", 3, "2026-02/2026-04"),
    ],
)
def test_a_span_is_read_as_people_write_it(typed: str, label: str, first: str, count: int, kept: str) -> None:
    span = Span.parse(typed)
    assert (span.label, str(span.first), span.count, str(span)) == (label, first, count, kept)
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize("typed", ["", "26", "2026-13", "2026-T5", "2026-S3", "2026-05/2026-01", "2010-01/2026-01"])
def test_what_is_no_span_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        Span.parse(typed)
    assert "2026" in refusal.value.advice


def test_what_came_before_is_as_long_and_last_years_has_the_same_months() -> None:
    quarter = Span.parse("2026-T1")
    assert quarter.previous == Span.parse("2025-T4")
    assert quarter.year_before == Span.parse("2025-T1")
    assert quarter.months == (Month(2026, 1), Month(2026, 2), Month(2026, 3))
    assert Span.parse("2026").previous == Span.parse("2025")


def test_a_date_of_which_only_the_year_is_known_lies_in_the_year_and_in_no_quarter() -> None:
    def holds(span: str, day: str) -> bool:
        first, end = Span.parse(span).bounds
        return first <= day < end

    assert holds("2026", "2026")
    assert holds("2026", "2026-01-01")
    assert holds("2026", "2026-12-31")
    assert not holds("2026", "2027")
    assert not holds("2026", "2025-12-31")
    assert not holds("2026-T1", "2026")
    assert holds("2026-T1", "2026-03-31")
    assert holds("2026-T1", "2026-03")
    assert not holds("2026-T1", "2026-04-01")


def test_dates_for_narrow_columns() -> None:
    assert [short_date(day) for day in ("2026-11-21", "2026-11", "2026")] == ["21-11-2026", "11-2026", "2026"]


def test_inside_a_sentence_a_span_begins_small_but_a_month_does_not() -> None:
    told = [Span.parse(text).inside for text in ("2026", "2026-T3", "2026-11", "2026-11/2027-02")]
    assert told == ["tahun 2026", "triwulan III 2026", "November 2026", "November 2026 sampai Februari 2027"]
