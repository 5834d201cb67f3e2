"""Small workbooks for tests, written from their formats' descriptions: .xlsx, .ods, .xls and what breaks them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

Cells = Sequence[Sequence[object]]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def packed(parts: Mapping[str, str] | Mapping[str, bytes] | Mapping[str, str | bytes]) -> bytes:
    """A zip file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return held.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def xlsx(*sheets: Cells, merged: Sequence[str] = (), since_1904: bool = False) -> bytes:
    """A workbook of sheets ``Lembar1``, ``Lembar2`` …; ``None`` leaves a cell out, days carry a date format.

    Args:
        merged: cells of each sheet that are one, as ``A2:A4``.
        since_1904: days are counted as old Excel for Mac counted them.
    """
    numbers = range(1, len(sheets) + 1)
    entries = "".join(f'<sheet name="Lembar{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_WORKSHEET}.worksheet+xml"/>' for n in numbers
    )
    styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
            f'"/xl/workbook.xml" ContentType="{_WORKSHEET}.sheet.main+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
            f'<workbookPr date1904="{int(since_1904)}"/><sheets>{entries}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
            f'<Relationship Id="s" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
            "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
            **{
                f"xl/worksheets/sheet{n}.xml": _sheet_xml(cells, merged, since_1904)
                for n, cells in enumerate(sheets, 1)
            },
        }
    )


def _sheet_xml(cells: Cells, merged: Sequence[str], since_1904: bool) -> str:
    rows = "".join(
        f'<row r="{number}">'
        + "".join(_cell_xml(number, place, value, since_1904) for place, value in enumerate(row))
        + "</row>"
        for number, row in enumerate(cells, 1)
    )
    one = "".join(f'<mergeCell ref="{span}"/>' for span in merged)
    together = f"<mergeCells>{one}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{together}</worksheet>'


def _cell_xml(number: int, place: int, value: object, since_1904: bool) -> str:
    name = f"{chr(65 + place)}{number}"
    if value is None:
        return ""
    if isinstance(value, date):
        return (
            f'<c r="{name}" s="1"><v>{(value - (date(1904, 1, 1) if since_1904 else date(1899, 12, 30))).days}</v></c>'
        )
    if isinstance(value, int | float):
        return f'<c r="{name}"><v>{value!r}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


def ods(cells: Cells) -> bytes:
    """A LibreOffice table."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(str(value or ""))}</text:p>'
            "</table:table-cell>"
            for value in row
        )
        + "</table:table-row>"
        for row in cells
    )
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Penduduk">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    manifest = f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0">{entry}</manifest:manifest>'
    return packed({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def xls(cells: Cells) -> bytes:
    """A workbook of Excel 97: texts and numbers."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for row, values in enumerate(cells):
        for column, value in enumerate(values):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, int | float):
                sheet += _record(0x0203, place + struct.pack("<d", value))
            elif value is not None:
                text = str(value)
                sheet += _record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))
    sheet += _record(0x000A, b"")
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    name = b"Penduduk"
    length = len(begin) + 4 + 8 + len(name) + 4
    bound = _record(0x0085, struct.pack("<IBBBB", length, 0, 0, len(name), 0) + name)
    return compound({"Workbook": begin + bound + _record(0x000A, b"") + sheet})


def locked_xlsx() -> bytes:
    """What Excel writes when a password is set: the workbook as an encrypted stream."""
    return compound({"EncryptionInfo": b"\x04\x00\x04\x00" + b"<encryption/>", "EncryptedPackage": bytes(64)})


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 file of large streams: header, one sector of allocation, one or two of names, the streams."""
    end, free, allocation = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    padded = {name: data.ljust(-(-max(len(data), 4096) // 512) * 512, b"\0") for name, data in streams.items()}
    table, body, starts = [allocation, end], b"", {}
    for name, data in padded.items():
        starts[name] = len(table)
        count = len(data) // 512
        table += [*range(len(table) + 1, len(table) + count), end]
        body += data
    assert len(table) <= 128, "one sector of allocation"
    entries = [_entry("Root Entry", 5, end, 0, child=1)]
    for number, (name, data) in enumerate(padded.items(), 1):
        entries.append(_entry(name, 2, starts[name], len(data), right=number + 1 if number < len(padded) else free))
    names = b"".join(entries).ljust(512, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + b"\xff" * 432
    sectors = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return head + sectors + names + body


def _entry(name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
