"""Papan laporan: offices by months, what is behind each cell, letters to the silent, and the way to receiving."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, Key, settle
from ppo_desktop.core.offices import name_of, regions
from ppo_desktop.core.period import Month
from ppo_desktop.gui.screens.board import BoardPage, CarrierPage, watching
from ppo_desktop.gui.screens.board.model import BoardModel
from ppo_desktop.gui.screens.board.table import BoardTable
from ppo_desktop.gui.screens.board.words import STATES, SUPERSEDED, look
from ppo_desktop.gui.screens.board.words import spoken as spoken_cell
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.screens.receive import ReceivePage
from ppo_desktop.gui.screens.transfers import TransfersPage
from ppo_desktop.gui.shell import printing
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sticks
from ppo_desktop.operations.carriers.sticks import Stick
from ppo_desktop.operations.months.awaited import FromBelow, Version
from ppo_desktop.operations.neighbours.board import OfficeYear
from ppo_desktop.records.paper_report import PAPER_REPORT
from ppo_desktop.reports.office import Assent


@pytest.fixture
def pair(tmp_path: Path) -> offices.Pair:
    return offices.new_pair(tmp_path)


def at(window: MainWindow) -> BoardPage:
    """The board, when all is read."""
    settle(window)
    assert isinstance(window.page, BoardPage)
    return window.page


def spoken(page: BoardPage) -> str:
    """The chosen cell, as a screen reader says it."""
    return str(page.table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_keyboard_goes_from_a_cell_to_its_file_and_to_the_expedition_book(
    pair: offices.Pair, open_window: OpenWindow, qtbot: object
) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    window = open_window(pair.camat, "board", month="2026-11")
    page, hands = at(window), Hands(window, qtbot)
    page.table.setFocus()
    assert spoken(page) == "Desa Sempalai, November 2026: NIHIL, diterima 21 November 2026"
    assert page.summary.text().startswith("November 2026: 1 dari 1 diterima.")
    assert not page.remind.isEnabled()
    assert page.remind.toolTip() == "Tidak ada laporan November 2026 yang masih ditunggu."
    assert page.remind.toolTip() in hands.sight
    assert "Ketik laporan kertas: Berkasnya sudah ada; laporan kertas tidak diperlukan." in hands.sight
    assert "Surat pengingat: Laporannya sudah ada." in hands.sight
    hands.press(Key.Key_Return)
    assert hands.at == "Buka halaman Laporan November 2026, Desa Sempalai"
    hands.press(Key.Key_Return)
    settle(window)
    assert isinstance(window.page, CarrierPage)
    assert window.page.preview.page_count == 1
    window.session.back()
    page = at(window)
    assert spoken(page).startswith("Desa Sempalai, November 2026"), "the place is kept"
    hands.push("Buku ekspedisi Desa Sempalai")
    assert isinstance(window.page, TransfersPage)


def test_a_paper_is_typed_from_the_cell_and_stands_there(
    pair: offices.Pair, open_window: OpenWindow, qtbot: object
) -> None:
    window = open_window(pair.camat, "board", month="2026-11")
    page, hands = at(window), Hands(window, qtbot)
    assert spoken(page) == "Desa Sempalai, November 2026: ditunggu"
    hands.push("Ketik laporan kertas")
    assert isinstance(window.page, FormPage)
    assert window.page.form.cells["sender"].value == offices.VILLAGE
    typed = {"sender": offices.VILLAGE, "month": "2026-11", "received_on": "2026-11-21", "nihil": True}
    reasons = {"photos-missing": "aslinya di map"}
    recording.save(pair.camat, PAPER_REPORT, {**typed, "warning_reasons": reasons})
    window.session.go("board")
    page = at(window)
    assert spoken(page) == "Desa Sempalai, November 2026: laporan kertas NIHIL, diterima 21 November 2026"
    hands.push("Buka laporan kertas")
    assert "Desa Sempalai – November 2026" in hands.sight


def test_a_letter_is_made_for_one_and_for_all_who_are_silent(
    pair: offices.Pair, open_window: OpenWindow, qtbot: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cetak"
    folder.mkdir()
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))
    window = open_window(pair.camat, "board", month="2026-11")
    page, hands = at(window), Hands(window, qtbot)
    assert page.remind.accessibleName() == "Surat pengingat (1), November 2026"
    page.table.setFocus()
    hands.press(Key.Key_P)
    hands.rest()
    hands.push("Buat surat pengingat untuk Desa Sempalai")
    assert len([file for file in folder.iterdir() if file.read_bytes().startswith(b"%PDF-")]) >= 1


def test_dropped_files_and_a_plugged_stick_lead_to_receiving(
    pair: offices.Pair, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugged: list[Stick] = []
    monkeypatch.setattr(sticks, "sticks", lambda: list(plugged))
    monkeypatch.setattr(watching, "EVERY", 30)
    pair.report(nihil=True)
    closed = pair.stick / "laporan.pdf"
    closed.write_bytes(pair.report(nihil=True).carrier.pdf)
    window = open_window(pair.camat, "board")
    page = at(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(closed))])
    nothing, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, left, nothing))
    settle(window)
    assert isinstance(window.page, ReceivePage)
    assert [row.found.path for row in window.page.rows.rows] == [closed]
    window.session.go("board")
    page = at(window)
    page._watch.look()
    settle(window)
    plugged.append(Stick("KINGSTON", pair.stick, 10**9, 10**9, True))
    page._watch.look()
    settle(window)
    assert isinstance(window.page, ReceivePage)


def year(code: str) -> OfficeYear:
    """Twelve months of an office, made up; in May its report was amended, in June none came."""
    came = FromBelow(code, name_of(code), "received", date(2026, 6, 3))
    return OfficeYear(code, name_of(code), [came] * 5 + [FromBelow(code, name_of(code), "missing")] * 7)


@pytest.fixture
def regency(qapp: QObject) -> BoardTable:
    """The grid of a kabupaten: 19 kecamatan and their 195 villages."""
    rows = BoardModel(qapp)
    rows.show(2026, [year(code) for code in sorted(regions()) if code.startswith("61.01.")])
    return BoardTable(rows)


def test_a_kecamatan_opens_to_its_villages_by_space(regency: BoardTable, qtbot: Any) -> None:
    rows = regency.rows
    assert rows.rowCount() == 19, "villages are folded away"
    regency.resize(1100, 400)
    regency.choose(3, 4)
    assert rows.rows[3].name == "Kecamatan Tebas"
    assert rows.inside(3, 4) == (23, 23)
    assert regency.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole).endswith("23 dari 23 desa sudah melapor")
    qtbot.keyClick(regency, Key.Key_Space)
    assert (rows.rowCount(), regency.place) == (19 + 23, (3, 4))
    assert rows.is_inner(4)
    qtbot.keyClick(regency, Key.Key_Down)
    qtbot.keyClick(regency, Key.Key_End)
    assert regency.place == (4, 11)
    assert not regency.grab().isNull()
    assert rows.headerData(4, Qt.Orientation.Horizontal) == "Mei\n19/19", "districts count, villages stand below them"


def test_the_grid_has_a_twin_for_who_cannot_see_it(regency: BoardTable) -> None:
    twin = QAccessible.queryAccessibleInterface(regency)
    told = [twin.child(place).text(QAccessible.Text.Name) for place in range(twin.childCount())]
    assert sum("2026: " in words for words in told) >= 19 * 12, "every cell is said"
    assert "Kecamatan Tebas, Juni 2026: rekap belum ada; 0 dari 23 desa sudah melapor" in told
    regency.deleteLater()


def test_a_kecamatan_without_records_of_its_own_does_not_look_as_if_its_villages_had_none() -> None:
    def nihil(code: str) -> FromBelow:
        figures = Version("", date(2026, 12, 3), True, "", Assent.NONE, "", {}, has_file=False)
        return FromBelow(code, name_of(code), "nihil", date(2026, 12, 3), (figures,))

    village = nihil("61.01.04.2003")
    district = replace(nihil("61.01.04"), villages=(village, FromBelow("61.01.04.2004", "Desa Bekut", "missing")))
    month = Month(2026, 11)
    assert [look(line) for line in (village, district)] == [STATES["nihil"], STATES["received"]]
    assert spoken_cell(district, month) == "Kecamatan Tebas, November 2026: rekap diterima 3 Desember 2026"
    assert district.villages_words == "1 dari 23 desa sudah melapor, 1 di antaranya NIHIL"
    assert district.own_words.startswith("Catatan Kecamatan Tebas sendiri bulan itu NIHIL")
    assert not village.own_words


def test_behind_a_kecamatan_that_does_not_report_stand_the_villages_that_have_not(
    pair: offices.Pair, open_window: OpenWindow
) -> None:
    codes = sorted(code for code in regions() if code.startswith("61.01.04."))[:9]
    silent = [FromBelow(code, name_of(code), "missing") for code in codes]
    came = replace(silent[0], state="received", received_on=date(2026, 12, 3))
    district = FromBelow("61.01.04", name_of("61.01.04"), "awaited", is_expected=False, villages=(came, *silent[1:]))
    detail, month = at(open_window(pair.camat, "board")).detail, Month(2026, 11)
    detail.tell(district, month)
    said = " ".join(label.text() for label in detail.findChildren(QLabel))
    names = ", ".join(line.name for line in silent[1:7])
    assert "Desanya melapor langsung" in said
    assert f"Belum melapor: {names}, dan 2 lagi." in said
    detail.tell(silent[3], month, answers_here=True)
    assert detail.buttons[-1].isEnabled()
    detail.tell(silent[3], month, answers_here=False)
    assert detail.buttons[-1].accessibleDescription() == "Surat untuk desa dibuat oleh kecamatannya."


def test_no_two_states_share_word_or_shape() -> None:
    looks = [*STATES.values(), SUPERSEDED]
    assert len({look.word for look in looks}) == len({look.icon for look in looks}) == len(looks)
