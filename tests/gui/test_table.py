"""Simpan sebagai tabel: from the list by one key, as it was seen, and back to the same place."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

import exported
import offices
from gui.conftest import OpenWindow
from gui.hands import keyboard, settle
from ppo_desktop.gui.screens.records import RecordsPage
from ppo_desktop.gui.screens.table import TablePage
from ppo_desktop.gui.shell.page import Progress
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind

Key = Qt.Key


@pytest.fixture
def people(village: Office) -> Office:
    for name in ("Siti", "Dewi", "Nur"):
        typed = {"name": name, "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
        recording.save(village, kind("person"), typed)
    return village


def table(window: MainWindow) -> TablePage:
    page = window.page
    assert isinstance(page, TablePage)
    return page


def test_by_keyboard_the_list_as_it_is_seen_becomes_a_file_and_the_list_stands_as_it_was(
    open_window: OpenWindow, people: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    window = open_window(people, "people")
    settle(window)
    listed = window.page
    assert isinstance(listed, RecordsPage)
    listed.narrowing.line.setText("dew")
    settle(window)
    QTest.keyClick(listed.table, Key.Key_T)
    settle(window)
    page = table(window)
    assert page.title.text() == "Simpan Warga sebagai tabel"
    assert page._what.text() == "Warga: 1 catatan"
    assert page._narrowed.text() == "Saringan: “dew”"
    QTest.keyClick(keyboard(), Key.Key_2)
    QTest.keyClick(keyboard(), Key.Key_1)
    QTest.keyClick(keyboard(), Key.Key_S)
    settle(window)
    (path,) = tmp_path.glob("*.xlsx")
    assert [row[0] for row in exported.sheets(path)["Warga"][1:]] == ["Dewi"]
    assert page.saving.button.isEnabled()
    QTest.keyClick(keyboard(), Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle(window)
    assert window.page is listed
    assert listed.narrowing.line.text() == "dew"


def test_a_reason_is_asked_of_those_who_may_look_and_is_not_kept_for_the_next_file(
    open_window: OpenWindow, people: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    window = open_window(people, "table", kind="person")
    settle(window)
    page = table(window)
    assert page._people.isVisible()
    page.reason.setFocus()
    QTest.keyClicks(page.reason, "Rapat 3 Desember")
    QTest.keyClick(page.reason, Key.Key_Return)
    settle(window)
    assert ("Isian terbatas", "ikut, dengan alasan: Rapat 3 Desember") in exported.sheets(
        next(tmp_path.glob("*.xlsx"))
    )["Keterangan"]
    page.leave()
    assert page.reason.text() == ""
    assert access.looks(replace(people, user=people.user._replace(role="pimpinan")))


def test_a_viewer_is_told_why_and_an_empty_book_is_not_saved(open_window: OpenWindow, village: Office) -> None:
    auditor = replace(village, user=village.user._replace(role="pemeriksa"))
    window = open_window(auditor, "table", kind="person")
    settle(window)
    page = table(window)
    assert not page.reason.isEnabled()
    assert page.reason.toolTip() == access.why_not_look()
    assert page.saving.why_not == "Daftar ini kosong: tidak ada yang disimpan."


def test_stopping_leaves_no_file_and_says_so(
    open_window: OpenWindow, people: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    window = open_window(people, "table", kind="person")
    settle(window)
    page = table(window)
    page.save()
    (progress,) = page.findChildren(Progress)
    progress.findChild(QPushButton).click()
    settle(window)
    assert list(tmp_path.glob("*.xlsx")) == []
    assert page.saving.button.isEnabled()


def test_cases_go_out_in_the_standard_of_others_only_with_a_reason(
    open_window: OpenWindow, people: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    person = offices.rows_at(people, kind("person"))[0]["id"]
    affair = {"person": person, "opened_on": "2026-11-05", "status": "DUGAAN", "purposes": ["LAIN"]}
    recording.save(people, kind("case"), {**affair, "warning_reasons": {"incomplete": "menyusul"}})
    window = open_window(people, "table", kind="case")
    settle(window)
    page = table(window)
    QTest.keyClick(keyboard(), Key.Key_3)
    assert page.form.value == "htcds"
    QTest.keyClick(keyboard(), Key.Key_S)
    settle(window)
    assert list(tmp_path.glob("*.zip")) == []
    assert page.reason.hasFocus()
    QTest.keyClicks(page.reason, "Pertukaran data")
    QTest.keyClick(page.reason, Key.Key_Return)
    settle(window)
    assert [path.name for path in tmp_path.glob("*.zip")] == ["Kasus HTCDS 2026-11-21.zip"]
    page.enter(kind="person")
    assert set(page.form.rows) == {"xlsx", "csv"}
