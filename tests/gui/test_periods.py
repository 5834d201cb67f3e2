"""Laporan berkala by keyboard: chosen, seen, kept from leaking, saved; stopped where it takes long."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, keyboard, settle
from ppo_desktop.core.period import Month, Span
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.screens.periods import PeriodsPage, Version
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import ledger
from ppo_desktop.operations.papers import periodic
from ppo_desktop.records.registry import kind
from verifiers import run

Key = Qt.Key


def chosen(hands: Hands, typed: str) -> PeriodsPage:
    """Type into the field that has the keyboard, take what is offered first, and wait for the pages."""
    keyboard().selectAll()  # type: ignore[attr-defined]  # a field of one line
    hands.type(typed)
    hands.press(Key.Key_Return)
    settle(hands.window)
    page = hands.window.page
    assert isinstance(page, PeriodsPage)
    return page


@pytest.fixture
def filled(village: Office) -> Office:
    typed = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
    person = recording.save(village, kind("person"), typed).record
    leaving = {"person": person, "registered_on": "2026-11-03", "status": "NIAT", "destination_country": "MY"}
    more = {"fee_asked": "3500000", "warning_reasons": {"incomplete": "menyusul"}}
    recording.save(village, kind("departure"), {**leaving, **more})
    return village


def text(pdf: Path) -> str:
    return run("pdftotext", "-layout", pdf, "-")


def test_a_register_is_chosen_seen_and_saved_by_keyboard(
    open_window: OpenWindow, filled: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    window = open_window(filled, "periods")
    settle(window)
    hands = Hands(window, qtbot)
    assert keyboard().accessibleName() == "Cetakan"
    page = chosen(hands, "buku register")
    assert page.preview.page_count >= 1
    hands.press(Key.Key_Tab)
    assert keyboard().accessibleName() == "Masa"
    chosen(hands, "tahun 2026")
    assert page.span.value == "2026"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    page.preview.setFocus()
    hands.press(Key.Key_S)
    settle(window)
    (saved,) = tmp_path.glob("*.pdf")
    assert saved.name == "Buku register calon PMI dan PMI Tahun 2026.pdf"
    words = text(saved)
    assert "Siti Aminah" in words
    assert "3.500.000" not in words
    assert access.looks(offices.as_head(filled)) == []


def test_restricted_columns_come_with_a_reason_and_are_written_down(open_window: OpenWindow, filled: Office) -> None:
    window = open_window(filled, "periods", paper="register-pmi")
    settle(window)
    page = window.page
    assert isinstance(page, PeriodsPage)
    page.reason.setFocus()
    QTest.keyClicks(keyboard(), "Diminta kepala desa")
    QTest.keyClick(keyboard(), Key.Key_Return)
    settle(window)
    assert [look.reason for look in access.looks(offices.as_head(filled))][-1] == "Diminta kepala desa"
    assert page.preview.page_count >= 1


def test_a_report_for_everybody_is_one_chip_away(open_window: OpenWindow, filled: Office) -> None:
    window = open_window(filled, "periods")
    settle(window)
    page = window.page
    assert isinstance(page, PeriodsPage)
    assert not page.versions[Version.PUBLIC].isEnabled()
    assert "satu tahun yang sudah selesai" in page.versions[Version.PUBLIC].toolTip()
    in_sight = " ".join(words.text() for words in page.findChildren(QLabel) if words.isVisible())
    assert page.versions[Version.PUBLIC].toolTip() in in_sight
    assert page.versions[Version.SIGNED].toolTip() in in_sight
    lines = [line for line in page._other_versions.text().splitlines() if line.count(":") == 1]
    assert [line.partition(":")[0] for line in lines] == ["Bertanda tangan", "Untuk umum"], "a short sentence for each"
    page.span.set_value("2025")
    page.span.chosen.emit("2025")
    settle(window)
    own = page._pdf
    page.versions[Version.PUBLIC].click()
    settle(window)
    assert page._pdf != own
    assert page.versions[Version.PUBLIC].isChecked()
    assert not page.versions[Version.OWN].isChecked()
    (told,) = page.findChildren(Banner)
    assert "umumkan dari satu tingkat saja" in told.accessibleDescription()


def test_in_a_low_window_the_pages_have_the_height_beside_what_is_chosen(
    open_window: OpenWindow, filled: Office
) -> None:
    window = open_window(filled, "periods", size=(1024, 600))
    settle(window)
    page = window.page
    assert isinstance(page, PeriodsPage)
    assert page.preview.visibleRegion().boundingRect().height() >= 2 * page.height() // 3
    window.resize(700, 600)
    settle(window)
    assert page.preview.y() > page.span.mapTo(page._canvas, QPoint()).y()


def test_a_long_register_is_saved_without_being_shown_and_can_be_stopped(
    open_window: OpenWindow, filled: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(periodic, "MOST_LINES", 0)
    (folder := tmp_path / "out").mkdir()
    window = open_window(filled, "periods", paper="register-pmi")
    settle(window)
    page = window.page
    assert isinstance(page, PeriodsPage)
    assert page.preview.page_count == 0
    assert page.into_file.isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))

    written: Any = periodic.write

    def stopped(*arguments: Any) -> Path:
        assert page._job is not None
        page._job.cancel()
        return written(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(periodic, "write", stopped)
        page.save_pages()
        settle(window)
    assert list(folder.iterdir()) == [], "nothing half-written stays"
    page.save_pages()
    settle(window)
    assert [path.suffix for path in folder.iterdir()] == [".pdf"]


def test_a_quarter_is_signed_by_keyboard_and_printed_as_it_was_signed(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    pair = offices.new_pair(tmp_path)
    pair.report(Month(2026, 9), nihil=True)
    window = open_window(pair.village, "periods", span="2026-07/2026-09")
    settle(window)
    hands, page = Hands(window, qtbot), window.page
    assert isinstance(page, PeriodsPage)
    assert "Belum ditandatangani" in page.versions[Version.SIGNED].toolTip()
    page.to_sign.setFocus()
    hands.press(Key.Key_Space)
    assert keyboard() is page.signing.number
    hands.type("400/3")
    hands.press(Key.Key_Return)
    hands.type("salah")
    hands.press(Key.Key_Return)
    settle(window)
    assert "tidak cocok" in page.signing.assent.field.message
    hands.type(offices.HEAD_PASSWORD)
    hands.press(Key.Key_Return)
    settle(window)
    signed = page.signed
    assert signed is not None
    assert page.versions[Version.SIGNED].isChecked()
    assert not page.signing.isVisible()
    assert page.signing.assent.password.text() == ""
    (told,) = page.findChildren(Banner)
    assert "disetujui Abdul Hamid" in told.accessibleDescription()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    page.preview.setFocus()
    hands.press(Key.Key_S)
    settle(window)
    (saved,) = tmp_path.glob("*.pdf")
    assert saved.name == "Laporan pelindungan PMI Triwulan III 2026, bertanda tangan.pdf"
    assert saved.read_bytes() == ledger.file(pair.village, signed.id)
    assert "400/3" in text(saved)
    pair.close()


def test_why_a_report_cannot_be_signed_is_said_before_the_password(open_window: OpenWindow, tmp_path: Path) -> None:
    pair = offices.new_pair(tmp_path)
    unknown = offices.new_office(tmp_path / "baru", offices.OTHER_VILLAGE, offices.clock_at())
    for office, why in ((pair.village, "Belum ada laporan bulanan"), (unknown, "Buat permintaan kunci dahulu")):
        window = open_window(office, "periods", span="2026-07/2026-09")
        settle(window)
        page = window.page
        assert isinstance(page, PeriodsPage)
        assert not page.to_sign.isEnabled()
        assert why in page.to_sign.toolTip()
    pair.report(Month(2026, 9), nihil=True)
    assert periodic.why_not_sign(pair.village, periodic.Asked(periodic.REPORT, Span.parse("2026-T3"))) == ""
    pair.close()
