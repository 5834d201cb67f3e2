"""The toast: what was just done, for eight seconds, with Urungkan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.naming import put
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button, label
from ppo_desktop.gui.shell.session import Toast

SHOWN, JUST_NOW = 8000, 500
"""Milliseconds: how long a toast is seen, and how long it belongs to what was done when it was said."""
_BEYOND = 8
"""Pixels at 100 % by which a toast may be higher than its room: a page begins with as much that is empty."""


class Toaster(QObject):
    """Shows one toast at a time: in the first room in which it finds place, else at the lower left of ``host``."""

    def __init__(self, host: QWidget, rooms: Callable[[], Sequence[QRect]]) -> None:
        """Args: rooms: where in ``host`` a toast covers nothing of the page, the best place first."""
        super().__init__(host)
        self._rooms = rooms
        self._host = host
        self._frame: QFrame | None = None
        self._words: QLabel | None = None
        self._toast: Toast | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._place)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN)
        put(self._timer, "timerType", "PreciseTimer")  # else what remains is told 5 % wrong
        self._timer.timeout.connect(self.hide)
        self._watched: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def show(self, toast: Toast) -> None:
        """Show ``toast`` instead of the one before."""
        self.hide()
        frame = QFrame(self._host)
        frame.setProperty("role", "toast")
        frame.setAccessibleName(toast.text)
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(theme().px(12), theme().px(4), theme().px(4 if toast.undo else 12), theme().px(4))
        inside.setSpacing(theme().px(16))
        self._words = label(toast.text)
        inside.addWidget(self._words)
        if toast.undo:
            inside.addWidget(button(_("Urungkan"), self.undo, keys="Ctrl+Z"))
        self._toast, self._frame = toast, frame
        self._host.installEventFilter(self)
        self._watch(QApplication.focusWidget())
        self._place()
        frame.show()
        frame.raise_()
        self._soon.start()  # what was only now laid out tells its room afterwards
        self._timer.start()

    @property
    def text(self) -> str:
        """What the toast in sight says; ``""`` when there is none."""
        return self._frame.accessibleName() if self._frame else ""

    def undo(self) -> None:
        """Take back what the toast in sight speaks of."""
        toast = self._toast
        self.hide()
        if toast and toast.undo:
            toast.undo()

    def forget(self, about: object) -> None:
        """Put a toast about that away: it would mislead from now on."""
        if self._toast and self._toast.about == about:
            self.hide()

    def move_on(self) -> None:
        """Another page is shown: a word that cannot be taken back is put away, unless it was said just now."""
        if self._toast and not self._toast.undo and SHOWN - self._timer.remainingTime() > JUST_NOW:
            self.hide()

    def hide(self) -> None:
        self._timer.stop()
        if self._frame:
            self._host.removeEventFilter(self)
            self._frame.hide()
            self._frame.deleteLater()
        self._frame, self._words, self._toast = None, None, None
        self._watch(None)

    def _place(self) -> None:
        frame, words, toast = self._frame, self._words, self._toast
        if frame is None or words is None or toast is None:
            return
        edge = theme().px(20)
        words.setText(toast.text)
        rooms = self._rooms()
        if not rooms:
            self._lay(frame, words, self._host.width() - 2 * edge)
            frame.move(edge, self._host.height() - frame.height() - edge)
            return
        for room in rooms:
            self._lay(frame, words, room.width())
            if frame.height() <= (highest := room.height() + theme().px(_BEYOND)):
                break
        while frame.height() > highest and " " in words.text():  # all of it is told to screen readers
            words.setText(words.text().removesuffix("…").rpartition(" ")[0] + "…")
            self._lay(frame, words, room.width())
        frame.move(room.right() - frame.width(), max(room.top(), room.center().y() - frame.height() // 2))

    def _lay(self, frame: QFrame, words: QLabel, widest: int) -> None:
        """Give the toast the size of its words, broken into lines where they are too long."""
        words.ensurePolished()
        needed = words.fontMetrics().horizontalAdvance(words.text()) + theme().px(4)
        words.setFixedWidth(needed)
        beside = frame.sizeHint().width() - needed
        words.setFixedWidth(max(min(needed, widest - beside), theme().px(120)))
        words.setMinimumHeight(0)  # else never less than before
        words.setFixedHeight(words.heightForWidth(words.width()))
        frame.resize(frame.sizeHint())

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._watch(now)

    def _watch(self, focused: QWidget | None) -> None:
        """Look at the keys of whoever has the keyboard, as long as something can be taken back."""
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        is_wanted = self._toast is not None and self._toast.undo is not None and isinstance(focused, QLineEdit)
        self._watched = focused if is_wanted else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window changes its size; a line with nothing to undo leaves Ctrl+Z to the toast."""
        if event.type() is QEvent.Type.Resize and self._frame:
            self._soon.start()  # after the layouts
        elif event.type() is QEvent.Type.ShortcutOverride and watched is self._watched:
            assert isinstance(event, QKeyEvent)
            assert isinstance(watched, QLineEdit)
            if event.matches(QKeySequence.StandardKey.Undo) and not watched.isUndoAvailable():
                event.ignore()
                return True
        return super().eventFilter(watched, event)
