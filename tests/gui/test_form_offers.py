"""What a form offers beside its fields: what the NIK says, people who may be the same, a new person on the way."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.conftest import OpenWindow
from gui.hands import CTRL, Key, OpenForm, opener
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import browsing, recording
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind

NEW_PERSON = {"kind": "person", "record": None, "listed": "people"}
NEW_DEPARTURE = {"kind": "departure", "record": None, "listed": "departures"}
SITI = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}


def save(office: Office, of: str, typed: dict[str, object]) -> str:
    return recording.save(office, kind(of), typed).record


@pytest.fixture
def open_form(open_window: OpenWindow, qtbot: Any) -> OpenForm:
    """A form in a window, and hands on its keyboard."""
    return opener(open_window, qtbot)


def test_birth_date_and_sex_are_read_from_the_nik_and_only_offered(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_PERSON)
    hands.fill("Siti")
    hands.type("6101045203000001")
    assert page.form.cells["nik"].told.startswith("Format benar, pertama terdaftar di Kecamatan Tebas")
    assert page.form.cells["born_on"].value is None
    hands.press(Key.Key_Tab)
    assert hands.at == "Pakai: Menurut NIK: lahir 12 Maret 2000 (26 tahun), perempuan."
    hands.press(Key.Key_Return)
    assert page.form.cells["born_on"].value == "12-03-2000"
    assert page.form.cells["sex"].value == "P"


def test_somebody_who_is_recorded_already_is_shown_beside_the_form(village: Office, open_form: OpenForm) -> None:
    record = save(village, "person", {**SITI, "hamlet": "Merpati"})
    page, hands = open_form(village, **NEW_PERSON)
    hands.fill("siti aminah")
    hands.rest()
    (twin,) = page.view.twins.twins
    assert (twin.record, twin.likeness.words) == (record, "Nama sama")
    assert page.view.twins.isVisible()
    hands.push("Bukan Siti Aminah")
    assert not page.view.twins.isVisible()


def test_this_is_the_person_opens_the_record_and_keeps_the_draft(village: Office, open_form: OpenForm) -> None:
    record = save(village, "person", SITI)
    _page, hands = open_form(village, **NEW_PERSON)
    hands.fill("siti aminah")
    hands.rest()
    hands.push("Ini orangnya: Siti Aminah")
    hands.rest()
    assert hands.window._place == Place(
        "record", {"kind": "person", "owner": village.code, "record": record, "listed": "people"}
    )
    assert drafting.find(village, DraftKey("person")) is not None


def test_a_new_person_is_recorded_on_the_way_and_comes_back_chosen(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_DEPARTURE)
    page.form.cells["job"].focus()
    hands.type("Pekerja kebun")
    page.form.cells["person"].focus()
    hands.type("Budi Hartono")
    hands.push("Warga baru")
    hands.rest()
    person_form = hands.form
    assert person_form.title.text() == "Warga baru"
    assert person_form.form.cells["name"].value == "Budi Hartono"
    person_form.form.fill({"sex": "L", "born_on": "1999", "no_nik_reason": "MENOLAK"})
    person_form.save()
    hands.rest()
    back = hands.form
    ((_owner, budi),) = browsing.ids(village, kind("person"))
    assert back.kind.name == "departure"
    assert back.form.cells["person"].value == budi
    assert back.form.cells["job"].value == "Pekerja kebun"


def test_a_name_that_nobody_has_is_recorded_from_the_list_by_enter(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_DEPARTURE)
    page.form.cells["person"].focus()
    hands.type("Budi Hartono")
    line = page.form.cells["person"].editor.line
    assert [option.label for option in line._shown] == ["Catat “Budi Hartono” sebagai warga baru"]
    hands.press(Key.Key_Return)
    hands.rest()
    person_form = hands.form
    assert person_form.title.text() == "Warga baru"
    assert person_form.form.cells["name"].value == "Budi Hartono"
    person_form.form.fill({"sex": "L", "born_on": "1999", "no_nik_reason": "MENOLAK"})
    person_form.save()
    hands.rest()
    ((_owner, budi),) = browsing.ids(village, kind("person"))
    assert hands.form.form.cells["person"].value == budi
    assert not [banner for banner in hands.form.view.findChildren(Banner) if banner.isVisible()], "nothing was lost"


def test_a_name_that_somebody_has_offers_the_person_first_and_the_new_one_last(
    village: Office, open_form: OpenForm
) -> None:
    siti = save(village, "person", SITI)
    page, hands = open_form(village, **NEW_DEPARTURE)
    page.form.cells["person"].focus()
    hands.type("si")
    line = page.form.cells["person"].editor.line
    assert [option.value for option in line._shown] == [siti], "two letters are no name"
    hands.type("ti")
    assert len(line._shown) == 2
    hands.press(Key.Key_Return)
    assert page.form.cells["person"].value == siti
    hands.press(Key.Key_A, held=CTRL)
    hands.type("siti")
    for key in (Key.Key_Down, Key.Key_Return):
        QTest.keyClick(line._list.popup, key)  # on a desktop an open list has all keys
    hands.rest()
    assert hands.form.form.cells["name"].value == "siti"


def test_tab_over_a_name_that_nobody_has_stays_in_the_form(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_DEPARTURE)
    page.form.cells["person"].focus()
    hands.type("Budi Hartono")
    hands.press(Key.Key_Tab)
    hands.rest()
    assert hands.form is page
    assert page.form.cells["person"].value == "Budi Hartono"


def test_coming_back_without_a_new_person_says_nothing_of_drafts(village: Office, open_form: OpenForm) -> None:
    page, hands = open_form(village, **NEW_DEPARTURE)
    page.form.cells["job"].focus()
    hands.type("Buruh")
    page.form.cells["person"].focus()
    hands.push("Warga baru")
    hands.press(Key.Key_Escape)
    hands.rest()
    assert hands.form.form.cells["job"].value == "Buruh"
    assert not [banner for banner in hands.form.view.findChildren(Banner) if banner.isVisible()]
    hands.window.back()
    hands.window.show_place(Place("form", NEW_DEPARTURE))
    QApplication.processEvents()
    assert [banner for banner in hands.form.view.findChildren(Banner) if banner.isVisible()], "a draft from before"


def test_a_departure_begun_for_one_person_is_no_draft_for_another(village: Office, open_form: OpenForm) -> None:
    siti, budi = (save(village, "person", {**SITI, "name": name}) for name in ("Siti", "Budi"))
    page, hands = open_form(village, **NEW_DEPARTURE, typed={"person": siti})
    page.form.cells["job"].focus()
    hands.type("Buruh")
    hands.window.show_place(Place("form", {**NEW_DEPARTURE, "typed": {"person": budi}}))
    page = hands.form
    assert page.form.cells["person"].value == budi
    assert page.form.cells["job"].value is None
    hands.rest()
    assert [draft.title for draft in drafting.drafts(village)] == ["Siti"]
    (draft,) = drafting.drafts(village)
    hands.window.show_place(Place("form", {"kind": draft.form, "record": draft.record, "listed": "departures"}))
    page = hands.form
    assert (page.form.cells["person"].value, page.form.cells["job"].value) == (siti, "Buruh")
