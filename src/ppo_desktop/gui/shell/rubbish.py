"""Unreachable objects are collected in the window's thread alone.

Python collects them in whichever thread happens to allocate. Widgets that reference each other in a circle would then
be destroyed by the background thread, and Qt ends the program over that.
"""

from __future__ import annotations

import gc
from typing import Self

from PySide6.QtCore import QObject, QTimer

EVERY = 1000
"""Milliseconds between two looks."""


class Collector(QObject):
    """Collects as Python would, by its own thresholds, but only from here: ``with Collector():`` around a window."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, and with it the younger ones."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
