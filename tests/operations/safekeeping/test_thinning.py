"""Old backups are thinned out: the newest stays, the past stays at longer and longer distances, never too many."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ppo_desktop.operations.safekeeping.thinning import LAST, MOST, superfluous

MOMENTS = st.integers(0, 365 * 100 * 24).map(lambda hours: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(hours=hours))
MADE = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), MOMENTS, max_size=45)
DAY = datetime(2026, 1, 1, 3, tzinfo=UTC)


def kept(made: dict[str, datetime]) -> dict[str, datetime]:
    return {one: made[one] for one in made.keys() - superfluous(made)}


@given(MADE, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_newest_stay_the_rest_is_bounded_and_order_does_not_count(
    made: dict[str, datetime], chance: random.Random
) -> None:
    left = kept(made)
    assert sorted(left.values())[-LAST:] == sorted(made.values())[-LAST:]
    assert len(left) <= MOST
    shuffled = list(made.items())
    chance.shuffle(shuffled)
    assert kept(dict(shuffled)) == left
    assert kept(left) == left, "what was kept once is kept again"


@given(MADE)
@settings(max_examples=20, deadline=None)
def test_nothing_goes_while_there_are_few(made: dict[str, datetime]) -> None:
    few = dict(list(made.items())[:LAST])
    assert superfluous(few) == set()


def test_years_of_daily_backups_leave_days_weeks_and_months() -> None:
    left: dict[str, datetime] = {}
    for day in range(800):
        moment = DAY + timedelta(days=day)
        left = kept(left | {f"{day}": moment})
        ages = sorted((moment - one).days for one in left.values())
        assert ages[: min(12, day + 1)] == list(range(min(12, day + 1)))
        assert len(left) <= MOST
    assert len(left) >= 25
    assert any(60 <= age <= 75 for age in ages), "ten weeks ago"
    assert 220 <= ages[-1] <= 280, "nine months ago"
    assert all(later - earlier <= 31 for earlier, later in itertools.pairwise(ages))


def test_a_clock_that_went_wrong_for_a_day_pushes_out_nothing_else() -> None:
    good = {f"{day}": DAY + timedelta(days=day) for day in range(11)}
    assert superfluous(good | {"wrong": datetime(2090, 1, 1, tzinfo=UTC)}) == set()
