"""What lies below the first screenful of a page comes after that was painted."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

Step = Callable[[], object]
AT_A_TIME = 0.01
"""Seconds after which no other step is begun before the window had its turn."""


class Following(QObject):
    """Steps that wait until ``shown`` was painted; then some at a time, and keys come between."""

    def __init__(self, shown: QWidget) -> None:
        super().__init__(shown)
        self._steps: deque[Step] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._take_some)
        shown.installEventFilter(self)

    def add(self, *steps: Step) -> None:
        """To be taken after those that were added before."""
        self._steps.extend(steps)

    def finish(self) -> None:
        """Take all now: somebody goes to what is below."""
        while self._steps:
            self._steps.popleft()()

    def eventFilter(self, shown: QObject, event: QEvent) -> bool:
        """The first paint is about to happen."""
        if event.type() == QEvent.Type.Paint:
            shown.removeEventFilter(self)
            self._timer.start()
        return False

    def _take_some(self) -> None:
        until = time.monotonic() + AT_A_TIME
        while self._steps:
            self._steps.popleft()()
            if time.monotonic() > until:
                self._timer.start()
                return
