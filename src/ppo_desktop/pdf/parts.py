"""The fixed parts of a paper: letterhead, opening lines, signature places, electronic block, watermark, footer."""

from __future__ import annotations

import io
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.pdf import qr
from ppo_desktop.pdf.fonts import BOLD, REGULAR, printable, shrink, width, wrap
from ppo_desktop.pdf.lines import SMALL, SMALL_LEADING, baseline, facts_items, side_by_side, text_item
from ppo_desktop.pdf.page import BODY, LEADING, Frame, Item, space
from ppo_desktop.pdf.places import DOTS, PLACE_WIDTH, place_items
from ppo_desktop.reports.document import Document, ElectronicBlock, Letterhead, Slide

FOOT = 8.0
LOGO = 22 * mm
TOTAL_ROOM = "0000"
"""As wide as the number of pages of the longest register."""
ADDRESSEE = 0.58
"""Where the date and the addressee of a letter begin: this part of the width from the left."""
_YTH = "Yth. "
QR_SIDE = 30 * mm
COPY = 10.0
COPY_LEADING = 13.0
MOST_KEPT = 24
"""Strips of signatures and copies that stay on one page."""
MAX_LOGO_PIXELS = 4_000_000


def letterhead(head: Letterhead, area: Frame) -> list[Item]:
    """The kop with its double rule."""
    result = [_notice(head.notice, area)] if head.notice else []
    inset = LOGO + 3 * mm if head.logo else 0.0
    room = area.width - 2 * inset
    logo = _logo(head.logo) if head.logo else None
    sizes = [14.0] * (len(head.lines) - 1) + [18.0]
    lines = []
    for text, usual in zip(head.lines, sizes, strict=True):
        size = shrink(printable(text), BOLD, usual, room, 9.0)
        lines += [(line, size, BOLD) for line in wrap(text, BOLD, size, room + 0.01)]
    lines += [(line, 9.5, REGULAR) for line in wrap(head.address, REGULAR, 9.5, room)] if head.address else []
    words = sum(size * 1.25 for _text, size, _font in lines)
    height = max(words, LOGO if logo else 0.0) + 4 * mm

    def draw(canvas: Canvas, top: float) -> None:
        if logo:
            canvas.drawImage(logo, area.left, top - LOGO, LOGO, LOGO, preserveAspectRatio=True, anchor="c")
        y = top - (height - 4 * mm - words) / 2
        for text, size, font in lines:
            canvas.setFont(font, size)
            canvas.drawCentredString(area.left + area.width / 2, baseline(y, size, size * 1.25), text)
            y -= size * 1.25
        foot = top - height + 1.0 * mm
        for rule, y in ((2.0, foot + 2.6), (0.6, foot)):
            canvas.setLineWidth(rule)
            canvas.line(area.left, y, area.x_end, y)

    return [*result, Item(height, draw), space(5 * mm)]


def _notice(text: str, area: Frame) -> Item:
    text = printable(text)

    def draw(canvas: Canvas, top: float) -> None:
        room = width(text, BOLD, 10) + 8 * mm
        canvas.setLineWidth(1)
        canvas.rect(area.left + (area.width - room) / 2, top - 16, room, 16)
        canvas.setFont(BOLD, 10)
        canvas.drawCentredString(area.left + area.width / 2, baseline(top, 10, 16), text)

    return Item(16 + 4 * mm, draw)


def _logo(data: bytes) -> ImageReader:
    """The emblem on white, at most 600 dots high, a small JPEG as it is; raises ``Refused('logo')``."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MAX_LOGO_PIXELS:
                raise ValueError("too large")
            if (image.format, image.mode) == ("JPEG", "RGB") and max(image.size) <= 600:
                image.load()
                return ImageReader(io.BytesIO(data))
            image.thumbnail((600, 600))
            shape = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        raise Refused("logo", _("Gambar lambang tidak dapat dibaca."), _("Pilih berkas PNG atau JPEG.")) from error
    flat = Image.new("RGB", shape.size, "white")
    flat.paste(shape, mask=shape.getchannel("A"))
    return ImageReader(flat)


def copy_line(text: str, area: Frame) -> list[Item]:
    """Whose copy this is, at the upper right above everything."""
    return _right(text, SMALL, SMALL_LEADING, area)


def opening(document: Document, area: Frame) -> list[Item]:
    """What stands above the blocks: number, subject and addressee of a letter, or the centred title of a sheet."""
    if document.subject:
        return _letter_head(document, area)
    if document.blocks and isinstance(document.blocks[0], Slide):
        return []
    dated = _right(document.date_line, BODY, LEADING, area) if document.date_line else []
    return [*dated, *_sheet_title(document, area)]


def _right(text: str, size: float, leading: float, area: Frame) -> list[Item]:
    lines = wrap(text, REGULAR, size, area.width)
    return [text_item([(area.x_end - width(line, REGULAR, size), line, REGULAR)], size, leading) for line in lines]


def _letter_head(document: Document, area: Frame) -> list[Item]:
    rows = [] if document.number == "" else [(_("Nomor"), document.number or DOTS)]
    rows += [(_("Sifat"), document.nature)] if document.nature else []
    rows += [(_("Lampiran"), document.attachment_note)] if document.attachment_note else []
    rows.append((_("Hal"), document.subject))
    split = area.width * ADDRESSEE
    left = facts_items(rows, area.left, width(_("Lampiran"), REGULAR, BODY), split - 4 * mm)
    x = area.left + split
    room = area.width - split
    dated = [text_item([(x, line, REGULAR)], BODY, LEADING) for line in wrap(document.date_line, REGULAR, BODY, room)]
    dated += [space(LEADING / 2)] if document.date_line else []
    right = [item for text in document.addressee for item in _addressed(text, x, room)]
    both = side_by_side(left, right)
    if both.height > area.height / 2:
        return [*dated, *left, *right, space(LEADING)]
    return [*(replace(item, keeps_next=True) for item in (*dated, both)), space(LEADING)]


def _addressed(text: str, x: float, room: float) -> list[Item]:
    """A line of the addressee; what goes on below ``Yth.`` is set in, under the name."""
    mark, rest = (_YTH, text.removeprefix(_YTH)) if text.startswith(_YTH) else ("", text)
    inset = width(mark, REGULAR, BODY)
    first, *others = wrap(rest, REGULAR, BODY, room - inset)
    lines = [(x, mark + first), *((x + inset, line) for line in others)]
    return [text_item([(at, line, REGULAR)], BODY, LEADING) for at, line in lines]


def _sheet_title(document: Document, area: Frame) -> list[Item]:
    result = [_centred(line, BOLD, 13.0, area) for line in wrap(document.title.upper(), BOLD, 13.0, area.width)]
    if document.number != "":
        text = _("Nomor: {number}").format(number=document.number or DOTS)
        result += [_centred(line, REGULAR, BODY, area) for line in wrap(text, REGULAR, BODY, area.width)]
    return [*result, space(LEADING)]


def _centred(text: str, font: str, size: float, area: Frame) -> Item:
    def draw(canvas: Canvas, top: float) -> None:
        canvas.setFont(font, size)
        canvas.drawCentredString(area.left + area.width / 2, baseline(top, size, size * 1.35), text)

    return Item(size * 1.35, draw, keeps_next=True)


def ending(document: Document, area: Frame) -> list[Item]:
    """Signature places and copies where the text ends; the electronic block at the foot of that page, clear of ink
    and stamp.

    Where little room is left the electronic block stands beside a single signature, else below it over the full width.
    """
    last = [*place_items(document.signatures, area), *_carbon_copies(document.carbon_copies, area)]
    block = document.electronic
    if not block:
        return [replace(item, keeps_next=True) for item in last[:-1]] + last[-1:] if len(last) <= MOST_KEPT else last
    signed = sum(item.height for item in last)
    wide, narrow = _electronic(block, area.width), _electronic(block, area.width - PLACE_WIDTH - 6 * mm)
    is_single = len(last) == 1 and len(document.signatures) == 1
    needed = max(signed, narrow.height) if is_single else signed + LEADING + wide.height

    def draw(canvas: Canvas, top: float) -> None:
        y = top
        for item in last:
            item.draw(canvas, y)
            y -= item.height
        has_room = y - LEADING - wide.height >= area.bottom
        _draw_electronic(canvas, wide if has_room or not is_single else narrow, area)

    return [Item(needed, draw)]


def _carbon_copies(copies: Sequence[str], area: Frame) -> list[Item]:
    """Who else gets the letter."""
    if not copies:
        return []
    result = [space(LEADING / 2), text_item([(area.left, _("Tembusan:"), REGULAR)], COPY, COPY_LEADING)]
    for number, text in enumerate(copies, 1):
        for place, line in enumerate(wrap(text, REGULAR, COPY, area.width - 6 * mm)):
            mark = [(area.left, f"{number}.", REGULAR)] if place == 0 else []
            result.append(text_item([*mark, (area.left + 6 * mm, line, REGULAR)], COPY, COPY_LEADING))
    return result


class _Electronic(Struct, frozen=True):
    qr: str
    lines: Sequence[tuple[str, str]]
    height: float


def _electronic(block: ElectronicBlock, room: float) -> _Electronic:
    lines = []
    for i, text in enumerate(block.lines):
        font = BOLD if i == 0 else REGULAR
        lines += [(line, font) for line in wrap(text, font, SMALL, room - QR_SIDE)]
    return _Electronic(block.qr, lines, max(QR_SIDE, len(lines) * SMALL_LEADING))


def _draw_electronic(canvas: Canvas, block: _Electronic, area: Frame) -> None:
    top = area.bottom + block.height
    air = (block.height - QR_SIDE) / 2
    if block.qr:
        qr.draw(canvas, block.qr, area.left - 2 * mm, top - air, QR_SIDE)
    top -= (block.height - len(block.lines) * SMALL_LEADING) / 2
    for i, (line, font) in enumerate(block.lines):
        canvas.setFont(font, SMALL)
        canvas.drawString(area.left + QR_SIDE, baseline(top - i * SMALL_LEADING, SMALL, SMALL_LEADING), line)


def watermark(canvas: Canvas, text: str, area: Frame) -> None:
    """Large light grey letters across the page, under everything else."""
    text = printable(text)
    canvas.saveState()
    canvas.setFillGray(0.9)
    canvas.translate(area.page_width / 2, area.page_height / 2)
    canvas.rotate(54)
    size = 130 * min(1.0, area.page_height * 0.8 / width(text, BOLD, 130))
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(0, -size * 0.35, text)
    canvas.restoreState()


def footer(canvas: Canvas, text: str, page: int, pages: int | str, area: Frame) -> None:
    """What the paper is, and the page number.

    Args:
        pages: how many there are; or, while that is not known, the name under which ``total_pages`` will draw it.
    """
    known = str(pages) if isinstance(pages, int) else ""
    right = _("Halaman {page} dari {pages}").format(page=page, pages=known)
    reserved = 0.0 if known else width(TOTAL_ROOM, REGULAR, FOOT)
    room = area.width - width(right, REGULAR, FOOT) - reserved - 6 * mm
    y = area.bottom - 6 * mm
    canvas.setLineWidth(0.4)
    canvas.line(area.left, y + FOOT + 2, area.x_end, y + FOOT + 2)
    canvas.setFont(REGULAR, FOOT)
    for i, line in enumerate(wrap(text, REGULAR, FOOT, room)[:2]):
        canvas.drawString(area.left, y - i * FOOT * 1.2, line)
    canvas.drawRightString(area.x_end - reserved, y, right)
    if isinstance(pages, str):
        canvas.doForm(pages)


def total_pages(canvas: Canvas, name: str, pages: int, area: Frame) -> None:
    """Draw what the footers left open: the number of pages, once for all."""
    x, y = area.x_end - width(TOTAL_ROOM, REGULAR, FOOT), area.bottom - 6 * mm
    canvas.beginForm(name, x, y - FOOT, area.x_end, y + FOOT)
    canvas.setFont(REGULAR, FOOT)
    canvas.drawString(x, y, str(pages))
    canvas.endForm()
