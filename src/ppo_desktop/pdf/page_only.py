"""A report's pages without what is sealed in them, to be signed outside; and the stamp of a visible signature."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Name
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.pdf import fonts
from ppo_desktop.pdf.archive import LANGUAGE

_DROPPED = ("/Names", "/AF", "/AcroForm", "/Perms")
STAMP = (240.0, 58.0)
"""Width and height in points."""
_SIZE, _LEADING, _EDGE = 7.5, 9.5, 5.0


def page_only(carrier: bytes) -> bytes:
    """The pages of a signed carrier without attachments and signature; the same bytes for the same carrier."""
    with pikepdf.open(io.BytesIO(carrier)) as pdf:
        for name in _DROPPED:
            if name in pdf.Root:
                del pdf.Root[name]
        for page in pdf.pages:
            if Name.Annots in page.obj:
                del page.obj[Name.Annots]
        pdf.remove_unreferenced_resources()
        out = io.BytesIO()
        pdf.save(out, min_version="1.7", fix_metadata_version=False, deterministic_id=True, linearize=False)
        return out.getvalue()


def stamp(lines: Sequence[str]) -> bytes:
    """What a visible signature shows: a frame with a few lines, the first one bold, fonts embedded."""
    fonts.register()
    buffer = io.BytesIO()
    width, height = STAMP
    canvas = Canvas(
        buffer, pagesize=STAMP, pageCompression=1, invariant=1, initialFontName=fonts.REGULAR, lang=LANGUAGE
    )
    canvas.setLineWidth(0.6)
    canvas.rect(0.5, 0.5, width - 1, height - 1)
    top = height - _EDGE - _SIZE
    room = width - 2 * _EDGE
    for place, text in enumerate(lines):
        font = fonts.REGULAR if place else fonts.BOLD
        for line in fonts.wrap(fonts.printable(text), font, _SIZE, room)[:2]:
            if top < _EDGE:
                break
            canvas.setFont(font, _SIZE)
            canvas.drawString(_EDGE, top, line)
            top -= _LEADING
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
