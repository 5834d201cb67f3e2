"""Photos on paper: two beside each other, each above its caption, as the JPEG they are."""

from __future__ import annotations

import io

from msgspec import Struct
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.pdf.fonts import REGULAR, wrap
from ppo_desktop.pdf.page import Frame, Item
from ppo_desktop.reports.document import Photos, Picture

BETWEEN = 6 * mm
TALLEST = 72 * mm
CAPTION = 9.0
CAPTION_LEADING = 11.5


class _Cell(Struct, frozen=True):
    """One photo with its place in the row."""

    image: ImageReader
    left: float
    width: float
    height: float
    lines: tuple[str, ...]

    def draw(self, canvas: Canvas, top: float) -> None:
        canvas.drawImage(self.image, self.left, top - self.height, self.width, self.height)
        canvas.setFont(REGULAR, CAPTION)
        for place, line in enumerate(self.lines, 1):
            canvas.drawString(self.left, top - self.height - place * CAPTION_LEADING, line)

    @property
    def total(self) -> float:
        return self.height + len(self.lines) * CAPTION_LEADING


def photo_items(block: Photos, area: Frame) -> list[Item]:
    """One item for each row of two."""
    room = (area.width - BETWEEN) / 2
    cells = [
        _cell(picture, area.left + (place % 2) * (room + BETWEEN), room) for place, picture in enumerate(block.pictures)
    ]
    return [_row(cells[start : start + 2]) for start in range(0, len(cells), 2)]


def _cell(picture: Picture, left: float, room: float) -> _Cell:
    scale = min(room / picture.width, TALLEST / picture.height)
    lines = tuple(wrap(picture.caption, REGULAR, CAPTION, room)) if picture.caption else ()
    return _Cell(ImageReader(io.BytesIO(picture.jpeg)), left, picture.width * scale, picture.height * scale, lines)


def _row(cells: list[_Cell]) -> Item:
    def draw(canvas: Canvas, top: float) -> None:
        for cell in cells:
            cell.draw(canvas, top)

    return Item(max(cell.total for cell in cells) + BETWEEN, draw)
