"""How the cells of a form look: thin lines as on paper, what is filled on a tint, the chosen one in a frame."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.painting import Ink, Type
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.screens.filling.model import Drawn, Index

_AIR = 4


class CellPainter(QStyledItemDelegate):
    """Draws what ``SheetModel`` hands over under ``DRAWN``."""

    def __init__(self) -> None:
        super().__init__()
        self._ink = Ink()
        self._small = (Type(tokens.TINY - 1), Type(tokens.TINY - 2))
        self._plain, self._bold = Type(tokens.SMALL), Type(tokens.SMALL, QFont.Weight.DemiBold)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        drawn: Drawn = index.data(Qt.ItemDataRole.UserRole)
        table, area, column = cast("QTableView", option.widget), option.rect, index.column()
        beside = index.sibling(index.row(), column + 1)
        following: Drawn | None = beside.data(Qt.ItemDataRole.UserRole) if beside.isValid() else None
        runs_on = following is not None and self.reaches(following, table, column + 1)
        is_guest = drawn.begins is not None and self.reaches(drawn, table, column)
        origin = drawn.begins if drawn.begins is not None and is_guest else column
        words = self.box(table, index.sibling(index.row(), origin)) if runs_on or is_guest else QRect(area)
        painter.save()
        painter.setClipRect(area)
        painter.fillRect(area, self._ink.colour("card" if drawn.begins is not None else drawn.ground))
        if is_guest:
            painter.fillRect(words, self._ink.colour(drawn.ground))
        painter.setPen(self._ink.colour("line"))
        if not runs_on:
            painter.drawLine(area.topRight(), area.bottomRight())
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(self._ink.colour(drawn.ink))
        painter.setClipRect(area.adjusted(0, 1, 0 if runs_on else -1, -1))
        if runs_on or is_guest:
            self._run_on(painter, drawn, words)
        elif drawn.begins is None and drawn.text:
            self._write(painter, drawn, area)
        painter.setClipRect(area)
        if option.state & QStyle.StateFlag.State_Selected:
            self._frame(painter, area if is_guest else words)
        elif is_guest and table.selectionModel().isSelected(index.sibling(index.row(), origin)):
            self._frame(painter, words)
        painter.restore()

    def box(self, table: QTableView, index: Index) -> QRect:
        """The cell with the whole cells over which its words run on: no frame ends within a neighbour."""
        row, last = index.row(), index.column()
        while (beside := index.sibling(row, last + 1)).isValid():
            following: Drawn = beside.data(Qt.ItemDataRole.UserRole)
            if following.begins != index.column() or not self.reaches(following, table, last + 1):
                break
            last += 1
        return table.visualRect(index).united(table.visualRect(index.sibling(row, last)))

    def _frame(self, painter: QPainter, area: QRect) -> None:
        painter.setPen(QPen(self._ink.colour("focus"), 2))
        painter.drawRect(area.adjusted(1, 1, -2, -2))

    def _write(self, painter: QPainter, drawn: Drawn, area: QRect) -> None:
        """Words in their own cell; in a tall one they wrap, smaller where a word is too long, and no word is broken."""
        inside = area.adjusted(theme().px(_AIR), 1, -theme().px(_AIR), -1)
        type_, text = self._type(drawn), drawn.text
        is_tall = inside.height() >= 2 * type_.height
        if is_tall:
            type_, text = self.wrapped(drawn, inside.width())
        else:
            text = type_.fitting(text, inside.width())
        option = QTextOption(drawn.side | Qt.AlignmentFlag.AlignVCenter)
        option.setWrapMode(QTextOption.WrapMode.WordWrap if is_tall else QTextOption.WrapMode.NoWrap)
        painter.setFont(type_.font)
        painter.drawText(QRectF(inside), text, option)

    def wrapped(self, drawn: Drawn, width: int) -> tuple[Type, str]:
        """The font in which no word is wider than ``width``, and the words; one too long for all is cut short."""
        words = drawn.text.split()
        types = (self._type(drawn), *self._small)
        fitting = (one for one in types if all(one.metrics.horizontalAdvance(word) <= width for word in words))
        type_ = next(fitting, types[-1])
        return type_, " ".join(type_.fitting(word, width) for word in words)

    def _run_on(self, painter: QPainter, drawn: Drawn, words: QRect) -> None:
        """The part of ``words`` that lies over this cell."""
        painter.setFont(self._type(drawn).font)
        inside = words.adjusted(theme().px(_AIR), 1, 0, -1)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), drawn.text)

    def reaches(self, drawn: Drawn, table: QTableView, column: int) -> bool:
        """Whether words that may run on come as far as that column."""
        if drawn.begins is None:
            return False
        room = table.columnViewportPosition(column) - table.columnViewportPosition(drawn.begins)
        return self._width(drawn) > room

    def _width(self, drawn: Drawn) -> int:
        """Of words in one line, with the air around them."""
        return self._type(drawn).metrics.horizontalAdvance(drawn.text) + 2 * theme().px(_AIR)

    def _type(self, drawn: Drawn) -> Type:
        return self._bold if drawn.is_filled else self._plain
