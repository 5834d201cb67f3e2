"""Forms of a dinas as tests fill them: made by openpyxl, with what real ones have."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

VILLAGES = ("Sempalai", "Tebas Sungai", "Pusaka")
FIRST = 8
"""Row of the first village, from 1."""
_SHAPE = b"""<xdr:twoCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff>
<xdr:row>20</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff>
<xdr:row>22</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr>
<xdr:cNvPr id="9" name="Kotak"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>Catatan dinas</a:t></a:r></a:p></xdr:txBody></xdr:sp>
<xdr:clientData/></xdr:twoCellAnchor>"""


def dinas_form(villages: tuple[str, ...] = VILLAGES, *, rows_above: int = 0, with_reason: bool = False) -> bytes:
    """The form: title, month, a head of two lines, a row for each village, a sum, a place for a signature.

    Args:
        rows_above: lines that a newer version of it has above the table.
        with_reason: whether a newer version has a column before the figures.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "Lampiran I"
    at = rows_above
    more = 1 if with_reason else 0
    columns = [column + more for column in (3, 4, 5, 6, 7)]
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=7 + more)
    sheet["A1"] = "REKAPITULASI CALON PMI DAN PMI"
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=14), Alignment(horizontal="center")
    sheet["A3"], sheet["A4"] = "Kecamatan :", "Bulan :"
    head, below = 5 + at, 6 + at
    for column, words in ((1, "NO"), (2, "DESA/KELURAHAN")):
        sheet.merge_cells(start_row=head, start_column=column, end_row=below, end_column=column)
        sheet.cell(head, column, words)
    if with_reason:
        sheet.merge_cells(start_row=head, start_column=3, end_row=below, end_column=3)
        sheet.cell(head, 3, "KODE POS")
    sheet.merge_cells(start_row=head, start_column=columns[0], end_row=head, end_column=columns[1])
    sheet.cell(head, columns[0], "BERANGKAT")
    for column, words in zip(columns[:2], ("L", "P"), strict=True):
        sheet.cell(below, column, words)
    for column, words in zip(columns[2:], ("JUMLAH BERANGKAT", "PULANG", "PESERTA SOSIALISASI"), strict=True):
        sheet.merge_cells(start_row=head, start_column=column, end_row=below, end_column=column)
        sheet.cell(head, column, words)
    for place in range(1, 8 + more):
        sheet.cell(7 + at, place, place)
    first, last = FIRST + at, FIRST + at + len(villages) - 1
    line = Side(style="thin")
    for row, name in enumerate(villages, start=first):
        sheet.cell(row, 1, row - first + 1)
        sheet.cell(row, 2, name.upper())
        two = [f"{get_column_letter(column)}{row}" for column in columns[:2]]
        sheet.cell(row, columns[2], f"={two[0]}+{two[1]}")
        for column in range(1, 8 + more):
            sheet.cell(row, column).border = Border(line, line, line, line)
    sheet.cell(last + 1, 2, "JUMLAH")
    for column in columns:
        letter = get_column_letter(column)
        sheet.cell(last + 1, column, f"=SUM({letter}{first}:{letter}{last})")
        sheet.cell(last + 1, column).fill = PatternFill("solid", fgColor="FFDDDDDD")
    sheet.cell(last + 4, 6, "CAMAT")
    picture = io.BytesIO()
    Picture.new("RGB", (24, 24), "navy").save(picture, "PNG")
    picture.seek(0)
    sheet.add_image(Image(picture), "H1")
    rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
    rule.add(f"C{first}:G{last}")
    sheet.add_data_validation(rule)
    red = PatternFill("solid", bgColor="FFFFC7CE")
    sheet.conditional_formatting.add(f"F{first}:F{last}", CellIsRule("greaterThan", ["9"], fill=red))
    sheet.column_dimensions["B"].width = 28
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 14
    sheet.print_area = f"A1:G{last + 6}"
    notes = book.create_sheet("Petunjuk")
    notes["A1"] = "Isi setiap bulan, kirim paling lambat tanggal 5."
    made = io.BytesIO()
    book.save(made)
    return with_parts(made.getvalue(), _as_excel)


def _as_excel(parts: dict[str, bytes]) -> None:
    """What Excel writes and openpyxl does not: a shape, a printer's set-up, results of formulas, their order."""
    (drawing,) = [name for name in parts if name.startswith("xl/drawings/drawing")]
    end = b"</xdr:wsDr>" if b"</xdr:wsDr>" in parts[drawing] else b"</wsDr>"
    parts[drawing] = parts[drawing].replace(end, _SHAPE + end)
    parts["xl/printerSettings/printerSettings1.bin"] = b"\x00PRN"
    sheet = "xl/worksheets/sheet1.xml"
    cached = parts[sheet].replace(b"</f><v></v>", b"</f><v>0</v>").replace(b"</f><v />", b"</f><v>0</v>")
    parts[sheet] = cached.replace(b"</f><v/>", b"</f><v>0</v>")
    assert b"</f><v>0</v>" in parts[sheet]
    _share_texts(parts, sheet)
    main = "xl/workbook.xml"
    parts[main] = re.sub(rb"<calcPr[^>]*/>", b'<calcPr calcId="191029"/>', parts[main])
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = "xl/_rels/workbook.xml.rels"
    chain = f'<Relationship Id="rId99" Type="{kinds}/calcChain" Target="calcChain.xml"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", chain.encode())
    parts["xl/calcChain.xml"] = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="E8" i="1"/></calcChain>'
    )
    shared = f'<Relationship Id="rId98" Type="{kinds}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", shared.encode())
    types, office = "[Content_Types].xml", "application/vnd.openxmlformats-officedocument.spreadsheetml"
    more = (
        f'<Override PartName="/xl/calcChain.xml" ContentType="{office}.calcChain+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{office}.sharedStrings+xml"/>'
        f'<Default Extension="bin" ContentType="{office}.printerSettings"/>'
    )
    parts[types] = parts[types].replace(b"</Types>", more.encode() + b"</Types>")


def _share_texts(parts: dict[str, bytes], sheet: str) -> None:
    """Words lie in a table of their own, some with letters of several kinds."""
    assert "xl/sharedStrings.xml" not in parts, "else openpyxl does so itself"
    words: list[bytes] = []

    def share(found: re.Match[bytes]) -> bytes:
        words.append(found[1])
        return b't="s"><v>%d</v>' % (len(words) - 1)

    parts[sheet] = re.sub(rb't="inlineStr"><is><t>(.*?)</t></is>', share, parts[sheet])
    assert len(words) > 9
    told = [b"<si><r><t>%s</t></r><r><rPr><b/></rPr><t>%s</t></r></si>" % (one[:2], one[2:]) for one in words]
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (space, b"".join(told))


def parts_of(data: bytes) -> dict[str, bytes]:
    """Name → bytes, in the order of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def with_parts(data: bytes, change: Callable[[dict[str, bytes]], object] | Mapping[str, bytes]) -> bytes:
    """The same file after ``change(parts)``, or with the parts of a mapping added or replaced."""
    parts = parts_of(data)
    if isinstance(change, Mapping):
        parts |= change
    else:
        change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()
