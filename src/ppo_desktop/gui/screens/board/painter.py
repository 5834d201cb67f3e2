"""How a cell of the board is painted: its tint, its shape above its word, a ring around the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.painting import Ink, Type
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.screens.board.model import BoardModel
from ppo_desktop.gui.screens.board.words import look

HEIGHT, NARROWEST = 46, 58
"""Of a cell, in pixels at 100 %."""
_ICON = 15


class CellPainter(QStyledItemDelegate):
    """Paints a ``BoardModel``."""

    def __init__(self, parent: QObject, rows: BoardModel) -> None:
        super().__init__(parent)
        self._rows = rows
        self._ink = Ink()
        self._word = Type(tokens.TINY, QFont.Weight.DemiBold)
        self._small = Type(tokens.TINY)
        self._tight = Type(tokens.TINY - 1)
        """For words that would not fit else."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(NARROWEST), theme().px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area: QRect = option.rect
        px, row, column = theme().px, index.row(), index.column()
        line = self._rows.line(row, column)
        shown = look(line) if line else None
        inner = area.adjusted(px(1), px(1), -px(1), -px(2))
        painter.save()
        painter.setPen(self._ink.colour("line"))  # goes on from below the name
        painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if shown:
            painter.setBrush(self._ink.colour(f"{shown.tone}_soft"))
            painter.drawRoundedRect(inner, px(5), px(5))
            self._content(painter, inner, shown.word, shown.icon, shown.tone, self._beside(row, column))
        else:
            painter.setPen(self._ink.colour("muted"))
            painter.setFont(self._small.font)
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, self._beside(row, column) or "–")
        if option.state & QStyle.StateFlag.State_Selected:
            pen = painter.pen()
            pen.setColor(self._ink.colour("focus" if option.widget.hasFocus() else "edge"))
            pen.setWidth(px(2))
            pen.setStyle(Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, px(5), px(5))
        painter.restore()

    def _beside(self, row: int, column: int) -> str:
        told = self._rows.inside(row, column)
        return f"{told[0]}/{told[1]}" if told and told[1] else ""

    def _content(self, painter: QPainter, area: QRect, word: str, icon: str, tone: str, beside: str) -> None:
        px = theme().px
        side, gap = px(_ICON), px(4)
        top = area.top() + (area.height() - side - self._word.height) // 2
        width = side + (gap + self._small.metrics.horizontalAdvance(beside) if beside else 0)
        left = area.left() + (area.width() - width) // 2
        painter.drawPixmap(left, top, self._ink.picture(icon, tone, _ICON))
        painter.setPen(self._ink.colour(tone))
        painter.setFont(self._small.font)
        if beside:
            painter.drawText(left + side + gap, top, width, side, Qt.AlignmentFlag.AlignVCenter, beside)
        room = area.width() - px(2)
        type_ = self._word if self._word.metrics.horizontalAdvance(word) <= room else self._tight
        painter.setFont(type_.font)
        line = QRect(area.left(), top + side, area.width(), self._word.height)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, type_.fitting(word, room))
