"""A page before an office is open: one card in the middle, with the program's name above it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, button, column, label, picture, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.stripe import practice_stripe
from ppo_desktop.gui.shell.work import Job

NARROW, WIDE = 520, 880
"""Widths of the card at 100 %."""
_SOON = 500
"""Milliseconds after which work is told to be going on."""


class DoorPage(Page):
    """Title, purpose, news and content stand in a card; put things into ``card.body``."""

    def __init__(self, session: Session, title: str, purpose: str = "", *, width: int = NARROW) -> None:
        super().__init__(session, title, purpose)
        self.card = Card(margins=24, spacing=14)
        self.card.setMaximumWidth(theme().px(width))
        head = column(self.title, self.purpose, spacing=2)
        self.above_title = QHBoxLayout()
        self.card.body.addLayout(self.above_title)
        self.card.body.addLayout(head)
        self._news = QVBoxLayout()
        self.card.body.addLayout(self._news)
        self.busy = Busy()
        brand = row(
            None, picture("shield-check", "brand", 26), label("PPO Desktop", "heading", wraps=False), None, spacing=8
        )
        foot = label(_("Tanpa internet. Semua data disimpan di komputer ini."), "muted", wraps=False)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card, 100)
        middle.addStretch(1)
        self.body.addStretch(1)
        self.body.addLayout(brand)
        self.body.addLayout(middle)
        self.body.addLayout(row(None, foot, None))
        self.body.addStretch(2)
        if session.is_practice:
            outer = self.layout()
            assert isinstance(outer, QVBoxLayout)
            outer.insertWidget(0, practice_stripe())

    def quiet_door(self, text: str, icon_name: str, action: Callable[[], object]) -> QWidget:
        """A button to another door, for the foot of the card."""
        return button(text, action, look="quiet", icon_name=icon_name)

    def during(self, job: Job, words: str) -> None:
        """Show ``busy`` while the job runs, if it takes long enough to wonder."""
        self.busy.tell(words)
        job.ended.connect(self.busy.stop)


class Busy(QWidget):
    """A line that says what is going on, from half a second on."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "soft")
        inside = row(picture("hourglass", "muted", 16), self._words, spacing=8)
        inside.setStretch(1, 1)
        self.setLayout(inside)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON)
        self._timer.timeout.connect(self.show)

    @property
    def words(self) -> str:
        return self._words.text()

    def tell(self, words: str) -> None:
        """Soon say ``words``; at once where something is said already."""
        self._words.setText(words)
        self.setAccessibleName(words)
        if self.isHidden():
            self._timer.start()

    def stop(self) -> None:
        """Say nothing any more."""
        self._timer.stop()
        self.hide()
