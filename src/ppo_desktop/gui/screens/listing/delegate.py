"""How rows are painted: two lines, badges, the mark of the chosen row. Colours are read when painting."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.painting import Ink, Type, badge_width, draw_badge
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.screens.listing.columns import Cell
from ppo_desktop.gui.screens.listing.model import CELL

_INDENT_FIRST, _INDENT, _BEHIND = 14, 8, 6
"""Pixels at 100 % before and behind the words of a cell."""
_ROUNDING = 2
"""Pixels by which what is told of a text is less than what it takes."""


class RowPainter(QStyledItemDelegate):
    """Paints the ``Cell`` an index holds under the role ``CELL``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ink = Ink()
        self._title = Type(tokens.STRONG, QFont.Weight.DemiBold)
        self._body = Type()
        self._small = Type(tokens.SMALL)
        self._word = Type(tokens.TINY, QFont.Weight.DemiBold)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(120), theme().px(tokens.ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: Cell | None = index.data(CELL)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_first = index.column() == 0
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        left, top, width, height = area.left(), area.top(), area.width(), area.height()
        if is_chosen:
            painter.fillRect(area, self._ink.colour("brand_soft"))
            if is_first:
                painter.fillRect(left, top, theme().px(4), height, self._ink.colour("brand"))
            if option.widget.hasFocus():
                painter.fillRect(left, top, width, 2, self._ink.colour("focus"))
                painter.fillRect(left, top + height - 2, width, 2, self._ink.colour("focus"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, self._ink.colour("sunken"))
        painter.setPen(self._ink.colour("line"))
        painter.drawLine(left, top + height - 1, left + width, top + height - 1)
        if cell is None:
            return
        indent = theme().px(_INDENT_FIRST if is_first else _INDENT)
        inner = QRect(left + indent, top, width - indent - theme().px(_BEHIND), height)
        if cell.tone:
            painter.save()
            draw_badge(painter, self._ink, self._word, inner, cell.first, cell.tone, is_edged=is_chosen)
            painter.restore()
        else:
            self._lines(painter, inner, cell, self._title if is_first else self._body)

    def width_of(self, cell: Cell, *, is_first: bool, above: int) -> int:
        """Pixels in which a cell is read whole, where these are more than ``above``; ``above`` otherwise."""
        around = theme().px((_INDENT_FIRST if is_first else _INDENT) + _BEHIND) + _ROUNDING
        if cell.tone:
            return max(above, badge_width(self._word, cell.first) + around)
        first = self._title if is_first else self._body
        within = max(first.width_of(cell.first, above - around), self._small.width_of(cell.second, above - around))
        return within + around

    def _lines(self, painter: QPainter, area: QRect, cell: Cell, first: Type) -> None:
        left, width, second = area.left(), area.width(), self._small
        height = first.height + (second.height if cell.second else 0)
        top = area.top() + (area.height() - height) // 2
        painter.setPen(self._ink.colour("ink"))
        first.draw(painter, left, top, width, cell.first)
        if cell.second:
            painter.setPen(self._ink.colour("soft"))
            second.draw(painter, left, top + first.height, width, cell.second)
