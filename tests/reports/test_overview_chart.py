"""Charts of overviews: one definition for page and screen, from the figures of the table beside it."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from papers import VILLAGE
from ppo_desktop.insight.overview import Cell, Column, Findings, Line, Section
from ppo_desktop.reports.document import Table
from ppo_desktop.reports.overview_sheet import LARGE, MOST_BARS, SMALL, SheetFacts, chart_of, overview_sheet

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


def table(*lines: Line) -> Table:
    columns = (Column("Kantor"), Column("Orang", is_number=True))
    findings = Findings(sections=(Section("Menurut kantor", columns, lines),))
    sheet = overview_sheet(SheetFacts(VILLAGE, "Alasan", "", findings, "Rina", date(2026, 12, 4)))
    return next(block for block in sheet.blocks if isinstance(block, Table))


def test_lines_of_counts_stand_two_beside_each_other_where_there_are_many() -> None:
    lines = [Line((f"Desa {place}", place)) for place in range(23)]
    few, many = table(*lines[:3]), table(*lines)
    assert (few.size, list(few.rows)) == (LARGE, [("Desa 0", "0"), ("Desa 1", "1"), ("Desa 2", "2")])
    assert (many.size, len(many.columns), len(list(many.rows))) == (SMALL, 4, 12)
    first, *_others, last = many.rows
    assert (first, last) == (("Desa 0", "0", "Desa 1", "1"), ("Desa 22", "22", "", ""))
    headed = table(Line(("Kecamatan Tebas",)), *lines)
    assert len(list(headed.rows)) == 24, "a head stands across the lines below it"
