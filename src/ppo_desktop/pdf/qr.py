"""QR symbols as vector rectangles (reportlab's encoder, no picture)."""

from __future__ import annotations

from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel
from reportlab.pdfgen.canvas import Canvas

QUIET = 4
"""Modules of white around the symbol (ISO/IEC 18004)."""


@lru_cache(maxsize=8)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The symbol's rows of dark and light modules, error correction M (survives about 15 % dirt)."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(text))
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)


def draw(canvas: Canvas, text: str, x: float, top: float, side: float) -> None:
    """Draw the symbol of ``text`` with its quiet zone in the square of ``side`` points that hangs from ``(x, top)``."""
    rows = modules(text)
    step = side / (len(rows) + 2 * QUIET)
    path = canvas.beginPath()
    for r, row in enumerate(rows):
        y = top - (r + 1 + QUIET) * step
        start = None
        for c, dark in enumerate((*row, False)):
            if dark and start is None:
                start = c
            elif not dark and start is not None:
                path.rect(x + (start + QUIET) * step, y, (c - start) * step, step)
                start = None
    canvas.drawPath(path, stroke=0, fill=1)
