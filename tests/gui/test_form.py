"""The form, typed into by keyboard over a real office: saving, problems, reasons, and what else a clerk meets."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from gui.conftest import OpenWindow
from gui.hands import CTRL, SHIFT, Key, OpenForm, opener
from gui.watchdog import watching
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import browsing, recording
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind, row_kinds

NEW_PERSON = {"kind": "person", "record": None, "listed": "people"}
NEW_DEPARTURE = {"kind": "departure", "record": None, "listed": "departures"}
SITI = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}


def save(office: Office, of: str, typed: dict[str, object]) -> str:
    return recording.save(office, kind(of), typed).record


def rows(office: Office, of: str) -> list[dict[str, Any]]:
    """Everything in a list, whole rows."""
    keys = browsing.ids(office, kind(of))
    return [row for row in browsing.window(office, kind(of), keys, tuple(kind(of).by_name)) if row]


@pytest.fixture
def open_form(open_window: OpenWindow, qtbot: Any) -> OpenForm:
    """A form in a window, and hands on its keyboard."""
    return opener(open_window, qtbot)


# ------------------------------------------------------------------------------------------- saving


def test_a_person_is_recorded_by_keyboard_alone(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_PERSON)
    assert hands.at == "Nama lengkap"
    hands.fill("Siti Aminah", "6101045203000001", "", "Tebas", "12-3-2000")
    assert hands.at == "Jenis kelamin"
    hands.choose("perem")
    assert hands.at == "Alamat"
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    (row,) = rows(village, "person")
    assert (row["name"], row["nik"], row["born_on"], row["sex"]) == (
        "Siti Aminah",
        "6101045203000001",
        "2000-03-12",
        "P",
    )
    assert row["region"] == village.code
    assert hands.window.toaster.text == "Siti Aminah tersimpan."
    assert hands.window.page is not page


def test_what_was_saved_is_taken_back_from_the_toast(village: Office, open_form: OpenForm, qtbot: Any) -> None:
    page, hands = open_form(village, **NEW_PERSON, typed=SITI)
    page.save()
    hands.rest()
    assert len(rows(village, "person")) == 1
    hands.press(Key.Key_Z, held=CTRL)
    qtbot.waitUntil(lambda: hands.window.toaster.text == "Sudah diurungkan.")
    assert rows(village, "person") == []


def test_a_warning_about_the_nik_is_saved_with_its_reason(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_PERSON)
    hands.fill("Siti Aminah", "6101045203000001", "", "", "13-3-2000")
    hands.choose("perem")
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert rows(village, "person") == []
    cell = page.form.cells["born_on"]
    assert "Tanggal lahir beda dengan NIK" in cell.message
    assert page.bar.status.text() == "Ada 1 hal yang perlu alasan · F8"
    assert hands.focused is cell.reasons[0].line
    assert hands.focused.accessibleName() == "Alasannya"
    hands.type("Menurut ijazah")
    assert page.view.summary is None
    hands.press(Key.Key_Return, held=CTRL)
    hands.rest()
    (row,) = rows(village, "person")
    assert row["warning_reasons"] == {"nik-born-on": "Menurut ijazah"}


def test_a_reason_may_be_one_of_the_usual_ones(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_PERSON, typed={**SITI, "born_on": None})
    page.save()
    hands.rest()
    hands.press(Key.Key_F4)
    hands.press(Key.Key_Return)
    page.save()
    hands.rest()
    assert rows(village, "person")[0]["warning_reasons"] == {"born-on-missing": "Tidak diketahui keluarga"}


def test_a_departure_is_recorded_for_a_person_found_by_typing(village: Office, open_form: OpenForm) -> None:
    siti = save(village, "person", SITI)
    save(village, "person", {**SITI, "name": "Siti Rahmah"})
    page, hands = open_form(village, **NEW_DEPARTURE)
    assert hands.at == "Warga"
    hands.type("siti am")
    hands.press(Key.Key_Return)
    assert page.form.cells["person"].told == "12-03-2000"
    hands.press(Key.Key_Return)
    page.form.cells["status"].focus()
    hands.choose("niat")
    assert hands.at == "Negara tujuan"
    hands.choose("malay")
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    (row,) = rows(village, "departure")
    assert (row["person"], row["status"], row["destination_country"]) == (siti, "niat", "MY")
    assert row["registered_on"] == "2026-11-21"
    assert hands.window.toaster.text == "Siti Aminah – Malaysia tersimpan."


def test_save_and_add_opens_an_empty_form(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_PERSON, typed=SITI)
    page.form.cells["name"].focus()
    hands.press(Key.Key_S, held=CTRL | SHIFT)
    hands.rest()
    assert hands.window.page is page
    assert hands.at == "Nama lengkap"
    assert page.form.cells["name"].value is None
    hands.type("Budi")
    page.leave()
    hands.rest()
    draft = drafting.find(village, DraftKey("person"))
    assert draft is not None
    assert draft.typed == {"name": "Budi"}


def test_changing_a_record_writes_only_what_was_changed(village: Office, open_form: OpenForm) -> None:
    record = save(village, "person", {**SITI, "phone": "081234567890", "note": "baris satu\nbaris dua"})
    page, hands = open_form(village, kind="person", record=record, listed="people")
    assert page.title.text() == "Siti Aminah"
    page.form.cells["hamlet"].focus()
    hands.type("Merpati")
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert [line.field for line in recording.history(village, record)][-1:] == ["hamlet"]
    page, hands = open_form(village, kind="person", record=record, listed="people")
    page.save()
    hands.rest()
    assert hands.window.toaster.text == "Tidak ada yang berubah."


def test_changing_a_record_begins_at_its_top_not_at_the_first_field_that_may_be_empty(
    village: Office, open_form: OpenForm
) -> None:
    page, _hands = open_form(village, kind="person", record=save(village, "person", SITI), listed="people")
    assert page.form.cells["name"].editor.focusProxy().hasFocus()


def test_a_departure_stays_with_its_person(village: Office, open_form: OpenForm) -> None:
    siti = save(village, "person", SITI)
    typed = {"person": siti, "registered_on": "2026-11-03", "status": "niat", "destination_country": "MY"}
    record = save(village, "departure", typed)
    page, hands = open_form(village, kind="departure", record=record, listed="departures")
    cell = page.form.cells["person"]
    line = cell.editor.focusProxy()
    assert line.text() == "Siti Aminah"
    assert line.isReadOnly()
    assert cell.editor.reading().endswith(" · tidak dapat diganti")
    assert not line.hasFocus(), "the keyboard begins where something can be changed"
    cell.focus()
    hands.rest()
    told = [one.text() for one in page.view.field_help.findChildren(QLabel)]
    assert cell.editor.why_fixed in told
    assert not any(text.startswith("Ketik") for text in told), "nobody is told how to type what is fixed"


def test_choosing_where_the_keyboard_begins_makes_no_editor_below_what_is_seen(
    village: Office, open_form: OpenForm
) -> None:
    typed = {"person": save(village, "person", SITI), "registered_on": "2026-11-03", "status": "niat"}
    record = save(village, "departure", typed | {"destination_country": "MY"})
    page, hands = open_form(village, kind="departure", record=record, listed="departures")
    made = sum(cell.is_ready for cell in page.form.cells.values())
    hands.rest()
    assert made < sum(cell.is_ready for cell in page.form.cells.values()), "the others follow after the first paint"


# ------------------------------------------------------------------------------------------- problems


def test_every_problem_is_said_at_its_field_in_the_summary_and_reached_by_f8(
    village: Office, open_form: OpenForm
) -> None:
    page, hands = open_form(village, **NEW_PERSON)
    hands.fill("Joko Santoso", "610108140388093", "", "", "14-03-1988")
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert rows(village, "person") == []
    assert page.view.summary is not None
    assert page.view.summary.title.text() == "Ada 2 isian yang perlu dibetulkan"
    assert [link.accessibleName() for link in page.view.summary.links] == [
        "NIK terdiri dari 16 angka.",
        "Jenis kelamin wajib diisi.",
    ]
    assert page.form.cells["nik"].message == "NIK terdiri dari 16 angka."
    assert page.form.cells["nik"].editor.focusProxy().accessibleDescription().startswith("NIK terdiri")
    assert hands.at == "NIK"
    hands.press(Key.Key_F8)
    assert hands.at == "Jenis kelamin"
    hands.press(Key.Key_F8)
    assert hands.at == "NIK"
    page.view.summary.links[1].setFocus()
    hands.press(Key.Key_Space)
    assert hands.at == "Jenis kelamin"
    hands.type("laki")
    hands.press(Key.Key_Return)
    assert page.view.summary.title.text() == "Ada 1 isian yang perlu dibetulkan"
    hands.press(Key.Key_F8)
    hands.press(Key.Key_End)
    hands.type("2")
    assert page.view.summary is None
    assert page.bar.status.text() == ""
    assert page.form.cells["name"].value == "Joko Santoso"


def test_errors_and_warnings_are_said_at_once(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_PERSON, typed={"name": "Siti", "no_nik_reason": "MENOLAK"})
    page.save()
    hands.rest()
    assert page.view.summary is not None
    assert page.view.summary.title.text() == "Ada 1 isian yang perlu dibetulkan dan 1 yang perlu alasan"


def test_a_reason_outlives_the_next_refusal(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_PERSON, typed={"name": "Siti", "no_nik_reason": "MENOLAK"})
    page.save()
    hands.rest()
    page.form.cells["born_on"].reasons[0].line.setFocus()
    hands.type("Lupa")
    page.save()
    hands.rest()
    page.form.cells["sex"].focus()
    hands.choose("perem")
    page.save()
    hands.rest()
    assert rows(village, "person")[0]["warning_reasons"] == {"born-on-missing": "Lupa"}


def test_leaving_a_field_says_whether_it_can_be_read(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_PERSON)
    page.form.cells["born_on"].focus()
    hands.type("kemarin")
    assert page.form.cells["born_on"].message == ""
    hands.press(Key.Key_Return)
    assert "bukan tanggal" in page.form.cells["born_on"].message
    page.form.cells["born_on"].focus()
    hands.press(Key.Key_End, Key.Key_Backspace)
    assert page.form.cells["born_on"].message == ""


def test_what_a_departure_lacks_for_its_stage_asks_for_one_reason(village: Office, open_form: OpenForm) -> None:
    siti = save(village, "person", SITI)
    page, hands = open_form(village, **NEW_DEPARTURE, typed={"person": siti})
    page.form.cells["status"].focus()
    hands.choose("sudah")
    hands.choose("malay")
    page.save()
    hands.rest()
    assert hands.at == "Alasannya"
    assert hands.focused.accessibleDescription().startswith("Belum terisi: Sektor")
    hands.type("menyusul")
    hands.press(Key.Key_Return)
    page.save()
    hands.rest()
    assert rows(village, "departure")[0]["warning_reasons"] == {"incomplete": "Menyusul"}


def test_an_amount_without_its_kind_is_not_lost_silently(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, kind="socialisation", record=None, listed="events")
    hands.choose("sosialisasi")
    page.form.cells["materials"].focus()
    hands.choose("komik")
    page.form.cells["held_on"].focus()
    hands.type("30-11-2026")
    page.save()
    hands.rest()
    assert "tulis jumlahnya" in page.form.cells["materials"].message
    page.form.cells["materials"].stops()[1].setFocus()
    hands.type("97")
    page.save()
    hands.rest()
    assert rows(village, "socialisation")[0]["materials"] == {"KOMIK": 97}


# ------------------------------------------------------------------------------------------- the window


def test_typing_and_saving_write_nothing_in_the_thread_of_the_window(
    village: Office, open_form: OpenForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    _page, hands = open_form(village, **NEW_PERSON)
    with watching(monkeypatch, longest=1.0):
        hands.fill("Siti Aminah", "6101045203000001", "", "Tebas", "12-3-2000")
        hands.choose("perem")
        hands.press(Key.Key_S, held=CTRL)
        hands.rest()
    assert len(rows(village, "person")) == 1


def test_a_window_closed_before_a_save_began_keeps_what_was_typed(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_PERSON, typed={**SITI, "address": "Jalan Melati"})
    gate = threading.Event()
    page.work(lambda _job: gate.wait(5), lambda _result: None)
    page.form.cells["rt"].focus()
    hands.type("2")
    page.save()
    threading.Timer(0.2, gate.set).start()
    kept: list[drafting.Draft | None] = []
    hands.window.session.work.cancel()
    page.leave()
    hands.window.session.work.start(
        lambda _job: kept.append(drafting.find(village, DraftKey("person"))), owner=hands.window
    )
    hands.rest()
    (draft,) = kept
    assert draft is not None
    assert draft.typed["rt"] == "2"
    assert rows(village, "person") == []


def demand_room(window: MainWindow, qtbot: Any) -> None:
    """Everything of the form is as wide as what is seen of it, and so is the bar below."""
    page = window.page
    assert isinstance(page, FormPage)
    area = page.view._area.viewport()
    qtbot.waitUntil(lambda: all(cell.width() < area.width() for cell in page.form.cells.values()))
    assert page.bar.save.mapTo(window, page.bar.save.rect().topRight()).x() <= window.width()


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_nothing_of_a_form_is_cut_off_at_its_sides(
    village: Office, open_window: OpenWindow, qtbot: Any, size: tuple[int, int]
) -> None:
    window = open_window(village, size=size)
    for of in row_kinds():
        window.show_place(Place("form", {"kind": of.name, "record": None, "listed": "people"}))
        demand_room(window, qtbot)


def test_the_largest_letters_fit_a_small_window(village: Office, open_window: OpenWindow, qtbot: Any) -> None:
    theme().set(zoom=200)
    window = open_window(village, size=(1024, 600))
    for of in row_kinds():
        window.show_place(Place("form", {"kind": of.name, "record": None, "listed": "people"}))
        demand_room(window, qtbot)


def test_in_a_low_page_a_long_title_leaves_the_height_to_the_fields(village: Office, open_window: OpenWindow) -> None:
    name = "Siti Nurhaliza Zubaidah binti Muhammad Abdurrahman Al-Banjari Kusumawardhani"
    record = save(village, "person", {"name": name, "sex": "P", "born_on": "2000", "no_nik_reason": "TIDAK_DIBAWA"})
    theme().set(zoom=200)
    window = open_window(village, size=(1024, 600))
    window.show_place(Place("form", {"kind": "person", "record": record, "listed": "people"}))
    QApplication.processEvents()
    assert window.page is not None
    title = window.page.title
    assert title.height() < 2 * title.fontMetrics().height()
    assert title.text().endswith("…")
    assert (title.toolTip(), window.page.accessibleName()) == (name, name)


def test_two_columns_and_help_only_where_there_is_room(village: Office, open_window: OpenWindow) -> None:
    window = open_window(village, "form", **NEW_PERSON)
    page = window.page
    assert isinstance(page, FormPage)
    assert page.form.cells["name"].y() == page.form.cells["nik"].y()
    assert page.view.field_help.isVisible()
    window.resize(1024, 600)
    QApplication.processEvents()
    assert page.form.cells["name"].y() < page.form.cells["nik"].y()
    assert not page.view.field_help.isVisible()


def test_the_help_follows_the_keyboard(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_DEPARTURE)
    page.form.cells["passport"].focus()
    QApplication.processEvents()
    texts = [each.text() for each in page.view.field_help.findChildren(type(page.title)) if each.isVisibleTo(page)]
    assert "Satu huruf dan tujuh angka." in texts
    assert "Contoh: C1234567" in texts
    assert hands.focused.focusPolicy() & Qt.FocusPolicy.TabFocus
