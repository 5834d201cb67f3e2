"""QR symbols as vector rectangles, no picture."""

from __future__ import annotations

from functools import lru_cache

from reportlab.pdfgen.canvas import Canvas
from zxingcpp import BarcodeFormat, create_barcode, write_barcode_to_image

QUIET = 4
"""Modules of white around the symbol (ISO/IEC 18004)."""


@lru_cache(maxsize=8)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The symbol's rows of dark and light modules, error correction M (survives about 15 % dirt)."""
    code = create_barcode(text, BarcodeFormat.QRCode, ec_level="M")
    picture = write_barcode_to_image(code, scale=1, add_quiet_zones=False)
    rows: list[list[int]] = memoryview(picture).tolist()  # type: ignore[arg-type, assignment]  # a buffer, untyped
    return tuple(tuple(light == 0 for light in row) for row in rows)


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
