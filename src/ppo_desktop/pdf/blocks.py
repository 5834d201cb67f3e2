"""Blocks of a document → items for the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.pdf.card import card_items
from ppo_desktop.pdf.charts import chart_items
from ppo_desktop.pdf.fonts import BOLD, REGULAR, printable, width, wrap
from ppo_desktop.pdf.lines import baseline, bookmark, facts_items, text_item
from ppo_desktop.pdf.page import BODY, LEADING, Frame, Item, nothing, space
from ppo_desktop.pdf.pen import blank_items, boxes_items, cut_line_items
from ppo_desktop.pdf.photo_rows import photo_items
from ppo_desktop.pdf.places import signature_items
from ppo_desktop.pdf.slides import slide_items
from ppo_desktop.pdf.tables import table_items
from ppo_desktop.reports.document import (
    Beside,
    Blank,
    Block,
    Boxes,
    Chart,
    CutLine,
    Facts,
    FoldedCard,
    Heading,
    Numbered,
    PageBreak,
    Paragraph,
    Photos,
    Signatures,
    Slide,
    Spacer,
    Table,
    counted,
)

INDENT = 12.5 * mm
GUTTER = 6 * mm
"""Between two columns of blocks."""
FRAME_AIR = 4 * mm


def items(blocks: Iterable[Block], area: Frame) -> Iterator[Item]:
    """The items of ``blocks``, one line or table row each, made as they are asked for."""
    for block in blocks:
        yield from _MAKERS[type(block)](block, area)


def _spacer(block: Spacer, _area: Frame) -> Iterator[Item]:
    yield space(block.lines * LEADING)


def _page_break(_block: PageBreak, _area: Frame) -> Iterator[Item]:
    yield Item(0, nothing, is_space=True, opens_page=True)


def _heading(block: Heading, area: Frame) -> Iterator[Item]:
    yield space(6)
    first, *further = [
        text_item([(area.left, line, BOLD)], BODY, LEADING + 2, True)
        for line in wrap(block.text, BOLD, BODY, area.width)
    ]

    def draw(canvas: Canvas, top: float) -> None:
        bookmark(canvas, block.text, 1, area.left, top)
        first.draw(canvas, top)

    yield replace(first, draw=draw)
    yield from further


def _paragraph(block: Paragraph, area: Frame) -> Iterator[Item]:
    if block.is_boxed:
        boxed = _boxed(block, area)
        if boxed.height <= area.height:
            yield boxed
            return
    font = BOLD if block.is_bold or block.is_boxed else REGULAR
    indent = INDENT if block.is_indented else 0.0
    lines = wrap(block.text, font, BODY, area.width, indent)
    for i, line in enumerate(lines):
        x = area.left + (indent if i == 0 else 0.0)
        room = area.width - (indent if i == 0 else 0.0)
        is_last = i == len(lines) - 1
        gap = 0.0 if is_last or not block.is_indented else _word_gap(line, font, room)
        # Neither a first line alone at the foot of a page nor a last line alone at the head of one.
        yield _spread(x, line, font, gap, keeps_next=i in (0, len(lines) - 2) and not is_last)


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


def _numbered(block: Numbered, area: Frame) -> Iterator[Item]:
    marks = counted(block)
    inset = max((width(mark, REGULAR, BODY) for mark in marks), default=0.0) + 2.5 * mm
    for mark, text in zip(marks, block.items, strict=True):
        lines = wrap(text, REGULAR, BODY, area.width - inset)
        for place, line in enumerate(lines):
            texts = [(area.left, mark, REGULAR)] if place == 0 else []
            texts.append((area.left + inset, line, REGULAR))
            is_kept = place in (0, len(lines) - 2) and place < len(lines) - 1
            yield text_item(texts, BODY, LEADING, is_kept)


def _beside(block: Beside, area: Frame) -> Iterator[Item]:
    """One strip with both columns; below each other where that would be taller than a page."""
    air = FRAME_AIR if block.is_framed else 0.0
    half = (area.width - GUTTER) / 2
    columns = [
        _column(blocks, replace(area, left=x + air, right=area.page_width - x - half + air))
        for blocks, x in ((block.left, area.left), (block.right, area.x_end - half))
    ]
    height = max(sum(item.height for item in column) for column in columns) + 2 * air
    if height > area.height:
        yield from items((*block.left, *block.right), area)
        return

    def draw(canvas: Canvas, top: float) -> None:
        for column, x in zip(columns, (area.left, area.x_end - half), strict=True):
            y = top - air
            for item in column:
                item.draw(canvas, y)
                y -= item.height
            if block.is_framed:
                canvas.setLineWidth(0.8)
                canvas.rect(x, top - height, half, height)

    yield Item(height, draw)


def _card(block: FoldedCard, area: Frame) -> Iterator[Item]:
    return card_items(block, area, items)


def _slide(block: Slide, area: Frame) -> Iterator[Item]:
    return slide_items(block, area, items)


def _column(blocks: Sequence[Block], area: Frame) -> list[Item]:
    """Its items, without the space above the first."""
    made = list(items(blocks, area))
    while made and made[0].is_space:
        del made[0]
    return made


_Maker = Callable[[Any, Frame], Iterable[Item]]

_MAKERS: dict[type, _Maker] = {
    Beside: _beside,
    Blank: blank_items,
    Boxes: boxes_items,
    Chart: chart_items,
    CutLine: cut_line_items,
    Facts: _facts,
    FoldedCard: _card,
    Heading: _heading,
    Numbered: _numbered,
    PageBreak: _page_break,
    Paragraph: _paragraph,
    Photos: photo_items,
    Signatures: signature_items,
    Slide: _slide,
    Spacer: _spacer,
    Table: table_items,
}
"""How each type of block becomes items."""
