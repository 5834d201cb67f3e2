"""The table behind a list: all keys in order, and the rows of a few spans around what is looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.gui.screens.listing.columns import VEILED, Cell, Layout, is_hidden
from ppo_desktop.gui.screens.listing.words import joined
from ppo_desktop.operations.house.sight import why_hidden
from ppo_desktop.records.kind import CALLED

Key: TypeAlias = tuple[str, str]
"""Owner office code, record id."""
Row: TypeAlias = Mapping[str, object]
Index: TypeAlias = QModelIndex | QPersistentModelIndex

SPAN = 100
"""Rows fetched at once: several screens, and still a few milliseconds."""
_SPANS = 12
"""Spans kept."""
CELL = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


class RowsModel(QAbstractTableModel):
    """The rows of ``keys``; a row is fetched with its neighbours when something of it is wanted."""

    def __init__(
        self, layout: Layout, fetch: Callable[[Sequence[Key]], Sequence[Row | None]], ours: str, today: date
    ) -> None:
        """Args: fetch: the rows of some keys, in their order; ours: code of the office at whose PC this runs."""
        super().__init__()
        self._layout, self._fetch, self._ours = layout, fetch, ours
        self.today = today
        self._keys: Sequence[Key] = ()
        self._spans: OrderedDict[int, Sequence[Row | None]] = OrderedDict()

    # ------------------------------------------------------------------------------- what the page uses

    @property
    def keys(self) -> Sequence[Key]:
        return self._keys

    def set_keys(self, keys: Sequence[Key]) -> bool:
        """Show other keys; ``False`` where selection and place stayed, since nothing or only the end is new."""
        old = self._keys
        if keys[: len(old)] == old and old:
            self._spans.clear()
            if len(keys) > len(old):
                self.beginInsertRows(_NOWHERE, len(old), len(keys) - 1)
                self._keys = keys
                self.endInsertRows()
            self.dataChanged.emit(self.index(0, 0), self.index(len(old) - 1, self.columnCount() - 1))
            return False
        self.beginResetModel()
        self._keys = keys
        self._spans.clear()
        self.endResetModel()
        return True

    def key(self, place: int) -> Key | None:
        """The key in that row; ``None`` beyond the ends."""
        return self._keys[place] if 0 <= place < len(self._keys) else None

    def place(self, key: Key | None) -> int:
        """The row of a key; -1 where it is not listed."""
        try:
            return self._keys.index(key) if key else -1
        except ValueError:
            return -1

    def row(self, place: int) -> Row | None:
        """The values in a row; ``None`` for a record that is gone."""
        number, inside = divmod(place, SPAN)
        span = self._spans.get(number)
        if span is None:
            span = self._fetch(self._keys[number * SPAN : (number + 1) * SPAN])
            self._spans[number] = span
            while len(self._spans) > _SPANS:
                self._spans.popitem(last=False)
        else:
            self._spans.move_to_end(number)
        return span[inside] if inside < len(span) else None

    def cell(self, place: int, column: int) -> Cell:
        """What stands in a cell; rows of other offices say whose they are."""
        row = self.row(place)
        if row is None:
            return Cell(_("(sudah dihapus)") if column == 0 else "")
        if CALLED in row and column == 0:
            first, _comma, second = str(row[CALLED]).partition(", ")
            cell = Cell(first, second)
        elif is_hidden(self._layout.columns[column], row):
            return VEILED
        else:
            cell = self._layout.columns[column].cell(row, self.today)
        owner = str(row["office"])
        if column == 0 and owner != self._ours and name_of(owner) not in cell.sentence:
            return Cell(cell.first, joined(name_of(owner), cell.second))
        return cell

    def sentence(self, place: int) -> str:
        """The whole row, for a screen reader."""
        parts = [self.cell(place, 0).sentence]
        for number, column in enumerate(self._layout.columns[1:], start=1):
            cell = self.cell(place, number)
            if cell.first and cell is not VEILED:
                parts.append(f"{_(column.title)}: {cell.sentence}")
        return joined(". ".join(parts) + ".", why_hidden(self.row(place) or {}), by=" ")

    # ------------------------------------------------------------------------------- what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._layout.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Cells for the painter, words for everybody else."""
        if not index.isValid():
            return None
        if role == CELL:
            return self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), index.column()).first
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            cell = self.cell(index.row(), index.column())
            return why_hidden(self.row(index.row()) or {}) if cell is VEILED else cell.sentence
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            title = _(self._layout.columns[section].title)
            return title if section else f"\N{EN SPACE}{title}"  # level with the names, which leave room for the mark
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
