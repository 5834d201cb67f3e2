"""The help of the page in sight, at the right edge (F1)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.naming import put
from ppo_desktop.gui.design.scrolling import Inner
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, button, clear, label, row

KEYS = (
    ("Ctrl+K", N_("cari")),
    ("Ctrl+1 … 9", N_("buka menu")),
    ("Tab", N_("ke isian atau tombol berikutnya")),
    ("Alt+←", N_("kembali ke halaman sebelumnya")),
    ("Ctrl+Z", N_("urungkan yang baru saja dilakukan")),
    ("Ctrl++  Ctrl+-", N_("tulisan lebih besar, lebih kecil")),
)
_LEAST = 120
"""Height of the lines, in pixels at 100 %; the rest is scrolled."""


class HelpPanel(Card):
    """What this page is for, in a few lines, and the keys that work everywhere."""

    def __init__(self, close: Callable[[], object]) -> None:
        super().__init__(_("Bantuan"), role="bar")
        self.setFixedWidth(theme().px(300))
        self._close = button(_("Tutup"), close, look="quiet", keys="Esc")
        self.head.addWidget(self._close)
        around = QVBoxLayout()
        around.setContentsMargins(0, 0, 0, 0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme().px(8))
        around.addLayout(self._lines)
        around.addStretch(1)
        area = Inner(around, least=_LEAST)
        put(area, "focusPolicy", "TabFocus")  # arrows scroll what a low window has no room for
        area.setAccessibleName(_("Isi bantuan"))
        self.body.addWidget(area, 1)

    def tell(self, title: str, lines: tuple[str, ...]) -> None:
        """Show the help of a page."""
        clear(self._lines)
        self._lines.addWidget(label(title, "strong"))
        for text in lines:
            self._lines.addWidget(label(_(text), "soft"))
        self._lines.addWidget(label(_("Tombol yang selalu ada"), "strong"))
        for keys, words in KEYS:
            shown = label(keys, "strong", wraps=False)
            shown.setFixedWidth(theme().px(104))
            self._lines.addLayout(row(shown, label(_(words), "soft")))
        self._close.setFocus()
