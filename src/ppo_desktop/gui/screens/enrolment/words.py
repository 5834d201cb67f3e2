"""Six words: shown large to be read out, or typed as they were heard."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import label, row, set_role

COUNT, LETTERS, COLUMNS = 6, 5, 3
TRIES = 3
"""After so many wrong comparisons the person is told to stop."""
_SPLIT = re.compile(r"[\W\d_]+")


class WordsShown(QFrame):
    """Words in two groups of three, numbered, as large as a telephone call needs."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.setProperty("role", "sunken")
        self.setAccessibleName(_("Kata kunci: {words}").format(words=words.replace("-", ", ")))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        grid = QGridLayout(self)
        grid.setContentsMargins(*(theme().px(tokens.PAD),) * 4)
        grid.setHorizontalSpacing(theme().px(tokens.ROOM))
        grid.setVerticalSpacing(theme().px(tokens.GAP))
        for place, word in enumerate(words.split("-")):
            shown = label(word, "figure", wraps=False)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            grid.addLayout(row(label(str(place + 1), "muted", wraps=False), shown, None), *divmod(place, COLUMNS))


class WordsEntry(QWidget):
    """Six places for words that were heard. What is expected is not shown: who copies it has compared nothing."""

    entered = Signal()
    """Enter, with all six typed."""

    def __init__(self) -> None:
        super().__init__()
        self.places = [_Place(place + 1) for place in range(COUNT)]
        self._message = label("", "error")
        self._message.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().px(tokens.GAP))
        outer.addWidget(self._message)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(tokens.GAP))
        outer.addLayout(grid)
        for place, line in enumerate(self.places):
            grid.addLayout(row(label(str(place + 1), "muted", wraps=False), line), *divmod(place, COLUMNS))
            line.textEdited.connect(lambda text, place=place: self._typed(place, text))
            line.returnPressed.connect(self._enter)
            line.back.connect(lambda place=place: self.places[max(place - 1, 0)].setFocus())
        self.setFocusProxy(self.places[0])

    @property
    def typed(self) -> str:
        """All that was typed, joined by hyphens."""
        return "-".join(line.text().strip() for line in self.places)

    @property
    def is_full(self) -> bool:
        return all(line.text().strip() for line in self.places)

    @property
    def message(self) -> str:
        """What is said above the places."""
        return self._message.text()

    def clear(self) -> None:
        for line in self.places:
            line.clear()
        self.say("")

    def say(self, message: str) -> None:
        """Say what is wrong; ``""`` takes it and all marks back."""
        self._message.setText(message)
        self._message.setHidden(not message)
        if not message:
            for line in self.places:
                set_role(line, "", name="state")

    def mark(self, expected: str) -> list[int]:
        """Mark the words that differ from ``expected`` and go to the first of them; their numbers, from 1."""
        wrong = [
            place
            for place, (line, word) in enumerate(zip(self.places, expected.split("-"), strict=True))
            if _SPLIT.sub("", line.text()).casefold() != word
        ]
        for place, line in enumerate(self.places):
            set_role(line, "bad" if place in wrong else "", name="state")
        if wrong:
            self.places[wrong[0]].setFocus(Qt.FocusReason.OtherFocusReason)
            self.places[wrong[0]].selectAll()
        return [place + 1 for place in wrong]

    def _typed(self, place: int, text: str) -> None:
        """Go on to the next place after a whole word; words pasted together are laid out."""
        pieces = [piece[i : i + LETTERS] for piece in _SPLIT.split(text) for i in range(0, len(piece), LETTERS)]
        if len(pieces) < 2 and not _SPLIT.search(text) and len(text) < LETTERS:
            return
        for offset, piece in enumerate(pieces[: COUNT - place]):
            self.places[place + offset].setText(piece)
        last = place + max(len(pieces), 1) - 1
        goes_on = len(self.places[min(last, COUNT - 1)].text()) >= LETTERS or _SPLIT.search(text[-1:])
        following = min(last + 1 if goes_on else last, COUNT - 1)
        if not pieces:
            self.places[place].setText("")
            following = place
        if following != place:
            self.places[following].setFocus(Qt.FocusReason.OtherFocusReason)
            self.places[following].selectAll()  # a wrong word that still stands there is typed over

    def _enter(self) -> None:
        empty = next((line for line in self.places if not line.text().strip()), None)
        if empty:
            empty.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.entered.emit()


class _Place(QLineEdit):
    """One word."""

    back = Signal()
    """Backspace in an empty place."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setMaxLength(80)
        self.setMinimumWidth(theme().px(96))
        self.setAccessibleName(_("Kata ke-{number}").format(number=number))
        self.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhLowercaseOnly)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace goes back from an empty place."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.back.emit()
        super().keyPressEvent(event)


def differing(wrong: list[int], who: str, tries: int) -> str:
    """What to say after a comparison that failed."""
    if tries >= TRIES:
        return _(
            "Sudah {tries} kali tidak sama; tidak ada yang dipercaya. Jangan lanjutkan dengan berkas ini. Mintalah "
            "{office} membuatnya lagi dan mengantarnya sendiri."
        ).format(tries=tries, office=who)
    return _(
        "Kata ke-{numbers} tidak sama, jadi tidak ada yang diubah. Minta dibacakan lagi, huruf demi huruf."
    ).format(numbers=", ".join(str(number) for number in wrong))
