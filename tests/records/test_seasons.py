"""The season calendar: what it proposes, and when it is silent."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppo_desktop.records.codes import code_list
from ppo_desktop.records.dates import is_date
from ppo_desktop.records.seasons import Season, ahead, seasons, unmet

LEBARAN = Season(
    "LEBARAN",
    "Lebaran 2027",
    date(2027, 2, 24),
    date(2027, 3, 24),
    "SOS_DESA",
    "PMI_CUTI",
    45,
    is_estimate=True,
    checked_on="2026-11-21",
    source="perkiraan",
)
days = st.dates(date(2025, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize("season", seasons(), ids=lambda season: season.label)
def test_every_line_names_known_codes_its_source_and_when_it_was_checked(season: Season) -> None:
    assert season.first <= season.last
    assert 0 < season.days_ahead <= 90
    assert code_list("activities").contains(season.activity)
    assert code_list("audiences").contains(season.audience)
    assert is_date(season.checked_on)
    assert season.source


def test_every_season_comes_once_a_year_from_2026_to_2030() -> None:
    assert set(Counter(season.code for season in seasons()).values()) == {5}
    assert {season.first.year for season in seasons()} == set(range(2026, 2031))


def test_lebaran_moves_by_about_eleven_days_a_year() -> None:
    first = [season.first for season in seasons() if season.code == "LEBARAN"]
    assert all(353 <= (later - earlier).days <= 356 for earlier, later in itertools.pairwise(first))


def test_an_event_is_proposed_some_weeks_ahead_and_until_the_season_is_over() -> None:
    for day, is_proposed in (
        (date(2027, 1, 9), False),
        (date(2027, 1, 10), True),
        (date(2027, 3, 24), True),
        (date(2027, 3, 25), False),
    ):
        assert bool(ahead(day, [LEBARAN])) == is_proposed, day
    assert LEBARAN.days_until(date(2027, 2, 23)) == 1
    assert LEBARAN.days_until(date(2027, 3, 1)) == 0


def test_a_planned_or_held_event_of_that_sort_ends_the_proposal() -> None:
    day = date(2027, 2, 1)
    for activity, held_on, is_met in (
        ("SOS_DESA", "2027-02-20", True),
        ("SOS_DESA", "2027-01-15", True),
        ("SOS_SLTA", "2027-02-20", False),
        ("SOS_DESA", "2026-12-20", False),
        ("SOS_DESA", None, False),
    ):
        assert bool(unmet(day, [LEBARAN], [{"activity": activity, "held_on": held_on}])) != is_met


@given(days)
def test_what_is_proposed_is_near_and_the_nearest_comes_first(day: date) -> None:
    proposed = ahead(day, seasons())
    waits = [season.days_until(day) for season in proposed]
    assert waits == sorted(waits)
    assert all(season.first - timedelta(season.days_ahead) <= day <= season.last for season in proposed)
    assert unmet(day, seasons(), []) == proposed
