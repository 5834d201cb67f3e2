"""A contact plan that is broken: told on the first page, found in the list, mended on the sheet of monthly news."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gui.conftest import OpenWindow
from gui.hands import settle
from gui.test_grid import abroad, all_of, opened
from ppo_desktop.gui.screens.home import HomePage
from ppo_desktop.gui.screens.records import RecordsPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind

Key = Qt.Key


def promise(office: Office, name: str, **more: object) -> None:
    """Somebody abroad who promised to call every week."""
    abroad(office, [name])
    (row,) = (row for row in all_of(office, "departure") if row["person_name"] == name)
    plan = {"contact_every": "MINGGUAN", "last_contact_on": "2026-11-19", **more}
    recording.save(office, kind("departure"), plan, row["id"])


def test_a_broken_contact_plan_is_told_found_and_mended(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    promise(village, "Rosmiati", last_contact_on="2026-11-01")
    promise(village, "Siti")
    window = open_window(village)
    settle(window)
    home = window.page
    assert isinstance(home, HomePage)
    told = [made for made in home.findChildren(QPushButton) if "1 rencana kontak terputus" in made.accessibleName()]
    told[0].setFocus()
    qtbot.keyClick(told[0], Key.Key_Return)
    settle(window)
    listed = window.page
    assert isinstance(listed, RecordsPage)
    assert listed.count.text() == "1 dari 2 catatan"
    window.session.go("grid", grid="news")
    settle(window)
    qtbot.keyClick(window.focusWidget(), Key.Key_B)
    settle(window)
    window.show_place(Place("home"))
    settle(window)
    assert isinstance(window.page, HomePage)
    words = [made.accessibleName() for made in window.page.findChildren(QPushButton) if not made.isHidden()]
    assert not any("rencana kontak" in word for word in words)


def test_a_corrected_answer_and_one_asked_in_vain_outlive_the_program(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    promise(village, "Rosmiati", last_contact_on="2026-10-01")
    hands = opened(open_window, village, qtbot, "news")
    hands.press(Key.Key_B)
    hands.rest()
    hands.press(Key.Key_Up, Key.Key_T)
    hands.rest()
    (row,) = all_of(village, "departure")
    assert (row["last_contact_on"], row["last_asked_on"]) == ("2026-10-01", "2026-11-21")
    again = opened(open_window, village, qtbot, "news")  # a window of its own remembers nothing of the first
    assert [entry.answer for entry in again.grid.rows.entries] == ["T"]
