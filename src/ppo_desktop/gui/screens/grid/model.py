"""The table behind a grid: rows being typed, or known rows that are answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ppo_desktop.core.text import _
from ppo_desktop.gui.screens.grid.entry import Entry, State, words_of
from ppo_desktop.operations.books.batches import Column, Grid
from ppo_desktop.records.person import PERSON

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
MARK, MARK_WIDTH, ANSWER_WIDTH = 0, 40, 155
"""The first column says how far a row is; widths in pixels at 100 %."""


class GridModel(QAbstractTableModel):
    """Column 0 is the mark; then what is known of a row; then what is typed, or the answer."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self.grid = grid
        self.entries: list[Entry] = []
        self.shared: Mapping[str, object] = {}
        self._first = 1 + len(grid.heads)

    # ------------------------------------------------------------------------------- places

    def column(self, place: int) -> Column | None:
        """The column typed into; ``None`` for the mark and for what is known."""
        number = place - self._first
        return self.grid.columns[number] if 0 <= number < len(self.grid.columns) else None

    def place_of(self, key: str) -> int:
        """Where a column stands; -1 for none."""
        return next((self._first + n for n, column in enumerate(self.grid.columns) if column.key == key), -1)

    @property
    def answers_in(self) -> int:
        """Where answers are given."""
        return self._first

    def is_typed(self, place: int) -> bool:
        """Whether the keyboard may stop in that column."""
        return place == self.answers_in if self.grid.answers else self.column(place) is not None

    def usual(self, column: Column, entry: Entry) -> str:
        """What holds in a row where nothing is typed."""
        value = (self.shared if entry.shared is None else entry.shared).get(column.key)
        return "" if value is None else str(value)

    def is_given(self, entry: Entry, column: Column) -> bool:
        """Whether a known person says it."""
        return bool(entry.person) and column.kind == PERSON.name

    # ------------------------------------------------------------------------------- changes

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def append(self) -> None:
        """One empty row more."""
        count = len(self.entries)
        self.beginInsertRows(_NOWHERE, count, count)
        self.entries.append(Entry())
        self.endInsertRows()

    def drop(self, place: int) -> None:
        """Take a row out of sight."""
        self.beginRemoveRows(_NOWHERE, place, place)
        del self.entries[place]
        self.endRemoveRows()

    def told(self, entry: Entry) -> int:
        """Say that a row looks different; where it stands, -1 where it is gone."""
        place = next((n for n, one in enumerate(self.entries) if one is entry), -1)
        if place >= 0:
            self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))
        return place

    def share(self, shared: Mapping[str, object]) -> None:
        """Other shared values hold from now on."""
        self.shared = shared
        if self.entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.entries) - 1, self.columnCount() - 1))

    # ------------------------------------------------------------------------------- what is shown

    def text(self, place: int, column: int) -> str:
        """The words in a cell."""
        entry = self.entries[place]
        if column == MARK:
            return str(place + 1)
        if column < self._first:
            return entry.subject.words[column - 1] if entry.subject else ""
        typed = self.column(column)
        if typed is None:
            answer = self.grid.answer(entry.answer) if entry.answer else None
            return _(answer.words) if answer else ""
        if self.is_given(entry, typed):
            return entry.called if typed.name == "name" else ""
        return words_of(typed, entry.typed.get(typed.key) or self.usual(typed, entry))

    def is_usual(self, place: int, column: int) -> bool:
        """Whether a cell shows what is shared."""
        typed = self.column(column)
        entry = self.entries[place]
        return typed is not None and not entry.typed.get(typed.key) and not self.is_given(entry, typed)

    def is_wrong(self, place: int, column: int) -> bool:
        """Whether a cell is what holds its row up."""
        typed = self.column(column)
        return typed is not None and any(one.field == typed.key for one in self.entries[place].problems)

    def tone(self, place: int) -> str:
        """Of the mark of a row; ``""``: only its number."""
        entry = self.entries[place]
        if entry.state is State.KEPT:
            return "ok"
        if entry.state is State.HELD:
            return "warn" if entry.is_doubted else "bad"
        return ""

    def head(self, column: int) -> str:
        """What stands above a column."""
        if column == MARK:
            return _("No.")
        if column < self._first:
            return _(self.grid.heads[column - 1].title)
        typed = self.column(column)
        return typed.words if typed else _("Jawaban")

    def width(self, column: int) -> int:
        """Pixels at 100 %."""
        if column == MARK:
            return MARK_WIDTH
        if column < self._first:
            return self.grid.heads[column - 1].width
        typed = self.column(column)
        return typed.width if typed else ANSWER_WIDTH

    def sentence(self, place: int) -> str:
        """A row for a screen reader."""
        parts = [
            f"{self.head(column)}: {self.text(place, column)}"
            for column in range(self.columnCount())
            if self.text(place, column)
        ]
        return "; ".join([*parts, *filter(None, (self.entries[place].sentence,))])

    # ------------------------------------------------------------------------------- what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._first + (len(self.grid.columns) or 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, and sentences for screen readers."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.entries[index.row()].sentence or self.text(index.row(), index.column())
        return self.sentence(index.row()) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.head(section)
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
