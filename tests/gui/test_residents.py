"""The population list at the window: a file becomes the list, and a warga is picked from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

import offices
import tables
from gui.hands import keyboard, settle
from ppo_desktop.exchange.spreadsheet import read_sheets
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.forms.looking_up import LookUp, NoListYet
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.screens.grid.page import GridPage
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.screens.residents import ResidentsPage
from ppo_desktop.gui.screens.residents.columns import ColumnsCard
from ppo_desktop.gui.screens.settings import SettingsPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import browsing, recording, residents
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.person import PERSON

Key = Qt.Key
NIK, CARD = "6101045203099901", "6101040101109902"
HEADING = ["No KK", "NIK", "Nama", "JK", "Tgl Lahir", "Dusun", "SHDK", "Catatan petugas"]
ROWS = [
    HEADING,
    [CARD, "6101044101709903", "ROHANI", "P", "01-01-1970", "Setia", "Istri", "Nelayan"],
    [CARD, NIK, "SITI AMINAH", "P", "12-03-2009", "Setia", "Anak", "Pelajar"],
    [None, "6101041203889904", "BUDI HARTONO", "L", "12-03-1988", "Mulia", "Anak", "Nelayan"],
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user of the PC, with a folder of what was downloaded."""
    folder = tmp_path / "rumah"
    (folder / "Downloads").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return folder


@pytest.fixture
def stocked(village: Office) -> Office:
    """A village whose list is in use."""
    residents.use(village, residents.plan(residents.ListFile("penduduk.xlsx", read_sheets(tables.xlsx(ROWS)))))
    return village


def press(window: MainWindow, *keys: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(keyboard(), key, held)
        settle(window)
        if not window.isActiveWindow():  # offscreen, a closed list keeps the keyboard
            window.activateWindow()
            QTest.qWaitForWindowActive(window)


def type_(window: MainWindow, text: str) -> None:
    QTest.keyClicks(keyboard(), text)
    settle(window)


def look_up(window: MainWindow) -> LookUp:
    assert isinstance(window.page, FormPage)
    (found,) = window.page.findChildren(LookUp)
    return found


def value(window: MainWindow, field: str) -> object:
    assert isinstance(window.page, FormPage)
    return window.page.form.cells[field].value


def push(window: MainWindow, words: str) -> None:
    assert window.page is not None
    (found,) = [made for made in window.page.findChildren(QPushButton) if made.accessibleName() == words]
    found.setFocus()
    press(window, Key.Key_Space)


def people(office: Office) -> list[str]:
    rows = browsing.window(office, PERSON, browsing.ids(office, PERSON), ("name",))
    return [str(row["name"]) for row in rows if row]


def new_person(window: MainWindow) -> None:
    window.show_place(Place("form", {"kind": "person", "record": None, "listed": "people"}))
    settle(window)


def test_by_keyboard_a_file_becomes_the_list_and_somebody_of_it_a_warga(
    open_window: Any, village: Office, home: Path
) -> None:
    (home / "Downloads" / "penduduk.xlsx").write_bytes(tables.xlsx(ROWS, [["Rekap"]]))
    window = open_window(village, "settings", section="residents")
    settle(window)
    assert keyboard().accessibleName() == "Ambil dari Excel"
    press(window, Key.Key_Return)
    assert isinstance(window.page, ResidentsPage)
    press(window, Key.Key_Return)  # the newest file
    assert window.page.plan is not None
    assert len(window.page.plan.reading.residents) == 3
    assert residents.current(village) is None
    assert keyboard().accessibleName() == "Pakai daftar ini"
    press(window, Key.Key_Return)
    assert isinstance(window.page, SettingsPage)
    current = residents.current(village)
    assert current is not None
    assert current.sentence == "Daftar penduduk 21 November 2026, 3 orang"

    new_person(window)
    assert keyboard() is look_up(window).line
    type_(window, "siti am")
    press(window, Key.Key_Return)
    assert (value(window, "name"), value(window, "sex"), value(window, "hamlet")) == ("SITI AMINAH", "P", "Setia")
    push(window, "Pakai: Satu KK: ROHANI (ibu).")
    assert (value(window, "contact_name"), value(window, "contact_relation")) == ("ROHANI", "IBU")
    press(window, Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
    assert people(village) == ["SITI AMINAH"]


def test_who_is_recorded_already_is_offered_as_that_record(open_window: Any, stocked: Office) -> None:
    typed = {"name": "Siti Aminah", "nik": NIK, "sex": "P", "born_on": "2009-03-12"}
    recording.save(stocked, PERSON, typed)
    window = open_window(stocked, "people")
    new_person(window)
    type_(window, "siti am")
    press(window, Key.Key_Return)
    assert value(window, "name") is None
    assert keyboard().accessibleName() == "Pakai catatan itu"
    press(window, Key.Key_Return)
    assert isinstance(window.page, RecordPage)
    assert window.page.title.text() == "Siti Aminah"


def test_what_was_typed_is_asked_about_and_comes_back(open_window: Any, stocked: Office) -> None:
    window = open_window(stocked, "people")
    new_person(window)
    page = window.page
    assert isinstance(page, FormPage)
    page.form.cells["name"].focus()
    type_(window, "Budi Hartono S")
    look_up(window).line.setFocus()
    type_(window, "hartono")
    press(window, Key.Key_Return)
    assert value(window, "name") == "Budi Hartono S"
    assert keyboard().accessibleName() == "Isi yang kosong saja"
    press(window, Key.Key_Return)
    assert (value(window, "name"), value(window, "hamlet")) == ("Budi Hartono S", "Mulia")
    press(window, Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert (value(window, "name"), value(window, "hamlet")) == ("Budi Hartono S", None)

    look_up(window).line.setFocus()
    type_(window, "hartono")
    press(window, Key.Key_Return)
    push(window, "Ganti dengan daftar")
    assert value(window, "name") == "BUDI HARTONO"


def test_two_people_are_never_mixed_in_one_form(open_window: Any, stocked: Office) -> None:
    window = open_window(stocked, "people")
    new_person(window)
    type_(window, "siti am")
    press(window, Key.Key_Return)
    page = window.page
    assert isinstance(page, FormPage)
    first = dict(page.form.everything())
    look_up(window).line.setFocus()
    type_(window, "hartono")
    press(window, Key.Key_Return)
    assert not [made for made in page.findChildren(QPushButton) if made.accessibleName() == "Isi yang kosong saja"]
    assert keyboard().accessibleName() == "Biarkan isian ini"
    press(window, Key.Key_Return)
    assert page.form.everything() == first

    type_(window, "hartono")
    press(window, Key.Key_Return)
    push(window, "Ganti dengan daftar")
    assert (value(window, "name"), value(window, "nik")) == ("BUDI HARTONO", "6101041203889904")
    assert value(window, "family_card") is None, "nothing of the first one is left"
    assert not [made for made in page.findChildren(QPushButton) if "ROHANI" in made.accessibleName()]
    press(window, Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    assert page.form.everything() == first


def test_esc_in_a_question_about_the_list_takes_nothing_and_stays(open_window: Any, stocked: Office) -> None:
    window = open_window(stocked, "people")
    new_person(window)
    page = window.page
    assert isinstance(page, FormPage)
    page.form.cells["name"].focus()
    type_(window, "Budi Hartono S")
    look_up(window).line.setFocus()
    type_(window, "hartono")
    press(window, Key.Key_Return)
    press(window, Key.Key_Escape)
    assert window.page is page
    assert keyboard() is look_up(window).line
    assert (value(window, "name"), value(window, "hamlet")) == ("Budi Hartono S", None)
    assert not [made for made in page.findChildren(Banner) if made.isVisible()]


def test_who_was_looked_for_elsewhere_is_looked_for_in_the_list_at_once(open_window: Any, stocked: Office) -> None:
    window = open_window(stocked, "people")
    typed = {"name": "siti am"}
    window.show_place(Place("form", {"kind": "person", "record": None, "listed": "people", "typed": typed}))
    settle(window)
    line = look_up(window).line
    assert keyboard() is line
    assert line.is_open
    press(window, Key.Key_Return)
    assert (value(window, "name"), value(window, "nik")) == ("SITI AMINAH", NIK)


def test_the_line_shows_nobody_for_two_letters_and_picks_nobody_when_left(open_window: Any, stocked: Office) -> None:
    window = open_window(stocked, "people")
    new_person(window)
    line = look_up(window)
    type_(window, "si")
    assert not line.line.is_open
    assert "paling sedikit 3 huruf" in line.box.told
    press(window, Key.Key_F4)
    assert not line.line.is_open
    type_(window, "ti")
    assert line.line.is_open
    assert line.line._list is not None
    QTest.keyClick(line.line._list.popup, Key.Key_Escape)
    press(window, Key.Key_Tab)
    assert value(window, "name") is None


def test_without_a_list_the_form_leads_to_one(open_window: Any, village: Office, home: Path) -> None:
    window = open_window(village, "people")
    new_person(window)
    assert isinstance(window.page, FormPage)
    (door,) = window.page.findChildren(NoListYet)
    door.door.setFocus()
    press(window, Key.Key_Return)
    assert isinstance(window.page, ResidentsPage)
    press(window, Key.Key_Left, held=Qt.KeyboardModifier.AltModifier)
    assert isinstance(window.page, FormPage)


def test_the_meaning_of_a_column_is_chosen_by_letters(open_window: Any, village: Office, home: Path) -> None:
    file = home / "daftar.xlsx"
    file.write_bytes(tables.xlsx(ROWS))
    window = open_window(village, "residents")
    page = window.page
    assert isinstance(page, ResidentsPage)
    page.read(file)
    settle(window)
    assert page.columns is not None
    last = page.columns.lines[7]
    assert last.text() == "Tidak diambil"
    last.setFocus()
    last.selectAll()
    type_(window, "pekerj")
    press(window, Key.Key_Return)
    assert page.plan is not None
    assert [one.occupation for one in page.plan.reading.residents] == ["11", "3", "11"]
    name = page.columns.lines[2]
    name.setFocus()
    name.selectAll()
    type_(window, "tidak di")
    press(window, Key.Key_Return)
    assert page.use.why_not == "Belum ada kolom yang dipilih sebagai nama lengkap."


def test_a_file_that_is_no_list_is_told_in_place_and_others_are_offered(
    open_window: Any, village: Office, home: Path
) -> None:
    letter = home / "Downloads" / "surat.csv"
    letter.write_text("Kepada Yth. Kepala Desa\n")
    window = open_window(village, "residents")
    settle(window)
    press(window, Key.Key_Return)
    page = window.page
    assert isinstance(page, ResidentsPage)
    assert page.plan is None
    (banner,) = page.findChildren(Banner)
    assert banner.title.text() == "Berkas ini bukan daftar yang dapat dibaca."
    assert page.choices is not None


def test_a_file_that_cannot_be_read_takes_the_place_of_the_one_before(
    open_window: Any, village: Office, home: Path
) -> None:
    good, letter = home / "daftar.xlsx", home / "surat.csv"
    good.write_bytes(tables.xlsx(ROWS))
    letter.write_text("Kepada Yth. Kepala Desa\n")
    window = open_window(village, "residents")
    page = window.page
    assert isinstance(page, ResidentsPage)
    page.read(good)
    settle(window)
    page.read(letter)
    settle(window)
    assert page.plan is None
    assert not [made for made in page.findChildren(ColumnsCard) if made.isVisible()]
    assert [made.title.text() for made in page.findChildren(Banner)] == ["Berkas ini bukan daftar yang dapat dibaca."]


def test_esc_goes_from_the_columns_to_the_files_and_on(open_window: Any, village: Office, home: Path) -> None:
    file = home / "Downloads" / "daftar.xlsx"
    file.write_bytes(tables.xlsx(ROWS))
    window = open_window(village, "residents")
    settle(window)
    page = window.page
    assert isinstance(page, ResidentsPage)
    press(window, Key.Key_Return)
    assert page.plan is not None
    press(window, Key.Key_Escape)
    assert (window.page, page.plan) == (page, None)
    press(window, Key.Key_Escape)
    assert window.page is not page


def test_large_letters_in_a_little_window_leave_nothing_beside_it(
    open_window: Any, village: Office, home: Path, request: Any
) -> None:
    file = home / "daftar.xlsx"
    file.write_bytes(tables.xlsx(ROWS))
    theme().set(zoom=200)
    window = open_window(village, "residents")
    window.resize(1024, 600)
    page = window.page
    assert isinstance(page, ResidentsPage)
    page.read(file)
    settle(window)
    assert page._scroll is not None
    assert page._scroll.horizontalScrollBar().maximum() == 0


def test_the_list_is_deleted_after_one_question(open_window: Any, stocked: Office) -> None:
    window = open_window(stocked, "settings", section="residents")
    settle(window)
    push(window, "Hapus daftar")
    assert keyboard().accessibleName() == "Batal"
    push(window, "Ya, hapus daftar")
    assert residents.current(stocked) is None
    assert keyboard().accessibleName() == "Ambil dari Excel"


def test_only_a_village_has_the_section(open_window: Any, tmp_path: Path) -> None:
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at(), is_root=True)
    window = open_window(camat, "settings", section="residents")
    QApplication.processEvents()
    assert isinstance(window.page, SettingsPage)
    assert "residents" not in window.page.tabs
    assert window.page.tabs["office"].isChecked()


def test_in_a_grid_who_is_found_below_the_name_fills_the_row_and_what_is_typed_counts_else(
    open_window: Any, stocked: Office
) -> None:
    window = open_window(stocked, "grid", grid="group")
    page = window.page
    assert isinstance(page, GridPage)
    page.table.stand(0)
    page.table.line.setFocus()
    type_(window, "siti am")
    assert page.table.line.is_open
    press(window, Key.Key_Down, Key.Key_Return)
    entry = page.rows.entries[0]
    assert {"person.name": "SITI AMINAH", "person.sex": "P", "person.nik": NIK}.items() <= entry.typed.items()

    if len(page.rows.entries) == 1:
        page.rows.append()
    page.table.stand(1)
    type_(window, "siti am")
    press(window, Key.Key_Return)
    assert page.rows.entries[1].typed == {"person.name": "siti am"}
