"""A stick that is plugged in while the board is in sight leads to where it is received."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from ppo_desktop.gui.design.sticks import EVERY
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job


class StickWatch(QObject):
    """Looks every two seconds between ``start`` and ``stop``; sticks that are there from the beginning are no news."""

    plugged = Signal(Path)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._known: frozenset[Path] | None = None
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on."""
        self._known = None
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Nothing is polled for a page nobody sees."""
        self._timer.stop()

    def look(self) -> None:
        """Look now, beside the window; not while something else is done there."""
        if (self._job and not self._job.is_over) or self._session.work.is_busy:
            return
        self._job = self._session.work.start(lambda _job: _folders(), owner=self, done=self._seen)

    def _seen(self, folders: frozenset[Path]) -> None:
        news = folders - self._known if self._known is not None else frozenset[Path]()
        self._known = folders
        if news and self._timer.isActive():
            self.plugged.emit(min(news))


def _folders() -> frozenset[Path]:
    from ppo_desktop.operations.carriers import sticks

    return frozenset(stick.folder for stick in sticks.sticks())
