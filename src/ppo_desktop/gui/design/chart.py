"""A chart in the window: the marks of ``reports.chart`` in colours of the theme. Screen readers hear the figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.reports.chart import DASHES, LINE, Area, Curve, Dot, Rule, Words, hatching, marks, spoken
from ppo_desktop.reports.document import Chart

FILLS = ("chart_first", "chart_second", "info_soft", "edge", "card", "bad_soft", "low", "middle", "high")
"""Of the tones of ``reports.chart``; series are in no colour of warnings, what needs most stands out most."""
STROKES = ("chart_first", "info", "neutral", "ink", "bad", "warn")
_LOOKS = {"plain": "soft", "quiet": "muted", "strong": "ink"}
_ALIGNS = {"left": 0.0, "center": 0.5, "right": 1.0}


class ChartView(QWidget):
    """One chart, as large as there is room."""

    def __init__(self, name: str, height: int = 220) -> None:
        """Args: name: of the whole; height: usual, in pixels at 100 %."""
        super().__init__()
        self._chart: Chart | None = None
        self._height = height
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: Chart) -> None:
        """Draw this one."""
        self._chart = chart
        self.setAccessibleDescription(spoken(chart))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(340), theme().px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(min(150, self._height)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Colours and sizes are read here, so that a change of theme shows at once."""
        if not self._chart:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = float(theme().px(tokens.TINY))
        for mark in marks(self._chart, self.width(), self.height(), size):
            _PAINTERS[type(mark)](painter, mark, size)


def _area(painter: QPainter, area: Area, size: float) -> None:
    rectangle = QRectF(area.x, area.y, area.width, area.height)
    painter.fillRect(rectangle, theme().colour(FILLS[area.tone]))
    painter.setPen(QPen(theme().colour("ink"), max(1.0, size * 0.05)))
    painter.drawLines([QLineF(*line) for line in hatching(area, size)])
    if area.tone:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rectangle)


def _rule(painter: QPainter, rule: Rule, _size: float) -> None:
    painter.setPen(theme().colour("edge" if rule.is_axis else "line"))
    painter.drawLine(QLineF(rule.x, rule.y, rule.to_x, rule.to_y))


def _curve(painter: QPainter, curve: Curve, size: float) -> None:
    pen = QPen(theme().colour(STROKES[curve.tone]), size * LINE)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if DASHES[curve.tone]:
        pen.setDashPattern(list(DASHES[curve.tone]))
    painter.setPen(pen)
    painter.drawPolyline(_polygon(curve.points))


def _dot(painter: QPainter, dot: Dot, _size: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour(STROKES[dot.tone]))
    painter.drawPolygon(_polygon(dot.corners))


def _polygon(points: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _words(painter: QPainter, words: Words, _size: float) -> None:
    font = QFont(theme().font(tokens.TINY, QFont.Weight.DemiBold if words.look == "strong" else QFont.Weight.Normal))
    font.setPixelSize(max(1, round(words.size)))
    painter.save()
    painter.setFont(font)
    painter.setPen(theme().colour(_LOOKS[words.look]))
    painter.translate(words.x, words.y)
    if words.is_upright:
        painter.rotate(-90)
    shift = _ALIGNS[words.align] * painter.fontMetrics().horizontalAdvance(words.text)
    painter.drawText(QPointF(-shift, words.size * 0.35), words.text)
    painter.restore()


_PAINTERS: dict[type, Callable[[QPainter, Any, float], None]] = {
    Area: _area,
    Curve: _curve,
    Dot: _dot,
    Rule: _rule,
    Words: _words,
}
