"""One section of the settings: a card that is built when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import PpoError
from ppo_desktop.gui.design.widgets import Card, label
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.settings import SettingsPage

T = TypeVar("T")


class Section(Card):
    """Put things into ``body``."""

    def __init__(self, page: SettingsPage, title: str, purpose: str = "") -> None:
        super().__init__(title, spacing=14)
        self.page = page
        self.always_seen: QWidget | None = None
        """A button that stays in sight below the page."""
        if purpose:
            self.body.addWidget(label(purpose, "soft"))

    @property
    def session(self) -> Session:
        return self.page.session

    def work(
        self,
        operation: Callable[[Job], T],
        done: Callable[[T], object],
        failed: Callable[[PpoError], object] | None = None,
        *,
        unclaimed: Callable[[T], object] = lambda _result: None,
    ) -> Job:
        """As the page's, which is held until the end; a section that was left meanwhile is told nothing."""
        return self.page.work(operation, done, failed, holds=True, unclaimed=unclaimed, owner=self)

    def enter(self) -> None:
        """The section is shown; read what may have changed."""

    def leave(self) -> None:
        """Another section or page will be shown."""

    def refresh(self, _changes: Changes) -> None:
        """Something was saved while this section is in sight."""

    def first_focus(self) -> QWidget | None:
        """Where the keyboard starts; ``None``: at the first widget that takes it."""
        return None
