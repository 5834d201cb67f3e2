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


def facts_items(rows: Sequence[tuple[str, str]], left: float, label_room: float, room: float) -> list[Item]:
    """``label : value`` rows inside ``room`` points from ``left``; long labels and values wrap in their columns."""
    colon = left + label_room + 3 * mm
    value_x = colon + 3 * mm
    result = []
    for label, value in rows:
        labels = wrap(label, REGULAR, BODY, label_room + 1)
        values = wrap(value, REGULAR, BODY, left + room - value_x)
        for i in range(max(len(labels), len(values))):
            texts = [(left, labels[i], REGULAR)] if i < len(labels) else []
            texts += [(colon, ":", REGULAR)] if i == 0 else []
            texts += [(value_x, values[i], REGULAR)] if i < len(values) else []
            result.append(text_item(texts, BODY, LEADING, keeps_next=i + 1 < min(len(values), 4)))
    return result


def bookmark(canvas: Canvas, text: str, level: int, left: float, top: float) -> None:
    """An entry of the outline that leads to this height of the page now drawn."""
    text = one_line(text)
    if text:
        key = f"{canvas.getPageNumber()} {left:.1f} {top:.1f}"
        canvas.bookmarkPage(key, fit="XYZ", left=0, top=top)
        canvas.addOutlineEntry(text, key, level)
