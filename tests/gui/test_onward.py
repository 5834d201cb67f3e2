"""What goes on from a meeting's sheet: by one key, once, also where the key is pressed twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

import offices
import samples
from gui.conftest import OpenWindow
from gui.hands import Hands, Key
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.operations.books import browsing, recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind


@pytest.fixture
def camat(tmp_path: Path) -> Office:
    return offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at(), is_root=True)


def meeting(office: Office, **more: object) -> str:
    typed = {"subject": "Rapat Gugus Tugas", "meeting_kind": "RAPAT_GT", "held_on": "2026-11-21", **more}
    return recording.save(office, kind("meeting"), samples.with_reasons(office, "meeting", typed)).record


def tasks(office: Office) -> int:
    return len(browsing.ids(office, kind("task")))


def test_a_key_pressed_twice_makes_tasks_once_and_they_can_be_taken_back(
    camat: Office, open_window: OpenWindow, qtbot: Any
) -> None:
    record = meeting(camat, decisions="Surati sekolah; Rina; 30-11-2026\nSurati P4MI; Rina; 31-02-2026")
    hands = Hands(open_window(camat, "record", kind="meeting", record=record, listed="list-meeting"), qtbot)
    hands.rest()
    assert "“31-02-2026” bukan tanggal" in hands.sight
    hands.press(Key.Key_T, Key.Key_T)
    hands.rest()
    assert tasks(camat) == 1
    assert hands.window.toaster.text.startswith("1 tugas")
    hands.window.toaster.undo()
    hands.rest()
    assert tasks(camat) == 0


@pytest.mark.parametrize(("decisions", "keys"), [("", "(M)"), ("Surati P4MI; Rina; 30-11-2026", "(T)")])
def test_one_button_of_the_sheet_is_green(
    camat: Office, open_window: OpenWindow, qtbot: Any, decisions: str, keys: str
) -> None:
    task = {"what": "Surati sekolah", "owner": "Rina", "due": "2026-11-30", "status": "BELUM"}
    recording.save(camat, kind("task"), task)
    record = meeting(camat, decisions=decisions)
    hands = Hands(open_window(camat, "record", kind="meeting", record=record, listed="list-meeting"), qtbot)
    hands.rest()
    shown = [made for made in hands.window.findChildren(QPushButton) if made.isVisible()]
    assert any(made.text().endswith(keys) for made in shown)
    assert [made.accessibleName() for made in shown if made.property("role") == "primary"] == ["Ubah"]


def test_lines_are_taken_over_once_and_can_be_taken_back(camat: Office, open_window: OpenWindow, qtbot: Any) -> None:
    recording.save(
        camat, kind("task"), {"what": "Surati sekolah", "owner": "Rina", "due": "2026-11-30", "status": "BELUM"}
    )
    record = meeting(camat)
    hands = Hands(open_window(camat, "record", kind="meeting", record=record, listed="list-meeting"), qtbot)
    hands.rest()
    hands.press(Key.Key_M, Key.Key_M)
    hands.rest()
    assert hands.window.toaster.text == "Sudah dimasukkan."
    assert "Menunggu dibahas" not in hands.sight
    hands.window.toaster.undo()
    hands.rest()
    assert isinstance(hands.window.page, RecordPage)
    assert "Menunggu dibahas" in hands.sight


def test_a_decision_that_lacks_something_is_mended_in_its_own_field(
    camat: Office, open_window: OpenWindow, qtbot: Any
) -> None:
    record = meeting(camat, decisions="Surati sekolah")
    hands = Hands(open_window(camat, "record", kind="meeting", record=record, listed="list-meeting"), qtbot)
    hands.rest()
    hands.push("Lengkapi")
    hands.rest()
    page = hands.window.page
    assert isinstance(page, FormPage)
    assert page.form.cell_of(QApplication.focusWidget()) is page.form.cells["decisions"]
