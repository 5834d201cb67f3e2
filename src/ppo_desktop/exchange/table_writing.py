"""Tables for other programs: a workbook (.xlsx), or a package of CSV files that says what it holds.

Written row by row, so that a table of any length costs no memory, and straight into the file handed in: nothing lies
about in a temporary folder. No cell is ever a formula: a workbook of ours has no place for one, and its texts stay
texts even where somebody edits them; in CSV whatever a spreadsheet would take for one begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import BinaryIO, TypeAlias

from msgspec import Struct

Cell: TypeAlias = str | int | date | None
Row: TypeAlias = Sequence[Cell]

LONGEST = 32_767
"""Most characters of a cell; a longer text is cut and ends in “…”."""
DELIMITER = ";"
"""As Excel in Indonesian expects, where the comma is the decimal sign."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOT_IN_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_DAY_ZERO = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts a day that never was; such dates are written as text."""
_HEAD, _TEXT, _DATE, _LONG = 1, 2, 3, 4
"""Places in ``_STYLES``."""


class Table(Struct, frozen=True):
    """One sheet of a workbook, or one file of a package."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Row]
    """Walked through once; each as long as ``heads``."""
    widths: Sequence[int] = ()
    """Of the columns, in characters; wide ones wrap their lines."""


def write_workbook(file: BinaryIO, tables: Sequence[Table], made: datetime) -> None:
    """Write ``tables`` as the sheets of a workbook into ``file``, which need not be readable."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _parts(tables).items():
            archive.writestr(_info(name, made), text)
        for number, table in enumerate(tables, start=1):
            with archive.open(_info(f"xl/worksheets/sheet{number}.xml", made), "w") as part:
                for text in _sheet(table, is_first=number == 1):
                    part.write(text.encode())


def write_package(
    file: BinaryIO,
    tables: Sequence[Table],
    package: Mapping[str, object],
    texts: Callable[[], Mapping[str, str]],
    made: datetime,
) -> None:
    """Write ``tables`` as CSV files into one ZIP, with what describes them.

    Args:
        package: ``datapackage.json`` (Frictionless Data Package), for programs.
        texts: name of a file → what it says to people; asked once the tables are written.
    """
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_info("datapackage.json", made), json.dumps(package, ensure_ascii=False, indent=1).encode())
        for table in tables:
            with archive.open(_info(f"{table.name}.csv", made), "w") as part:
                for data in csv_lines(table):
                    part.write(data)
        for name, text in texts().items():
            archive.writestr(_info(name, made), text.replace("\n", "\r\n").encode("utf-8-sig"))


def csv_lines(table: Table) -> Iterator[bytes]:
    """A table as the lines of a CSV file: UTF-8 with its mark, parts set apart by ``;``, dates as 2026-11-21."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=DELIMITER, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([safe(head) for head in table.heads])
    for row in table.rows:
        yield _taken(buffer)
        writer.writerow([safe(cell) if isinstance(cell, str) else "" if cell is None else str(cell) for cell in row])
    yield _taken(buffer)


def safe(text: str) -> str:
    """``text`` that no spreadsheet takes for a formula when it opens a CSV file."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _taken(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode("utf-8", "replace")
    buffer.seek(0)
    buffer.truncate()
    return data


def _info(name: str, made: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, max((1980, 1, 1, 0, 0, 0), made.timetuple()[:6]))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


# ------------------------------------------------------------------------------- what a workbook is made of

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE3ECEA"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" '
    'applyAlignment="1"><alignment vertical="top"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment horizontal="left" vertical="top"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" '
    'applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""Plain, head, text, day, text of several lines. Text has the number format “@”: edited, it stays text. Days are told
as everywhere in the program, whatever the PC's own form is: many here are set to the American one."""
WIDE = 40
"""Characters from which on a column wraps."""
_LINE = 16
"""Height of a line of a head, in points."""


def _parts(tables: Sequence[Table]) -> dict[str, str]:
    """The small parts around the sheets."""
    numbers = range(1, len(tables) + 1)
    names = _sheet_names(tables)
    sheets = "".join(f'<sheet name="{_attribute(names[n - 1])}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPES}.worksheet+xml"/>' for n in numbers
    )
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{types}</Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_RELATIONS}">{links}<Relationship '
        f'Id="rId{len(tables) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _STYLES,
    }


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """At most 31 characters, each once whatever its case."""
    names: list[str] = []
    for table in tables:
        plain = _NOT_IN_NAMES.sub(" ", _NOT_IN_XML.sub("", table.name)).strip(" '")[:31] or "Tabel"
        taken = {name.casefold() for name in names}
        name, number = plain, 2
        while name.casefold() in taken:
            name, number = f"{plain[:28]} {number}", number + 1
        names.append(name)
    return names


def _sheet(table: Table, *, is_first: bool) -> Iterator[str]:
    letters = [_letters(place) for place in range(len(table.heads))]
    widths = (*table.widths, *(16,) * (len(letters) - len(table.widths)))
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width + 2}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    selected = ' tabSelected="1"' if is_first else ""
    yield (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{selected} workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )
    lines = max(-(-len(head) // width) for head, width in zip(table.heads, widths, strict=True))
    height = f' ht="{_LINE * lines}" customHeight="1"'
    yield _row(1, letters, table.heads, (_HEAD,) * len(letters), height)
    styles = [_LONG if width >= WIDE else _TEXT for width in widths]
    last = 1
    for last, row in enumerate(table.rows, start=2):
        yield _row(last, letters, row, styles)
    yield f'</sheetData><autoFilter ref="A1:{letters[-1]}{last}"/></worksheet>'


def _row(number: int, letters: Sequence[str], cells: Row, styles: Sequence[int], height: str = "") -> str:
    made = (
        _cell(f"{letter}{number}", cell, style)
        for letter, cell, style in zip(letters, cells, styles, strict=True)
        if cell not in (None, "")
    )
    return f'<row r="{number}"{height}>{"".join(made)}</row>'


def _cell(place: str, cell: Cell, style: int) -> str:
    if isinstance(cell, date):
        if cell >= _FIRST_DAY:
            return f'<c r="{place}" s="{_DATE}"><v>{(cell - _DAY_ZERO).days}</v></c>'
        cell = cell.isoformat()
    if isinstance(cell, int):
        return f'<c r="{place}"><v>{cell}</v></c>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_text(cell or "")}</t></is></c>'


def _text(text: str) -> str:
    """What XML cannot say is left out; what would be read as an escape is escaped itself."""
    plain = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(plain) > LONGEST:
        plain = f"{plain[: LONGEST - 1]}…"
    return escape(_LOOKS_ESCAPED.sub("_x005F_", plain), quote=False)


def _attribute(text: str) -> str:
    return escape(text)


def _letters(place: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
