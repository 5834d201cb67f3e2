"""Text in strips: the parts that blocks, letterhead and endings are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportlab.lib.rl_accel import escapePDF
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.pdf.fonts import REGULAR, one_line, wrap
from ppo_desktop.pdf.page import BODY, LEADING, Item

SMALL = 8.5
SMALL_LEADING = 11.5


def baseline(top: float, size: float, leading: float) -> float:
    """Where to set text of ``size`` in a line of ``leading`` that hangs from ``top``."""
    return top - (leading + size * 0.7) / 2


def text_item(lines: Sequence[tuple[float, str, str]], size: float, leading: float, keeps_next: bool = False) -> Item:
    """One strip with texts ``(x, text, font)`` on a common baseline."""

    def draw(canvas: Canvas, top: float) -> None:
        for x, text, font in lines:
            canvas.setFont(font, size)
            canvas.drawString(x, baseline(top, size, leading), text)

    return Item(leading, draw, keeps_next)


def draw_texts(canvas: Canvas, font: str, size: float, texts: Iterable[tuple[float, float, str]]) -> None:
    """``drawString`` for many texts ``(x, y, text)``, in a fraction of its time: a register has a quarter million.

    ASCII stands in the first subset of our fonts as it is (``ttfAsciiReadable``); reportlab looks each letter up.
    """
    face, document = getFont(font), canvas._doc
    first = f"{face.getSubsetInternalName(0, document)} {size:.2f} Tf"
    code = ["BT", first]
    for x, y, text in texts:
        code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        if text.isascii():
            code.append(f"({text.translate(_ESCAPES)}) Tj")
            continue
        for subset, letters in face.splitString(text, document):
            code.append(f"{face.getSubsetInternalName(subset, document)} {size:.2f} Tf ({escapePDF(letters)}) Tj")
        code.append(first)
    canvas.addLiteral("\n".join([*code, "ET"]))


_ESCAPES = str.maketrans({mark: f"\\{mark}" for mark in "\\()"})


MOST_TOGETHER = 6
"""Lines of a pair of label and value that are one strip."""


def facts_items(rows: Sequence[tuple[str, str]], left: float, label_room: float, room: float) -> list[Item]:
    """``label : value`` rows inside ``room`` points from ``left``; long labels and values wrap in their columns."""
    colon = left + label_room + 3 * mm
    value_x = colon + 3 * mm
    result = []
    for label, value in rows:
        labels = [(left, line) for line in wrap(label, REGULAR, BODY, label_room + 1)]
        values = [(value_x, line) for line in wrap(value, REGULAR, BODY, left + room - value_x)]
        most = max(MOST_TOGETHER, len(labels))
        strip = _columns([labels, [(colon, ":")], values[:most]], max(len(labels), len(values[:most])))
        result += [strip, *(text_item([(x, line, REGULAR)], BODY, LEADING) for x, line in values[most:])]
    return result


def _columns(columns: Sequence[Sequence[tuple[float, str]]], lines: int) -> Item:
    """One strip with several columns of lines ``(x, text)``, one column read after the other."""

    def draw(canvas: Canvas, top: float) -> None:
        canvas.setFont(REGULAR, BODY)
        for column in columns:
            for place, (x, text) in enumerate(column):
                canvas.drawString(x, baseline(top - place * LEADING, BODY, LEADING), text)

    return Item(lines * LEADING, draw)


def side_by_side(*columns: Sequence[Item]) -> Item:
    """One strip with several columns of strips, one read after the other."""

    def draw(canvas: Canvas, top: float) -> None:
        for column in columns:
            y = top
            for item in column:
                item.draw(canvas, y)
                y -= item.height

    return Item(max(sum(item.height for item in column) for column in columns), draw)


def bookmark(canvas: Canvas, text: str, level: int, left: float, top: float) -> None:
    """An entry of the outline that leads to this height of the page now drawn."""
    text = one_line(text)
    if text:
        key = f"{canvas.getPageNumber()} {left:.1f} {top:.1f}"
        canvas.bookmarkPage(key, fit="XYZ", left=0, top=top)
        canvas.addOutlineEntry(text, key, level)
