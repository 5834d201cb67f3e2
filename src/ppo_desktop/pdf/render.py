"""A document → PDF/A pages, one after another as they are filled: a register of any length takes little memory."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from itertools import chain, islice
from typing import BinaryIO

from msgspec.structs import replace
from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.pdf import archive, blocks, fonts, parts
from ppo_desktop.pdf.lines import bookmark
from ppo_desktop.pdf.page import NARROW_PEN, Frame, Item, Placed, fill, frame, kept_with_end, tightened
from ppo_desktop.reports.document import Document, Table

VERSION = (1, 7)
AHEAD = 300
"""Strips. What has fewer is laid out as a whole, and tighter where that saves a page."""

Told = Callable[[int, int], object]
"""Told after each page how many rows of tables are drawn, and of how many (0: unknown); may raise to stop."""

rl_config.useA85 = 0  # reportlab's ASCII85 would make every stream a quarter larger and wrap photos in it


def render(document: Document, paper: str = "F4", told: Told | None = None) -> bytes:
    """The pages of ``document`` on ``F4`` or ``A4`` as PDF/A-3b: embedded fonts, bookmarks, the same bytes for the same
    document.

    Raises ``Refused('paper')``, ``Refused('logo')`` and what ``told`` raises; text of any length or script is printed,
    never refused.
    """
    return render_together([document], paper, told)


def render_together(documents: Sequence[Document], paper: str = "F4", told: Told | None = None) -> bytes:
    """As ``render``: several papers one after another in one file, each with its own page numbers."""
    assert documents, "a paper has at least one page"
    out = io.BytesIO()
    render_to(out, documents, paper, told)
    return out.getvalue()


def render_to(out: BinaryIO, documents: Sequence[Document], paper: str = "F4", told: Told | None = None) -> None:
    """As ``render_together``, into ``out``; nothing is written before all pages are drawn."""
    fonts.register()
    pages = io.BytesIO()
    canvas = _Canvas(
        pages,
        pagesize=(frame(paper).page_width, frame(paper).page_height),
        pageCompression=1,
        invariant=1,
        pdfVersion=VERSION,
        initialFontName=fonts.REGULAR,
        lang=archive.LANGUAGE,
    )
    copies = [(document, copy) for document in documents for copy in document.copies or ("",)]
    for place, (document, copy) in enumerate(copies):
        _draw(canvas, document, paper, copy, told, f"pages-{place}")
    canvas.save()
    archive.finish(pages, out, title=fonts.one_line(documents[0].title))


class _Canvas(Canvas):
    """A canvas that holds finished pages compressed."""

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        super().showPage()
        page = self._doc.Pages.pages[-1]
        packed = zlib.compress(page.stream.encode("latin-1"))
        page.stream = None
        page.Contents = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), packed)


def _draw(canvas: Canvas, document: Document, paper: str, copy: str, told: Told | None, total: str) -> None:
    """Args: total: a name for the drawing with the number of pages, which is known last."""
    area = frame(paper, is_wide=document.is_wide)
    pages = _pages(document, area, copy)
    count = len(pages) if isinstance(pages, list) else None
    rows = _row_count(document)
    drawn = 0
    for number, placed in enumerate(pages, start=1):
        canvas.setPageSize((area.page_width, area.page_height))
        if number == 1:
            bookmark(canvas, document.title, 0, 0, area.page_height)
        if document.watermark:
            parts.watermark(canvas, document.watermark, area)
        for top, item in placed:
            item.draw(canvas, top)
            drawn += item.head is not None
        parts.footer(canvas, document.footer, number, count or total, area)
        canvas.showPage()
        if told:
            told(min(drawn, rows), rows)
    if count is None:
        parts.total_pages(canvas, total, number, area)


def _row_count(document: Document) -> int:
    tables = [block.rows for block in document.blocks if isinstance(block, Table)]
    return sum(len(rows) for rows in tables if isinstance(rows, Sized))


def lay_out(document: Document, paper: str = "F4", copy: str = "") -> list[list[Placed]]:
    """The items of each page with their upper edges; ``len()`` of it is the page count."""
    return list(_pages(document, frame(paper, is_wide=document.is_wide), copy))


def _pages(document: Document, area: Frame, copy: str) -> list[list[Placed]] | Iterator[list[Placed]]:
    """All pages where there are few, else one after another.

    Where that saves a page empty space is halved, and if that is not enough the lines for the pen are narrower too.
    """
    items = iter(_items(document, area, copy))
    first = list(islice(items, AHEAD))
    if len(first) == AHEAD:
        return fill(chain(first, items), area)
    pages = list(fill(first, area))
    if len(pages) == 1:
        return pages
    narrow = replace(area, pen=NARROW_PEN)
    tighter = (fill(tightened(strips), area) for strips in (first, list(_items(document, narrow, copy))))
    return min([pages, *map(list, tighter)], key=len)


def _items(document: Document, area: Frame, copy: str) -> Iterable[Item]:
    head = parts.copy_line(copy, area) if copy else []
    head += parts.letterhead(document.letterhead, area) if document.letterhead else []
    head += parts.opening(document, area)
    body = kept_with_end(chain(head, blocks.items(document.blocks, area)))
    return chain(body, parts.ending(document, area))
