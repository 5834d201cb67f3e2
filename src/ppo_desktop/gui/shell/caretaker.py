"""What the program does by itself while nobody touches it: the day's backup."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ppo_desktop.core.errors import PpoError
from ppo_desktop.gui.shell.session import Session

if TYPE_CHECKING:
    from ppo_desktop.gui.shell.work import Job
    from ppo_desktop.operations.safekeeping.backups import Made

EVERY = 60 * 1000
"""Milliseconds between two looks, and how long nobody must have touched anything."""
AFTER_LOOK, AFTER_TROUBLE = 5, 60
"""Looks left out after one that came to its end, and after a failure: a full stick is not written again and again."""


class Caretaker(QObject):
    """Looks each minute whether a backup is due; anything a person does goes before it and starts it anew later."""

    def __init__(self, session: Session, resting: Callable[[], int], parent: QObject) -> None:
        """Args: resting: milliseconds since somebody touched keys or mouse."""
        super().__init__(parent)
        self._session, self._resting = session, resting
        self._left_out = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._minute)
        session.opened.connect(self._timer.start)
        session.closed.connect(self._timer.stop)

    def _minute(self) -> None:
        self._left_out = max(0, self._left_out - 1)
        if not self._left_out and self._resting() >= EVERY and not self._session.work.is_busy:
            self.look()

    def look(self) -> None:
        """Make the backup where one is due, beside the window and giving way to everything else."""
        office = self._session.office

        def made(job: Job) -> Made:
            from ppo_desktop.operations.safekeeping import backups

            return backups.make_regular(office, lambda: job.progress(0))

        self._session.work.start(made, owner=self, done=self._done, failed=self._failed, gives_way=True)

    def _done(self, _made: Made) -> None:
        self._left_out = AFTER_LOOK

    def _failed(self, _error: PpoError) -> None:
        self._left_out = AFTER_TROUBLE  # what hinders is noted, and stands among the tasks of the first page
