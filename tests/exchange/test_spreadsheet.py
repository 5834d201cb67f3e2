"""Strangers' tables: what is read from them, and what is refused before it hurts."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tables
from ppo_desktop.core.errors import Refused
from ppo_desktop.exchange import compound, spreadsheet
from ppo_desktop.exchange.spreadsheet import read_sheets

ROWS = [["Desa Sempalai"], [], ["NIK", "Nama", "Dusun"], ["6101045203099901", "Siti Aminah", "Setia"]]
CELLS = [("Desa Sempalai",), ("NIK", "Nama", "Dusun"), ("6101045203099901", "Siti Aminah", "Setia")]


def cells(data: bytes) -> list[tuple[object, ...]]:
    return [row.cells for row in read_sheets(data)[0].rows]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as error:
        read_sheets(data)
    assert error.value.advice
    return error.value.code


def text(separator: str, rows: Sequence[Sequence[object]] = ROWS) -> str:
    return "\n".join(separator.join(str(cell) for cell in row) for row in rows)


@pytest.mark.parametrize(
    "data",
    [
        tables.xlsx(ROWS),
        tables.xls(ROWS),
        tables.ods(ROWS),
        text(",").encode(),
        text(";").encode("utf-8-sig"),
        text("\t").encode("utf-16"),
        b"<html><table><tr><td>Desa Sempalai</td></tr><tr></tr><tr><th>NIK<th>Nama</th><th>Dusun</th></tr>"
        b"<tr><td>6101045203099901</td><td>Siti<br>Aminah</td><td>&#83;etia</td></tr></table>",
    ],
    ids=["xlsx", "xls", "ods", "csv", "csv with semicolons", "unicode text", "a web page called xls"],
)
def test_every_kind_of_table_says_the_same(data: bytes) -> None:
    (sheet,) = read_sheets(data)
    assert [row.cells for row in sheet.rows] == CELLS
    assert [row.number for row in sheet.rows] == [1, 3, 4]


def test_days_numbers_and_empty_cells_come_as_what_they_are() -> None:
    assert cells(tables.xlsx([[None, date(2009, 3, 12), 6101045203099901, 1.5]])) == [
        (None, "2009-03-12", 6101045203099901, 1.5)
    ]


def test_a_cell_that_spans_rows_stands_in_each_and_one_that_spans_columns_in_the_first() -> None:
    rows = [[None, "Alamat", None, "KK"], [None, "Setia", 1, "7"], [None, "Setia", 2, None], [None, "Mulia", 3, None]]
    read = cells(tables.xlsx(rows, merged=["B1:C1", "D2:D3"]))
    assert [row[1:] for row in read] == [("Alamat", None, "KK"), ("Setia", 1, "7"), ("Setia", 2, "7"), ("Mulia", 3)]


def test_what_cannot_be_seen_is_taken_out_of_cells() -> None:
    assert cells("a;\u200b61 01\u202e\u00a045\x07\u00ad;  b  ".encode()) == [("a", "61 01 45", "b")]


def test_a_long_cell_is_cut_and_far_columns_are_not_read() -> None:
    (row,) = cells((";" + "x" * 9000 + ";" * 300 + "far").encode())
    assert row == (None, "x" * spreadsheet.LONGEST)


def test_of_several_sheets_the_empty_ones_are_left_out() -> None:
    assert [sheet.name for sheet in read_sheets(tables.xlsx([], ROWS, [["Rekap"]]))] == ["Lembar2", "Lembar3"]


@pytest.mark.parametrize("data", [tables.xlsx([[]]), tables.xlsx([], []), b" ; \n;;\n"])
def test_a_table_without_anything_in_it_is_empty(data: bytes) -> None:
    assert refusal(data) == "empty"


def locked_xls() -> bytes:
    begin = tables._record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    return tables.compound({"Workbook": begin + tables._record(0x002F, bytes(54))})


def locked_ods() -> bytes:
    manifest = "<manifest><file-entry full-path='content.xml'><encryption-data/></file-entry></manifest>"
    return tables.packed({"META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x01"})


@pytest.mark.parametrize("data", [tables.locked_xlsx(), locked_xls(), locked_ods()], ids=["xlsx", "xls", "ods"])
def test_a_password_is_named_as_the_reason(data: bytes) -> None:
    assert refusal(data) == "locked"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Kepada Yth. Kepala Desa",
        b"%PDF-1.7\n\x00\x01",
        tables.packed({"word/document.xml": "<w/>"}),
        tables.xlsx(ROWS)[:900],
        tables.xls(ROWS)[:900],
        tables.xlsx(ROWS)[:-40],
    ],
    ids=["nothing", "a letter", "a page", "a document", "cut short", "cut short, old", "without its end"],
)
def test_what_is_no_table_is_refused_with_advice(data: bytes) -> None:
    assert refusal(data) == "no-table"


def test_a_file_that_would_unpack_to_more_than_a_list_holds_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_UNPACKED", 1 << 20)
    bomb = tables.packed({f"xl/{part}.xml": bytes(1 << 18) for part in range(5)})
    assert len(bomb) < 1 << 12
    assert refusal(bomb) == "too-big"


def test_more_rows_than_any_village_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    assert refusal(b"a;b\n" * 4) == "too-many-rows"
    assert len(cells(b"a;b\n" * 3)) == 3


@settings(max_examples=50)
@given(
    st.binary(max_size=400)
    | st.text(alphabet=st.characters(), max_size=200).map(lambda t: t.encode("utf-8", "replace"))
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"<table><tr><td>", b"a;b\n"):
        try:
            sheets = read_sheets(start + data)
        except Refused:
            continue
        assert all(row.cells for sheet in sheets for row in sheet.rows)


def test_a_workbook_whose_chains_run_in_a_circle_is_refused_before_a_library_follows_them() -> None:
    """It would take all memory there is. The table of sectors is the first one, 512 bytes from the beginning."""
    spoiled = bytearray(good := tables.xls(ROWS))
    struct.pack_into("<I", spoiled, 512 + 4 * 2, 2)
    assert (compound.is_sound(good), compound.is_sound(bytes(spoiled))) == (True, False)
    assert refusal(bytes(spoiled)) == "no-table"


def test_a_workbook_that_is_cut_anywhere_is_looked_at_without_harm() -> None:
    good = tables.xls(ROWS)
    found = [compound.is_sound(good[:length]) for length in range(0, len(good), 97)]
    assert not found[0]
