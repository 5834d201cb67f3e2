"""The monthly report from opening the page to the file on a stick, by keyboard, over real offices."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

import offices
from gui.conftest import OpenWindow
from gui.hands import keyboard, settle
from ppo_desktop.core.period import Month
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.screens.month import MonthPage
from ppo_desktop.gui.screens.month.steps import is_whole
from ppo_desktop.gui.screens.month.totals import Totals
from ppo_desktop.gui.screens.receive import ReceivePage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.months import ledger
from ppo_desktop.operations.neighbours import receiving

NUMBER = "500.15/118/XII/2026"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[offices.Pair]:
    made = offices.new_pair(tmp_path, offices.clock_at("2026-12-02T02:00:00"))
    yield made
    made.close()


@pytest.fixture
def page(pair: offices.Pair, open_window: OpenWindow, qtbot: QtBot) -> MonthPage:
    return opened(open_window, qtbot, pair)


def opened(open_window: OpenWindow, qtbot: QtBot, pair: offices.Pair, **arguments: object) -> MonthPage:
    window = open_window(pair.village, "month", **arguments)
    page = window.page
    assert isinstance(page, MonthPage)
    settled(qtbot, page)
    return page


def settled(qtbot: QtBot, page: MonthPage) -> None:
    """Wait until nothing is under way and the pages are there."""
    qtbot.waitUntil(lambda: page.flow.standing is not None and page.preview.page_count > 0, timeout=20_000)
    settle(page.window())


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(keyboard(), key, modifier)


def named(page: MonthPage, words: str) -> QPushButton:
    (found,) = (made for made in page.findChildren(QPushButton) if made.accessibleName() == words and made.isVisible())
    return found


def type_in(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(keyboard(), text)
    press(qtbot, Qt.Key.Key_Return)


def to_signing(qtbot: QtBot, page: MonthPage) -> None:
    """Steps 1 and 2, by Enter."""
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.flow.number.line.hasFocus())
    type_in(qtbot, NUMBER)
    qtbot.waitUntil(lambda: page.flow.sign.password.line.hasFocus())


def signed(qtbot: QtBot, page: MonthPage) -> None:
    """Steps 1 to 3 with the head's password."""
    to_signing(qtbot, page)
    type_in(qtbot, offices.HEAD_PASSWORD)
    qtbot.waitUntil(lambda: page.flow.line is not None, timeout=20_000)
    settled(qtbot, page)


def copied(qtbot: QtBot, page: MonthPage, folder: Path) -> None:
    page.flow.stick.chooser.take_folder(folder)
    settled(qtbot, page)
    press(qtbot, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(page.flow.stick.news.words), timeout=20_000)
    settled(qtbot, page)


def test_a_nihil_month_goes_from_the_page_to_the_camat_by_keyboard(
    page: MonthPage, pair: offices.Pair, qtbot: QtBot
) -> None:
    assert page.month == offices.NOVEMBER
    assert page.flow.check.primary.hasFocus()
    assert page.flow.check.primary.accessibleName() == "Ya, laporan NIHIL"
    signed(qtbot, page)
    assert page.flow.sign.words == "Disetujui Abdul Hamid, 2 Desember 2026."
    assert page.flow.print.primary.hasFocus()

    copied(qtbot, page, pair.stick)
    assert page.flow.stick.news.words.startswith(
        "Sudah tersimpan dan dibaca ulang. Tunggu lampu flashdisk padam, lalu cabut."
    )
    assert page.flow.stick.state == "done"
    assert page.flow.stick.words == "Di flashdisk sejak 2 Desember 2026. Serahkan ke Kecamatan Tebas."
    (path,) = pair.stick.glob("PPO-*-2026-11-*.pdf")
    (inspection,) = receiving.inspect(pair.camat, [path])
    assert inspection.verdict == "ok"
    assert inspection.reading is not None
    assert inspection.reading.signer.use == "assent"
    (line,) = ledger.reports(pair.village)
    assert (line.is_nihil, line.number, line.state) == (True, NUMBER, "copied")


def test_while_a_month_runs_nihil_is_no_loud_answer(page: MonthPage, qtbot: QtBot) -> None:
    assert page.flow.check.primary.property("role") == "primary", "November is over"
    page.show_month(offices.NOVEMBER.next)
    settled(qtbot, page)
    assert page.flow.check.primary.accessibleName() == "Ya, laporan NIHIL"
    assert page.flow.check.primary.property("role") == "secondary"


def test_without_the_head_a_clerk_sends_it_and_everybody_is_told(
    page: MonthPage, pair: offices.Pair, qtbot: QtBot
) -> None:
    to_signing(qtbot, page)
    clerk = page.flow.sign.findChildren(QRadioButton)[-1]
    assert clerk.accessibleName() == "Tanpa kata sandi pimpinan, Dikirim petugas, tanda tangan pimpinan pada cetakan"
    qtbot.keyClick(clerk, Qt.Key.Key_Space)
    assert not page.flow.sign.box.isVisible()
    assert page.flow.sign.primary.accessibleName() == "Tutup buku sebagai petugas"
    settled(qtbot, page)
    clerk.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.flow.line is not None, timeout=20_000)
    settled(qtbot, page)
    assert page.flow.sign.words == ("Dikirim petugas Rina, 2 Desember 2026. Pimpinan menandatangani cetakannya.")
    copied(qtbot, page, pair.stick)
    (inspection,) = receiving.inspect(pair.camat, list(pair.stick.glob("PPO-*-2026-11-*.pdf")))
    assert inspection.reading is not None
    assert inspection.reading.signer.use == "dispatch"


def test_a_wrong_password_is_said_in_place_and_costs_nothing(page: MonthPage, pair: offices.Pair, qtbot: QtBot) -> None:
    to_signing(qtbot, page)
    type_in(qtbot, "bukan sandinya")
    qtbot.waitUntil(lambda: bool(page.flow.sign.box.message), timeout=20_000)
    assert page.flow.sign.box.message.startswith("Kata sandi itu tidak cocok untuk akun ini.")
    assert page.flow.sign.password.line.hasFocus()
    assert page.flow.number.typed == NUMBER
    assert ledger.reports(pair.village) == []
    type_in(qtbot, offices.HEAD_PASSWORD)
    qtbot.waitUntil(lambda: page.flow.line is not None, timeout=20_000)
    assert page.flow.sign.password.text() == ""


def test_an_empty_password_is_asked_for_without_trying(page: MonthPage, qtbot: QtBot) -> None:
    to_signing(qtbot, page)
    press(qtbot, Qt.Key.Key_Return)
    assert page.flow.sign.box.message == "Ketik dahulu kata sandinya."
    assert not page.flow.is_signing


def test_a_stick_pulled_before_the_copy_loses_nothing(
    page: MonthPage, pair: offices.Pair, qtbot: QtBot, tmp_path: Path
) -> None:
    signed(qtbot, page)
    press(qtbot, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert page.flow.stick.news.words.startswith("Belum ada flashdisk yang dapat dipakai.")
    pulled = tmp_path / "PULLED"
    pulled.mkdir()
    page.flow.stick.chooser.take_folder(pulled)
    settled(qtbot, page)
    shutil.rmtree(pulled)
    page.flow.save_to_stick()
    qtbot.waitUntil(lambda: "tidak ditemukan" in page.flow.stick.news.words, timeout=20_000)
    assert "Colokkan flashdisk, lalu coba lagi." in page.flow.stick.news.words
    assert page.flow.stick.state != "done"
    copied(qtbot, page, pair.stick)
    assert page.flow.stick.state == "done"


def test_what_a_month_lacks_is_listed_and_opens(pair: offices.Pair, open_window: OpenWindow, qtbot: QtBot) -> None:
    incomplete = {"incomplete": "menyusul dari agen"}
    record = pair.departure(pair.person(), status="siap", planned_on="2026", warning_reasons=incomplete)
    page = opened(open_window, qtbot, pair)
    assert page.flow.check.words == "1 catatan belum lengkap, semuanya sudah diberi alasan."
    more = next(b for b in page.flow.check.findChildren(QPushButton) if "Tampilkan" in b.text())
    more.click()
    button = next(b for b in page.flow.check.findChildren(QPushButton) if "Belum terisi" in b.accessibleName())
    assert button.text() == "Buka"
    with qtbot.waitSignal(page.session.wants) as told:
        button.click()
    wanted = {"kind": "departure", "record": record, "listed": "departures", "at": ""}  # no single field lacks
    assert told.args == [Place("form", wanted)]
    page.session.back()
    settled(qtbot, page)
    assert page.isVisible()


def test_changes_after_the_report_are_told_and_make_an_amended_one(
    page: MonthPage, pair: offices.Pair, qtbot: QtBot
) -> None:
    signed(qtbot, page)
    pair.departure(pair.person())
    page.reload()
    settled(qtbot, page)
    assert page.flow.standing is not None
    assert page.flow.standing.changed_words == ("Calon PMI dan PMI yang baru dicatat: 0 menjadi 1",)
    page.flow.amend()
    settled(qtbot, page)
    assert page.flow.check.state == "current"
    page.flow.focus_current()
    qtbot.waitUntil(lambda: page.flow.check.primary.hasFocus())
    signed(qtbot, page)
    assert [(line.version, line.is_newest) for line in ledger.reports(pair.village)] == [(2, True), (1, False)]


def test_in_a_low_window_pages_and_steps_have_the_height_that_is_there(
    open_window: OpenWindow, qtbot: QtBot, pair: offices.Pair
) -> None:
    page = opened(open_window, qtbot, pair, size=(1024, 600))
    assert page._scroll is not None
    assert page._scroll.verticalScrollBar().maximum() == 0
    signed(qtbot, page)
    pair.carry_up()
    pair.carry_down()
    page.show_month(Month(2026, 12))
    settled(qtbot, page)
    page.show_month(Month(2026, 11))
    settled(qtbot, page)
    assert not page.flow.stick.visibleRegion().isEmpty()
    assert page._scroll.verticalScrollBar().maximum() == 0
    assert page._column.verticalScrollBar().value() == 0, "all five steps are in sight"


def test_a_low_window_opens_at_the_heading_and_enter_brings_the_step_into_sight(
    open_window: OpenWindow, qtbot: QtBot, pair: offices.Pair
) -> None:
    for name in ("Siti Aminah", "Yosef Atok", "Marlina"):
        pair.departure(pair.person(name=name), status="siap", planned_on="2026")
    page = opened(open_window, qtbot, pair, size=(1024, 500))
    assert page._column.verticalScrollBar().value() == 0
    assert page.flow.check.hasFocus()
    assert not is_whole(page.flow.check.primary)
    press(qtbot, Qt.Key.Key_Return)
    settle(page.window())
    assert page.flow.check.primary.hasFocus()
    assert is_whole(page.flow.check.primary)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.flow.number.line.hasFocus())


def test_the_pages_of_another_month_are_never_left_beside_the_steps(page: MonthPage, qtbot: QtBot) -> None:
    assert page.paperwork.draft is not None
    assert page.flow.standing is not None
    page.paperwork.draw(replace(page.flow.standing, month=Month(2026, 10)), "", "")
    assert page.paperwork.draft is None
    assert page.preview.page_count == 0
    settled(qtbot, page)
    assert page.paperwork.draft is not None


def test_the_figures_of_a_village_stand_in_a_table_with_what_came_late(
    pair: offices.Pair, open_window: OpenWindow, qtbot: QtBot
) -> None:
    pair.departure(pair.person())
    page = opened(open_window, qtbot, pair)
    told = {one.accessibleName() for one in page.flow.check.findChildren(QLabel)}
    assert "Baru dicatat, Bulan ini: 1" in told
    assert not any("Tambahan bulan lalu" in words for words in told), "a column only where there is any"


def test_a_received_report_says_so_and_the_history_shows_and_prints_it(
    page: MonthPage, pair: offices.Pair, qtbot: QtBot
) -> None:
    signed(qtbot, page)
    pair.carry_up()
    pair.carry_down()
    page.reload()
    settled(qtbot, page)
    assert page.flow.stick.words == "Diterima Kecamatan Tebas 2 Desember 2026."
    assert page.flow.print.words == "Boleh dicetak kapan saja."
    assert not page.flow.print.primary.isVisible()
    again = named(page, "Cetak: Cetak")
    assert again.height() == page._past.height()
    again.click()
    assert page.flow.print.primary.isVisible()
    page.toggle_history()
    names = [made.accessibleName() for made in page.history.findChildren(QPushButton)]
    assert "Lihat: laporan November 2026" in names
    assert "Salin lagi: laporan November 2026" in names
    assert page.back()
    assert not page.shows_history


def test_the_month_before_is_shown_until_it_is_reported_and_none_lies_ahead(
    pair: offices.Pair, open_window: OpenWindow, qtbot: QtBot
) -> None:
    pair.report(nihil=True)
    page = opened(open_window, qtbot, pair)
    assert page.month == Month(2026, 12)
    page.show_month(Month(2027, 5))
    assert page.month == Month(2026, 12)
    assert not page._later.isEnabled()
    page.show_month(Month(2026, 11))
    settled(qtbot, page)
    assert page.flow.line is not None


def test_a_month_that_is_overdue_is_said_to_be(pair: offices.Pair, open_window: OpenWindow, qtbot: QtBot) -> None:
    now = opened(open_window, qtbot, pair, month="2026-11")
    assert now.flow.standing is not None
    assert now.flow.standing.due_words == "Paling lambat 5 Desember 2026."
    before = opened(open_window, qtbot, pair, month="2026-10")
    late = [
        found for found in before.findChildren(QLabel) if found.text().startswith("Sudah lewat: paling lambat 5 Nov")
    ]
    assert [found.property("role") for found in late] == ["warning"]


def test_typing_survives_another_theme_but_no_password_does(page: MonthPage, qtbot: QtBot) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    page.flow.check.primary.click()
    page.flow.number.line.setText(NUMBER)
    page.flow.sign.password.line.setText("rahasia")
    window.rebuild()
    again = window.page
    assert isinstance(again, MonthPage)
    assert again is not page
    settled(qtbot, again)
    assert (again.month, again.flow.number.typed) == (offices.NOVEMBER, NUMBER)
    assert again.flow.sign.password.text() == ""


def test_a_clock_that_runs_behind_is_told_before_signing(
    pair: offices.Pair, open_window: OpenWindow, qtbot: QtBot
) -> None:
    pair.report(nihil=True)
    pair.clock.move(days=-20)
    page = opened(open_window, qtbot, pair, month="2026-10")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.flow.number.line.hasFocus())
    press(qtbot, Qt.Key.Key_Return)
    assert page.flow.sign.news.words.startswith("Tanggal komputer keliru Jam komputer menunjukkan 12 November 2026")


def test_a_camat_who_is_the_root_signs_a_recap_for_the_files_of_the_office(
    pair: offices.Pair, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(pair.camat, "month")
    page = window.page
    assert isinstance(page, MonthPage)
    settled(qtbot, page)
    page.flow.check.primary.setFocus()
    signed(qtbot, page)
    (line,) = ledger.reports(pair.camat)
    assert (line.state, line.number) == ("signed", NUMBER)
    assert page.flow.stick.words.startswith("Tidak ada kantor di atas yang menerima berkas")
    assert page.preview.page_count > 0


def test_a_camat_who_is_the_root_is_told_first_who_has_reported(
    pair: offices.Pair, open_window: OpenWindow, qtbot: QtBot
) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    window = open_window(pair.camat, "month", month="2026-11", size=(1024, 600))
    page = window.page
    assert isinstance(page, MonthPage)
    settled(qtbot, page)
    (banner,) = page.findChildren(Banner)
    assert banner.title.text() == "1 dari 1 kantor di bawah sudah melapor November 2026."
    assert page.flow.standing is not None
    (totals,) = page.findChildren(Totals)
    told = {made.accessibleName() for made in totals.findChildren(QLabel)}
    assert {"Berangkat, Kantor ini: 0", "Berangkat, Kantor di bawah: 0", "Berangkat, Jumlah: 0"} <= told
    assert totals.findChildren(QLabel)[-1].text() == "1 dari 1 laporan kantor di bawah sudah masuk."
    assert page.flow.check.summary(page.flow.standing) == "NIHIL: tidak ada kejadian di catatan kantor ini sendiri."
    next(made for made in banner.findChildren(QPushButton) if made.isVisible()).click()
    assert isinstance(window.page, ReceivePage)
    settle(window)
    assert window.page.board is not None
    assert window.page.board.isVisible()
    assert (window.page.board.title.text(), window.page.board.summary.text()[:6]) == ("November 2026", "1 dari")


def test_all_that_takes_the_keyboard_has_a_name(page: MonthPage, qtbot: QtBot) -> None:
    def nameless() -> list[QWidget]:
        return [
            widget
            for widget in page.findChildren(QWidget)
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
        ]

    assert nameless() == []
    to_signing(qtbot, page)
    assert nameless() == []
    type_in(qtbot, offices.HEAD_PASSWORD)
    qtbot.waitUntil(lambda: page.flow.line is not None, timeout=20_000)
    settled(qtbot, page)
    assert nameless() == []
    page.toggle_history()
    assert nameless() == []
