"""The rows behind a list whose entries stand below headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index: TypeAlias = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Titled(Protocol):
    """An entry, or a heading."""

    @property
    def title(self) -> str: ...


class EntriesModel(QAbstractListModel):
    """Entries with titles; who inherits holds them, says which are headings and how a screen reader says one."""

    @property
    def rows(self) -> Sequence[Titled]:
        """What is listed, headings too."""
        raise NotImplementedError

    def is_heading(self, place: int) -> bool:
        """Whether that row cannot be chosen."""
        raise NotImplementedError

    def spoken(self, place: int) -> str:
        """That row as a whole sentence."""
        raise NotImplementedError

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles, and sentences for a screen reader."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()].title
        return self.spoken(index.row()) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.is_heading(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
