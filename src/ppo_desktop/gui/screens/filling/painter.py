"""How the cells of a form look: thin lines as on paper, what is filled on a tint, the chosen one in a frame."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

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
        beside = index.sibling(index.row(), index.column() + 1)
        following: Drawn | None = beside.data(Qt.ItemDataRole.UserRole) if beside.isValid() else None
        runs_on = following is not None and following.begins is not None
        area: QRect = option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, self._ink.colour(drawn.ground))
        painter.setPen(self._ink.colour("line"))
        if not runs_on:
            painter.drawLine(area.topRight(), area.bottomRight())
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if drawn.text:
            painter.setPen(self._ink.colour(drawn.ink))
            painter.setClipRect(area.adjusted(0, 1, 0 if runs_on else -1, -1))
            if drawn.begins is None:
                self._write(painter, drawn, area, runs_on=runs_on)
            else:
                left = option.widget.columnViewportPosition(drawn.begins)  # type: ignore[attr-defined]
                self._run_on(painter, drawn, area, left)
            painter.setClipping(False)
        if is_chosen:
            painter.setPen(QPen(self._ink.colour("focus"), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _write(self, painter: QPainter, drawn: Drawn, area: QRect, *, runs_on: bool) -> None:
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
        text = drawn.text if is_tall or runs_on else type_.fitting(drawn.text, inside.width())
        painter.drawText(QRectF(inside), text, option)

    def _run_on(self, painter: QPainter, drawn: Drawn, area: QRect, left: int) -> None:
        """The part of words from the cell at ``left`` that lies over this one."""
        type_ = self._type(drawn)
        width = type_.metrics.horizontalAdvance(drawn.text) + theme().px(_AIR)
        whole = QRect(left + theme().px(_AIR), area.top() + 1, width, area.height() - 2)
        painter.setFont(type_.font)
        painter.drawText(whole, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), drawn.text)

    def _type(self, drawn: Drawn) -> Type:
        return self._bold if drawn.is_filled else self._plain
