"""The bar below a form: Batal, what became of the draft, Simpan."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button, label, picture, row, set_role

COMPACT_BELOW = 840
"""Width, at 100 %, below which the bar has two lines and its buttons do not name their keys."""


class SaveBar(QWidget):
    """Stays in sight whatever scrolls. The keys its buttons name are the page's."""

    def __init__(
        self, cancel: Callable[[], object], save_and_add: Callable[[], object], save: Callable[[], object]
    ) -> None:
        super().__init__()
        self.cancel = button(_("Batal"), cancel)
        self.save_and_add = button(_("Simpan lalu tambah lagi"), save_and_add)
        self.save = button(_("Simpan"), save, look="primary")
        self._mark = picture("save", "ok", 18)
        self._mark.hide()
        self.status = label("", "soft")
        self._line = row(self._mark, self.status)
        self._line.setStretch(1, 1)
        self._above, self._beside = QVBoxLayout(), QHBoxLayout()
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(tokens.GAP))
        buttons.addWidget(self.cancel)
        buttons.addLayout(self._beside, 1)
        buttons.addStretch()  # an empty layout takes no room, the buttons would
        buttons.addWidget(self.save_and_add)
        buttons.addWidget(self.save)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(theme().px(tokens.TIGHT))
        outside.addLayout(self._above)
        outside.addLayout(buttons)
        self._is_compact: bool | None = None
        self._fit()

    def tell(self, text: str, role: str = "soft") -> None:
        """Say something beside Batal; ``soft`` is for what went well."""
        self.status.setText(text)
        set_role(self.status, role)
        self._mark.setVisible(bool(text) and role == "soft")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line or two."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_compact = self.width() < theme().px(COMPACT_BELOW)
        if is_compact is self._is_compact:
            return
        self._is_compact = is_compact
        (self._beside if is_compact else self._above).removeItem(self._line)
        (self._above if is_compact else self._beside).addLayout(self._line)
        for made, short, keys in (
            (self.save_and_add, _("Simpan, lalu baru"), "Ctrl+Shift+S"),
            (self.save, _("Simpan"), "Ctrl+S"),
        ):
            made.setText(short if is_compact else f"{made.accessibleName()}  ({keys})")
