"""Papers onto a printer: page by page in grey, beside the window, with the pages as they were seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from ppo_desktop.core.errors import World
from ppo_desktop.core.text import _

DOTS = 300
"""Per inch: what a laser printer shows."""
BAND = 200
"""Height in dots of what is drawn at once; a whole page of F4 would take 40 MB."""
PAPERS = {
    "F4": QPageSize(QSizeF(215, 330), QPageSize.Unit.Millimeter, "F4"),
    "A4": QPageSize(QPageSize.PageSizeId.A4),
}

Progress = Callable[[int, int, str], object]


def has_printer() -> bool:
    """Whether this PC knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(parent: QWidget, title: str, paper: str, *, is_secret: bool = False) -> QPrinter | None:
    """The printer, paper and copies a person chooses; ``None`` when they think better of it.

    Args:
        is_secret: printing into a file is not offered, for files are copied.
    """
    printer = prepared(title, paper)
    dialog = QPrintDialog(printer, parent)
    if is_secret:
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    dialog.setWindowTitle(_("Cetak {title}").format(title=title))
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def prepared(title: str, paper: str) -> QPrinter:
    """A printer set to our paper, whose margins are those of the pages themselves."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setPageSize(PAPERS[paper])
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    return printer


def draw(papers: Sequence[bytes], printer: QPrinter, progress: Progress) -> int:
    """Draw PDF papers one after another; how many pages were drawn. Runs in the background thread.

    Args:
        progress: told done, total and words after every page; may raise to stop before the next one.

    Raises:
        World: ``printer``, when the printer cannot be used or gives up.
    """
    documents, buffers = [], []
    for paper in papers:
        buffer = QBuffer()
        buffer.setData(QByteArray(paper))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        buffers.append(buffer)  # a document reads from it until it is gone
        documents.append(document)
    wanted = [(document, page) for document in documents for page in range(document.pageCount())]
    if printer.fromPage():
        wanted = wanted[printer.fromPage() - 1 : printer.toPage()]
    if not printer.supportsMultipleCopies():
        wanted = wanted * printer.copyCount()
    painter = QPainter()
    if not painter.begin(printer):
        raise _trouble()
    try:
        for done, (document, page) in enumerate(wanted):
            if done and not printer.newPage():
                raise _trouble()
            progress(done, len(wanted), _("Halaman {page} dari {count}").format(page=done + 1, count=len(wanted)))
            _draw_page(painter, printer, document, page)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
        for document in documents:
            document.close()
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise _trouble()
    return len(wanted)


def _draw_page(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    """As large as the paper allows, in its middle; at its own size where both are the same.

    In bands: what Qt does in one call stops the window for as long, whichever thread asks for it.
    """
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    fitted = document.pagePointSize(page).scaled(QSizeF(sheet.size()), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (sheet.width() - fitted.width()) / 2, (sheet.height() - fitted.height()) / 2
    ratio = DOTS / printer.resolution()
    whole = QSize(round(fitted.width() * ratio), round(fitted.height() * ratio))
    for upper in range(0, whole.height(), BAND):
        height = min(BAND, whole.height() - upper)
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(whole)
        # One more each way: Qt takes the last dot's place, not the size, for the scale.
        options.setScaledClipRect(QRect(0, upper, whole.width() + 1, height + 1))
        drawn = document.render(page, QSize(whole.width(), height), options)
        paper = QImage(drawn.size(), QImage.Format.Format_Grayscale8)
        paper.fill(Qt.GlobalColor.white)
        onto = QPainter(paper)
        onto.drawImage(0, 0, drawn)
        onto.end()
        edges = [round(top + dots / ratio) for dots in (upper, upper + height)]  # bands meet without a seam
        painter.drawImage(QRect(round(left), edges[0], round(whole.width() / ratio), edges[1] - edges[0]), paper)


def _trouble() -> World:
    return World(
        "printer",
        _("Printer tidak dapat dipakai."),
        _("Periksa apakah printer menyala, kabelnya terpasang dan kertasnya ada, lalu cetak lagi. Laporan tetap aman."),
    )
