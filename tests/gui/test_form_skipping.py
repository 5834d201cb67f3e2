"""What does not apply is out of sight, and no answer is dropped unasked: by keyboard, over a real office."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel

from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key, OpenForm, opener
from gui.test_form import NEW_PERSON, SITI, rows, save
from ppo_desktop.core.clock import today
from ppo_desktop.gui.forms.form import RecordForm
from ppo_desktop.gui.forms.sheet import group_cards
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.papers import sheets
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.registry import kind

LEFT = {"status": "pulang", "departed_on": "2025", "destination_country": "MY", "registered_on": "2026-11-02"}
BACK = {"returned_on": "2026-10", "return_reason": "DEPORTASI", "deportation_cause": "OVERSTAY"}
LATER = {REASONS: {"incomplete": "Menyusul"}}


@pytest.fixture
def open_form(open_window: OpenWindow, qtbot: Any) -> OpenForm:
    return opener(open_window, qtbot)


def seen(form: RecordForm) -> set[str]:
    return {name for name, cell in form.cells.items() if cell.isVisibleTo(form)}


def departure(office: Office, **more: object) -> str:
    return save(office, "departure", {"person": save(office, "person", SITI), **LEFT, **BACK, **LATER, **more})


def set_out(open_form: OpenForm, office: Office) -> tuple[FormPage, Hands]:
    """The form of somebody who was sent home, with the keyboard in what is the case now."""
    page, hands = open_form(office, kind="departure", record=departure(office), listed="departures")
    page.form.unfold()
    page.form.cells["status"].focus()
    return page, hands


def test_one_answer_brings_the_next_and_what_does_not_apply_is_passed_by(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, kind="departure", record=None, listed="departures")
    page.form.unfold()
    assert not {"departed_on", "returned_on", "deportation_cause", "passport_until", "danger_word"} & seen(page.form)
    page.form.cells["status"].focus()
    hands.choose("pulang")
    assert {"departed_on", "returned_on", "return_reason"} <= seen(page.form)
    page.form.cells["return_reason"].focus()
    hands.choose("deportasi")
    assert hands.at == "Sebab deportasi"
    page.form.cells["passport"].focus()
    hands.press(Key.Key_Tab)
    assert hands.at.startswith("Dokumen yang sudah ada")
    page.form.cells["passport"].focus()
    hands.type("C1234567")
    hands.press(Key.Key_Tab)
    assert hands.at == "Paspor berlaku sampai"
    page.form.cells["contact_every"].focus()
    hands.choose("setiap minggu")
    assert hands.at == "Kontak melalui"


def test_a_number_that_is_there_needs_no_reason_why_it_is_missing(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_PERSON)
    hands.fill("Siti Aminah")
    hands.press(Key.Key_Return)
    assert hands.at == "Alasan NIK kosong"
    page.form.cells["nik"].focus()
    hands.type("6101045203000001")
    hands.press(Key.Key_Return)
    assert hands.at == "Nomor KK"
    assert "no_nik_reason" not in seen(page.form)


def test_answers_that_stop_applying_are_asked_about_dropped_and_brought_back(
    village: Office, open_form: OpenForm
) -> None:
    page, hands = set_out(open_form, village)
    form, held = page.form, dict(page.form.everything())
    hands.press(Key.Key_A, held=CTRL)
    hands.type("bekerja")
    assert set(BACK) <= seen(form)
    hands.press(Key.Key_Return)
    assert form.everything() == held | {"status": "bekerja"}
    hands.press(Key.Key_Return)
    assert hands.at == "Buang jawaban"
    said = hands.focused.accessibleDescription()
    assert said == "Jawaban “Tanggal pulang”, “Alasan pulang”, “Sebab deportasi” tidak berlaku lagi."
    hands.press(Key.Key_Space)
    assert not set(BACK) & (seen(form) | set(form.everything()))
    assert hands.at == "Keadaan sekarang"
    assert hands.window.toaster.text == "Jawaban dibuang: Tanggal pulang, Alasan pulang, Sebab deportasi."
    hands.window.toaster.undo()
    assert form.everything() == held | {"status": "bekerja"}
    hands.push("Kembalikan pilihan: Keadaan sekarang")
    assert form.everything() == held
    assert seen(form) >= set(BACK)


def test_esc_in_the_question_brings_the_choice_back_and_stays_in_the_form(village: Office, open_form: OpenForm) -> None:
    page, hands = set_out(open_form, village)
    held = dict(page.form.everything())
    hands.press(Key.Key_A, held=CTRL)
    hands.choose("bekerja")
    assert hands.at == "Buang jawaban"
    hands.press(Key.Key_Escape)
    assert hands.window.page is page
    assert hands.at == "Keadaan sekarang"
    assert page.form.everything() == held


def test_a_question_that_is_left_open_drops_nothing_and_saving_asks_why(village: Office, open_form: OpenForm) -> None:
    page, hands = set_out(open_form, village)
    hands.press(Key.Key_A, held=CTRL)
    hands.choose("bekerja")
    page.save()
    hands.rest()
    (said,) = page.form.standing()
    assert said.code == "left-over"
    hands.type("Dari buku lama")
    page.save()
    hands.rest()
    (row,) = rows(village, "departure")
    assert (row["status"], row["deportation_cause"]) == ("bekerja", "OVERSTAY")


def test_the_choice_can_be_taken_back_instead(village: Office, open_form: OpenForm) -> None:
    page, hands = set_out(open_form, village)
    held = dict(page.form.everything())
    hands.press(Key.Key_A, held=CTRL)
    hands.choose("bekerja")
    hands.press(Key.Key_Tab)
    assert hands.at == "Kembalikan pilihan: Keadaan sekarang"
    hands.press(Key.Key_Return)
    assert page.form.everything() == held
    hands.press(Key.Key_Return)
    assert hands.at == "Negara tujuan"
    assert set(page.form.typed()) <= {REASONS}


def test_a_record_shows_what_it_holds_though_it_does_not_apply(village: Office, open_form: OpenForm) -> None:
    record = departure(village, status="siap", **{REASONS: {"left-over": "Dari buku lama", "incomplete": "Menyusul"}})
    page, hands = open_form(village, kind="departure", record=record, listed="departures")
    page.form.unfold()
    assert set(BACK) <= seen(page.form)
    page.form.cells["deportation_cause"].focus()
    hands.press(Key.Key_A, held=CTRL)
    hands.press(Key.Key_Delete)
    assert "deportation_cause" in seen(page.form)  # not under the fingers
    hands.press(Key.Key_Return)
    assert seen(page.form) & set(BACK) == {"returned_on", "return_reason"}


def test_a_group_of_which_nothing_applies_folds_away_and_what_is_looked_at_stays_in_its_place(
    village: Office, open_form: OpenForm
) -> None:
    page, hands = open_form(village, kind="referral", record=None, listed="referrals")
    page.form.unfold()
    slip = next(section for section in page.form._sections if page.form.cells["received_by"] in section.cells)
    assert slip.isHidden()
    page.form.cells["status"].focus()
    hands.choose("diterima")
    assert not slip.isHidden()
    page.form.cells["departure"].focus()
    QApplication.processEvents()
    place = hands.focused.mapTo(page.view, QPoint(0, 0)).y()
    page.form.cells["status"].set_value("DISIAPKAN")
    page.form.skipping.follow("status", is_done=True)
    assert slip.isHidden()
    assert abs(hands.focused.mapTo(page.view, QPoint(0, 0)).y() - place) <= 2


def test_a_sheet_misses_nothing_that_does_not_apply(village: Office, qapp: object) -> None:
    typed = SITI | {"nik": "6101045203000001", "no_nik_reason": None}
    sheet = sheets.sheet(village, kind("person"), save(village, "person", typed))
    gaps = group_cards(sheet, today(village.clock), frozenset())[-1]
    words = " ".join(label.text() for label in gaps.findChildren(QLabel))
    assert "Nomor KK" in words
    assert "Alasan NIK kosong" not in words
