"""An interview as somebody at the keyboard holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from gui.hands import Hands, Key
from ppo_desktop.gui.screens.interview import InterviewPage
from ppo_desktop.gui.screens.interview.question import QuestionCard
from ppo_desktop.gui.screens.interview.steps import GroupStep
from ppo_desktop.gui.screens.interview.talk import END, RESULT
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import browsing, recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.field import Values
from ppo_desktop.records.instruments import newest
from ppo_desktop.records.registry import kind

SITI = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA", "education": "5"}
READY = {
    "status": "niat",
    "registered_on": "2026-11-03",
    "destination_country": "MY",
    "planned_on": "2026-12-10",
    "scheme": "P3MI",
    "warning_reasons": {"incomplete": "menyusul", "under-age": "dicatat untuk dirujuk", "no-work-visa": "dirujuk"},
}
Begun = tuple[InterviewPage, Hands]
OpenTalk = Callable[..., Begun]


def departure_of(office: Office, person: Mapping[str, object] = SITI, **more: object) -> str:
    """A departure on record, and whose it is."""
    who = recording.save(office, kind("person"), {**person}).record
    typed = {**READY, "person": who, **more}
    said = recording.preview_check(office, kind("departure"), typed)
    reasons = {problem.code: "Sesuai keterangan." for problem in said.warnings_without_reason}
    return recording.save(office, kind("departure"), {**typed, "warning_reasons": reasons}).record


def page_of(hands: Hands) -> InterviewPage:
    hands.rest()
    assert isinstance(hands.window.page, InterviewPage)
    return hands.window.page


def beginner(open_window: Callable[..., MainWindow], qtbot: Any) -> OpenTalk:
    """A function that begins the interview about a departure, from its sheet by its key."""

    def begin_(office: Office, departure: str) -> Begun:
        window = open_window(office, "departures")
        window.show_place(Place("record", {"kind": "departure", "record": departure, "listed": "departures"}))
        hands = Hands(window, qtbot)
        hands.rest()
        assert isinstance(window.page, RecordPage)
        hands.press(Key.Key_S)
        return page_of(hands), hands

    return begin_


def be_alone(hands: Hands) -> None:
    hands.type("1")
    hands.press(Key.Key_Return)


def current(page: InterviewPage) -> QuestionCard:
    assert isinstance(page.step, GroupStep)
    return page.step.current


def key_for(card: QuestionCard, answer: str) -> str:
    return next(option.key for option in card.question.options if option.code == answer)


def answer_page(page: InterviewPage, hands: Hands, given: Mapping[str, str]) -> None:
    """Answer the rest of a page by one key each: as ``given`` says, else without a sign."""
    stage = page.talk.stage
    assert isinstance(page.step, GroupStep)
    while hands.focused is not page.next_button:
        card = current(page)
        assert hands.focused is card, "the keyboard is on the question that keys answer"
        if card.answer and card.question.id not in given:
            hands.press(Key.Key_Down)
            continue
        question = newest().by_id[card.question.id]
        safe = next(answer.code for answer in question.answers if answer.means == "safe")
        hands.type(key_for(card, given.get(question.id, safe)).lower())
        assert page.talk.stage == stage


def answer_all(page: InterviewPage, hands: Hands, given: Mapping[str, str]) -> None:
    """From the first question to the end, by keyboard alone."""
    while page.talk.stage not in (END, RESULT):
        answer_page(page, hands, given)
        hands.press(Key.Key_Return)


def words(page: InterviewPage) -> str:
    """Everything written on the page."""
    QApplication.processEvents()
    shown = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    return "\n".join(shown + [each.text() for each in page.findChildren(QPushButton) if each.isVisible()])


def saved(office: Office) -> Values:
    """The one screening on record."""
    screening = kind("screening")
    keys = browsing.ids(office, screening)
    assert len(keys) == 1
    (row,) = browsing.window(office, screening, keys, tuple(screening.by_name))
    assert row is not None
    return row
