"""A printed paper as a value: letterhead, blocks, signature places. ``pdf.render`` turns it into pages.

All text is plain text (no markup) and already in the user's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Letterhead:
    """The kop: lines in capitals, the last one printed largest, above a double rule."""

    lines: tuple[str, ...]
    address: str = ""
    logo: bytes | None = None
    """PNG or JPEG of the regency's emblem, printed at the left."""
    notice: str = ""
    """A framed line above the letterhead, such as the mark of a practice office."""


@dataclass(frozen=True)
class Heading:
    """A heading inside the paper; never left alone at the foot of a page."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; line breaks in ``text`` are kept."""

    text: str
    is_bold: bool = False
    is_indented: bool = False
    """First line set in, as in a letter."""
    is_boxed: bool = False
    """Framed and centred: the one sentence nobody may overlook."""


@dataclass(frozen=True)
class Facts:
    """Label, colon, value: one pair per row."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Column:
    """One table column; ``share`` is its part of the width, relative to the other columns."""

    title: str
    share: float = 1.0
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """A ruled table; its head is repeated on every page it reaches."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total_row: tuple[str, ...] | None = None
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """A photo as it is printed."""

    jpeg: bytes
    width: int
    height: int
    """In dots; only their ratio counts."""
    caption: str = ""


@dataclass(frozen=True)
class Photos:
    """Pictures, two beside each other, each above its caption."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Spacer:
    """Empty space of ``lines`` text lines."""

    lines: float = 1.0


Block: TypeAlias = Heading | Paragraph | Facts | Table | Photos | Spacer


@dataclass(frozen=True)
class Signature:
    """A place for ink and stamp: place and date, titles, free lines, name, number."""

    place_date: str
    title_lines: tuple[str, ...]
    """``("Kepala Desa Sempalai,",)`` or ``("a.n. Kepala Desa Sempalai", "Sekretaris Desa,")``."""
    name: str
    """Empty when unknown: dots for the pen are printed."""
    number_line: str = ""
    """``NIP 19700101 199001 1 001``; empty for heads who have none."""
    blank_lines: int = 4


@dataclass(frozen=True)
class ElectronicBlock:
    """QR and a few lines at the lower left; the first line is printed bold."""

    qr: str
    """Empty: its place is left free."""
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """One paper. With ``subject`` it is a letter, without it a sheet under its centred title."""

    title: str
    """Always the title in the file's metadata; printed only on a sheet."""
    letterhead: Letterhead | None
    blocks: tuple[Block, ...]
    number: str | None = None
    """The office's letter number; ``None`` prints dots for the pen, ``""`` leaves the line out."""
    attachment_note: str = ""
    """``Lampiran``, on a letter."""
    subject: str = ""
    """``Perihal``."""
    addressee: tuple[str, ...] = ()
    """``("Kepada", "Yth. Camat Tebas", "di Tempat")``."""
    date_line: str = ""
    """Place and date at the upper right, for letters dated there instead of at the signature."""
    signatures: tuple[Signature, ...] = ()
    """One: lower right. Two: left and right."""
    electronic: ElectronicBlock | None = None
    watermark: str = ""
    footer: str = ""
    is_wide: bool = False
    """Printed across the paper, for tables of many columns."""


def plain_text(document: Document) -> str:
    """All text of the body's paragraphs and tables as one string, for searching and tests."""
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            parts.append(block.text)
        elif isinstance(block, Facts):
            parts.extend(f"{label}: {value}" for label, value in block.rows)
        elif isinstance(block, Table):
            parts.append(" | ".join(column.title for column in block.columns))
            parts.extend(" | ".join(row) for row in (*block.rows, *filter(None, [block.total_row])))
            parts.append(block.note)
        elif isinstance(block, Photos):
            parts.extend(picture.caption for picture in block.pictures)
    return "\n".join(parts)
