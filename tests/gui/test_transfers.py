"""Buku ekspedisi, Karantina, and the letters and due day that go with the board."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, Key, settle
from ppo_desktop.gui.screens.quarantine import QuarantinePage
from ppo_desktop.gui.screens.receive import ReceivePage
from ppo_desktop.gui.screens.settings import SettingsPage
from ppo_desktop.gui.screens.settings.due_day import DueDay
from ppo_desktop.gui.screens.transfers import TransfersPage
from ppo_desktop.gui.screens.transfers.page import look_of
from ppo_desktop.gui.shell import printing
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.carriers import transfers
from ppo_desktop.operations.months import waiting
from ppo_desktop.operations.papers import expedition
from ppo_desktop.storage import driver


@pytest.fixture
def pair(tmp_path: Path) -> offices.Pair:
    return offices.new_pair(tmp_path)


def titles(page: TransfersPage) -> list[str]:
    return [page.lines.spoken(place) for place in range(len(page.lines.entries)) if page.lines.item(place)]


def test_files_are_listed_narrowed_named_and_printed(
    pair: offices.Pair, open_window: OpenWindow, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.departure(pair.person())
    pair.report()
    pair.carry_up()
    pair.carry_down()
    window = open_window(pair.camat, "transfers")
    page = window.page
    assert isinstance(page, TransfersPage)
    settle(window)
    hands = Hands(window, qtbot)
    assert [title.split(",")[0] for title in titles(page)] == [
        "Tanda terima November 2026",
        "Laporan November 2026",
        "Jawaban kunci",
        "Permintaan kunci",
    ]
    page.chips["in"].click()
    settle(window)
    assert len(titles(page)) == 2
    page.list.setFocus()
    assert "1 Warga, 1 Keberangkatan" in hands.sight
    hands.press(Key.Key_Return)
    assert hands.at == "Dibawa oleh"
    hands.type("Pak Jono")
    hands.press(Key.Key_Return)
    settle(window)
    assert "dibawa Pak Jono" in titles(page)[0]
    assert expedition.usual_carrier(pair.camat, pair.village.code) == "Pak Jono"

    monkeypatch.setattr(printing, "has_printer", lambda: False)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    page.print_button.click()
    settle(window)
    (written,) = tmp_path.glob("Buku ekspedisi*.pdf")
    assert written.read_bytes().startswith(b"%PDF-")

    page.chips["refused"].click()
    settle(window)
    assert "Tidak ada berkas yang cocok dengan saringan ini." in hands.sight
    hands.rest()
    assert "Tidak ada berkas di daftar ini." in hands.sight
    assert "Pilih satu baris" not in hands.sight, "there is none to choose"
    assert page.print_button.toolTip() == "Belum ada baris untuk dicetak."


def test_the_board_leads_to_the_file_and_prints_letters(
    pair: offices.Pair, open_window: OpenWindow, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(pair.camat, "receive", month="2026-11")
    page = window.page
    assert isinstance(page, ReceivePage)
    settle(window)
    hands = Hands(window, qtbot)
    assert page.board is not None
    assert page.board.summary.text().startswith("0 dari 1 diterima, 1 belum.")
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    hands.push("Surat pengingat (1)")
    (letters,) = tmp_path.glob("Surat pengingat*.pdf")
    assert letters.read_bytes().startswith(b"%PDF-")

    closed = pair.report(nihil=True)
    pair.carry_up()
    page.board.load()
    settle(window)
    assert page.board.remind.why_not == "Tidak ada laporan November 2026 yang masih ditunggu."
    hands.push("Desa Sempalai: NIHIL, diterima 21 November 2026")
    assert isinstance(window.page, TransfersPage)
    settle(window)
    chosen = window.page.list.chosen
    assert chosen is not None
    assert chosen.carrier == closed.carrier.manifest.id


def test_what_cannot_be_used_is_told_without_its_values_and_its_office_can_be_asked(
    pair: offices.Pair, open_window: OpenWindow, qtbot: Any
) -> None:
    person = pair.person()
    pair.report(nihil=True)
    pair.carry_up()
    with pair.camat.database.transaction() as connection:
        rows = [(pair.village.code, "a" * 32, "jampi", "person", "unknown-field")]
        rows.append((pair.village.code, "b" * 32, "", "ritual", "unknown-kind"))
        rows.append((pair.village.code, person, "born_on", "person", "not-a-date"))
        driver.execute_many(
            connection,
            "INSERT INTO quarantined_value (office, record, field, kind, reason) VALUES (?, ?, ?, ?, ?)",
            rows,
        )
    window = open_window(pair.camat, "home")
    settle(window)
    hands = Hands(window, qtbot)
    assert "3 isian belum dapat dipakai di sini" in hands.sight
    window.show_place(Place("quarantine", {}))
    settle(window)
    assert isinstance(window.page, QuarantinePage)
    told = hands.sight
    assert "3 isian belum dapat dipakai di sini." in told
    assert "Desa Sempalai" in told
    assert "jampi: 1 isian" in told
    assert "Jenis catatan ini belum dikenal program versi ini." in told
    assert told.index("Jenis catatan ini") < told.index("Minta kantor pengirim memperbaiki")
    assert told.index("Minta kantor pengirim memperbaiki") < told.index("Isinya bukan tanggal.")
    hands.push("Minta perbaikan")
    assert window.page.title.text() == "Pesan dan permintaan"


def test_the_due_day_is_set_among_the_settings(village: Any, open_window: OpenWindow, qtbot: Any) -> None:
    window = open_window(village, "settings", section="office")
    assert isinstance(window.page, SettingsPage)
    (due,) = window.page.findChildren(DueDay)
    for typed, message in (("31", "Tanggal jatuh tempo harus antara 1 dan 28."), ("10", "")):
        due.line.setText(typed)
        qtbot.keyClick(due.line, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        settle(window)
        assert due.message == message
    assert waiting.day_of(village) == 10


def test_files_that_could_not_be_read_are_told_apart_by_their_names_and_reasons(pair: offices.Pair) -> None:
    names = (
        f"PPO-{offices.VILLAGE}-2026-11-0a1b2c3d.pdf",
        f"PPO-{offices.CAMAT}-tanda-terima-{offices.VILLAGE}-0a1b2c3d.pdf",
        f"PPO-permintaan-{offices.VILLAGE}.txt",
        "PPO-salinan.pdf",
        "Surat untuk Pak Camat.pdf",
    )
    with pair.camat.database.transaction() as connection:
        for name in names:
            told = {"other": "", "kind": "", "code": "damaged", "sentence": "Berkas ini rusak."}
            transfers.note(connection, pair.camat, "in", file_name=name, **told)
    lines = [line for line in expedition.page(pair.camat) if line.code == "damaged"][::-1]
    assert [line.title for line in lines] == [
        "Laporan November 2026, menurut nama berkasnya",
        "Tanda terima, menurut nama berkasnya",
        "Permintaan kunci, menurut nama berkasnya",
        "PPO-salinan.pdf",
        "Berkas bernama lain",
    ]
    assert "Berkas ini rusak." in look_of(lines[0]).line
