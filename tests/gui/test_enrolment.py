"""Kunci kantor: a fresh village and the root come to know each other, and wrong words are believed by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

import offices
from gui.conftest import OpenWindow
from gui.hands import keyboard, settle
from gui.watchdog import watching
from ppo_desktop.gui.design.widgets import Banner, Empty
from ppo_desktop.gui.screens.enrolment import EnrolmentPage
from ppo_desktop.gui.screens.enrolment.words import WordsEntry, WordsShown
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import enrolment, minutes


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return folder


@pytest.fixture
def camat(tmp_path: Path) -> Iterator[Office]:
    office = offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at(), is_root=True, clerk="Yanti")
    yield office
    office.close()


def at(window: MainWindow, qtbot: Any, stick: Path) -> EnrolmentPage:
    """The page, with ``stick`` plugged in."""
    page = window.page
    assert isinstance(page, EnrolmentPage)
    settle(window)
    page.chooser.take_folder(stick)
    settle(window)
    return page


def keys(qtbot: Any, text: str) -> None:
    """Type where the keyboard is, following it from field to field."""
    for letter in text:
        if letter == "\n":
            qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
        else:
            qtbot.keyClicks(keyboard(), letter)


def words(widget: QWidget) -> str:
    """Everything a person can read in it."""
    texts = [str(child.property("text") or "") for child in widget.findChildren(QWidget) if child.isVisibleTo(widget)]
    return "\n".join(texts)


def test_a_fresh_village_and_the_root_come_to_know_each_other_by_keyboard(
    open_window: OpenWindow, village: Office, camat: Office, stick: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = open_window(village, "enrolment")
    page = at(below, qtbot, stick)
    assert "Belum meminta" in words(page)
    assert page.asking is not None
    page.asking.assent.focus()
    with watching(monkeypatch):
        keys(qtbot, f"{offices.HEAD_PASSWORD}\n")
        settle(below)
    assert "Menunggu jawaban" in words(page)
    assert "Permintaan sudah tertulis. Flashdisk boleh dicabut." in words(page)
    read_out = page.findChildren(WordsShown)[-1].words
    assert read_out == enrolment.state(village).words
    assert page.asking.assent.password.text() == "", "the password does not stay on the screen"

    above = open_window(camat, "enrolment")
    upper = at(above, qtbot, stick)
    assert upper.answering is not None
    assert read_out not in words(upper), "who could copy the words would not compare them"
    assert upper.answering.entry.places[0].hasFocus()
    with watching(monkeypatch):
        keys(qtbot, f"{read_out.replace('-', '').upper()}\n{offices.HEAD_PASSWORD}\n")
        settle(above)
    assert "Flashdisk boleh dicabut" in words(upper)
    assert "Dikenal sejak 21 November 2026. Berlaku sampai 19 November 2036. Belum ada berkasnya." in words(upper)
    told = upper.findChildren(WordsShown)[-1].words
    assert told == enrolment.state(camat).words

    below.activateWindow()
    page.asking.look()
    settle(below)
    assert told not in words(page)
    page.asking.entry.places[0].setFocus()
    with watching(monkeypatch):
        keys(qtbot, f"{told}\n")
        settle(below)
    assert enrolment.state(village).kind == "enrolled"
    assert "Kunci kantor ini dikenal Kecamatan Tebas, berlaku sampai 19 November 2036." in words(page)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Ke laporan bulanan"


def test_wrong_words_are_refused_at_the_root_and_nothing_is_written(
    open_window: OpenWindow, village: Office, camat: Office, stick: Path, qtbot: Any
) -> None:
    asked = enrolment.request(village, stick, offices.HEAD)
    wrong = "babab" + asked.words[5:]
    window = open_window(camat, "enrolment")
    page = at(window, qtbot, stick)
    assert page.answering is not None
    keys(qtbot, f"{wrong}\n{offices.HEAD_PASSWORD}\n")
    settle(window)
    assert page.answering.entry.message.startswith("Kata ke-1 tidak sama, jadi tidak ada yang diubah.")
    assert page.answering.entry.places[0].hasFocus()
    assert enrolment.known(camat) == []
    assert enrolment.find(stick, answers=True) == []
    for _ in range(2):
        page.answering.issue()
        settle(window)
    assert "Jangan lanjutkan dengan berkas ini" in page.answering.entry.message
    page.answering.entry.places[0].clear()
    page.answering.entry.places[0].setFocus()
    keys(qtbot, asked.words[:5])
    page.answering.issue()
    settle(window)
    assert [one.name for one in enrolment.known(camat)] == ["Desa Sempalai"]


def test_wrong_words_are_refused_at_the_village_and_nobody_is_trusted(
    open_window: OpenWindow, village: Office, camat: Office, stick: Path, qtbot: Any
) -> None:
    asked = enrolment.request(village, stick, offices.HEAD)
    enrolment.issue(camat, asked.path, stick, offices.HEAD, lambda _who, _words: True)
    window = open_window(village, "enrolment")
    page = at(window, qtbot, stick)
    assert page.asking is not None
    page.asking.entry.places[0].setFocus()
    keys(qtbot, "babab-babab-babab-babab-babab-babab\n")
    settle(window)
    assert "tidak sama, jadi tidak ada yang diubah" in page.asking.entry.message
    assert enrolment.state(village).kind == "asked"


def test_a_wrong_password_is_told_at_its_field(
    open_window: OpenWindow, village: Office, stick: Path, qtbot: Any
) -> None:
    window = open_window(village, "enrolment")
    page = at(window, qtbot, stick)
    assert page.asking is not None
    page.asking.assent.focus()
    keys(qtbot, "bukan sandinya\n")
    settle(window)
    assert "Kata sandi itu tidak cocok" in page.asking.assent.field.message
    assert page.asking.assent.password.line.hasFocus()
    assert enrolment.find(stick, answers=False) == []
    assert enrolment.state(village).kind == "not-asked"


def test_without_a_stick_the_button_says_why(open_window: OpenWindow, village: Office, qtbot: Any) -> None:
    window = open_window(village, "enrolment")
    settle(window)
    page = window.page
    assert isinstance(page, EnrolmentPage)
    assert page.asking is not None
    assert page.asking.make.why_not == "Colokkan flashdisk dahulu."


def test_a_spoilt_request_is_told_and_cannot_be_answered(
    open_window: OpenWindow, village: Office, camat: Office, stick: Path, qtbot: Any
) -> None:
    asked = enrolment.request(village, stick, offices.HEAD)
    asked.path.write_bytes(asked.path.read_bytes().replace(b"61.01.04.2003", b"61.01.04.2005"))
    page = at(open_window(camat, "enrolment"), qtbot, stick)
    assert page.answering is not None
    (banner,) = [one for one in page.findChildren(Banner) if one.isVisibleTo(page)]
    assert "tidak utuh" in banner.accessibleName()
    assert not page.answering.entry.isVisibleTo(page)
    assert any(empty.isVisibleTo(page) for empty in page.findChildren(Empty))


def test_the_minutes_of_the_comparison_can_be_looked_at(
    open_window: OpenWindow, village: Office, camat: Office, stick: Path, qtbot: Any
) -> None:
    offices.enrol(village, camat, stick)
    for office, other in ((camat, village.code), (village, camat.code)):
        window = open_window(office, "enrolment")
        page = at(window, qtbot, stick)
        made = next(one for one in page.findChildren(QPushButton) if "Berita acara" in one.text())
        made.setFocus()
        keys(qtbot, "\n")
        settle(window)
        assert page.minutes.pages is not None
        assert page.minutes.pages.page_count == 1
        path = minutes.save_minutes(office, other, stick)
        assert path.read_bytes().startswith(b"%PDF-")


def test_a_kecamatan_that_is_no_root_asks_upwards_and_says_who_answers(
    open_window: OpenWindow, tmp_path: Path, stick: Path, qtbot: Any
) -> None:
    office = offices.new_office(tmp_path / "kecamatan", offices.CAMAT, offices.clock_at())
    page = at(open_window(office, "enrolment"), qtbot, stick)
    assert page.asking is not None
    assert page.answering is None
    assert "Kecamatan ini bukan kantor teratas" in words(page)


@pytest.mark.usefixtures("qapp")
def test_typed_words_go_from_place_to_place(qtbot: Any) -> None:
    entry = WordsEntry()
    qtbot.addWidget(entry)
    entry.show()
    heard = "pikub-zufuk-dizav-lurip-bajim-tazab"
    for typed in (heard, heard.upper(), heard.replace("-", " "), heard.replace("-", "")):
        entry.clear()
        entry._typed(0, typed)
        assert enrolment.same_words(entry.typed, heard), typed
        assert entry.is_full
    entry.clear()
    for place, word in enumerate(("pik", "zuf")):
        qtbot.keyClicks(entry.places[place], f"{word} ")
    assert [line.text() for line in entry.places[:3]] == ["pik", "zuf", ""]
    assert entry.mark(heard) == [1, 2, 3, 4, 5, 6]
    entry._typed(0, heard.replace("lurip", "lurib"))
    assert entry.mark(heard) == [4]


@pytest.mark.usefixtures("qapp")
def test_words_that_were_wrong_are_typed_over_without_a_key_in_between(qtbot: Any) -> None:
    entry = WordsEntry()
    qtbot.addWidget(entry)
    entry.show()
    entry._typed(0, "salah" * 6)
    heard = "pikub-zufuk-dizav-lurip-bajim-tazab"
    entry.mark(heard)
    for letter in heard.replace("-", ""):
        focused = entry.focusWidget()
        assert focused is not None
        qtbot.keyClicks(focused, letter)
    assert entry.typed == heard


def test_where_keys_are_known_the_keyboard_is_on_the_page(open_window: OpenWindow, tmp_path: Path, qtbot: Any) -> None:
    pair = offices.new_pair(tmp_path / "pair")
    window = open_window(pair.village)
    for _visit in range(2):
        window.session.go("enrolment")
        settle(window)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert window.page.isAncestorOf(focused)
        window.session.go("home")
        settle(window)


def test_everything_that_takes_the_keyboard_has_a_name(
    open_window: OpenWindow, village: Office, camat: Office, stick: Path, qtbot: Any
) -> None:
    enrolment.request(village, stick, offices.HEAD)
    for office in (village, camat):
        page = at(open_window(office, "enrolment"), qtbot, stick)
        nameless = [
            widget
            for widget in page.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isVisibleTo(page)
            and not widget.accessibleName()
        ]
        assert nameless == []
