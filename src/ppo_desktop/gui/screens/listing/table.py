"""The table of a list: fixed widths that fit, keys that move by rows, one chosen row."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.tables import Table
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.screens.listing.columns import Layout, fitting
from ppo_desktop.gui.screens.listing.delegate import RowPainter
from ppo_desktop.gui.screens.listing.model import Key, RowsModel

MEASURED = 30
"""Rows that say how wide the columns are: a screenful and a little more."""


class RecordTable(Table):
    """Shows a ``RowsModel``; Enter or a double click opens a row."""

    opened = Signal()
    moved = Signal()
    """Another row is chosen now."""
    sorted = Signal(int)
    """Somebody clicked the head of that column."""

    def __init__(self, rows: RowsModel, layout: Layout, name: str) -> None:
        super().__init__(name)
        self.rows = rows
        self._layout, self._room = layout, 0
        self.setModel(rows)
        self._painter = RowPainter(self)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme().px(2 * tokens.ROW_HEIGHT))
        across = self.horizontalHeader()
        across.setTextElideMode(Qt.TextElideMode.ElideRight)  # heads are cut in silence otherwise
        across.setSectionsClickable(True)
        across.sectionClicked.connect(self.sorted)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.moved.emit())

    @property
    def place(self) -> int:
        """The chosen row; -1 for none."""
        index = self.currentIndex()
        return index.row() if index.isValid() else -1

    @property
    def key(self) -> Key | None:
        """The key of the chosen row."""
        return self.rows.key(self.place)

    def choose(self, place: int) -> None:
        """Choose a row (the nearest there is) and bring it into sight."""
        count = self.rows.rowCount()
        if count:
            index = self.rows.index(min(max(place, 0), count - 1), 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def show_keys(self, keys: list[Key], wanted: Key | None = None) -> None:
        """Show other keys; stay with ``wanted``, else with the chosen row, else where one was looking."""
        row_height = self.verticalHeader().defaultSectionSize()
        before, place, scrolled = self.key, self.place, self.verticalScrollBar().value()
        anchor = self.rows.key(scrolled // row_height)
        was_reset = self.rows.set_keys(keys)
        if was_reset and self._room:
            self._fit()
        if was_reset and anchor and (shifted := self.rows.place(anchor)) >= 0:
            self.verticalScrollBar().setValue(shifted * row_height + scrolled % row_height)
        for key in (wanted, before if was_reset else None):
            if key and (found := self.rows.place(key)) >= 0:
                self.choose(found)
                return
        if was_reset:
            self.choose(place)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._room = event.size().width()
        self._fit()

    def _fit(self) -> None:
        """Give the columns the widths that the rows in sight need; those without room are hidden."""
        count, height = self.rows.rowCount(), self.verticalHeader().defaultSectionSize()
        # Of fewer rows than before the bar still tells the old place.
        first = max(min(self.verticalScrollBar().value() // height, count - MEASURED), 0)
        places = range(first, min(first + MEASURED, count))
        needed = [self._needed(column, places) for column in range(self.rows.columnCount())]
        for place, width in enumerate(fitting(self._layout.columns, self._room, theme().px, needed)):
            self.setColumnHidden(place, not width)
            if width:
                self.setColumnWidth(place, width)

    def _needed(self, column: int, places: range) -> int:
        needed = self.horizontalHeader().sectionSizeHint(column)
        for place in places:
            needed = self._painter.width_of(self.rows.cell(place, column), is_first=column == 0, above=needed)
        return needed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last row, Enter opens; Left and Right have nothing to move to."""
        match event.key():
            case Qt.Key.Key_Home:
                self.choose(0)
            case Qt.Key.Key_End:
                self.choose(self.rows.rowCount() - 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit()
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                event.ignore()
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, _typed: str) -> None:
        """Letters are shortcuts of the page; searching a long list row by row would fetch all of it."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A list that has rows has a chosen one."""
        super().focusInEvent(event)
        if self.place < 0:
            self.choose(0)
