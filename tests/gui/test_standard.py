"""Angka baku in the window: issued once, handed out with its record, and a change told before a further edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog, QLabel

import offices
from gui.conftest import OpenWindow
from gui.hands import choose_from_menu, keyboard, settle
from ppo_desktop.core.period import Month, Span
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.screens.standard import StandardPage
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.tables import standard_figures
from ppo_desktop.records.registry import kind


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[offices.Pair]:
    made = offices.new_pair(tmp_path)
    made.departure(made.person(), registered_on="2025-10-05")
    made.report(Month(2025, 10))
    yield made
    made.close()


def standard(window: MainWindow) -> StandardPage:
    assert isinstance(window.page, StandardPage)
    return window.page


def test_a_sheet_is_issued_saved_given_and_recorded_and_a_change_is_told(
    open_window: OpenWindow, pair: offices.Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    window = open_window(pair.village, "standard")
    settle(window)
    page = standard(window)
    assert page.chosen is None
    assert page.give.toolTip() == "Terbitkan dahulu lembar tahun 2025."
    told = [words.text() for words in page.findChildren(QLabel) if words.isVisible()]
    assert "Simpan CSV, Cetak, Berikan dan catat: Terbitkan dahulu lembar tahun 2025." in told
    assert "Belum ada lembar untuk tahun 2025." in told
    assert any(words.startswith(f"Tekan “{page.to_issue.text().strip()}”") for words in told)
    page.to_issue.click()
    settle(window)
    edition = page.chosen
    assert edition is not None
    assert page.sheet.text() == "Tahun 2025, edisi 1"
    assert not page.to_issue.isVisible()
    assert keyboard() is page.give
    page.into_table.click()
    settle(window)
    assert [path.name for path in tmp_path.glob("*.zip")] == ["Angka baku Tahun 2025 edisi 1 Desa Sempalai.zip"]
    page.give.click()
    settle(window)
    form = window.page
    assert isinstance(form, FormPage)
    form.save()
    settle(window)
    assert form.isVisible(), "who asks, and for what, is for a person to say"
    pair.departure(pair.person("Terlambat"), registered_on="2025-10-06")
    pair.report(Month(2025, 11))
    window.session.go("standard")
    settle(window)
    page = standard(window)
    assert page.to_issue.isVisible()
    assert page.to_issue.isEnabled()
    assert any("angka berubah" in banner.accessibleName() for banner in page.findChildren(Banner))
    assert offices.rows_at(pair.village, kind("data_request")) == []


def test_who_may_not_report_sees_why(open_window: OpenWindow, pair: offices.Pair) -> None:
    auditor = replace(pair.village, user=pair.village.user._replace(role="pemeriksa"))
    window = open_window(auditor, "standard")
    settle(window)
    page = standard(window)
    assert not page.to_issue.isEnabled()
    assert page.to_issue.toolTip() == window.session.why_not("report")


def test_of_a_year_without_any_report_nothing_is_issued_and_the_reason_is_in_sight(
    open_window: OpenWindow, pair: offices.Pair
) -> None:
    page = standard(window := open_window(pair.village, "standard"))
    settle(window)
    assert page.to_issue.isEnabled(), "2025 was reported"
    page.sheet.set_value("2024")
    page._see()
    assert not page.to_issue.isEnabled()
    (told,) = (
        words.text()
        for words in page.findChildren(QLabel)
        if words.isVisible() and words.text().startswith("Belum ada laporan bulanan untuk tahun 2024.")
    )
    assert told == page.to_issue.toolTip()
    assert not any(words.text().startswith("Tekan “") for words in page.findChildren(QLabel) if words.isVisible())


def test_a_request_that_waits_is_answered_in_its_own_record(open_window: OpenWindow, pair: offices.Pair) -> None:
    village = pair.village
    standard_figures.issue(village, Span.parse("2025"))
    asked = {"asker": "Ratna", "asked_on": "2026-11-02", "basis": "LISAN", "answer": "BELUM"}
    record = recording.save(village, kind("data_request"), {**asked, "purpose": "Rapat", "wanted": "PMI 2025"}).record
    window = open_window(village, "standard")
    settle(window)
    edition = standard(window).chosen
    assert edition is not None
    standard(window).give.click()
    choose_from_menu("Ratna: PMI 2025")
    settle(window)
    form = window.page
    assert isinstance(form, FormPage)
    form.save()
    settle(window)
    (row,) = offices.rows_at(village, kind("data_request"))
    assert (row["id"], row["answer"], row["asked_on"]) == (record, "LEMBAR_BAKU", "2026-11-02")
    assert row["sheet"] == edition.name
    assert row["answered_by"] == "Rina"


def test_a_sheet_stays_in_sight_where_the_clock_of_the_pc_stands_before_the_end_of_its_year(
    open_window: OpenWindow, pair: offices.Pair
) -> None:
    standard_figures.issue(pair.village, Span.parse("2025"))
    behind = replace(pair.village, clock=offices.clock_at("2024-01-05T02:00:00"))
    window = open_window(behind, "standard")
    settle(window)
    page = standard(window)
    assert page.sheet.text() == "Tahun 2025, edisi 1"
    assert page.preview.page_count > 0
    assert page.give.isEnabled()
    assert not page.to_issue.isVisible()
    (told,) = [banner.accessibleName() for banner in page.findChildren(Banner)]
    assert "5 Januari 2024" in told
