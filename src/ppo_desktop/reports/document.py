"""A printed paper as a value: letterhead, blocks, signature places. ``pdf.render`` turns it into pages.

All text is plain text (no markup) and already in the user's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, assert_never

from msgspec import Struct

Align = Literal["left", "center", "right"]


class Letterhead(Struct, frozen=True):
    """The kop: lines in capitals, the last one printed largest, above a double rule."""

    lines: tuple[str, ...]
    address: str = ""
    logo: bytes | None = None
    """PNG or JPEG of the regency's emblem, printed at the left."""
    notice: str = ""
    """A framed line above the letterhead, such as the mark of a practice office."""


class Heading(Struct, frozen=True):
    """A heading inside the paper; never left alone at the foot of a page."""

    text: str


class Paragraph(Struct, frozen=True):
    """Running text; line breaks in ``text`` are kept."""

    text: str
    is_bold: bool = False
    is_indented: bool = False
    """First line set in, as in a letter."""
    is_boxed: bool = False
    """Framed and centred: the one sentence nobody may overlook."""


class Facts(Struct, frozen=True):
    """Label, colon, value: one pair per row."""

    rows: tuple[tuple[str, str], ...]


class Blank(Struct, frozen=True):
    """A label and a place for the pen: dots to the end of the line, and further lines of dots."""

    label: str
    lines: int = 1
    hint: str = ""
    """Printed small below, such as how a date is written."""
    cells: tuple[int, ...] = ()
    """Instead of dots a box for each character, in groups: ``(2, 2, 4)`` for a date, ``(4, 4, 4, 4)`` for a NIK."""


class Boxes(Struct, frozen=True):
    """A label and options with a box each, to be ticked or crossed by pen."""

    label: str
    options: tuple[str, ...]
    ticked: frozenset[int] = frozenset()
    """Places of the options whose box is crossed already."""
    hint: str = ""


class Numbered(Struct, frozen=True):
    """Items counted ``1.``, ``2.`` …, each with its further lines set in."""

    items: tuple[str, ...]
    letters: bool = False
    """``a.``, ``b.`` … instead."""


class Column(Struct, frozen=True):
    """One table column; ``share`` is its part of the width, relative to the other columns."""

    title: str
    share: float = 1.0
    align: Align = "left"


class Table(Struct, frozen=True):
    """A ruled table; its head is repeated on every page it reaches."""

    columns: tuple[Column, ...]
    rows: Iterable[tuple[str, ...]]
    """A tuple; or, for a register of any length, something that reads its rows anew each time it is walked through. A
    row of one cell stands across all columns, over those it heads."""
    total_row: tuple[str, ...] | None = None
    note: str = ""
    size: float = 11.0
    """Of the text in the cells, in points; registers of many columns need 7."""
    groups: tuple[tuple[str, int], ...] = ()
    """A first head row: a title over so many columns each; together as many as there are columns."""
    row_height: float = 0.0
    """At least so many millimetres a row: room for the pen in an empty list."""
    goes_on: bool = False
    """A row whose first cell is empty belongs to the one above: only a pale line stands between them."""


class Picture(Struct, frozen=True):
    """A photo as it is printed."""

    jpeg: bytes
    width: int
    height: int
    """In dots; only their ratio counts."""
    caption: str = ""


class Photos(Struct, frozen=True):
    """Pictures, two beside each other, each above its caption."""

    pictures: tuple[Picture, ...]


class Series(Struct, frozen=True):
    """One row of figures of a chart; ``None`` where nothing was recorded, which is never drawn as 0."""

    name: str
    values: tuple[float | None, ...]


class Chart(Struct, frozen=True):
    """Figures as a drawing, alike on paper and in the window (``reports.chart`` places its marks). The same figures
    always stand in a table beside it."""

    title: str
    shape: Literal["columns", "stacked", "bars", "lines", "tiles"]
    """Columns beside or upon each other, bars from the left (for long names), lines through time, or a tile for each
    category at its ``places`` whose value is one of ``levels``."""
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    """What is counted: ``orang``."""
    height: float = 60.0
    """Millimetres on paper."""
    now: int | None = None
    """Place of the category that still goes on, printed bold."""
    places: tuple[tuple[int, int], ...] = ()
    """Of tiles: row and column of each category."""
    levels: tuple[str, ...] = ()
    """Of tiles: what the values 0, 1, 2 … mean."""
    said: tuple[str, ...] = ()
    """Of tiles: a few words on each."""


class Spacer(Struct, frozen=True):
    """Empty space of ``lines`` text lines."""

    lines: float = 1.0


class CutLine(Struct, frozen=True):
    """A dashed line across the paper, with a word, along which a slip is cut off."""

    text: str = ""


class PageBreak(Struct, frozen=True):
    """What follows stands on a new page."""


class Signature(Struct, frozen=True):
    """A place for ink and stamp: place and date, titles, free lines, name, number."""

    place_date: str
    title_lines: tuple[str, ...]
    """``("Kepala Desa Sempalai,",)`` or ``("a.n. Kepala Desa Sempalai", "Sekretaris Desa,")``."""
    name: str
    """Empty when unknown: dots for the pen are printed."""
    number_line: str = ""
    """``NIP 19700101 199001 1 001``; empty for heads who have none."""
    blank_lines: int = 4
    needs_duty_stamp: bool = False
    """A box for the materai stands in the free lines."""
    rank: str = ""
    """Pangkat of a civil servant, between name and number."""


class Signatures(Struct, frozen=True):
    """Places for several people inside the paper: two beside each other, an odd last one in the middle."""

    places: tuple[Signature, ...]


class Beside(Struct, frozen=True):
    """Blocks in two columns beside each other, kept on one page: the halves of a card, a slip and its copy."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    is_framed: bool = False


class FoldedCard(Struct, frozen=True):
    """A card to be cut out and folded: panels of one size, two beside each other, in larger type than the paper.

    What does not fit into its panel is printed smaller, so a card is never longer than a page.
    """

    panels: tuple[tuple[Block, ...], ...]
    """From left to right, from top to bottom."""


class Slide(Struct, frozen=True):
    """A page to be thrown on a wall: its title, blocks in type as large as they leave room for, and at the foot where
    the figures come from. A document of slides is wide and has no letterhead; nothing stands between them.
    """

    title: str
    blocks: tuple[Block, ...]
    source: str = ""


Block: TypeAlias = (
    Heading
    | Paragraph
    | Facts
    | Blank
    | Boxes
    | Numbered
    | Table
    | Photos
    | Chart
    | Spacer
    | CutLine
    | PageBreak
    | Signatures
    | Beside
    | FoldedCard
    | Slide
)


class ElectronicBlock(Struct, frozen=True):
    """QR and a few lines at the lower left; the first line is printed bold."""

    qr: str
    """Empty: its place is left free."""
    lines: tuple[str, ...]


class Document(Struct, frozen=True):
    """One paper. With ``subject`` it is a letter, without it a sheet under its centred title."""

    title: str
    """Always the title in the file's metadata; printed only on a sheet that does not begin with a slide."""
    letterhead: Letterhead | None
    blocks: tuple[Block, ...]
    number: str | None = None
    """The office's letter number; ``None`` prints dots for the pen, ``""`` leaves the line out."""
    attachment_note: str = ""
    """``Lampiran``, on a letter."""
    nature: str = ""
    """``Sifat``, on a letter: ``RAHASIA``."""
    subject: str = ""
    """``Hal``."""
    addressee: tuple[str, ...] = ()
    """``("Kepada", "Yth. Camat Tebas", "di Tempat")``."""
    date_line: str = ""
    """Place and date at the upper right, for letters dated there instead of at the signature."""
    signatures: tuple[Signature, ...] = ()
    """One: lower right. Two: left and right. More: two beside each other, an odd last one in the middle."""
    carbon_copies: tuple[str, ...] = ()
    """``Tembusan``, counted, at the end of a letter."""
    copies: tuple[str, ...] = ()
    """Printed once for each, with this line at the upper right: ``Lembar 1 untuk Kantor Imigrasi``; none: once."""
    electronic: ElectronicBlock | None = None
    watermark: str = ""
    footer: str = ""
    is_wide: bool = False
    """Printed across the paper, for tables of many columns."""


def counted(block: Numbered) -> list[str]:
    """The marks of its items: ``1.`` or ``a.``; after ``z.`` comes ``aa.``."""
    numbers = range(1, len(block.items) + 1)
    return [f"{_letters(number) if block.letters else number}." for number in numbers]


def _letters(number: int) -> str:
    return (_letters((number - 1) // 26) if number > 26 else "") + chr(ord("a") + (number - 1) % 26)


def plain_text(document: Document) -> str:
    """All text of the blocks as one string in the order of reading, for searching and tests."""
    return "\n".join(line for block in document.blocks for line in _block_lines(block))


def _block_lines(block: Block) -> Iterator[str]:
    """Its lines; those of a table with ``" | "`` between the cells."""
    match block:
        case Heading() | Paragraph() | CutLine():
            yield block.text
        case Facts():
            yield from (f"{label}: {value}" for label, value in block.rows)
        case Blank() | Boxes():
            yield from (block.label, *_options(block), block.hint)
        case Numbered():
            yield from (f"{mark} {text}" for mark, text in zip(counted(block), block.items, strict=True))
        case Table():
            yield from _table_lines(block)
        case Photos():
            yield from (picture.caption for picture in block.pictures)
        case Chart():
            names = [series.name for series in block.series] if len(block.series) > 1 else []
            yield from (block.title, *names, *block.categories)
        case Signatures():
            yield from (line for place in block.places for line in signature_lines(place))
        case Beside() | FoldedCard() | Slide():
            yield from (line for one in _inside(block) for line in _block_lines(one))
        case Spacer() | PageBreak():
            pass
        case _:
            assert_never(block)


def _inside(block: Beside | FoldedCard | Slide) -> Iterator[Block]:
    match block:
        case Beside():
            yield from (*block.left, *block.right)
        case FoldedCard():
            yield from (one for panel in block.panels for one in panel)
        case Slide():
            yield from (Paragraph(block.title), *block.blocks, Paragraph(block.source))


def _options(block: Blank | Boxes) -> list[str]:
    options = block.options if isinstance(block, Boxes) else ()
    ticked = block.ticked if isinstance(block, Boxes) else ()
    return [f"X {text}" if place in ticked else text for place, text in enumerate(options)]


def _table_lines(table: Table) -> Iterator[str]:
    if table.groups:
        yield " | ".join(title for title, _count in table.groups)
    yield " | ".join(column.title for column in table.columns)
    yield from (" | ".join(row) for row in table.rows)
    if table.total_row:
        yield " | ".join(table.total_row)
    yield table.note


def signature_lines(place: Signature) -> Iterator[str]:
    """What is printed at a place for a signature, from above."""
    yield from filter(None, (place.place_date, *place.title_lines, place.name, place.rank, place.number_line))
