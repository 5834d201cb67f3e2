"""What the cells of a form are for, told by the words around them, and what of it holds in a new version."""

from __future__ import annotations

import pytest

import forms
from ppo_desktop.exchange.form_reader import read_form
from ppo_desktop.reports.foreign_form import (
    Cell,
    Form,
    FormSheet,
    Pointed,
    carried,
    cell_name,
    office_lines,
    place_of,
    written,
)

FORM = read_form(forms.dinas_form())
SHEET = FORM.sheets[0]
OFFICES = {"2001": "Desa Sempalai", "2002": "Desa Tebas Sungai", "2003": "Kelurahan Pusaka", "2004": "Desa Sekura"}


@pytest.mark.parametrize(("name", "place"), [("A1", (0, 0)), ("D12", (11, 3)), ("AB100", (99, 27)), ("ZZ1", (0, 701))])
def test_cells_are_called_as_in_excel(name: str, place: tuple[int, int]) -> None:
    assert (place_of(name), cell_name(place)) == (place, name)


def test_what_is_no_name_of_a_cell_has_no_place() -> None:
    assert [place_of(name) for name in ("", "12", "A0", "a1", "ABCD1")] == [None] * 5


@pytest.mark.parametrize(
    ("cell", "row", "column"),
    [
        ("C8", "SEMPALAI", "BERANGKAT · L"),
        ("D9", "TEBAS SUNGAI", "BERANGKAT · P"),
        ("E8", "SEMPALAI", "JUMLAH BERANGKAT"),
        ("G10", "PUSAKA", "PESERTA SOSIALISASI"),
        ("G11", "JUMLAH", "PESERTA SOSIALISASI"),
        ("C4", "Bulan", ""),
    ],
)
def test_a_cell_is_told_by_the_words_at_its_left_and_above(cell: str, row: str, column: str) -> None:
    place = place_of(cell)
    assert place
    assert (SHEET.row_label(place), SHEET.column_label(place)) == (row, column)


def test_lines_that_bear_the_name_of_an_office_are_found_whatever_its_title() -> None:
    found = office_lines(SHEET, (7, 2), OFFICES)
    assert {code: cell_name(place) for code, place in found.items()} == {"2001": "C8", "2002": "C9", "2003": "C10"}


def test_a_name_that_stands_in_two_lines_or_fits_two_offices_belongs_to_nobody() -> None:
    twice = FormSheet("x", {**SHEET.cells, (20, 1): Cell("Sempalai")})
    assert "2001" not in office_lines(twice, (7, 2), OFFICES)
    assert "2001" not in office_lines(SHEET, (7, 2), {**OFFICES, "2009": "Kelurahan Sempalai"})


def pointed(*cells: str, sheet: FormSheet = SHEET, **more: bool) -> list[Pointed]:
    found = []
    for cell in cells:
        place = place_of(cell)
        assert place
        labels = (sheet.row_label(place), sheet.column_label(place))
        found.append(Pointed(sheet.name, cell, cell, "", "month", more.get("over", False), *labels))
    return found


def test_in_a_new_version_cells_are_found_by_their_words_and_what_moved_or_went_is_told() -> None:
    new = read_form(forms.dinas_form(("Sempalai", "Sekura", "Pusaka"), rows_above=2, with_reason=True))
    found = carried(pointed("C4", "C8", "D9", "G10"), new)
    assert {one.figure: one.cell for one in found.cells} == {"C4": "C4", "C8": "D10", "G10": "H12"}
    assert [(before, now.cell) for now, before in found.moved] == [("C8", "D10"), ("G10", "H12")]
    assert [one.figure for one in found.lost] == ["D9"], "its village is not in the form any more"


def test_the_same_form_again_moves_nothing() -> None:
    cells = pointed("C4", "C8", "D9", "G10", "F14")
    assert carried(cells, FORM).cells == tuple(cells)


def test_where_a_formula_stands_now_it_is_kept_unless_somebody_said_otherwise() -> None:
    cells = {place: cell for place, cell in SHEET.cells.items() if place != (7, 4)}
    old = FormSheet(SHEET.name, cells, SHEET.merged)
    assert [one.cell for one in carried(pointed("E8", sheet=old), FORM).lost] == ["E8"]
    (one,) = carried(pointed("E8", over=True), FORM).cells
    assert one.over_formula


def test_a_sheet_that_was_renamed_is_found_where_it_is_the_only_one() -> None:
    alone = Form((FormSheet("Desember", SHEET.cells, SHEET.merged),))
    assert {one.sheet for one in carried(pointed("C8"), alone).cells} == {"Desember"}
    assert carried(pointed("C8"), Form((alone.sheets[0], FORM.sheets[1]))).lost


@pytest.mark.parametrize(
    ("held", "value", "put"),
    [
        (None, 3, 3),
        (Cell("0", is_number=True), 3, 3),
        (Cell("Bulan : ………………"), "November 2026", "Bulan : November 2026"),
        (Cell("Bulan: Januari 2025"), "", "Bulan:"),
        (Cell("………"), "x", "x"),
        (Cell("=A1:A3", is_formula=True), 4, 4),
    ],
)
def test_words_before_a_colon_stay(held: Cell | None, value: int | str, put: int | str) -> None:
    assert written(held, value) == put
