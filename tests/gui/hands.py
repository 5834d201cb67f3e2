"""Hands on the keyboard: what a clerk does, one key after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QDeadlineTimer, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.house.office import Office

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

MOMENT = 400
"""Milliseconds of the longest pause that belongs to one step."""

OpenForm = Callable[..., tuple[FormPage, "Hands"]]


def in_front(window: QWidget) -> None:
    """Show a window and wait until it has the keyboard; offscreen that takes some turns of the events."""
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 20_000), f"the window does not come to the front; {_holders()}"


def keyboard() -> QWidget:
    """What has the keyboard, as soon as something has it."""
    patience = QDeadlineTimer(20_000)
    while (found := QApplication.focusWidget()) is None:
        assert not patience.hasExpired(), f"nobody has the keyboard; {_holders()}"
        QTest.qWait(5)
    return found


def settle(window: QWidget, patience: int = 60_000) -> None:
    """Wait until nothing works in the background, no pause is running out, and what follows from that is done.

    Args:
        patience: milliseconds, after which the test fails.
    """
    assert isinstance(window, MainWindow)
    deadline = QDeadlineTimer(patience)
    quiet = 0
    while quiet < 3:
        QTest.qWait(1)
        quiet = 0 if window.session.work.is_busy or _is_pausing(window) else quiet + 1
        assert not deadline.hasExpired(), "the window does not come to rest"


def choose_from_menu(words: str) -> None:
    """Go down the open menu to a line and take it."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert words in [action.text() for action in menu.actions()]
    while (at := menu.activeAction()) is None or at.text() != words:
        QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)


def _is_pausing(window: QWidget) -> bool:
    """Whether something waits a moment before it goes on, as a search does between two letters."""
    timers = (timer for timer in window.findChildren(QTimer) if timer.isActive() and timer.isSingleShot())
    return any(timer.interval() <= MOMENT for timer in timers)


def _holders() -> str:
    inside = [f"{type(one).__name__} {one.windowTitle()}" for one in QApplication.topLevelWidgets() if one.isVisible()]
    return f"active: {QApplication.activeWindow()}, in sight: {inside}"


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
        settle(self.window)

    def push(self, words: str) -> None:
        """Go to the button of that name and press it."""
        self.rest()  # what lies below the first screenful follows
        assert self.window.page is not None
        buttons = self.window.page.findChildren(QPushButton)
        found = [made for made in buttons if made.accessibleName() == words and made.isVisible()]
        assert len(found) == 1, words
        found[0].setFocus(Qt.FocusReason.TabFocusReason)
        self.press(Key.Key_Space)
        self.rest()

    def fill_in(self, **typed: str) -> None:
        """Go to fields of the form by name and type; what a list marks is taken by Enter."""
        for name, text in typed.items():
            self.form.form.cells[name].focus()
            self.type(text)
            self.press(Key.Key_Return)

    @property
    def sight(self) -> str:
        """All words that stand on the page in sight, line by line."""
        QApplication.processEvents()
        assert self.window.page is not None
        words = self.window.page.findChildren(QLabel) + self.window.page.findChildren(QPushButton)
        return "\n".join(each.text() for each in words if each.isVisible() and each.text())

    @property
    def form(self) -> FormPage:
        """The form in sight."""
        assert isinstance(self.window.page, FormPage)
        return self.window.page

    @property
    def focused(self) -> QWidget:
        return keyboard()

    @property
    def at(self) -> str:
        """The name of what has the focus, as a screen reader says it."""
        return self.focused.accessibleName()
