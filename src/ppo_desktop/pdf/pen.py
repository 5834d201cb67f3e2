"""What is filled in by pen: dotted lines, boxes to tick, and the line along which a slip is cut off."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.pdf.fonts import BOLD, REGULAR, printable, width, wrap
from ppo_desktop.pdf.lines import SMALL, SMALL_LEADING, baseline, text_item
from ppo_desktop.pdf.page import LEADING, Frame, Item, space
from ppo_desktop.reports.document import Blank, Boxes, CutLine

LABELS = 0.36
"""Part of the width for labels, alike in all of a form so that the colons stand below each other."""
DOTTED = 0.73
"""Where the dots stand: this part of the line's height below its top."""
TEXT_OF_PEN = 5.5 * mm
"""A line of boxes needs no room for the pen beside its text: it has the rest as air."""
NARROW = 95 * mm
"""In less room the label stands above."""
BOX = 3.4 * mm
CELL, CELL_GAP = 5.3 * mm, 2.2 * mm
"""A box for one character; between groups of them."""
SIZE = 10.5
_BETWEEN = 4 * mm

_Text = tuple[float, str, str]


def blank_items(block: Blank, area: Frame) -> list[Item]:
    """The label with its first dotted line, the others below, the hint small under them."""
    left, labels, result = _labelled(block.label, area)
    if block.cells:
        return [*result, _comb_line(labels, left, block, area), *_hint(block.hint, left, area)]
    for place in range(block.lines):
        result.append(
            _pen_line(labels if place == 0 else [], left, area, keeps_next=place + 1 < block.lines or bool(block.hint))
        )
    return [*result, *_hint(block.hint, left, area)]


def boxes_items(block: Boxes, area: Frame) -> list[Item]:
    """The label, and its options in as few lines as they need: below the label where that is shorter."""
    left, labels, result = _labelled(block.label, area)
    rows, below = _flow(block, left, area.x_end - left), _flow(block, area.left, area.width)
    heading = [text_item([(area.left, line, REGULAR)], SIZE, SIZE * 1.35, True) for line in _wrapped(block.label, area)]
    beside = len(rows) + len(result)
    if left > area.left and len(below) + len(heading) < beside + bool(result):
        left, labels, rows, result = area.left, [], below, [space(3), *heading]
    for place, row in enumerate(rows):
        result.append(
            _box_line(
                labels if place == 0 else [],
                row,
                area.pen - TEXT_OF_PEN,
                keeps_next=place + 1 < min(len(rows), 6) or (bool(block.hint) and place + 1 == len(rows)),
            )
        )
    return [*result, *_hint(block.hint, left, area)]


def _wrapped(label: str, area: Frame) -> list[str]:
    return wrap(label, REGULAR, SIZE, area.width)


def cut_line_items(block: CutLine, area: Frame) -> Iterator[Item]:
    """A dashed line with its word in the middle."""
    lines = wrap(block.text, REGULAR, SMALL, area.width * 0.8)

    def draw(canvas: Canvas, top: float) -> None:
        y, text = top - 5 * mm, lines[0]
        gap = width(text, REGULAR, SMALL) / 2 + 2 * mm if text else 0.0
        middle = area.left + area.width / 2
        canvas.saveState()
        canvas.setLineWidth(0.6)
        canvas.setDash(5, 3)
        canvas.lines([(area.left, y, middle - gap, y), (middle + gap, y, area.x_end, y)])
        canvas.restoreState()
        canvas.setFont(REGULAR, SMALL)
        for line in lines:
            canvas.drawCentredString(middle, y - SMALL * 0.35, line)
            y -= SMALL_LEADING

    yield Item(10 * mm + (len(lines) - 1) * SMALL_LEADING, draw)


def _labelled(label: str, area: Frame) -> tuple[float, list[_Text], list[Item]]:
    """Where the place for the pen begins, what stands on its first line, and what stands above it."""
    if not label:
        return area.left, [], []
    room = area.width * LABELS
    lines = wrap(label, REGULAR, SIZE, room - 3 * mm)
    if area.width < NARROW or len(lines) > 2:
        lines = wrap(label, REGULAR, SIZE, area.width)
        return area.left, [], [text_item([(area.left, line, REGULAR)], SIZE, LEADING, True) for line in lines]
    *above, last = lines
    texts = [(area.left, last, REGULAR), (area.left + room - 2 * mm, ":", REGULAR)]
    items = [text_item([(area.left, line, REGULAR)], SIZE, SIZE * 1.25, True) for line in above]
    return area.left + room + 1 * mm, texts, items


def _pen_line(texts: Sequence[_Text], left: float, area: Frame, keeps_next: bool) -> Item:
    def draw(canvas: Canvas, top: float) -> None:
        y = top - area.pen * DOTTED
        for x, text, font in texts:
            canvas.setFont(font, SIZE)
            canvas.drawString(x, y + 1, text)
        dotted(canvas, left, area.x_end, y)

    return Item(area.pen, draw, keeps_next)


def _comb_line(texts: Sequence[_Text], left: float, block: Blank, area: Frame) -> Item:
    """A box for each character, a little apart between the groups; smaller ones where there is no room."""
    wide = sum(block.cells) * CELL + (len(block.cells) - 1) * CELL_GAP
    scale = min(1.0, (area.x_end - left) / wide)

    def draw(canvas: Canvas, top: float) -> None:
        y = top - CELL - (area.pen - CELL) * 0.3
        for x, text, font in texts:
            canvas.setFont(font, SIZE)
            canvas.drawString(x, y + 0.5 * mm + 1, text)
        canvas.setLineWidth(0.6)
        x = left
        for count in block.cells:
            canvas.grid([x + place * CELL * scale for place in range(count + 1)], [y, y + CELL])
            x += (count * CELL + CELL_GAP) * scale

    return Item(area.pen, draw, keeps_next=bool(block.hint))


def dotted(canvas: Canvas, left: float, right: float, y: float) -> None:
    """A line of dots for the pen: drawn, so that nobody hears them read out."""
    canvas.saveState()
    canvas.setLineWidth(0.8)
    canvas.setLineCap(1)
    canvas.setDash([0, 2.6])
    canvas.line(left + 1, y, right - 1, y)
    canvas.restoreState()


_Option = tuple[float, list[str], bool]
"""Where its box stands, its lines, whether it is crossed."""


def _flow(block: Boxes, left: float, room: float) -> list[list[_Option]]:
    """The options in lines, on two to four stops across the room; a long one takes several. The fewest lines win."""
    tried = [_flowed(block, left, room, across) for across in (1, 2, 3, 4)]
    return min(tried, key=len)


def _flowed(block: Boxes, left: float, room: float, across: int) -> list[list[_Option]]:
    step, inset = room / across, BOX + 1.6 * mm
    rows: list[list[_Option]] = []
    at = across
    for place, option in enumerate(block.options):
        wide = width(printable(option), REGULAR, SIZE) + inset + _BETWEEN
        takes = min(across, math.ceil(wide / step))
        if at + takes > across:
            rows.append([])
            at = 0
        lines = wrap(option, REGULAR, SIZE, takes * step - inset)
        rows[-1].append((left + at * step, lines, place in block.ticked))
        at += takes
    return rows


def _box_line(texts: Sequence[_Text], options: Sequence[_Option], air: float, keeps_next: bool) -> Item:
    height = max(len(lines) for _x, lines, _ticked in options) * SIZE * 1.25 + air

    def draw(canvas: Canvas, top: float) -> None:
        y = baseline(top - air / 2, SIZE, SIZE * 1.25)
        for x, text, font in texts:
            canvas.setFont(font, SIZE)
            canvas.drawString(x, y, text)
        for x, lines, is_ticked in options:
            canvas.setLineWidth(0.8)
            canvas.rect(x, y - 0.6 * mm, BOX, BOX)
            if is_ticked:
                canvas.setFont(BOLD, SIZE)
                canvas.drawCentredString(x + BOX / 2, y - 0.1 * mm, "X")
            canvas.setFont(REGULAR, SIZE)
            for place, line in enumerate(lines):
                canvas.drawString(x + BOX + 1.6 * mm, y - place * SIZE * 1.25, line)

    return Item(height, draw, keeps_next)


def _hint(hint: str, left: float, area: Frame) -> list[Item]:
    if not hint:
        return []
    lines = wrap(hint, REGULAR, SMALL, area.x_end - left)
    return [text_item([(left, line, REGULAR)], SMALL, SMALL_LEADING) for line in lines]
