"""The screening as an interview: one key an answer, nothing judged before the end, nothing lost when somebody comes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gui.conftest import OpenWindow
from gui.hands import Key
from gui.journey.everywhere import disabled_without_reason, name_of, passed_by, walked
from gui.talk import (
    SITI,
    OpenTalk,
    answer_all,
    answer_page,
    be_alone,
    beginner,
    current,
    departure_of,
    page_of,
    saved,
    words,
)
from ppo_desktop.core.offices import Level
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.forms import drafts
from ppo_desktop.gui.screens.home import HomePage
from ppo_desktop.gui.screens.interview import InterviewPage
from ppo_desktop.gui.screens.interview.company import CompanyStep
from ppo_desktop.gui.screens.interview.outcome import LEVELS, WHO, actions_card
from ppo_desktop.gui.screens.interview.steps import GroupStep
from ppo_desktop.gui.screens.interview.talk import COMPANY, END, FLAGS, RESULT
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import browsing, recording
from ppo_desktop.operations.house import access, drafting
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.instruments import newest
from ppo_desktop.records.registry import kind


@pytest.fixture
def begin(open_window: OpenWindow, qtbot: Any) -> OpenTalk:
    """The interview about a departure, begun from its sheet by its key."""
    return beginner(open_window, qtbot)


def told_steps(level: Level) -> list[str]:
    """Times, offices and steps of the gravest result, from above; what this office does is marked."""
    card = actions_card(newest(), "KRITIS", level)
    card.resize(700, 900)
    card.body.activate()
    told = sorted(card.findChildren(QLabel), key=lambda words: words.mapTo(card, QPoint()).y())
    marks = {"strong": " *"}
    return [one.text() + marks.get(one.property("role"), "") for one in told if one.text() and one is not card.title]


@pytest.mark.parametrize("level", list(LEVELS.values()))
def test_what_is_urgent_is_to_be_done_first_and_this_office_stands_first_in_it(qapp: object, level: Level) -> None:
    told = told_steps(level)
    own = f"{WHO[level]} (kantor ini)"
    assert told[0] == "paling lambat 24 jam"
    assert told.index("dalam 7 hari") > told.index("Surat rujukan menyusul." + " *" * (level is Level.VILLAGE))
    assert told.index(own) == (told.index("dalam 7 hari") if level is Level.REGENCY else 0) + 1
    assert told[told.index(own) + 1].endswith(" *")
    assert sum("24 jam" in words for words in told) == 1, "a limit is told once, above what it is of"


def test_a_whole_interview_is_held_by_keys_and_kept(village: Office, begin: OpenTalk) -> None:
    departure = departure_of(village, visa="VISA_KERJA", exit_point="PLBN_ARUK")
    page, hands = begin(village, departure)
    assert isinstance(page.step, CompanyStep)
    assert not page.next_button.isEnabled(), "who is here comes first"
    assert "Pilih dahulu siapa yang ada di ruangan." in hands.sight
    be_alone(hands)
    assert f" dari {len(page.talk.asked)} pertanyaan terjawab" in hands.sight
    assert page.talk.stage == FLAGS
    answer_all(page, hands, {})
    assert page.talk.stage == END
    assert set(page.talk.answers) == {q.id for q in newest().questions if not q.automatic}
    hands.press(Key.Key_Return)
    assert "Siap" in words(page).splitlines()
    hands.press(Key.Key_Return)
    hands.rest()
    row = saved(village)
    assert (row["departure"], row["band"], row["mode"]) == (departure, "RENDAH", "LENGKAP")
    assert (row["company"], row["interviewer"], row["provisional"]) == (["SENDIRI"], "Rina", False)
    assert drafting.drafts(village) == []


def test_nothing_is_judged_before_the_end(village: Office, begin: OpenTalk) -> None:
    page, hands = begin(village, departure_of(village))
    be_alone(hands)
    telling = re.compile(
        "|".join([rf"^{band.words}" + r"\b" for band in newest().bands] + ["poin", "wajib rujuk"]), re.M
    )
    given = {"A3": "TIDAK", "A6": "YA", "C1": "YA", "E1": "TIDAK_RESMI"}
    while page.talk.stage != END:
        answer_page(page, hands, given)
        assert not telling.search(words(page)), page.talk.stage
        hands.press(Key.Key_Return)
    assert not telling.search(words(page))
    hands.press(Key.Key_Return)
    shown = words(page)
    assert telling.search(shown)
    assert "Perlu tindakan hari ini" in shown
    assert "Ada yang memaksa, mengancam, atau menekan untuk berangkat." in shown
    assert "Tanda wajib rujuk · 6 poin" in shown


def test_what_others_must_not_hear_waits_and_the_result_is_provisional(village: Office, begin: OpenTalk) -> None:
    page, hands = begin(village, departure_of(village))
    hands.type("17")  # whoever is ticked with another one was not alone
    assert page.talk.company == ["KELUARGA"]
    hands.press(Key.Key_Return)
    waiting = {question.id for question in newest().questions if question.waits}
    asked = set()
    while page.talk.stage != END:
        assert isinstance(page.step, GroupStep)
        asked |= {card.question.id for card in page.step.cards}
        answer_page(page, hands, {})
        hands.press(Key.Key_Return)
    assert not asked & waiting
    assert f"{len(waiting)} pertanyaan menunggu percakapan berdua saja." in words(page)
    hands.press(Key.Key_Return)
    assert "Hasil ini sementara." in words(page)
    hands.press(Key.Key_Return)
    hands.rest()
    row = saved(village)
    assert (row["provisional"], row["band"]) == (True, "SEDANG")

    hands.window.show_place(Place("interview", {"departure": row["departure"]}))
    hands.push("Lanjutkan yang itu")
    page = page_of(hands)
    assert page.about is not None
    assert page.about.record == row["id"]
    assert not page.talk.company, "who is here now is asked again"
    be_alone(hands)
    hands.rest()
    left = {item.id for item in page.talk.open_items}
    assert left == waiting
    answer_all(page, hands, {"F3": "YA"})
    hands.press(Key.Key_Return)
    assert "Hasil ini sementara." not in words(page)
    assert "Tawarkan rujukan layanan (UPTD PPA atau SAPA 129), apa pun hasilnya." in words(page)
    hands.press(Key.Key_Return)
    hands.rest()
    row = saved(village)
    assert row["provisional"] is False
    assert row["answers"]["F3"] == "YA"


def test_going_on_with_a_screening_is_written_down_as_a_look(village: Office, begin: OpenTalk) -> None:
    page, hands = begin(village, departure_of(village))
    be_alone(hands)
    answer_page(page, hands, {})
    hands.push("Cukup sampai di sini (skrining singkat)")
    hands.press(Key.Key_Return, Key.Key_Return)
    hands.rest()
    record = saved(village)["id"]
    hands.window.show_place(Place("interview", {"record": record}))
    hands.rest()
    from offices import as_head

    assert [look.record for look in access.looks(as_head(village))] == [record]


def test_a_short_screening_never_ends_ready(village: Office, begin: OpenTalk) -> None:
    page, hands = begin(village, departure_of(village, visa="VISA_KERJA", exit_point="PLBN_ARUK"))
    be_alone(hands)
    answer_page(page, hands, {})
    hands.push("Cukup sampai di sini (skrining singkat)")
    assert page.talk.stage == END
    hands.press(Key.Key_Return)
    assert "Perlu dilengkapi" in words(page)
    assert "Siap" not in words(page).splitlines()
    hands.press(Key.Key_Return)
    hands.rest()
    assert (saved(village)["band"], saved(village)["mode"]) == ("SEDANG", "SINGKAT")


def test_arrows_go_back_and_forward_and_change_nothing(village: Office, begin: OpenTalk) -> None:
    page, hands = begin(village, departure_of(village))
    be_alone(hands)
    first = current(page).question.id
    hands.type("y")
    second = current(page).question.id
    hands.press(Key.Key_Up)
    assert current(page).question.id == first
    hands.type("?")
    assert page.talk.answers[first] == "TT"
    assert current(page).question.id == second
    hands.press(Key.Key_Down, Key.Key_Left)
    assert current(page).question.id == second
    assert second not in page.talk.answers
    hands.press(Key.Key_Return)
    assert second not in page.talk.answers, "Enter passes a question and answers nothing"
    hands.type("x")
    hands.type("q")
    assert len(page.talk.answers) == 1
    hands.press(Key.Key_Up, Key.Key_Up, Key.Key_Up)
    assert page.talk.stage == COMPANY, "before the first question comes who is here"


def test_only_the_answered_are_counted_and_automatic_ones_are_not_asked(village: Office, begin: OpenTalk) -> None:
    page, hands = begin(village, departure_of(village, scheme="MANDIRI", visa="VISA_KERJA"))
    be_alone(hands)
    asked = {item.id for item in page.talk.asked}
    assert asked == {q.id for q in newest().questions if not q.automatic} - {"A2"}, (
        "no agency, no letter of its officer"
    )
    assert f"1 dari {len(asked)}" in words(page), "the visa stands in the departure"
    assert "Sudah terisi dari catatan keberangkatan" in words(page)
    hands.type("t")
    assert f"2 dari {len(asked)}" in words(page)


def test_one_key_hides_everything_and_the_answers_come_back(village: Office, begin: OpenTalk) -> None:
    departure = departure_of(village)
    page, hands = begin(village, departure)
    be_alone(hands)
    hands.type("yt")
    first = dict(page.talk.answers)
    hands.press(Key.Key_Escape)
    hands.rest()
    window = hands.window
    assert isinstance(window.page, HomePage)
    labels = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    assert not [text for text in labels if "Siti" in text or "Skrining" in text], "the page in sight tells nothing"
    (draft,) = drafting.drafts(village)
    assert draft.title == ""

    hands.push("Lanjutkan catatan baru")
    page = page_of(hands)
    assert isinstance(page.step, CompanyStep), "whoever came in may still be here"
    assert page.findChildren(Banner)
    hands.press(Key.Key_Return)
    assert page.talk.stage == FLAGS
    assert page.talk.answers == first
    assert current(page).answer == "", "it goes on at the first question without an answer"


def test_an_answer_is_on_disk_a_moment_later(village: Office, begin: OpenTalk) -> None:
    page, hands = begin(village, departure_of(village))
    be_alone(hands)
    hands.type("y")
    assert drafts.REST <= 5000
    assert drafts.LONGEST <= 5000
    patience = 100
    while not drafting.drafts(village) and patience:
        QTest.qWait(100)
        patience -= 1
    (draft,) = drafting.drafts(village)
    assert draft.typed["answers"] == page.talk.answers


def test_starting_anew_can_be_taken_back(village: Office, begin: OpenTalk) -> None:
    page, hands = begin(village, departure_of(village))
    be_alone(hands)
    hands.type("y")
    hands.press(Key.Key_Escape)
    hands.rest()
    hands.push("Lanjutkan catatan baru")
    page = page_of(hands)
    hands.push("Mulai baru")
    assert not page.talk.answers
    assert drafting.drafts(village) == []
    hands.press(Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert page_of(hands).talk.answers


def test_an_officer_may_judge_higher_alone_and_lower_only_with_another(village: Office, begin: OpenTalk) -> None:
    page, hands = begin(village, departure_of(village, visa="VISA_KERJA", exit_point="PLBN_ARUK"))
    be_alone(hands)
    answer_all(page, hands, {"A5": "TIDAK", "B6": "TIDAK", "C1": "YA", "G3": "TIDAK"})
    hands.press(Key.Key_Return)
    assert "Perlu dilengkapi" in words(page)
    hands.push("Petugas menilai lain")
    judging = page.judging
    assert judging is not None
    judging.bands.set_value("RENDAH")
    page.next_button.setFocus()
    hands.press(Key.Key_Return)
    hands.rest()
    assert browsing.count(village, kind("screening")) == 0
    assert hands.focused is judging.reason
    hands.type("Perjanjian diperlihatkan suaminya.")
    hands.press(Key.Key_Tab)
    hands.type("Rina")
    page.next_button.setFocus()
    hands.press(Key.Key_Return)
    hands.rest()
    assert browsing.count(village, kind("screening")) == 0, "one officer is not two"
    judging.second.setText("Yanti")
    page.next_button.setFocus()
    hands.press(Key.Key_Return)
    hands.rest()
    row = saved(village)
    assert (row["band"], row["band_computed"], row["second_officer"]) == ("RENDAH", "SEDANG", "Yanti")


def test_a_screening_needs_a_departure_and_says_so(village: Office, open_window: OpenWindow) -> None:
    person = recording.save(village, kind("person"), SITI).record
    window = open_window(village, "interview", person=person)
    assert isinstance(window.page, InterviewPage)
    assert "Catat dahulu keberangkatannya, lalu mulai skrining dari lembarnya." in words(window.page)


def test_tab_comes_by_every_answer_and_everything_has_a_name(village: Office, begin: OpenTalk) -> None:
    page, hands = begin(village, departure_of(village))
    be_alone(hands)
    hands.type("t")
    for stage in (FLAGS, END, RESULT):
        while page.talk.stage != stage:
            page.next_button.click()
            hands.rest()
        walk = walked(hands.window)
        assert passed_by(walk, hands.window) == []
        assert [name_of(stop) for stop in walk if not stop.accessibleName()] == []
        assert disabled_without_reason(hands.window) == []


def test_a_double_click_answers_one_question(village: Office, begin: OpenTalk) -> None:
    page, hands = begin(village, departure_of(village))
    be_alone(hands)
    first = current(page)
    answer = first.answers["TIDAK"]
    QTest.mouseClick(answer, Qt.MouseButton.LeftButton)
    other = current(page).answers["TIDAK"]
    QTest.mouseDClick(other, Qt.MouseButton.LeftButton)  # the second press alone
    QTest.mouseRelease(other, Qt.MouseButton.LeftButton)
    assert page.talk.answers == {first.question.id: "TIDAK"}


def test_a_screening_that_is_taken_back_is_not_called_saved_and_can_be_had_again(
    village: Office, begin: OpenTalk
) -> None:
    page, hands = begin(village, departure_of(village))
    be_alone(hands)
    answer_all(page, hands, {})
    hands.press(Key.Key_Return, Key.Key_Return)
    hands.rest()
    assert "Skrining tersimpan." in words(page)
    hands.window.toaster.undo()
    hands.rest()
    assert "Skrining ini diurungkan." in words(page)
    assert "Skrining tersimpan." not in words(page)
    assert "Buat" not in words(page)
    assert hands.focused.isVisible()
    hands.window.toaster.undo()
    hands.rest()
    assert "Skrining tersimpan." in words(page)


def test_the_buttons_below_can_be_read_in_a_narrow_page_of_large_letters(village: Office, begin: OpenTalk) -> None:
    page, hands = begin(village, departure_of(village))
    be_alone(hands)
    assert "0 dari" in words(page)
    page.frame.fold(is_wide=False)
    assert "(Esc)" not in page.close_fast.text()
    assert " dari " not in words(page)
    page.frame.fold(is_wide=True)
    assert "(Esc)" in page.close_fast.text()
    assert "0 dari" in words(page)
