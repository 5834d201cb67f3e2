"""The incident wizard, by keyboard."""

from __future__ import annotations

from typing import Any

from gui.conftest import OpenWindow
from gui.hands import Hands, Key
from ppo_desktop.gui.screens.incident import IncidentPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.desk import incident
from ppo_desktop.operations.house.office import Office


def test_an_incident_is_written_down_its_steps_are_ticked_and_it_ends(
    open_window: OpenWindow, qtbot: Any, village: Office
) -> None:
    hands = Hands(open_window(village, "settings", section="keys", size=(1024, 600)), qtbot)
    hands.rest()
    hands.push("Insiden data")
    page = hands.window.page
    assert isinstance(page, IncidentPage)
    assert page.form
    page.form.time.setText("25.99")
    page.form.begin()
    assert "14.30" in page.form.time_box.message
    page.form.time.setText("08.30")
    hands.push("Catat insiden dan mulai hitungan")
    assert page.form.words_box.message == "Tulis singkat apa yang terjadi."
    assert hands.focused is page.form.words
    hands.type("Laptop dicuri")
    hands.window.show_place(Place("home"))
    hands.window.show_place(Place("incident"))
    hands.rest()
    assert page.form.words.toPlainText() == "Laptop dicuri"
    page.form.time.setText("08.30")
    hands.push("Catat insiden dan mulai hitungan")
    assert "Tersisa 71 jam" in hands.sight
    assert page.finish.why_not == "4 langkah belum ditandai selesai."
    hands.window.show_place(Place("home"))
    hands.rest()
    assert "Selesaikan insiden data" in hands.sight
    hands.window.show_place(Place("incident"))
    hands.rest()
    for step in ("keys", "upper", "people", "authority"):
        page.steps[step].button.setFocus()
        hands.press(Key.Key_Space)
        hands.rest()
    hands.push("Insiden selesai")
    assert "Insiden yang sudah selesai" in hands.sight
    (one,) = incident.incidents(village)
    assert one.closed_on


def test_a_laptop_that_is_found_ends_its_incident_and_another_can_be_written_down(
    open_window: OpenWindow, qtbot: Any, village: Office
) -> None:
    incident.begin(village, "stolen", village.clock.now(), "Laptop tidak ada.", "unknown")
    hands = Hands(open_window(village, "incident", size=(1024, 600)), qtbot)
    hands.rest()
    page = hands.window.page
    assert isinstance(page, IncidentPage)
    hands.push("Catat insiden lain")
    assert page.form
    page.form.how.set_value("paper")
    assert not page.form.protected.rows["locked"].isVisible()
    page.form.words.setPlainText("Formulir tertinggal.")
    hands.push("Catat insiden dan mulai hitungan")
    assert "Formulir tertinggal." in hands.sight
    assert "1. Beri tahu warga yang terdampak" in hands.sight
    assert "pencabutan" not in hands.sight
    hands.push("Ubah uraian")
    assert hands.at == "Uraian singkat"
    hands.press(Key.Key_End)
    hands.type(" di kantor")
    hands.push("Simpan uraian")
    assert "di kantor" in hands.sight
    hands.push("Buka insiden 1 (21 November 2026)")
    assert "4. Beri tahu lembaga" in hands.sight
    hands.push("Sudah ditemukan atau keliru")
    hands.push("Batalkan insiden")
    assert page.asking
    assert page.asking.box.message.startswith("Alasannya belum ditulis.")
    page.asking.words.setFocus()
    hands.type("Ditemukan di rumah.")
    hands.push("Batalkan insiden")
    assert "1. Beri tahu warga yang terdampak" in hands.sight
    assert [one.closed_on is None for one in incident.incidents(village)] == [True, False]
    incident.begin(village, "lost", village.clock.now(), "Laptop terkunci tertinggal.", "locked")
    page.is_adding, page._wanted = False, 0
    page.enter()
    hands.rest()
    assert "Datanya terkunci: tidak wajib memberi tahu." in hands.sight
    assert "Tersisa" not in hands.sight
