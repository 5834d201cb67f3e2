"""What holds for all rows of a grid, filled in once; it folds to one line where rows need the room."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, button, label
from ppo_desktop.gui.forms.known import Known
from ppo_desktop.gui.forms.making import editor
from ppo_desktop.gui.screens.grid.cell import ENTER
from ppo_desktop.gui.screens.grid.entry import complaint, words_of
from ppo_desktop.operations.books.batches import Column, Grid
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind as kind_named

_WIDTH = 196
_REASON, _LONG_REASON = 228, 520
"""Of a field, and at least and at most of the reason, which is a sentence; in pixels at 100 %."""
_EDGES = 40
"""What a field needs beside its words."""
_WIDTHS = {"rt": 96, "no_nik_reason": 330}
"""Of fields with few digits, or with long answers."""


class SharedStrip(Card):
    """The shared fields of a grid, and the reason for warnings."""

    changed = Signal()
    ended = Signal()
    """Enter in the last field."""

    def __init__(self, grid: Grid, office: Office) -> None:
        super().__init__(margins=12)
        self.grid = grid
        self._toggle = button("", self.toggle, look="link")
        self._boxes: dict[str, FieldBox] = {}
        self._editors = {
            column.key: editor(column.field, Known(office, kind_named(column.kind))) for column in grid.shared
        }
        for column in grid.shared:
            made = self._editors[column.key]
            self._boxes[column.key] = FieldBox(column.words, made)
            made.setAccessibleName(_("{field}, untuk semua baris").format(field=column.words))
            made.changed.connect(self.changed)
        self.reason = line(_(grid.reason), longest=1000)
        self.reason.setCursorPosition(0)
        reason = FieldBox(_("Alasan bila belum lengkap"), self.reason)
        boxes: list[QWidget] = [*self._boxes.values(), *((reason,) if grid.reason else ())]
        sentence = self.reason.fontMetrics().horizontalAdvance(self.reason.text()) * 100 // theme().zoom + _EDGES
        widths = [
            *(_WIDTHS.get(column.name, _WIDTH) for column in grid.shared),
            min(max(sentence, _REASON), _LONG_REASON),
        ]
        for box, width in zip(boxes, widths, strict=False):
            box.setFixedWidth(theme().px(width))
        self._holder = QWidget()
        self._holder.setLayout(Flow(boxes, spacing=10))
        self._summary = label("", "soft")
        self.head.addWidget(label(_("Untuk semua baris"), "strong", wraps=False))
        self.head.addWidget(self._summary, 1)
        self.head.addWidget(self._toggle)
        self.body.addLayout(self.head)
        self.body.addWidget(self._holder)
        self._name_toggle()

    def fill(self, values: Mapping[str, object]) -> None:
        """Show other values, without telling."""
        for column in self.grid.shared:
            self._editors[column.key].set_value(values.get(column.key))

    @property
    def values(self) -> dict[str, object]:
        """Key of a column → as typed."""
        return {key: made.value() for key, made in self._editors.items()}

    @property
    def unfilled(self) -> list[str]:
        """The names of the fields in which nothing stands."""
        return [column.words for column in self.grid.shared if self._editors[column.key].value() is None]

    def check(self) -> bool:
        """Say what cannot be read; whether all can."""
        wrongs = {column.key: self._wrong(column) for column in self.grid.shared}
        for key, wrong in wrongs.items():
            self._boxes[key].say(wrong)
        if any(wrongs.values()) and self.is_folded:
            self.toggle()
        return not any(wrongs.values())

    def _wrong(self, column: Column) -> str:
        value = self._editors[column.key].value()
        found = complaint(column, str(value)) if value is not None else None
        return found.message if found else ""

    def first(self) -> QWidget:
        """The first field that is empty."""
        made = next((made for made in self._editors.values() if made.value() is None), None)
        return (made or next(iter(self._editors.values()))).focusProxy() or self

    # ------------------------------------------------------------------------------- folding

    @property
    def is_folded(self) -> bool:
        return self._holder.isHidden()

    def toggle(self) -> None:
        """Show the fields, or one line that tells them."""
        self.fold(not self.is_folded)

    def fold(self, is_folded: bool) -> None:
        """Show one line instead of the fields, or the fields."""
        values = self.values
        told = [_told(column, values[column.key]) for column in self.grid.shared if values[column.key]]
        self._summary.setText(" · ".join(told) if is_folded else "")
        self._holder.setVisible(not is_folded)
        self._name_toggle()

    def _name_toggle(self) -> None:
        words = _("Ubah isian ini") if self.is_folded else _("Sembunyikan isian ini")
        self._toggle.setText(words)
        self._toggle.setAccessibleName(_("{what}: untuk semua baris").format(what=words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field, from the last one into the rows."""
        focused = QApplication.focusWidget()
        lines = [made.focusProxy() for made in self._editors.values()]
        lines += [self.reason] if self.grid.reason else []
        if event.key() not in ENTER or focused is None or isinstance(focused, QPushButton) or focused not in lines:
            super().keyPressEvent(event)
            return
        following = lines[lines.index(focused) + 1 :]
        if following and following[0] is not None:
            following[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.ended.emit()


def _told(column: Column, value: object) -> str:
    """``Malaysia``, ``RT 3``."""
    words = words_of(column, value)
    return words if column.field.choices else f"{column.words} {words}"
