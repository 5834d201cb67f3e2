"""The papers of a month: printed, saved to be printed elsewhere, and sticks that refuse them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import offices
from gui.conftest import OpenWindow
from gui.hands import settle
from ppo_desktop.gui.screens.month import MonthPage
from ppo_desktop.gui.shell import printing
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import ledger
from ppo_desktop.reports.document import Document, Letterhead, Paragraph


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[offices.Pair]:
    """A village whose November is signed."""
    made = offices.new_pair(tmp_path, offices.clock_at("2026-12-02T02:00:00"))
    made.departure(made.person())
    made.report()
    yield made
    made.close()


def shown(open_window: OpenWindow, qtbot: QtBot, office: Office) -> MonthPage:
    page = open_window(office, "month", month="2026-11").page
    assert isinstance(page, MonthPage)
    settled(qtbot, page)
    return page


def settled(qtbot: QtBot, page: MonthPage) -> None:
    qtbot.waitUntil(lambda: page.flow.standing is not None and page.preview.page_count > 0, timeout=20_000)
    settle(page.window())


def onto_file(page: MonthPage, path: Path) -> None:
    """A printer that writes a PDF, in the place of the dialog."""

    def ask(_parent: QWidget, title: str, paper: str) -> QPrinter:
        printer = printing.prepared(title, paper)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    page.paperwork.has_printer = lambda: True
    page.paperwork.ask_printer = ask


def pages(path: Path) -> int:
    document = QPdfDocument()
    document.load(str(path))
    count = document.pageCount()
    document.close()
    return count


def test_report_and_recap_come_out_of_the_printer_page_by_page(
    pair: offices.Pair, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(open_window, qtbot, pair.village)
    onto_file(page, tmp_path / "report.pdf")
    page.print_now()
    qtbot.waitUntil(lambda: page.flow.print.news.words.startswith("Sudah dikirim"), timeout=20_000)
    assert page.flow.print.news.words == "Sudah dikirim ke printer: 1 halaman."
    assert pages(tmp_path / "report.pdf") == page.preview.page_count == 1
    assert page.flow.print.state == "done"

    onto_file(page, tmp_path / "both.pdf")
    page.flow.print.recap.setChecked(True)
    page.print_now()
    qtbot.waitUntil(lambda: page.flow.print.news.words.endswith("3 halaman."), timeout=20_000)
    assert pages(tmp_path / "both.pdf") == 3


def test_what_is_printed_is_the_page_and_not_a_part_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    """Pages are drawn in bands: they meet, and the last one is there too."""
    from ppo_desktop.pdf.render import render

    paper = render(Document("Contoh", Letterhead(("DESA",)), (Paragraph("isi " * 900),), number="", footer="Kaki"))
    printer = printing.prepared("Contoh", "F4")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    told: list[int] = []
    assert printing.draw([paper], printer, lambda done, total, _words: told.append(done)) == len(told)
    (tmp_path / "in.pdf").write_bytes(paper)
    ink = [ink_by_row(tmp_path / name) for name in ("in.pdf", "out.pdf")]
    assert sum(map(abs_difference, ink[0], ink[1])) / len(ink[0]) < 3


def ink_by_row(path: Path) -> list[float]:
    """Mean darkness of each of 330 rows of the first page."""
    document = QPdfDocument()
    document.load(str(path))
    drawn = document.render(0, printing.QSize(860, 1320))
    document.close()
    rows = [
        sum(255 - drawn.pixelColor(x, y).lightness() for x in range(0, 860, 5) if drawn.pixelColor(x, y).alpha() > 127)
        for y in range(1320)
    ]
    return [sum(rows[y : y + 4]) / (4 * 172) for y in range(0, 1320, 4)]


def abs_difference(one: float, other: float) -> float:
    return abs(one - other)


def test_printing_that_is_cancelled_stops_before_the_next_page(qtbot: QtBot, tmp_path: Path) -> None:
    from ppo_desktop.gui.shell.work import CancelledError
    from ppo_desktop.pdf.render import render

    paper = render(Document("Contoh", None, (Paragraph("isi " * 4000),), number=""))
    printer = printing.prepared("Contoh", "A4")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    reached: list[int] = []

    def progress(done: int, _total: int, _words: str) -> None:
        reached.append(done)
        if done == 1:
            raise CancelledError

    with pytest.raises(CancelledError):
        printing.draw([paper], printer, progress)
    assert reached == [0, 1]


def test_without_a_printer_it_says_what_else_can_be_done(
    pair: offices.Pair, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(open_window, qtbot, pair.village)
    page.paperwork.has_printer = lambda: False
    page.print_now()
    assert page.flow.print.news.words.startswith("Belum ada printer di komputer ini.")
    page.save_pdf(tmp_path)
    qtbot.waitUntil(lambda: "Tersimpan di folder" in page.flow.print.news.words, timeout=20_000)
    assert pages(tmp_path / "PPO-laporan-2026-11.pdf") == 1
    assert pages(tmp_path / "PPO-laporan-2026-11-rekap.pdf") == 2


def test_a_village_without_key_prints_its_draft_and_finds_the_way_to_the_key(
    village: Office, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(open_window, qtbot, village)
    assert page.flow.sign.words == (
        "Kunci kantor ini belum dikenal Kecamatan Tebas, jadi laporan belum dapat ditandatangani."
    )
    assert page.flow.sign.start().accessibleName() == "Buka Kunci kantor: Tutup buku dan tanda tangan"
    onto_file(page, tmp_path / "draft.pdf")
    page.print_now()
    qtbot.waitUntil(lambda: page.flow.print.news.words.startswith("Sudah dikirim"), timeout=20_000)
    assert pages(tmp_path / "draft.pdf") == page.preview.page_count


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A stick of 16 KiB."""
    if sys.platform == "win32" or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root may mount a small disk")
    folder = tmp_path / "KECIL"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_and_a_locked_stick_each_say_so_and_the_report_stays(
    pair: offices.Pair, open_window: OpenWindow, qtbot: QtBot, small: Path
) -> None:
    page = shown(open_window, qtbot, pair.village)
    chooser = page.flow.stick.chooser
    chooser.take_folder(small)
    settled(qtbot, page)
    assert "Folder KECIL: Penuh. Kosongkan sedikit ruang" in chooser.words
    assert chooser.folder is None

    chooser.needed = 0  # the room went while it was being written
    chooser.take_folder(small)
    settled(qtbot, page)
    page.flow.save_to_stick()
    qtbot.waitUntil(lambda: page.flow.stick.news.words.startswith("Flashdisk penuh."), timeout=20_000)
    assert list(small.iterdir()) == []

    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    page.flow.save_to_stick()
    qtbot.waitUntil(lambda: page.flow.stick.news.words.startswith("Flashdisk tidak boleh ditulis."), timeout=20_000)
    chooser.look()
    qtbot.waitUntil(lambda: "Tidak dapat ditulisi. Geser kunci kecil" in chooser.words, timeout=20_000)
    (line,) = ledger.reports(pair.village)
    assert (line.state, line.has_file) == ("made", True)
