"""Dugaan ganda in the window: compare by keyboard, choose which record is listed, undo, look at one person alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel

from gui.conftest import OpenWindow
from gui.hands import Hands, Key
from ppo_desktop.gui.screens.duplicates import DuplicatesPage
from ppo_desktop.gui.screens.duplicates import page as page_module
from ppo_desktop.gui.screens.duplicates.pairs import DecidedCard, PairCard
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import browsing, duplicates, recording
from ppo_desktop.operations.books.duplicates import Pair, Party
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.kind import CALLED, HIDDEN
from ppo_desktop.records.likeness import likeness
from ppo_desktop.records.registry import kind
from ppo_desktop.records.same_person import DIFFERENT, SAME

PERSON = kind("person")


def save(office: Office, name: str, born_on: str = "1999-03-12", **more: object) -> str:
    typed = {"name": name, "sex": "P", "born_on": born_on, "no_nik_reason": "TIDAK_DIBAWA", **more}
    return recording.save(office, PERSON, typed).record


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests do not wait before they decide the next pair."""
    monkeypatch.setattr(page_module, "PAUSE", 0)


@pytest.fixture
def people(village: Office) -> dict[str, str]:
    """Two pairs, and a woman nobody is like."""
    return {
        "siti": save(village, "Siti Aminah", mother_name="Zubaidah", rt="001"),
        "sitti": save(village, "Sitti Aminah", mother_name="Zubaedah"),
        "dewi": save(village, "Dewi Lestari", "1980-01-01", rt="002"),
        "dewy": save(village, "Dewy Lestari", "1980-01-01"),
        "rini": save(village, "Rini Wulandari", "1971-05-05"),
    }


def page_of(hands: Hands) -> DuplicatesPage:
    assert isinstance(hands.window.page, DuplicatesPage)
    return hands.window.page


def says(hands: Hands) -> str:
    assert hands.window.page is not None
    QApplication.processEvents()
    return "\n".join(one.text() for one in hands.window.page.findChildren(QLabel) if one.isVisible())


def listed(office: Office) -> set[str]:
    return {record for _owner, record in browsing.ids(office, PERSON)}


def test_pairs_are_decided_one_after_the_other_and_taken_back_below(
    village: Office, people: dict[str, str], open_window: OpenWindow, qtbot: Any
) -> None:
    hands = Hands(open_window(village, "duplicates"), qtbot)
    hands.rest()
    page = page_of(hands)
    assert [card.title.text() for card in page.cards] == ["Siti Aminah", "Dewi Lestari"]
    assert hands.at == "Orang yang sama, pakai yang kiri: Siti Aminah"
    hands.press(Key.Key_Tab)
    assert hands.at == "Orang yang sama, pakai yang kanan: Sitti Aminah"
    hands.press(Key.Key_Return)
    hands.rest()
    assert listed(village) == set(people.values()) - {people["siti"]}
    assert hands.at == "Orang yang sama, pakai yang kiri: Dewi Lestari"
    hands.press(Key.Key_B)
    hands.rest()
    assert page.cards == []
    assert "Tidak ada dugaan orang yang sama" in says(hands)
    hands.push("Urungkan: Sitti Aminah (Desa Sempalai) – Siti Aminah (Desa Sempalai)")
    assert listed(village) == set(people.values())
    assert [card.title.text() for card in page.cards] == ["Siti Aminah"]


def test_what_is_known_about_a_decision_is_kept_and_leads_back_to_it(
    village: Office, people: dict[str, str], open_window: OpenWindow, qtbot: Any
) -> None:
    hands = Hands(open_window(village, "duplicates"), qtbot)
    hands.rest()
    page_of(hands).cards[0].note.setFocus()
    hands.type("Sudah ditanyakan, S dan B diketik biasa")  # the page's keys do not act while one types
    hands.push("Orang yang sama, pakai yang kiri: Siti Aminah")
    (decision,) = duplicates.decisions(village)
    assert decision.note == "Sudah ditanyakan, S dan B diketik biasa"
    assert len(page_of(hands).cards) == 1
    hands.window.show_place(Place("duplicates", {"kind": "same_person", "record": decision.record}))
    hands.rest()
    assert hands.at.startswith("Urungkan: Siti Aminah")


def test_the_sheet_leads_to_the_pairs_of_one_person_and_from_there_to_all(
    village: Office, people: dict[str, str], open_window: OpenWindow, qtbot: Any
) -> None:
    window = open_window(village, "people")
    hands = Hands(window, qtbot)
    window.show_place(Place("record", {"kind": "person", "record": people["dewi"], "listed": "people"}))
    hands.rest()
    assert "Mungkin tercatat dua kali: Dewy Lestari (Desa Sempalai)." in says(hands)
    hands.push("Bandingkan")
    assert [card.title.text() for card in page_of(hands).cards] == ["Dewi Lestari"]
    hands.push("Tampilkan semua dugaan")
    assert len(page_of(hands).cards) == 2
    hands.push("Buka lembar Dewy Lestari, Desa Sempalai")
    assert isinstance(window.page, RecordPage)
    assert window.page.title.text() == "Dewy Lestari"


def test_a_second_key_on_a_decided_pair_is_nothing_and_asks_nothing(
    village: Office, people: dict[str, str], open_window: OpenWindow, qtbot: Any
) -> None:
    hands = Hands(open_window(village, "duplicates"), qtbot)
    hands.rest()
    card = page_of(hands).cards[0]
    card.answer(DIFFERENT)
    card.answer(SAME)
    hands.rest()
    assert [one.is_same for one in duplicates.decisions(village)] == [False]
    assert "sudah diputuskan" not in says(hands)
    hands.push("Urungkan: Siti Aminah (Desa Sempalai) – Sitti Aminah (Desa Sempalai)")
    page_of(hands).cards[0].answer(SAME)  # after Urungkan the pair is open again
    hands.rest()
    assert [one.is_same for one in duplicates.decisions(village)] == [True]


def test_a_second_enter_does_not_decide_the_pair_that_came_into_the_place_of_the_first(
    village: Office, people: dict[str, str], open_window: OpenWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = Hands(open_window(village, "duplicates"), qtbot)
    hands.rest()
    monkeypatch.setattr(page_module, "PAUSE", 3_600_000)
    hands.press(Key.Key_Return)
    hands.rest()
    assert hands.at == "Orang yang sama, pakai yang kiri: Dewi Lestari"
    hands.press(Key.Key_Return)
    hands.rest()
    assert len(duplicates.decisions(village)) == len(page_of(hands).cards) == 1
    monkeypatch.setattr(page_module, "PAUSE", 0)
    hands.press(Key.Key_Return)
    hands.rest()
    assert len(duplicates.decisions(village)) == 2


def test_what_is_written_about_one_pair_stays_while_another_is_decided(
    village: Office, people: dict[str, str], open_window: OpenWindow, qtbot: Any
) -> None:
    hands = Hands(open_window(village, "duplicates"), qtbot)
    hands.rest()
    page = page_of(hands)
    page.cards[1].note.setFocus()
    hands.type("Ibunya")
    page.cards[0].answer(DIFFERENT)
    hands.rest()
    hands.type(" lain")
    assert [card.note.text() for card in page.cards] == ["Ibunya lain"]


def test_the_keys_decide_nothing_where_no_card_has_the_keyboard(
    village: Office, people: dict[str, str], open_window: OpenWindow, qtbot: Any
) -> None:
    hands = Hands(open_window(village, "duplicates"), qtbot)
    hands.rest()
    hands.push("Orang yang sama, pakai yang kiri: Siti Aminah")
    page = page_of(hands)
    next(door for card in page.findChildren(DecidedCard) for door in card.doors.values()).setFocus()
    hands.press(Key.Key_B)
    hands.rest()
    assert len(page.cards) == 1


def test_of_a_veiled_record_no_more_is_told_than_where_to_open_it(qtbot: Any) -> None:
    whole = {"name": "Siti Aminah", "sex": "P"}
    veiled = {"name": None, "sex": None, CALLED: "Warga Desa Seberkat, P, 1999", HIDDEN: frozenset(whole)}
    one, other = Party("61.01.04.2003", "1" * 32, whole), Party("61.01.04.2005", "2" * 32, veiled)
    pair = Pair(one, other, likeness({"name": "Siti Aminah"}, {"name": "Sitti Aminah"}))
    card = PairCard.of_pair(pair, "61.01.04", date(2026, 11, 21), lambda *_said: None, lambda _party: None)
    qtbot.addWidget(card)
    said = [one.text() for one in card.findChildren(QLabel)]
    assert said.count("disembunyikan") == 2
    assert "belum diisi" not in said
    assert "Namanya disembunyikan. Buka lembarnya dan tulis alasannya bila memang perlu." in said


def test_who_keeps_accounts_compares_nobody(
    village: Office, people: dict[str, str], open_window: OpenWindow, qtbot: Any
) -> None:
    keeper = replace(village, user=village.user._replace(role="admin"))
    hands = Hands(open_window(keeper, "duplicates"), qtbot)
    hands.rest()
    assert "Dugaan ganda hanya dibuka oleh petugas dan pimpinan." in says(hands)
    assert "Siti" not in says(hands)
