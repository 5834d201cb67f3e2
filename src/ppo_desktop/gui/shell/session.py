"""What all screens share: the open office, the background work, where to go, what has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import Clock
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.shell.work import Work

if TYPE_CHECKING:
    from ppo_desktop.operations.doors.setup import KdfCost
    from ppo_desktop.operations.house.office import Office
    from ppo_desktop.operations.house.roles import Deed


class Place(NamedTuple):
    """A screen and what it is to show."""

    screen: str
    arguments: Mapping[str, object] = MappingProxyType({})


class Toast(NamedTuple):
    """A short word about what was done, with a way to take it back."""

    text: str
    undo: Callable[[], object] | None = None
    about: object = None
    """What it speaks of, where that may come into sight again."""


class Session(QObject):
    """One run of the program; the office is ``None`` until somebody unlocks it."""

    wants = Signal(object)
    """A ``Place`` somebody wants to see."""
    wants_back = Signal()
    changed = Signal(object)
    """``Changes`` that were saved; screens look again at what they show."""
    told = Signal(object)
    """A ``Toast``."""
    untold = Signal(object)
    """What a toast may be about that would mislead now."""
    opened = Signal()
    closed = Signal()

    def __init__(self, paths: OfficePaths, clock: Clock) -> None:
        super().__init__()
        self.paths = paths
        self.home = paths
        """The real office's folder; ``paths`` is another one in practice mode."""
        self.clock = clock
        self.pc_clock = clock
        """What the PC shows; ``clock`` is another one where a person said that it is wrong."""
        self.kdf_cost: KdfCost | None = None
        """What guessing a password of a new office is to cost; ``None``: measured on this PC."""
        self.lock_after = 10
        """Minutes without key or mouse after which the screen locks; drafts are kept."""
        self.kept: dict[str, object] = {}
        """What pages without drafts keep while they are built anew, for who is logged in; gone with the program."""
        self._kept_for: tuple[OfficePaths, str] | None = None
        self.work = Work()
        self._office: Office | None = None

    @property
    def office(self) -> Office:
        """The open office; only screens behind the unlock page ask for it."""
        assert self._office is not None, "no office is open"
        return self._office

    @property
    def is_open(self) -> bool:
        return self._office is not None

    def why_not(self, deed: Deed) -> str:
        """Why whoever is at the keyboard may not do that; ``""`` where they may."""
        from ppo_desktop.operations.house import roles

        return roles.why_not(self.office, deed)

    @property
    def is_practice(self) -> bool:
        """Whether practice mode is on, also at its doors."""
        return self.paths != self.home

    def practise(self, paths: OfficePaths) -> None:
        """From now on the doors lead to a practice office."""
        self.paths = paths

    def go_home(self) -> None:
        """From now on the doors lead to the real office again."""
        self.paths, self.clock = self.home, self.pc_clock

    def open(self, office: Office) -> None:
        """Somebody unlocked the office, or just set it up."""
        import ppo_desktop.gui.lasting  # noqa: F401 - a day of work begins

        who = (office.paths, office.user.name)
        if self._kept_for not in (None, who):
            self.kept.clear()  # of somebody else, or of a practice office
        self._kept_for = who
        self._office = office
        self.opened.emit()

    def replace(self, office: Office) -> None:
        """The same office with another identity, clock or user."""
        self._office = office

    def close(self) -> None:
        """Close the office; the unlock page follows."""
        office, self._office = self._office, None
        if office:
            self.work.disown()  # its pages are gone
            self.work.start(lambda _job: _leave(office), owner=self)
            self.closed.emit()

    def go(self, screen: str, **arguments: object) -> None:
        """Show another screen."""
        self.wants.emit(Place(screen, arguments))

    def back(self) -> None:
        """Show the screen before."""
        self.wants_back.emit()

    def tell(self, text: str, undo: Callable[[], object] | None = None, about: object = None) -> None:
        """Say in a toast what was done.

        Args:
            about: what to ``untell`` when it comes into sight again.
        """
        self.told.emit(Toast(text, undo, about))

    def untell(self, about: object) -> None:
        """Take a toast about that out of sight."""
        self.untold.emit(about)

    def announce(self, changes: Changes) -> None:
        """Let all screens know what was saved."""
        self.changed.emit(changes)


def _leave(office: Office) -> None:
    """Close an office; the day's backup is made before, where that takes no time anybody would wait for."""
    from ppo_desktop.operations.safekeeping import backups

    try:
        backups.on_leaving(office)
    finally:
        office.close()
