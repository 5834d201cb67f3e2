"""The shapes of charts: columns beside or upon each other, bars from the left, lines through time, tiles of a
schematic map."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ppo_desktop.core.text import _
from ppo_desktop.reports.chart import (
    LEVELS,
    Area,
    Curve,
    Look,
    Mark,
    Plot,
    Rule,
    Words,
    across,
    dot,
    figure,
    known,
    outline,
    room_of,
    steps,
    tone,
)

SMALLEST = 0.72
"""Figures are printed down to this part of the size; where even that has no room the table beside has them."""
WIDEST_COLUMN = 2.6
"""In sizes of the words."""
NAMES = 0.42
"""Most of the width that the names of bars take."""


def columns(plot: Plot) -> Iterator[Mark]:
    """One beside the other in each category."""
    inner = _inside(plot)
    yield from _frame(plot, inner)
    slot = inner.width / max(1, len(plot.chart.categories))
    count = max(1, len(plot.chart.series))
    wide = min(slot * 0.8 / count, plot.size * WIDEST_COLUMN)
    for category, values in enumerate(across(plot.chart)):
        left = inner.left + slot * (category + 0.5) - wide * count / 2
        if not known(values):
            yield _nothing_known(inner, inner.left + slot * (category + 0.5), plot.size)
            continue
        for place, value in enumerate(values):
            middle = left + wide * (place + 0.5)
            if value is None:
                yield _nothing_known(inner, middle, min(plot.size, wide))
                continue
            high = inner.height * max(value, 0.0) / plot.end
            if high:
                yield Area(middle - wide * 0.46, inner.bottom - high, wide * 0.92, high, tone(place))
            yield from _figure(value, middle, inner.bottom - high - plot.size * 0.7, slot / count, plot.size)


def stacked(plot: Plot) -> Iterator[Mark]:
    """One upon the other, the sum above."""
    inner = _inside(plot)
    yield from _frame(plot, inner)
    slot = inner.width / max(1, len(plot.chart.categories))
    wide = min(slot * 0.66, plot.size * WIDEST_COLUMN)
    for category, values in enumerate(across(plot.chart)):
        middle, y = inner.left + slot * (category + 0.5), inner.bottom
        if not known(values):
            yield _nothing_known(inner, middle, plot.size)
            continue
        for place, value in enumerate(values):
            high = inner.height * max(value or 0.0, 0.0) / plot.end
            if high:
                y -= high
                yield Area(middle - wide / 2, y, wide, high, tone(place))
        total = sum(known(values))
        yield from _figure(total, middle, y - plot.size * 0.7, slot, plot.size, "strong" if total else "quiet")


def bars(plot: Plot) -> Iterator[Mark]:
    """From the left, each category with its name before it."""
    size, chart = plot.size, plot.chart
    names = min(plot.width * NAMES, max((room_of(name, size) for name in chart.categories), default=0.0)) + size * 0.8
    figures = room_of(figure(plot.end), size) + size
    inner = plot.inside(left=names, top=size * 0.3, right=figures, bottom=size * 0.3)
    yield Rule(inner.left, inner.top, inner.left, inner.bottom, is_axis=True)
    slot = inner.height / max(1, len(chart.categories))
    count = max(1, len(chart.series))
    high = min(slot * 0.8 / count, size * 1.5)
    for category, values in enumerate(across(chart)):
        middle = inner.top + slot * (category + 0.5)
        yield from _name(chart.categories[category], inner.left - size * 0.5, middle, names - size * 0.8, slot, size)
        for place, value in enumerate(values):
            y = middle + high * (place - count / 2 + 0.5)
            small = min(size, high * 1.1)
            if value is None:
                yield Words(inner.left + size * 0.4, y, _("tidak ada data"), "left", small, "quiet")
                continue
            wide = inner.width * max(value, 0.0) / plot.end
            if wide:
                yield Area(inner.left, y - high * 0.44, wide, high * 0.88, tone(place))
            yield Words(inner.left + wide + size * 0.4, y, figure(value), "left", small, "strong")


def lines(plot: Plot) -> Iterator[Mark]:
    """Through time; a line is interrupted where nothing was recorded."""
    inner = _inside(plot)
    yield from _frame(plot, inner)
    slot = inner.width / max(1, len(plot.chart.categories))
    middles = [inner.left + slot * (place + 0.5) for place in range(len(plot.chart.categories))]
    rows = across(plot.chart)
    for place in range(len(plot.chart.series)):
        run: list[tuple[float, float]] = []
        for middle, values in zip(middles, rows, strict=True):
            value = values[place]
            if value is None:
                yield from _run(run, place)
                run = []
                continue
            run.append((middle, _height(inner, value)))
            yield dot(*run[-1], place, plot.size)
        yield from _run(run, place)
    for middle, values in zip(middles, rows, strict=True):
        if not known(values):
            yield _nothing_known(inner, middle, plot.size)
        for value, y in _free_places(inner, known(values)):
            yield from _figure(value, middle, y, slot, plot.size)


def _height(plot: Plot, value: float) -> float:
    return plot.bottom - plot.height * max(value, 0.0) / plot.end


def _free_places(plot: Plot, values: list[float]) -> Iterator[tuple[float, float]]:
    """The figures of points above each other, each above or below its point where no other stands."""
    needed, beside = plot.size * 2.1, plot.size * 0.95
    free = plot.top - 2 * needed
    ordered = sorted(set(values), reverse=True)
    for place, value in enumerate(ordered):
        y = _height(plot, value)
        below = _height(plot, ordered[place + 1]) if place + 1 < len(ordered) else plot.bottom + plot.size * 0.5
        if y - free >= needed:
            yield value, y - beside
        elif below - y >= needed:
            yield value, y + beside
            y += beside
        free = y


def _run(points: list[tuple[float, float]], place: int) -> Iterator[Mark]:
    if len(points) > 1:
        yield Curve(tuple(points), tone(place))


def tiles(plot: Plot) -> Iterator[Mark]:
    """A field for each category where it lies; its level is the pattern at the upper edge, clear of the words."""
    size, chart = plot.size, plot.chart
    rows, columns = (1 + max((place[axis] for place in chart.places), default=0) for axis in (0, 1))
    edge = size * 0.06  # half a line, which would lie outside
    wide, high, gap = (plot.width - edge) / columns, plot.height / rows, size * 0.35
    for name, (row, column), level, words in zip(
        chart.categories, chart.places, chart.series[0].values, chart.said, strict=True
    ):
        left, top = plot.left + edge + column * wide, plot.top + row * high
        right, bottom = left + wide - gap, top + high - gap
        band = 0.0 if level is None else min(size * 1.1, (bottom - top) * 0.3)
        if level is not None:
            yield Area(left, top, right - left, band, LEVELS[int(level)])
        yield from outline(left, top, right, bottom)
        yield from _tile_words((name, words), (left + right) / 2, top + band, bottom, right - left - size * 0.6, size)


def _tile_words(
    texts: tuple[str, str], middle: float, top: float, bottom: float, room: float, size: float
) -> Iterator[Mark]:
    """The name, strong, and what is said of it, as large as the field lets them be."""
    small = size
    while small > size * SMALLEST:
        placed = [(line, not place) for place, text in enumerate(texts) for line in _in_lines(text, room, small)]
        if len(placed) * small * 1.2 <= bottom - top and all(room_of(line, small) <= room for line, _is in placed):
            break
        small *= 0.94
    placed = [(line, not place) for place, text in enumerate(texts) for line in _in_lines(text, room, small)]
    placed = placed[: max(1, int((bottom - top) / (small * 1.15)))]
    first = (top + bottom) / 2 - small * 1.2 * (len(placed) - 1) / 2
    for place, (line, is_name) in enumerate(placed):
        fitting = min(small, small * room / max(room_of(line, small), 1e-9))
        yield Words(middle, first + small * 1.2 * place, line, "center", fitting, "strong" if is_name else "plain")


SHAPES: dict[str, Callable[[Plot], Iterator[Mark]]] = {
    "columns": columns,
    "stacked": stacked,
    "bars": bars,
    "lines": lines,
    "tiles": tiles,
}


def _inside(plot: Plot) -> Plot:
    """Without the words of the scale, the figures above and the names below."""
    figures = max(room_of(figure(step), plot.size) for step in steps(plot.end)) + plot.size * 0.6
    bottom, _is_upright = _below(plot, plot.width - figures)
    return plot.inside(left=figures, top=plot.size * (2.6 if plot.chart.unit else 1.6), bottom=bottom)


def _below(plot: Plot, width: float) -> tuple[float, bool]:
    """Height for the names of the categories, and whether they must stand upright."""
    slot = width / max(1, len(plot.chart.categories))
    widest = max((room_of(word, plot.size) for name in plot.chart.categories for word in name.split()), default=0.0)
    if widest <= slot:
        most = max((len(_in_lines(name, slot, plot.size)) for name in plot.chart.categories), default=1)
        return plot.size * (0.7 + 1.2 * most), False
    longest = max(room_of(name, plot.size) for name in plot.chart.categories)
    return min(longest + plot.size, plot.height * 0.45), True


def _in_lines(name: str, room: float, size: float) -> list[str]:
    """``name`` in lines of whole words."""
    lines: list[str] = []
    for word in name.split():
        if lines and room_of(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def _frame(plot: Plot, inner: Plot) -> Iterator[Mark]:
    """The scale at the left and the names below."""
    size = plot.size
    if plot.chart.unit:
        yield Words(plot.left, plot.top + size * 0.6, plot.chart.unit, "left", size * 0.9, "quiet")
    for step in steps(plot.end):
        y = inner.bottom - inner.height * step / plot.end
        yield Rule(inner.left, y, inner.right, y, is_axis=step == 0)
        yield Words(inner.left - size * 0.5, y, figure(step), "right", size, "quiet")
    _height, is_upright = _below(plot, inner.width)
    slot = inner.width / max(1, len(plot.chart.categories))
    for place, name in enumerate(plot.chart.categories):
        middle = inner.left + slot * (place + 0.5)
        look: Look = "strong" if place == plot.chart.now else "plain"
        if is_upright:
            room = plot.bottom - inner.bottom - size * 0.5
            small = min(size, slot * 0.9, size * room / max(room_of(name, size), 1e-9))
            yield Words(middle, inner.bottom + size * 0.4, name, "right", small, look, is_upright=True)
            continue
        for line, text in enumerate(_in_lines(name, slot, size)):
            yield Words(middle, inner.bottom + size * (0.95 + 1.2 * line), text, "center", size, look)


def _name(name: str, right: float, middle: float, room: float, slot: float, size: float) -> Iterator[Mark]:
    """The name of a bar in as many lines as it needs, smaller where they have no room."""
    lines = _in_lines(name, room, size)
    widest = max(room_of(line, size) for line in lines)
    small = min(size, slot / (1.15 * len(lines)), size * room / widest if widest > room else size)
    for place, line in enumerate(lines):
        y = middle + small * 1.15 * (place - (len(lines) - 1) / 2)
        yield Words(right, y, line, "right", small)


def _figure(value: float, middle: float, y: float, room: float, size: float, look: Look = "strong") -> Iterator[Mark]:
    """A figure over ``room``: smaller where it must be, left out where it cannot be read."""
    text = figure(value)
    small = min(size, size * room / room_of(text, size))
    if small >= size * SMALLEST:
        yield Words(middle, y, text, "center", small, look)


def _nothing_known(inner: Plot, middle: float, room: float) -> Mark:
    small = min(inner.size * 0.9, room)
    return Words(middle, inner.bottom - small * 0.5, _("tidak ada data"), "left", small, "quiet", is_upright=True)
