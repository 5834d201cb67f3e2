"""The page of the screening instrument: read by everybody, edited, tried and published by a regency."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

import offices
from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key
from gui.journey.everywhere import disabled_without_reason, name_of, passed_by, walked
from ppo_desktop.gui.screens.instrument import InstrumentPage
from ppo_desktop.gui.screens.instrument.editing import BandEditor, NewQuestionEditor, QuestionEditor
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.published import publishing
from ppo_desktop.operations.published.publishing import INSTRUMENTS

REGENCY = "61.01"


def page_of(hands: Hands) -> InstrumentPage:
    hands.rest()
    assert isinstance(hands.window.page, InstrumentPage)
    return hands.window.page


def said(page: InstrumentPage) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def write_over(hands: Hands, text: str) -> None:
    hands.press(Key.Key_A, held=CTRL)
    hands.type(text)


def test_a_village_reads_it_part_by_part_and_changes_nothing(
    village: Office, open_window: OpenWindow, qtbot: Any
) -> None:
    hands = Hands(open_window(village, "instrument"), qtbot)
    page = page_of(hands)
    words = said(page)
    for part in ("Versi 1.0. Sumber dicek 21 November 2026.", "Tanda wajib rujuk", "6 poin", "Perlu tindakan hari ini"):
        assert part in words
    assert [made.text().strip() for made in page.findChildren(QPushButton) if made.isVisible()] == ["Kembali"]
    walk = walked(hands.window)
    assert passed_by(walk, hands.window) == []
    assert [name_of(stop) for stop in walk if not stop.accessibleName()] == []
    assert "A. Tawaran kerja" in [stop.accessibleName() for stop in walk]


def test_it_says_what_came_from_above_and_is_not_used(village: Office, open_window: OpenWindow, qtbot: Any) -> None:
    with village.database.transaction() as connection:
        for text in ("rusak [", "rusak juga ["):
            INSTRUMENTS.learn(connection, village, "", {"instruments": {"1.0.6101.1": text}})
    words = said(page_of(Hands(open_window(village, "instrument"), qtbot)))
    assert "Versi 1.0.6101.1 dari kabupaten belum dapat dipakai program ini." in words
    assert "Versi 1.0.6101.1 pernah datang lagi dengan isi yang berbeda." in words


def test_what_is_typed_in_an_editor_is_not_lost_whichever_way_it_is_left(
    tmp_path: Path, open_window: OpenWindow, qtbot: Any
) -> None:
    office = offices.new_office(tmp_path / "kabupaten", REGENCY, offices.clock_at(), is_root=True)
    hands = Hands(open_window(office, "instrument"), qtbot)
    page_of(hands)
    hands.press(Key.Key_Return)
    page = page_of(hands)

    hands.push("Ubah A2")
    write_over(hands, "Siapa yang menawarkan?")
    hands.window.session.go("home")
    hands.rest()
    hands.window.session.go("instrument")
    page = page_of(hands)
    assert isinstance(page.editor, QuestionEditor)
    assert page.editor.text.toPlainText() == "Siapa yang menawarkan?"
    assert hands.focused is page.editor.text

    hands.press(Key.Key_Left, held=Qt.KeyboardModifier.AltModifier)
    assert page.editor is None
    assert "Siapa yang menawarkan?" in said(page), "going back takes it over"

    hands.push("Tambah pertanyaan pada Perjalanan")
    hands.type("Ada yang menunggu?")
    hands.press(Key.Key_Left, held=Qt.KeyboardModifier.AltModifier)
    assert isinstance(page.editor, NewQuestionEditor), "what is wrong is said there"
    assert "Isi dahulu." in said(page)
    write_over(hands, "Ada yang menunggu?")
    hands.press(Key.Key_Escape)
    assert page.editor is None
    assert hands.at == "Tambah pertanyaan pada Perjalanan"
    hands.window.toaster.undo()
    assert isinstance(page.editor, NewQuestionEditor)
    page.editor.text.setPlainText("panjang " * 60)
    page.editor.take_over()
    assert "Paling panjang 400 huruf; ini 479." in said(page)
    hands.press(Key.Key_Escape, Key.Key_Escape)
    hands.rest()
    assert hands.window.page is not page


def test_a_regency_edits_a_copy_tries_it_and_publishes_it_by_keyboard(
    tmp_path: Path, open_window: OpenWindow, qtbot: Any
) -> None:
    office = offices.new_office(tmp_path / "kabupaten", REGENCY, offices.clock_at(), is_root=True)
    hands = Hands(open_window(office, "instrument"), qtbot)
    page = page_of(hands)
    assert hands.at == "Buat salinan"
    hands.press(Key.Key_Return)
    page = page_of(hands)
    assert "Salinan versi 1.0.6101.1; belum dipakai siapa pun." in said(page)
    assert page.publishing.why_not == "Coba dahulu."
    assert disabled_without_reason(hands.window) == []

    hands.push("Ubah Perlu pendampingan")
    assert isinstance(page.editor, BandEditor)
    write_over(hands, "nol")
    hands.push("Selesai")
    assert hands.focused is page.editor.limit, "what is wrong is said where it stands"
    write_over(hands, "9")
    hands.push("Selesai")
    hands.push("Coba")
    assert "harus lebih besar daripada batas" in said(page)
    assert not page.publishing.button.isEnabled()
    hands.push("Ubah Perlu pendampingan")
    write_over(hands, "18")
    hands.push("Selesai")
    assert hands.at == "Ubah Perlu pendampingan", "the keyboard comes back to where it was"

    page.change_question("A6")
    assert isinstance(page.editor, QuestionEditor)
    assert page.editor.is_asked.accessibleDescription() == "Tanda wajib rujuk selalu ditanyakan."
    hands.push("Batal")
    hands.push("Ubah A2")
    assert isinstance(page.editor, QuestionEditor)
    page.editor.is_asked.setChecked(False)
    hands.push("Selesai")
    assert "A9: menunjuk jawaban yang tidak ada" in said(page), "another question needs it"
    hands.push("Ubah G1")
    assert isinstance(page.editor, QuestionEditor)
    page.editor.is_asked.setChecked(False)
    hands.push("Selesai")
    assert "Tidak ditanyakan" in said(page)
    hands.push("Tambah pertanyaan pada Perjalanan")
    hands.type("Ada yang menunggu?")
    hands.press(Key.Key_Tab, Key.Key_Tab)
    assert hands.at == "Kalimat pada hasil"
    hands.type("Ada.")
    hands.push("Selesai")
    assert "Ada yang menunggu?" in said(page)

    hands.window.session.go("home")
    hands.rest()
    hands.push("Lanjutkan Salinan instrumen skrining")
    page = page_of(hands)
    assert "Ada yang menunggu?" in said(page), "what was edited waits as a draft"
    hands.push("Coba")
    assert "Belum ada skrining di kantor ini, jadi belum ada yang dapat dibandingkan." in said(page)
    assert hands.at == "Dicoba pada skrining yang sudah ada", "nobody publishes by pressing Enter twice"
    hands.press(Key.Key_Return, Key.Key_Tab)
    assert hands.at == "Terbitkan"
    hands.press(Key.Key_Return)
    assert hands.at == "Batal"
    hands.press(Key.Key_Return)
    hands.rest()
    assert publishing.instruments_of(office).newest().version == "1.0"
    assert hands.at == "Terbitkan"
    hands.press(Key.Key_Return, Key.Key_Escape)
    assert hands.window.page is page
    assert hands.at == "Terbitkan"
    hands.press(Key.Key_Return)
    hands.push("Ya, terbitkan")
    assert "Versi 1.0.6101.1 terbit." in said(page)
    made = publishing.instruments_of(office).newest()
    assert (made.version, made.band("TINGGI").certain_from) == ("1.0.6101.1", 18)
    assert "G1" not in made.by_id
    assert made.by_id["E5"].text == "Ada yang menunggu?"
    assert "A2" in made.by_id
