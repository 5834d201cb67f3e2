"""The unlock page over a real folder, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import offices
from gui.hands import in_front, keyboard, settle
from ppo_desktop.core import tries
from ppo_desktop.core.clock import FixedClock, today
from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.application import first_door
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.screens.unlock import UnlockPage
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.house.lock import FolderLock
from ppo_desktop.records.registry import kind

Shown = Callable[..., MainWindow]


@pytest.fixture
def door(qapp: object, qtbot: Any, tmp_path: Path) -> Iterator[Shown]:
    """``door(clock)``: the unlock page of a village office with a clerk and a head."""
    windows: list[MainWindow] = []
    offices.new_office(tmp_path, offices.VILLAGE, offices.clock_at()).close()

    def show(clock: FixedClock | None = None) -> MainWindow:
        made = MainWindow(Session(OfficePaths(tmp_path), clock or offices.clock_at()))
        in_front(made)
        made.show_place(Place(first_door(made.session.paths)))
        windows.append(made)
        QApplication.processEvents()
        return made

    yield show
    for window in windows:
        window.close()


@pytest.fixture
def passing(monkeypatch: pytest.MonkeyPatch) -> Callable[[MainWindow, int], None]:
    """``passing(window, seconds)``: time that passes by hand."""
    now = [1000.0]
    monkeypatch.setattr(tries, "monotonic", lambda: now[0])
    monkeypatch.setattr(tries, "_began", now[0])

    def let(window: MainWindow, seconds: int) -> None:
        now[0] += seconds
        for _second in range(seconds):
            page(window)._tick()

    return let


def page(window: MainWindow) -> UnlockPage:
    assert isinstance(window.page, UnlockPage)
    return window.page


def typed(qtbot: Any, window: MainWindow, text: str) -> None:
    """Type into what has the focus, press Enter, and wait."""
    widget = keyboard()
    qtbot.keyClicks(widget, text)
    qtbot.keyClick(widget, Qt.Key.Key_Return)
    settle(window)


def recorded(folder: Path) -> None:
    """Let the database know a day: 21 November 2026."""
    office = offices.opened_at(folder, offices.clock_at())
    person = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
    recording.save(office, kind("person"), person)
    office.close()


def banners(window: MainWindow) -> list[str]:
    assert window.page
    return [found.accessibleName() for found in window.page.findChildren(Banner)]


def test_the_one_who_was_here_last_types_the_password_and_is_in(qtbot: Any, door: Shown) -> None:
    window = door()
    assert page(window).account == "petugas"
    typed(qtbot, window, offices.CLERK_PASSWORD)
    assert window.session.office.user.name == "petugas"
    assert preferences.load(window.session.paths).accounts == ("petugas",)


def test_an_arrow_picks_another_person_and_enter_goes_to_the_password(qtbot: Any, door: Shown) -> None:
    window = door()
    page(window).people.first_focus().setFocus()
    qtbot.keyClick(keyboard(), Qt.Key.Key_Down)
    assert page(window).account == "pimpinan"
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page(window).password.line
    typed(qtbot, window, offices.HEAD_PASSWORD)
    assert window.session.office.user.name == "pimpinan"
    window.lock()
    assert page(window).account == "pimpinan", "locking comes back to who was here"


def test_a_wrong_password_is_said_at_the_field_and_can_be_typed_over(qtbot: Any, door: Shown) -> None:
    window = door()
    typed(qtbot, window, "")
    assert "Ketik kata sandi" in page(window).field.message
    typed(qtbot, window, "bukan ini sandinya")
    assert "tidak cocok" in page(window).field.message
    assert not banners(window)
    typed(qtbot, window, offices.CLERK_PASSWORD)
    assert window.session.is_open


def test_after_five_wrong_passwords_one_waits_longer_each_time(
    qtbot: Any, door: Shown, passing: Callable[[MainWindow, int], None]
) -> None:
    window = door()
    for _try in range(tries.FREE):
        typed(qtbot, window, "salah sandi")
    assert page(window).waiting == 10
    assert "Tunggu 10 detik" in page(window).field.message
    typed(qtbot, window, offices.CLERK_PASSWORD)
    assert not window.session.is_open
    window.rebuild()
    assert page(window).waiting == 10, "another look at the page does not help"
    page(window).people.set_value("pimpinan")
    assert page(window).waiting == 0, "nobody guessed at this one"
    page(window).people.set_value("petugas")
    passing(window, 10)
    page(window).password.clear()
    page(window).password.line.setFocus()
    typed(qtbot, window, "salah lagi")
    assert page(window).waiting == 20


def test_wrong_passwords_are_remembered_over_a_restart_whatever_the_clock_says(
    qtbot: Any, door: Shown, passing: Callable[[MainWindow, int], None]
) -> None:
    for _try in range(tries.FREE):
        typed(qtbot, door(), "salah sandi")
    for year in ("1990", "2026", "2090"):
        window = door(offices.clock_at(f"{year}-01-01T02:00:00"))
        assert page(window).waiting == 10, "a turned clock neither shortens the wait nor locks anybody out"
        assert "Tunggu 10 detik" in page(window).field.message
        assert window.isEnabled()
    passing(window, 10)
    page(window).password.line.setFocus()
    typed(qtbot, window, offices.CLERK_PASSWORD)
    assert window.session.is_open
    assert tries.count(window.session.paths, "petugas") == 0


def test_a_folder_in_use_and_a_damaged_file_have_sentences_of_their_own(qtbot: Any, door: Shown) -> None:
    window = door()
    lock = FolderLock(window.session.paths.lock)
    typed(qtbot, window, offices.CLERK_PASSWORD)
    assert banners(window) == ["Data kantor ini sedang dibuka PPO Desktop yang lain."]
    lock.release()
    data = window.session.paths.database.read_bytes()
    window.session.paths.database.write_bytes(b"\0" * len(data))
    page(window).password.line.setFocus()
    typed(qtbot, window, "")
    assert banners(window) == ["Data kantor tidak dapat dibuka dengan kunci ini."]
    window.session.paths.database.write_bytes(data)
    window.session.paths.vault.write_text("{}")
    window.show_place(Place("practice"))
    window.show_place(Place("unlock"))
    assert banners(window) == ["Berkas kunci kantor ini rusak."]


def test_one_account_is_not_asked_who_it_is(qtbot: Any, door: Shown, tmp_path: Path) -> None:
    from ppo_desktop.trust.vault import Vault

    Vault.load(tmp_path / "vault.json").remove_user("petugas")
    window = door()
    assert not hasattr(page(window), "people")
    typed(qtbot, window, offices.HEAD_PASSWORD)
    assert window.session.office.user.name == "pimpinan"


def test_a_pc_with_an_old_date_is_asked_for_the_day_once(qtbot: Any, door: Shown, tmp_path: Path) -> None:
    recorded(tmp_path)
    window = door(offices.clock_at("2009-01-01T01:00:00"))
    typed(qtbot, window, offices.CLERK_PASSWORD)
    asked = page(window)
    assert not window.session.is_open
    assert QApplication.focusWidget() is asked.day
    typed(qtbot, window, "november 2026")
    assert "Tulis tanggal" in asked.day_box.message
    asked.day.clear()
    typed(qtbot, window, "20-11-2026")
    assert "lebih awal" in asked.day_box.message
    asked.day.clear()
    typed(qtbot, window, "23 nov 2026")
    assert today(window.session.office.clock) == date(2026, 11, 23)
    window.lock()
    settle(window)
    typed(qtbot, window, offices.CLERK_PASSWORD)
    assert today(window.session.office.clock) == date(2026, 11, 23), "asked once"


def test_a_door_left_while_the_day_is_asked_lets_the_folder_go(qtbot: Any, door: Shown, tmp_path: Path) -> None:
    recorded(tmp_path)
    window = door(offices.clock_at("2009-01-01T01:00:00"))
    typed(qtbot, window, offices.CLERK_PASSWORD)
    assert page(window).day_box
    with pytest.raises(World, match="in-use"):
        FolderLock(window.session.paths.lock)
    window.rebuild()
    settle(window)
    FolderLock(window.session.paths.lock).release()
