"""Ctrl+K: one box over people, departures, events, reports and screens."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from ppo_desktop.gui.shell.session import Session


class SearchPanel(QFrame):
    """A panel under the search box; arrows choose, Enter opens, Esc closes."""

    def __init__(self, session: Session, host: QWidget) -> None:
        super().__init__(host)
        self._session = session

    def open(self) -> None:
        """Show the panel with an empty box."""
