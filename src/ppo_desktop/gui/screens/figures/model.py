"""One section of an overview as the model behind its table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.icons import icon
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import TONE_ICONS
from ppo_desktop.insight.overview import Lead, Line, Section, Tone, shown

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class SectionModel(QAbstractTableModel):
    """The lines of a section; what was not recorded is said in a quieter ink."""

    def __init__(self, section: Section, parent: QObject) -> None:
        super().__init__(parent)
        self.section = section

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.section.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.section.columns)

    def lead(self, row: int) -> Lead | None:
        """Where that line leads."""
        return self.section.lines[row].lead if 0 <= row < len(self.section.lines) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.section.lines[index.row()], index.column()
        cell = line.cells[column]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown(cell)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.section.columns[column].title}: {shown(cell)}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._side(column) | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole if cell is None:
                return theme().colour("muted")
            case Qt.ItemDataRole.ForegroundRole if line.lead and column == self.section.subject:
                return theme().colour("link")
            case Qt.ItemDataRole.DecorationRole if tone := _tone(line, column):
                return icon(TONE_ICONS[tone], tone, 16)
            case Qt.ItemDataRole.ToolTipRole if line.lead:
                return (
                    _("Enter atau klik dua kali: buat catatannya")
                    if line.lead.typed
                    else _("Enter atau klik dua kali: buka")
                )
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.section.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self._side(section) | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        return None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        is_number = self.section.columns[column].is_number
        return Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft


def _tone(line: Line, column: int) -> Tone:
    """Of a cell; one for the whole line stands at its beginning."""
    if line.tones:
        return line.tones[column]
    return "" if column else line.tone
