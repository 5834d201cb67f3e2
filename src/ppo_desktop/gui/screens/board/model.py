"""Offices by months as the model behind the grid: a district's villages are rows while it is unfolded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ppo_desktop.core.offices import Level, is_below
from ppo_desktop.core.period import MONTH_NAMES, Month
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.screens.board.words import spoken
from ppo_desktop.operations.months.awaited import FromBelow, answering, counted
from ppo_desktop.operations.neighbours.board import OfficeYear

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class BoardModel(QAbstractTableModel):
    """Columns are the twelve months of ``year``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.year = 0
        self._all: Sequence[OfficeYear] = ()
        self._inside: dict[str, list[OfficeYear]] = {}
        """District → the villages known in it."""
        self._unfolded: set[str] = set()
        self.rows: list[OfficeYear] = []

    def show(self, year: int, offices: Sequence[OfficeYear]) -> None:
        """Show these instead; what is unfolded stays so."""
        self.beginResetModel()
        self.year, self._all = year, offices
        districts = [one.office for one in offices if one.level is Level.DISTRICT]
        self._inside = {code: [one for one in offices if is_below(one.office, code)] for code in districts}
        self._lay_out()
        self.endResetModel()

    def _lay_out(self) -> None:
        hidden = {one.office for code, inside in self._inside.items() if code not in self._unfolded for one in inside}
        self.rows = [one for one in self._all if one.office not in hidden]

    def toggle(self, row: int) -> bool:
        """Fold or unfold the villages of a district; whether there are any."""
        code = self.rows[row].office
        if not self._inside.get(code):
            return False
        self.layoutAboutToBeChanged.emit()
        self._unfolded ^= {code}
        self._lay_out()
        self.layoutChanged.emit()
        return True

    def folds(self, row: int) -> bool | None:
        """Whether the villages of that row are in sight; ``None`` where it has none."""
        code = self.rows[row].office
        return code in self._unfolded if self._inside.get(code) else None

    def is_inner(self, row: int) -> bool:
        """Whether the row stands below the one of its district."""
        return bool(self._inside) and self.rows[row].level is Level.VILLAGE

    def line(self, row: int, column: int) -> FromBelow | None:
        """How the office of that row stands with its report of that month."""
        return self.rows[row].months[column] if 0 <= row < len(self.rows) and 0 <= column < 12 else None

    def month(self, column: int) -> Month:
        """The month of a column."""
        return Month(self.year, column + 1)

    def inside(self, row: int, column: int) -> tuple[int, int] | None:
        """Of a district, how many reports of its villages came, of how many; ``None`` where none is known."""
        villages = [one.months[column] for one in self._inside.get(self.rows[row].office, ())]
        return counted(villages) if villages else None

    def answering(self, column: int) -> list[FromBelow]:
        """How those stand that report to this office itself."""
        return answering(one.months[column] for one in self._all)

    def place(self, office: str) -> int:
        """The row of an office; -1 where it is not in sight."""
        return next((row for row, one in enumerate(self.rows) if one.office == office), -1)

    # ------------------------------------------------------------------------------- what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 12

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row(), index.column())
        if line is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole,
                                        Qt.ItemDataRole.ToolTipRole):  # fmt: skip
            return None
        words = spoken(line, self.month(index.column()))
        if told := self.inside(index.row(), index.column()):
            came, known = told
            more = _("{came} dari {known} desa sudah melapor").format(came=number(came), known=number(known))
            words = f"{words}; {more}"
        return words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return self.rows[section].name if role == Qt.ItemDataRole.DisplayRole else None
        came, known = counted(self.answering(section))
        name = _(MONTH_NAMES[section])
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{name[:3]}\n{number(came)}/{number(known)}" if known else f"{name[:3]}\n–"
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                words = _("{month}: {came} dari {known} laporan sudah ada")
                if not known:
                    words = _("{month}: tidak ada laporan yang ditunggu")
                return words.format(month=self.month(section).label, came=number(came), known=number(known))
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
        return None
