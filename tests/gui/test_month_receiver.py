"""The month's report at the window, while a report sealed to the kabupaten waits and the camat is known too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import offices
from gui.conftest import OpenWindow
from gui.hands import settle
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.screens.month import MonthPage
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.months import ledger
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.papers import sheets
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import trust_store

REPORT = kind("incoming_report")
REGENCY = "61.01"
TOLD = {
    "about_own_staff": "ya",
    "received_on": "12-11-2026",
    "way": "DATANG",
    "subject": "TAWARAN_KERJA",
    "status": "BARU",
    "content": "Kasi Pemerintahan meminta uang untuk surat izin.",
}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[offices.Pair]:
    """A kabupaten that is root, in the camat's place, and a village that knows its camat too."""
    clock, stick = offices.clock_at("2026-12-02T02:00:00"), tmp_path / "stick"
    stick.mkdir()
    regency = offices.new_office(tmp_path / "kab", REGENCY, clock, is_root=True, clerk="Dewi")
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, clock)
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, clock, clerk="Yanti")
    for office in (village, camat):
        offices.enrol(office, regency, stick)
    with camat.database.reading() as there, village.database.transaction() as here:
        for peer in trust_store.peers(there, [camat.code]):
            trust_store.add_peer(here, peer, "2026-12-02T02:00:00Z")
    yield offices.Pair(regency, village, stick, clock)
    for office in (regency, village, camat):
        office.close()


def banner(page: MonthPage, title: str) -> tuple[str, list[QPushButton]]:
    """Words and buttons of the banner of that title."""
    (shown,) = (made for made in page.findChildren(Banner) if made.isVisible() and made.title.text() == title)
    return shown.accessibleDescription(), [made for made in shown.findChildren(QPushButton) if made.isVisible()]


def test_a_sealed_report_that_waits_is_told_and_goes_along_with_the_usual_report(
    pair: offices.Pair, open_window: OpenWindow, qtbot: QtBot
) -> None:
    record = recording.save(pair.village, REPORT, TOLD).record
    page = open_window(pair.village, "month").page
    assert isinstance(page, MonthPage)

    def ready() -> None:
        qtbot.waitUntil(lambda: page.flow.standing is not None and page.preview.page_count > 0, timeout=20_000)
        settle(page.window())

    ready()
    assert page.flow.standing is not None
    assert page.flow.standing.to == offices.CAMAT
    words, ways = banner(page, "1 laporan tersegel menunggu dibawa ke Kabupaten Sambas")
    assert "Laporan bulan ini membawanya" in words
    assert not ways
    page.flow.check.primary.click()
    page.flow.number.primary.click()
    page.flow.sign.password.line.setText(offices.HEAD_PASSWORD)
    page.flow.sign_now()
    qtbot.waitUntil(lambda: page.flow.line is not None, timeout=20_000)
    ready()
    assert page.flow.stick.words == "Untuk Kecamatan Tebas. Colokkan flashdisk, lalu simpan."
    page.flow.stick.chooser.take_folder(pair.stick)
    page.flow.save_to_stick()
    qtbot.waitUntil(lambda: page.flow.stick.state == "done", timeout=20_000)
    ready()
    receiving.take(pair.camat, list(pair.stick.glob("PPO-*-2026-11-*.pdf")))
    shown = sheets.sheet(pair.camat, REPORT, record, pair.village.code)
    assert sheets.look(pair.camat, shown)["content"] == TOLD["content"]
    page.show_report_to(REGENCY)
    ready()
    (way,) = banner(page, "Laporan ini untuk Kabupaten Sambas")[1]
    assert way.accessibleName() == "Laporan untuk Kecamatan Tebas"
    way.click()
    ready()
    assert page.flow.line is not None, "back at the one that is made"
    assert [line.recipient for line in ledger.reports(pair.village)] == [offices.CAMAT]
