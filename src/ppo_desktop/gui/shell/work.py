"""Work beside the window: operations run one after another in a thread, their results come back to the window.

One thread and not many: operations write one database, and a clerk does one thing at a time. The window stays free to
paint, to show progress and to cancel.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal

from ppo_desktop.core.errors import PpoError, World
from ppo_desktop.core.text import _

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")


class CancelledError(Exception):
    """The person pressed Batal; raised inside the operation where it reports progress."""


class Job(QObject):
    """One operation on its way. Signals arrive in the window's thread."""

    progressed = Signal(int, int, str)
    """Done, total (0: unknown), words."""
    ended = Signal()
    """Whatever became of it."""
    _came_back = Signal(object, object)

    def __init__(
        self,
        owner: QObject,
        done: Callable[[Any], object],
        failed: Callable[[PpoError], object],
        unclaimed: Callable[[Any], object],
        *,
        lasting: bool,
        gives_way: bool,
    ) -> None:
        """Args: see ``Work.start``."""
        super().__init__()
        self._owner, self._done, self._failed, self._unclaimed = owner, done, failed, unclaimed
        self.is_lasting, self.gives_way = lasting, gives_way
        self._stop = threading.Event()
        self._told_at = 0.0
        self._is_wanted = True
        self.is_cancelled = False
        self.is_over = False
        self.is_told = False
        """Whether whoever waited for it knows."""
        self._came_back.connect(self._finish, QtCore.Qt.ConnectionType.QueuedConnection)

    def disown(self) -> None:
        """Tell nobody what becomes of it."""
        self._is_wanted = False

    def cancel(self) -> None:
        """Ask the operation to stop where that is safe; what it finished stays finished."""
        self._stop.set()

    def progress(self, done: int, total: int = 0, words: str = "") -> None:
        """Called by the operation from its thread; raises ``CancelledError`` once a person has cancelled."""
        if self._stop.is_set():
            raise CancelledError
        now = time.monotonic()
        if now - self._told_at > 0.05 or done == total:  # a window cannot show more
            self._told_at = now
            self.progressed.emit(done, total, words)

    def _run(self, operation: Callable[[Job], object]) -> None:
        try:
            if self._stop.is_set():
                raise CancelledError
            result, error = operation(self), None
        except BaseException as caught:  # noqa: BLE001 - it is raised again in the window's thread
            result, error = None, caught
        self._came_back.emit(result, error)

    def _finish(self, result: object, error: BaseException | None) -> None:
        self.is_over = True
        self.is_cancelled = isinstance(error, CancelledError)
        self.ended.emit()
        try:
            self._tell(result, error)
        finally:
            self.is_told = True

    def _tell(self, result: object, error: BaseException | None) -> None:
        is_awaited = self._is_wanted and shiboken6.isValid(self._owner)
        if error is None:
            (self._done if is_awaited else self._unclaimed)(result)
        elif isinstance(error, CancelledError):
            return
        elif isinstance(error, PpoError):
            if is_awaited:
                self._failed(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
            if is_awaited and shiboken6.isValid(self._owner):
                self._failed(_bug())  # or a button stays disabled and a busy line stands for ever


class Work(QObject):
    """The one background thread of the program."""

    busy = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._jobs: set[Job] = set()
        self._told: Job | None = None
        """The one that was over last: its thread may still be on the way out of it, of all before it is not."""

    @cached_property
    def _thread(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor  # its modules are not needed to type a password

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")

    @property
    def is_busy(self) -> bool:
        return bool(self._jobs)

    def start(
        self,
        operation: Callable[[Job], T],
        *,
        owner: QObject,
        done: Callable[[T], object] = lambda _result: None,
        failed: Callable[[PpoError], object] = lambda _error: None,
        unclaimed: Callable[[T], object] = lambda _result: None,
        lasting: bool = False,
        gives_way: bool = False,
    ) -> Job:
        """Run ``operation`` after those before it; what gives way is asked to stop for it.

        Args:
            operation: gets its ``Job`` for progress; must not touch widgets.
            owner: when it is gone, nobody is told any more; the operation itself still ends.
            done, failed: called in the window's thread with the result, or with an error that has a sentence.
            unclaimed: called with the result where nobody waits for it any more, to put it away; touches no widget.
            lasting: it is done, and told, although the office is locked or the program ends meanwhile.
            gives_way: nobody waits for it; it is cancelled as soon as anything else is to be done.
        """
        for other in self._jobs:
            if other.gives_way:
                other.cancel()
        job = Job(owner, done, failed, unclaimed, lasting=lasting, gives_way=gives_way)
        self._jobs.add(job)
        job.ended.connect(lambda: self._over(job))
        self.busy.emit(True)
        self._thread.submit(job._run, operation)
        return job

    def _over(self, job: Job) -> None:
        self._jobs.discard(job)
        if self._told is not None:
            self._told.deleteLater()  # with it goes what it is connected to: that holds pages which are long gone
        self._told = job
        self.busy.emit(self.is_busy)

    def disown(self) -> None:
        """Let nobody be told any more of what was started so far, but for what lasts; it still ends."""
        for job in self._jobs:
            if not job.is_lasting:
                job.disown()

    def cancel(self) -> None:
        """Let what runs come to a safe end, drop what waits and does not last, tell nobody."""
        self.disown()
        for job in self._jobs:
            if not job.is_lasting:
                job.cancel()

    def stop(self) -> None:
        """Wait for everything that was started and not cancelled; nothing can be started afterwards."""
        self._thread.shutdown(wait=True)


def _bug() -> World:
    return World(
        "bug",
        _("Pekerjaan ini berhenti karena kesalahan program."),
        _("Yang sudah tersimpan aman. Coba sekali lagi; bila terulang, hubungi pendamping."),
    )
