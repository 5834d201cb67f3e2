"""The list of a record kind: what stands in it, keys, narrowing, the place that stays, offices below."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

import offices
from gui.conftest import OpenWindow
from gui.hands import settle
from gui.watchdog import watching
from ppo_desktop.core.clock import FixedClock
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.screens.listing.model import SPAN
from ppo_desktop.gui.screens.records import RecordsPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import browsing, recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind

Key = Qt.Key


def person(office: Office, name: str, **more: object) -> str:
    assert isinstance(office.clock, FixedClock)
    office.clock.move(seconds=1)  # lists are in the order of recording
    typed = {"name": name, "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA", **more}
    return recording.save(office, kind("person"), typed).record


def many(office: Office, count: int) -> list[str]:
    return [person(office, f"Warga {number:03d}") for number in range(count)]


def listed(window: MainWindow) -> RecordsPage:
    page = window.page
    assert isinstance(page, RecordsPage)
    return page


def names(page: RecordsPage) -> list[str]:
    return [page.rows.cell(place, 0).first for place in range(page.rows.rowCount())]


def calm(window: MainWindow, qtbot: Any) -> RecordsPage:
    """The page when everything in the background has arrived."""
    page = listed(window)
    settle(window)
    return page


def chosen(page: RecordsPage) -> str:
    return page.rows.cell(page.table.place, 0).first


@pytest.fixture
def wanted() -> Callable[[MainWindow], list[Place]]:
    """Where the window is asked to go, without going there."""

    def listen(window: MainWindow) -> list[Place]:
        places: list[Place] = []
        window.session.wants.disconnect(window.show_place)
        window.session.wants.connect(places.append)
        return places

    return listen


def test_the_newest_record_stands_on_top_and_is_chosen(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    person(village, "Siti Aminah")
    person(village, "Ahmad Fauzi", sex="L")
    page = calm(open_window(village, "people"), qtbot)
    assert names(page) == ["Ahmad Fauzi", "Siti Aminah"]
    assert chosen(page) == "Ahmad Fauzi"
    assert page.count.text() == "2 catatan"
    assert QApplication.focusWidget() is page.table


def test_a_row_reads_as_one_sentence(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    person(village, "Siti Aminah", hamlet="Dusun Timur", rt="2", phone="081234567890")
    page = calm(open_window(village, "people"), qtbot)
    spoken = page.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Siti Aminah, P. Lahir: 12 Mar 2000, 26 tahun. Tempat tinggal: Dusun Timur, RT 002. "
        "Telepon: 0812 3456 7890. NIK: NIK kosong."
    )


def test_keys_choose_open_change_and_record(
    open_window: OpenWindow, village: Office, qtbot: Any, wanted: Callable[[MainWindow], list[Place]]
) -> None:
    ids = many(village, 30)
    window = open_window(village, "people")
    page = calm(window, qtbot)
    places = wanted(window)
    for key, name in (
        (Key.Key_Down, "Warga 028"),
        (Key.Key_End, "Warga 000"),
        (Key.Key_Up, "Warga 001"),
        (Key.Key_Home, "Warga 029"),
    ):
        qtbot.keyClick(page.table, key)
        assert chosen(page) == name
    qtbot.keyClick(page.table, Key.Key_PageDown)
    assert 3 <= page.table.place <= 15
    qtbot.keyClick(page.table, Key.Key_End)
    qtbot.keyClick(page.table, Key.Key_Return)
    qtbot.keyClick(page.table, Key.Key_E)
    qtbot.keyClick(page.table, Key.Key_N)
    qtbot.waitUntil(lambda: len(places) == 3)  # a button pressed by its key lights up first
    record = {"kind": "person", "owner": village.code, "record": ids[0], "listed": "people"}
    assert places == [
        Place("record", record),
        Place("form", {"kind": "person", "record": ids[0], "listed": "people"}),
        Place("form", {"kind": "person", "record": None, "listed": "people"}),
    ]


def test_slash_narrows_and_escape_shows_everything_again(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    many(village, 12)
    person(village, "Soekarno Djaja")
    window = open_window(village, "people")
    page = calm(window, qtbot)
    qtbot.keyClick(page.table, Key.Key_Slash)
    assert QApplication.focusWidget() is page.narrowing.line
    qtbot.keyClicks(page.narrowing.line, "sukarno")
    page = calm(window, qtbot)
    assert names(page) == ["Soekarno Djaja"]
    assert page.count.text() == "1 dari 13 catatan"
    qtbot.keyClick(page.narrowing.line, Key.Key_Escape)
    calm(window, qtbot)
    assert len(names(page)) == 13
    assert QApplication.focusWidget() is page.table


def test_letters_typed_into_the_filter_line_are_no_shortcuts(
    open_window: OpenWindow, village: Office, qtbot: Any, wanted: Callable[[MainWindow], list[Place]]
) -> None:
    person(village, "Nen En")
    window = open_window(village, "people")
    places = wanted(window)
    page = calm(window, qtbot)
    page.narrowing.line.setFocus()
    qtbot.keyClicks(page.narrowing.line, "nen/e")
    assert page.narrowing.line.text() == "nen/e"
    assert places == []


def test_chips_count_in_the_background_and_narrow_by_keyboard(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    many(village, 3)
    person(village, "Ahmad Fauzi", sex="L")
    window = open_window(village, "people")
    page = calm(window, qtbot)
    assert [chip.accessibleName() for chip in page.narrowing._chips.values()] == [
        "Semua 4",
        "NIK kosong 4",
        "Perempuan 3",
        "Sudah pindah 0",
        "Di bawah 18 tahun 0",
    ]
    page.narrowing._chips[""].setFocus()
    for _step in range(2):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Key.Key_Right)
    qtbot.keyClick(page.narrowing._chips["women"], Key.Key_Space)
    calm(window, qtbot)
    assert names(page) == ["Warga 002", "Warga 001", "Warga 000"]
    assert page.narrowing._chips["women"].isChecked()
    assert not page.narrowing._chips[""].isChecked()


def test_an_empty_list_offers_to_record_the_first(
    open_window: OpenWindow, village: Office, qtbot: Any, wanted: Callable[[MainWindow], list[Place]]
) -> None:
    window = open_window(village, "departures")
    page = calm(window, qtbot)
    places = wanted(window)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.accessibleName() == "Catat keberangkatan"
    qtbot.keyClick(focused, Key.Key_Space)
    assert places == [Place("form", {"kind": "departure", "record": None, "listed": "departures"})]
    assert page._views.currentWidget() is not page.table


def test_a_filter_that_hides_everything_says_so_and_lets_go(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    many(village, 3)
    window = open_window(village, "people", filter="under-18")
    page = calm(window, qtbot)
    words = " ".join(child.property("text") or "" for child in page._nothing.findChildren(type(page.count)))
    assert "“Di bawah 18 tahun”" in words
    assert "3 catatan tersembunyi" in words
    back = next(b for b in page._nothing.findChildren(QPushButton) if b.accessibleName() == "Tampilkan semua")
    qtbot.keyClick(back, Key.Key_Space)
    calm(window, qtbot)
    assert len(names(page)) == 3
    assert QApplication.focusWidget() is page.table


def test_a_new_record_appears_at_once_and_is_chosen_even_under_a_filter(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    many(village, 3)
    window = open_window(village, "people", filter="women")
    page = calm(window, qtbot)
    typed = {"name": "Ahmad Fauzi", "sex": "L", "born_on": "1999", "no_nik_reason": "TIDAK_DIBAWA"}
    saved = recording.save(village, kind("person"), typed)
    window.session.announce(saved.changes)
    calm(window, qtbot)
    assert chosen(page) == "Ahmad Fauzi"
    assert len(names(page)) == 4
    assert page.narrowing.wanted.filter == ""


def test_a_changed_record_shows_its_new_values_where_it_stood(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    ids = many(village, 40)
    window = open_window(village, "people")
    page = calm(window, qtbot)
    page.table.choose(30)
    scrolled = page.table.verticalScrollBar().value()
    assert scrolled
    saved = recording.save(village, kind("person"), {"name": "Nama Baru"}, ids[9])
    window.session.announce(saved.changes)
    calm(window, qtbot)
    assert chosen(page) == "Nama Baru"
    assert page.table.place == 30
    assert page.table.verticalScrollBar().value() == scrolled


def test_the_place_in_the_list_survives_going_to_a_record_and_back(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    many(village, 60)
    window = open_window(village, "people", filter="women")
    page = calm(window, qtbot)
    page.show_all()
    calm(window, qtbot)
    page.table.choose(45)
    before = chosen(page), page.table.verticalScrollBar().value()
    qtbot.keyClick(page.table, Key.Key_Return)
    assert window.page is not page
    qtbot.keyClick(window, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    page = calm(window, qtbot)
    assert (chosen(page), page.table.verticalScrollBar().value()) == before
    assert page.narrowing.wanted.filter == ""


def test_delete_takes_a_row_out_and_ctrl_z_brings_it_back(
    open_window: OpenWindow, village: Office, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(village, 5)
    window = open_window(village, "people")
    page = calm(window, qtbot)
    qtbot.keyClick(page.table, Key.Key_Down)
    with watching(monkeypatch):
        qtbot.keyClick(page.table, Key.Key_Delete)
        qtbot.waitUntil(lambda: len(page.rows.keys) == 4)
        assert window.toaster.text == "Dihapus dari daftar."
        assert chosen(page) == "Warga 002"
        qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: len(page.rows.keys) == 5)
        calm(window, qtbot)
    assert names(page)[1] == "Warga 003"


def test_only_spans_that_are_looked_at_are_fetched(
    open_window: OpenWindow, village: Office, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(village, 3 * SPAN)
    fetched: list[int] = []
    window_ = browsing.window

    def spy(office: Office, kind_: Any, keys: Any, columns: Any = ()) -> Any:
        fetched.append(len(keys))
        return window_(office, kind_, keys, columns)

    monkeypatch.setattr(browsing, "window", spy)
    page = calm(open_window(village, "people"), qtbot)
    assert [count for count in fetched if count > 1] == [SPAN]
    qtbot.keyClick(page.table, Key.Key_End)
    QApplication.processEvents()
    assert [count for count in fetched if count > 1] == [SPAN, SPAN]


def test_the_pane_tells_the_chosen_record_in_a_wide_window_only(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    person(
        village,
        "Siti Aminah",
        hamlet="Dusun Timur",
        note="rahasia keluarga",
        nik="6101045203009901",
        no_nik_reason=None,
    )
    window = open_window(village, "people")
    page = calm(window, qtbot)
    qtbot.waitUntil(lambda: "Dusun Timur" in texts(page))
    assert page.pane.isVisible()
    assert "12 Maret 2000 (26 tahun)" in texts(page)
    assert "6101 … 9901" in texts(page)
    assert "rahasia" not in texts(page)
    window.resize(1024, 600)
    QApplication.processEvents()
    assert not page.pane.isVisible()
    assert page._foot_actions.isVisible()


def texts(page: RecordsPage) -> str:
    return "\n".join(child.property("text") or "" for child in page.pane.findChildren(type(page.count)))


def test_no_list_scrolls_sideways(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    person(village, "Siti Aminah")
    window = open_window(village, "people")
    for size, zoom in (((1366, 768), 100), ((1024, 600), 100), ((1024, 600), 200)):
        window.resize(*size)
        if zoom != theme().zoom:
            theme().set(zoom=zoom)
        for screen in ("people", "departures", "events"):
            window.show_place(Place(screen))
            page = calm(window, qtbot)
            assert page._scroll is not None
            assert page._scroll.horizontalScrollBar().maximum() == 0, (screen, size, zoom)
            assert sum(page.table.columnWidth(c) for c in range(page.rows.columnCount())) <= page.table.width()


def test_the_head_of_a_column_orders_turns_and_lets_go(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    for name in ("Budi", "Ahmad", "Citra"):
        person(village, name)
    window = open_window(village, "people")
    page = calm(window, qtbot)
    seen = []
    for _click in range(3):
        page.table.horizontalHeader().sectionClicked.emit(0)
        calm(window, qtbot)
        seen.append(names(page))
    assert seen == [["Ahmad", "Budi", "Citra"], ["Citra", "Budi", "Ahmad"], ["Citra", "Ahmad", "Budi"]]


def test_above_villages_rows_name_their_office_and_cannot_be_changed(
    open_window: OpenWindow, tmp_path: Path, qtbot: Any, wanted: Callable[[MainWindow], list[Place]]
) -> None:
    pair = offices.new_pair(tmp_path)
    pair.departure(pair.person())
    pair.report()
    pair.carry_up()
    window = open_window(pair.camat, "departures")
    page = calm(window, qtbot)
    assert page.rows.cell(0, 0).first == "Keberangkatan Desa Sempalai"
    places = wanted(window)
    for key in (Key.Key_E, Key.Key_Delete):
        qtbot.keyClick(page.table, key)
    calm(window, qtbot)
    assert places == []
    assert len(page.rows.keys) == 1
    assert "Desa Sempalai" in window.toaster.text
    changing = [b for b in page.findChildren(QPushButton) if b.accessibleName() == "Ubah catatan"]
    qtbot.waitUntil(lambda: not any(b.isVisible() for b in changing))
    assert page.narrowing.owner.isHidden()  # rows of one office only: nothing to choose from


def test_a_list_of_several_offices_narrows_to_one(open_window: OpenWindow, tmp_path: Path, qtbot: Any) -> None:
    pair = offices.new_pair(tmp_path)
    pair.person()
    pair.report(nihil=True)
    pair.carry_up()
    person(pair.camat, "Ahmad Fauzi")
    window = open_window(pair.camat, "people")
    page = calm(window, qtbot)
    assert len(names(page)) == 2
    assert page.narrowing.owner.isVisible()
    page.narrowing.owner.setFocus()
    qtbot.keyClicks(page.narrowing.owner, "sempa")
    qtbot.keyClick(page.narrowing.owner, Key.Key_Return)
    calm(window, qtbot)
    assert names(page) == ["Warga Desa Sempalai"]
    page.narrowing.owner.clear()
    calm(window, qtbot)
    assert len(names(page)) == 2
    page.enter(filter="women", owner=pair.village.code)  # as a reminder of one office's own does
    calm(window, qtbot)
    assert len(names(page)) == 1
    assert page.narrowing.owner.text() == "Desa Sempalai"
    page.enter(filter="", owner="")
    calm(window, qtbot)
    assert len(names(page)) == 2


def test_what_is_not_shown_is_veiled_and_not_empty(open_window: OpenWindow, tmp_path: Path, qtbot: Any) -> None:
    pair = offices.new_pair(tmp_path)
    pair.person()
    pair.report(nihil=True)
    pair.carry_up()
    page = calm(open_window(pair.camat, "people"), qtbot)
    model = page.table.model()
    cells = [model.index(0, column) for column in range(1, model.columnCount())]
    assert {cell.data() for cell in cells} == {"•••"}
    assert {str(cell.data(Qt.ItemDataRole.ToolTipRole)).split(".")[0] for cell in cells} == {"Namanya disembunyikan"}
    read_out = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "•" not in read_out
    assert "Namanya disembunyikan" in read_out
