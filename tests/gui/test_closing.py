"""Closing a record at its sheet by keyboard, what others see then, opening it again; and a name opened for a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, Key
from ppo_desktop.gui.forms.closing import ClosingCard
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import closing, recording
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind

SITI = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
Go = Callable[..., Hands]


@pytest.fixture
def siti(village: Office) -> str:
    return recording.save(village, kind("person"), SITI).record


@pytest.fixture
def go(open_window: OpenWindow, qtbot: Any) -> Go:
    def go_(office: Office, screen: str, **arguments: object) -> Hands:
        window = open_window(office, "people")
        window.show_place(Place(screen, arguments))
        QApplication.processEvents()
        hands = Hands(window, qtbot)
        hands.rest()
        return hands

    return go_


def texts(hands: Hands) -> list[str]:
    assert hands.window.page is not None
    shown = (made for made in hands.window.page.findChildren(QLabel) if made.isVisible())
    return [made.text().replace("\N{ZERO WIDTH SPACE}", "") for made in shown]


def card(hands: Hands) -> ClosingCard:
    assert hands.window.page is not None
    (found,) = [made for made in hands.window.page.findChildren(ClosingCard) if made.isVisible()]
    return found


def test_a_clerk_closes_a_record_and_opens_it_again_with_reasons(village: Office, siti: str, go: Go) -> None:
    hands = go(village, "record", kind="person", record=siti, listed="people")
    hands.push("Tutup untuk…")
    assert hands.at == "Abdul Hamid tetap boleh membuka"
    hands.push("Tutup catatan")
    assert "Tulis dahulu alasannya, walau singkat." in texts(hands)
    hands.type("Masih saudaranya.")
    hands.press(Key.Key_Return)
    hands.rest()
    assert "Hanya dapat dibuka oleh: Rina." in texts(hands)
    assert "Alasan: Masih saudaranya." in texts(hands)
    assert hands.window.toaster.text == "Catatan ini sekarang tertutup bagi yang lain."
    hands.push("Buka untuk semua…")
    hands.type("Pimpinan diganti.")
    hands.press(Key.Key_Return)
    hands.rest()
    assert card(hands).findChildren(QLabel)
    assert closing.of(village, village.code, siti) is None


def test_who_is_closed_out_sees_a_neutral_line_and_no_sheet(village: Office, siti: str, go: Go) -> None:
    closing.close(village, kind("person"), village.code, siti, (), "Masih saudaranya.")
    head = offices.as_head(village)
    hands = go(head, "people")
    model = hands.window.page.rows  # type: ignore[union-attr]  # it is the list
    assert [model.cell(0, number).first for number in range(model.columnCount())] == [
        "Catatan tertutup",
        *["•••"] * 4,
    ]
    assert model.sentence(0) == "Catatan tertutup. Catatan ini ditutup untuk akun Anda."
    offered = {made.accessibleName() for made in hands.window.page.findChildren(QPushButton) if made.isVisible()}
    assert "Buka lembar catatan" in offered, "the sheet says why nothing is shown"
    assert not offered & {"Ubah catatan", "Hapus dari daftar"}
    hands.press(Key.Key_Return)
    hands.rest()
    assert isinstance(hands.window.page, RecordPage)
    assert "Catatan ini ditutup untuk akun Anda." in texts(hands)
    hands.window.session.go("form", kind="person", record=siti, listed="people")
    hands.rest()
    assert "Catatan ini ditutup untuk akun Anda." in texts(hands)
    hands.window.show_place(Place("activity", {}))
    hands.rest()
    assert not any("Siti" in text for text in texts(hands))
    hands.window.show_place(Place("settings", {"section": "looks"}))
    hands.rest()
    said = texts(hands)
    assert "Warga · Catatan tertutup" in said
    assert "Ditutup oleh Rina, 21 November 2026, 09.00; boleh membuka: Rina." in said
    assert not any("saudaranya" in text for text in said)


def test_whoever_may_not_look_is_told_why_the_door_is_shut(village: Office, siti: str, go: Go) -> None:
    from msgspec.structs import replace

    secretary = replace(village, user=village.user._replace(role="sekretaris"))
    hands = go(secretary, "record", kind="person", record=siti, listed="people")
    assert "Catatan hanya ditutup dan dibuka oleh petugas atau pimpinan." in texts(hands)


def test_the_camat_sees_a_villagers_name_after_saying_why(tmp_path: Path, go: Go) -> None:
    pair = offices.new_pair(tmp_path)
    record = pair.person("Zubaidah Biasasaja")
    pair.report(nihil=True)
    pair.carry_up()
    hands = go(pair.camat, "record", kind="person", owner=pair.village.code, record=record, listed="people")
    assert "Warga Desa Sempalai, P, 2000" in texts(hands)
    assert not any("Zubaidah" in text for text in texts(hands))
    hands.push("Tampilkan nama")
    assert "Tulis dahulu alasannya, walau singkat." in texts(hands)
    hands.type("Keluarganya datang bertanya.")
    hands.press(Key.Key_Return)
    hands.rest()
    assert "Zubaidah Biasasaja" in texts(hands)
    (look,) = access.looks(offices.as_head(pair.camat))
    assert (look.who, look.reason) == ("Yanti", "Keluarganya datang bertanya.")


def test_enter_twice_closes_once_and_the_keyboard_stays_at_the_card(village: Office, siti: str, go: Go) -> None:
    hands = go(village, "record", kind="person", record=siti, listed="people")
    hands.push("Tutup untuk…")
    card(hands).reason.setFocus()
    hands.type("Masih saudaranya.")
    hands.press(Key.Key_Return, Key.Key_Return)
    hands.rest()
    assert not any("sudah ditutup" in text for text in texts(hands))
    assert hands.at == "Buka untuk semua…"
    hands.press(Key.Key_Return)
    assert card(hands).reason.hasFocus(), "Enter leads into the question, not away from the sheet"


def test_esc_in_the_question_shuts_the_question_alone(village: Office, siti: str, go: Go) -> None:
    hands = go(village, "record", kind="person", record=siti, listed="people")
    hands.push("Tutup untuk…")
    hands.press(Key.Key_Escape)
    hands.rest()
    assert isinstance(hands.window.page, RecordPage)
    assert hands.at == "Tutup untuk…"
    hands.press(Key.Key_Escape)
    hands.rest()
    assert not isinstance(hands.window.page, RecordPage)


def test_a_reason_that_is_being_typed_is_no_mistake_and_waits(village: Office, siti: str, go: Go) -> None:
    hands = go(village, "record", kind="person", record=siti, listed="people")
    place = Place("record", {"kind": "person", "record": siti, "listed": "people"})
    hands.push("Tutup untuk…")
    hands.press(Key.Key_Space)
    hands.push("Tutup catatan")
    assert "Tulis dahulu alasannya, walau singkat." in texts(hands)
    hands.type("Masih")
    assert "Tulis dahulu alasannya, walau singkat." not in texts(hands)
    hands.window.show_place(Place("activity", {}))
    hands.rest()
    hands.window.show_place(place)
    hands.rest()
    assert card(hands).reason.text() == "Masih"
    assert [box.isChecked() for box in card(hands).allowed.values()] == [True]
    hands.push("Batal")
    hands.window.show_place(place)
    hands.rest()
    assert card(hands).door is not None


def test_a_sheet_that_is_closed_offers_nothing_and_says_why(village: Office, siti: str, go: Go) -> None:
    closing.close(village, kind("person"), village.code, siti, (), "Masih saudaranya.")
    hands = go(offices.as_head(village), "record", kind="person", record=siti, listed="people")
    page = hands.window.page
    assert isinstance(page, RecordPage)
    for made in (page.edit, page.remove, page.onto_paper):
        assert not made.isEnabled()
        assert made.toolTip() == made.accessibleDescription() == "Catatan ini ditutup untuk akun Anda."


def test_above_villages_a_closed_row_still_says_whose_it_is(tmp_path: Path, go: Go) -> None:
    pair = offices.new_pair(tmp_path)
    record = pair.person()
    pair.report(nihil=True)
    pair.carry_up()
    closing.close(pair.camat, kind("person"), pair.village.code, record, (), "Masih saudaranya.")
    model = go(offices.as_head(pair.camat), "people").window.page.rows  # type: ignore[union-attr]  # it is the list
    cell = model.cell(0, 0)
    assert (cell.first, cell.second) == ("Catatan tertutup", "Desa Sempalai")
