"""Letters through the window: written from a record by keyboard, made final, made void; templates and numbers."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit

import offices
from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key, choose_from_menu
from ppo_desktop.gui.screens.letter import LetterPage, TemplatePage
from ppo_desktop.gui.screens.papers import PapersPage
from ppo_desktop.gui.screens.records import RecordsPage
from ppo_desktop.gui.screens.settings import SettingsPage
from ppo_desktop.gui.screens.settings.numbering import NumberingSection
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.letters import issuing, letter_templates, numbering
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.records.letter import LETTER
from ppo_desktop.records.registry import kind
from verifiers import run

SITI = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}


@pytest.fixture
def siti(village: Office) -> str:
    return recording.save(village, kind("person"), SITI).record


def departure_of(office: Office, person: str, **more: object) -> str:
    typed = {"person": person, "registered_on": "2026-11-03", "status": "niat", "destination_country": "MY", **more}
    reasons = {"warning_reasons": {"incomplete": "menyusul", "under-18": "dirujuk"}}
    return recording.save(office, kind("departure"), {**typed, **reasons}).record


def writing(hands: Hands) -> LetterPage:
    hands.rest()
    assert isinstance(hands.window.page, LetterPage)
    return hands.window.page


def paper_of(page: LetterPage, folder: Path) -> str:
    """What can be read on the page in sight."""
    assert page.pdf is not None
    (folder / "surat.pdf").write_bytes(page.pdf)
    return " ".join(run("pdftotext", "-layout", folder / "surat.pdf", "-").split())


def test_a_letter_is_written_from_a_sheet_made_final_and_made_void_by_keyboard(
    open_window: OpenWindow, village: Office, siti: str, qtbot: Any, tmp_path: Path
) -> None:
    numbering.save(village, numbering.Rule("one"))
    window = open_window(village, "people")
    window.show_place(Place("record", {"kind": "person", "owner": "", "record": siti, "listed": "people"}))
    hands = Hands(window, qtbot)
    hands.press(Key.Key_P)
    choose_from_menu("Surat keterangan status perkawinan")
    page = writing(hands)
    assert hands.at == "NIK", "the first that is not known"
    assert page.answers is not None
    assert "NIK, Nomor KK" in page.empty.text(), "the pen is told what is left to it"
    page.answers.cells["status_kawin"].focus()
    hands.fill("Belum kawin", "KTP dan KK", "melamar kerja")
    hands.rest()
    said = paper_of(page, tmp_path)
    for words in ("Siti Aminah", "12 Maret 2000", "Belum kawin", "melamar kerja", "Kepala Desa Sempalai"):
        assert words in said
    hands.press(Key.Key_F9)
    page = writing(hands)
    assert page.answers is None, "what is final is not typed on"
    said = paper_of(page, tmp_path)
    assert "Nomor: 562/001/2003/XI/2026" in said
    assert page.standing is not None
    page.standing.why.setFocus()
    hands.type("Salah nama")
    hands.press(Key.Key_Return)
    page = writing(hands)
    assert page.writing is not None
    assert page.writing.state == "BATAL"


def test_what_is_typed_is_kept_as_a_draft_when_the_page_is_left_but_not_religion(
    open_window: OpenWindow, village: Office, siti: str, qtbot: Any
) -> None:
    where = Place("letter", {"template": "BEPERGIAN", "kind": "person", "record": siti})
    window = open_window(village, "people")
    window.show_place(where)
    hands = Hands(window, qtbot)
    page = writing(hands)
    assert page.answers is not None
    for name, text in (("keperluan", "menjenguk adik"), ("agama", "Islam")):
        page.answers.cells[name].focus()
        hands.type(text)
    hands.press(Key.Key_Escape)
    hands.rest()
    window.show_place(where)
    page = writing(hands)
    assert page.answers is not None
    assert page.answers.cells["keperluan"].value == "menjenguk adik"
    assert page.answers.cells["agama"].value is None
    hands.press(Key.Key_S, held=CTRL)
    page = writing(hands)
    assert page.writing is not None
    assert page.writing.record
    record = page.writing.record
    assert issuing.resume(village, record).filled["keperluan"] == "menjenguk adik"
    window.show_place(Place("record", {"kind": "letter", "owner": "", "record": record, "listed": "list-letter"}))
    assert "Draf, belum bernomor." in hands.sight
    hands.push("Ubah")
    page = writing(hands)
    assert page.answers is not None, "from the register back to where it is written"
    assert page.answers.cells["keperluan"].value == "menjenguk adik"


def test_a_child_gets_no_permission_but_a_notice_of_what_is_missing(
    open_window: OpenWindow, village: Office, qtbot: Any, tmp_path: Path
) -> None:
    child = recording.save(village, kind("person"), {**SITI, "name": "Ayu", "born_on": "2009-03-12"}).record
    leaving = departure_of(village, child, planned_on="2026-12-10")
    window = open_window(village, "letter", template="IZIN_KELUARGA", kind="departure", record=leaving)
    hands = Hands(window, qtbot)
    page = writing(hands)
    assert not page.final.button.isEnabled()
    assert page.final.why_not
    assert "18 tahun" in hands.sight
    hands.push("Buat pemberitahuan")
    page = writing(hands)
    assert page.title.text() == "Pemberitahuan belum dapat diterbitkan"
    assert "Surat itu belum dapat diterbitkan" in paper_of(page, tmp_path)
    hands.press(Key.Key_F9)
    page = writing(hands)
    assert page.writing is not None
    assert page.writing.state == "FINAL"


def test_a_permission_asks_the_head_for_a_reason_where_something_is_to_be_weighed(
    open_window: OpenWindow, village: Office, siti: str, qtbot: Any
) -> None:
    leaving = departure_of(village, siti, planned_on="2026-12-10")
    hands = Hands(open_window(village, "letter", template="IZIN_KELUARGA", kind="departure", record=leaving), qtbot)
    page = writing(hands)
    assert "Belum ada skrining untuk keberangkatan ini." in hands.sight
    assert page.answers is not None
    assert hands.focused is page.answers.reason
    hands.press(Key.Key_F9)
    hands.rest()
    assert "Tulis alasan pimpinan" in hands.sight
    hands.type("Keluarga hadir dan mengerti.")
    hands.press(Key.Key_F9)
    page = writing(hands)
    assert page.writing is not None
    assert (page.writing.state, page.writing.reason) == ("FINAL", "Keluarga hadir dan mengerti.")


def test_a_narrow_window_turns_from_the_answers_to_the_page(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    hands = Hands(open_window(village, "letter", size=(1024, 600), template="BA_SERAH_TERIMA"), qtbot)
    page = writing(hands)
    assert page.answers is not None
    assert page.answers.isVisible()
    assert not page.preview.isVisible()
    hands.press(Key.Key_F7)
    assert page.preview.isVisible()
    assert not page.answers.isVisible()
    hands.press(Key.Key_F7)
    assert page.answers.isVisible()


def test_a_day_nobody_can_read_is_told_and_nothing_is_kept(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    hands = Hands(open_window(village, "letter", template="BA_SERAH_TERIMA"), qtbot)
    page = writing(hands)
    assert page.answers is not None
    page.answers.day.setText("kemarin dulu")
    hands.press(Key.Key_F9)
    hands.rest()
    assert "Tanggal surat tidak terbaca" in hands.sight
    assert hands.focused is page.answers.day


def test_a_secret_letter_is_saved_under_a_name_that_tells_of_nobody(
    open_window: OpenWindow, village: Office, siti: str, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path))
    leaving = departure_of(village, siti)
    hands = Hands(open_window(village, "letter", template="PELACAKAN", kind="departure", record=leaving), qtbot)
    writing(hands)
    hands.push("Simpan PDF")
    assert [file.name for file in tmp_path.glob("*.pdf")] == ["Permohonan pelacakan keberadaan.pdf"]


def test_an_office_changes_the_words_of_a_letter_and_comes_back(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    hands = Hands(open_window(village, "papers"), qtbot)
    hands.push("Ubah kata-kata Surat keterangan tidak mampu")
    page = hands.window.page
    assert isinstance(page, TemplatePage)
    title = page.editors["title"]
    assert isinstance(title, QLineEdit)
    title.setText("Surat Keterangan {namma}")
    hands.rest()
    assert "Mungkin maksudnya “nama”" in page.problems.text()
    assert page.keep.why_not
    title.setText("Surat Keterangan Keluarga Pra-Sejahtera")
    hands.press(Key.Key_Escape)
    hands.rest()
    assert letter_templates.own_codes(village) == set()
    hands.push("Ubah kata-kata Surat keterangan tidak mampu")
    page = hands.window.page
    assert isinstance(page, TemplatePage)
    assert page.texts["title"] == "Surat Keterangan Keluarga Pra-Sejahtera", "what was typed is there again"
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert letter_templates.template(village, "SKTM").title == "Surat Keterangan Keluarga Pra-Sejahtera"
    hands.push("Kembali ke asli")
    assert letter_templates.own_codes(village) == set()
    assert page.purpose.text() == "Kata-kata asli program."


def test_a_letter_about_a_record_leads_to_its_list_and_says_what_to_press(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    hands = Hands(open_window(village, "papers"), qtbot)
    page = hands.window.page
    assert isinstance(page, PapersPage)
    hands.push("Tulis Surat rujukan")
    assert isinstance(hands.window.page, RecordsPage)
    hands.window.show_place(Place("papers"))
    hands.push("Tulis Berita acara serah terima")
    assert isinstance(hands.window.page, LetterPage)


def test_the_settings_show_the_next_number_and_refuse_a_pattern_that_tells_nothing_apart(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    hands = Hands(open_window(village, "settings", section="numbering"), qtbot)
    page = hands.window.page
    assert isinstance(page, SettingsPage)
    section = page.section
    assert isinstance(section, NumberingSection)
    assert not section.pattern.isVisible(), "where a book gives numbers, nothing is asked about them"
    section.owners["one"].click()
    assert section.pattern.isVisible()
    section.last.setText("40")
    assert section.sample.text() == "Nomor berikutnya: 562/041/2003/XI/2026"
    section.pattern.setText("[nomor]")
    assert "[tahun]" in section.pattern_box.message
    assert not section.save_action.button.isEnabled()
    section.pattern.setText("[nomor]/[tanda]/[tahun]")
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert numbering.rule(village).last == 40
    assert numbering.rule(village).pattern == "[nomor]/[tanda]/[tahun]"


def test_opening_a_letter_is_written_down_beside_the_window_and_not_where_somebody_turns_back_before(
    open_window: OpenWindow, village: Office, siti: str, qtbot: Any
) -> None:
    begun = issuing.begin(village, "BEPERGIAN", Subject("person", siti))
    record = issuing.save_draft(village, begun).record
    window = open_window(village, "people")
    hands = Hands(window, qtbot)
    gate = threading.Event()
    window.session.work.start(lambda _job: gate.wait(20), owner=window)
    window.show_place(Place("letter", {"record": record}))
    assert hands.at == "Kembali", "what is not open yet can only be left"
    hands.press(Key.Key_Escape)
    gate.set()
    hands.rest()
    assert looked_at(village) == []
    window.show_place(Place("letter", {"record": record}))
    page = writing(hands)
    assert page.answers is not None
    assert hands.focused is not page
    assert page.isAncestorOf(hands.focused)
    assert hands.at != "Kembali", "the keyboard has gone on to what is typed"
    assert looked_at(village) == [record]


def looked_at(office: Office) -> list[str]:
    """The records whose opening is written down."""
    return [look.record for look in access.looks(offices.as_head(office))]


def test_a_letter_noted_by_hand_says_that_its_content_is_elsewhere(
    open_window: OpenWindow, village: Office, qtbot: Any
) -> None:
    by_hand = {"subject": "Surat tugas", "dated_on": "2026-11-02", "state": "FINAL", "number": "094/3/2026"}
    record = recording.save(village, LETTER, by_hand).record
    hands = Hands(open_window(village, "letter", record=record), qtbot)
    hands.rest()
    assert "hanya dicatat" in hands.sight
    page = hands.window.page
    assert isinstance(page, LetterPage)
    assert page.final.why_not
