"""How the cells of a grid are painted: text, what is shared paler, what is wrong on its tint, answers as badges."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.painting import Ink, Type, draw_badge
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import TONE_ICONS
from ppo_desktop.gui.screens.grid.model import MARK, GridModel

_ICON, _HEIGHT = 16, 36


class CellPainter(QStyledItemDelegate):
    """Paints a ``GridModel``."""

    def __init__(self, table: object, rows: GridModel) -> None:
        super().__init__(table)  # type: ignore[arg-type]  # the table, which is being made
        self._rows = rows
        self._table = table
        self._ink = Ink()
        self._text = Type()
        self._name = Type(tokens.BODY, QFont.Weight.DemiBold)
        self._small = Type(tokens.TINY)
        self._word = Type(tokens.TINY, QFont.Weight.DemiBold)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(60), theme().px(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area: QRect = option.rect
        rows, place, column, px = self._rows, index.row(), index.column(), theme().px
        left, top, width, height = area.left(), area.top(), area.width(), area.height()
        is_current = place == getattr(self._table, "place", -1)
        if is_current:
            painter.fillRect(area, self._ink.colour("brand_soft"))
        line = QRect(left, top, width, px(_HEIGHT))
        if rows.is_wrong(place, column):
            tone = rows.tone(place) or "bad"
            painter.fillRect(line, self._ink.colour(f"{tone}_soft"))
        painter.setPen(self._ink.colour("edge" if is_current else "line"))  # these cells can be typed into
        painter.drawLine(left, top + height - 1, left + width, top + height - 1)
        if rows.column(column) is not None and column > MARK:
            painter.drawLine(left, top, left, top + line.height() - 1)
        if column == MARK:
            self._mark(painter, line, place)
            return
        text = rows.text(place, column)
        typed = rows.column(column)
        if typed is None and column == rows.answers_in:
            self._answer(painter, line, place, text)
            return
        is_name = column == MARK + 1
        font = self._name if is_name else self._text
        painter.setPen(self._ink.colour("muted" if rows.is_usual(place, column) else "ink"))
        font.draw(painter, left + px(8), top + (line.height() - font.height) // 2, width - px(12), text)

    def _mark(self, painter: QPainter, area: QRect, place: int) -> None:
        px, tone = theme().px, self._rows.tone(place)
        if tone:
            picture = self._ink.picture(TONE_ICONS[tone], tone, _ICON)
            painter.drawPixmap(area.left() + px(12), area.top() + (area.height() - px(_ICON)) // 2, picture)
            return
        painter.setPen(self._ink.colour("muted"))
        middle = area.top() + (area.height() - self._small.height) // 2
        self._small.draw(painter, area.left() + px(12), middle, area.width() - px(12), str(place + 1))

    def _answer(self, painter: QPainter, area: QRect, place: int, text: str) -> None:
        answer = self._rows.grid.answer(self._rows.entries[place].answer or " ")
        if answer:
            inner = area.adjusted(theme().px(8), 0, -theme().px(4), 0)
            painter.save()
            draw_badge(painter, self._ink, self._word, inner, text, answer.tone, is_edged=False)
            painter.restore()
