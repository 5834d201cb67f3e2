"""Practice mode: made beside the real office, entered, left, and made anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFrame

import offices
from gui.hands import in_front, settle
from ppo_desktop.core.clock import today
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.screens.practice import PracticePage
from ppo_desktop.gui.screens.unlock import UnlockPage
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.gui.shell.work import CancelledError
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.house.office import Office
from ppo_desktop.practice import demonstration, mode
from ppo_desktop.practice.offices import OFFICES, password_of


def has_stripe(window: MainWindow) -> bool:
    return any(frame.property("role") == "training" for frame in window.findChildren(QFrame))


def test_practice_offices_are_made_entered_and_left(qapp: object, qtbot: Any, village: Office) -> None:
    real = village.paths
    village.close()
    window = MainWindow(Session(real, offices.clock_at("2026-11-22T01:00:00")))
    in_front(window)
    window.show_place(Place("practice"))
    page = window.page
    assert isinstance(page, PracticePage)
    assert not has_stripe(window)
    told: list[tuple[int, int]] = []
    page.start.click()
    assert page.job is not None
    page.job.progressed.connect(lambda done, total, _words: told.append((done, total)))
    settle(window, 110_000)
    assert told[-1] == (demonstration.REHEARSED, demonstration.REHEARSED)
    assert mode.is_ready(real)
    assert mode.stick(real).is_dir()
    assert not list(real.folder.glob(".latihan*"))
    assert page.offices is not None
    page.open(mode.CODES[0])
    settle(window, 110_000)
    door = window.page
    assert isinstance(door, UnlockPage)
    assert has_stripe(window)
    assert preferences.load(real).training
    password = password_of(mode.CODES[0], "petugas")
    door.password.line.setText(password)
    door.unlock()
    settle(window, 110_000)
    assert window.session.office.identity.training
    assert today(window.session.office.clock) == mode.DAY, "the story's day, without a question"
    window.show_place(Place("practice"))
    settle(window, 110_000)
    assert isinstance(window.page, PracticePage)
    window.page.go_home()
    settle(window, 110_000)
    assert isinstance(window.page, UnlockPage)
    assert not has_stripe(window)
    assert not preferences.load(real).training
    assert window.session.clock is window.session.pc_clock
    window.page.password.line.setText(offices.CLERK_PASSWORD)
    window.page.unlock()
    settle(window, 110_000)
    assert not window.session.office.identity.training
    window.close()


def test_stopped_half_way_nothing_is_left_and_what_was_there_stays(tmp_path: Path) -> None:
    home = OfficePaths(tmp_path)
    home.practice.mkdir(parents=True)
    (home.practice / "lama").touch()

    def stop(done: int, _total: int, _words: str) -> None:
        if done == 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        mode.prepare(home, stop)
    assert [entry.name for entry in tmp_path.iterdir()] == ["latihan"]
    assert (home.practice / "lama").exists()


def test_every_practice_account_has_a_password_that_is_shown() -> None:
    assert {cast.code for cast in OFFICES} == set(mode.CODES)
    assert password_of(mode.CODES[0], "petugas") == "tiga ikan di parit"
    assert password_of("61.01.01", "petugas") == ""
