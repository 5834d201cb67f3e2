"""The settings over a real office."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

import offices
from gui.hands import keyboard, settle
from ppo_desktop.core.errors import World
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.screens.settings import SECTIONS, SettingsPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.doors import accounts
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.house.office import Office, read_identity
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.pdf.render import render
from ppo_desktop.reports.document import Document, Paragraph

NEW = "empat bangau pulang sore"


def section(window: MainWindow) -> Any:
    assert isinstance(window.page, SettingsPage)
    return window.page.section


def enter(qtbot: Any, window: MainWindow, *typed: str) -> None:
    """Type each into what has the focus, and press Enter."""
    for text in typed:
        qtbot.keyClicks(keyboard(), text)
        qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
        settle(window)


def names(office: Office) -> list[str]:
    return [one.name for one in accounts.people(office)]


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_opens_and_takes_the_keyboard(qtbot: Any, open_window: Any, village: Office, name: str) -> None:
    window = open_window(village, "settings", section=name, size=(1024, 600))
    settle(window)
    page = window.page
    assert page.tabs[name].isChecked()
    assert QApplication.focusWidget() is not None
    assert page.isAncestorOf(QApplication.focusWidget())


def test_the_menu_of_sections_stays_in_sight_while_a_section_is_scrolled(open_window: Any, village: Office) -> None:
    page = open_window(village, "settings", section="office", size=(1024, 600)).page
    settle(page.window())
    bar = page._scroll.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    for seen in (page.title, page.tabs["office"], page.tabs["about"]):
        assert seen.visibleRegion().boundingRect() == seen.rect()
    page.window().resize(700, 600)
    settle(page.window())
    assert page.tabs["office"].mapTo(page, QPoint()).y() < page.section.mapTo(page, QPoint()).y()


def test_a_new_address_and_head_stand_on_papers_from_now_on(qtbot: Any, open_window: Any, village: Office) -> None:
    window = open_window(village, "settings", section="office")
    made = section(window)
    assert made.save_action.why_not == "Belum ada yang diubah."
    made.address.selectAll()
    enter(qtbot, window, "Jalan Baru 2")
    made.head_name.selectAll()
    enter(qtbot, window, "Nurhayati")
    assert made.preview.lines[-3:] == ["Kepala Desa Sempalai,", "Nurhayati", ""]
    qtbot.keyClick(made.head_name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    identity, _device = read_identity(window.session.office.database)
    assert (identity.address, identity.head.name) == ("Jalan Baru 2", "Nurhayati")
    assert window.session.office.identity == identity
    assert made.save_action.why_not
    assert "disimpan" in window.toaster.text


def test_an_emblem_and_a_title_of_ones_own_stand_on_papers(qtbot: Any, open_window: Any, tmp_path: Path) -> None:
    regency = offices.new_office(tmp_path / "kabupaten", "61.01", offices.clock_at())
    file = tmp_path / "lambang.png"
    Image.new("RGBA", (800, 900), (0, 90, 40, 255)).save(file)
    window = open_window(regency, "settings", section="office")
    made = section(window)
    assert made.emblem.drop_action.why_not == "Belum ada lambang."
    made.emblem.ask_file = lambda: str(file)
    qtbot.mouseClick(made.emblem.pick_action.button, Qt.MouseButton.LeftButton)
    settle(window)
    made.head_title.setText("Kepala Dinas Tenaga Kerja Kabupaten Sambas")
    assert "Kepala Dinas Tenaga Kerja Kabupaten Sambas," in made.preview.lines
    qtbot.keyClick(made.head_name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    paper = read_identity(window.session.office.database)[0].on_paper()
    assert paper.head_title == "Kepala Dinas Tenaga Kerja Kabupaten Sambas"
    assert paper.letterhead.logo is not None
    sheet = render(Document("Uji", paper.letterhead, (Paragraph("isi"),)))
    assert b"/DCTDecode" in sheet
    made.emblem.drop()
    assert not made.save_action.why_not
    regency.close()


def test_a_head_without_a_name_is_not_saved(qtbot: Any, open_window: Any, village: Office) -> None:
    window = open_window(village, "settings")
    section(window).head_name.clear()
    section(window).save()
    assert section(window).head_box.message
    assert not window.session.work.is_busy


def test_somebody_is_added_and_removed_again_with_ones_own_password(
    qtbot: Any, open_window: Any, village: Office
) -> None:
    window = open_window(village, "settings", section="users")
    made = section(window)
    assert not made.remove_buttons["pimpinan"].isEnabled()
    assert made.remove_buttons["pimpinan"].toolTip() == "hanya oleh pimpinan atau sekretaris."
    made.add_button.click()
    assert list(made.form.roles.rows) == ["petugas", "pemeriksa"], "a clerk gives no power over others"
    enter(qtbot, window, "Rina Oktaviani", "", "", NEW, NEW, "bukan sandi saya")
    assert "tidak cocok" in made.form.own_box.message
    made.form.own.clear()
    enter(qtbot, window, offices.CLERK_PASSWORD)
    assert names(village) == ["petugas", "pimpinan", "rina.oktaviani"]
    made.add_button.click()
    enter(qtbot, window, "Rina Oktaviani", "", "", NEW, NEW, offices.CLERK_PASSWORD)
    assert "sudah dipakai" in made.form.login_box.message
    made.form.cancel_button.click()
    made.remove_buttons["rina.oktaviani"].click()
    enter(qtbot, window, offices.CLERK_PASSWORD)
    assert names(village) == ["petugas", "pimpinan"]
    assert "dihapus" in window.toaster.text


def test_ones_own_password_is_changed(qtbot: Any, open_window: Any, village: Office) -> None:
    window = open_window(village, "settings", section="users")
    section(window).password_button.click()
    enter(qtbot, window, NEW, NEW, offices.CLERK_PASSWORD)
    window.close()
    village.close()
    open_office(village.paths, "petugas", NEW, village.clock).close()
    with pytest.raises(World, match="wrong-password"):
        open_office(village.paths, "petugas", offices.CLERK_PASSWORD, village.clock)


def test_a_new_emergency_code_replaces_the_old_and_is_proved(qtbot: Any, open_window: Any, village: Office) -> None:
    window = open_window(village, "settings", section="keys")
    assert "pimpinan" in section(window).wanted.why_not
    head = offices.as_head(village)
    window.session.replace(head)
    window.show_place(Place("home"))
    window.show_place(Place("settings", {"section": "keys"}))
    made = section(window)
    made.wanted.button.click()
    enter(qtbot, window, offices.HEAD_PASSWORD)
    assert made.code is not None
    assert not window.page.locks, "the screen does not lock while somebody writes"
    groups = made.code._code.split("-")
    made.confirm()
    assert made.code.boxes[0].message
    made.code.fields[0].setFocus()
    enter(qtbot, window, *(groups[place] for place in made.code.asked))
    assert made.code is None
    assert window.page.locks
    assert accounts.code_state(head).confirmed_at


def test_a_backup_is_written_onto_a_stick_and_listed(
    qtbot: Any, open_window: Any, village: Office, tmp_path: Path
) -> None:
    stick = tmp_path / "flashdisk"
    stick.mkdir()
    window = open_window(village, "settings", section="backup")
    settle(window)
    made = section(window)
    assert made.listed == []
    made.make_here.setFocus()
    qtbot.keyClick(made.make_here, Qt.Key.Key_Return)
    settle(window)
    assert len(made.listed) == 1
    made.places.take_folder(stick)
    settle(window)
    qtbot.keyClick(made.make, Qt.Key.Key_Return)
    settle(window)
    assert len(made.listed) == 2
    assert all("21 November 2026, pukul 09.00" in line for line in made.listed)
    assert keeping.backups(village).elsewhere
    assert len(list(stick.iterdir())) == 1


def test_the_look_is_applied_at_once_and_the_keyboard_stays_where_it_was(
    qtbot: Any, open_window: Any, village: Office
) -> None:
    window = open_window(village, "settings", section="look")
    try:
        for name, holds in (("zoom-150", lambda: theme().zoom == 150), ("mode-dark", lambda: theme().is_dark)):
            qtbot.keyClick(section(window).chips[name], Qt.Key.Key_Space)
            assert holds()
            assert QApplication.focusWidget() is section(window).chips[name]
            assert section(window).chips[name].isChecked()
        qtbot.keyClick(section(window).chips["paper-A4"], Qt.Key.Key_Space)
        settle(window)
        assert preferences.load(window.session.home).paper == "A4"
    finally:
        theme().set(mode="light", zoom=100)


def test_practice_mode_has_no_door_to_restoring_the_real_office(qtbot: Any, open_window: Any, tmp_path: Path) -> None:
    practice = offices.new_office(tmp_path / "latihan", offices.VILLAGE, offices.clock_at(), training=True)
    window = open_window(practice, "settings", section="backup")
    settle(window)
    assert "mode latihan" in section(window).door.why_not
