"""A card to cut out and fold: panels of one size, each a small page of its own, all in the same larger type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.pdf.fitting import fitted
from ppo_desktop.pdf.page import Frame, Item
from ppo_desktop.reports.document import Block, FoldedCard

PANEL = 115 * mm
"""Height; two beside each other are as wide as the text, so a folded card fits into a passport."""
AIR = 5 * mm
SCALE, _SMALLEST = 1.2, 0.3
"""How much larger than the paper's text a panel begins, and how small it may become so that all of it fits."""

MakeItems = Callable[[Iterable[Block], Frame], Iterator[Item]]


def card_items(block: FoldedCard, area: Frame, items: MakeItems) -> Iterator[Item]:
    """The whole card as one strip.

    Args:
        items: how blocks become items.
    """
    wide, rows = area.width / 2, (len(block.panels) + 1) // 2
    scale = min(_fitted(panel, wide, items, SCALE)[1] for panel in block.panels)  # none looks less urgent than another
    panels = [_fitted(panel, wide, items, scale)[0] for panel in block.panels]
    height = rows * PANEL

    def draw(canvas: Canvas, top: float) -> None:
        for place, made in enumerate(panels):
            canvas.saveState()
            canvas.translate(area.left + place % 2 * wide + AIR, top - place // 2 * PANEL - AIR)
            canvas.scale(scale, scale)
            y = 0.0
            for item in made:
                item.draw(canvas, y)
                y -= item.height
            canvas.restoreState()
        _edges(canvas, area.left, top, (2 * wide, height), rows)

    yield Item(height, draw)


def _fitted(panel: Sequence[Block], wide: float, items: MakeItems, largest: float) -> tuple[list[Item], float]:
    """The items of a panel, and the scale at which they fit into it: ``largest`` or less."""

    def made(scale: float) -> list[Item]:
        width = (wide - 2 * AIR) / scale
        return list(items(panel, Frame(width, PANEL, left=0, right=0, top=0, bottom=0)))

    return fitted(made, PANEL - 2 * AIR, largest, _SMALLEST)


def _edges(canvas: Canvas, left: float, top: float, size: tuple[float, float], rows: int) -> None:
    """The edge to cut along, and the dashed lines to fold along."""
    wide, high = size
    canvas.saveState()
    canvas.setLineWidth(0.9)
    canvas.rect(left, top - high, wide, high)
    canvas.setLineWidth(0.5)
    canvas.setDash(4, 3)
    canvas.line(left + wide / 2, top, left + wide / 2, top - high)
    for row in range(1, rows):
        canvas.line(left, top - row * PANEL, left + wide, top - row * PANEL)
    canvas.restoreState()
