"""A report about this office's own staff, typed at the window: sealed for the kabupaten, opened only there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

import offices
from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house import access, drafting
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.records.registry import kind

REPORT = kind("incoming_report")
REST = {
    "received_on": "12-11-2026",
    "way": "DATANG",
    "subject": "TAWARAN_KERJA",
    "status": "BARU",
    "content": "Kasi Pemerintahan meminta uang untuk surat izin.",
}


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[offices.Pair]:
    """A kabupaten that is root, in the camat's place, and a village that compared keys with it."""
    folder = tmp_path_factory.mktemp("segel")
    clock, stick = offices.clock_at(), folder / "stick"
    stick.mkdir()
    regency = offices.new_office(folder / "kab", "61.01", clock, is_root=True, clerk="Dewi")
    village = offices.new_office(folder / "desa", offices.VILLAGE, clock)
    offices.enrol(village, regency, stick)
    yield offices.Pair(regency, village, stick, clock)
    regency.close()
    village.close()


def texts(page: Any) -> list[str]:
    shown = (made for made in page.findChildren(QLabel) if made.isVisible())
    return [made.text().replace("\N{ZERO WIDTH SPACE}", "") for made in shown]


def at_form(open_window: OpenWindow, qtbot: Any, office: Office) -> Hands:
    window = open_window(office, "people")
    window.show_place(Place("form", {"kind": REPORT.name, "record": None, "listed": "incoming_report"}))
    QApplication.processEvents()
    return Hands(window, qtbot)


def say_yes(hands: Hands) -> None:
    """To the first question, by the arrow keys."""
    hands.form.form.cells["about_own_staff"].editor.setFocus()
    hands.press(Key.Key_Left, Key.Key_Left)
    hands.rest()


def banners(hands: Hands) -> list[str]:
    return [made.title.text() for made in hands.form.findChildren(Banner) if made.isVisible()]


def test_it_is_sealed_from_the_keyboard_and_leaves_no_draft(
    pair: offices.Pair, open_window: OpenWindow, qtbot: Any
) -> None:
    hands = at_form(open_window, qtbot, pair.village)
    hands.form.form.fill({**REST, "about": "Rahasiasekali"})
    hands.form._keeper.touched()
    hands.form._keeper.keep()
    hands.rest()
    assert drafting.drafts(pair.village)
    say_yes(hands)
    assert banners(hands) == ["Begitu disimpan, laporan ini tersegel untuk Kabupaten Sambas."]
    assert drafting.drafts(pair.village) == [], "at once, not after a pause"
    hands.form.form.fill({"about": "Rahasiasekali lagi"})
    hands.press(Key.Key_Escape)
    assert "Laporan ini belum disimpan, dan tidak ada drafnya." in banners(hands)
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert not isinstance(hands.window.page, FormPage)
    assert hands.window.toaster.text == "Laporan tersegel untuk Kabupaten Sambas tersimpan."
    assert drafting.drafts(pair.village) == []


def open_sheet(open_window: OpenWindow, qtbot: Any, office: Office, key: tuple[str, str]) -> tuple[RecordPage, Hands]:
    window = open_window(office, "people")
    window.show_place(Place("record", {"kind": REPORT.name, "owner": key[0], "record": key[1]}))
    QApplication.processEvents()
    page = window.page
    assert isinstance(page, RecordPage)
    return page, Hands(window, qtbot)


def test_nobody_opens_it_here_and_the_kabupaten_does(pair: offices.Pair, open_window: OpenWindow, qtbot: Any) -> None:
    (key,) = browsing.ids(pair.village, REPORT)
    page, _hands = open_sheet(open_window, qtbot, offices.as_head(pair.village), key)
    said = texts(page)
    assert "Laporan tersegel untuk Kabupaten Sambas" in said
    assert "Diterima pada 12 November 2026" in said
    assert any(text.startswith("Belum dibawa ke Kabupaten Sambas:") for text in said)
    assert not any("Kasi" in text or "age" in text.split("-") for text in said)
    assert not any(made.text() == "Buka amplop" for made in page.findChildren(QPushButton))
    for made in (page.edit, page.remove):
        assert not made.isEnabled()
        assert "tersegel" in made.accessibleDescription()
    page.session.go("form", kind=REPORT.name, record=key[1], listed="incoming_report")
    QApplication.processEvents()
    assert any("tersegel" in text for text in texts(page.window()))
    reporting.close_month(pair.village, offices.NOVEMBER, nihil=True, assenting=offices.HEAD, to="61.01")
    receiving.take(pair.camat, [sending.export(pair.village, "61.01", pair.stick).path])
    page, hands = open_sheet(open_window, qtbot, pair.camat, key)
    assert "Isi laporan" not in texts(page)
    hands.push("Buka amplop")
    said = texts(page)
    assert "Kasi Pemerintahan meminta uang untuk surat izin." in said
    assert "Rahasiasekali lagi" in said
    assert [look.record for look in access.looks(offices.as_head(pair.camat))] == [key[1]]


def test_where_no_key_is_known_it_says_whom_to_tell_and_keeps_nothing(
    village: Office, open_window: OpenWindow, qtbot: Any
) -> None:
    hands = at_form(open_window, qtbot, village)
    hands.form.form.fill(REST)
    say_yes(hands)
    assert banners(hands) == ["Laporan ini tidak dapat disimpan di sini."]
    assert any("Polri (110)" in text for text in texts(hands.form))
    hands.press(Key.Key_S, held=CTRL)
    hands.rest()
    assert browsing.ids(village, REPORT) == []
    hands.press(Key.Key_Escape, Key.Key_Escape)
    hands.rest()
    assert not isinstance(hands.window.page, FormPage)
    assert drafting.drafts(village) == []
