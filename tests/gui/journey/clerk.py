"""A clerk at the keyboard: presses keys, reads the screen, and does nothing else; every key is counted."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ppo_desktop.gui.shell.window import MainWindow

PATIENCE = 40.0
"""Seconds until something that does not come is missed; generous, for machines that are busy with other things."""


class Clerk:
    """Sits at one window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.keys: Counter[str] = Counter()
        """Task → how many keys were pressed in it."""
        self.letters: Counter[str] = Counter()
        """Task → how many of them were typed as text."""
        self._task = ""

    def sit_down(self) -> None:
        """Turn to this window; another may have been in use."""
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window), "the window does not become active"
        self.rest()

    @contextmanager
    def task(self, name: str) -> Iterator[None]:
        """Count the keys pressed within under ``name``."""
        self._task = name
        try:
            yield
        finally:
            self._task = ""

    # ------------------------------------------------------------------------------- pressing keys

    def press(self, *keys: str) -> None:
        """Press keys by their names: ``Return``, ``Ctrl+S``, ``Alt+Left``."""
        for name in keys:
            pressed = _combination(name)
            self._send(lambda to, pressed=pressed: QTest.keyClick(to, pressed.key(), pressed.keyboardModifiers()))
            self._count()
        self.rest()

    def type(self, text: str) -> None:
        """Type a text, letter by letter, following the keyboard's focus."""
        for letter in text:
            self._send(lambda to, letter=letter: QTest.keyClicks(to, letter))
            self._count(is_letter=True)

    def fill(self, *texts: str) -> None:
        """Type into one field after the other, Enter after each; ``""`` passes one by."""
        for text in texts:
            self.type(text)
            self.press("Return")

    def choose(self, text: str) -> None:
        """Type into a list, take what it marks, and go on."""
        self.type(text)
        self.press("Return", "Return")

    def tab_to(self, name: str) -> None:
        """Press Tab until what has the focus is called ``name``, or begins so; fails when it comes round."""
        passed: list[tuple[int, str]] = []
        while not self.at.startswith(name):
            here = (id(self.focused), self.at)
            assert here not in passed, f"“{name}” is not among {[at for _id, at in passed]}"
            passed.append(here)
            self.press("Tab")

    def _send(self, key: Callable[[QWidget], object]) -> None:
        popup = QApplication.activePopupWidget()
        key(popup or self.focused)
        QApplication.processEvents()
        if QApplication.activePopupWidget() is None and not self.window.isActiveWindow():
            self.window.activateWindow()  # offscreen, a closed list keeps the keyboard; no desktop does that
            QTest.qWaitForWindowActive(self.window)

    def _count(self, *, is_letter: bool = False) -> None:
        self.keys[self._task] += 1
        self.letters[self._task] += is_letter

    # ------------------------------------------------------------------------------- reading the screen

    @property
    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, f"the keyboard is lost; the screen says:\n{self.screen}"
        return found

    @property
    def at(self) -> str:
        """The name of what has the focus, as a screen reader says it."""
        return self.focused.accessibleName()

    @property
    def screen(self) -> str:
        """All that can be read in the window, line by line; what is only spoken stands in it as well."""
        lines = []
        for widget in self.window.findChildren(QWidget):
            if widget.isVisible():
                text = widget.property("displayText") or widget.property("text")  # a password is shown as dots
                lines += [str(text or "").strip(), widget.accessibleName()]
        return "\n".join(dict.fromkeys(line for line in lines if line))

    def sees(self, text: str) -> bool:
        return text in self.screen

    def reads(self, beginning: str) -> str:
        """The rest of the line that begins so."""
        found = [line for line in self.screen.splitlines() if line.startswith(beginning)]
        assert found, f"nothing begins with “{beginning}”; the screen says:\n{self.screen}"
        return found[0].removeprefix(beginning)

    # ------------------------------------------------------------------------------- waiting

    def rest(self) -> None:
        """Wait until nothing works in the background and the window has drawn what came of it."""
        self._until(lambda: not self.window.session.work.is_busy, lambda: "the work in the background does not end")

    def wait_for(self, text: str) -> None:
        """Wait until ``text`` stands on the screen, and for what follows from it."""
        self._until(lambda: self.sees(text), lambda: f"“{text}” does not come; the screen says:\n{self.screen}")
        self.rest()

    def wait_for_one_of(self, texts: Sequence[str]) -> None:
        """Wait until one of ``texts`` stands on the screen."""
        self._until(
            lambda: any(self.sees(text) for text in texts),
            lambda: f"none of {texts} comes; the screen says:\n{self.screen}",
        )

    def wait_at(self, name: str) -> None:
        """Wait until what has the focus is called ``name``, or begins so."""
        self._until(
            lambda: (found := QApplication.focusWidget()) is not None and found.accessibleName().startswith(name),
            lambda: f"the focus does not come to “{name}” but is at “{self.at}”; the screen says:\n{self.screen}",
        )

    @staticmethod
    def _until(is_so: Callable[[], bool], complaint: Callable[[], str]) -> None:
        end = time.monotonic() + PATIENCE
        quiet, pause = 0, 1
        while quiet < 3:  # what one result starts is waited for as well
            QTest.qWait(pause)
            quiet, pause = (quiet + 1, 1) if is_so() else (0, min(2 * pause, 30))
            if time.monotonic() > end:
                raise AssertionError(complaint())


def _combination(name: str) -> QKeyCombination:
    sequence = QKeySequence(name)
    assert sequence.count() == 1, f"no key is called {name}"
    pressed: QKeyCombination = sequence[0]
    assert pressed.key() != Qt.Key.Key_unknown, f"no key is called {name}"
    return pressed
