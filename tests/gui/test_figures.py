"""Overviews in the window: reached, read and left by keyboard, seen as pages, saved as a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

import offices
import samples
from gui.conftest import OpenWindow
from gui.hands import keyboard, settle
from gui.watchdog import watching
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card
from ppo_desktop.gui.screens.board import BoardPage
from ppo_desktop.gui.screens.figures import FiguresPage, HubPage, PaperPage
from ppo_desktop.gui.screens.figures.table import SectionTable
from ppo_desktop.gui.screens.figures.widths import shared
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.screens.letter import LetterPage
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.insight.overview import Column, Lead, Line, Section, shown
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import overviews
from ppo_desktop.records.registry import kind

Key = Qt.Key
NOT_ENOUGH = {"stock-below-zero": "Pinjaman puskesmas."}


def press(*keys: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(keyboard(), key, held)


def school(office: Office, name: str) -> str:
    return recording.save(office, kind("institution"), {"name": name, "kind": "SMA"}).record


def figures(window: MainWindow) -> FiguresPage:
    settle(window)
    assert isinstance(window.page, FiguresPage)
    return window.page


def cells(table: SectionTable, row: int) -> list[str]:
    return [table.rows.index(row, column).data() for column in range(table.rows.columnCount())]


def stands_at_a_line(page: FiguresPage) -> bool:
    return any(table.hasFocus() for table in page.tables)


def test_from_all_books_to_a_school_that_was_never_reached_and_back(open_window: OpenWindow, village: Office) -> None:
    school(village, "SMAN 1 Tebas")
    window = open_window(village, "registers")
    settle(window)
    assert keyboard().accessibleName() == "Buka buku Warga", "books stand first"
    press(Key.Key_Backtab, Key.Key_Return)
    for _other_door in range(12):
        if keyboard().accessibleName() != "Buka gambaran":
            press(Key.Key_Tab)
    assert keyboard().accessibleName() == "Buka gambaran"
    press(Key.Key_Return)
    assert isinstance(window.page, HubPage)
    assert keyboard().accessibleName() == "Buka gambaran Tindak lanjut dan rujukan"
    press(Key.Key_Tab, Key.Key_Return)
    page = figures(window)
    assert page.title.text() == "Cakupan sosialisasi 2026"
    assert stands_at_a_line(page)
    press(Key.Key_Tab)
    table = keyboard()
    assert isinstance(table, SectionTable)
    assert cells(table, 0)[:2] == ["SMAN 1 Tebas", "SMA"]
    assert "belum dijangkau" in cells(table, 0)
    press(Key.Key_Return)
    settle(window)
    assert isinstance(window.page, RecordPage)
    press(Key.Key_Left, held=Qt.KeyboardModifier.AltModifier)
    assert figures(window).tables[1] is table


def test_another_year_is_asked_about_with_a_chip(open_window: OpenWindow, village: Office) -> None:
    typed = {"activity": "SOS_SLTA", "held_on": "03-03-2025", "men": "7"}
    recording.save(village, kind("socialisation"), typed)
    window = open_window(village, "figures", overview="coverage")
    page = figures(window)
    assert page.findings
    assert [fact.value for fact in page.findings.facts][2:] == [0, 0], "of other years there are events"
    page.years[2025].click()
    settle(window)
    assert page.title.text() == "Cakupan sosialisasi 2025"
    assert [fact.value for fact in page.findings.facts][2:] == [1, 7]
    assert [year for year, chip in page.years.items() if chip.isChecked()] == [2025]


def test_what_is_saved_meanwhile_is_counted_anew(open_window: OpenWindow, village: Office) -> None:
    window = open_window(village, "figures", overview="coverage")
    assert not figures(window).tables
    saved = recording.save(village, kind("institution"), {"name": "SMAN 2", "kind": "SMA"})
    window.session.announce(saved.changes)
    assert len(figures(window).tables) == 2


def test_less_than_none_in_stock_becomes_a_task_by_one_key(open_window: OpenWindow, village: Office) -> None:
    material = recording.save(village, kind("material"), {"medium": "KOMIK", "title": "Nur"}).record
    moved = {"material": material, "moved_on": "20-11-2026"}
    recording.save(village, kind("stock_move"), {**moved, "movement": "TERIMA", "amount": "10"})
    gone = {**moved, "movement": "BAGI", "amount": "12", "warning_reasons": NOT_ENOUGH}
    recording.save(village, kind("stock_move"), gone)
    window = open_window(village, "figures", overview="stock")
    page = figures(window)
    assert not page.years
    assert cells(page.tables[0], 0)[1] == "−2"
    page.tables[0].setFocus()
    press(Key.Key_Return)
    settle(window)
    assert isinstance(window.page, FormPage)
    assert "Hitung ulang stok Komik: Nur" in str(window.page.form.typed())


def test_the_pages_are_seen_before_they_are_printed(open_window: OpenWindow, village: Office) -> None:
    school(village, "SMAN 1 Tebas")
    window = open_window(village, "figures", overview="coverage")
    page = figures(window)
    page.tables[0].setFocus()
    press(Key.Key_P)
    settle(window)
    assert isinstance(window.page, PaperPage)
    assert window.page.preview.page_count == 1
    assert window.page.title.text() == "Cetak gambaran", "its heading stands on the page itself"
    assert window.page.onto_paper.isEnabled()
    press(Key.Key_Left, held=Qt.KeyboardModifier.AltModifier)
    assert figures(window) is page


def test_the_table_is_saved_where_a_person_wants_it(
    open_window: OpenWindow, village: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school(village, "=SMAN(1)")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    window = open_window(village, "figures", overview="coverage")
    figures(window).save.click()
    settle(window)
    told = (tmp_path / "Cakupan sosialisasi 2026.csv").read_text(encoding="utf-8-sig")
    assert "\n'=SMAN(1);SMA;" in told.replace("\r", "")


@pytest.mark.parametrize("zoom", [100, 200])
def test_no_word_of_a_table_is_cut_and_the_window_is_never_stopped(
    open_window: OpenWindow, village: Office, zoom: int, request: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        school(village, f"Madrasah Aliyah Swasta Nurul Huda Semparuk Kelas Jauh {number}")
    theme().set(zoom=zoom)
    with watching(monkeypatch, building=0.4):
        page = figures(open_window(village, "figures", size=(1024, 600), overview="coverage"))
    table = page.tables[1]
    for row in range(table.rows.rowCount()):
        for column in range(table.rows.columnCount()):
            index = table.rows.index(row, column)
            hint = table.itemDelegate().sizeHint(option(table, index), index)
            assert hint.height() <= table.rowHeight(row) + 2, index.data()


def test_a_table_of_eleven_columns_moves_closer_together_before_it_has_to_be_scrolled(qapp: object, qtbot: Any) -> None:
    titles = ("Masuk", "Keluar", "Koreksi", "Diserahkan", "Sisa", "Rusak", "Awal")
    columns = tuple(Column(title) for title in ("Kantor", "Bahan", "Keadaan", "Terakhir"))
    columns += tuple(Column(title, is_number=True) for title in titles)
    words = ("Kecamatan Jawai Selatan", "Komik: Jangan Mudah Percaya", "kurang dari nol", "30 November 2026")
    line = Line((*words, *[12_500] * len(titles)), "bad")
    table = SectionTable(Section("Stok", columns, (line,)), lambda: 500)
    qtbot.addWidget(table)
    table.show()
    for width, is_tight in ((874, True), (1100, False)):
        table.resize(width, table.height())
        assert table.horizontalHeader().length() == table.viewport().width()
        assert (table.property("state") == "tight") is is_tight
        for place in range(len(words), len(columns)):
            index = table.rows.index(0, place)
            assert table.itemDelegate().sizeHint(option(table, index), index).width() <= table.columnWidth(place)


def test_a_short_figure_is_never_divided(qapp: object, qtbot: Any) -> None:
    columns = (Column("Kegiatan", 3), Column("Instansi", 3), *(Column(f"Triwulan {n}") for n in range(4)))
    long = "Pelatihan identifikasi awal bagi ketua RT, kepala dusun, dan kader di desa pengirim"
    table = SectionTable(Section("Rencana", columns, (Line((long, long, *["12 dari 15"] * 4)),)), lambda: 500)
    qtbot.addWidget(table)
    table.show()
    table.resize(600, 400)
    for place in range(2, 6):
        index = table.rows.index(0, place)
        whole = table.fontMetrics().horizontalAdvance(index.data())
        assert whole < table.columnWidth(place)


def test_cards_of_one_row_are_as_tall_as_each_other(open_window: OpenWindow, village: Office) -> None:
    school(village, "SMAN 1 Tebas")
    page = figures(open_window(village, "figures", overview="coverage"))
    assert page.findings
    names = {f"{fact.label}: {shown(fact.value)}" for fact in page.findings.facts}
    assert any("tidak ada data" in name for name in names)
    assert not all("tidak ada data" in name for name in names)
    cards = [card for card in page.findChildren(Card) if card.accessibleName() in names]
    assert len(cards) == len(names)
    assert len({card.height() for card in cards}) == 1


def option(table: SectionTable, index: Any) -> Any:
    from PySide6.QtWidgets import QStyleOptionViewItem

    made = QStyleOptionViewItem()
    table.initViewItemOption(made)
    made.rect = table.visualRect(index)
    return made


@given(
    st.lists(st.tuples(st.integers(10, 200), st.integers(0, 100), st.integers(1, 40)), min_size=1, max_size=12),
    st.integers(100, 2000),
)
def test_columns_fill_the_width_and_none_has_less_than_its_words_need(
    columns: list[tuple[int, int, int]], room: int
) -> None:
    least = [need for need, _more, _share in columns]
    wanted = [need + more for need, more, _share in columns]
    widths = shared(least, wanted, [share / 10 for _need, _more, share in columns], room)
    assert all(width >= need for width, need in zip(widths, least, strict=True))
    assert sum(widths) == max(room, sum(least))


def test_a_table_of_twenty_thousand_lines_scrolls_below_its_head(qapp: object, qtbot: Any) -> None:
    columns = (Column("Desa", 3), Column("Jumlah", 1, is_number=True))
    table = SectionTable(Section("Semua", columns, tuple(Line((f"Desa {n}", n)) for n in range(20_000))), lambda: 500)
    qtbot.addWidget(table)
    table.resize(800, 400)
    table.show()
    QApplication.processEvents()
    assert table.height() < 500
    QTest.keyClick(table, Key.Key_End)
    assert table.currentIndex().row() == 19_999
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))


def test_the_search_finds_an_overview(open_window: OpenWindow, village: Office) -> None:
    window = open_window(village, "home")
    window.open_search()
    assert window._search is not None
    QTest.keyClicks(window._search.line, "stok bahan sos")
    settle(window)
    QTest.keyClick(window._search.line, Key.Key_Return)
    page = figures(window)
    assert page.overview is not None
    assert page.overview.name == "stock"


def test_every_overview_has_its_door_and_says_what_it_is_for(open_window: OpenWindow, village: Office) -> None:
    window = open_window(village, "overviews")
    page = window.page
    assert isinstance(page, HubPage)
    assert list(page.doors) == [one.name for one in overviews.offered(village.identity.level)]
    assert all(isinstance(door, QPushButton) and door.accessibleName() for door in page.doors.values())


@pytest.fixture
def camat(tmp_path: Path) -> Iterator[Office]:
    """A camat that holds one broker twice: of its own, and of a village."""
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at(), is_root=True)
    named = {"name": "Pak Long Ujang", "category": "TANPA_IZIN", "standing": "DIKETAHUI"}
    recording.save(camat, kind("broker"), named)
    below = (
        "INSERT INTO broker (office, id, version, recorded_at, changed_at, author, name)"
        " VALUES (?, ?, 1, '', '', '', 'Pak Long Ujang')"
    )
    with camat.database.transaction() as connection:
        connection.exec_driver_sql(below, (offices.VILLAGE, "c" * 32))
    yield camat
    camat.close()


def test_names_in_patterns_need_a_reason_and_a_line_becomes_a_letter(open_window: OpenWindow, camat: Office) -> None:
    window = open_window(camat, "figures", overview="patterns")
    page = figures(window)
    assert cells(page.tables[0], 0)[0] == "Perantara 1"
    assert page.veil
    page.veil.reason.setFocus()
    press(Key.Key_Return)
    assert cells(page.tables[0], 0)[0] == "Perantara 1", "no reason was given"
    QTest.keyClicks(page.veil.reason, "Menyusun surat")
    press(Key.Key_Return)
    page = figures(window)
    assert cells(page.tables[0], 0)[0] == "Pak Long Ujang"
    assert page.veil is None
    page.open(Lead(screen="board"))
    settle(window)
    assert isinstance(window.page, BoardPage)
    press(Key.Key_Left, held=Qt.KeyboardModifier.AltModifier)
    page = figures(window)
    next(made for made in page.findChildren(QPushButton) if "penerusan" in made.accessibleName()).click()
    settle(window)
    assert isinstance(window.page, LetterPage)
    assert window.page.writing
    assert window.page.writing.filled["pola_nama"] == "Perantara: Pak Long Ujang"


def test_names_that_were_opened_are_hidden_and_shown_again_for_the_same_reason(
    open_window: OpenWindow, camat: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(camat, "figures", overview="patterns")
    page = figures(window)
    assert page.veil
    assert page.names is None
    QTest.keyClicks(page.veil.reason, "Menyusun surat")
    page.veil.reason.setFocus()
    press(Key.Key_Return)
    page = figures(window)
    assert page.names
    page.names.door.click()
    page = figures(window)
    assert cells(page.tables[0], 0)[0] == "Perantara 1"
    assert page.veil is None, "no new reason is asked for"
    asked: list[bool] = []
    find = overviews.find

    def spy(*given: Any, is_hiding: bool = False) -> Any:
        asked.append(is_hiding)
        return find(*given, is_hiding=is_hiding)

    monkeypatch.setattr(overviews, "find", spy)
    press(Key.Key_P)
    settle(window)
    assert isinstance(window.page, PaperPage)
    assert asked == [True], "what is hidden is not printed"
    press(Key.Key_Left, held=Qt.KeyboardModifier.AltModifier)
    page = figures(window)
    assert cells(page.tables[0], 0)[0] == "Perantara 1"
    assert page.names
    page.names.door.click()
    assert cells(figures(window).tables[0], 0)[0] == "Pak Long Ujang"
    assert len(access.looks(offices.as_head(camat))) == 1, "what was written down stays, and nothing is added"


def test_a_page_of_figures_begins_at_its_title(open_window: OpenWindow, village: Office) -> None:
    known: samples.Recorded = {}
    for one in ("stock_move", "institution", "factor", "program"):
        samples.save(village, one, known)
    window = open_window(village)
    for name in ("stock", "coverage", "factors"):
        window.show_place(Place("figures", {"overview": name}))
        page = figures(window)
        title = page.title.mapTo(page, page.title.rect().topLeft())
        assert title.y() > 0, name
