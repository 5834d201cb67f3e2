"""The page of the PCs: files between them, notices, and two histories under one name."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

import offices
from gui.conftest import OpenWindow
from gui.hands import CTRL, Hands, Key, settle
from ppo_desktop.gui.screens.home import HomePage
from ppo_desktop.gui.screens.pcs import PcsPage
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.history import losses
from ppo_desktop.operations.history.losses import Lost
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import exchanging, receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.records.registry import kind

OpenPage = Callable[[Office], tuple[PcsPage, Hands]]


@pytest.fixture
def open_page(open_window: OpenWindow, qtbot: Any) -> OpenPage:
    def open_(office: Office) -> tuple[PcsPage, Hands]:
        window = open_window(office, "pcs")
        settle(window)
        assert isinstance(window.page, PcsPage)
        return window.page, Hands(window, qtbot)

    return open_


@pytest.fixture
def pair(tmp_path: Path) -> offices.Pair:
    return offices.new_pair(tmp_path)


@pytest.fixture
def second(pair: offices.Pair, tmp_path: Path) -> Office:
    return offices.second_pc(pair, tmp_path / "desa-2")


def person(office: Office, name: str) -> None:
    typed = {"name": name, "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
    recording.save(office, kind("person"), typed)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def named(page: QWidget, words: str) -> QPushButton:
    (found,) = (made for made in page.findChildren(QPushButton) if made.text().strip() == words and made.isVisible())
    return found


def press(button: QPushButton, hands: Hands) -> None:
    button.setFocus()
    hands.press(Key.Key_Return)
    settle(button.window())


def test_a_file_for_the_other_pc_is_made_and_copied_by_keyboard(
    pair: offices.Pair, second: Office, open_page: OpenPage
) -> None:
    person(pair.village, "Siti")
    page, hands = open_page(pair.village)
    assert "Belum bertukar berkas" in texts(page)
    assert page.make.why_not == "Colokkan flashdisk dahulu."
    page.places.take_folder(pair.stick)
    settle(page.window())
    press(page.make.button, hands)
    (file,) = pair.stick.glob("*antarkomputer*.pdf")
    assert file.name in texts(page)
    (taken,) = receiving.take(second, [file])
    assert isinstance(taken, Taken)
    assert offices.names_at(second) == ["Siti"]
    exchanging.make_update(second)
    receiving.take(pair.village, [sending.export(second, second.code, pair.stick).path])
    page.enter()
    settle(page.window())
    assert "Sama dengan di sini" in texts(page)


def test_an_office_with_one_pc_is_told_how_to_add_one(pair: offices.Pair, open_page: OpenPage) -> None:
    page, _hands = open_page(pair.village)
    assert "Kantor ini memakai satu komputer." in page.state.text()
    assert not page.places.isVisible()
    assert page.make.why_not.startswith("Belum ada komputer lain")


def test_a_pc_that_is_out_of_use_is_asked_about_first(pair: offices.Pair, second: Office, open_page: OpenPage) -> None:
    page, hands = open_page(pair.village)
    press(named(page, "Tidak dipakai lagi"), hands)
    hands.press(Key.Key_Escape)
    settle(page.window())
    assert exchanging.pcs(pair.village)[1].is_living
    press(named(page, "Tidak dipakai lagi"), hands)
    press(named(page, "Ya, tidak dipakai lagi"), hands)
    assert not exchanging.pcs(pair.village)[1].is_living
    assert "Tidak dipakai lagi sejak 21 November 2026." in texts(page)


def test_what_is_missing_stands_on_the_first_page_until_somebody_says_that_it_is_all_right(
    pair: offices.Pair, open_window: OpenWindow, qtbot: Any
) -> None:
    office = pair.village
    with office.database.transaction() as connection:
        losses.keep(connection, office.clock, "receipt", Lost(office.device.id, 57, bytes(32)), by=offices.CAMAT)
    window = open_window(office, "home")
    settle(window)
    assert isinstance(window.page, HomePage)
    assert "catatan kantor ini belum ada di komputer ini" in texts(window.page)
    hands = Hands(window, qtbot)
    press(named(window.page, "Periksa"), hands)
    page = window.page
    assert isinstance(page, PcsPage)
    assert "Tanda terima Kecamatan Tebas" in texts(page)
    assert "dapat mengembalikan" in texts(page)
    press(named(page, "Biarkan; tidak diperlukan"), hands)
    assert losses.notices(office) == []
    assert "Tanda terima Kecamatan Tebas" not in texts(page)
    hands.press(Key.Key_Z, held=CTRL)
    settle(window)
    assert "Tanda terima Kecamatan Tebas" in texts(page), "one press too many loses nothing"


def test_two_histories_are_named_and_settled_with_a_note(
    pair: offices.Pair, open_page: OpenPage, tmp_path: Path
) -> None:
    pair.village.close()
    shutil.copytree(pair.village.paths.folder, tmp_path / "salinan")
    for folder in (pair.village.paths.folder, tmp_path / "salinan"):
        office = offices.opened_at(folder, pair.clock)
        person(office, folder.name)
        reporting.close_month(office, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
        receiving.take(pair.camat, [sending.export(office, pair.camat.code, pair.stick).path])
    page, hands = open_page(pair.camat)
    (card,) = page.histories
    assert "isinya berbeda. Tanyakan ke kantor itu; keduanya tersimpan." in card.told[0]
    assert "oleh Rina" in card.told[1]
    press(card.done.button, hands)
    assert "belum diisi" in card.box.message
    hands.type("Folder disalin ke laptop.")
    press(card.done.button, hands)
    (card,) = page.histories
    assert card.field is None
    assert "Yanti: Folder disalin ke laptop." in texts(card)
