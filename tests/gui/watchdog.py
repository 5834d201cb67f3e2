"""Does the window stay alive? Measures how long its thread works without looking at its events.

Counted is the processor time of that thread, not the time on the wall: a busy machine does not make the test fail, and
waiting is caught in another way: nothing that writes to the database may run in the window's thread at all.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QTimer

from ppo_desktop.storage.database import Database

LONGEST = 0.1
"""Seconds: what a person feels as hanging."""


class Watchdog:
    """Beats in the window's thread; ``gaps`` holds the times between two beats, in seconds of processor time."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.thread_time()
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.thread_time()
        self.gaps.append(now - self._last)
        self._last = now

    def stop(self) -> None:
        self._beat()
        self._timer.stop()


@contextmanager
def watching(monkeypatch: Any, longest: float = LONGEST) -> Iterator[Watchdog]:
    """Within it no step of the window takes longer than ``longest``, and none writes to the database."""
    window_thread = threading.current_thread()
    transaction = Database.transaction
    wrong: list[str] = []

    @contextmanager
    def watched(self: Database) -> Iterator[Any]:
        if threading.current_thread() is window_thread:
            wrong.append("a transaction in the window's thread")
        with transaction(self) as connection:
            yield connection

    monkeypatch.setattr(Database, "transaction", watched)
    dog = Watchdog()
    try:
        yield dog
    finally:
        dog.stop()
        monkeypatch.setattr(Database, "transaction", transaction)
    assert not wrong
    assert max(dog.gaps) < longest, f"the window stood still for {max(dog.gaps) * 1000:.0f} ms"
