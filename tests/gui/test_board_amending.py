"""The month of an office above: what came after its recap was signed leads to Rekap perbaikan ke-n."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, settle
from ppo_desktop.gui.screens.board import ReconcilePage
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.months import recapping
from ppo_desktop.records.paper_report import PAPER_REPORT


def test_what_came_after_the_recap_is_told_and_one_press_begins_the_amended_one(
    tmp_path: Path, open_window: OpenWindow, qtbot: Any
) -> None:
    pair = offices.new_pair(tmp_path)
    recapping.sign_recap(pair.camat, offices.NOVEMBER, assenting=offices.HEAD)
    typed = {"sender": offices.VILLAGE, "month": "2026-11", "received_on": "2026-11-21", "nihil": True}
    recording.save(pair.camat, PAPER_REPORT, {**typed, "warning_reasons": {"photos-missing": "di map"}})
    window = open_window(pair.camat, "month", month="2026-11")
    settle(window)
    hands = Hands(window, qtbot)
    assert "Laporan dari bawah bertambah atau berubah" in hands.sight
    assert "Desa Sempalai: laporan NIHIL menyusul." in hands.sight
    hands.push("Buat rekap perbaikan ke-1")
    assert "Rekap perbaikan ke-1 November 2026" in hands.sight
    pair.close()


def test_two_offices_are_reconciled_from_the_board(tmp_path: Path, open_window: OpenWindow, qtbot: Any) -> None:
    pair = offices.new_pair(tmp_path)
    pair.person()
    pair.report(nihil=True)
    pair.carry_up()
    window = open_window(pair.camat, "board", month="2026-11")
    settle(window)
    hands = Hands(window, qtbot)
    hands.push("Rekonsiliasi dengan Desa Sempalai")
    assert "Rekonsiliasi dengan Desa Sempalai" in hands.sight
    assert isinstance(window.page, ReconcilePage)
    (kinds, totals) = window.page.tables
    assert [kinds.rows.index(0, column).data() for column in range(4)] == ["Warga", "1", "1", "0"]
    assert "Tidak ada catatan yang berbeda." in hands.sight
    assert totals.rows.rowCount() == 5
    pair.close()
