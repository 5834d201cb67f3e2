"""The board of a year: every office below with twelve months, as the board of each of these months has it."""

from __future__ import annotations

import pytest

import offices
from ppo_desktop.operations.months import awaited, waiting
from ppo_desktop.operations.neighbours import board
from ppo_desktop.storage import projection

SEPTEMBER, OCTOBER, DECEMBER = (offices.Month(2026, number) for number in (9, 10, 12))


@pytest.fixture
def year_end(pair: offices.Pair) -> offices.Pair:
    """September came late and empty, October never, November in time and amended; it is 3 January."""
    pair.report(SEPTEMBER, nihil=True)
    pair.carry_up()
    pair.report(offices.NOVEMBER, nihil=True)
    pair.carry_up()
    pair.departure(pair.person())
    pair.clock.move(days=43)
    pair.report(offices.NOVEMBER)
    pair.carry_up()
    return pair


def test_each_month_of_the_year_says_how_the_office_stands(year_end: offices.Pair) -> None:
    (line,) = board.year(year_end.camat, 2026)
    assert (line.office, line.name, line.level.name) == (offices.VILLAGE, "Desa Sempalai", "VILLAGE")
    assert [(month.state, month.is_expected) for month in line.months] == [
        *[("missing", False)] * 8,  # nobody reported yet, and no key was known
        ("late", True),
        ("missing", True),
        ("received", True),
        ("awaited", True),
    ]
    november = line.months[10]
    assert [version.is_nihil for version in november.versions] == [True, False]
    assert november.is_superseded
    assert not line.months[8].is_superseded
    assert november.received_on
    assert november.received_on.isoformat() == "2026-11-21", "the first report of a month tells when it came"
    assert november.carrier == november.versions[1].carrier
    assert not any(month.is_expected for month in board.year(year_end.camat, 2027)[0].months[1:]), "they lie ahead"


def test_a_year_is_what_its_months_are_also_when_all_is_made_anew(year_end: offices.Pair) -> None:
    months = [offices.Month(2026, number) for number in range(1, 13)]

    def by_month() -> list[awaited.FromBelow]:
        with year_end.camat.database.reading() as connection:
            return [
                awaited.from_below(offices.VILLAGE, month, awaited.look_up(connection, year_end.camat, [month]))
                for month in months
            ]

    before = list(board.year(year_end.camat, 2026)[0].months)
    assert before == by_month()
    with year_end.camat.database.transaction() as connection:
        projection.rebuild(connection)
    assert list(board.year(year_end.camat, 2026)[0].months) == before == by_month()


def test_the_day_reports_are_due_decides_who_was_late(year_end: offices.Pair) -> None:
    waiting.set_due_day(year_end.camat, 2)
    (line,) = board.year(year_end.camat, 2026)
    assert line.months[11].state == "missing", "due on 2 January"
