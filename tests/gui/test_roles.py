"""What a role may not do, on the pages where it would be done."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

import offices
from gui.hands import Hands, settle
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind

SITI = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
WHY = "Akun ini tidak mencatat. Masuk dengan akun petugas atau pimpinan."


@pytest.fixture
def checker(village: Office) -> Office:
    recording.save(village, kind("person"), SITI)
    return replace(village, user=village.user._replace(name="cek", display_name="Cici", role="pemeriksa"))


def why_not(window: Any, words: str) -> str:
    (made,) = [each for each in window.page.findChildren(QPushButton) if each.accessibleName() == words]
    assert not made.isEnabled()
    return str(made.accessibleDescription())


def test_who_checks_sees_why_nothing_can_be_recorded(qtbot: Any, open_window: Any, checker: Office) -> None:
    window = open_window(checker, "home")
    settle(window)
    assert why_not(window, "Catat keberangkatan") == WHY
    assert why_not(window, "Catat sosialisasi") == WHY
    window.show_place(Place("people"))
    settle(window)
    assert window.page.new.toolTip() == WHY
    hands = Hands(window, qtbot)
    assert "Siti Aminah" in str(window.page.table.model().index(0, 0).data()) or window.page.table.key
    window.show_place(Place("form", {"kind": "person", "record": None, "listed": "people"}))
    assert WHY in window.toaster.text
    assert type(window.page).__name__ == "RecordsPage"
    person = offices.rows_at(checker, kind("person"))[0]["id"]
    window.show_place(Place("record", {"kind": "person", "owner": checker.code, "record": person, "listed": "people"}))
    hands.rest()
    assert why_not(window, "Ubah") == WHY
    window.show_place(Place("settings", {"section": "users"}))
    assert "tidak mengurus akun" in window.page.section.add_action.why_not
    assert window.page.section.password_button.isEnabled(), "an own password is everybody's"


def test_the_time_until_the_screen_locks_is_chosen_and_kept(qtbot: Any, open_window: Any, village: Office) -> None:
    window = open_window(village, "settings", section="look")
    assert window._idle.interval() == 10 * 60_000
    assert [name for name in window.page.section.chips if name.startswith("lock")] == ["lock-5", "lock-10", "lock-30"]
    window.page.section.chips["lock-5"].click()
    settle(window)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert window._idle.interval() == 5 * 60_000
    window.lock()
    settle(window)
    window.session.open(offices.opened_at(village.paths.folder, village.clock))
    assert window._idle.interval() == 5 * 60_000
