"""Blocks of a document → items for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.pdf.fonts import BOLD, REGULAR, printable, width, wrap
from ppo_desktop.pdf.page import BODY, LEADING, Frame, Item, space
from ppo_desktop.pdf.photo_rows import photo_items
from ppo_desktop.reports.document import Align, Block, Facts, Heading, Paragraph, Photos, Spacer, Table

INDENT = 12.5 * mm
CELL = 2.0 * mm
"""Air beside a table cell's text."""
CELL_LEADING = 13.5
CELL_SIZE = 11.0
NOTE_SIZE = 9.0
MAX_CELL_LINES = 40
"""A cell with more lines goes on in a further row, so that no row is taller than a page."""
HAIRLINE = 0.6
SHORT_TABLE = 8
"""Rows."""


def items(blocks: Sequence[Block], area: Frame) -> list[Item]:
    """The items of ``blocks``, one line or table row each."""
    result: list[Item] = []
    for block in blocks:
        if isinstance(block, Spacer):
            result.append(space(block.lines * LEADING))
        elif isinstance(block, Heading):
            result.extend(_heading(block, area))
        elif isinstance(block, Facts):
            result.extend(_facts(block, area))
        elif isinstance(block, Table):
            result.extend(_table(block, area))
        elif isinstance(block, Photos):
            result.extend(photo_items(block, area))
        elif block.is_boxed:
            result.append(_boxed(block, area))
        else:
            result.extend(_paragraph(block, area))
    return result


def text_item(lines: Sequence[tuple[float, str, str]], size: float, leading: float, keeps_next: bool = False) -> Item:
    """One strip with texts ``(x, text, font)`` on a common baseline."""

    def draw(canvas: Canvas, top: float) -> None:
        for x, text, font in lines:
            canvas.setFont(font, size)
            canvas.drawString(x, baseline(top, size, leading), text)

    return Item(leading, draw, keeps_next)


def baseline(top: float, size: float, leading: float) -> float:
    """Where to set text of ``size`` in a line of ``leading`` that hangs from ``top``."""
    return top - (leading + size * 0.7) / 2


def _heading(block: Heading, area: Frame) -> list[Item]:
    lines = wrap(block.text, BOLD, BODY, area.width)
    return [space(6), *(text_item([(area.left, line, BOLD)], BODY, LEADING + 2, True) for line in lines)]


def _paragraph(block: Paragraph, area: Frame) -> list[Item]:
    font = BOLD if block.is_bold else REGULAR
    indent = INDENT if block.is_indented else 0.0
    lines = wrap(block.text, font, BODY, area.width, indent)
    result = []
    for i, line in enumerate(lines):
        x = area.left + (indent if i == 0 else 0.0)
        room = area.width - (indent if i == 0 else 0.0)
        is_last = i == len(lines) - 1
        gap = 0.0 if is_last or not block.is_indented else _word_gap(line, font, room)
        # Neither a first line alone at the foot of a page nor a last line alone at the head of one.
        result.append(_spread(x, line, font, gap, keeps_next=i in (0, len(lines) - 2) and not is_last))
    return result


def _word_gap(line: str, font: str, room: float) -> float:
    """Extra space per word gap that justifies ``line``; none where it would tear the line apart."""
    gaps = line.count(" ")
    rest = room - width(line, font, BODY)
    return rest / gaps if gaps and rest / gaps < BODY * 0.6 else 0.0


def _spread(x: float, line: str, font: str, gap: float, keeps_next: bool) -> Item:
    def draw(canvas: Canvas, top: float) -> None:
        canvas.setFont(font, BODY)
        canvas.drawString(x, baseline(top, BODY, LEADING), line, wordSpace=gap or None)

    return Item(LEADING, draw, keeps_next)


def _boxed(block: Paragraph, area: Frame) -> Item:
    air = 3 * mm
    lines = wrap(block.text, BOLD, BODY, area.width - 2 * air)
    height = len(lines) * LEADING + 2 * air

    def draw(canvas: Canvas, top: float) -> None:
        canvas.setLineWidth(1)
        canvas.rect(area.left, top - height, area.width, height)
        canvas.setFont(BOLD, BODY)
        for i, line in enumerate(lines):
            y = baseline(top - air - i * LEADING, BODY, LEADING)
            canvas.drawCentredString(area.left + area.width / 2, y, line)

    return Item(height, draw)


def _facts(block: Facts, area: Frame) -> list[Item]:
    widest = max((width(printable(label), REGULAR, BODY) for label, _ in block.rows), default=0.0)
    label_room = min(widest, area.width * 0.4)
    return facts_items(block.rows, area.left, label_room, area.width)


def facts_items(rows: Sequence[tuple[str, str]], left: float, label_room: float, room: float) -> list[Item]:
    """``label : value`` rows inside ``room`` points from ``left``; long labels and values wrap in their columns."""
    colon = left + label_room + 3 * mm
    value_x = colon + 3 * mm
    result = []
    for label, value in rows:
        labels = wrap(label, REGULAR, BODY, label_room + 1)
        values = wrap(value, REGULAR, BODY, left + room - value_x)
        for i in range(max(len(labels), len(values))):
            texts = [(colon, ":", REGULAR)] if i == 0 else []
            texts += [(left, labels[i], REGULAR)] if i < len(labels) else []
            texts += [(value_x, values[i], REGULAR)] if i < len(values) else []
            result.append(text_item(texts, BODY, LEADING, keeps_next=i + 1 < min(len(values), 4)))
    return result


def _table(table: Table, area: Frame) -> list[Item]:
    edges = _edges(table, area)
    aligns: list[Align] = [column.align for column in table.columns]
    titles = tuple(column.title for column in table.columns)
    head = _rows(titles, ["center"] * len(titles), edges, BOLD, None, fill=0.92)[0]
    head = replace(head, keeps_next=True)
    rows = [item for row in table.rows for item in _rows(row, aligns, edges, REGULAR, head)]
    if table.total_row:
        rows.extend(_rows(table.total_row, aligns, edges, BOLD, head))
    result = [head, *_kept_together(rows)]
    if table.note:
        notes = wrap(table.note, REGULAR, NOTE_SIZE, area.width)
        result.append(space(3))
        result.extend(text_item([(area.left, line, REGULAR)], NOTE_SIZE, NOTE_SIZE * 1.3) for line in notes)
    return result


def _kept_together(rows: list[Item]) -> list[Item]:
    """A short table stays on one page; a long one never leaves its last row alone."""
    first = 0 if len(rows) <= SHORT_TABLE else len(rows) - 2
    return [replace(row, keeps_next=True) if first <= i < len(rows) - 1 else row for i, row in enumerate(rows)]


def _edges(table: Table, area: Frame) -> list[float]:
    whole = sum(column.share for column in table.columns)
    edges = [area.left]
    for column in table.columns:
        edges.append(edges[-1] + area.width * column.share / whole)
    return edges


def _rows(
    cells: Sequence[str],
    aligns: Sequence[Align],
    edges: Sequence[float],
    font: str,
    head: Item | None,
    fill: float | None = None,
) -> list[Item]:
    rooms = [end - start - 2 * CELL for start, end in pairwise(edges)]
    wrapped = [wrap(cell, font, CELL_SIZE, room) for cell, room in zip(cells, rooms, strict=True)]
    tallest = max(len(lines) for lines in wrapped)
    return [
        _row([lines[at : at + MAX_CELL_LINES] for lines in wrapped], aligns, edges, font, head, fill)
        for at in range(0, tallest, MAX_CELL_LINES)
    ]


def _row(
    cells: Sequence[Sequence[str]],
    aligns: Sequence[Align],
    edges: Sequence[float],
    font: str,
    head: Item | None,
    fill: float | None,
) -> Item:
    air = 3.5
    lines = max(len(cell) for cell in cells)
    height = lines * CELL_LEADING + 2 * air

    def draw(canvas: Canvas, top: float) -> None:
        if fill is not None:
            canvas.setFillGray(fill)
            canvas.rect(edges[0], top - height, edges[-1] - edges[0], height, stroke=0, fill=1)
            canvas.setFillGray(0)
        canvas.setLineWidth(HAIRLINE)
        canvas.grid(list(edges), [top, top - height])
        canvas.setFont(font, CELL_SIZE)
        for i, cell in enumerate(cells):
            lowered = (lines - len(cell)) * CELL_LEADING / 2 if head is None else 0.0
            for n, line in enumerate(cell):
                y = baseline(top - air - lowered - n * CELL_LEADING, CELL_SIZE, CELL_LEADING)
                _aligned(canvas, line, aligns[i], edges[i] + CELL, edges[i + 1] - CELL, y)

    return Item(height, draw, head=head)


def _aligned(canvas: Canvas, text: str, align: Align, start: float, end: float, y: float) -> None:
    if align == "right":
        canvas.drawRightString(end, y, text)
    elif align == "center":
        canvas.drawCentredString((start + end) / 2, y, text)
    else:
        canvas.drawString(start, y, text)
