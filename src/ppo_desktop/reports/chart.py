"""A chart as marks: rectangles with a pattern, lines, words. The page and the window draw the same marks.

Places are counted from the upper left, down and to the right, in the unit of the size given for the words. What tells
one series from another is never its colour alone: areas have hatches, lines have dashes and points of their own shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.text import _, number
from ppo_desktop.reports.document import Align, Chart

Look = Literal["plain", "quiet", "strong"]


class Area(Struct, frozen=True):
    """A rectangle in the pattern of its ``tone``, the place of its series."""

    x: float
    y: float
    width: float
    height: float
    tone: int


class Rule(Struct, frozen=True):
    """A straight line of the scale; ``is_axis`` is the one on which areas stand."""

    x: float
    y: float
    to_x: float
    to_y: float
    is_axis: bool = False


class Curve(Struct, frozen=True):
    """A line through points, dashed as its series is."""

    points: tuple[tuple[float, float], ...]
    tone: int


class Dot(Struct, frozen=True):
    """A point of a series, drawn as the polygon of its ``corners``."""

    x: float
    y: float
    corners: tuple[tuple[float, float], ...]
    tone: int


class Words(Struct, frozen=True):
    """A line of text; ``x`` is where it begins, ends or has its middle, ``y`` the middle of its height."""

    x: float
    y: float
    text: str
    align: Align
    size: float
    look: Look = "plain"
    is_upright: bool = False
    """Read from below; ``x`` is then its middle, and ``y`` where it begins or ends."""


Mark: TypeAlias = Area | Rule | Curve | Dot | Words

TONES = 6
"""After so many series the patterns come again."""
LEVELS = (6, 7, 8)
"""The tones of the levels of tiles, from what needs nothing to what needs most: pale, hatched, filled."""
HATCHES: tuple[tuple[str, ...], ...] = (
    (), ("rising",), ("level",), ("falling",), ("rising", "falling"), ("upright",),
    (), ("rising",), (),
)  # fmt: skip
"""The lines across the areas of each tone; none: filled."""
DASHES: tuple[tuple[float, ...], ...] = ((), (4, 2), (1, 2), (7, 2, 1, 2), (2, 4), (10, 3))
"""Of the lines of each tone, in widths of the line."""
LINE = 0.2
"""Width of a series' line, in sizes of the words."""
NARROW, WIDE = "ijltIfr.,:;'()[]| -", "mwMW%@"


def marks(chart: Chart, width: float, height: float, size: float, top: float = 0.0) -> tuple[Mark, ...]:
    """What to draw in ``width`` by ``height`` with words of ``size``; all in one unit, so that twice of each gives the
    same picture twice as large.

    Args:
        top: end of the scale, for charts that are compared; else the chart's own.
    """
    from ppo_desktop.reports.chart_shapes import SHAPES

    legend = tuple(_legend(chart, width, size))
    used = max((mark.y for mark in legend if isinstance(mark, Words)), default=0.0)
    used += size * 1.1 if legend else 0.0
    below = _note(chart, height, size)
    place = Plot(chart, 0.0, used, width, height - (size * 1.4 if below else 0.0), size, top or scale(largest(chart)))
    return (*legend, *SHAPES[chart.shape](place), *below)


class Plot(Struct, frozen=True):
    """Where the figures of a chart may be drawn, and up to what the scale goes."""

    chart: Chart
    left: float
    top: float
    right: float
    bottom: float
    size: float
    end: float

    def inside(self, left: float = 0.0, top: float = 0.0, right: float = 0.0, bottom: float = 0.0) -> Plot:
        """The same with so much less at each edge."""
        return replace(
            self, left=self.left + left, top=self.top + top, right=self.right - right, bottom=self.bottom - bottom
        )

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


def largest(chart: Chart) -> float:
    """The largest amount that is drawn: of one series, or of all together where they are stacked."""
    if chart.shape == "stacked":
        return max((sum(known(values)) for values in across(chart)), default=0.0)
    return max((value for series in chart.series for value in known(series.values)), default=0.0)


def across(chart: Chart) -> list[tuple[float | None, ...]]:
    """The values of all series, category by category; what a series is short of counts as not recorded."""
    return [
        tuple(series.values[place] if place < len(series.values) else None for series in chart.series)
        for place in range(len(chart.categories))
    ]


def known(values: Sequence[float | None]) -> list[float]:
    return [max(value, 0.0) for value in values if value is not None]


def scale(value: float) -> float:
    """A round number at or above ``value`` that ``steps`` divides well; at least 4."""
    if value <= 4:
        return 4.0
    unit = 10.0 ** (len(str(int(value))) - 1)
    return next(unit * factor for factor in (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10, 12) if unit * factor >= value)


def steps(end: float) -> list[float]:
    """Where lines of the scale stand: whole numbers, the end among them."""
    count = next(count for count in (4, 3, 2, 1) if (end / count).is_integer() or count == 1)
    return [end * place / count for place in range(count + 1)]


def figure(value: float) -> str:
    """``1.234`` or ``12,5``."""
    whole, tenths = divmod(round(abs(value) * 10), 10)
    return f"{'-' if value < 0 else ''}{number(whole)}" + (f",{tenths}" if tenths else "")


def room_of(text: str, size: float) -> float:
    """About as wide as ``text`` is in the usual fonts; rather too much than too little."""
    wide = sum(0.3 if c in NARROW else 0.9 if c in WIDE else 0.7 if c.isupper() else 0.57 for c in text)
    return wide * size


def tone(place: int) -> int:
    return place % TONES


def dot(x: float, y: float, place: int, size: float) -> Dot:
    """The point of the series at ``place``: round, square, triangle, or standing on its corner."""
    shapes: tuple[tuple[tuple[float, float], ...], ...] = (
        ((0.45, 1), (1, 0.45), (1, -0.45), (0.45, -1), (-0.45, -1), (-1, -0.45), (-1, 0.45), (-0.45, 1)),
        ((1, 1), (1, -1), (-1, -1), (-1, 1)),
        ((0, -1.2), (1.2, 1), (-1.2, 1)),
        ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
    )
    half = size * 0.27
    corners = tuple((x + across * half, y + down * half) for across, down in shapes[place % len(shapes)])
    return Dot(x, y, corners, tone(place))


def hatching(area: Area, size: float) -> Iterator[tuple[float, float, float, float]]:
    """The lines across ``area``, each ``(x, y, to_x, to_y)``, as far apart as words of ``size`` need."""
    gap = size * 0.45
    for way in HATCHES[area.tone]:
        yield from _WAYS[way](area, gap)


def _level(area: Area, gap: float) -> Iterator[tuple[float, float, float, float]]:
    for place in range(1, int(area.height / gap) + 1):
        y = area.y + area.height - place * gap
        yield area.x, y, area.x + area.width, y


def _upright(area: Area, gap: float) -> Iterator[tuple[float, float, float, float]]:
    count = max(1, round(area.width / gap))
    for place in range(1, count):
        x = area.x + area.width * place / count
        yield x, area.y, x, area.y + area.height


def _falling(area: Area, gap: float) -> Iterator[tuple[float, float, float, float]]:
    """Lines from the upper left to the lower right, cut at the edges of the area."""
    gap *= 1.4
    for place in range(1, int((area.width + area.height) / gap) + 1):
        along = place * gap
        yield (
            area.x + max(0.0, along - area.height),
            area.y + max(0.0, area.height - along),
            area.x + min(along, area.width),
            area.y + area.height - max(0.0, along - area.width),
        )


def _rising(area: Area, gap: float) -> Iterator[tuple[float, float, float, float]]:
    middle = 2 * area.y + area.height
    for x, y, to_x, to_y in _falling(area, gap):
        yield x, middle - y, to_x, middle - to_y


_WAYS: dict[str, Callable[[Area, float], Iterator[tuple[float, float, float, float]]]] = {
    "level": _level,
    "upright": _upright,
    "falling": _falling,
    "rising": _rising,
}


def _legend(chart: Chart, width: float, size: float) -> Iterator[Mark]:
    """The names of the series, or of the levels, beside their patterns, where there are several."""
    names = chart.levels or tuple(series.name for series in chart.series)
    if len(names) < 2:
        return
    x, y = 0.0, size * 0.8
    for place, name in enumerate(names):
        room = size * 2.1 + room_of(name, size)
        if x and x + room > width:
            x, y = 0.0, y + size * 1.5
        if chart.shape == "lines":
            yield Curve(((x, y), (x + size * 1.7, y)), tone(place))
            yield dot(x + size * 0.85, y, place, size)
        else:
            shade = LEVELS[place] if chart.levels else tone(place)
            yield Area(x, y - size * 0.42, size * 1.5, size * 0.84, shade)
        yield Words(x + size * 2.1, y, name, "left", size)
        x += room + size * 1.4
    if chart.levels and None in chart.series[0].values:
        name = _("tidak ada data")
        if x + size * 2.1 + room_of(name, size) > width:
            x, y = 0.0, y + size * 1.5
        yield from outline(x + size * 0.06, y - size * 0.42, x + size * 1.5, y + size * 0.42)
        yield Words(x + size * 2.1, y, name, "left", size)


def outline(left: float, top: float, right: float, bottom: float) -> Iterator[Mark]:
    """The edge of a field in which nothing stands."""
    corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
    for (x, y), (to_x, to_y) in pairwise(corners):
        yield Rule(x, y, to_x, to_y, is_axis=True)


def _note(chart: Chart, height: float, size: float) -> tuple[Mark, ...]:
    """What an interrupted line means."""
    gaps = any(None in values and known(values) for values in across(chart)) and chart.shape == "lines"
    words = Words(0.0, height - size * 0.6, _("Garis terputus: tidak ada data."), "left", size * 0.9, "quiet")
    return (words,) if gaps else ()


def spoken(chart: Chart) -> str:
    """The figures in words, for who cannot see them; categories in which nothing happened are passed over."""
    if chart.levels:
        return "; ".join(f"{name}: {words}" for name, words in zip(chart.categories, chart.said, strict=True))
    told = []
    for category, values in zip(chart.categories, across(chart), strict=True):
        words = [
            _("tidak ada data") if value is None else f"{figure(value)} {series.name.lower() or chart.unit}".strip()
            for series, value in zip(chart.series, values, strict=True)
        ]
        if any(value is None or value for value in values):
            told.append(f"{category}: {', '.join(words)}")
    return "; ".join(told)
