"""What stands in the middle of the page while questions are asked: a group of them, and the end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, Card, button, label, row
from ppo_desktop.gui.screens.interview.question import QuestionCard
from ppo_desktop.gui.screens.interview.talk import FROM_RECORD, Group, Talk, shown
from ppo_desktop.records.instrument import Question as Item


class Step(QWidget):
    """One stage of the interview; put things into ``body``."""

    takes: Callable[[QKeyEvent], bool] | None = None
    """What the page does with a key, asked before the area that scrolls takes the arrows for itself."""

    def __init__(self) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme().px(tokens.GAP + 2))

    def first_focus(self) -> QWidget | None:
        """Where the keyboard starts."""
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no widget inside wanted."""
        if self.takes is None or not self.takes(event):
            super().keyPressEvent(event)

    def press(self, _key: str) -> bool:
        """A letter or digit was pressed; whether it meant something here."""
        return False

    def shift(self, _steps: int) -> bool:
        """An arrow was pressed; whether there was somewhere to go within this stage."""
        return False


class GroupStep(Step):
    """A page of questions below each other; keys answer the one that is marked, and the next is marked then."""

    answered = Signal(str, str)
    ended = Signal()
    """The last question of the page was answered."""

    def __init__(
        self, group: Group, talk: Talk, prefilled: frozenset[str], into_sight: Callable[[QWidget], None]
    ) -> None:
        """Args: prefilled: ids of questions whose answer comes from the records."""
        super().__init__()
        self._into_sight = into_sight
        self._place = 0
        self.cards: list[QuestionCard] = []
        for place, item in enumerate(group.items):
            note = _(FROM_RECORD) if item.id in prefilled else ""
            card = QuestionCard(shown(item, note), talk.answers.get(item.id, ""))
            card.answered.connect(self._answered)
            card.entered.connect(lambda place=place: self._mark(place))
            self.cards.append(card)
            self.body.addWidget(card)
        self.body.addStretch(1)
        unanswered = [place for place, card in enumerate(self.cards) if not card.answer]
        self._mark(unanswered[0] if unanswered else 0)

    @property
    def current(self) -> QuestionCard:
        """The question that keys answer."""
        return self.cards[self._place]

    def first_focus(self) -> QWidget:
        return self.current

    def show_question(self, question: str) -> None:
        """Mark the question of that id."""
        for place, card in enumerate(self.cards):
            if card.question.id == question:
                self._go(place)

    def press(self, key: str) -> bool:
        return self.current.press(key)

    def shift(self, steps: int) -> bool:
        place = self._place + steps
        if 0 <= place < len(self.cards):
            self._go(place)
            return True
        return False

    def _go(self, place: int) -> None:
        self.cards[place].setFocus(Qt.FocusReason.OtherFocusReason)
        self._mark(place)
        self._into_sight(self.cards[place])

    def _mark(self, place: int) -> None:
        self._place = place
        for other, card in enumerate(self.cards):
            card.mark(current=other == place)

    def _answered(self, question: str, code: str) -> None:
        self.answered.emit(question, code)
        place = next(place for place, card in enumerate(self.cards) if card.question.id == question)
        if place + 1 < len(self.cards):
            self._go(place + 1)
        else:
            self._mark(place)
            self.ended.emit()


def asked_again(item: Item, ask: Callable[[str], object]) -> QHBoxLayout:
    """A question that was passed over or is not known, with a button that leads back to it."""
    spoken = _("Tanyakan: {question}").format(question=item.text)
    made = button(_("Tanyakan"), partial(ask, item.id), look="link", spoken=spoken)
    line = row(label(item.text, "soft"), made)
    line.setStretch(0, 1)
    return line


class EndStep(Step):
    """Everything was asked. The result is for the officer: it comes only when somebody wants to see it."""

    wants = Signal(str)
    """Go back to the question of that id."""

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        waiting = talk.waiting
        if waiting:
            self.body.addWidget(
                Banner(
                    "info",
                    _("{count} pertanyaan menunggu percakapan berdua saja.").format(count=len(waiting)),
                    _("Cari waktu ketika yang lain tidak ada; hasilnya sementara sampai saat itu."),
                )
            )
        done = Card(_("Pertanyaan selesai. Ucapkan terima kasih."))
        done.body.addWidget(
            label(_("Hasil hanya untuk petugas. Pastikan layar tidak terlihat orang lain, lalu tampilkan hasil."))
        )
        self.body.addWidget(done)
        left = talk.open_items
        if left and not talk.is_short:
            card = Card(_("Belum dijawab"), spacing=2)
            for item in left:
                card.body.addLayout(asked_again(item, self.wants.emit))
            self.body.addWidget(card)
        self.body.addStretch(1)
