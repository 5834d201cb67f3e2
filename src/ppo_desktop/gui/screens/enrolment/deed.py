"""One deed of the head, asked where its button stands: what it does, what is to be typed, a password."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.widgets import Action, Card, button, clear, label
from ppo_desktop.gui.screens.enrolment.assent import AssentBox, half
from ppo_desktop.gui.screens.enrolment.words import WordsEntry, differing
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.house.keyring import Credentials

T = TypeVar("T")


class Given(Struct, frozen=True):
    """What somebody typed for a deed."""

    assenting: Credentials
    heard: str
    """Words, as they were read out."""
    typed: str
    reason: str


class Question(Struct, frozen=True):
    """What a deed asks for beside the password."""

    title: str
    told: str
    """What it does, and what cannot be taken back."""
    verb: str
    heard_from: str = ""
    """Whose words are to be typed; ``""``: none."""
    words: str = ""
    line: str = ""
    """The label of a line to be typed; ``""``: none."""
    text: str = ""
    """What stands in that line at first."""
    reasons: Mapping[str, str] | None = None
    is_danger: bool = False


class DeedPlace(QVBoxLayout):
    """Where deeds are asked, one at a time."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.deed: Deed | None = None

    def ask(self, question: Question, run: Callable[[Given], T], done: Callable[[T], object]) -> None:
        """Ask, and run it in the background once somebody typed all that is needed; Esc puts the question away."""
        back = self._page.focusWidget()
        self.put_away()

        def over(result: T) -> None:
            self.put_away()
            done(result)

        self.deed = Deed(self._page, question, run, over, self._close(back))
        self.addWidget(self.deed)
        self.deed.first.setFocus(Qt.FocusReason.OtherFocusReason)
        deed = self.deed
        # Only after its own layout, and then the page's, have found their sizes is there a place to scroll to.
        QTimer.singleShot(0, deed, lambda: QTimer.singleShot(0, deed, lambda: self._page.into_sight(deed.press)))

    def put_away(self) -> None:
        """Ask nothing any more; no password stays behind."""
        if self.deed:
            self.deed.assent.forget()
        self.deed = None
        clear(self)

    def _close(self, back: QWidget | None) -> Callable[[], None]:
        def close() -> None:
            self.put_away()
            (back or self._page).setFocus(Qt.FocusReason.OtherFocusReason)

        return close


class Deed(Card):
    """The question itself."""

    def __init__(
        self,
        page: Page,
        question: Question,
        run: Callable[[Given], T],
        done: Callable[[T], object],
        close: Callable[[], None],
    ) -> None:
        super().__init__(question.title, role="sunken")
        self._page, self._question, self._close = page, question, close
        self._tries = 0

        def start(given: Given) -> None:
            page.work(lambda _job: run(given), done, self._failed, holds=True)

        self._start = start
        self.body.addWidget(label(question.told))
        self.entry = WordsEntry()
        if not question.heard_from:
            self.entry.hide()
        self.body.addWidget(self.entry)
        self.why = Choices(
            [Choice(code, words[:1].upper() + words[1:]) for code, words in (question.reasons or {}).items()],
            columns=2,
            keys=False,
        )
        self.reason = FieldBox(_("Alasan"), self.why)
        self.body.addWidget(self.reason)
        if not question.reasons:
            self.reason.hide()
        self.line = line(question.text, longest=120, enter=lambda: self.assent.focus())
        self.typed = FieldBox(question.line or _("Isian"), self.line)
        self.body.addLayout(half(self.typed))
        if not question.line:
            self.typed.hide()
        self.assent = AssentBox(page.session.office, self.do)
        self.entry.entered.connect(self.assent.focus)
        self.why.picked.connect(lambda _code: self.line.setFocus(Qt.FocusReason.OtherFocusReason))
        self.body.addLayout(half(self.assent))
        look = "danger" if question.is_danger else "primary"
        self.press = Action(button(question.verb, self.do, look=look))
        self.body.addLayout(Flow((self.press, button(_("Batal"), close))))

    @property
    def first(self) -> QWidget:
        """Where the keyboard starts."""
        if self._question.heard_from:
            return self.entry.places[0]
        if self._question.reasons:
            return self.why.first_focus()
        return self.line if self._question.line and not self._question.text else self.assent.password.line

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is Batal."""
        if event.key() == Qt.Key.Key_Escape and self.press.button.isEnabled():
            self._close()
        else:
            super().keyPressEvent(event)

    def do(self) -> None:
        """Run it with what was typed."""
        if not self.press.button.isEnabled():
            return
        if self._question.heard_from and not self.entry.is_full:
            self.entry.say(_("Ketik keenam katanya dahulu."))
            self.entry.places[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._question.reasons and not self.why.value:
            self.reason.say(_("Pilih alasannya dahulu."))
            self.why.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        given = Given(self.assent.credentials, self.entry.typed, self.line.text(), self.why.value)
        for part in (self.reason, self.typed, self.assent.field):
            part.say("")
        self.press.refuse(_("Sedang dikerjakan…"))
        self._start(given)

    def _failed(self, error: PpoError) -> None:
        self.press.refuse("")
        if error.code == "words-differ":
            self._tries += 1
            wrong = self.entry.mark(self._question.words)
            self.entry.say(differing(wrong, self._question.heard_from, self._tries))
        elif error.code == "not-confirmed":
            self.typed.say(error.sentence)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.assent.takes(error):
            self._page.show_error(error)
