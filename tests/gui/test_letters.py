"""Pesan dan permintaan, Daftar bersama: what offices ask and tell each other, in the window and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, Key
from ppo_desktop.core import additions
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.screens.letters import LettersPage
from ppo_desktop.gui.screens.lists import ListsPage
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.desk import agenda
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import correcting, handing, notes
from ppo_desktop.operations.published import directories
from ppo_desktop.records.registry import kind
from ppo_desktop.records.shared_lists import with_usual, written

PERSON = kind("person")
UPPER = offices.CAMAT


@pytest.fixture
def pair(tmp_path: Path) -> offices.Pair:
    return offices.new_pair(tmp_path)


def says(hands: Hands) -> str:
    assert hands.window.page is not None
    QApplication.processEvents()
    return "\n".join(one.text() for one in hands.window.page.findChildren(QLabel) if one.isVisible())


def letters(hands: Hands) -> LettersPage:
    assert isinstance(hands.window.page, LettersPage)
    return hands.window.page


def person_of(office: Office) -> str:
    typed = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
    return recording.save(office, PERSON, typed).record


def test_a_request_stands_on_the_first_page_and_on_the_sheet_and_is_answered_there(
    village: Office, open_window: OpenWindow, qtbot: Any
) -> None:
    person = person_of(village)
    line = {"record": person, "verdict": "correct", "request": "0" * 32, "reason": "RT-nya benar?", "version": 1}
    move = {"move": "1" * 32, "medium": "KOMIK", "title": "Janji Manis", "amount": 80, "on": "2026-11-20", "proof": ""}
    with village.database.transaction() as connection:
        correcting.learn(connection, village, UPPER, {"verdicts": [line]})
        handing.learn(connection, village, UPPER, {"handed": [move]})
    assert {task.kind for task in agenda.agenda(village, 20)} >= {"corrections", "handed"}
    window = open_window(village)
    hands = Hands(window, qtbot)
    window.show_place(Place("record", {"kind": "person", "record": person, "listed": "people"}))
    hands.rest()
    assert "Kecamatan Tebas meminta catatan ini dilihat lagi: RT-nya benar?" in says(hands)
    hands.push("Sudah benar")
    assert hands.at == "Keterangan"
    hands.type("Sudah dicek di KK")
    hands.press(Key.Key_Return)
    hands.rest()
    assert correcting.requested(village) == []
    (note,) = notes.exchanged(village)
    assert (note.text, note.request) == ("Sudah dicek di KK", "0" * 32)
    assert hands.at == "Terima Janji Manis", "what waits next has the keyboard"
    hands.press(Key.Key_Return)
    hands.rest()
    assert handing.proposed(village) == []
    assert "Janji Manis" not in says(hands)


def test_the_upper_office_asks_from_the_sheet_and_takes_it_back(
    pair: offices.Pair, open_window: OpenWindow, qtbot: Any
) -> None:
    person = pair.person()
    pair.report(nihil=True)
    pair.carry_up()
    window = open_window(pair.camat)
    hands = Hands(window, qtbot)
    where = {"kind": "person", "record": person, "owner": pair.village.code}
    window.show_place(Place("record", where))
    hands.rest()
    hands.push("Minta perbaikan")
    assert hands.at == "Apa yang perlu dilihat lagi"
    hands.press(Key.Key_Return)
    hands.rest()
    assert "Tulis yang perlu dilihat lagi" in says(hands)
    hands.type("Tanggal lahirnya benar?")
    hands.press(Key.Key_Return)
    hands.rest()
    assert [one.reason for one in correcting.asked(pair.camat)] == ["Tanggal lahirnya benar?"]
    window.show_place(Place("record", where))
    hands.rest()
    assert isinstance(window.page, RecordPage)
    assert "Diminta 21 November 2026; belum dijawab." in says(hands)
    window.show_place(Place("letters"))
    hands.rest()
    page = letters(hands)
    assert page.writing is not None
    page.writing.text.setPlainText("Mohon daftar hadir dibawa.")
    assert "Dibawa tanda terima berikutnya." in says(hands)
    hands.push("Kirim pesan")
    assert "Mohon daftar hadir dibawa." in says(hands)
    assert hands.at == "Isi pesan", "the next one can be written"
    assert "Dicatat 21 November 2026, tanda " in says(hands)
    (one,) = correcting.asked(pair.camat)
    hands.push(f"Tarik kembali permintaan tentang {one.title}")
    assert [one.state for one in correcting.asked(pair.camat)] == ["withdrawn"]


def test_a_referral_is_answered_from_its_sheet_above_and_written_down_from_its_sheet_below(
    pair: offices.Pair, open_window: OpenWindow, qtbot: Any
) -> None:
    typed = {"person": pair.person(), "institution": "KECAMATAN", "urgency": "SEGERA", "status": "DIKIRIM"}
    more = {"basis": "PERSETUJUAN", "sent_on": "2026-11-12", "warning_reasons": {"incomplete": "-"}}
    where = {"kind": "referral", "record": recording.save(pair.village, kind("referral"), {**typed, **more}).record}
    pair.report(nihil=True)
    pair.carry_up()
    window = open_window(pair.camat)
    hands = Hands(window, qtbot)
    window.show_place(Place("record", {**where, "owner": pair.village.code}))
    hands.rest()
    hands.push("Jawab rujukan")
    assert hands.at == "Isi jawaban"
    hands.push("Kirim jawaban")
    assert "Tulis apa yang dilakukan." in says(hands)
    hands.type("Sudah ditemui di rumahnya.")
    hands.push("Kirim jawaban")
    assert "Jawaban rujukan: " in says(hands)
    assert "Siti Aminah" not in says(hands), "here only the office that referred knows the name"
    pair.carry_down()
    window = open_window(pair.village)
    hands = Hands(window, qtbot)
    window.show_place(Place("record", where))
    hands.rest()
    assert "Dijawab Kecamatan Tebas, 21-11-2026" in says(hands)
    hands.push("Catat jawaban ini")
    page = window.page
    assert isinstance(page, FormPage)
    typed = page.form.typed()
    assert (typed["answer"], typed["answered_on"]) == ("Sudah ditemui di rumahnya.", "21-11-2026")
    hands.push("Simpan")
    (row,) = offices.rows_at(pair.village, kind("referral"))
    assert (row["answer"], row["answered_on"]) == ("Sudah ditemui di rumahnya.", "2026-11-21")


@pytest.fixture
def nothing_added() -> Iterator[None]:
    yield
    additions.use({})


@pytest.mark.usefixtures("nothing_added")
def test_the_top_adds_a_line_takes_a_code_out_of_use_and_publishes(
    pair: offices.Pair, open_window: OpenWindow, qtbot: Any, tmp_path: Path
) -> None:
    camat = pair.camat
    window = open_window(camat, "lists")
    hands = Hands(window, qtbot)
    hands.rest()
    page = window.page
    assert isinstance(page, ListsPage)
    assert hands.at == "Pilih daftarnya"
    hands.type("sasaran sos")
    hands.press(Key.Key_Return)
    hands.rest()
    assert hands.at == "Nama"
    hands.type("Kelompok nelayan")
    hands.press(Key.Key_Return)
    hands.rest()
    hands.type("Siswa")
    hands.press(Key.Key_Return)
    hands.rest()
    assert "Baris ini belum dapat ditambahkan." not in says(hands), "another code, though the same words"
    hands.push("Buang Siswa dari daftar")
    hands.push("Terbitkan")
    (one,) = directories.added(camat)
    assert [line.columns["label"] for line in one.lines] == ["Kelompok nelayan"]
    assert "1 baris dari Kecamatan Tebas, terbitan 1: Kelompok nelayan" in says(hands)
    file = tmp_path / "daftar.csv"
    good, bad = with_usual("audiences", {"label": "Ibu PKK"}), with_usual("audiences", {"code": "SISWA", "label": "X"})
    file.write_text(written("audiences", [good, bad]), encoding="utf-8")
    page.bring("audiences", file)
    hands.rest()
    assert "1 baris tidak ikut" in says(hands)
    assert "Ibu PKK" in says(hands)


def test_a_village_sees_what_is_in_force_and_why_it_adds_nothing(
    village: Office, open_window: OpenWindow, qtbot: Any
) -> None:
    hands = Hands(open_window(village, "lists"), qtbot)
    hands.rest()
    assert "Belum ada tambahan" in says(hands)
    assert "diterbitkan kantor teratas" in says(hands)


def test_esc_leaves_a_page_beside_unless_something_typed_would_go(
    village: Office, open_window: OpenWindow, qtbot: Any
) -> None:
    window = open_window(village, "receive")
    window.show_place(Place("letters"))
    hands = Hands(window, qtbot)
    hands.rest()
    page = letters(hands)
    assert page.writing is not None
    page.writing.text.setFocus()
    hands.type("Mohon")
    hands.press(Key.Key_Escape)
    assert window.page is page
    page.writing.text.clear()
    hands.press(Key.Key_Escape)
    hands.rest()
    assert window.page is not page
    window.show_place(Place("transfers"))
    hands.rest()
    hands.push("Kembali")
    assert window._place == Place("receive")
