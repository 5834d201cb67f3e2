"""A document → PDF pages. ``archive.attach`` makes the archival file with attachments from them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.pdf import blocks, fonts, parts
from ppo_desktop.pdf.page import Placed, fill, frame, kept_with_end, tightened
from ppo_desktop.reports.document import Document

VERSION = (1, 7)

rl_config.useA85 = 0  # reportlab's ASCII85 would make every stream a quarter larger and wrap photos in it


def render(document: Document, paper: str = "F4") -> bytes:
    """The pages of ``document`` on ``F4`` or ``A4`` as PDF 1.7: embedded fonts, the same bytes for the same document.

    Raises ``Refused('paper')`` and ``Refused('logo')``; text of any length or script is printed, never refused.
    """
    return render_together([document], paper)


def render_together(documents: Sequence[Document], paper: str = "F4") -> bytes:
    """As ``render``: several papers one after another in one file, each with its own page numbers."""
    fonts.register()
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(frame(paper).page_width, frame(paper).page_height),
        pageCompression=1,
        invariant=1,
        pdfVersion=VERSION,
        initialFontName=fonts.REGULAR,
        lang="id-ID",
    )
    canvas.setTitle(documents[0].title)
    for document in documents:
        for copy in document.copies or ("",):
            _draw(canvas, document, paper, copy)
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, document: Document, paper: str, copy: str) -> None:
    pages, area = lay_out(document, paper, copy), frame(paper, is_wide=document.is_wide)
    for number, placed in enumerate(pages, start=1):
        canvas.setPageSize((area.page_width, area.page_height))
        if document.watermark:
            parts.watermark(canvas, document.watermark, area)
        for top, item in placed:
            item.draw(canvas, top)
        parts.footer(canvas, document.footer, number, len(pages), area)
        canvas.showPage()


def lay_out(document: Document, paper: str = "F4", copy: str = "") -> list[list[Placed]]:
    """The items of each page with their upper edges; ``len()`` of it is the page count.

    Empty space is halved where that saves a page.
    """
    area = frame(paper, is_wide=document.is_wide)
    items = parts.copy_line(copy, area) if copy else []
    items += parts.letterhead(document.letterhead, area) if document.letterhead else []
    items += parts.opening(document, area)
    items += blocks.items(document.blocks, area)
    items = [*kept_with_end(items), *parts.ending(document, area)]
    pages, tight = list(fill(items, area)), list(fill(tightened(items), area))
    return tight if len(tight) < len(pages) else pages
