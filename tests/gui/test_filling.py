"""Isi format lain by keyboard: a form is pointed once, filled every month, and survives a new version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

import forms
import offices
from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.painting import Type
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.tokens import DARK, LIGHT, Palette, contrast
from ppo_desktop.gui.screens.filling import FillPage, FormsPage, PointPage, choosing, fill
from ppo_desktop.gui.screens.filling.model import Filled, SheetModel
from ppo_desktop.gui.screens.filling.painter import CellPainter
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.tables import figure_values, filling
from ppo_desktop.operations.tables.filling import KeptForm
from ppo_desktop.reports.foreign_form import FormSheet, Pointed, place_of

Key = Qt.Key
SHEET = "Lampiran I"
TWO = (Pointed(SHEET, "C4", "fact.month", row_label="Bulan"), Pointed(SHEET, "C8", "totals.departed"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Pair]:
    """A camat who has the October report of a village, in which two persons were recorded."""
    opened = offices.opened_count()
    pair = offices.new_pair(tmp_path_factory.mktemp("meja"))
    for name in ("Siti", "Dewi"):
        pair.departure(pair.person(name), registered_on="2026-10-05")
    pair.report(offices.Month(2026, 10))
    pair.carry_up()
    yield pair
    offices.close_since(opened)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files of whoever sits there lie."""
    for module in (choosing, fill):
        monkeypatch.setattr(module, "documents", lambda: [tmp_path, tmp_path])
        monkeypatch.setattr(module.sticks, "sticks", list)
    return tmp_path


@pytest.fixture
def window(desk: offices.Pair, folder: Path, open_window: OpenWindow) -> Iterator[MainWindow]:
    yield open_window(desk.camat, "home")
    for one in filling.forms(desk.camat):
        filling.forget(desk.camat, one.name)


@pytest.fixture
def hands(window: MainWindow, qtbot: object) -> Hands:
    return Hands(window, qtbot)


def put(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def kept(desk: offices.Pair, folder: Path, cells: tuple[Pointed, ...] = TWO) -> KeptForm:
    return filling.keep(desk.camat, "Disnaker", filling.read(put(folder, "a.xlsx", forms.dinas_form())), cells)


def show(hands: Hands, screen: str, **arguments: object) -> None:
    hands.window.show_place(Place(screen, arguments))
    hands.rest()


def pointing(hands: Hands) -> PointPage:
    assert isinstance(hands.window.page, PointPage)
    return hands.window.page


def cell(hands: Hands, name: str) -> None:
    """Put the cursor there."""
    place = place_of(name)
    assert place
    pointing(hands).table.choose(place)
    hands.rest()


def test_a_form_is_pointed_and_filled_by_keyboard_alone(hands: Hands, folder: Path) -> None:
    put(folder, "Form Rekap PMI.xlsx", forms.dinas_form())
    show(hands, "forms", month="2026-10")
    hands.press(Key.Key_Return)
    hands.rest()
    hands.press(Key.Key_Return)  # the file on top
    hands.rest()
    page = pointing(hands)
    assert page.name.text() == "Form Rekap PMI"
    cell(hands, "C4")
    hands.press(Key.Key_U, held=CTRL)
    cell(hands, "F8")
    hands.press(Key.Key_B)
    hands.type("aru dicatat per")
    hands.press(Key.Key_Return)
    assert hands.at == "Sel formulir"
    assert page.panel.of.text() == "Desa Sempalai", "the village whose name stands in the line"
    hands.press(Key.Key_D, held=CTRL)
    assert page.pointing
    found = {one.cell: (one.figure, one.of) for one in page.pointing.ordered}
    assert found.pop("C4") == ("fact.month", "")
    assert found["F8"] == ("recap.registered.women", offices.VILLAGE)
    assert {figure for figure, _of in found.values()} == {"recap.registered.women"}
    assert {figure_values.name_of(of) for _figure, of in found.values()} == {
        *("Desa Sempalai", "Desa Tebas Sungai", "Desa Pusaka"),
    }
    assert page.table.rows
    assert page.table.rows.filled[7, 5].text == "2"
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert hands.at == "Isi Form Rekap PMI untuk Oktober 2026"
    hands.press(Key.Key_Return)
    hands.rest()
    assert isinstance(hands.window.page, FillPage)
    assert "2 sel tanpa data" in hands.sight
    hands.press(Key.Key_Return)
    hands.rest()
    sheet = openpyxl.load_workbook(folder / "Form Rekap PMI Oktober 2026.xlsx")[SHEET]
    assert [sheet[name].value for name in ("C4", "F8", "F9")] == ["Oktober 2026", 2, None]


def test_a_formula_is_not_pointed_before_somebody_says_that_it_gives_way(
    hands: Hands, desk: offices.Pair, folder: Path
) -> None:
    kept(desk, folder)
    show(hands, "point-form", name="Disnaker")
    page = pointing(hands)
    cell(hands, "E8")
    assert "menghitungnya sendiri" in hands.sight
    hands.press(Key.Key_Return)
    assert hands.at == "Ganti rumusnya"
    hands.press(Key.Key_Space)
    hands.type("berangkat")
    hands.press(Key.Key_Return)
    assert page.pointing
    assert page.pointing.cells[SHEET, "E8"].over_formula
    hands.press(Key.Key_Delete)
    assert (SHEET, "E8") not in page.pointing.cells


def test_a_key_that_finds_nothing_to_take_says_so(hands: Hands, desk: offices.Pair, folder: Path) -> None:
    kept(desk, folder)
    show(hands, "point-form", name="Disnaker")
    page, toaster = pointing(hands), hands.window.toaster
    for name, words in (
        ("A8", "Tidak ada usulan untuk sel ini; tekan Enter untuk mencari angkanya."),
        ("C8", "Sel ini sudah diarahkan; Del mengosongkannya."),
        ("E8", "Sel ini berisi rumus =C8+D8: formulir menghitungnya sendiri."),
    ):
        cell(hands, name)
        hands.press(Key.Key_U, held=CTRL)
        assert toaster.text == words
    assert page.pointing
    assert {one.cell for one in page.pointing.ordered} == {"C4", "C8"}


def test_words_of_the_list_are_not_cut_beside_empty_columns(hands: Hands, desk: offices.Pair, folder: Path) -> None:
    kept(desk, folder)
    show(hands, "fill-form", name="Disnaker", month="2026-11")
    page = hands.window.page
    assert isinstance(page, FillPage)
    page.show_lines()
    hands.rest()
    columns = range(page.lines.model().columnCount())
    cut = [place for place in columns if page.lines.sizeHintForColumn(place) > page.lines.columnWidth(place)]
    assert cut == []
    assert sum(page.lines.columnWidth(place) for place in columns) == page.lines.viewport().width()


def test_columns_behind_the_form_take_no_room_from_it(hands: Hands, desk: offices.Pair, folder: Path) -> None:
    kept(desk, folder)
    show(hands, "point-form", name="Disnaker")
    table = pointing(hands).table
    assert table.rows
    _rows, used = table.rows.sheet.size
    behind = range(used, table.rows.columnCount())
    assert {table.columnWidth(place) for place in behind} == {36}
    assert sum(table.columnWidth(place) for place in range(table.rows.columnCount())) > table.viewport().width() * 0.95


def test_words_wider_than_their_cell_run_on_over_empty_ones_and_are_not_cut(
    hands: Hands, desk: offices.Pair, folder: Path
) -> None:
    kept(desk, folder)
    show(hands, "point-form", name="Disnaker")
    table, painter, drawn = pointing(hands).table, CellPainter(), Qt.ItemDataRole.UserRole
    assert table.rows
    own, beside = table.rows.index(2, 0), table.rows.index(2, 1)
    assert own.data() == "Kecamatan :"
    ways = set()
    for width in range(60, 120):
        table.setColumnWidth(0, width)
        type_, words = Type(tokens.SMALL), own.data(drawn).text
        is_whole = type_.fitting(words, width - 2 * theme().px(4)) == words
        ways.add(is_whole)
        assert is_whole or painter.reaches(beside.data(drawn), table, 1), width
        ends = {table.visualRect(own).right(), table.visualRect(beside).right()}
        assert painter.box(table, own).right() in ends, "no frame ends within a neighbour"
    assert ways == {True, False}


def test_no_word_of_a_head_is_broken(hands: Hands, desk: offices.Pair, folder: Path) -> None:
    kept(desk, folder)
    show(hands, "point-form", name="Disnaker")
    table, painter = pointing(hands).table, CellPainter()
    assert table.rows
    drawn = table.rows.index(4, 4).data(Qt.ItemDataRole.UserRole)
    assert drawn.text == "JUMLAH BERANGKAT"
    sizes = set()
    for width in range(30, 120):
        type_, words = painter.wrapped(drawn, width)
        sizes.add(type_.font.pixelSize())
        assert all(type_.metrics.horizontalAdvance(word) <= width for word in words.split()), width
    assert len(sizes) == 3


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_what_a_cell_gets_can_be_read_on_its_tint(palette: Palette, qapp: object) -> None:
    sheet = SheetModel(FormSheet("Lampiran I", {}))
    sheet.show({(0, 0): Filled("2", "Berangkat"), (0, 1): Filled("–", "Berangkat", "warn")})
    for column in (0, 1):
        drawn = sheet.index(0, column).data(Qt.ItemDataRole.UserRole)
        assert contrast(getattr(palette, drawn.ink), getattr(palette, drawn.ground)) >= 4.5


def test_a_new_version_is_pointed_by_its_words_and_tells_what_moved(
    hands: Hands, desk: offices.Pair, folder: Path
) -> None:
    labels = {"row_label": "SEMPALAI", "column_label": "BERANGKAT · L"}
    kept(desk, folder, (TWO[0], Pointed(SHEET, "C8", "totals.departed", **labels)))
    newer = put(folder, "b.xlsx", forms.dinas_form(rows_above=1, with_reason=True))
    show(hands, "point-form", name="Disnaker", file=newer)
    assert "C8 → D9" in hands.sight
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    (one,) = filling.forms(desk.camat)
    assert {each.cell for each in one.cells} == {"C4", "D9"}
    assert one.file == "b.xlsx"


def test_what_was_pointed_is_kept_when_somebody_goes_elsewhere(hands: Hands, desk: offices.Pair, folder: Path) -> None:
    kept(desk, folder)
    show(hands, "point-form", name="Disnaker")
    cell(hands, "F8")
    hands.press(Key.Key_U, held=CTRL)
    show(hands, "home")
    assert len(filling.forms(desk.camat)[0].cells) == 3


def test_the_same_file_picked_again_is_the_form_that_is_kept(hands: Hands, desk: offices.Pair, folder: Path) -> None:
    kept(desk, folder)
    show(hands, "point-form", file=folder / "a.xlsx")
    page = pointing(hands)
    assert page.name.text() == "Disnaker"
    assert page.pointing
    assert {one.cell for one in page.pointing.ordered} == {"C4", "C8"}
    assert "versi baru" not in hands.sight


def test_the_month_page_leads_to_the_form_with_one_key(hands: Hands, desk: offices.Pair, folder: Path) -> None:
    show(hands, "month", month="2026-10")
    hands.press(Key.Key_I, held=CTRL)
    hands.rest()
    assert isinstance(hands.window.page, FormsPage)
    kept(desk, folder)
    show(hands, "month", month="2026-10")
    hands.press(Key.Key_I, held=CTRL)
    hands.rest()
    assert isinstance(hands.window.page, FillPage)
    assert hands.window.page.title.text() == "Disnaker, Oktober 2026"


def test_a_hostile_or_old_form_is_refused_in_place(hands: Hands, folder: Path) -> None:
    macro = put(folder, "makro.xlsx", forms.with_parts(forms.dinas_form(), {"xl/vbaProject.bin": b"x"}))
    show(hands, "point-form", file=macro)
    assert "makro" in hands.sight
    assert "simpan sebagai .xlsx" in hands.sight


def test_deleting_a_form_is_asked_about_first(hands: Hands, desk: offices.Pair, folder: Path) -> None:
    kept(desk, folder)
    show(hands, "forms")
    greens = [made for made in hands.window.page.findChildren(QPushButton) if made.property("role") == "primary"]
    assert [made.accessibleName() for made in greens if made.isVisible()] == ["Isi Disnaker untuk Oktober 2026"]
    hands.push("Hapus Disnaker")
    assert hands.at == "Tidak jadi"
    hands.press(Key.Key_Escape)
    assert filling.forms(desk.camat)
    hands.push("Hapus Disnaker")
    hands.push("Hapus formulir")
    assert not filling.forms(desk.camat)
    assert hands.at == "Tambah formulir"
