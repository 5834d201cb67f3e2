"""Kunci kantor, the life of keys: revoking, new keys, and joining a root above, all by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

import offices
from gui.conftest import OpenWindow
from gui.hands import keyboard, settle
from gui.test_enrolment import at, keys, words
from ppo_desktop.gui.screens.ceremony import CeremonyPage
from ppo_desktop.gui.screens.enrolment import EnrolmentPage
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.desk.agenda import agenda
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.keys import enrolment, handover, renewal, renewal_answers, revoking
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import receiving


@pytest.fixture
def pair(tmp_path: Path) -> offices.Pair:
    return offices.new_pair(tmp_path / "pair")


def page_of(window: MainWindow) -> EnrolmentPage:
    settle(window)
    page = window.page
    assert isinstance(page, EnrolmentPage)
    return page


def push(window: MainWindow, spoken: str) -> None:
    """Go to the button of that name and press it."""
    page = page_of(window)
    (made,) = [one for one in page.findChildren(QPushButton) if one.accessibleName() == spoken and one.isVisible()]
    made.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(keyboard(), Qt.Key.Key_Return)
    settle(window)


def to_do(office: Office) -> list[str]:
    return [task.sentence for task in agenda(office, 20)]


def test_a_long_list_of_offices_is_narrowed_by_typing(open_window: OpenWindow, pair: offices.Pair) -> None:
    window = open_window(pair.camat, "enrolment")
    known = page_of(window).offices
    assert known is not None
    assert not known.wanted.isVisible(), "two offices are seen at once"
    (first,) = [pc for pc in revoking.pcs(pair.camat) if pc.office == offices.VILLAGE]
    names = [f"Desa Nomor {number}" for number in range(22)]
    known.show_pcs(
        [first, *(replace(first, office=f"61.01.99.20{n:02}", name=name) for n, name in enumerate(names))], []
    )
    assert "Desa Nomor 17" in words(page_of(window))
    for typed in ("nomor 17", "99.2017"):
        known.wanted.setText(typed)
        assert "Desa Nomor 17" in words(page_of(window))
        assert "Desa Nomor 18" not in words(page_of(window))
    known.wanted.setText("nomor 17x")
    assert "Tidak ada kantor dengan nama atau kode itu." in words(page_of(window))


def test_the_key_of_a_stolen_pc_is_revoked_by_keyboard_and_only_by_whoever_means_it(
    open_window: OpenWindow, pair: offices.Pair, qtbot: Any
) -> None:
    window = open_window(pair.camat, "enrolment")
    push(window, "Cabut kunci Desa Sempalai")
    assert "TIDAK DAPAT DIURUNGKAN" in words(page_of(window))
    QTest.keyClick(keyboard(), Qt.Key.Key_Escape)
    settle(window)
    assert keyboard().accessibleName() == "Cabut kunci Desa Sempalai", "Esc changes nothing and goes back"
    push(window, "Cabut kunci Desa Sempalai")
    page_of(window).offices.place.deed.do()  # type: ignore[union-attr]  # the page of the root has it
    assert "Pilih alasannya dahulu." in words(page_of(window)), "nothing is chosen for whoever is in a hurry"
    QTest.keyClick(keyboard(), Qt.Key.Key_Right)
    QTest.keyClick(keyboard(), Qt.Key.Key_Return)
    keys(qtbot, f"Tebas\n{offices.HEAD_PASSWORD}\n")
    settle(window)
    assert "Ketik Sempalai untuk menyatakan" in words(page_of(window))
    assert revoking.pcs(pair.camat)[1].standing == "known"
    keyboard().clear()  # type: ignore[attr-defined]  # the line where the name is typed
    keys(qtbot, f"sempalai\n{offices.HEAD_PASSWORD}\n")
    settle(window)
    assert "Dicabut: dicuri, 21 November 2026, Abdul Hamid." in words(page_of(window))
    assert "Kunci Desa Sempalai dicabut." in words(page_of(window))


def test_a_new_head_gets_a_key_through_report_and_receipt(
    open_window: OpenWindow, pair: offices.Pair, qtbot: Any
) -> None:
    below = open_window(pair.village, "enrolment")
    assert "Daftar pencabutan" not in words(page_of(below)), "it is new"
    push(below, "Buat permintaan baru")
    push(below, "Batal")
    assert keyboard().accessibleName() != "Batal"
    assert not page_of(below).asking._ask.isVisible()  # type: ignore[union-attr]  # the page of a village has it
    renewal.ask(pair.village, offices.HEAD, former_head="Abdul Hamid")
    page_of(below).enter()
    settle(below)
    told = words(page_of(below))
    assert "Kunci pimpinan lama (Abdul Hamid) tidak dipakai lagi sejak 21 November 2026." in told
    read_out = renewal.state(pair.village).words
    assert page_of(below).own.shown.words == read_out
    push(below, "Pimpinan berganti")
    assert isinstance(below.page, CeremonyPage), "one door for all that it takes"
    pair.report(nihil=True, assenting=None)
    pair.carry_up()
    assert "Jawab 1 permintaan kunci baru" in to_do(pair.camat)

    above = open_window(pair.camat, "enrolment")
    push(above, "Terbitkan kunci: Desa Sempalai")
    assert read_out not in words(page_of(above))
    keys(qtbot, f"{'babab' * 6}\n{offices.HEAD_PASSWORD}\n")
    settle(above)
    assert "tidak sama, jadi tidak ada yang diubah" in words(page_of(above))
    keys(qtbot, f"{read_out.replace('-', '')}\n{offices.HEAD_PASSWORD}\n")
    settle(above)
    assert "Kunci baru Desa Sempalai terbit" in words(page_of(above))
    assert renewal_answers.asked(pair.camat) == []
    push(above, "Cabut kunci Desa Sempalai")
    assert "Kunci baru yang sudah terbit untuk kantor itu ikut tercabut." in words(page_of(above))
    pair.carry_down()
    assert not renewal.state(pair.village).new_head


@pytest.mark.long
def test_an_old_list_is_told_on_the_first_page_and_renewed_by_keyboard(
    open_window: OpenWindow, pair: offices.Pair, qtbot: Any
) -> None:
    pair.clock.moment = offices.clock_at("2027-10-20T02:00:00").moment
    assert "Perbarui daftar pencabutan kunci" in to_do(pair.camat)
    assert any(one.startswith("Minta tanda terima baru dari Kecamatan Tebas") for one in to_do(pair.village))
    window = open_window(pair.camat, "enrolment")
    push(window, "Perbarui daftar pencabutan")
    keys(qtbot, f"{offices.HEAD_PASSWORD}\n")
    settle(window)
    assert "Daftar pencabutan baru dibuat. 1 kantor belum memegangnya." in words(page_of(window))
    assert "Perbarui daftar pencabutan kunci" not in to_do(pair.camat)


@pytest.mark.long
def test_a_camat_who_began_alone_hands_the_villages_to_the_kabupaten(
    open_window: OpenWindow, pair: offices.Pair, qtbot: Any, tmp_path: Path
) -> None:
    regency = offices.new_office(tmp_path / "kabupaten", "61.01", pair.clock, is_root=True, clerk="Maria")
    window = open_window(pair.camat, "enrolment")
    page = at(window, qtbot, pair.stick)
    push(window, "Bergabung dan serahkan desa")
    keys(qtbot, f"{offices.HEAD_PASSWORD}\n")
    settle(window)
    (request,) = [one for one in enrolment.find(pair.stick, answers=False) if offices.CAMAT + ".txt" in one.name]
    answer = enrolment.issue(regency, request, pair.stick, offices.HEAD, lambda _who, _words: True)
    assert page.joining is not None
    page.joining.asking.look()
    settle(window)
    page.joining.asking.entry.places[0].setFocus()
    keys(qtbot, f"{answer.words}\n")
    settle(window)
    push(window, "Serahkan desa")
    keys(qtbot, f"{offices.HEAD_PASSWORD}\n")
    settle(window)
    assert "Desa-desa sudah diserahkan kepada Kabupaten Sambas" in words(page_of(window))
    reporting.close_month(pair.camat, offices.NOVEMBER, nihil=True, assenting=offices.HEAD)
    receiving.take(regency, [sending.export(pair.camat, "61.01", pair.stick).path])
    assert "Terima desa-desa Kecamatan Tebas" in to_do(regency)

    above = open_window(regency, "enrolment")
    push(above, "Terima desanya: Kecamatan Tebas")
    keys(qtbot, f"{enrolment.state(pair.camat).words}\n{offices.HEAD_PASSWORD}\n")
    settle(above)
    assert "Kunci desa-desa Kecamatan Tebas sekarang dikenal di sini." in words(page_of(above))
    assert handover.offers(regency) == []


def test_the_first_pc_meets_the_second_by_the_answer_on_the_stick(
    open_window: OpenWindow, pair: offices.Pair, qtbot: Any, tmp_path: Path
) -> None:
    second = offices.new_office(tmp_path / "desa2", offices.VILLAGE, pair.clock)
    offices.enrol(second, pair.camat, pair.stick)
    window = open_window(pair.village, "enrolment")
    at(window, qtbot, pair.stick)
    push(window, "Kenali komputer lain kantor ini")
    assert keyboard().accessibleName() == "Kenali komputer itu"
    QTest.keyClick(keyboard(), Qt.Key.Key_Return)
    settle(window)
    assert second.device.id in {pc.device for pc in revoking.pcs(pair.village)}
