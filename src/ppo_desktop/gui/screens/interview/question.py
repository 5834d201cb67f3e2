"""One question with its answers: large, the same for every answer, and no word about what an answer means."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.choices import BigRow, Choice
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import label, set_role

ALSO = {"?": "0"}
"""Keys that mean the same as another one."""
_AROUND, _NARROWEST = 110, 170
"""Widths of an answer: edges, tick and key beside its words; and at least."""


class Option(Struct, frozen=True):
    """One answer that may be given."""

    code: str
    words: str
    key: str
    """The one key that gives it: a capital letter or a digit; ``""``: none is left."""


class Question(Struct, frozen=True):
    """A question as it is shown."""

    id: str
    text: str
    options: tuple[Option, ...]
    note: str = ""

    @property
    def is_list(self) -> bool:
        """Whether digits choose from a list."""
        return any(option.key.isdigit() and option.key != "0" for option in self.options)


class _Answer(BigRow):
    """As wide as its words on one line where there is room; arrows belong to the page."""

    entered = Signal()

    def __init__(self, option: Option) -> None:
        super().__init__(Choice(option.code, option.words), option.key)
        self.setProperty("role", "answer")
        self.option = option

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme().font(tokens.STRONG, theme().font().Weight.DemiBold)).horizontalAdvance
        width = max(words(self.option.words) + theme().px(_AROUND), theme().px(_NARROWEST))
        return QSize(width, super().sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double click may meet another question, which has moved here meanwhile."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only Space presses it: the answer that happens to be first must not be given by Enter."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            super().keyPressEvent(event)
        else:
            event.ignore()


class QuestionCard(QFrame):
    """Takes the keyboard as a whole, so that no answer is nearer than another; ``press`` knows its keys."""

    answered = Signal(str, str)
    """Id of the question, code of the answer."""
    entered = Signal()
    """The keyboard came to it."""

    def __init__(self, question: Question, answer: str = "") -> None:
        super().__init__()
        self.question = question
        self.setProperty("role", "asked")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(question.text)
        self.setAccessibleDescription(_spoken_keys(question.options))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(tokens.PAD - 2),) * 4)
        inside.setSpacing(theme().px(tokens.GAP + 2))
        inside.addWidget(label(question.text, "question"))
        if question.note:
            inside.addWidget(label(question.note, "soft"))
        self.answers: dict[str, _Answer] = {}
        group = QButtonGroup(self)
        for option in question.options:
            made = _Answer(option)
            made.setChecked(option.code == answer)
            made.clicked.connect(lambda _checked=False, code=option.code: self.give(code))
            made.entered.connect(self.entered)
            group.addButton(made)
            self.answers[option.code] = made
        inside.addLayout(Flow(self.answers.values(), even=question.is_list))

    @property
    def answer(self) -> str:
        """The code of the answer that is given; ``""`` while there is none."""
        return next((code for code, made in self.answers.items() if made.isChecked()), "")

    def press(self, key: str) -> bool:
        """Give the answer of that key; whether there is one."""
        wanted = ALSO.get(key, key)
        for option in self.question.options:
            if option.key and option.key == wanted:
                self.give(option.code)
                return True
        return False

    def give(self, code: str) -> None:
        """Take an answer."""
        self.answers[code].setChecked(True)
        self.answered.emit(self.question.id, code)

    def mark(self, *, current: bool) -> None:
        """Show that the keys answer this question now."""
        set_role(self, "current" if current else "", name="state")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the answers brings the keyboard here."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()


def _spoken_keys(options: Sequence[Option]) -> str:
    return "; ".join(_("{key}: {answer}").format(key=option.key, answer=option.words) for option in options)
