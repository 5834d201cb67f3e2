"""A slide: a page of its own, in type that is read from the back of a room and from a black-and-white print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.pdf.fitting import fitted
from ppo_desktop.pdf.fonts import BOLD, REGULAR, width, wrap
from ppo_desktop.pdf.lines import bookmark, text_item
from ppo_desktop.pdf.page import Frame, Item, space
from ppo_desktop.pdf.tables import CELL
from ppo_desktop.reports.document import Beside, Block, Slide, Table

TITLE, SOURCE = 26.0, 12.0
"""Points."""
LARGEST, SMALLEST = 1.9, 0.9
"""How much larger than the text of a paper a slide's is, and how small at least; then it goes on on a further page."""
_HALF = 0.47
"""Of the width that one of two columns has at least."""
MOST_TITLE = 3
"""Lines of a title that stay with what follows."""

MakeItems = Callable[[Iterable[Block], Frame], Iterator[Item]]


def slide_items(block: Slide, area: Frame, items: MakeItems) -> Iterator[Item]:
    """Title, content and source of a slide, from edge to edge of a page.

    Args:
        items: how blocks become items.
    """
    head = [*_title(block.title, area), space(4 * mm)]
    foot = [
        text_item([(area.left, line, REGULAR)], SOURCE, SOURCE * 1.3, True)
        for line in wrap(block.source, REGULAR, SOURCE, area.width)
    ]
    room = area.height - sum(item.height for item in (*head, *foot)) - 6 * mm
    made, scale = fitted(
        lambda scale: list(items(block.blocks, _shrunk(area, scale))),
        room,
        LARGEST,
        SMALLEST,
        lambda scale: _heads_are_whole(block.blocks, area.width / scale),
    )
    heads: dict[int, Item] = {}
    content = [_scaled(item, scale, heads) for item in made]
    yield from head
    yield from content
    yield space(max(3 * mm, room - sum(item.height for item in content) + 3 * mm))
    yield from foot


def _heads_are_whole(blocks: Iterable[Block], wide: float) -> bool:
    """Whether no head of a table breaks within a word."""
    for block in blocks:
        if isinstance(block, Beside):
            if not _heads_are_whole((*block.left, *block.right), wide * _HALF):
                return False
        elif isinstance(block, Table):
            whole = sum(column.share for column in block.columns)
            for column in block.columns:
                room = wide * column.share / whole - 2 * CELL * block.size
                if any(width(word, BOLD, block.size) > room for word in column.title.split()):
                    return False
    return True


def _title(text: str, area: Frame) -> Iterator[Item]:
    lines = wrap(text, BOLD, TITLE, area.width)
    for place, line in enumerate(lines):
        item = text_item([(area.left, line, BOLD)], TITLE, TITLE * 1.25, place < MOST_TITLE)
        yield replace(item, draw=_marked(text, item, area), opens_page=True) if place == 0 else item

    def rule(canvas: Canvas, top: float) -> None:
        canvas.setLineWidth(2)
        canvas.line(area.left, top - 2 * mm, area.x_end, top - 2 * mm)

    yield Item(2.5 * mm, rule, keeps_next=len(lines) <= MOST_TITLE)


def _marked(text: str, item: Item, area: Frame) -> Callable[[Canvas, float], None]:
    def draw(canvas: Canvas, top: float) -> None:
        bookmark(canvas, text, 1, area.left, top)
        item.draw(canvas, top)

    return draw


def _shrunk(area: Frame, scale: float) -> Frame:
    """The same page in units of ``scale`` points."""
    edges = ("page_width", "page_height", "left", "right", "top", "bottom")
    return replace(area, **{name: getattr(area, name) / scale for name in edges})


def _scaled(item: Item, scale: float, heads: dict[int, Item]) -> Item:
    """``item`` drawn ``scale`` times as large; one head of a table stays one."""

    def draw(canvas: Canvas, top: float) -> None:
        canvas.saveState()
        canvas.scale(scale, scale)
        item.draw(canvas, top / scale)
        canvas.restoreState()

    head = item.head
    if head is not None and id(head) not in heads:
        heads[id(head)] = _scaled(head, scale, heads)
    made = replace(item, height=item.height * scale, draw=draw, head=heads[id(head)] if head is not None else None)
    return heads.setdefault(id(item), made)
