"""One sheet of a form as the model behind its grid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ppo_desktop.core.text import _
from ppo_desktop.reports.foreign_form import MOST_COLUMNS, MOST_ROWS, FormSheet, Place, cell_name, column_name

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_ROOM_ROWS, _ROOM_COLUMNS = 6, 3
"""Rows and columns behind those in use that may be pointed too."""
_FARTHEST = 8
"""Columns over which words run on."""
_INKS = {"brand": "link"}
"""Tone → the ink that is readable on its tint, where that is another."""
_LONG = 10
"""Letters from which a cell tells its whole text in a tip."""


class Filled(Struct, frozen=True):
    """What a cell gets."""

    text: str
    words: str
    """What it is, for the tip and for who listens."""
    tone: str = "brand"
    """``brand``, or ``warn`` where nobody told."""


class Drawn(Struct, frozen=True):
    """How a cell looks; colours by their names."""

    text: str
    ink: str
    ground: str
    side: Qt.AlignmentFlag
    is_filled: bool
    begins: int | None = None
    """The column from which words run on into this empty cell."""


class SheetModel(QAbstractTableModel):
    """The cells of one sheet."""

    def __init__(self, sheet: FormSheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.filled: Mapping[Place, Filled] = {}

    def show(self, filled: Mapping[Place, Filled]) -> None:
        """Draw other values into it; each is asked for when it comes into sight."""
        self.filled = filled
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else min(self.sheet.size[0] + _ROOM_ROWS, MOST_ROWS)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else min(self.sheet.size[1] + _ROOM_COLUMNS, MOST_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.sheet.first_of((index.row(), index.column()))
        filled, held = self.filled.get(place), self.sheet.cells.get(place)
        match role:
            case Qt.ItemDataRole.UserRole:
                return self._drawn(place)
            case Qt.ItemDataRole.DisplayRole:
                drawn = self._drawn(place)
                return "" if drawn.begins is not None else drawn.text
            case Qt.ItemDataRole.ToolTipRole:
                return filled.words if filled else held.text if held and len(held.text) > _LONG else None
            case Qt.ItemDataRole.AccessibleTextRole:
                words = f"{filled.words}: {filled.text}" if filled else held.text if held else _("kosong")
                return f"{cell_name(place)}, {words}"
        return None

    def _drawn(self, place: Place) -> Drawn:
        filled, held, merge = self.filled.get(place), self.sheet.cells.get(place), self.sheet.merge(place)
        middle, left = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignLeft
        is_head = merge is not None and merge.first[1] < merge.last[1]
        if filled:
            side = middle if is_head or filled.text.lstrip("−").replace(".", "").isdecimal() else left
            ink = _INKS.get(filled.tone, filled.tone)
            return Drawn(filled.text, ink, f"{filled.tone}_soft", side, is_filled=True)
        if held is None:
            return self._running_on(place) or Drawn("", "ink", "card", left, is_filled=False)
        if held.is_formula:
            return Drawn(f"ƒ {held.text}", "muted", "sunken", left, is_filled=False)
        return Drawn(held.text, "ink", "card", middle if is_head or held.is_number else left, is_filled=False)

    def _running_on(self, place: Place) -> Drawn | None:
        """An empty cell over which words from the left run on, as they do in Excel."""
        row, column = place
        if self.sheet.merge(place):
            return None
        for left in range(column - 1, max(column - _FARTHEST, 0) - 1, -1):
            at = (row, left)
            if self.sheet.merge(at):
                return None
            if at not in self.filled and at not in self.sheet.cells:
                continue
            told = self._drawn(at)
            if told.side is not Qt.AlignmentFlag.AlignLeft or told.ink == "muted":
                return None
            return Drawn(told.text, told.ink, told.ground, told.side, told.is_filled, begins=left)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return column_name(section) if orientation is Qt.Orientation.Horizontal else str(section + 1)
        return None
