"""The screen locks by itself: what is open comes back from an encrypted draft, whatever page it is on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, Key
from ppo_desktop.gui.screens.ceremony import CeremonyPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.office import Office

NAME = "Rosmiati Unik"


def in_form(hands: Hands, _office: Office) -> None:
    hands.window.show_place(Place("form", {"kind": "person", "record": None, "listed": "people"}))
    hands.rest()
    hands.type(NAME)


def in_grid(hands: Hands, _office: Office) -> None:
    hands.window.show_place(Place("grid", {"grid": "abroad"}))
    hands.rest()
    hands.window.page.table.line.setFocus()  # type: ignore[union-attr]  # the grid is in sight
    hands.type(NAME)
    hands.press(Key.Key_Return)


@pytest.mark.parametrize("working", [in_form, in_grid])
def test_open_work_is_kept_encrypted_when_nobody_touches_the_screen(
    open_window: OpenWindow, qtbot: Any, village: Office, working: Callable[[Hands, Office], None]
) -> None:
    hands = Hands(open_window(village, "people"), qtbot)
    working(hands, village)
    hands.window._idle_over()
    hands.rest()
    assert not hands.window.session.is_open
    lying = [file for file in village.paths.folder.rglob("*") if file.is_file()]
    assert not [file for file in lying if b"Rosmiati" in file.read_bytes()], "nothing lies open on the disk"
    office = offices.opened_at(village.paths.folder, village.clock)
    (draft,) = drafting.drafts(office)
    assert NAME in str(draft.typed)


def test_the_lock_key_locks_and_no_password_waits_behind_it(
    open_window: OpenWindow, qtbot: Any, village: Office
) -> None:
    hands = Hands(open_window(village, "ceremony"), qtbot)
    hands.rest()
    page = hands.window.page
    assert isinstance(page, CeremonyPage)
    page.proof.line.setText("rahasia pimpinan")
    seen: list[str] = []
    page.proof.line.textChanged.connect(seen.append)
    QTest.keyClick(hands.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    hands.rest()
    assert not hands.window.session.is_open
    assert seen == [""]
