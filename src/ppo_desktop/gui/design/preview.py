"""The pages of a PDF that lies in memory, to be looked at before they are signed or printed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button, label, row

CLOSEST, FARTHEST, STEP = 4.0, 0.25, 1.25
"""Bounds of the magnification (1.0: as large as on paper at 96 dpi), and one step of it."""
ANEW = 300
"""Milliseconds after the last change of its width until a page is drawn anew."""


class Preview(QFrame):
    """Pages above each other, as wide as there is room; PgUp and PgDn, Ctrl+wheel and buttons for the zoom.

    Pages are drawn beside the window's thread, so a large paper never stops it.
    """

    turned = Signal(int)
    """The page in sight, from 1."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.setProperty("role", "card")
        self._buffer: QBuffer | None = None
        self._document = QPdfDocument(self)
        self._view = _Pages(self)
        self._view.setDocument(self._document)
        self._view.setAccessibleName(title)
        self._view.pageNavigator().currentPageChanged.connect(self._tell)
        self._place = label("", "soft", wraps=False)
        self._previous = button("", self.previous_page, look="quiet", icon_name="chevron-left")
        self._next = button("", self.next_page, look="quiet", icon_name="chevron-right")
        self._name(self._previous, _("Halaman sebelumnya"), "PgUp")
        self._name(self._next, _("Halaman berikutnya"), "PgDn")
        closer = button("", self.closer, look="quiet", icon_name="zoom-in", spoken=_("Perbesar"))
        farther = button("", self.farther, look="quiet", icon_name="zoom-out", spoken=_("Perkecil"))
        for made in (closer, farther):
            made.setToolTip(made.accessibleName())
        self._fit = button(_("Lebar halaman"), self.fit_width, look="quiet")
        self._tools = (self._previous, self._next, farther, closer, self._fit)
        self.bar = row(self._previous, self._place, self._next, None, farther, closer, self._fit, spacing=2)
        """The line above the pages; further buttons may be added at its end."""
        self.bar.setContentsMargins(*(theme().px(tokens.TIGHT),) * 4)
        self._words = label("", "soft")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QVBoxLayout(self)
        edge = theme().px(1)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(0)
        inside.addLayout(self.bar)
        self._stack = QStackedLayout()  # shows its first widget at once, so it needs a home before
        inside.addLayout(self._stack, 1)
        self._stack.addWidget(self._words)
        self._stack.addWidget(self._view)
        self.say("")

    @property
    def page_count(self) -> int:
        """How many pages are shown; 0 while there are none."""
        return max(self._document.pageCount(), 0) if self._buffer else 0

    @property
    def page(self) -> int:
        """The page in sight, from 1."""
        return self._view.pageNavigator().currentPage() + 1

    def name(self, title: str) -> None:
        """What the pages are, for who cannot see them; told with the next page."""
        self._title = title

    def show_pdf(self, pdf: bytes) -> None:
        """Show ``pdf``; the page in sight stays where the new paper has it too."""
        kept = self.page if self.page_count else 1
        self._document.close()
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        if self._document.status() is not QPdfDocument.Status.Ready:
            self.say(_("Halaman ini tidak dapat ditampilkan. Simpan berkasnya, lalu buka dengan program pembaca PDF."))
            return
        self._stack.setCurrentWidget(self._view)
        self.setFocusProxy(self._view)
        for made in self._tools:
            made.setEnabled(True)
        self._fit.setToolTip("")
        self._view.pageNavigator().jump(min(kept, self.page_count) - 1, QPointF())
        self._tell()

    def say(self, words: str) -> None:
        """Show no pages but a sentence: why there are none yet."""
        self._document.close()
        self._buffer = None
        self._words.setText(words)
        self._stack.setCurrentWidget(self._words)
        self.setFocusProxy(None)  # type: ignore[arg-type]  # Tab would stop for good before pages that are not there
        for made in self._tools:
            made.setEnabled(False)
        self._fit.setToolTip(words or _("Halamannya belum ada."))
        self._tell()

    def next_page(self) -> None:
        self._turn(1)

    def previous_page(self) -> None:
        self._turn(-1)

    def fit_width(self) -> None:
        """As wide as there is room; the way it starts."""
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def closer(self) -> None:
        self._magnify(STEP)

    def farther(self) -> None:
        self._magnify(1 / STEP)

    def _turn(self, by: int) -> None:
        wanted = self.page - 1 + by
        if 0 <= wanted < self.page_count:
            self._view.pageNavigator().jump(wanted, QPointF())

    def _magnify(self, factor: float) -> None:
        if self._view.zoomMode() is not QPdfView.ZoomMode.Custom:
            width = self._document.pagePointSize(self.page - 1).width() * self._view.logicalDpiX() / 72
            room = self._view.viewport().width() - self._view.documentMargins().left() * 2
            self._view.setZoomFactor(min(max(room / width, FARTHEST), CLOSEST) if width else 1.0)
            self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(min(max(self._view.zoomFactor() * factor, FARTHEST), CLOSEST))

    def _tell(self) -> None:
        count = self.page_count
        words = _("Halaman {page} dari {count}").format(page=self.page, count=count) if count else ""
        self._place.setText(words)
        self._previous.setEnabled(count > 0 and self.page > 1)
        self._next.setEnabled(0 < self.page < count)
        self._view.setAccessibleName(f"{self._title}. {words}" if words else self._title)
        # Who cannot see the pages hears what is on them.
        text = self._document.getAllText(self.page - 1).text() if count else ""
        self._view.setAccessibleDescription(text)
        if count:
            self.turned.emit(self.page)

    @staticmethod
    def _name(made: QWidget, name: str, keys: str) -> None:
        made.setAccessibleName(name)
        made.setToolTip(f"{name} ({keys})")


class _Pages(QPdfView):
    """The view with our ground behind the pages and the keys one expects."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(preview)
        self._preview = preview
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setPageSpacing(theme().px(tokens.GAP))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Dark, theme().colour("neutral_soft"))
        self.setPalette(colours)
        self._anew = QTimer(self)
        self._anew.setSingleShot(True)
        self._anew.setInterval(ANEW)
        self._anew.timeout.connect(self._draw_anew)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page that was being drawn for another width comes all the same, and Qt would stretch it from then on."""
        super().resizeEvent(event)
        self._anew.start()

    def _draw_anew(self) -> None:
        spacing = self.pageSpacing()
        for changed in (spacing + 1, spacing):  # lets Qt forget what it has drawn
            self.setPageSpacing(changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A page at a time, and the ends; arrows scroll as everywhere."""
        preview = self._preview
        actions: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_PageDown: preview.next_page,
            Qt.Key.Key_PageUp: preview.previous_page,
            Qt.Key.Key_Home: lambda: self.pageNavigator().jump(0, QPointF()),
            Qt.Key.Key_End: lambda: self.pageNavigator().jump(max(preview.page_count - 1, 0), QPointF()),
        }
        action = actions.get(Qt.Key(event.key()))
        if action:
            action()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl: closer or farther."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._preview.page_count:
            if event.angleDelta().y() > 0:
                self._preview.closer()
            else:
                self._preview.farther()
            event.accept()
        else:
            super().wheelEvent(event)
