"""One page of the first run: one question, what was answered kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.text import N_
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.screens.first_run.answers import Answers

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.first_run import FirstRunPage


class Step(QWidget):
    """What a page asks; put things into ``body``."""

    title: ClassVar[str] = ""
    purpose: ClassVar[str] = ""
    next_words: ClassVar[str] = N_("Lanjut")
    may_go_back: ClassVar[bool] = True

    forward = Signal()
    """Enter in the last field, or a choice made: go on if ``check`` agrees."""

    def __init__(self, page: FirstRunPage, answers: Answers) -> None:
        super().__init__()
        self.page = page
        self.answers = answers
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme().px(14))

    def shown(self) -> None:
        """It stands on the page now."""

    def keep(self) -> None:
        """Put what is typed into the answers."""

    def check(self) -> bool:
        """Whether one may go on; says at the field what is missing."""
        return True

    def first_focus(self) -> QWidget | None:
        """Where the keyboard starts."""
        return None
