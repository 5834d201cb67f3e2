"""A small bar chart: two amounts a month, one upon the other, with the sum above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme


@dataclass(frozen=True)
class Bar:
    """One column: its word below, and two amounts from the bottom up."""

    word: str
    first: int
    second: int
    is_now: bool = False

    @property
    def total(self) -> int:
        return self.first + self.second


class Bars(QWidget):
    """The columns with a scale; a screen reader hears the numbers."""

    def __init__(self, name: str, first: str, second: str) -> None:
        """Args: name: of the whole; first, second: what the two amounts are, for the legend."""
        super().__init__()
        self._name, self._first, self._second = name, first, second
        self._bars: Sequence[Bar] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw these columns."""
        self._bars = bars
        told = [
            _("{word}: {first} {first_word}, {second} {second_word}").format(
                word=bar.word,
                first=bar.first,
                first_word=self._first.lower(),
                second=bar.second,
                second_word=self._second.lower(),
            )
            for bar in bars
            if bar.total
        ]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(340), theme().px(220))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(150))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Colours and sizes are read here, so that a change of theme shows at once."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = theme().px
        legend = self._paint_legend(painter)
        area = QRectF(px(26), legend + px(18), self.width() - px(30), self.height() - legend - px(40))
        top = _scale(max((bar.total for bar in self._bars), default=0))
        self._paint_scale(painter, area, top)
        if not self._bars:
            return
        step = area.width() / len(self._bars)
        width = min(px(18), step * 0.6)
        for place, bar in enumerate(self._bars):
            middle = area.left() + step * (place + 0.5)
            self._paint_bar(painter, area, bar, middle, width, top)
            weight = QFont.Weight.Bold if bar.is_now else QFont.Weight.Normal
            painter.setFont(theme().font(tokens.TINY, weight))
            painter.setPen(theme().colour("ink" if bar.is_now else "muted"))
            below = QRectF(middle - step / 2 - px(4), area.bottom() + px(3), step + px(8), px(18))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, bar.word)

    def _paint_legend(self, painter: QPainter) -> int:
        """The two colours in words; the height it took."""
        px = theme().px
        painter.setFont(theme().font(tokens.TINY))
        left = float(px(4))
        for colour, words in (("chart_first", self._first), ("chart_second", self._second)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour(colour))
            painter.drawRoundedRect(QRectF(left, px(3), px(10), px(10)), 3, 3)
            painter.setPen(theme().colour("soft"))
            wide = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(QRectF(left + px(15), 0, wide + px(4), px(16)), Qt.AlignmentFlag.AlignVCenter, words)
            left += wide + px(34)
        return px(16)

    def _paint_scale(self, painter: QPainter, area: QRectF, top: int) -> None:
        painter.setFont(theme().font(tokens.TINY))
        for value in {0, top // 2, top} if top % 2 == 0 else {0, top}:
            height = area.bottom() - area.height() * value / top
            painter.setPen(theme().colour("line"))
            painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
            painter.setPen(theme().colour("muted"))
            words = QRectF(0, height - theme().px(9), area.left() - theme().px(6), theme().px(18))
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(value))

    def _paint_bar(self, painter: QPainter, area: QRectF, bar: Bar, middle: float, width: float, top: int) -> None:
        bottom = area.bottom()
        for amount, colour in ((bar.first, "chart_first"), (bar.second, "chart_second")):
            if amount:
                high = area.height() * amount / top
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme().colour(colour))
                painter.drawRoundedRect(QRectF(middle - width / 2, bottom - high, width, high), 2, 2)
                bottom -= high
        if bar.total:
            painter.setFont(theme().font(tokens.TINY, QFont.Weight.DemiBold))
            painter.setPen(theme().colour("ink"))
            above = QRectF(middle - 2 * width, bottom - theme().px(18), 4 * width, theme().px(16))
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(bar.total))


def _scale(largest: int) -> int:
    """A round number at or above ``largest``, even so that half of it is whole."""
    if largest <= 4:
        return 4
    step = max(2, 10 ** (len(str(largest)) - 1) // 2)
    return next(top for top in range(step, 21 * step, step) if top >= largest and top % 2 == 0)
