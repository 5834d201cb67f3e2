"""Papers from the sheet of a record and from a list: seen before they are printed or saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

import offices
import samples
from gui.conftest import OpenWindow
from gui.hands import Hands, Key, choose_from_menu
from ppo_desktop.gui.screens.letter import LetterPage
from ppo_desktop.gui.screens.papers import PaperPage
from ppo_desktop.gui.screens.papers.menu import entries
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind
from verifiers import run

SITI = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}


@pytest.fixture
def siti(village: Office) -> str:
    """A person."""
    return recording.save(village, kind("person"), {**SITI, "note": "Rumah cat biru."}).record


@pytest.fixture
def hands(village: Office, siti: str, open_window: OpenWindow, qtbot: Any) -> Hands:
    """At the list of people, with its one line chosen."""
    made = Hands(open_window(village, "people"), qtbot)
    made.rest()
    return made


def text_of(paper: Path) -> str:
    """What can be read on the pages."""
    return " ".join(run("pdftotext", "-layout", paper, "-").split())


def open_sheet(hands: Hands, of: str, record: str) -> None:
    hands.window.show_place(Place("record", {"kind": of, "owner": "", "record": record, "listed": "people"}))
    hands.rest()


def test_papers_about_a_record_fall_out_of_print_and_are_seen_before_they_are_saved(
    village: Office, siti: str, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path))
    typed = {"person": siti, "registered_on": "2026-11-03", "status": "niat", "destination_country": "MY"}
    open_sheet(hands, "departure", recording.save(village, kind("departure"), typed).record)
    hands.press(Key.Key_P)
    choose_from_menu("Kartu saku")
    hands.rest()
    page = hands.window.page
    assert isinstance(page, PaperPage)
    assert page.title.text() == "Kartu saku Siti Aminah – Malaysia"
    hands.press(Key.Key_S)
    hands.rest()
    said = text_of(tmp_path / "Kartu saku Siti Aminah Malaysia.pdf")
    assert "Paspor saya pegang sendiri." in said
    assert "999" in said


def test_one_key_makes_the_chronology_and_each_look_is_written_down(village: Office, siti: str, hands: Hands) -> None:
    open_sheet(hands, "person", siti)
    hands.press(Key.Key_R)
    hands.rest()
    assert isinstance(hands.window.page, PaperPage)
    assert hands.window.page.title.text() == "Kronologi dan berkas darurat Siti Aminah"
    open_sheet(hands, "person", siti)
    hands.press(Key.Key_P)
    choose_from_menu("Data saya (hak warga)")
    hands.rest()
    assert [look.reason for look in access.looks(offices.as_head(village))] == [
        "Mencetak data atas permintaan warga sendiri.",
        "Mencetak kronologi.",
    ]


def test_one_key_on_the_sheet_of_a_meeting_makes_all_its_papers(village: Office, hands: Hands) -> None:
    typed = {"subject": "Rapat desa", "meeting_kind": "RAKOR_DESA", "held_on": "2026-11-25"}
    open_sheet(hands, "meeting", recording.save(village, kind("meeting"), typed).record)
    page = hands.window.page
    assert isinstance(page, RecordPage)
    assert (page.whole.isVisible(), page.whole.accessibleName()) == (True, "Bahan rapat")
    hands.press(Key.Key_B)
    hands.rest()
    page = hands.window.page
    assert isinstance(page, PaperPage)
    assert page.title.text() == "Bahan rapat desa, 25-11-2026"
    assert page.preview.page_count == 5
    open_sheet(hands, "person", recording.save(village, kind("person"), SITI).record)
    assert isinstance(hands.window.page, RecordPage)
    assert not hands.window.page.whole.isVisible()


def test_the_menu_of_papers_ends_within_a_low_window(
    village: Office, siti: str, open_window: OpenWindow, qtbot: Any
) -> None:
    typed = {"person": siti, "registered_on": "2026-11-03", "status": "niat", "destination_country": "MY"}
    record = recording.save(village, kind("departure"), typed).record
    window = open_window(village, "record", size=(1024, 600), kind="departure", owner="", record=record)
    hands = Hands(window, qtbot)
    hands.rest()
    hands.press(Key.Key_P)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert len(menu.actions()) > 10
    top, bottom = (window.mapFromGlobal(corner).y() for corner in (menu.pos(), menu.geometry().bottomLeft()))
    assert top >= 0
    assert bottom <= window.height()
    menu.close()


def test_number_and_cancelling_of_a_letter_have_a_button_beside_the_papers(village: Office, hands: Hands) -> None:
    recorded: samples.Recorded = {}
    samples.save(village, "letter", recorded)
    open_sheet(hands, "letter", recorded["letter"])
    page = hands.window.page
    assert isinstance(page, RecordPage)
    assert (page.whole.isVisible(), page.whole.accessibleName()) == (True, "Nomor atau pembatalan…")
    offered = [one.title for one in entries(page.session, "letter", village.code, recorded["letter"])]
    assert offered == ["Surat ini"]
    hands.press(Key.Key_N)
    hands.rest()
    assert isinstance(hands.window.page, LetterPage)


def test_every_list_leads_to_the_blank_form_of_its_book(hands: Hands) -> None:
    hands.push("Formulir kosong")
    hands.rest()
    page = hands.window.page
    assert isinstance(page, PaperPage)
    assert page.title.text() == "Formulir kosong Warga"
    assert page.preview.page_count == 2


def test_from_a_list_the_chosen_record_is_printed_without_opening_it(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path))
    hands.press(Key.Key_P)
    choose_from_menu("Lembar catatan ini")
    hands.rest()
    said = text_of(tmp_path / "Warga Siti Aminah.pdf")
    assert "12 Maret 2000" in said
    assert "Rumah cat biru." not in said
    hands.press(Key.Key_P)
    choose_from_menu("Data saya (hak warga)")
    hands.rest()
    assert isinstance(hands.window.page, PaperPage)
