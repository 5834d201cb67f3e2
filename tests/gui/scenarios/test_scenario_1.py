"""A girl of 17, a tourist visa, a go-between who keeps the passport: from the first word to the referral."""

from __future__ import annotations

from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key
from gui.talk import answer_all, be_alone, page_of, saved, words
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import browsing, recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.field import Values
from ppo_desktop.records.registry import kind


def the_one(office: Office, of: str) -> Values:
    """The one record of a book."""
    (row,) = browsing.window(office, kind(of), browsing.ids(office, kind(of)), tuple(kind(of).by_name))
    assert row is not None
    return row


def type_into(hands: Hands, **typed: str) -> None:
    """Go to each field and type; what is chosen from a list is taken by Enter."""
    for name, text in typed.items():
        cell = hands.form.form.cells[name]
        cell.focus()
        hands.type(text)
        hands.press(Key.Key_Return)


def save_with_reasons(hands: Hands, reason: str) -> None:
    """Ctrl+S; what is odd is explained, as often as it is asked for."""
    for _attempt in range(6):
        form = hands.form
        hands.press(Key.Key_S, held=CTRL)
        hands.rest()
        if hands.window.page is not form:
            return
        hands.type(reason)


def sheet_says(hands: Hands) -> str:
    assert isinstance(hands.window.page, RecordPage)
    QApplication.processEvents()
    return "\n".join(each.text() for each in hands.window.page.findChildren(QLabel) if each.isVisible())


def test_a_girl_of_17_is_helped_today_and_no_letter_is_issued(
    village: Office, open_window: OpenWindow, qtbot: Any
) -> None:
    unit = {"name": "UPTD PPA Kabupaten Sambas", "service": "PPA", "phone": "0562 391234", "checked_on": "2026-11-20"}
    recording.save(village, kind("contact"), unit)
    window = open_window(village, "people")
    hands = Hands(window, qtbot)

    # Who she is: the NIK tells birth date and sex, and one key takes them over.
    window.show_place(Place("form", {"kind": "person", "record": None, "listed": "people"}))
    QApplication.processEvents()
    hands.fill("Dewi Lestari")
    hands.type("6101045203099901")
    hands.press(Key.Key_Tab)
    assert hands.at == "Pakai: Menurut NIK: lahir 12 Maret 2009 (17 tahun), perempuan."
    hands.press(Key.Key_Return)
    assert (hands.form.form.cells["born_on"].value, hands.form.form.cells["sex"].value) == ("12-03-2009", "P")
    save_with_reasons(hands, "Menyusul")
    person = the_one(village, "person")
    assert (person["nik"], person["born_on"], person["sex"]) == ("6101045203099901", "2009-03-12", "P")

    # Where she is to go.
    window.show_place(Place("record", {"kind": "person", "record": person["id"], "listed": "people"}))
    hands.rest()
    hands.press(Key.Key_K)
    hands.rest()
    type_into(
        hands,
        registered_on="21-11-2026",
        status="niat",
        destination_country="malay",
        scheme="tanpa",
        visa="kunjungan",
        planned_on="10-12-2026",
    )
    save_with_reasons(hands, "Dicatat untuk dirujuk")
    departure = the_one(village, "departure")
    assert (departure["age_at_departure"], departure["visa"]) == (17, "KUNJUNGAN")
    assert "under-18" in departure["warning_reasons"]  # type: ignore[operator]  # a mapping

    # The law's own bar stands on the sheet, with the reason.
    window.show_place(Place("record", {"kind": "departure", "record": departure["id"], "listed": "departures"}))
    hands.rest()
    said = sheet_says(hands)
    assert "Surat izin keluarga belum dapat diterbitkan." in said
    assert "Umur saat berangkat 17 tahun, sedangkan undang-undang mensyaratkan paling sedikit 18 tahun" in said

    # The talk, alone; her parents do not agree that anybody is told.
    hands.press(Key.Key_S)
    page = page_of(hands)
    be_alone(hands)
    answer_all(page, hands, {"A1": "PERANTARA", "A2": "TIDAK", "B4": "AGEN"})
    hands.press(Key.Key_Return)
    said = words(page)
    for sentence in (
        "Perlu tindakan hari ini",
        "Umur saat berangkat di bawah 18 tahun.",
        "Akan bekerja dengan visa kunjungan.",
        "Dokumen asli dipegang perantara atau agen.",
        "UPTD PPA Kabupaten Sambas",
        "0562 391234",
        "dicek 20-11-2026",
        "129",
        "Anak di bawah 18 tahun: selalu hubungi UPTD PPA.",
        "paling lambat 24 jam",
        "Selama ada tanda wajib rujuk, hasilnya tetap “Perlu tindakan hari ini”.",
    ):
        assert sentence in said, sentence
    hands.press(Key.Key_Return)
    hands.rest()
    screening = saved(village)
    assert (screening["band"], screening["flags"]) == ("KRITIS", ["B1", "B3"])
    assert hands.at == "Buat tindak lanjut"

    # Handed on by legal duty, under the number of the office's own agenda book.
    hands.push("Buat rujukan")
    type_into(
        hands,
        institution="uptd",
        urgency="segera",
        status="dikirim",
        basis="kewajiban",
        number="400.2/17/Pem/2026",
        sent_on="21-11-2026",
    )
    save_with_reasons(hands, "Orang tua menolak")
    referral = the_one(village, "referral")
    assert (referral["person"], referral["screening"]) == (person["id"], screening["id"])
    assert (referral["basis"], referral["number"]) == ("KEWAJIBAN_HUKUM", "400.2/17/Pem/2026")

    # All of it stands on her departure's sheet, and there is no button for a letter that may not be.
    window.show_place(Place("record", {"kind": "departure", "record": departure["id"], "listed": "departures"}))
    hands.rest()
    QTest.qWait(1)
    said = sheet_says(hands)
    assert "Surat izin keluarga belum dapat diterbitkan." in said
    assert "Dewi Lestari – UPTD PPA" in said
    buttons = [made.text() for made in hands.window.page.findChildren(QPushButton)] if hands.window.page else []
    assert not [text for text in buttons if "surat izin" in text.lower()]
