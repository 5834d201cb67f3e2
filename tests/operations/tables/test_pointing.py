"""What is put forward for the cells of a form, and a whole column pointed at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import forms
import offices
from ppo_desktop.core.offices import name_of
from ppo_desktop.exchange.form_reader import read_form
from ppo_desktop.operations.tables.figure_values import ALL, BELOW
from ppo_desktop.operations.tables.pointing import Pointing
from ppo_desktop.reports.foreign_form import FormSheet, Place, Pointed, place_of

FORM = read_form(forms.dinas_form())
SHEET = FORM.sheets[0]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Pair]:
    opened = offices.opened_count()
    yield offices.new_pair(tmp_path_factory.mktemp("arah"))
    offices.close_since(opened)


@pytest.fixture
def camat(pair: offices.Pair) -> Pointing:
    return Pointing(pair.camat, FORM)


def at(name: str) -> Place:
    place = place_of(name)
    assert place
    return place


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("C4", "fact.month"),
        ("C3", "fact.district"),
        ("C8", "recap.departed.men"),
        ("D10", "recap.departed.women"),
        ("F9", "totals.returned"),
        ("G11", "totals.participants"),
    ],
)
def test_the_likeliest_figure_of_a_cell_stands_first(camat: Pointing, cell: str, figure: str) -> None:
    assert camat.proposals(SHEET, at(cell))[0] == figure


def test_where_no_word_fits_nothing_is_put_forward(camat: Pointing) -> None:
    assert camat.proposals(read_form(forms.dinas_form()).sheets[1], at("C9")) == []


def test_a_line_is_about_the_village_it_names_and_any_other_about_all_below(pair: offices.Pair) -> None:
    camat, village = Pointing(pair.camat, FORM), Pointing(pair.village, FORM)
    assert name_of(camat.usual_of(SHEET, at("C8"))) == "Desa Sempalai"
    assert camat.usual_of(SHEET, at("C11")) == BELOW
    assert village.usual_of(SHEET, at("C8")) == ""


def test_a_column_is_pointed_for_all_villages_and_says_whom_the_form_leaves_out(camat: Pointing) -> None:
    camat.point(SHEET, at("C8"), "totals.departed", camat.usual_of(SHEET, at("C8")), "year")
    down = camat.down(SHEET, at("C8"))
    named = {one.cell: name_of(one.of) for one in down.cells}
    assert named == {"C8": "Desa Sempalai", "C9": "Desa Tebas Sungai", "C10": "Desa Pusaka"}
    assert all(one.period == "year" and one.row_label for one in down.cells)
    assert "Desa Bekut" in down.without_line
    camat.take(down.cells)
    assert [one.cell for one in camat.ordered] == ["C8", "C9", "C10"], "in the order of reading"


def test_at_a_kabupaten_a_form_of_villages_misses_villages_and_no_kecamatan(tmp_path: Path) -> None:
    office = offices.new_office(tmp_path / "kab", "61.01", offices.clock_at(), is_root=True)
    regency = Pointing(office, FORM)
    regency.point(SHEET, at("C8"), "totals.departed", regency.usual_of(SHEET, at("C8")), "year")
    missing = regency.down(SHEET, at("C8")).without_line
    assert "Desa Bekut" in missing
    assert not any(name.startswith("Kecamatan") for name in missing)
    office.close()


def test_formulas_in_a_column_stay(camat: Pointing) -> None:
    cells = {place: held for place, held in SHEET.cells.items() if place != at("E8")}
    sheet = FormSheet(SHEET.name, cells, SHEET.merged)
    camat.point(sheet, at("E8"), "totals.departed", camat.usual_of(sheet, at("E8")), "month")
    down = camat.down(sheet, at("E8"))
    assert ([one.cell for one in down.cells], down.formulas) == (["E8"], 2)


@pytest.mark.parametrize(("cell", "of"), [("C11", BELOW), ("C8", ALL), ("C4", "")])
def test_no_column_is_offered_where_no_single_office_is_meant(camat: Pointing, cell: str, of: str) -> None:
    camat.point(SHEET, at(cell), "totals.departed", of, "month")
    assert camat.down(SHEET, at(cell)).cells == ()


def test_a_figure_is_told_in_words_with_whom_and_when(pair: offices.Pair) -> None:
    camat = Pointing(pair.camat, FORM)
    one = Pointed(SHEET.name, "C11", "totals.departed", BELOW, "year")
    assert camat.words(one) == "Berangkat; semua desa dan kelurahan; Januari sampai bulan itu"
    assert Pointing(pair.village, FORM).words(Pointed(SHEET.name, "C8", "totals.departed")) == "Berangkat"
    assert "tidak dikenal" in camat.words(Pointed(SHEET.name, "C8", "figure.of.a.later.version"))
