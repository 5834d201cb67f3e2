"""Handing the office over, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, Key
from ppo_desktop.gui.screens.ceremony import CeremonyPage
from ppo_desktop.gui.screens.unlock import UnlockPage
from ppo_desktop.operations.desk import ceremony
from ppo_desktop.operations.doors import accounts, code_shares
from ppo_desktop.operations.house.office import Office, read_identity

NEW = "tujuh burung di dahan"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[offices.Pair]:
    made = offices.new_pair(tmp_path)
    yield made
    made.close()


def test_an_acting_head_takes_over_by_keyboard_and_everybody_logs_in_again(
    open_window: OpenWindow, qtbot: Any, pair: offices.Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.departure(pair.person())
    pair.report(number="470/12")
    hands = Hands(open_window(pair.village, "settings", section="users"), qtbot)
    hands.rest()
    hands.push("Serah terima jabatan")
    page = hands.window.page
    assert isinstance(page, CeremonyPage)
    assert "470/12" in hands.sight
    hands.fill("Nurhayati", "NIP 1980")
    hands.press(Key.Key_Right, Key.Key_Return)
    hands.fill("SK Camat Nomor 7", "", NEW, NEW)
    assert page.login.text() == "nurhayati"
    assert page.acting.value == "Plt."
    hands.press(Key.Key_Return)
    assert hands.at == "Kata sandi pejabat lama"
    hands.fill("bukan ini sandinya")
    hands.rest()
    assert "Tidak cocok" in page.proof_box.message
    hands.fill(offices.HEAD_PASSWORD)
    hands.rest()
    assert "Serah terima selesai." in hands.sight
    assert page.pages.page_count == 1
    assert read_identity(pair.village.database)[0].on_paper().head_title == "Plt. Kepala Desa Sempalai"
    (minutes,) = ceremony.papers(pair.village)
    assert minutes.kept_by == "Rina"
    assert hands.at == "Cetak"
    hands.push("Selesai, masuk lagi")
    hands.rest()
    assert isinstance(hands.window.page, UnlockPage)
    hands.window.page.people.set_value("nurhayati")
    hands.window.page.password.line.setFocus()
    hands.fill(NEW)
    hands.rest()
    assert hands.window.session.office.user.display_name == "Nurhayati"
    hands.window.session.go("settings", section="users")
    assert "Abdul Hamid: akun ditutup 21 November 2026" in hands.sight
    monkeypatch.setattr("ppo_desktop.gui.shell.printing.has_printer", lambda: False)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path))
    hands.push("Cetak berita acara serah terima Abdul Hamid")
    hands.rest()
    assert (tmp_path / minutes.name).read_bytes() == ceremony.pages(pair.village, minutes)


def test_without_the_emergency_code_nobody_stands_in_for_an_absent_head(
    open_window: OpenWindow, qtbot: Any, village: Any
) -> None:
    hands = Hands(open_window(village, "ceremony"), qtbot)
    hands.rest()
    page = hands.window.page
    assert isinstance(page, CeremonyPage)
    page.hand.button.click()
    assert page.name_box.message == "Isi namanya."
    page.name.setText("Nurhayati")
    page.login.setText("nurhayati")
    page.password.set_password(NEW)
    page.olds.set_value("kode")
    page._explain()
    page.proof.setFocus()
    hands.fill("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA")
    hands.rest()
    assert "Tidak cocok" in page.proof_box.message
    assert page.hand.button.isEnabled()
    assert page.handed is None


def test_two_of_the_three_sheets_stand_in_for_an_absent_head(
    open_window: OpenWindow, qtbot: Any, village: Office
) -> None:
    head = offices.as_head(village)
    sheets = code_shares.make(head, accounts.new_emergency_code(head, offices.HEAD_PASSWORD))
    hands = Hands(open_window(village, "ceremony"), qtbot)
    hands.rest()
    page = hands.window.page
    assert isinstance(page, CeremonyPage)
    assert "Jabatan" in hands.sight
    page.name.setText("Nurhayati")
    page.login.setText("nurhayati")
    page.password.set_password(NEW)
    page.olds.set_value("lembar")
    assert not page.proof_box.isVisible()
    page.sheets.fields[0].setFocus()
    hands.fill(" ".join(sheets[0].groups), " ".join(sheets[0].groups))
    assert page.sheets.boxes[1].message
    page.sheets.fields[1].clear()
    page.sheets.fields[1].setFocus()
    hands.fill(" ".join(sheets[2].groups))
    hands.rest()
    assert "Serah terima selesai." in hands.sight
