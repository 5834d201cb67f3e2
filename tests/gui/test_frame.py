"""The frame around all screens: places, folding, zoom, background work, toasts, crashes."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QPushButton, QScrollArea, QWidget

import offices
from gui.conftest import OpenWindow
from gui.hands import settle
from gui.journey.test_layout import cut
from gui.watchdog import watching
from ppo_desktop.core.errors import World
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.screens.board import CarrierPage, ReconcilePage
from ppo_desktop.gui.shell import crash
from ppo_desktop.gui.shell.crash import CrashDialog
from ppo_desktop.gui.shell.page import Page, Progress
from ppo_desktop.gui.shell.screens import SCREENS, lit_at, side_bar
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.toast import JUST_NOW
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import row_kinds


def test_the_side_bar_folds_in_a_narrow_window_and_keeps_its_names(open_window: OpenWindow, village: Office) -> None:
    window = open_window(village, "home")
    places = [w for w in window.findChildren(QWidget) if w.property("role") == "place"]
    wide = [place.text() for place in places]
    window.resize(1024, 600)
    QApplication.processEvents()
    assert any(wide)
    assert [place.text() for place in places] == [""] * len(places)
    assert all(place.accessibleName() for place in places)


def test_the_window_fits_into_1024_by_560(open_window: OpenWindow, village: Office) -> None:
    window = open_window(village, "home")
    assert window.minimumSizeHint().width() <= 1024
    assert window.minimumSizeHint().height() <= 560


@pytest.mark.parametrize("code", [offices.VILLAGE, offices.CAMAT, "61.01"])
def test_every_place_of_the_side_bar_is_in_sight_in_a_low_window_of_practice(
    open_window: OpenWindow, tmp_path: Path, code: str
) -> None:
    office = offices.new_office(tmp_path / code, code, offices.clock_at(), training=True)
    window = open_window(office, "home")
    window.resize(1024, 560)
    settle(window)
    places = [w for w in window.findChildren(QWidget) if w.property("role") == "place"]
    assert len(places) > 8
    assert [place.accessibleName() for place in places if place.visibleRegion().boundingRect() != place.rect()] == []


def test_the_side_bar_lights_the_place_that_the_list_of_a_book_belongs_to(
    open_window: OpenWindow, village: Office
) -> None:
    places = {one.name for one in side_bar(village.identity.level)}
    assert {lit_at("form", book.name) for book in row_kinds()} == {"departures", "people", "events", "registers"}
    assert {lit_at(one.name) for one in SCREENS if one.parent} <= places
    window = open_window(village, "form", kind="broker", record=None)
    lit = [w for w in window.findChildren(QPushButton) if w.property("role") == "place" and w.isChecked()]
    assert [place.accessibleName() for place in lit] == ["Semua buku"]


def test_a_page_shows_its_title_though_what_had_the_keyboard_went_or_was_disabled(
    open_window: OpenWindow, village: Office
) -> None:
    window = open_window(village, "home", size=(1024, 560))
    settle(window)
    for place in ("outside", "home"):  # the one disables where it begins, the other makes all its tasks anew
        window.show_place(Place(place))
        settle(window)
        assert window.page is not None
        assert window.page.title.visibleRegion().boundingRect() == window.page.title.rect()
        assert not window.focusWidget().visibleRegion().isEmpty()


def test_the_keyboard_stays_on_a_page_whose_only_button_is_disabled(open_window: OpenWindow, village: Office) -> None:
    window = open_window(village, "reconcile")
    settle(window)
    assert isinstance(window.page, ReconcilePage)
    assert not window.page.onto_paper.isEnabled()
    assert window.page.isAncestorOf(window.focusWidget())


def test_ctrl_number_goes_to_a_screen_and_alt_left_comes_back(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    window = open_window(village, "home")
    qtbot.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert window.page is not None
    assert window.page.title.text() == "Kunci kantor"
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page.title.text() != "Kunci kantor"


def test_a_larger_zoom_makes_letters_larger_and_keeps_the_place(open_window: OpenWindow, village: Office) -> None:
    window = open_window(village, "settings")
    assert window.page is not None
    before = window.page.title.fontMetrics().height()
    theme().set(zoom=200)
    assert window.page.title.text() == "Pengaturan"
    assert window.page.title.fontMetrics().height() >= 1.9 * before


def test_work_leaves_the_window_free_and_brings_its_result_back(
    open_window: OpenWindow, village: Office, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_window(village, "home").page
    assert page is not None
    results: list[tuple[str, bool]] = []

    def slow(_job: Job) -> str:
        time.sleep(0.3)
        return threading.current_thread().name

    with watching(monkeypatch) as dog:
        page.work(slow, lambda name: results.append((name, threading.current_thread() is threading.main_thread())))
        qtbot.waitUntil(lambda: bool(results))
    assert results[0][0].startswith("work")
    assert results[0][1]
    assert len(dog.gaps) > 10


def test_an_error_of_the_world_stands_on_the_page_as_a_card(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    page = open_window(village, "home").page
    assert page is not None

    def fails(_job: Job) -> None:
        raise World("stick-full", "Flashdisk penuh.", "Kosongkan, lalu coba lagi.")

    page.work(fails, lambda _result: None)
    qtbot.waitUntil(lambda: any(w.accessibleName() == "Flashdisk penuh." for w in page.findChildren(QWidget)))


def test_long_work_is_stopped_by_batal_where_it_reports(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    page = open_window(village, "home").page
    assert page is not None
    done: list[int] = []

    def counting(job: Job) -> None:
        for number in range(10_000):
            job.progress(number, 10_000, "")
            done.append(number)
            time.sleep(0.005)

    finished: list[object] = []
    job = page.work(counting, finished.append)
    card = Progress(job, "Menghitung")
    page.body.addWidget(card)
    qtbot.waitUntil(lambda: len(done) > 5)
    qtbot.keyClick(card._cancel, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: job.is_over)
    assert job.is_cancelled
    assert finished == []
    assert len(done) < 10_000


def test_a_toast_offers_to_take_back_what_was_done(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    window = open_window(village, "home")
    undone: list[bool] = []
    window.session.tell("Data dihapus.", lambda: undone.append(True))
    assert window.toaster.text == "Data dihapus."
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: undone == [True])
    assert window.toaster.text == ""


def test_a_toast_stands_beside_the_search_and_covers_nothing_of_the_page(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    window = open_window(village, "form", kind="person", record=None, listed="people")
    for width in (1366, 1024):
        window.resize(width, 600)
        window.session.tell("Siti Aminah binti Abdul Rahman – Brunei Darussalam tersimpan.", lambda: None)
        settle(window)
        frame, page, search = window.toaster._frame, window.page, window._top.search
        assert frame is not None
        assert page is not None
        assert frame.geometry().bottom() < page.title.mapTo(window, page.title.rect().topLeft()).y()
        assert frame.geometry().left() > search.mapTo(window, search.rect().topRight()).x()
        person = window._top._person
        assert frame.geometry().right() < person.mapTo(window, person.rect().topLeft()).x(), "who is logged in is seen"
        assert window.rect().contains(frame.geometry())


def test_a_long_toast_grows_over_the_top_bar_and_not_over_the_page(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    window = open_window(village, "home")
    told = "12 baris diarahkan. Kantor tanpa baris di formulir: " + ", ".join(["Kecamatan Teluk Keramat"] * 12) + "."
    for width, zoom in ((1366, 100), (1024, 100), (1024, 150)):
        theme().set(zoom=zoom)
        window.resize(width, 600)
        window.session.tell(told, lambda: None)
        settle(window)
        frame, page = window.toaster._frame, window.page
        assert frame is not None
        assert page is not None
        assert frame.geometry().bottom() < page.title.mapTo(window, page.title.rect().topLeft()).y()
        assert window.rect().contains(frame.geometry())
        assert window.toaster.text == told, "all of it is heard"
    theme().set(zoom=100)


def test_a_word_that_cannot_be_taken_back_goes_with_its_page(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    window = open_window(village, "home")
    window.session.tell("Belum disimpan.")
    window.show_place(Place("people"))
    assert window.toaster.text == "Belum disimpan.", "it was said on the way here"
    qtbot.wait(JUST_NOW + 100)
    window.show_place(Place("events"))
    assert window.toaster.text == ""
    window.session.tell("Data dihapus.", lambda: None)
    qtbot.wait(JUST_NOW + 100)
    window.show_place(Place("people"))
    assert window.toaster.text == "Data dihapus.", "it can be taken back for its time"


def test_our_own_bug_keeps_the_work_and_says_where_without_any_name(
    open_window: OpenWindow, village: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    window = open_window(village, "home")
    kept: list[bool] = []
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    crash.install(lambda: kept.append(True), lambda: window, window.close)
    try:
        raise ValueError("Siti Aminah")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    dialogs = window.findChildren(CrashDialog)
    assert kept == [True]
    assert len(dialogs) == 1
    words = " ".join(child.property("text") or "" for child in dialogs[0].findChildren(QWidget))
    assert "ValueError" in words
    assert "test_frame.py" in words
    assert "Siti" not in words
    dialogs[0].accept()


def test_locking_closes_the_office_and_asks_for_the_password(open_window: OpenWindow, village: Office) -> None:
    window = open_window(village, "home")
    window.lock()
    assert not window.session.is_open
    assert window.page is not None
    assert window.page.title.text() == "Masuk"


def test_the_help_of_a_low_window_is_scrolled_and_loses_no_line(open_window: OpenWindow, village: Office) -> None:
    window = open_window(village, size=(1024, 560))
    window.toggle_help()
    settle(window)
    assert list(cut(window._help)) == []
    (area,) = window._help.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() > 0, "else this shows nothing"


def test_help_of_the_page_comes_with_f1_and_goes_with_escape(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    window = open_window(village, "home")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window._help.isVisible()
    assert "Beranda" in [words.text() for words in window._help.findChildren(QLabel)]
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window._help.isVisible())


@pytest.mark.usefixtures("qapp")
def test_qt_itself_speaks_indonesian() -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    assert sorted(b.text().replace("&", "") for b in box.buttons()) == ["Batal", "Simpan"]


def test_a_page_says_what_it_is_to_a_screen_reader(open_window: OpenWindow, village: Office) -> None:
    page = open_window(village, "home").page
    assert isinstance(page, Page)
    assert page.accessibleName()
    assert village.code == offices.VILLAGE


def test_a_disk_that_fails_while_a_page_opens_is_told_on_the_page(
    open_window: OpenWindow, village: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(village, "home")
    page = window.page
    assert page is not None

    def fails(**_arguments: object) -> None:
        raise World("disk-error", "Penyimpanan komputer tidak dapat dibaca.", "Periksa penyimpanan.")

    window.session.go("settings")
    monkeypatch.setattr(page, "enter", fails)
    window.session.go("home")
    assert window.page is page
    assert any(w.accessibleName() == "Penyimpanan komputer tidak dapat dibaca." for w in page.findChildren(QWidget))


def test_pages_of_a_file_that_is_gone_leave_no_empty_viewer_and_the_reason_stays(
    open_window: OpenWindow, village: Office
) -> None:
    window = open_window(village, "carrier", carrier="0" * 64, title="Laporan November 2026, Desa Sempalai")
    settle(window)
    page = window.page
    assert isinstance(page, CarrierPage)
    assert not page.preview.isVisible()
    (banner,) = (one for one in page.findChildren(Banner) if one.isVisible())
    assert not banner.findChildren(QPushButton)
    assert banner.geometry().bottom() < page.height() // 2
