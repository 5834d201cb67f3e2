"""Places for ink and stamp: place and date, titles, free lines with the box of a duty stamp, name, rank, number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.core.text import _
from ppo_desktop.pdf.fonts import BOLD, REGULAR, width, wrap
from ppo_desktop.pdf.lines import SMALL, baseline
from ppo_desktop.pdf.page import BODY, LEADING, Frame, Item, space
from ppo_desktop.reports.document import Signature, Signatures

DOTS = "." * 28
"""A place for the pen."""
PLACE_WIDTH = 76 * mm
NARROWEST = 55 * mm
"""Of two places beside each other; in less room they stand below each other."""
STAMP = (30 * mm, 18 * mm)
"""The box of a duty stamp."""


class _Line(Struct, frozen=True):
    text: str
    font: str = REGULAR
    is_underlined: bool = False


def signature_items(block: Signatures, area: Frame) -> Iterator[Item]:
    """One strip for each two places."""
    yield space(LEADING / 2)
    yield from place_items(block.places, area)


def place_items(places: Sequence[Signature], area: Frame) -> list[Item]:
    """Two beside each other, an odd last one in the middle; a single one at the right; three across a wide paper."""
    room = min(PLACE_WIDTH, (area.width - 4 * mm) / 2)
    if room < NARROWEST:
        room = min(PLACE_WIDTH, area.width)
        return [_strip([(place, area.left)], room) for place in places]
    left, right = area.left, area.x_end - room
    if len(places) == 1:
        return [_strip([(places[0], right)], room)]
    if len(places) == 3 and area.width >= 3 * (PLACE_WIDTH + 4 * mm):
        first, second, head = places  # who knows of it stands first where all three stand beside each other
        across = zip((head, first, second), (left, area.left + (area.width - room) / 2, right), strict=True)
        return [_strip([*across], room)]
    pairs = [places[at : at + 2] for at in range(0, len(places), 2)]
    middle = area.left + (area.width - room) / 2
    strips: list[Item] = []
    for pair in pairs:
        strips += [space(LEADING)] if strips else []
        strips.append(_strip([*zip(pair, (left, right) if len(pair) == 2 else (middle,), strict=True)], room))
    return strips


def _strip(places: Sequence[tuple[Signature, float]], room: float) -> Item:
    """Beside each other: the titles end on one line, the names stand on one."""
    heads = [_head(place, room) for place, _x in places]
    free = max(_free(place) for place, _x in places)
    lowest = max(len(head) for head in heads) * LEADING
    columns = [(head, _foot(place, room), place, x) for head, (place, x) in zip(heads, places, strict=True)]

    def draw(canvas: Canvas, top: float) -> None:
        for head, foot, place, x in columns:
            _draw(canvas, head, x, top - lowest + len(head) * LEADING)
            if place.needs_duty_stamp:
                _draw_stamp(canvas, x, top - lowest - (free - STAMP[1]) / 2)
            _draw(canvas, foot, x, top - lowest - free)

    return Item(lowest + free + max(len(foot) for _head, foot, _place, _x in columns) * LEADING, draw)


def _head(place: Signature, room: float) -> list[_Line]:
    texts = filter(None, (place.place_date, *place.title_lines))
    return [_Line(line) for text in texts for line in wrap(text, REGULAR, BODY, room)]


def _free(place: Signature) -> float:
    free = place.blank_lines * LEADING
    return max(free, STAMP[1] + 6) if place.needs_duty_stamp else free


def _foot(place: Signature, room: float) -> list[_Line]:
    names = wrap(place.name or DOTS * 2, BOLD, BODY, room)
    further = filter(None, (place.rank, place.number_line))
    return [
        *(_Line(line, BOLD, is_underlined=bool(place.name)) for line in names),
        *(_Line(line) for text in further for line in wrap(text, REGULAR, BODY, room)),
    ]


def _draw(canvas: Canvas, lines: Sequence[_Line], x: float, top: float) -> None:
    for line in lines:
        canvas.setFont(line.font, BODY)
        y = baseline(top, BODY, LEADING)
        canvas.drawString(x, y, line.text)
        if line.is_underlined:
            canvas.setLineWidth(0.8)
            canvas.line(x, y - 1.8, x + width(line.text, line.font, BODY), y - 1.8)
        top -= LEADING


def _draw_stamp(canvas: Canvas, x: float, top: float) -> None:
    wide, high = STAMP
    canvas.saveState()
    canvas.setLineWidth(0.5)
    canvas.setDash(3, 2)
    canvas.rect(x, top - high, wide, high)
    canvas.restoreState()
    canvas.setFont(REGULAR, SMALL)
    canvas.drawCentredString(x + wide / 2, top - high / 2 - SMALL * 0.35, _("Meterai"))
