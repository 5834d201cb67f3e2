"""Paper, margins, and filling pages with items from top to bottom."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _

Draw = Callable[[Canvas, float], None]
"""Draws itself hanging from the given y (points, from the foot of the page)."""

BODY = 11.5
LEADING = 16.0
PEN, NARROW_PEN = 7.5 * mm, 6.2 * mm
"""Height of a line on which people write: usually, and where that saves a page."""


class Frame(Struct, frozen=True):
    """A paper with its margins and the room for the pen, in points."""

    page_width: float
    page_height: float
    left: float = 25 * mm
    right: float = 20 * mm
    top: float = 14 * mm
    bottom: float = 17 * mm
    pen: float = PEN

    @property
    def width(self) -> float:
        return self.page_width - self.left - self.right

    @property
    def x_end(self) -> float:
        return self.page_width - self.right

    @property
    def y_top(self) -> float:
        return self.page_height - self.top

    @property
    def height(self) -> float:
        return self.y_top - self.bottom


PAPERS = {"F4": Frame(215 * mm, 330 * mm), "A4": Frame(210 * mm, 297 * mm)}
"""F4 is the folio of Indonesian offices, 215 x 330 mm."""


def frame(paper: str, *, is_wide: bool = False) -> Frame:
    """The frame of ``F4`` or ``A4``, upright or across; raises ``Refused('paper')``."""
    if paper not in PAPERS:
        raise Refused("paper", _("Ukuran kertas “{paper}” tidak dikenal.").format(paper=paper), _("Pilih F4 atau A4."))
    upright = PAPERS[paper]
    if not is_wide:
        return upright
    return replace(upright, page_width=upright.page_height, page_height=upright.page_width, left=upright.right)


class Item(Struct, frozen=True):
    """A strip of the page that is never cut."""

    height: float
    draw: Draw
    keeps_next: bool = False
    """Never the last strip on a page."""
    head: Item | None = None
    """Repeated above this strip when it opens a page (a table's head)."""
    is_space: bool = False
    """Dropped where it would open a page."""
    opens_page: bool = False
    """Begins a new page wherever it comes."""


Placed = tuple[float, Item]


def nothing(_canvas: Canvas, _top: float) -> None:
    """Draws nothing."""


def space(height: float) -> Item:
    return Item(height, nothing, is_space=True)


def kept_with_end(items: Iterable[Item], lines: int = 2) -> Iterator[Item]:
    """``items`` whose last ``lines`` strips stay with what follows: nobody signs a page without text."""
    held: deque[Item] = deque()
    solid = 0
    for item in items:
        held.append(item)
        solid += not item.is_space
        while solid > lines:
            first = held.popleft()
            solid -= not first.is_space
            yield first
    yield from (replace(item, keeps_next=True) for item in held)


def tightened(items: Sequence[Item]) -> list[Item]:
    """``items`` with half the empty space."""
    return [replace(item, height=item.height / 2) if item.is_space else item for item in items]


def fill(items: Iterable[Item], area: Frame) -> Iterator[list[Placed]]:
    """``items`` on as many pages as they need: per page the items with their upper edges, as soon as it is full."""
    page: list[Item] = []
    room = area.height
    is_first = True
    for item in items:
        while _is_due(item, page, room):
            carried = [] if item.opens_page else _carried(page)
            yield _stacked(page, area.y_top)
            is_first = False
            page = _opening(carried, item)
            room = area.height - sum(i.height for i in page)
        if item.is_space and not page:
            continue
        page.append(item)
        room -= item.height
    if page or is_first:
        yield _stacked(page, area.y_top)


def _is_due(item: Item, page: list[Item], room: float) -> bool:
    """Whether ``item`` goes to a new page; not where that would be no emptier than ``page``."""
    if item.opens_page:
        return any(not i.is_space for i in page)
    return item.height > room and any(not i.is_space and i is not item.head for i in page)


def _carried(page: list[Item]) -> list[Item]:
    """Take the strips off the foot of ``page`` that must stay with what follows; all of them would be no help."""
    at = len(page)
    while at > 0 and (page[at - 1].keeps_next or page[at - 1].is_space):
        at -= 1
    if at == 0:
        return []
    carried = page[at:]
    del page[at:]
    return carried


def _opening(carried: list[Item], item: Item) -> list[Item]:
    first = next((i for i in (*carried, item) if not i.is_space), item)
    while carried and carried[0].is_space:
        carried = carried[1:]
    if first.head and not any(i is first.head for i in carried):
        return [first.head, *carried]
    return list(carried)


def _stacked(page: Sequence[Item], top: float) -> list[Placed]:
    placed = []
    for item in page:
        placed.append((top, item))
        top -= item.height
    return placed
