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
        self._small = Type(tokens.TINY - 1)
        self._plain, self._bold = Type(tokens.SMALL), Type(tokens.SMALL, QFont.Weight.DemiBold)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        drawn: Drawn = index.data(Qt.ItemDataRole.UserRole)
        table, area, column = cast("QTableView", option.widget), option.rect, index.column()
        beside = index.sibling(index.row(), column + 1)
        following: Drawn | None = beside.data(Qt.ItemDataRole.UserRole) if beside.isValid() else None
        runs_on = following is not None and self._reaches(following, table, column + 1)
        painter.save()
        painter.fillRect(area, self._ink.colour(drawn.ground))
        painter.setPen(self._ink.colour("line"))
        if not runs_on:
            painter.drawLine(area.topRight(), area.bottomRight())
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(self._ink.colour(drawn.ink))
        painter.setClipRect(area.adjusted(0, 1, 0 if runs_on else -1, -1))
        if drawn.begins is not None and self._reaches(drawn, table, column):
            self._run_on(painter, drawn, area, table.columnViewportPosition(drawn.begins))
        elif drawn.begins is None and runs_on:
            self._run_on(painter, drawn, area, area.left())
        elif drawn.begins is None and drawn.text:
            self._write(painter, drawn, area)
        painter.setClipping(False)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(self._ink.colour("focus"), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _write(self, painter: QPainter, drawn: Drawn, area: QRect) -> None:
        """Words in their own cell; in a tall one they wrap, smaller where a word would be broken."""
        inside = area.adjusted(theme().px(_AIR), 1, -theme().px(_AIR), -1)
        type_ = self._type(drawn)
        is_tall = inside.height() >= 2 * type_.height
        if is_tall and max(map(type_.metrics.horizontalAdvance, drawn.text.split()), default=0) > inside.width():
            type_ = self._small
        option = QTextOption(drawn.side | Qt.AlignmentFlag.AlignVCenter)
        wraps = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if is_tall else QTextOption.WrapMode.NoWrap
        option.setWrapMode(wraps)
        painter.setFont(type_.font)
        text = drawn.text if is_tall else type_.fitting(drawn.text, inside.width())
        painter.drawText(QRectF(inside), text, option)

    def _run_on(self, painter: QPainter, drawn: Drawn, area: QRect, left: int) -> None:
        """The part of words from the cell at ``left`` that lies over this one."""
        type_ = self._type(drawn)
        width = type_.metrics.horizontalAdvance(drawn.text) + theme().px(_AIR)
        whole = QRect(left + theme().px(_AIR), area.top() + 1, width, area.height() - 2)
        painter.setFont(type_.font)
        painter.drawText(whole, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), drawn.text)

    def _reaches(self, drawn: Drawn, table: QTableView, column: int) -> bool:
        """Whether words that may run on come as far as that column."""
        if drawn.begins is None:
            return False
        room = table.columnViewportPosition(column) - table.columnViewportPosition(drawn.begins)
        return self._type(drawn).metrics.horizontalAdvance(drawn.text) + theme().px(_AIR) > room

    def _type(self, drawn: Drawn) -> Type:
        return self._bold if drawn.is_filled else self._plain
