"""A simulated regency: real offices and sticks, of which some are lost, against the books of what was invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from ppo_desktop.core.period import Month
from ppo_desktop.operations.carriers import along
from ppo_desktop.practice import regency_books
from ppo_desktop.practice.regency import Regency, play
from ppo_desktop.practice.regency_books import FIRST, Plan, Road, life
from ppo_desktop.practice.regency_differences import differences, settled

WHOLE = Plan()
SMALL = Plan(districts=2, villages=2, months=2, lost=0.3, doubled=0.3, seed=7)


def test_the_invented_regency_has_the_size_of_the_real_one() -> None:
    assert (len(WHOLE.district_codes), len(WHOLE.village_codes)) == (19, 195)
    sizes = [regency_books.inhabitants(WHOLE, code) for code in WHOLE.village_codes]
    assert round(sum(sizes)) == regency_books.INHABITANTS
    assert 300 < min(sizes) < 3_000 < max(sizes) < 20_000
    year = Plan(months=12)
    registered = sum(sum(told["registered"] for told in life(year, one).totals.values()) for one in year.village_codes)
    assert registered == pytest.approx(regency_books.INHABITANTS * regency_books.LEAVING, rel=0.1)


def test_one_stick_in_ten_is_lost_and_what_is_lost_comes_with_the_next() -> None:
    sticks = [WHOLE.is_lost(code, month) for code in WHOLE.village_codes for month in WHOLE.span]
    assert sum(sticks) / len(sticks) == pytest.approx(0.10, abs=0.01)
    road = Road(replace(WHOLE, lost=0.5, districts=3, villages=3))
    for held in road.at_district.values():
        newest = [month or Month(1, 1) for month in held.values()]
        assert newest == sorted(newest)
        assert newest[-1] > FIRST


def test_all_totals_and_gaps_at_district_and_regency_are_those_of_the_books(tmp_path: Path) -> None:
    road = Road(SMALL)
    lost = {way: [SMALL.is_lost(*one, way) for one in _all_sticks(SMALL)] for way in ("up", "down")}
    assert any(lost["up"]), "else nothing is tried"
    assert any(lost["down"])
    states = {
        road.state(SMALL.code, village, month, SMALL.span[-1])
        for village in SMALL.village_codes
        for month in SMALL.span
    }
    assert {"received", "late", "missing"} <= states
    assert list(play(tmp_path, SMALL)) == list(SMALL.span)
    with Regency(tmp_path, SMALL) as regency:
        assert differences(regency, SMALL.span[-1]) == []
        assert settled(regency) == []
    with Regency(tmp_path, replace(SMALL, lost=0.0)) as regency:
        assert differences(regency, SMALL.span[-1]) != [], "books that say something else are told from these"


@pytest.mark.long
def test_what_finds_no_room_in_a_district_s_file_comes_with_a_later_one_as_the_books_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(districts=1, villages=4, months=4, lost=0.3, busy=0.2, seed=4)
    roomy = Road(plan).at_regency
    monkeypatch.setattr(along, "MOST_RELAYS", 3)
    road = Road(plan)
    assert road.at_regency != roomy, "else nothing is tried"
    assert list(play(tmp_path, plan)) == list(plan.span)
    with Regency(tmp_path, plan) as regency:
        assert settled(regency) == []


@pytest.mark.long
def test_a_regency_lives_longer_than_its_first_revocation_list(tmp_path: Path) -> None:
    plan = Plan(districts=1, villages=1, months=15, lost=0.0, doubled=0.0)
    assert list(play(tmp_path, plan)) == list(plan.span)
    with Regency(tmp_path, plan) as regency:
        assert settled(regency) == []
    assert list(play(tmp_path, plan)) == list(plan.span), "what is over is not done again"


def _all_sticks(plan: Plan) -> list[tuple[str, Month]]:
    return [(code, month) for code in (*plan.district_codes, *plan.village_codes) for month in plan.span]


@pytest.mark.long
@pytest.mark.timeout(6 * 3600)
def test_the_whole_regency_over_two_years(tmp_path: Path) -> None:
    """Hours; ``make regency`` does the same in a folder that stays, and goes on where it was stopped."""
    assert list(play(tmp_path, WHOLE, workers=2)) == list(WHOLE.span)
    with Regency(tmp_path, WHOLE) as regency:
        assert settled(regency) == []
