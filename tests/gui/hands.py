"""Hands on the keyboard: what a clerk does, one key after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.office import Office

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

OpenForm = Callable[..., tuple[FormPage, "Hands"]]


def opener(open_window: Callable[..., MainWindow], qtbot: Any) -> OpenForm:
    """A function that shows a form, entered from the list of people, and puts hands on its keyboard."""

    def open_(office: Office, **arguments: object) -> tuple[FormPage, Hands]:
        window = open_window(office, "people")
        window.show_place(Place("form", arguments))
        QApplication.processEvents()
        hands = Hands(window, qtbot)
        return hands.form, hands

    return open_


class Hands:
    """Types into whatever has the focus in ``window``."""

    def __init__(self, window: MainWindow, qtbot: Any) -> None:
        self.window = window
        self._qtbot = qtbot

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focused, text)
        QApplication.processEvents()

    def press(self, *keys: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press some keys; the events they cause come to their end."""
        for key in keys:
            QTest.keyClick(self.focused, key, held)
            QApplication.processEvents()
            if not self.window.isActiveWindow():  # offscreen, a closed list keeps the keyboard; no desktop does that
                self.window.activateWindow()
                QTest.qWaitForWindowActive(self.window)

    def fill(self, *texts: str) -> None:
        """Type into one field after the other, Enter between them; ``""`` passes one by."""
        for text in texts:
            self.type(text)
            self.press(Key.Key_Return)

    def choose(self, text: str) -> None:
        """Type into a list, take what it marks, and go on."""
        self.type(text)
        self.press(Key.Key_Return, Key.Key_Return)

    def rest(self) -> None:
        """Wait for what works in the background."""
        self._qtbot.waitUntil(lambda: not self.window.session.work.is_busy, timeout=10_000)
        QApplication.processEvents()

    def push(self, words: str) -> None:
        """Go to the button of that name and press it."""
        QApplication.processEvents()
        assert self.window.page is not None
        buttons = self.window.page.findChildren(QPushButton)
        found = [made for made in buttons if made.accessibleName() == words and made.isVisible()]
        assert len(found) == 1, words
        found[0].setFocus(Qt.FocusReason.TabFocusReason)
        self.press(Key.Key_Space)
        self.rest()

    @property
    def form(self) -> FormPage:
        """The form in sight."""
        assert isinstance(self.window.page, FormPage)
        return self.window.page

    @property
    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    @property
    def at(self) -> str:
        """The name of what has the focus, as a screen reader says it."""
        return self.focused.accessibleName()
