"""A sheet of a form as a grid, as Excel shows it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.tables import Table
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.screens.filling.model import SheetModel
from ppo_desktop.gui.screens.filling.painter import CellPainter
from ppo_desktop.reports.foreign_form import FormSheet, Place

_LETTER, _USUAL, _NARROW, _WIDEST, _HEIGHT = 6.6, 9.0, 26, 240, 26
_BEHIND = 36
_MOST_WIDER = 1.6
_MOST_SPANS = 1500


class SheetTable(Table):
    """Shows a ``SheetModel`` with letters above and numbers beside, as Excel does."""

    moved = Signal()
    """Another cell is chosen now."""
    opened = Signal(str)
    """Enter on a cell, or a letter typed on it, which comes along."""
    cleared = Signal()
    """Del on a cell."""

    def __init__(self) -> None:
        super().__init__(_("Sel formulir"), height=_HEIGHT)
        self.rows: SheetModel | None = None
        self._painter = CellPainter()
        self.setItemDelegate(self._painter)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setHighlightSections(True)  # as Excel shows where one is
        self.verticalHeader().show()
        self.doubleClicked.connect(lambda _index: self.opened.emit(""))

    def show_sheet(self, sheet: FormSheet) -> None:
        """Show another sheet, the keyboard on its first cell."""
        self.clearSpans()
        self.rows = SheetModel(sheet)
        self.setModel(self.rows)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._move())
        rows, columns = self.rows.rowCount(), self.rows.columnCount()
        for merge in sheet.merged[:_MOST_SPANS]:
            (row, column), (last_row, last_column) = merge.first, merge.last
            if row < rows and column < columns and merge.first != merge.last:
                tall, wide = min(last_row, rows - 1) - row + 1, min(last_column, columns - 1) - column + 1
                self.setSpan(row, column, tall, wide)
        for column in range(columns):
            self.setColumnHidden(column, sheet.widths.get(column) == 0)
        self.fit()
        self.choose((0, 0))

    def _move(self) -> None:
        self.viewport().update()  # a frame goes as far as the words of its cell
        self.moved.emit()

    def fit(self) -> None:
        """The widths of the form, wider where there is room; what is empty behind it is narrow."""
        if self.rows is None:
            return
        digits = [self.rows.sheet.widths.get(column, _USUAL) for column in range(self.rows.columnCount())]
        px = theme().px
        widths = [px(min(max(round(each * _LETTER), _NARROW), _WIDEST)) if each else 0 for each in digits]
        _rows, used = self.rows.sheet.size
        widths[used:] = [min(width, px(_BEHIND)) for width in widths[used:]]
        room = self.viewport().width() - sum(widths[used:])
        more = min(max(room / max(sum(widths[:used]), 1), 1), _MOST_WIDER)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, int(width * more) if column < used else width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    @property
    def place(self) -> Place | None:
        """The chosen cell; of merged ones the first."""
        index = self.currentIndex()
        return self.rows.sheet.first_of((index.row(), index.column())) if self.rows and index.isValid() else None

    def choose(self, place: Place) -> None:
        """Choose a cell and bring it into sight."""
        if self.rows:
            index = self.rows.index(*self.rows.sheet.first_of(place))
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and letters go on to the figures, Del empties, Home and End stay in the row."""
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2 | Qt.Key.Key_F4:
                self.opened.emit("")
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.cleared.emit()
            case _ if plain and event.text().isalpha():
                self.opened.emit(event.text())
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, _typed: str) -> None:
        """Letters go to the figures."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A grid that is reached has a chosen cell."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose((0, 0))
