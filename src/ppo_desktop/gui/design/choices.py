"""Big rows to choose one of: what it is, what it means, and the key that picks it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Square, column, label, picture


class Choice(NamedTuple):
    """One answer."""

    value: str
    title: str
    text: str = ""
    icon: str = ""


class BigRow(QPushButton):
    """A choice as a row; checked while it is the chosen one."""

    def __init__(self, choice: Choice, key: str = "") -> None:
        super().__init__()
        self.choice = choice
        self.setCheckable(True)
        self.setProperty("role", "tile")
        self.setAccessibleName(f"{choice.title}, {choice.text}" if choice.text else choice.title)
        self._inside = inside = QHBoxLayout(self)
        inside.setContentsMargins(theme().px(14), theme().px(10), theme().px(14), theme().px(10))
        inside.setSpacing(theme().px(12))
        if choice.icon:
            inside.addWidget(Square(choice.icon, "info"))
        words = column(label(choice.title, "strong"), spacing=1)
        if choice.text:
            words.addWidget(label(choice.text, "soft"))
        inside.addLayout(words, 1)
        self._tick = picture("circle-check", "brand", 20)
        keeps_room = self._tick.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self._tick.setSizePolicy(keeps_room)
        self._tick.hide()
        inside.addWidget(self._tick)
        if key:
            inside.addWidget(label(key, "key", wraps=False), alignment=QtCore.Qt.AlignmentFlag.AlignVCenter)
        for part in self.findChildren(QWidget):
            part.setMouseTracking(True)  # what they make nothing of, clicks as well, comes on to the row: it lights up
        self.toggled.connect(self._tick.setVisible)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """As much as the words need, not what a button's own text would."""
        return self._inside.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """See ``sizeHint``."""
        return self._inside.totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """See ``sizeHint``."""
        return self._inside.totalHeightForWidth(width)


class Choices(QWidget):
    """Rows of which one is chosen: arrows move, digits choose, Enter chooses and goes on."""

    chosen = Signal(str)
    """Another value is marked."""
    picked = Signal(str)
    """A value was chosen by Enter, digit or click: go on."""

    def __init__(self, choices: Sequence[Choice], *, columns: int = 1, keys: bool = True, goes_on: bool = True) -> None:
        """Args: goes_on: whether a digit goes on to the next page at once, as Enter does."""
        super().__init__()
        self.rows: dict[str, BigRow] = {}
        self._goes_on = goes_on
        group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme().px(8))
        for place, choice in enumerate(choices):
            key = str(place + 1) if keys and place < 9 else ""
            made = BigRow(choice, key)
            made.toggled.connect(lambda is_on, value=choice.value: self._marked(value, is_on))
            group.addButton(made)
            grid.addWidget(made, place // columns, place % columns)
            self.rows[choice.value] = made
            if key:
                QShortcut(QKeySequence(key), self, lambda value=choice.value: self._digit(value))

    @property
    def value(self) -> str:
        """The chosen value; ``""`` before anything was chosen."""
        return next((value for value, made in self.rows.items() if made.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Mark ``value``; an unknown one marks nothing."""
        if value in self.rows:
            self.rows[value].setChecked(True)
            self.setFocusProxy(self.rows[value])

    def first_focus(self) -> QWidget:
        """The chosen row, or the first."""
        return self.rows.get(self.value) or next(iter(self.rows.values()))

    def _marked(self, value: str, is_on: bool) -> None:
        if is_on:
            self.chosen.emit(value)

    def _digit(self, value: str) -> None:
        self.set_value(value)
        self.rows[value].setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        if self._goes_on:
            self.picked.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a row; the rows hand it up because they are no default buttons."""
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            focused = next((made for made in self.rows.values() if made.hasFocus()), None)
            if focused:
                focused.setChecked(True)
                self.picked.emit(focused.choice.value)
                return
        super().keyPressEvent(event)
