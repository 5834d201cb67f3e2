"""Does the window stay alive? Measures how long its thread works without looking at its events.

Counted is the processor time of that thread, not the time on the wall: a busy machine does not make the test fail, and
waiting is caught in another way: nothing that writes to the database may run in the window's thread at all. That is
looked for in every test of the window (``conftest``).
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from PySide6.QtCore import QTimer

from ppo_desktop.gui.shell.screen import Screen
from ppo_desktop.storage.database import Database

LONGEST = 0.1
"""Seconds: what a person feels as hanging."""
DEPTH = 12
"""How many calls are told of a step that took too long."""


class Watchdog:
    """Beats in the window's thread; ``gaps`` holds the times between two beats, in seconds of processor time."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self.building: list[float] = []
        """Those in which a page was built and first painted."""
        self._building = 0
        self.longest = (0.0, "")
        """The longest of ``gaps``, and where the thread was seen meanwhile."""
        self._last = time.thread_time()
        self._seen: Counter[str] = Counter()
        self._over = threading.Event()
        self._looker = threading.Thread(target=self._look, args=(threading.get_ident(),), name="looker", daemon=True)
        self._looker.start()
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.thread_time()
        gap, self._last = now - self._last, now
        seen, self._seen = self._seen, Counter()
        if self._building:
            self._building -= 1
            self.building.append(gap)
        else:
            self.gaps.append(gap)
            if gap > self.longest[0]:
                self.longest = (gap, "\n".join(where for where, _count in seen.most_common(4)))

    def build(self) -> None:
        """A page is being built: what follows until it was painted is no ordinary step."""
        self._building = 3

    def _look(self, thread: int) -> None:
        while not self._over.wait(0.005):
            self._seen[_where(sys._current_frames().get(thread))] += 1

    def stop(self) -> None:
        self._beat()
        self._timer.stop()
        self._over.set()
        self._looker.join()


def _where(frame: FrameType | None) -> str:
    calls = []
    while frame is not None and len(calls) < DEPTH:
        calls.append(f"{frame.f_code.co_filename.rsplit('/', 1)[-1]}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(calls)


@contextmanager
def watching(monkeypatch: Any, longest: float = LONGEST, building: float | None = None) -> Iterator[Watchdog]:
    """Within it no step of the window takes longer than ``longest``.

    Args:
        building: how long a step may take in which a page is built, seconds; ``None``: no longer than others.
    """
    build = Screen.build

    def built(self: Screen, session: Any) -> Any:
        if building is not None:
            dog.build()
        return build(self, session)

    dog = Watchdog()
    monkeypatch.setattr(Screen, "build", built)
    try:
        yield dog
    finally:
        dog.stop()
        monkeypatch.setattr(Screen, "build", build)
    took, where = dog.longest
    assert took < longest, f"the window stood still for {took * 1000:.0f} ms:\n{where}"
    assert max(dog.building, default=0.0) < (building or longest)


@contextmanager
def writing_beside(monkeypatch: Any) -> Iterator[None]:
    """Within it the window writes to the database in the background alone; what a test does is its own affair."""
    window_thread, transaction = threading.current_thread(), Database.transaction
    wrong: list[str] = []

    @contextmanager
    def watched(self: Database) -> Iterator[Any]:
        if threading.current_thread() is window_thread and _is_of_window(sys._getframe(2)):
            wrong.append(_where(sys._getframe(2)))
        with transaction(self) as connection:
            yield connection

    monkeypatch.setattr(Database, "transaction", watched)
    yield
    monkeypatch.setattr(Database, "transaction", transaction)
    assert not wrong, f"a transaction in the window's thread: {wrong}"


def _is_of_window(frame: FrameType | None) -> bool:
    """Whether the window asked for it: of the calls that lead there its own come after those of a test."""
    while frame is not None:
        file = frame.f_code.co_filename.replace("\\", "/")
        if file.endswith("/gui/check.py"):
            return False  # it makes the offices that it shows
        if "/ppo_desktop/gui/" in file:
            return True
        if "/tests/" in file:
            return False
        frame = frame.f_back
    return False
