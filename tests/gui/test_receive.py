"""Terima berkas: a stick is checked, taken in and answered by two keys, and nothing enters before them."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

import offices
from gui.conftest import OpenWindow
from gui.hands import keyboard, settle
from gui.watchdog import watching
from ppo_desktop.core.period import Month
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.screens.receive import ReceivePage
from ppo_desktop.gui.screens.receive.outcome import Outcome
from ppo_desktop.gui.screens.receive.rows import Details
from ppo_desktop.gui.shell import printing
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.months import awaited, ledger, reporting
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.records.registry import kind

OCTOBER = Month(2026, 10)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[offices.Pair]:
    pair = offices.new_pair(tmp_path, offices.clock_at("2026-12-02T02:00:00"))
    for left in pair.stick.iterdir():
        left.unlink()
    yield pair
    pair.close()


def at(window: MainWindow, qtbot: Any, *paths: Path) -> ReceivePage:
    """The page after everything in ``paths`` was checked."""
    page = window.page
    assert isinstance(page, ReceivePage)
    if len(paths) == 1 and paths[0].is_dir():
        page.chooser.take_folder(paths[0])
    else:
        page.check(paths)
    settle(window)
    return page


def press(qtbot: Any, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """A key where the keyboard is."""
    qtbot.keyClick(keyboard(), key)


def badges(page: ReceivePage) -> dict[str, str]:
    """File → what its row says it is."""
    return {row.found.path.name: row.badge.accessibleName() for row in page.rows.rows}


def end(page: ReceivePage) -> str:
    """The card that ends a stick: its large words, and the sentences below them."""
    shown = [card for card in page.findChildren(Outcome) if card.isVisibleTo(page)]
    return f"{shown[-1].accessibleName()} {shown[-1].accessibleDescription()}" if shown else ""


def warning(page: ReceivePage) -> str:
    """The banner on top of the page, if any; not what the chooser says about sticks."""
    shown = [
        banner
        for banner in page.findChildren(Banner)
        if banner.isVisibleTo(page) and not page.chooser.isAncestorOf(banner)
    ]
    return f"{shown[-1].accessibleName()} {shown[-1].accessibleDescription()}" if shown else ""


def reported(pair: offices.Pair, month: Month = offices.NOVEMBER) -> Path:
    """A report of the village on the stick."""
    pair.report(month, nihil=reporting.figures(pair.village, month).is_nihil)
    return sending.export(pair.village, pair.camat.code, pair.stick).path


def stopped_at_first(window: MainWindow, page: ReceivePage, act: Callable[[], None], qtbot: Any) -> None:
    """Press Enter, and do ``act`` while the first file is just about to be taken in."""
    begin, begun, go_on = threading.Event(), threading.Event(), threading.Event()
    window.session.work.start(lambda _job: begin.wait(30), owner=page)
    press(qtbot)
    job = page.job
    assert job is not None

    def hold(*_told: object) -> None:
        begun.set()
        go_on.wait(30)

    job.progressed.connect(hold, Qt.ConnectionType.DirectConnection)
    begin.set()
    qtbot.waitUntil(begun.is_set)
    act()
    job.progressed.disconnect(hold)
    go_on.set()
    settle(window)


def test_two_keys_take_a_stick_in_and_answer_it(
    open_window: OpenWindow, pair: offices.Pair, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = reported(pair, OCTOBER)
    receiving.take(pair.camat, [seen])
    pair.departure(pair.person())
    good = reported(pair)
    damaged = pair.stick / "rusak.pdf"
    damaged.write_bytes(good.read_bytes().replace(b"/Type", b"/Tyqe", 1))
    stranger = offices.new_pair(tmp_path / "lain", pair.clock)
    foreign = reported(stranger)
    shutil.copy(foreign, pair.stick / "asing.pdf")
    (pair.stick / "undangan.txt").write_text("Undangan rapat", encoding="utf-8")

    window = open_window(pair.camat, "receive")
    with watching(monkeypatch):
        page = at(window, qtbot, pair.stick)
    assert badges(page) == {
        good.name: "Cocok & lengkap",
        "asing.pdf": "Kunci belum dikenal",
        "rusak.pdf": "Belum dapat diterima",
        seen.name: "Sudah diterima",
    }
    (row,) = [row for row in page.rows.rows if row.found.path == good]
    assert row.sentence.text() == "2 catatan baru. Tanda tangan dikenal, isi lengkap, disetujui pimpinan (Abdul Hamid)."
    assert confirming.waiting(pair.camat) == {pair.village.code: "report"}, "nothing was taken or answered so far"

    assert page.primary.hasFocus()
    plan = "1 berkas dari 1 kantor: 2 catatan baru. 2 berkas perlu dilihat dahulu dan tidak ikut."
    assert page._words.text().startswith(plan)
    with watching(monkeypatch):
        press(qtbot)
        settle(window)
    assert badges(page)[good.name] == "Diterima"
    assert end(page).startswith("Flashdisk boleh dicabut 1 laporan diterima: 2 catatan baru. Angka laporan cocok")
    assert "2 berkas belum diterima" in end(page)
    assert confirming.waiting(pair.camat) == {}
    (receipt,) = pair.stick.glob("*tanda-terima*")
    (taken,) = receiving.take(pair.village, [receipt])
    assert isinstance(taken, receiving.Taken)
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path))
    press(qtbot, Qt.Key.Key_P)
    settle(window)
    assert (tmp_path / "Slip buku ekspedisi.pdf").read_bytes().startswith(b"%PDF-")
    assert page.primary.hasFocus(), "the slip is no third key on the way to the next stick"

    press(qtbot)
    QApplication.processEvents()
    assert page.rows.rows == []
    assert end(page) == ""


def test_the_village_takes_its_receipt_and_hears_what_was_confirmed(
    open_window: OpenWindow, pair: offices.Pair, qtbot: Any
) -> None:
    pair.departure(pair.person())
    receiving.take(pair.camat, [reported(pair)])
    confirming.write_receipts(pair.camat)
    sending.export_receipts(pair.camat, pair.stick)
    window = open_window(pair.village, "receive")
    page = at(window, qtbot, pair.stick)
    assert set(badges(page).values()) == {"Cocok & lengkap", "Buatan kantor ini"}
    press(qtbot)
    settle(window)
    assert "Flashdisk boleh dicabut" in end(page)
    assert "Tanda terima Kecamatan Tebas: Diterima di sana 4 baris catatan" in end(page)
    assert "laporan November 2026 dikonfirmasi" in end(page)
    assert ledger.reports(pair.village)[0].state == "received"


def test_a_receipt_for_another_village_is_told_as_such(
    open_window: OpenWindow, pair: offices.Pair, tmp_path: Path, qtbot: Any
) -> None:
    other = offices.new_office(tmp_path / "lain", offices.OTHER_VILLAGE, pair.clock)
    offices.enrol(other, pair.camat, tmp_path)
    reporting.close_month(other, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
    receiving.take(pair.camat, [sending.export(other, pair.camat.code, tmp_path).path])
    confirming.write_receipts(pair.camat)
    sending.export_receipts(pair.camat, pair.stick)
    page = at(open_window(pair.village, "receive"), qtbot, pair.stick)
    assert list(badges(page).values()) == ["Untuk kantor lain"]
    (what,) = (row.found.shown.what for row in page.rows.rows)
    assert what.startswith("Menurut nama berkasnya: tanda terima untuk Desa Seberkat, nomor ")
    assert not any("Terima" in made.text() for made in page.rows.findChildren(QPushButton))


def test_an_unknown_key_leads_to_matching_keys_and_cannot_be_taken(
    open_window: OpenWindow, pair: offices.Pair, tmp_path: Path, qtbot: Any
) -> None:
    stranger = offices.new_pair(tmp_path / "lain", pair.clock)
    shutil.copy(reported(stranger), pair.stick)
    window = open_window(pair.camat, "receive")
    page = at(window, qtbot, pair.stick)
    (row,) = page.rows.rows
    assert row.action is not None
    assert row.action.text().strip() == "Cocokkan kunci"
    assert "Terima" not in page.primary.text()
    page.take_all()
    settle(window)
    assert awaited.received(pair.camat, offices.NOVEMBER) == []
    row.action.setFocus()
    press(qtbot)
    assert window.page is not None
    assert window.page.title.text() == "Kunci kantor"


def test_batal_between_two_files_leaves_the_first_one_taken(
    open_window: OpenWindow, pair: offices.Pair, qtbot: Any
) -> None:
    paths = [reported(pair, month) for month in (Month(2026, 9), OCTOBER, offices.NOVEMBER)]
    window = open_window(pair.camat, "receive")
    page = at(window, qtbot, pair.stick)

    def cancel() -> None:
        (batal,) = [made for made in page.findChildren(QPushButton) if made.text() == "Batal"]
        batal.setFocus()
        press(qtbot, Qt.Key.Key_Space)

    stopped_at_first(window, page, cancel, qtbot)
    assert sorted(badges(page).values()) == ["Cocok & lengkap", "Cocok & lengkap", "Diterima"]
    assert "1 berkas sudah diterima" in warning(page)
    assert [inspection.verdict for inspection in receiving.inspect(pair.camat, paths)] == ["seen", "ok", "ok"]
    assert page.primary.hasFocus()
    press(qtbot)
    settle(window)
    assert set(badges(page).values()) == {"Diterima"}
    assert "Flashdisk boleh dicabut" in end(page)


def test_a_stick_pulled_in_the_middle_is_told_and_gone_on_with(
    open_window: OpenWindow, pair: offices.Pair, qtbot: Any
) -> None:
    reported(pair)
    window = open_window(pair.camat, "receive")
    page = at(window, qtbot, pair.stick)
    pulled = pair.stick.with_name("dicabut")
    stopped_at_first(window, page, lambda: (pair.stick.rename(pulled), None)[1], qtbot)
    assert "Flashdisk tidak terbaca lagi" in warning(page)
    assert end(page) == ""
    pulled.rename(pair.stick)
    again = QApplication.focusWidget()
    assert isinstance(again, QPushButton)
    assert again.text().strip() == "Coba lagi"
    press(qtbot)
    settle(window)
    assert "Flashdisk boleh dicabut" in end(page)
    assert warning(page) == ""


def test_a_full_stick_keeps_what_was_taken_and_the_receipt_is_copied_later(
    open_window: OpenWindow, pair: offices.Pair, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported(pair)
    window = open_window(pair.camat, "receive")
    page = at(window, qtbot, pair.stick)

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        press(qtbot)
        settle(window)
    assert "Flashdisk penuh" in warning(page)
    assert "sudah diterima tetap aman" in warning(page)
    assert list(pair.stick.glob("*tanda-terima*")) == []
    press(qtbot)
    settle(window)
    assert "Flashdisk boleh dicabut" in end(page)
    assert len(list(pair.stick.glob("*tanda-terima*"))) == 1


def test_a_receipt_that_was_lost_is_written_to_the_stick_again(
    open_window: OpenWindow, pair: offices.Pair, qtbot: Any
) -> None:
    receiving.take(pair.camat, [reported(pair)])
    confirming.write_receipts(pair.camat)
    window = open_window(pair.camat, "receive")
    page = at(window, qtbot, pair.stick)
    assert page.primary.text() == "Tulis tanda terima ke flashdisk"
    press(qtbot)
    settle(window)
    assert len(list(pair.stick.glob("*tanda-terima*"))) == 1
    assert "Flashdisk boleh dicabut" in end(page)


def test_saving_elsewhere_does_not_wait_for_a_stick_and_coming_back_goes_on_with_it(
    open_window: OpenWindow, pair: offices.Pair, qtbot: Any
) -> None:
    report = reported(pair)
    window = open_window(pair.camat, "receive")
    page = window.page
    assert isinstance(page, ReceivePage)
    settle(window)
    gate = threading.Event()
    window.session.work.start(lambda _job: gate.wait(30), owner=window)
    page.check([pair.stick])
    window.show_place(Place("settings"))
    gate.set()
    settle(window)
    assert page.rows.rows == []
    window.show_place(Place("receive"))
    settle(window)
    assert list(badges(page)) == [report.name]


def test_what_needs_a_look_is_not_taken_with_the_rest(open_window: OpenWindow, pair: offices.Pair, qtbot: Any) -> None:
    person = pair.person()
    reported(pair)
    with pair.village.database.transaction() as connection:
        from ppo_desktop.operations.history import journalling
        from ppo_desktop.storage import journal_store

        seen = journal_store.of_record(connection, pair.village.code, person)
        for name in ("Siti Aminah A", "Siti Aminah B"):
            journalling.write(connection, pair.village, kind("person"), person, {"name": name}, seen=seen)
    path = reported(pair)
    window = open_window(pair.camat, "receive")
    page = at(window, qtbot, path)
    assert list(badges(page).values()) == ["Perlu dilihat"]
    assert page.primary.text() == "Selesai"
    (row,) = page.rows.rows
    assert "1 isian bentrok" in row.sentence.text()
    assert row.action is not None
    row.action.setFocus()
    press(qtbot)
    settle(window)
    assert list(badges(page).values()) == ["Diterima"]


def test_details_open_by_enter_and_tell_reported_and_counted_figures(
    open_window: OpenWindow, pair: offices.Pair, qtbot: Any
) -> None:
    pair.departure(pair.person())
    page = at(window := open_window(pair.camat, "receive"), qtbot, reported(pair))
    qtbot.keyClick(page, Qt.Key.Key_Down)
    (row,) = page.rows.rows
    assert row.hasFocus()
    press(qtbot)
    (details,) = row.findChildren(Details)
    assert "Dihitung ulang di sini setelah diterima." in words(details)
    page.take_all()
    settle(window)
    (row,) = page.rows.rows
    assert row.is_open, "what was open stays open"
    (details,) = row.findChildren(Details)
    assert "Dihitung di sini" in words(details)
    row.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert not row.is_open


def test_files_can_be_dropped_onto_the_page(open_window: OpenWindow, pair: offices.Pair, qtbot: Any) -> None:
    path = reported(pair)
    window = open_window(pair.camat, "receive")
    page = window.page
    assert isinstance(page, ReceivePage)
    settle(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.dropEvent(event)
    settle(window)
    assert list(badges(page).values()) == ["Cocok & lengkap"]


def test_everything_that_takes_the_keyboard_has_a_name(open_window: OpenWindow, pair: offices.Pair, qtbot: Any) -> None:
    reported(pair)
    page = at(open_window(pair.camat, "receive"), qtbot, pair.stick)
    page.rows.rows[0].toggle()
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(page) and not widget.accessibleName()
    ]
    assert nameless == []


def words(widget: QWidget) -> str:
    return "\n".join(str(child.property("text") or "") for child in widget.findChildren(QWidget))


def test_receipts_that_are_on_no_stick_yet_are_copied_onto_one_that_brings_nothing(
    pair: offices.Pair, open_window: OpenWindow, qtbot: Any, tmp_path: Path
) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    window = open_window(pair.camat, "receive")
    settle(window)
    (door,) = (made for made in window.findChildren(QPushButton) if "Tulis 1 tanda terima" in made.text())
    assert not door.isEnabled(), "there is no stick"
    empty = tmp_path / "kosong"
    empty.mkdir()
    page = at(window, qtbot, empty)
    (door,) = (made for made in page.findChildren(QPushButton) if "Tulis 1 tanda terima" in made.text())
    door.setFocus()
    press(qtbot)
    settle(window)
    (receipt,) = empty.iterdir()
    assert "tanda-terima" in receipt.name
    assert not [made for made in page.findChildren(QPushButton) if "Tulis 1 tanda terima" in made.text()]
    assert [made.accessibleName() for made in page.findChildren(Outcome)] == ["Flashdisk boleh dicabut"]
