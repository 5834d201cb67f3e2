"""The grid of offices and months: names at the left stay in sight, arrows move by cells, Space unfolds a district."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from ppo_desktop.core.offices import bare_name
from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.painting import Ink, Type
from ppo_desktop.gui.design.tables import Table
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import set_role
from ppo_desktop.gui.screens.board.model import BoardModel
from ppo_desktop.gui.screens.board.painter import HEIGHT, NARROWEST, CellPainter

_NAMES, _NAMES_NARROW = 210, 150
"""Widths of the column of names, in a wide and in a narrow page."""


class Names(QHeaderView):
    """The names of the offices; those of villages stand set in, a district has a mark that unfolds it."""

    def __init__(self, rows: BoardModel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._rows = rows
        self._ink = Ink()
        self._name, self._inner = Type(tokens.BODY, QFont.Weight.DemiBold), Type(tokens.BODY)
        self._is_bare = False
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(theme().px(HEIGHT))
        self.setMinimumSectionSize(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), super().sizeHint().height())

    def paintSection(self, painter: QPainter, area: QRect, row: int) -> None:
        """One name."""
        px, folds = theme().px, self._rows.folds(row)
        painter.save()
        painter.fillRect(area, self._ink.colour("card"))
        painter.setPen(self._ink.colour("line"))
        painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())
        left = area.left() + self._before(row)
        if folds is not None:
            icon = self._ink.picture("chevron-down" if folds else "chevron-right", "muted", 16)
            painter.drawPixmap(left - px(20), area.top() + (area.height() - px(16)) // 2, icon)
        type_ = self._type(row)
        painter.setPen(self._ink.colour("ink"))
        top = area.top() + (area.height() - type_.height) // 2
        shown = self._rows.rows[row]
        words = bare_name(shown.office) if self._is_bare else shown.name
        type_.draw(painter, left, top, area.right() - left - px(4), words)
        painter.restore()

    def fit(self, width: int) -> None:
        """Be so wide. All names stand without the word before them where one of them has no room with it."""
        self.setFixedWidth(width)
        rooms = (width - self._before(row) - theme().px(4) for row in range(len(self._rows.rows)))
        self._is_bare = any(
            self._type(row).metrics.horizontalAdvance(self._rows.rows[row].name) > room
            for row, room in enumerate(rooms)
        )

    def _type(self, row: int) -> Type:
        return self._inner if self._rows.is_inner(row) else self._name

    def _before(self, row: int) -> int:
        """Pixels to the left of a name."""
        return theme().px((22 if self._rows.is_inner(row) else 4) + (0 if self._rows.folds(row) is None else 20))


class BoardTable(Table):
    """Shows a ``BoardModel``; Enter or a double click goes on to what is behind the cell."""

    opened = Signal()
    moved = Signal()
    """Another cell is chosen now."""

    def __init__(self, rows: BoardModel) -> None:
        super().__init__(_("Papan laporan: kantor menurut baris, bulan menurut kolom"))
        self.rows = rows
        self.setModel(rows)
        self.setItemDelegate(CellPainter(self, rows))
        self.names = Names(rows)
        self.setVerticalHeader(self.names)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        set_role(self.horizontalHeader(), "tight", name="state")  # “195/195” in the narrowest column
        self.names.sectionClicked.connect(self.toggle)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.moved.emit())

    @property
    def place(self) -> tuple[int, int]:
        """(row, column) of the chosen cell; (-1, -1) for none."""
        index = self.currentIndex()
        return index.row(), index.column()

    def choose(self, row: int, column: int) -> None:
        """Choose a cell (the nearest there is) and bring it into sight."""
        if not self.rows.rowCount():
            return
        index = self.rows.index(min(max(row, 0), self.rows.rowCount() - 1), min(max(column, 0), 11))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def toggle(self, row: int) -> None:
        """Show or hide the villages of a district."""
        office, column = self.rows.rows[row].office, max(self.place[1], 0)
        if self.rows.toggle(row):
            self.fit()
            self.choose(self.rows.place(office), column)
            self.names.viewport().update()

    def fit(self) -> None:
        """Share the width among the months; where they do not fit, they are scrolled beside the names."""
        px = theme().px
        is_narrow = self.width() < px(_NAMES + 12 * 68)
        self.names.fit(px(_NAMES_NARROW if is_narrow else _NAMES))
        self.updateGeometries()
        room = self.viewport().width()
        width = max(room // 12, px(NARROWEST))
        for column in range(12):
            self.setColumnWidth(column, width + (1 if width * 12 < room and column < room - width * 12 else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last month, Space unfolds, Enter opens."""
        row = self.place[0]
        match event.key():
            case Qt.Key.Key_Home:
                self.choose(row, 0)
            case Qt.Key.Key_End:
                self.choose(row, 11)
            case Qt.Key.Key_Space if row >= 0:
                self.toggle(row)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit()
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, _typed: str) -> None:
        """Letters are shortcuts of the page."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A grid that is reached has a chosen cell."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose(0, 0)
