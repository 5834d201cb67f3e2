"""Tables of other offices, re-made by hand in the shapes they come in: what they are taken for and what is read."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tables
from ppo_desktop.core.paths import resource
from ppo_desktop.exchange.spreadsheet import read_sheets
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.region_words import where
from ppo_desktop.records.resident_table import Cell, Row, Sheet
from ppo_desktop.records.table_reading import RowRead, read_row
from ppo_desktop.records.table_shapes import (
    DEPARTURES,
    DISTRICT,
    REGENCY,
    RETURNEES,
    RT_REPORTS,
    SHAPES,
    VILLAGE,
    Shape,
    likeliest,
    meaning_label,
    signature,
    understood,
)

SAMBAS, SEMPALAI = "61.01", "61.01.04.2003"
BIRTHDAY = date(1990, 3, 12)


def read(data: bytes) -> tuple[Shape, list[RowRead]]:
    """What a file is taken for, and its rows."""
    sheets = read_sheets(data)
    place, shape = likeliest(sheets, SHAPES)
    layout = understood(sheets[place], shape)
    return shape, [read_row(row, shape, layout.meanings) for row in sheets[place].rows[layout.begins :]]


def text(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def test_a_list_of_p4mi_with_merged_headings_is_read_as_a_list_of_returnees() -> None:
    cells = [
        ["DAFTAR PMI BERMASALAH DEPORTASI DARI SARAWAK", *[None] * 9],
        [None],
        ["No", "Nama Lengkap", "L/P", "Tempat/Tgl Lahir", "NIK", "Alamat", None, None, "Tgl Deportasi", "Pelanggaran"],
        [None, None, None, None, None, "Desa", "Kecamatan", "Kabupaten", None, None],
        [
            1,
            "SITI AMINAH",
            "P",
            "Sambas, 12/03/1990",
            "'6101045203909901",
            "Sempalai",
            "Tebas",
            "Sambas",
            "3/11/2026",
            "Over stay",
        ],
        [2, "MOH. ACHMAD", "Lk", "Tebas / 1988", None, "Sempalai", "Tebas", "Sambas", "03.11.2026", "Permit mati"],
    ]
    shape, (siti, ahmad) = read(tables.xlsx(cells, merged=["A1:J1", "F3:H3", "A3:A4"]))
    assert shape is RETURNEES
    assert siti.values == {
        "homecoming.informed_by": "BP3MI",
        "homecoming.reason": "DEPORTASI",
        "homecoming.returned_on": "2026-11-03",
        "homecoming.deportation_cause": "OVERSTAY",
        "person.name": "SITI AMINAH",
        "person.sex": "P",
        "person.birth_place": "Sambas",
        "person.born_on": "1990-03-12",
        "person.nik": "6101045203909901",
    }
    assert siti.place == {VILLAGE: "Sempalai", DISTRICT: "Tebas", REGENCY: "Sambas"}
    assert (ahmad.values["person.born_on"], ahmad.values["person.sex"]) == ("1988", "L")
    assert ahmad.values["homecoming.deportation_cause"] == "TANPA_PERMIT"
    assert siti.remarks == ahmad.remarks == []


@pytest.mark.parametrize("since_1904", [False, True])
def test_days_are_the_same_in_workbooks_that_count_from_1900_and_from_1904(since_1904: bool) -> None:
    cells = [["Nama PMI", "JK", "Tgl Lahir", "Tgl Kepulangan"], ["Siti", "P", BIRTHDAY, date(2026, 11, 3)]]
    _shape, (siti,) = read(tables.xlsx(cells, since_1904=since_1904))
    days = siti.values["person.born_on"], siti.values["homecoming.returned_on"]
    assert days == ("1990-03-12", "2026-11-03")


def test_an_old_xls_and_a_text_file_may_hold_excels_own_count_of_days() -> None:
    serial = (BIRTHDAY - date(1899, 12, 30)).days
    heading = ["Nama PMI", "JK", "Tgl Lahir", "Tgl Kepulangan"]
    for data in (
        tables.xls([heading, ["Siti", "P", serial, "3/11/2026"]]),
        text("Nama PMI;JK;Tgl Lahir;Tgl Kepulangan", f"Siti;P;{serial};3/11/2026"),
    ):
        _shape, (siti,) = read(data)
        assert siti.values["person.born_on"] == "1990-03-12"


def test_an_extract_of_placements_is_read_as_departures_and_the_status_follows_from_the_day() -> None:
    shape, rows = read(
        text(
            "ID PMI,NIK,Nama CPMI,Jenis Kelamin,Negara Penempatan,Jabatan,Nama P3MI,Skema Penempatan,"
            "Tgl Penempatan,Tgl Akhir Kontrak,No SK Penempatan",
            "PMI-9901,6101045203909901,Siti Aminah,Perempuan,Hongkong,Penata laksana rumah tangga,PT Contoh,P to P,"
            "12/10/2026,11/10/2028,KEP.99/2026",
            "PMI-9902,,Ahmad,Laki-laki,Malaysia,Pekerja kebun,PT Contoh,G to G,,,",
        )
    )
    assert shape is DEPARTURES
    first, second = rows
    assert first.values | {} == {
        "departure.status": "bekerja",
        "departure.source": "DINAS",
        "departure.pmi_id": "PMI-9901",
        "departure.destination_country": "HK",
        "departure.job": "Penata laksana rumah tangga",
        "departure.agency": "PT Contoh",
        "departure.scheme": "P3MI",
        "departure.departed_on": "2026-10-12",
        "departure.contract_until": "2028-10-11",
        "departure.note": "KEP.99/2026",
        "person.nik": "6101045203909901",
        "person.name": "Siti Aminah",
        "person.sex": "P",
    }
    assert (second.values["departure.status"], second.values["departure.scheme"]) == ("proses", "G_TO_G")


def test_a_field_form_names_its_questions_by_group_and_gives_several_answers_in_two_ways() -> None:
    shape, (siti, ahmad) = read(
        text(
            "start,orang/nama_lengkap,orang/jk,orang/tgl_lahir,berangkat/negara_tujuan,berangkat/alasan,"
            "berangkat/alasan/utang,berangkat/alasan/menikah,berangkat/tanggal_berangkat,_id,_uuid,_submission_time",
            "x,Siti,p,1990-03-12,malaysia,,1,1,2026-10-02,12,u-1,2026-11-20T08:12:33.000+07:00",
            "x,Ahmad,l,1988,brunei_darussalam,utang menikah,0,0,2026-10,13,u-2,2026-11-20T08:15:00",
        )
    )
    assert shape is DEPARTURES
    assert siti.values["departure.reasons"] == ahmad.values["departure.reasons"] == ["UTANG", "MENIKAH"]
    assert (siti.values["departure.departed_on"], ahmad.values["departure.departed_on"]) == ("2026-10-02", "2026-10")
    assert ahmad.values["departure.destination_country"] == "BN"
    assert (siti.key, ahmad.key) == ("12", "13")


def test_a_sheet_of_the_neighbourhoods_is_read_with_the_hour_it_was_sent_as_its_day() -> None:
    shape, (one, two) = read(
        text(
            "rt,rw,bulan,isi_laporan,jumlah,nama_pelapor,_submission_time,_uuid",
            "3,1,11-2026,ada,2,Pak Amat,2026-11-20T08:12:33,u-1",
            "004,1,11-2026,nihil,,Bu Ros,2026-11-21T19:00:00,u-2",
        )
    )
    assert shape is RT_REPORTS
    assert one.values["rt_report.received_on"] == "2026-11-20"
    assert (one.values["rt_report.state"], one.values["rt_report.count"]) == ("ADA", 2)
    assert (two.values["rt_report.rt"], two.values["rt_report.state"]) == ("004", "NIHIL_TERTULIS")


def test_days_with_strokes_are_shown_as_they_stand_beside_their_column() -> None:
    (sheet,) = read_sheets(text("Nama;Tgl Pulang", "Siti;30/11/2026"))
    assert [one.samples for one in understood(sheet, RETURNEES).columns] == [("Siti",), ("30/11/2026",)]


def test_what_cannot_be_read_is_said_and_stays_empty() -> None:
    _shape, (row,) = read(
        text("Nama,JK,NIK,Tgl Pulang,Alasan Pulang", "Siti,P,6.10105E+15,11/20/2026,Karena hujan"),
    )
    assert row.values == {"homecoming.informed_by": "BP3MI", "person.name": "Siti", "person.sex": "P"}
    assert len(row.remarks) == 3
    assert all(remark.endswith(".") for remark in row.remarks)


def test_a_table_of_strange_words_is_offered_by_its_columns() -> None:
    (sheet,) = read_sheets(text("Kolom satu;Kolom dua", "Siti;3/11/2026"))
    layout = understood(sheet, RETURNEES)
    assert ([one.heading for one in layout.columns], layout.begins) == (["Kolom satu", "Kolom dua"], 1)
    assert layout.meanings == {}
    chosen = {0: "person.name", 1: "homecoming.returned_on"}
    assert read_row(sheet.rows[1], RETURNEES, chosen).values["homecoming.returned_on"] == "2026-11-03"


def test_tables_of_the_same_columns_have_one_signature_whatever_stands_in_them() -> None:
    one, same, other = (
        understood(read_sheets(text(*lines))[0], RETURNEES)
        for lines in (("Nama;Tgl Pulang", "Siti;1"), ("NAMA;tgl. pulang", "Ahmad;2"), ("Nama;Tgl Lahir", "Siti;1"))
    )
    assert signature(one) == signature(same) != signature(other)


@pytest.mark.parametrize(
    ("told", "address", "code", "is_outside"),
    [
        ({VILLAGE: "Sempalai", DISTRICT: "Tebas", REGENCY: "Sambas"}, "", SEMPALAI, False),
        ({VILLAGE: "DESA SEMPALAI"}, "", SEMPALAI, False),
        ({}, "Dsn. Merpati RT 01/RW 02 Ds. Sempalai Kec. Tebas Kab. Sambas", SEMPALAI, False),
        ({}, "Jl. Raya, Kec Paloh", "61.01.08", False),
        ({REGENCY: "Kab. Bengkayang"}, "", "61.07", True),
        ({REGENCY: "Kota Singkawang"}, "", "61.72", True),
        ({VILLAGE: "Entah", REGENCY: "Lombok Timur"}, "", "", True),
        ({VILLAGE: "Tidak Ada Desanya", REGENCY: "Sambas"}, "", SAMBAS, False),
        ({}, "", "", False),
    ],
)
def test_where_somebody_lives_is_found_by_columns_or_in_the_address(
    told: dict[str, str], address: str, code: str, is_outside: bool
) -> None:
    found = where(told, address, SAMBAS)
    assert (found.code, found.is_outside(SAMBAS)) == (code, is_outside)


def test_every_heading_has_a_meaning_and_every_word_a_code() -> None:
    known = {meaning for shape in SHAPES for meaning in shape.meanings} | {"-"}
    with resource("tables", "headings.csv").open(encoding="utf-8", newline="") as file:
        assert {line["meaning"] for line in csv.DictReader(file)} <= known
    with resource("tables", "words.csv").open(encoding="utf-8", newline="") as file:
        assert [line for line in csv.DictReader(file) if not code_list(line["list"]).contains(line["code"])] == []
    for shape in SHAPES:
        assert {*shape.marks, *shape.common, *shape.fills, shape.day} <= {*shape.meanings}
        assert all(meaning_label(meaning) for meaning in shape.meanings)


CELLS = st.one_of(st.none(), st.text(max_size=30), st.integers(-10, 10**17), st.floats(allow_nan=False))


@settings(max_examples=60, deadline=None)
@given(st.lists(CELLS, max_size=6), st.sampled_from(SHAPES), st.data())
def test_any_cells_are_read_without_a_stumble(cells: list[Cell], shape: Shape, data: st.DataObject) -> None:
    meanings = {place: data.draw(st.sampled_from(shape.meanings)) for place in range(len(cells))}
    found = read_row(Row(1, tuple(cells)), shape, meanings)
    assert all(meaning in shape.meanings or meaning in shape.fills for meaning in found.values) or shape is DEPARTURES
    understood(Sheet("", (Row(1, tuple(cells)),)), shape)
    where(found.place, " ".join(map(str, cells)), SAMBAS)
