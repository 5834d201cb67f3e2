"""The marks of a chart on paper: colours that stay apart in grey, with the hatches and dashes of ``reports.chart``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.pdf.fonts import BOLD, REGULAR, one_line, width, wrap
from ppo_desktop.pdf.lines import text_item
from ppo_desktop.pdf.page import LEADING, Frame, Item, space
from ppo_desktop.reports.chart import DASHES, LINE, Area, Curve, Dot, Rule, Words, hatching, largest, marks, scale
from ppo_desktop.reports.document import Chart

SIZE = 7.5
"""Of the words, in points."""
TITLE = 10.0
FILLS = ("#0f766e", "#8fb6ea", "#dbe8f4", "#b3c0c6", "#ffffff", "#e9bdb7", "#e2f0e6", "#f6dfb2", "#a8382b")
STROKES = ("#0f766e", "#1d5fa8", "#9a5b00", "#14232b", "#8a2d67", "#4b5b65")
INK, QUIET, GRID = "#14232b", "#4b5b65", "#cfd8dc"


def chart_items(chart: Chart, area: Frame) -> Iterator[Item]:
    """Its title and the drawing; several drawings to one scale where there are too many categories for one."""
    yield space(4)
    for line in wrap(chart.title, BOLD, TITLE, area.width):
        yield text_item([(area.left, line, BOLD)], TITLE, LEADING, keeps_next=True)
    end = scale(largest(chart))
    for piece in _pieces(chart, area):
        yield _drawing(piece, area, end)
    yield space(4)


def _pieces(chart: Chart, area: Frame) -> Iterator[Chart]:
    """``chart`` in as many as it needs to be read."""
    wide = SIZE * 1.3
    if chart.shape in ("columns", "bars"):
        wide *= max(1, len(chart.series))
    most = max(1, int((area.height * 0.8 if chart.shape == "bars" else area.width * 0.9) / wide))
    for at in range(0, max(1, len(chart.categories)), most):
        series = tuple(replace(one, values=one.values[at : at + most]) for one in chart.series)
        yield replace(chart, categories=chart.categories[at : at + most], series=series)


def _drawing(chart: Chart, area: Frame, end: float) -> Item:
    height = chart.height * mm
    if chart.shape == "bars":
        height = max(height, len(chart.categories) * max(1, len(chart.series)) * SIZE * 1.3 + 4 * SIZE)
    height = min(height, area.height * 0.9)

    def draw(canvas: Canvas, top: float) -> None:
        canvas.saveState()
        canvas.translate(area.left, top)
        paint(canvas, chart, area.width, height, end)
        canvas.restoreState()

    return Item(height, draw)


def paint(canvas: Canvas, chart: Chart, wide: float, high: float, end: float = 0.0) -> None:
    """Draw the marks of ``chart`` hanging from the origin; ``end`` as ``top`` of ``marks``."""
    for mark in marks(chart, wide, high, SIZE, end):
        _PAINTERS[type(mark)](canvas, mark)


def _area(canvas: Canvas, area: Area) -> None:
    canvas.setFillColor(HexColor(FILLS[area.tone]))
    canvas.setStrokeColor(HexColor(INK))
    canvas.setLineWidth(0.5)
    canvas.rect(area.x, -area.y - area.height, area.width, area.height, fill=1)
    canvas.setLineWidth(0.4)
    if lines := [(x, -y, to_x, -to_y) for x, y, to_x, to_y in hatching(area, SIZE)]:
        canvas.lines(lines)


def _rule(canvas: Canvas, rule: Rule) -> None:
    canvas.setStrokeColor(HexColor(INK if rule.is_axis else GRID))
    canvas.setLineWidth(0.8 if rule.is_axis else 0.4)
    canvas.line(rule.x, -rule.y, rule.to_x, -rule.to_y)


def _curve(canvas: Canvas, curve: Curve) -> None:
    thick = SIZE * LINE
    canvas.saveState()
    canvas.setStrokeColor(HexColor(STROKES[curve.tone]))
    canvas.setLineWidth(thick)
    canvas.setDash([part * thick for part in DASHES[curve.tone]])
    canvas.drawPath(_path(canvas, curve.points))
    canvas.restoreState()


def _dot(canvas: Canvas, dot: Dot) -> None:
    canvas.setFillColor(HexColor(STROKES[dot.tone]))
    path = _path(canvas, dot.corners)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _path(canvas: Canvas, points: tuple[tuple[float, float], ...]) -> Any:
    path = canvas.beginPath()
    path.moveTo(points[0][0], -points[0][1])
    for x, y in points[1:]:
        path.lineTo(x, -y)
    return path


def _words(canvas: Canvas, words: Words) -> None:
    font, text = BOLD if words.look == "strong" else REGULAR, one_line(words.text)
    shift = {"left": 0.0, "center": 0.5, "right": 1.0}[words.align] * width(text, font, words.size)
    canvas.saveState()
    canvas.setFillColor(HexColor(QUIET if words.look == "quiet" else INK))
    canvas.setFont(font, words.size)
    canvas.translate(words.x, -words.y)
    if words.is_upright:
        canvas.rotate(90)
    canvas.drawString(-shift, -words.size * 0.35, text)
    canvas.restoreState()


_PAINTERS: dict[type, Callable[[Canvas, Any], None]] = {
    Area: _area,
    Curve: _curve,
    Dot: _dot,
    Rule: _rule,
    Words: _words,
}
