"""How rows are painted: two lines, badges, the mark of the chosen row. Colours are read when painting."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.icons import pixmap
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import TONE_ICONS
from ppo_desktop.gui.screens.listing.columns import Cell
from ppo_desktop.gui.screens.listing.model import CELL

_PICTURE = 14


class RowPainter(QStyledItemDelegate):
    """Paints the ``Cell`` an index holds under the role ``CELL``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures: dict[tuple[str, str], QPixmap] = {}
        self._title = theme().font(tokens.STRONG, QFont.Weight.DemiBold)
        self._body = theme().font(tokens.BODY)
        self._small = theme().font(tokens.SMALL)
        self._word = theme().font(tokens.TINY, QFont.Weight.DemiBold)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().px(120), theme().px(tokens.ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: Cell | None = index.data(CELL)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(area, theme().colour("brand_soft" if chosen else "sunken" if hovered else "card"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme().colour("line"))
        if chosen and option.widget.hasFocus():
            for edge in (area.top(), area.bottom() - 1):
                painter.fillRect(QRect(area.left(), edge, area.width(), 2), theme().colour("focus"))
        if chosen and index.column() == 0:
            painter.fillRect(QRect(area.left(), area.top(), theme().px(4), area.height()), theme().colour("brand"))
        if cell is not None:
            inner = area.adjusted(theme().px(14 if index.column() == 0 else 8), 0, -theme().px(6), 0)
            if cell.tone:
                self._badge(painter, inner, cell, is_edged=chosen)
            else:
                self._lines(painter, inner, cell, self._title if index.column() == 0 else self._body)
        painter.restore()

    def _lines(self, painter: QPainter, area: QRect, cell: Cell, font: QFont) -> None:
        upper, lower = QFontMetrics(font), QFontMetrics(self._small)
        height = upper.height() + (lower.height() if cell.second else 0)
        top = area.top() + (area.height() - height) // 2
        painter.setFont(font)
        painter.setPen(theme().colour("ink"))
        line = QRect(area.left(), top, area.width(), upper.height())
        painter.drawText(line, _LEFT, upper.elidedText(cell.first, Qt.TextElideMode.ElideRight, area.width()))
        if cell.second:
            painter.setFont(self._small)
            painter.setPen(theme().colour("soft"))
            line = QRect(area.left(), top + upper.height(), area.width(), lower.height())
            painter.drawText(line, _LEFT, lower.elidedText(cell.second, Qt.TextElideMode.ElideRight, area.width()))

    def _badge(self, painter: QPainter, area: QRect, cell: Cell, *, is_edged: bool) -> None:
        """A word on its tint with its icon, at the left of ``area``; edged where the tint alone would not be seen."""
        words, tone = cell.first, cell.tone
        metrics = QFontMetrics(self._word)
        side, gap = theme().px(_PICTURE), theme().px(5)
        height = max(metrics.height(), side) + theme().px(6)
        room = area.width() - side - gap - theme().px(18)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(shown) + side + gap + theme().px(18)
        box = QRect(area.left(), area.top() + (area.height() - height) // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().colour(tone) if is_edged else Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour(f"{tone}_soft"))
        painter.drawRoundedRect(box, height / 2, height / 2)
        left = box.left() + theme().px(8)
        painter.drawPixmap(left, box.top() + (height - side) // 2, self._picture(TONE_ICONS[tone], tone))
        painter.setFont(self._word)
        painter.setPen(theme().colour(tone))
        line = QRect(left + side + gap, box.top(), room, height)
        painter.drawText(line, _LEFT, shown)

    def _picture(self, name: str, tone: str) -> QPixmap:
        key = (name, theme().colour(tone).name())
        if key not in self._pictures:
            self._pictures[key] = pixmap(name, tone, _PICTURE)
        return self._pictures[key]


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
