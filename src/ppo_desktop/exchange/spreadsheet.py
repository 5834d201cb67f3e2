"""Tables of other programs: ``.xlsx``, ``.xls``, ``.ods``, ``.csv``, and web pages that call themselves ``.xls``.

A stranger's file: read it in a bounded process only (``operations.house.bounded``). What comes out is plain values,
cleaned and of bounded size. What kind of file it is, its bytes say and not its name.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from itertools import islice

from ppo_desktop.core.canonical import is_forbidden
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _, number
from ppo_desktop.exchange import compound
from ppo_desktop.records.resident_table import Cell, Row, Sheet

MOST_BYTES = 64 << 20
"""Of a file."""
MOST_UNPACKED = 400 << 20
"""Bytes of what a file holds packed."""
MOST_ROWS, MOST_COLUMNS, LONGEST = 100_000, 200, 500
"""Rows of a sheet that hold anything, columns that are read, characters of a cell that are kept."""
MOST_SHEETS = 20

_Place = tuple[int, int]
"""Row and column, from 0."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_XLS = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}\x2f\x00", re.DOTALL)
"""The first record of a workbook, and behind it the one that says how it is encrypted."""
_ODS_PARTS = "META-INF/manifest.xml"
_WEB_PAGE = re.compile(rb"<(!doctype html|html|table|style|meta)\b", re.IGNORECASE)
_DELIMITERS = ",;\t|"


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a file that hold anything, in its order; formulas as the values they had when it was saved.

    Raises:
        Refused: ``too-big``, ``too-many-rows``, ``locked`` (a password), ``no-table``, ``empty``.
    """
    if len(data) > MOST_BYTES:
        raise _too_big()
    found: Iterable[tuple[str, Iterable[Sequence[object]]]]
    if data.startswith((_ZIP, _OLE)):
        found = _workbook(data)
    elif _WEB_PAGE.search(data[:4096]):
        found = [("", table) for table in _web_tables(_decoded(data))]
    else:
        found = [("", _separated(_decoded(data)))]
    clean = _Cleaner()
    sheets = (Sheet(clean.text(name), tuple(_rows(rows, clean))) for name, rows in islice(found, MOST_SHEETS))
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise Refused("empty", _("Berkas ini kosong: tidak ada baris yang terisi."), _("Pilih berkas lain."))
    return filled


def _rows(rows: Iterable[Sequence[object]], clean: _Cleaner) -> Iterator[Row]:
    """Those that hold anything, with their numbers as the person sees them who opens the file."""
    count = 0
    for place, raw in enumerate(rows, 1):
        cells = [clean.cell(value) for value in raw[:MOST_COLUMNS]]
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > MOST_ROWS:
            raise Refused(
                "too-many-rows",
                _("Berkas ini berisi lebih dari {most} baris.").format(most=number(MOST_ROWS)),
                _("Simpan hanya penduduk desa ini ke berkas tersendiri, lalu pilih berkas itu."),
            )
        yield Row(place, tuple(cells))


class _Cleaner:
    """Plain cells; equal texts are kept once, since most of a list says the same again and again."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def cell(self, value: object) -> Cell:
        """Text, a number, or nothing; days as ISO text."""
        if isinstance(value, str):
            return self.text(value) or None
        if isinstance(value, bool):
            return "ya" if value else "tidak"
        if isinstance(value, float):
            return int(value) if value.is_integer() and abs(value) < 1 << 62 else value
        if isinstance(value, int):
            return value
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, date | time | timedelta):
            return str(value)
        return None

    def text(self, raw: str) -> str:
        """One line in NFC, without what cannot be seen."""
        known = self._known.get(raw)
        if known is None:
            text = raw[: 4 * LONGEST]
            if not (text.isascii() and text.isprintable()):
                text = unicodedata.normalize("NFC", "".join(c for c in text if not _is_unseen(c)))
            self._known[raw] = known = " ".join(text.split())[:LONGEST]
        return known


def _is_unseen(character: str) -> bool:
    return is_forbidden(character) or unicodedata.category(character) in ("Cf", "Co", "Cn")


# ----------------------------------------------------------------------------------- Excel and LibreOffice


def _workbook(data: bytes) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    import python_calamine as calamine

    if _is_locked(data):
        raise Refused(
            "locked",
            _("Berkas ini dikunci dengan kata sandi."),
            _("Buka di Excel, simpan lagi tanpa kata sandi, lalu pilih berkas itu."),
        )
    if data.startswith(_OLE) and not compound.is_sound(data):
        raise _no_table()
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        kinds = calamine.SheetTypeEnum
        for told in book.sheets_metadata:
            if told.typ is kinds.WorkSheet:
                sheet = book.get_sheet_by_name(told.name)
                before: list[object] = [""] * (sheet.start[1] if sheet.start else 0)
                rows = ([*before, *row] for row in sheet.iter_rows())  # they begin at the first column in use
                yield told.name, _unmerged(rows, sheet.merged_cell_ranges or ())
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise _no_table() from error


def _unmerged(rows: Iterable[list[object]], merged: Iterable[tuple[_Place, _Place]]) -> Iterator[Sequence[object]]:
    """The rows, where a cell that spans several of them, as a family's number does, stands in each."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for (top, column), (bottom, last) in merged:
        if column == last and top < bottom:
            spans.setdefault(top, []).append((column, bottom))
    above: dict[int, tuple[object, int]] = {}
    for place, row in enumerate(rows):
        above = {column: (value, bottom) for column, (value, bottom) in above.items() if place <= bottom}
        above |= {column: (row[column], bottom) for column, bottom in spans.get(place, ()) if column < len(row)}
        for column, (value, _bottom) in above.items():
            row[column] = value
        yield row


def _is_locked(data: bytes) -> bool:
    """Whether a password is set; the library says of such files only that it does not know them."""
    if data.startswith(_OLE):
        return "EncryptedPackage".encode("utf-16-le") in data or _LOCKED_XLS.search(data) is not None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            sizes = {part.filename: part.file_size for part in packed.infolist()}
            if sum(sizes.values()) > MOST_UNPACKED:
                raise _too_big()
            return _ODS_PARTS in sizes and b"encryption-data" in packed.read(_ODS_PARTS)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Refused(
            "no-table",
            _("Berkas ini tidak utuh: isinya terpotong atau rusak."),
            _("Salin atau unduh lagi dari sumbernya, lalu pilih lagi."),
        ) from error


# ----------------------------------------------------------------------------------- text


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:4096]:
        raise _no_table()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _separated(text: str) -> Iterator[list[str]]:
    """Rows of comma-separated text; Excel in Indonesian writes semicolons."""
    lines = text.splitlines()[:30]
    delimiter = max(_DELIMITERS, key=lambda sign: max((line.count(sign) for line in lines), default=0))
    if not any(delimiter in line for line in lines):
        raise _no_table()
    csv.field_size_limit(1 << 20)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise _no_table() from error


def _web_tables(text: str) -> list[Iterator[Sequence[object]]]:
    page = _WebPage()
    page.feed(text)
    page.close()
    return [iter(table) for table in page.tables]


class _WebPage(HTMLParser):
    """The tables of a page; a cell that is wider than one column leaves those beside it empty."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._width = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self._end_cell()
            width = dict(attrs).get("colspan") or ""
            self._width = int(width) if re.fullmatch("[0-9]{1,2}", width) else 1
            self._cell = []
        elif tag in ("br", "p") and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None:
            self.tables[-1][-1] += ["".join(self._cell), *[""] * (self._width - 1)]
            self._cell = None


# ----------------------------------------------------------------------------------- refusals


def _too_big() -> Refused:
    return Refused(
        "too-big",
        _("Berkas ini terlalu besar untuk sebuah daftar penduduk."),
        _("Simpan hanya lembar daftarnya ke berkas tersendiri, lalu pilih berkas itu."),
    )


def _no_table() -> Refused:
    return Refused(
        "no-table",
        _("Berkas ini bukan daftar yang dapat dibaca."),
        _("Buka di Excel atau LibreOffice, simpan sebagai .xlsx atau .csv, lalu pilih berkas itu."),
    )
