"""Tables that we write, read by programs of others: every cell says what it said, and none is a formula."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from ppo_desktop.exchange.table_writing import LONGEST, Cell, Table, csv_lines, write_package, write_workbook

MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOSTILE = (
    '=HYPERLINK("http://x";"klik")', "+62 812", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "=cmd|' /C calc'!A0",
    "6101044203010001", "_x0041_", "a\nb", 'k"u;t,ip', "<b>&amp;</b>", "\u200f=1", " spasi ",
)  # fmt: skip
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40), st.sampled_from("=+-@\t\r").flatmap(
    lambda sign: st.text(max_size=10).map(lambda rest: sign + rest)))  # fmt: skip


def workbook(rows: Sequence[Sequence[Cell]], heads: Sequence[str] = ("A", "B"), name: str = "Data") -> io.BytesIO:
    file = io.BytesIO()
    write_workbook(file, [Table(name, heads, rows)], MADE)
    file.seek(0)
    return file


def csv_rows(table: Table) -> list[list[str]]:
    data = b"".join(csv_lines(table))
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def as_kept(text: str) -> str:
    """What XML can hold of a text."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign for sign in plain if sign in "\t\n" or ("\x20" <= sign < "\ud800") or ("\ue000" <= sign <= "\ufffd")
        or sign > "\uffff"
    )  # fmt: skip


@settings(max_examples=25)
@given(st.lists(st.tuples(texts, texts), max_size=4))
def test_whatever_is_typed_no_cell_of_a_workbook_is_a_formula_and_each_reads_as_it_was(
    rows: list[tuple[str, str]],
) -> None:
    sheet = openpyxl.load_workbook(workbook(rows)).active
    assert sheet is not None
    for place, row in enumerate(rows, start=2):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(place, column)
            assert cell.data_type != "f"
            assert str(cell.value or "").replace("_x005F_", "_") == as_kept(text), "openpyxl leaves escapes as they are"


@settings(max_examples=30)
@given(st.lists(st.tuples(texts, texts), max_size=4))
def test_whatever_is_typed_no_cell_of_a_csv_file_begins_like_a_formula(rows: list[tuple[str, str]]) -> None:
    read = csv_rows(Table("data", ("=kepala", "B"), rows))
    assert len(read) == len(rows) + 1
    for told, row in zip(read[1:], rows, strict=True):
        for cell, text in zip(told, row, strict=True):
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert cell.removeprefix("'") == text.removeprefix("'").encode("utf-8", "replace").decode()


def test_dates_are_dates_numbers_are_numbers_and_a_nik_stays_text() -> None:
    rows: list[tuple[Cell, Cell]] = [
        ("6101044203010001", date(2026, 11, 21)),
        (3_500_000, date(1895, 1, 2)),
        (None, ""),
    ]
    (_heads, first, second, *_rest) = openpyxl.load_workbook(workbook(rows)).active.iter_rows(values_only=True)
    assert (first[0], first[1].date()) == ("6101044203010001", date(2026, 11, 21))
    assert second == (3_500_000, "1895-01-02")
    (found,) = [python_calamine.load_workbook(workbook(rows)).get_sheet_by_index(0).to_python()[1]]
    assert found == ["6101044203010001", date(2026, 11, 21)]
    assert csv_rows(Table("data", ("A", "B"), rows))[1:] == [
        ["6101044203010001", "2026-11-21"], ["3500000", "1895-01-02"], ["", ""],
    ]  # fmt: skip


def test_a_text_cell_is_marked_as_text_so_that_editing_it_makes_no_formula() -> None:
    sheet = openpyxl.load_workbook(workbook([("=1+1", "x")])).active
    assert sheet["A2"].number_format == "@"
    assert sheet["A2"].quotePrefix


def test_names_of_sheets_are_made_fit_and_each_is_there_once() -> None:
    file = io.BytesIO()
    names = ("Warga: [2026]/*?", "warga  2026", "Data", "data", "x" * 50, "")
    write_workbook(file, [Table(name, ("A",), [(name,)]) for name in names], MADE)
    read = openpyxl.load_workbook(file)
    assert len(read.sheetnames) == len(names)
    assert all(0 < len(name) <= 31 for name in read.sheetnames)


def test_a_text_too_long_for_a_cell_is_cut_where_one_sees_it() -> None:
    sheet = openpyxl.load_workbook(workbook([("x" * (LONGEST + 5), "")])).active
    assert len(str(sheet["A2"].value)) == LONGEST
    assert str(sheet["A2"].value).endswith("x…")


def test_rows_are_written_while_they_are_read_so_that_no_length_fills_the_memory() -> None:
    class Sink(io.RawIOBase):
        """Forgets what it gets, and counts it."""

        written = 0

        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            size = len(bytes(data))
            Sink.written += size
            return size

    seen: list[int] = []

    def rows() -> Iterator[tuple[str, str]]:
        for number in range(3000):
            seen.append(Sink.written)
            yield f"{number:x}{hash(str(number)):x}", "x"

    sink: Any = Sink()
    write_workbook(sink, [Table("Data", ("A", "B"), rows())], MADE)
    assert len(set(seen)) > 3, "most of the file was written before its last row was asked for"


def test_a_package_holds_its_tables_what_describes_them_and_a_word_for_people() -> None:
    file = io.BytesIO()
    table = Table("warga", ("nama",), [("Siti; “Nur”",), ("=1",)])
    write_package(file, [table], {"name": "warga"}, lambda: {"BACA DAHULU.txt": "Satu\nDua"}, MADE)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {"BACA DAHULU.txt", "datapackage.json", "warga.csv"}
        assert json.loads(archive.read("datapackage.json"))["name"] == "warga"
        assert archive.read("warga.csv").startswith(b"\xef\xbb\xbf")
        assert archive.read("warga.csv").decode("utf-8-sig") == "nama\r\nSiti; “Nur”\r\n'=1\r\n".replace(
            "Siti; “Nur”", '"Siti; “Nur”"'
        )
        assert archive.read("BACA DAHULU.txt").decode("utf-8-sig") == "Satu\r\nDua"


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice on this machine")
def test_libreoffice_reads_every_cell_as_it_was_written_and_calculates_nothing(tmp_path: Path) -> None:
    rows = [(text, "x") for text in HOSTILE if "\r" not in text and "\n" not in text and "\t" not in text]
    (tmp_path / "data.xlsx").write_bytes(workbook(rows).read())
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false", "--outdir", str(tmp_path),
         str(tmp_path / "data.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    read = list(csv.reader((tmp_path / "data.csv").read_text(encoding="utf-8").splitlines(), delimiter=";"))
    assert [row[0] for row in read[1:]] == [text for text, _x in rows]
