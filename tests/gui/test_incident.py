"""The incident wizard, by keyboard."""

from __future__ import annotations

from typing import Any

from gui.conftest import OpenWindow
from gui.hands import Hands, Key
from ppo_desktop.gui.screens.incident import IncidentPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations import incident
from ppo_desktop.operations.office import Office


def test_an_incident_is_written_down_its_steps_are_ticked_and_it_ends(
    open_window: OpenWindow, qtbot: Any, village: Office
) -> None:
    hands = Hands(open_window(village, "settings", section="keys", size=(1024, 600)), qtbot)
    hands.rest()
    hands.push("Insiden data")
    page = hands.window.page
    assert isinstance(page, IncidentPage)
    page.time.setText("25.99")
    page.begin()
    assert "14.30" in page.time_box.message
    page.time.setText("08.30")
    hands.push("Catat insiden dan mulai hitungan")
    assert page.words_box.message == "Tulis singkat apa yang terjadi."
    assert hands.focused is page.words
    hands.type("Laptop dicuri")
    hands.window.show_place(Place("home"))
    hands.window.show_place(Place("incident"))
    hands.rest()
    assert page.words.toPlainText() == "Laptop dicuri"
    page.time.setText("08.30")
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
