"""Charts of overviews: one definition for page and screen, from the figures of the table beside it."""

from __future__ import annotations

from dataclasses import replace

from ppo_desktop.insight.overview import Cell, Column, Line, Section
from ppo_desktop.reports.overview_sheet import MOST_BARS, chart_of

COLUMNS = (Column("Kantor"), Column("Faktor", 3), Column("Orang", is_number=True), Column("Dulu", is_number=True))


def section(*counts: Cell, before: Cell = None) -> Section:
    lines = tuple(Line(("Desa", f"F{place}", count, before)) for place, count in enumerate(counts, start=1))
    return Section("Menurut faktor", COLUMNS, lines, subject=1, drawn=(2, 3))


def test_a_bar_stands_for_each_line_and_what_nobody_recorded_is_a_gap() -> None:
    chart = chart_of(section(3, None, 0))
    assert chart is not None
    assert chart.title == "Menurut faktor: Orang"
    assert chart.categories == ("F1", "F2", "F3")
    assert [(one.name, one.values) for one in chart.series] == [("Orang", (3.0, None, 0.0))], "a column without data"
    both = chart_of(section(3, 4, before=2))
    assert both is not None
    assert [one.name for one in both.series] == ["Orang", "Dulu"]


def test_nothing_is_drawn_of_one_line_of_none_and_where_nothing_is_declared() -> None:
    assert chart_of(section()) is None
    assert chart_of(section(3)) is None
    assert chart_of(section(0, 0)) is None
    assert chart_of(replace(section(3, 4), drawn=())) is None


def test_a_long_table_draws_its_first_lines() -> None:
    chart = chart_of(section(*range(1, 40)))
    assert chart is not None
    assert len(chart.categories) == MOST_BARS
