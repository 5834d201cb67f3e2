"""Forms of other offices: what is read of them, what a filled copy keeps, and what is refused before it hurts."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.table import Table

import forms
import tables
from ppo_desktop.core.errors import Refused
from ppo_desktop.exchange import workbook
from ppo_desktop.exchange.form_reader import read_form
from ppo_desktop.exchange.form_writer import Values, fill
from ppo_desktop.reports.foreign_form import cell_name, place_of

pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style")  # openpyxl, of small ones

SHEET = "Lampiran I"
PART = "xl/worksheets/sheet1.xml"
FORM = forms.dinas_form()
SHEET_READ = read_form(FORM).sheets[0]
VALUES: Values = {
    (SHEET, "C4"): "November 2026",
    (SHEET, "C8"): 3,
    (SHEET, "D8"): 4,
    (SHEET, "C9"): 5,
    (SHEET, "G10"): "tidak ada data",
}


def refusal(data: bytes) -> Refused:
    with pytest.raises(Refused) as error:
        read_form(data)
    assert error.value.advice
    return error.value


def changed(data: bytes, filled: bytes) -> set[str]:
    """The parts that are not the same, byte by byte."""
    before, after = forms.parts_of(data), forms.parts_of(filled)
    assert list(after) == [name for name in before if name in after], "none came, the order stays"
    return {name for name in before if after.get(name) != before[name]}


def test_a_form_is_read_with_its_texts_formulas_merged_cells_and_widths() -> None:
    sheet, notes = read_form(FORM).sheets
    assert (sheet.name, notes.name, sheet.is_hidden, sheet.size) == (SHEET, "Petunjuk", False, (14, 7))
    held = sheet.at((7, 4))
    assert held
    assert (held.text, held.is_formula, held.is_bound) == ("=C8+D8", True, False)
    assert sheet.at((0, 5)) == sheet.cells[0, 0], "all merged cells show what the first holds"
    assert sheet.widths[1] == 28
    assert sheet.cells[7, 0].is_number


def test_filling_changes_the_sheet_and_the_order_to_calculate_and_not_a_byte_of_anything_else() -> None:
    filled = fill(FORM, VALUES)
    assert changed(FORM, filled) == {PART, "xl/workbook.xml"}
    book = openpyxl.load_workbook(io.BytesIO(filled))
    sheet = book[SHEET]
    assert [sheet[cell].value for _sheet, cell in VALUES] == list(VALUES.values())
    assert (sheet["C8"].data_type, sheet["C8"].border.left.style) == ("n", "thin")
    assert (sheet["E8"].value, sheet["C11"].value) == ("=C8+D8", "=SUM(C8:C10)"), "formulas stay"
    assert book.calculation.fullCalcOnLoad
    results = openpyxl.load_workbook(io.BytesIO(filled), data_only=True)[SHEET]
    assert results["C11"].value is None, "no total of before is shown as if it were of now"
    before, after = (forms.parts_of(data)[PART] for data in (FORM, filled))
    cells = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
    assert cells.sub(b"", after) == cells.sub(b"", before), "nothing but cells"


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice on this machine")
def test_libreoffice_opens_what_was_filled_and_works_the_totals_out(tmp_path: Path) -> None:
    (tmp_path / "isi.xlsx").write_bytes(fill(FORM, {**VALUES, (SHEET, "E10"): 40, (SHEET, "Q44"): 1}))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "isi.xlsx")],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    sheet = openpyxl.load_workbook(tmp_path / "out" / "isi.xlsx", data_only=True)[SHEET]
    assert [sheet[cell].value for cell in ("E8", "E9", "C11", "D11", "E11")] == [7, 5, 8, 4, 52]
    assert (sheet["C4"].value, sheet["G10"].value, sheet["Q44"].value) == ("November 2026", "tidak ada data", 1)


def test_words_are_words_even_where_they_look_like_a_formula_or_like_markup() -> None:
    odd = "=HYPERLINK(\"x\") <c r='A1'> & ]]> \x07"
    filled = fill(FORM, {(SHEET, "C4"): odd})
    cell = openpyxl.load_workbook(io.BytesIO(filled))[SHEET]["C4"]
    assert (cell.value, cell.data_type) == (odd.replace("\x07", "\ufffd"), "s")


def test_a_figure_of_last_month_that_stands_in_the_form_is_emptied_where_there_is_none() -> None:
    filled = fill(fill(FORM, VALUES), {(SHEET, "C8"): "", (SHEET, "D8"): 9})
    sheet = openpyxl.load_workbook(io.BytesIO(filled))[SHEET]
    assert (sheet["C8"].value, sheet["D8"].value, sheet["C9"].value) == (None, 9, 5)
    assert sheet["C8"].border.left.style == "thin"


def test_a_formula_that_gives_way_takes_the_order_of_calculation_along() -> None:
    filled = fill(FORM, {(SHEET, "E8"): 7})
    assert changed(FORM, filled) == {
        *(PART, "xl/workbook.xml", "xl/calcChain.xml"),
        *("[Content_Types].xml", "xl/_rels/workbook.xml.rels"),
    }
    assert b"calcChain" not in b"".join(forms.parts_of(filled).values())
    assert openpyxl.load_workbook(io.BytesIO(filled))[SHEET]["E8"].value == 7


def _sheet(inside: str, before: str = "", prefix: str = "", *, mark: bool = False) -> bytes:
    """A workbook whose only sheet has that inside, and one that has words. Args: mark: of the order of bytes."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    spaces = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    content = f'<{prefix}worksheet {spaces}="{main}">{before}{inside}</{prefix}worksheet>'
    return forms.with_parts(tables.xlsx([], [["Desa"]]), {PART: content.encode("utf-8-sig" if mark else "utf-8")})


ROWS = (
    '<sheetData><row r="2" spans="1:2" s="0" customFormat="1"><c r="B2" s="0"><v>1</v></c></row>'
    '<row r="5"/></sheetData>'
)
ONE = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
WITH_PREFIX = '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData>'


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        (_sheet(ROWS), ["A2", "C2", "B5", "D1", "B9", "B2"]),
        (_sheet(ROWS, '<cols><col min="3" max="4" style="0"/></cols>'), ["D9", "C2"]),
        (_sheet("<sheetData><row><c><v>1</v></c><c/></row><row><c><v>2</v></c></row></sheetData>"), ["A1", "B1", "A2"]),
        (_sheet(WITH_PREFIX, prefix="x:"), ["A1", "B1", "A3"]),
        (_sheet('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row></sheetData>'), ["A1", "B1"]),
        (_sheet(ONE, '<dimension ref="A1"/>'), ["A1", "F7"]),
        (_sheet("<sheetData/>", mark=True), ["B2", "A1"]),
    ],
    ids=["missing cells", "styles of columns", "without numbers", "a prefix", "words inside", "an extent", "empty"],
)  # fmt: skip
def test_cells_that_the_form_does_not_write_down_are_made_where_they_belong(data: bytes, cells: list[str]) -> None:
    sheet = read_form(data).sheets[0]
    filled = fill(data, {(sheet.name, cell): place for place, cell in enumerate(cells, 40)})
    found = openpyxl.load_workbook(io.BytesIO(filled)).worksheets[0]
    assert [found[cell].value for cell in cells] == list(range(40, 40 + len(cells)))
    part = forms.parts_of(filled)[PART]
    names = [place_of(name.decode()) for name in re.findall(rb'c r=["\']([A-Z]+[0-9]+)', part)]
    assert names == sorted(names, key=lambda place: place or (0, 0)), "in order of row and column"


def test_a_new_cell_looks_like_its_row_or_column() -> None:
    data = _sheet(
        ROWS.replace('s="0" customFormat', 's="3" customFormat'), '<cols><col min="3" max="4" style="7"/></cols>'
    )
    part = forms.parts_of(fill(data, {("Lembar1", "C2"): 1, ("Lembar1", "D9"): 2, ("Lembar1", "A5"): 3}))[PART]
    for cell in (b'<c r="C2" s="3"><v>1', b'<c r="D9" s="7"><v>2', b'<c r="A5"><v>3'):
        assert cell in part
    assert b"spans" not in part.split(b'r="5"')[0], "a hint that is not true any more goes"


def test_formulas_that_hang_together_are_not_overwritten() -> None:
    data = _sheet(
        '<sheetData><row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>0</v></c>'
        '<c r="B1"><f t="array" ref="B1:B2">C1:C2</f><v>0</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>0</v></c><c r="B2"><v>0</v></c></row></sheetData>'
    )
    sheet = read_form(data).sheets[0]
    bound = {cell_name(place) for place, cell in sheet.cells.items() if cell.is_bound}
    assert bound == {"A1", "B1", "B2"}
    for cell in bound:
        with pytest.raises(Refused, match=cell):
            fill(data, {(sheet.name, cell): 1})
    assert openpyxl.load_workbook(io.BytesIO(fill(data, {(sheet.name, "A2"): 5}))).worksheets[0]["A2"].value == 5


def test_the_head_of_one_of_excels_own_tables_stays_as_it_is() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Desa", "Jumlah"], ["Sempalai", None]):
        sheet.append(row)
    sheet.add_table(Table(displayName="Rekap", ref="A1:B2"))
    held = io.BytesIO()
    book.save(held)
    (known,) = read_form(held.getvalue()).sheets
    assert {cell_name(place) for place, cell in known.cells.items() if cell.is_bound} == {"A1", "B1"}
    with pytest.raises(Refused, match="B1"):
        fill(held.getvalue(), {(sheet.title, "B1"): "Total"})
    assert openpyxl.load_workbook(io.BytesIO(fill(held.getvalue(), {(sheet.title, "B2"): 3}))).active["B2"].value == 3


def test_a_merged_cell_is_filled_at_its_first_place_and_nowhere_else() -> None:
    with pytest.raises(Refused, match="C1"):
        fill(FORM, {(SHEET, "C1"): 1})
    with pytest.raises(Refused, match="Lembar lain"):
        fill(FORM, {("Lembar lain", "A1"): 1})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("xl/vbaProject.bin", "makro"),
        ("xl/macrosheets/sheet9.xml", "makro"),
        ("xl/activeX/activeX1.xml", "menjalankan program"),
        ("xl/embeddings/oleObject1.bin", "tertanam"),
    ],
)
def test_a_form_that_could_do_more_than_be_one_is_refused(name: str, words: str) -> None:
    error = refusal(forms.with_parts(FORM, {name: b"x"}))
    assert error.code == "hostile-form"
    assert words in error.message


@pytest.mark.parametrize("part", [PART, "xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels"])
def test_a_part_that_declares_entities_is_refused_before_they_grow(part: str) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'
    assert refusal(forms.with_parts(FORM, {part: bomb})).code == "hostile-form"


def test_data_fetched_by_other_programs_is_refused_and_links_to_other_files_are_told() -> None:
    live = {"xl/externalLinks/externalLink1.xml": b"<externalLink><ddeLink/></externalLink>"}
    assert refusal(forms.with_parts(FORM, live)).code == "hostile-form"
    book = {"xl/externalLinks/externalLink1.xml": b"<externalLink><externalBook/></externalLink>"}
    (remark,) = read_form(forms.with_parts(FORM, book)).remarks
    assert "berkas Excel lain" in remark


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (tables.xls([["Desa"]]), "old-form"),
        (b"Desa;Jumlah\n", "old-form"),
        (tables.ods([["Desa"]]), "no-form"),
        (FORM[: len(FORM) // 2], "no-form"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (FORM + bytes(workbook.MOST_BYTES), "too-big"),
        (forms.with_parts(FORM, {"xl/media/big.png": bytes(workbook.MOST_UNPACKED)}), "too-big"),
        (forms.with_parts(FORM, {PART: "<worksheet/>".encode("utf-16")}), "no-form"),
        (forms.with_parts(FORM, {PART: b'<?xml version="1.0" encoding="latin-1"?><worksheet/>'}), "no-form"),
        (forms.with_parts(FORM, {PART: b"<worksheet><sheetData>"}), "no-form"),
        (tables.xlsx([]), "no-form"),
    ],
    ids=["xls", "csv", "ods", "cut off", "locked", "big", "bomb", "utf-16", "latin-1", "broken", "empty"],
)  # fmt: skip
def test_what_is_no_form_is_refused_with_what_to_do(data: bytes, code: str) -> None:
    assert refusal(data).code == code


CELLS = st.tuples(st.integers(1, 30), st.integers(0, 9)).map(lambda at: cell_name((at[0], at[1])))
PUTS = st.one_of(st.integers(0, 10**9), st.sampled_from(("", "tidak ada data", "<&\"'>", "é")))


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(CELLS, PUTS, max_size=12))
def test_whatever_is_filled_no_other_cell_changes(puts: dict[str, int | str]) -> None:
    covered = {cell for cell in puts if SHEET_READ.first_of(place_of(cell) or (0, 0)) != place_of(cell)}
    puts = {cell: put for cell, put in puts.items() if cell not in covered}
    sheet = read_form(fill(FORM, {(SHEET, cell): put for cell, put in puts.items()})).sheets[0]
    now, before = ({cell_name(at): held.text for at, held in one.cells.items()} for one in (sheet, SHEET_READ))
    assert now == {cell: text for cell, text in (before | {c: str(put) for c, put in puts.items()}).items() if text}
    assert (sheet.merged, sheet.widths) == (SHEET_READ.merged, SHEET_READ.widths)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(FORM) - 1), st.binary(min_size=1, max_size=4))
def test_a_spoiled_form_is_read_or_refused_and_never_anything_else(at: int, spoiled: bytes) -> None:
    data = FORM[:at] + spoiled + FORM[at + len(spoiled) :]
    with contextlib.suppress(Refused):
        fill(data, {(SHEET, "C8"): 1})
