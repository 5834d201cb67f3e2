"""Rantai bulanan lewat USB: a kecamatan of five villages, of which one sends data, one NIHIL, three nothing; then the
kabupaten. Twice the same, an older file after a newer one, a flipped byte: all told, nothing counted twice."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, keyboard, settle
from gui.test_month import copied, signed, type_in
from ppo_desktop.gui.screens.month import MonthPage
from ppo_desktop.gui.screens.receive import ReceivePage
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import ledger
from ppo_desktop.operations.papers import expedition
from ppo_desktop.records.registry import kind
from regions import know

REGENCY, SAJINGAN = "61.01", "61.01.09"
VILLAGES = [f"{SAJINGAN}.200{n}" for n in range(1, 6)]
SITI = {"sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}


def departs(office: Office, name: str) -> None:
    """Somebody leaves in November."""
    person = recording.save(office, kind("person"), {"name": name, **SITI}).record
    typed = {
        "person": person,
        "registered_on": "2026-11-03",
        "departed_on": "2026-11-10",
        "status": "BERANGKAT",
        "destination_country": "MY",
        "warning_reasons": {"incomplete": "menyusul"},
    }
    recording.save(office, kind("departure"), typed)


def reports(open_window: OpenWindow, qtbot: Any, office: Office, folder: Path) -> MonthPage:
    """The month is signed and copied, by keyboard."""
    folder.mkdir(exist_ok=True)
    page = open_window(office, "month", month="2026-11").page
    assert isinstance(page, MonthPage)
    qtbot.waitUntil(lambda: page.flow.standing is not None and page.preview.page_count > 0)
    settle(page.window())
    signed(qtbot, page)
    copied(qtbot, page, folder)
    return page


def plug_in(window: MainWindow, stick: Path) -> ReceivePage:
    """Every file of the stick is checked."""
    page = window.page
    assert isinstance(page, ReceivePage)
    page.chooser.take_folder(stick)
    settle(window)
    return page


def take_in(window: MainWindow, qtbot: Any) -> None:
    """Enter: all that fits is taken in and answered."""
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    settle(window)


def told(page: ReceivePage) -> dict[str, tuple[str, str]]:
    """File → what its row says it is, and why."""
    return {row.found.path.name: (row.badge.accessibleName(), row.sentence.text()) for row in page.rows.rows}


@pytest.mark.long
def test_two_of_five_villages_report_and_the_kabupaten_signs_what_adds_up(
    tmp_path: Path, open_window: OpenWindow, qtbot: Any
) -> None:
    clock = offices.clock_at("2026-12-02T02:00:00")
    keys = tmp_path / "kunci"
    keys.mkdir()
    regency = offices.new_office(tmp_path / "kab", REGENCY, clock, is_root=True, clerk="Dewi")
    camat = offices.new_office(tmp_path / "camat", SAJINGAN, clock, clerk="Yanti")
    villages = [offices.new_office(tmp_path / code, code, clock) for code in VILLAGES]
    for office in (camat, *villages):
        offices.enrol(office, regency, keys)
    know(camat, *villages)
    for village in villages:
        know(village, camat)
    kaliau, sebunga = villages[:2]

    # Kaliau signs, finds somebody it forgot, and amends; Sebunga has nothing to tell and says so.
    departs(kaliau, "Siti Aminah")
    reports(open_window, qtbot, kaliau, tmp_path / "lama")
    (older,) = (tmp_path / "lama").glob("*.pdf")
    departs(kaliau, "Dewi Lestari")
    stick = tmp_path / "flashdisk"
    stick.mkdir()
    page = open_window(kaliau, "month", month="2026-11").page
    assert isinstance(page, MonthPage)
    settle(page.window())
    page.flow.amend()
    settle(page.window())
    signed(qtbot, page)
    copied(qtbot, page, stick)
    (newer,) = stick.glob("*.pdf")
    reports(open_window, qtbot, sebunga, stick)
    (nihil,) = (path for path in stick.glob("*.pdf") if sebunga.code in path.name)
    damaged = stick / f"PPO-{kaliau.code}-2026-11-rusak.pdf"
    damaged.write_bytes(newer.read_bytes().replace(b"/Type", b"/Tyqe", 1))

    # The kecamatan takes in what is good; the flipped byte is refused with a plain sentence.
    window = open_window(camat, "receive")
    receive = plug_in(window, stick)
    assert told(receive)[damaged.name][0] == "Belum dapat diterima"
    assert "berubah" in told(receive)[damaged.name][1]
    take_in(window, qtbot)
    assert told(receive)[newer.name][0] == told(receive)[nihil.name][0] == "Diterima"
    assert sorted(offices.names_at(camat)) == ["Dewi Lestari", "Siti Aminah"]
    assert receive.board is not None
    assert receive.board.summary.text().startswith("2 dari 5 diterima, 3 belum.")
    assert receive.board.remind.button.accessibleName() == "Surat pengingat (3)"
    sight = Hands(window, qtbot).sight
    assert "NIHIL\n2 Desember 2026" in sight
    assert sight.count("Ditunggu") == 3

    # The same stick again changes nothing; the older file after the newer one is told, and changes nothing either.
    receive = plug_in(window, stick)
    assert told(receive)[newer.name][0] == told(receive)[nihil.name][0] == "Sudah diterima"
    late = tmp_path / "terlambat"
    late.mkdir()
    shutil.copy(older, late)
    receive = plug_in(window, late)
    assert told(receive)[older.name][1].startswith("Berkas ini lebih lama dari yang sudah ada")
    take_in(window, qtbot)
    assert sorted(offices.names_at(camat)) == ["Dewi Lestari", "Siti Aminah"]
    codes = {(line.carrier, line.code) for line in expedition.page(camat) if line.direction == "in"}
    assert {code for _carrier, code in codes} >= {"taken", "older", "altered"}

    # Its own report carries the table of the five villages, and their carriers as they are.
    up = tmp_path / "ke kabupaten"
    made = reports(open_window, qtbot, camat, up)
    pages = text_of(made, tmp_path)
    assert "Desa Sebunga" in pages
    assert "2 dari 5" in pages
    window = open_window(regency, "receive")
    receive = plug_in(window, up)
    take_in(window, qtbot)
    assert receive.board is not None
    hands = Hands(window, qtbot)
    hands.push("Tampilkan desa di Kecamatan Sajingan Besar")
    assert "2 dari 5 desa" in hands.sight
    assert sorted(offices.names_at(regency)) == ["Dewi Lestari", "Siti Aminah"]

    # The kabupaten's recap is numbered and signed, and adds up.
    page = open_window(regency, "month", month="2026-11").page
    assert isinstance(page, MonthPage)
    qtbot.waitUntil(lambda: page.flow.standing is not None and page.preview.page_count > 0)
    settle(page.window())
    page.flow.check.primary.setFocus()
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.flow.number.line.hasFocus())
    type_in(qtbot, "470/12/GT/2026")
    qtbot.waitUntil(lambda: page.flow.sign.password.line.hasFocus())
    type_in(qtbot, offices.HEAD_PASSWORD)
    qtbot.waitUntil(lambda: page.flow.line is not None)
    settle(page.window())
    (line,) = ledger.reports(regency)
    assert (line.state, line.number, line.signed_by) == ("signed", "470/12/GT/2026", "Abdul Hamid")
    recap = text_of(page, tmp_path)
    assert "470/12/GT/2026" in recap
    assert "Kecamatan Sajingan Besar" in recap
    assert "Desa Kaliau" in recap
    assert b"/ETSI.CAdES.detached" in ledger.file(regency, line.carrier)


def text_of(page: MonthPage, folder: Path) -> str:
    """The words on the signed pages in sight."""
    papers = page.paperwork.papers
    assert papers is not None
    path = folder / "halaman.pdf"
    path.write_bytes(papers.report)
    document = QPdfDocument()
    document.load(str(path))
    return " ".join(" ".join(document.getAllText(n).text().split()) for n in range(document.pageCount()))
