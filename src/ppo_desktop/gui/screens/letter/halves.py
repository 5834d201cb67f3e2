"""What is typed beside the page that comes of it; in a narrow window one of the two."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.preview import Preview
from ppo_desktop.gui.design.scrolling import Scroll
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button

BESIDE_FROM = 980
"""Width of the page at 100 % from which both are seen at once."""
PAUSE = 350
"""Milliseconds after the last key until the page is drawn anew."""


class Halves(QWidget):
    """Fill ``room``; ``preview`` shows the page."""

    def __init__(self, title: str, first: Callable[[], QWidget | None], draw: Callable[[], object]) -> None:
        """Args: first: where the keyboard goes among what is typed. draw: makes the page anew."""
        super().__init__()
        self._first = first
        self._sees_page = False
        self._both = True
        self.room = QVBoxLayout()
        self.room.setContentsMargins(0, 0, 0, 0)
        self.room.setSpacing(theme().px(12))
        self._scroll = Scroll(self.room, is_wide=True)
        self.preview = Preview(title)
        self.turn = button(_("Lihat halaman"), self.turn_over, icon_name="eye", keys="F7")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(12))
        inside.addWidget(self._scroll, 1)
        inside.addWidget(self.preview, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(draw)

    def draw_soon(self) -> None:
        """Something was typed: make the page anew when the typing rests."""
        self._timer.start()

    def arrange(self, width: int) -> None:
        """Both where a page is that wide, else one of them."""
        self._both = width >= theme().px(BESIDE_FROM)
        self.turn.setVisible(not self._both)
        self._scroll.setVisible(self._both or not self._sees_page)
        self.preview.setVisible(self._both or self._sees_page)

    def turn_over(self) -> None:
        """In a narrow window: from what is typed to the page, or back."""
        if self._both:
            return
        self._sees_page = not self._sees_page
        words = _("Lihat isian") if self._sees_page else _("Lihat halaman")
        self.turn.setText(f"{words}  (F7)")
        self.turn.setAccessibleName(words)
        self._scroll.setVisible(not self._sees_page)
        self.preview.setVisible(self._sees_page)
        target = self.preview if self._sees_page else self._first()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def see(self, widget: QWidget) -> None:
        """Scroll until ``widget`` is seen."""
        self._scroll.ensureWidgetVisible(widget, 0, theme().px(80))
