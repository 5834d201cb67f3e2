"""What becomes of work, drafts and names in sight when page, office or program is left in the middle of it."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

import offices
import samples
from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key, in_front, settle
from gui.shots import shots
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.forms import drafts
from ppo_desktop.gui.screens.settings import SettingsPage
from ppo_desktop.gui.screens.unlock import UnlockPage
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.gui.shell.work import Job, Work
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind

NEW = DraftKey("person")
SITI = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}


@pytest.fixture
def door(qapp: object, tmp_path: Path) -> Iterator[MainWindow]:
    """The unlock page of a village office."""
    offices.new_office(tmp_path, offices.VILLAGE, offices.clock_at()).close()
    window = MainWindow(Session(OfficePaths(tmp_path), offices.clock_at()))
    in_front(window)
    window.show_place(Place("unlock"))
    QApplication.processEvents()
    yield window
    window.close()


def unlock(window: MainWindow) -> None:
    assert isinstance(window.page, UnlockPage)
    window.page.password.line.setText(offices.CLERK_PASSWORD)
    window.page.unlock()


# ------------------------------------------------------------------------------- going back


def test_alt_left_after_unlocking_does_not_lead_back_to_the_door(door: MainWindow, qtbot: Any) -> None:
    unlock(door)
    settle(door)
    assert door.session.is_open
    door.back()
    assert type(door.page).__name__ == "HomePage"
    assert door.session.is_open


def test_a_door_left_while_it_opens_lets_the_folder_go(door: MainWindow, qtbot: Any, tmp_path: Path) -> None:
    unlock(door)
    door.session.go("practice")
    settle(door)
    settle(door)
    assert not door.session.is_open
    open_office(OfficePaths(tmp_path), "petugas", offices.CLERK_PASSWORD, offices.clock_at()).close()


def test_larger_letters_wait_until_the_door_is_open(door: MainWindow, qtbot: Any) -> None:
    unlock(door)
    theme().set(zoom=150)
    settle(door)
    qtbot.waitUntil(lambda: door.session.is_open, timeout=5000)
    assert type(door.page).__name__ == "HomePage"


# ------------------------------------------------------------------------------- locking


def test_locking_takes_search_and_toast_out_of_sight(open_window: OpenWindow, village: Office) -> None:
    window = open_window(village)
    window.session.tell("Siti Aminah dihapus dari daftar.", undo=lambda: window.session.office)
    window.open_search()
    panel = window._search
    assert panel is not None
    window.lock()
    QApplication.processEvents()
    assert window.toaster.text == ""
    assert not [child for child in window.findChildren(QWidget) if child is panel and child.isVisible()]


def test_larger_letters_close_the_search(open_window: OpenWindow, village: Office) -> None:
    window = open_window(village)
    window.open_search()
    panel = window._search
    assert panel is not None
    window.rebuild()
    assert not [child for child in window.findChildren(QWidget) if child is panel and child.isVisible()]


def test_a_draft_kept_while_locking_is_not_offered_again_once_it_was_saved(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    window = open_window(village, "people")
    place = Place("form", {"kind": "person", "record": None, "listed": "people"})
    window.show_place(place)
    QApplication.processEvents()
    hands = Hands(window, qtbot)
    hands.form.form.fill(SITI)
    hands.form.form.changed.emit()
    window.lock()
    settle(window)
    assert window.session.kept == {}
    window.session.open(offices.opened_at(village.paths.folder, offices.clock_at()))
    window.show_place(Place("people"))
    window.show_place(place)
    QApplication.processEvents()
    hands.press(Key.Key_S, held=CTRL)
    settle(window)
    assert browsing.count(window.session.office, kind("person")) == 1
    window.show_place(place)
    assert hands.form.form.cells["name"].value is None


def test_the_screen_does_not_lock_over_work_whose_result_only_the_page_can_tell(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    window = open_window(village)
    assert window.page is not None
    gate, told = threading.Event(), []
    window.page.work(lambda _job: gate.wait(5), told.append, holds=True)
    window._idle_over()
    assert window.session.is_open
    gate.set()
    settle(window)
    assert told == [True]
    window._idle_over()
    assert not window.session.is_open


def test_who_comes_next_finds_nothing_that_was_kept_for_another(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    window = open_window(village)
    window.session.kept["month"] = "2026-11"
    window.lock()
    settle(window)
    window.session.open(offices.opened_at(village.paths.folder, offices.clock_at()))
    assert window.session.kept == {"month": "2026-11"}
    window.lock()
    settle(window)
    head = open_office(village.paths, "pimpinan", offices.HEAD_PASSWORD, offices.clock_at())
    window.session.open(head)
    assert window.session.kept == {}


# ------------------------------------------------------------------------------- closing the program


def test_a_draft_that_waits_behind_long_work_is_written_before_the_program_ends(
    open_window: OpenWindow, village: Office
) -> None:
    window = open_window(village)
    session = window.session
    gate = threading.Event()
    session.work.start(lambda _job: gate.wait(5), owner=session)
    drafts.hand_over(session, NEW, drafts.Content({"name": "Budi"}, "Budi", 0))
    threading.Timer(0.2, gate.set).start()
    window.close()
    draft = drafting.find(offices.opened_at(village.paths.folder, offices.clock_at()), NEW)
    assert draft is not None
    assert draft.typed == {"name": "Budi"}


# ------------------------------------------------------------------------------- our own bugs


def test_a_bug_in_the_background_leaves_no_button_disabled(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, _error, _trace: seen.append(kind))
    work, owner, failed = Work(), QWidget(), list[PpoError]()

    def broken(_job: object) -> None:
        raise ZeroDivisionError

    work.start(broken, owner=owner, failed=failed.append)
    qtbot.waitUntil(lambda: not work.is_busy)
    assert seen == [ZeroDivisionError]
    assert [error.code for error in failed] == ["bug"]
    work.stop()


# ------------------------------------------------------------------------------- sections of the settings


@pytest.mark.parametrize("act", ["enter", "_here"])
def test_a_section_that_was_left_hears_nothing_more(
    qtbot: Any, open_window: OpenWindow, village: Office, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", lambda _kind, error, _trace: seen.append(error))
    window = open_window(village, "settings", section="backup")
    settle(window)
    page = window.page
    assert isinstance(page, SettingsPage)
    gate = threading.Event()
    window.session.work.start(lambda _job: gate.wait(5), owner=window.session)
    run: Callable[[], object] = getattr(page.section, act)
    run()
    window.show_place(Place("settings", {"section": "about"}))
    QApplication.processEvents()
    gate.set()
    settle(window)
    assert seen == []


# ------------------------------------------------------------------------------- what is left


def test_a_page_that_was_left_is_gone_with_all_it_was_made_of(open_window: OpenWindow, tmp_path: Path) -> None:
    """What only Python holds and is connected to its page would keep that, and what it showed, until the end."""
    office = offices.new_office(tmp_path / "kantor", offices.VILLAGE, offices.clock_at())
    recorded: samples.Recorded = {}
    for one in ("departure", "socialisation"):
        samples.save(office, one, recorded)
    window = open_window(office, "home")

    def visit(place: Place) -> None:
        for there in (place, Place("home")):
            window.show_place(there)
            settle(window)

    def held() -> Counter[str]:
        gc.collect()
        pages = (one for one in gc.get_objects() if isinstance(one, Page | Job))
        return Counter(type(one).__name__ for one in (*pages, *QApplication.topLevelWidgets()))

    places: dict[str, Place] = {}
    for shot in shots(office, tmp_path):
        places.setdefault(shot.place.screen, shot.place)
    assert {"form", "record", "grid", "settings", "letter"} <= places.keys()
    for place in places.values():
        visit(place)  # what is made once and kept is there
        before = held()
        visit(place)
        assert held() <= before, place
