"""The toast: what was just done, for eight seconds, with Urungkan."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button, label
from ppo_desktop.gui.shell.session import Toast

SHOWN = 8000
"""Milliseconds."""


class Toaster(QObject):
    """Shows one toast at a time at the lower left of ``host``."""

    def __init__(self, host: QWidget, left: Callable[[], int]) -> None:
        """Args: left: how far from the left edge, so that the side bar stays free."""
        super().__init__(host)
        self._left = left
        self._host = host
        self._frame: QFrame | None = None
        self._undo: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)

    def show(self, toast: Toast) -> None:
        """Show ``toast`` instead of the one before."""
        self.hide()
        frame = QFrame(self._host)
        frame.setProperty("role", "toast")
        frame.setAccessibleName(toast.text)
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(*(theme().px(12),) * 4)
        inside.setSpacing(theme().px(16))
        inside.addWidget(label(toast.text, wraps=False))
        if toast.undo:
            inside.addWidget(button(_("Urungkan"), self.undo, keys="Ctrl+Z"))
        self._undo, self._frame = toast.undo, frame
        frame.adjustSize()
        self._place()
        frame.show()
        frame.raise_()
        self._timer.start()

    @property
    def text(self) -> str:
        """What the toast in sight says; ``""`` when there is none."""
        return self._frame.accessibleName() if self._frame else ""

    def undo(self) -> None:
        """Take back what the toast in sight speaks of."""
        undo = self._undo
        self.hide()
        if undo:
            undo()

    def hide(self) -> None:
        self._timer.stop()
        if self._frame:
            self._frame.hide()
            self._frame.deleteLater()
        self._frame, self._undo = None, None

    def _place(self) -> None:
        if self._frame:
            edge = theme().px(20)
            self._frame.move(edge + self._left(), self._host.height() - self._frame.height() - edge)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window changes its size."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
