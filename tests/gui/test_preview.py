"""The preview shows a paper from memory, page by page, by keyboard, and tells a screen reader what is on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ppo_desktop.gui.design.preview import Preview
from ppo_desktop.pdf.render import render
from ppo_desktop.reports.document import Document, Letterhead, Paragraph

pytestmark = pytest.mark.usefixtures("qapp")


def paper(pages: int) -> bytes:
    """A paper that fills so many pages, each beginning with its own word."""
    words = ("satu", "dua", "tiga")
    blocks = [Paragraph(f"halaman {words[n]}\n" + "baris\n" * 54) for n in range(pages)]
    return render(Document("Contoh", Letterhead(("DESA SEMPALAI",)), tuple(blocks), number=""))


@pytest.fixture
def preview(qtbot: QtBot) -> Preview:
    made = Preview("Laporan November 2026")
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    return made


def view(preview: Preview) -> QPdfView:
    found = preview.findChild(QPdfView)
    assert found is not None
    return found


def test_pages_are_turned_by_keys_and_counted_in_words(preview: Preview, qtbot: QtBot) -> None:
    preview.show_pdf(paper(3))
    count = preview.page_count
    assert count >= 3
    preview.setFocus()
    assert (preview.page, view(preview).accessibleName()) == (1, f"Laporan November 2026. Halaman 1 dari {count}")
    with qtbot.waitSignal(preview.turned):
        qtbot.keyClick(view(preview), Qt.Key.Key_PageDown)
    assert preview.page == 2
    qtbot.keyClick(view(preview), Qt.Key.Key_End)
    assert preview.page == count
    qtbot.keyClick(view(preview), Qt.Key.Key_PageDown)
    assert preview.page == count
    qtbot.keyClick(view(preview), Qt.Key.Key_Home)
    assert preview.page == 1
    qtbot.keyClick(view(preview), Qt.Key.Key_PageUp)
    assert preview.page == 1


def test_who_cannot_see_the_page_hears_its_text(preview: Preview) -> None:
    preview.show_pdf(paper(2))
    assert "halaman satu" in view(preview).accessibleDescription()
    preview.next_page()
    assert "halaman satu" not in view(preview).accessibleDescription()


def test_a_new_paper_keeps_the_page_one_was_at(preview: Preview) -> None:
    preview.show_pdf(paper(3))
    preview.next_page()
    preview.show_pdf(paper(3))
    assert preview.page == 2
    preview.show_pdf(paper(1))
    assert preview.page <= preview.page_count


def test_zooming_starts_from_what_is_seen_and_stays_within_bounds(preview: Preview) -> None:
    preview.show_pdf(paper(1))
    preview.closer()
    first = view(preview).zoomFactor()
    assert view(preview).zoomMode() is QPdfView.ZoomMode.Custom
    assert 0.5 < first < 1.5
    for _time in range(20):
        preview.closer()
    assert view(preview).zoomFactor() == 4.0
    for _time in range(40):
        preview.farther()
    assert view(preview).zoomFactor() == 0.25
    preview.fit_width()
    assert view(preview).zoomMode() is QPdfView.ZoomMode.FitToWidth


def test_what_is_no_paper_is_said_and_not_shown(preview: Preview, tmp_path: Path) -> None:
    preview.show_pdf(b"bukan PDF")
    assert preview.page_count == 0
    preview.say("Menyiapkan halaman.")
    preview.show_pdf(paper(1))
    assert preview.page_count >= 1


def test_a_page_whose_width_changed_while_it_was_drawn_is_drawn_anew(preview: Preview, qtbot: QtBot) -> None:
    QApplication.processEvents()
    preview.show_pdf(paper(1))
    for width in (600, 599, 580, 585):
        preview.resize(width, 500)
        QApplication.processEvents()
    qtbot.wait(1000)
    shown = view(preview).grab().toImage()
    view(preview).setPageSpacing(view(preview).pageSpacing() + 1)  # nothing of what was drawn is left
    qtbot.wait(1000)
    view(preview).setPageSpacing(view(preview).pageSpacing() - 1)
    qtbot.wait(1000)
    assert view(preview).grab().toImage() == shown
