"""Terima berkas: what a kecamatan's file brings along stands below it, and is taken in and answered with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import offices
from gui.conftest import OpenWindow
from gui.hands import keyboard, settle
from ppo_desktop.gui.screens.month import MonthPage
from ppo_desktop.gui.screens.receive import ReceivePage
from ppo_desktop.gui.screens.receive.outcome import Outcome
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import receiving
from regions import Region, new_region


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return new_region(tmp_path)


def rows(page: ReceivePage) -> list[tuple[str, str, str]]:
    """(who, who brought it, badge) of each row."""
    return [(row.found.shown.who, row.found.shown.brought_by, row.found.shown.badge) for row in page.rows.rows]


def test_one_key_takes_in_what_the_kecamatan_brought_and_its_receipt_carries_those_of_the_villages(
    region: Region, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = region.villages
    region.person(first, "Siti Aminah")
    region.up(first)
    region.up(second)
    report = region.report(region.camat)
    stick = tmp_path / "flashdisk"
    stick.mkdir()
    report.rename(stick / report.name)
    window = open_window(region.regency, "receive")
    page = window.page
    assert isinstance(page, ReceivePage)
    page.chooser.take_folder(stick)
    settle(window)
    assert rows(page) == [
        ("Kecamatan Tebas", "", "Cocok & lengkap"),
        ("Desa Sempalai", "Kecamatan Tebas", "Cocok & lengkap"),
        ("Desa Seberkat", "Kecamatan Tebas", "Cocok & lengkap"),
    ]
    assert "Dibawa oleh Kecamatan Tebas" in page.rows.rows[1].accessibleName()
    assert page.primary.text() == "Terima semua yang cocok (3) dan tulis tanda terima"
    page.rows.rows[1].toggle()
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    settle(window)
    assert {badge for _who, _by, badge in rows(page)} == {"Diterima"}
    assert offices.names_at(region.regency) == ["Siti Aminah"]
    (end,) = (card for card in page.findChildren(Outcome) if card.isVisibleTo(page))
    assert "2 di antaranya dibawa di dalam berkas kantor lain." in end.accessibleDescription()
    receipts = list(stick.glob("*tanda-terima*"))
    assert [path.name[:33] for path in receipts] == ["PPO-61.01-tanda-terima-61.01.04-" + receipts[0].name[32]]
    taken = receiving.take(region.camat, receipts)
    assert [one.inspection.code for one in taken if isinstance(one, receiving.Taken)] == ["new"] + ["entrusted"] * 2


def test_the_month_says_what_the_report_takes_along_before_and_after_it_is_made(
    region: Region, open_window: OpenWindow
) -> None:
    for village in region.villages:
        region.up(village)
    page = open_window(region.camat, "month").page
    assert isinstance(page, MonthPage)
    settle(page.window())
    assert page.flow.stick.words == "Sesudah ditandatangani. Membawa 2 berkas desa/kelurahan, seperti aslinya."
    reporting.close_month(region.camat, offices.NOVEMBER, nihil=True)
    page.reload()
    settle(page.window())
    assert page.flow.stick.words.endswith("lalu simpan. Membawa 2 berkas desa/kelurahan, seperti aslinya.")
