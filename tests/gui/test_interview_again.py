"""An interview that is gone on with, saved with a reason, or begun from its book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

import offices
from gui.conftest import OpenWindow
from gui.hands import Key
from gui.talk import OpenTalk, answer_all, answer_page, be_alone, beginner, current, departure_of, page_of, saved, words
from ppo_desktop.gui.screens.interview import InterviewPage
from ppo_desktop.gui.screens.interview.talk import END, FLAGS
from ppo_desktop.gui.screens.records import RecordsPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.instruments import newest


@pytest.fixture
def begin(open_window: OpenWindow, qtbot: Any) -> OpenTalk:
    """The interview about a departure, begun from its sheet by its key."""
    return beginner(open_window, qtbot)


def test_what_is_odd_is_saved_with_a_reason(tmp_path: Path, begin: OpenTalk) -> None:
    """The battery of the PC is empty: the first talk seems to lie in the future."""
    office = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    page, hands = begin(office, departure_of(office))
    be_alone(hands)
    answer_page(page, hands, {})
    hands.push("Cukup sampai di sini (skrining singkat)")
    hands.press(Key.Key_Return, Key.Key_Return)
    hands.rest()
    record = saved(office)["id"]
    office.clock.move(days=-400)
    hands.window.show_place(Place("interview", {"record": record}))
    page = page_of(hands)
    be_alone(hands)
    answer_all(page, hands, {})
    hands.press(Key.Key_Return, Key.Key_Return)
    hands.rest()
    assert saved(office)["mode"] == "SINGKAT", "not saved yet"
    assert "Tanggal skrining belum tiba; periksa juga jam komputer." in words(page)
    assert hands.at == "Alasannya"
    hands.type("Jam komputer ini keliru")
    page.next_button.setFocus()
    hands.press(Key.Key_Return)
    hands.rest()
    row = saved(office)
    assert row["mode"] == "LENGKAP"
    assert row["warning_reasons"] == {"screened-on-future": "Jam komputer ini keliru"}
    office.close()


def test_a_short_screening_that_is_gone_on_with_asks_what_waited_first_and_is_whole_only_then(
    village: Office, begin: OpenTalk
) -> None:
    page, hands = begin(village, departure_of(village))
    hands.type("7")
    hands.press(Key.Key_Return)
    answer_page(page, hands, {})
    hands.push("Cukup sampai di sini (skrining singkat)")
    hands.press(Key.Key_Escape)
    hands.rest()
    hands.push("Lanjutkan catatan baru")  # somebody came in; they are alone now
    page = page_of(hands)
    be_alone(hands)
    assert page.talk.stage == FLAGS, "signs that had waited come first"
    assert current(page).question.id in {q.id for q in newest().questions if q.waits and q.may_flag}
    page.next_button.click()
    while page.talk.stage != END:
        page.next_button.click()
    hands.rest()
    page.next_button.setFocus()
    hands.press(Key.Key_Return, Key.Key_Return)
    hands.rest()
    row = saved(village)
    assert (row["mode"], row["band"]) == ("SINGKAT", "SEDANG"), "pages that were passed were not asked"

    hands.window.show_place(Place("interview", {"record": row["id"]}))
    page = page_of(hands)
    be_alone(hands)
    assert page.talk.stage == FLAGS
    answer_all(page, hands, {})
    hands.press(Key.Key_Return, Key.Key_Return)
    hands.rest()
    assert saved(village)["mode"] == "LENGKAP"


def test_a_new_screening_from_its_book_leads_to_the_departures(village: Office, open_window: OpenWindow) -> None:
    window = open_window(village, "list-screening")
    QTest.qWait(1)
    assert isinstance(window.page, RecordsPage)
    window.page.record_new()
    assert isinstance(window.page, InterviewPage)
    assert "Buka lembar keberangkatannya, lalu tekan S: Skrining." in words(window.page)
    next(made for made in window.page.findChildren(QPushButton) if made.text() == "Pilih keberangkatan").click()
    QTest.qWait(1)
    assert isinstance(window.page, RecordsPage)
    assert window.page.title.text() == "Keberangkatan"
