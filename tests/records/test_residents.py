"""Population lists: which column means what, what a cell says, and what is told where it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ppo_desktop.records.codes import code_list
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.resident import LIST_FIELDS, Resident, fills, masked, relation
from ppo_desktop.records.resident_reading import Reading, _words, read_cell, read_residents
from ppo_desktop.records.resident_table import (
    KNOWN,
    MEANINGS,
    Cell,
    Row,
    Sheet,
    best_sheet,
    headings,
    meaning_label,
    recognise,
)

OPENSID_PAGE = (
    "No;No. KK;NIK;Tag Id Card;Nama;Alamat;Dusun;RW;RT;Jenis Kelamin;Tempat Lahir;Tanggal Lahir;Umur;Agama;"
    "Pendidikan (dlm KK);Pekerjaan;Kawin;Hub. Keluarga;Nama Ayah;Nama Ibu;Status"
)
OPENSID_FORM = (
    "alamat;dusun;rw;rt;nama;no_kk;nik;sex;tempatlahir;tanggallahir;agama_id;pendidikan_kk_id;pendidikan_sedang_id;"
    "pekerjaan_id;status_kawin;kk_level;warganegara_id;ayah_nik;nama_ayah;ibu_nik;nama_ibu;golongan_darah_id"
)
SIAK = (
    "NO_KK;NIK;NAMA_LGKP;JENIS_KLMIN;TMPT_LHR;TGL_LHR;GOL_DRH;AGAMA;STAT_KWN;STAT_HBKEL;PDDK_AKH;JENIS_PKRJN;"
    "NAMA_LGKP_IBU;NAMA_LGKP_AYAH;ALAMAT;NO_RT;NO_RW;DUSUN"
)
NIK, CARD = "6101045203099901", "6101040101109902"


def sheet(*rows: Sequence[Cell]) -> Sheet:
    return Sheet("", tuple(Row(n, tuple(row)) for n, row in enumerate(rows, 1) if any(c is not None for c in row)))


def meanings(*rows: Sequence[Cell]) -> list[str]:
    found = recognise(sheet(*rows)).meanings
    return [found[place] for place in sorted(found)]


def reading(*rows: Sequence[Cell]) -> Reading:
    made = sheet(*rows)
    layout = recognise(made)
    return read_residents(made, layout.begins, layout.meanings)


def one(meaning: str, cell: Cell) -> tuple[Mapping[str, str], list[str]]:
    said: list[str] = []
    return read_cell(meaning, cell, said), said


# ----------------------------------------------------------------------------------- headings


@pytest.mark.parametrize("heading", [OPENSID_PAGE, OPENSID_FORM, SIAK], ids=["printed", "import form", "SIAK"])
def test_the_lists_of_known_programs_are_understood_whole(heading: str) -> None:
    assert set(meanings(["DATA PENDUDUK"], [], heading.split(";"))) == set(LIST_FIELDS)


def test_a_list_made_by_hand_is_understood() -> None:
    heading = ["NO.", "N I K", "Nama  Lengkap (sesuai KTP)", "L/P", "TTL", "RT/RW", "Pendidikan Terakhir", "Ket."]
    assert meanings(heading) == ["nik", "name", "sex", "birth", "rt_rw", "education"]


def test_a_wide_heading_over_narrow_ones_is_read_by_both_lines() -> None:
    above = ["No", "NIK", "Nama", "Alamat", None, None, "JK"]
    below = [None, None, None, "Dusun", "RT", "RW"]
    numbers = [1, 2, 3, 4, 5, 6, 7]
    person = [1, NIK, "Siti", "Setia", 3, 1, "P"]
    assert meanings(above, below, numbers, person) == ["nik", "name", "hamlet", "rt", "rw", "sex"]
    (found,) = reading(above, below, numbers, person).residents
    assert (found.hamlet, found.rt, found.rw) == ("Setia", "003", "001")


def test_of_two_columns_of_one_meaning_the_first_counts() -> None:
    assert meanings(["Nama", "Nama Lengkap", "NIK"]) == ["name", "nik"]


def test_the_numbers_of_parents_and_religion_are_never_taken() -> None:
    assert meanings(["Nama", "RT", "NIK Ayah", "Agama", "Golongan Darah", "Cacat"]) == ["name", "rt"]


def test_a_sheet_without_headings_has_no_meanings_and_all_its_rows() -> None:
    layout = recognise(sheet(["Siti", NIK, "P"], ["Budi", NIK, "L"]))
    assert (layout.meanings, layout.begins) == ({}, 0)
    assert (layout.columns[0].letter, layout.columns[0].samples) == ("A", ("Siti", "Budi"))


def test_the_sheet_that_looks_most_like_a_list_is_taken() -> None:
    recap = sheet(["Dusun", "Jumlah"], ["Setia", 300])
    people = sheet(["Nama", "NIK", "RT"], ["Siti", NIK, 1])
    notes = sheet(*[["catatan", n] for n in range(50)])
    assert best_sheet([recap, notes, people]) == 2


def test_every_meaning_in_the_data_is_one_we_know() -> None:
    assert set(headings().values()) == {*MEANINGS, KNOWN}
    assert all(meaning_label(meaning) for meaning in MEANINGS)
    for (codes, _word), code in _words().items():
        assert code_list(codes).contains(code)


# ----------------------------------------------------------------------------------- cells


@pytest.mark.parametrize("cell", [NIK, f"'{NIK}", f" {NIK} ", "6101 0452 0309 9901", int(NIK), f"{NIK}.0"])
def test_a_number_is_read_however_it_was_kept(cell: Cell) -> None:
    assert one("nik", cell) == ({"nik": NIK}, [])


@pytest.mark.parametrize("cell", ["6,10105E+15", "6.10104520309990E+15", 6101045203099900, "6101045203099900.0"])
def test_a_number_that_excel_has_damaged_is_told_and_not_guessed(cell: Cell) -> None:
    found, said = one("nik", cell)
    assert found == {}
    assert said[0].startswith("NIK rusak oleh Excel")


def test_a_number_that_ends_in_nought_as_text_is_whole() -> None:
    assert one("family_card", "6101040101109910") == ({"family_card": "6101040101109910"}, [])


@pytest.mark.parametrize("cell", ["610104520309990", "61010452030999011", "belum ada", 12])
def test_a_number_of_the_wrong_length_is_told(cell: Cell) -> None:
    assert one("nik", cell) == ({}, ["NIK bukan 16 angka; dikosongkan."])


@pytest.mark.parametrize("cell", [None, "", "-", " – ", "0", 0, "NULL", "#N/A"])
def test_what_stands_for_nothing_says_nothing(cell: Cell) -> None:
    for meaning in MEANINGS:
        assert one(meaning, cell) == ({}, [])


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2009-03-12", "2009-03-12"),
        ("12/03/2009", "2009-03-12"),
        ("12-03-2009 00:00:00", "2009-03-12"),
        ("12 Maret 2009", "2009-03-12"),
        ("07 JUNI 1995", "1995-06-07"),
        ("'12.3.2009", "2009-03-12"),
        (39884, "2009-03-12"),
        (1988, "1988"),
        ("1988", "1988"),
    ],
)
def test_days_are_read_however_they_were_written(cell: Cell, day: str) -> None:
    assert one("born_on", cell) == ({"born_on": day}, [])


@pytest.mark.parametrize("cell", ["31-02-1990", "03/25/1990", "lupa", 12, 1e300, "0000-00-00"])
def test_what_is_no_day_is_told(cell: Cell) -> None:
    found, said = one("born_on", cell)
    assert found == {}
    assert said == [f"Tanggal lahir “{cell}” bukan tanggal; dikosongkan."]


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        ("Sambas, 12-03-2009", "Sambas", "2009-03-12"),
        ("Sambas 12 Maret 2009", "Sambas", "2009-03-12"),
        ("SEI. PINYUH/12/03/2009", "SEI. PINYUH", "2009-03-12"),
        ("Sambas", "Sambas", ""),
    ],
)
def test_place_and_day_in_one_cell_are_taken_apart(text: str, place: str, day: str) -> None:
    found, _said = one("birth", text)
    assert (found.get("birth_place", ""), found.get("born_on", "")) == (place, day)


@pytest.mark.parametrize(
    ("meaning", "cell", "code"),
    [
        ("sex", 2, "P"),
        ("sex", "LAKI-LAKI", "L"),
        ("sex", "Pr", "P"),
        ("education", "5", "5"),
        ("education", "SLTA / SEDERAJAT", "5"),
        ("education", "AKADEMI/ DIPLOMA III/S. MUDA", "7"),
        ("occupation", "KARYAWAN SWASTA", "15"),
        ("occupation", 9, "9"),
        ("marital_status", "BELUM KAWIN", "1"),
        ("marital_status", "CM", "4"),
        ("family_relation", "KEPALA KELUARGA", "1"),
        ("family_relation", "04", "4"),
    ],
)
def test_words_and_numbers_of_the_registers_become_codes(meaning: str, cell: Cell, code: str) -> None:
    assert one(meaning, cell) == ({meaning: code}, [])


def test_a_word_we_do_not_know_stays_and_is_told() -> None:
    found, said = one("occupation", "Pawang hujan")
    assert found == {"occupation": "Pawang hujan"}
    assert said == ["Pekerjaan sekarang “Pawang hujan” tidak ada dalam daftar kita; dibiarkan seperti tertulis."]
    assert "occupation" not in fills(Resident("Siti", occupation="Pawang hujan"))


def test_a_word_that_could_mean_two_things_is_not_guessed() -> None:
    assert one("marital_status", "Cerai")[0] == {"marital_status": "Cerai"}


cells = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([NIK, "12-3-09", "P"])


@settings(max_examples=40)
@given(st.sampled_from([*MEANINGS, "", KNOWN, "no such"]), cells | st.lists(cells) | st.dictionaries(st.text(), cells))
def test_no_cell_whatever_it_holds_raises_or_overflows(meaning: str, cell: Cell) -> None:
    found, said = one(meaning, cell)
    assert all(name in LIST_FIELDS and value for name, value in found.items())
    assert all(len(sentence) < 200 for sentence in said)
    assert set(fills(Resident("Siti", **{k: v for k, v in found.items() if k != "name"}))) <= {*PERSON.by_name}


@settings(max_examples=25)
@given(st.lists(st.lists(cells | st.sampled_from(OPENSID_PAGE.split(";")), max_size=6), max_size=6))
def test_no_sheet_whatever_it_holds_raises(rows: list[list[Cell]]) -> None:
    found = reading(*rows)
    assert all(resident.name for resident in found.residents)
    assert len(found.residents) + found.left_out <= len(rows)


# ----------------------------------------------------------------------------------- rows

HEADING = ["No", "NIK", "Nama", "JK", "No KK"]


def test_what_is_no_person_is_left_out_in_silence() -> None:
    found = reading(
        HEADING,
        [1, 2, 3, 4, 5],
        ["DUSUN SETIA"],
        [1, NIK, "Siti", "P", CARD],
        HEADING,
        [2, None, "Budi", "L", CARD],
        [None, None, "Jumlah", 2],
        [None, None, "Kepala Desa"],
    )
    assert [resident.name for resident in found.residents] == ["Siti", "Budi"]
    assert (found.families, found.without_nik, found.left_out, found.remarks) == (1, 1, 5, ())


def test_what_is_told_names_the_rows_and_counts_the_rest() -> None:
    rows = [[n, "12", f"Orang {n}", "P"] for n in range(20)]
    (remark,) = reading(HEADING, *rows).remarks
    assert remark.sentence == "Baris 2, 3, 4, 5, 6, 7, 8, 9 dan 12 baris lain: NIK bukan 16 angka; dikosongkan."


def test_a_nik_that_stands_twice_is_told_and_a_row_without_a_name_is_not_taken() -> None:
    found = reading(HEADING, [1, NIK, "Siti", "P"], [2, NIK, "Siti A", "P"], [3, "6101045203099902", None, "L"])
    assert [remark.sentence for remark in found.remarks] == [
        "Baris 3: NIK ini sudah ada pada baris lain; kedua baris diambil.",
        "Baris 4: Nama kosong; baris ini tidak diambil.",
    ]
    assert len(found.residents) == 2


def test_reading_can_be_stopped_on_its_way() -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    made = sheet(["Nama", "RT"], *[[f"Orang {n}", 1] for n in range(2000)])
    with pytest.raises(KeyboardInterrupt):
        read_residents(made, 1, {0: "name", 1: "rt"}, stop)


# ----------------------------------------------------------------------------------- a line


def test_a_line_names_its_parts_as_the_fields_they_fill() -> None:
    assert {*LIST_FIELDS} <= {*PERSON.by_name}


def test_only_the_ends_of_a_nik_are_shown() -> None:
    line = Resident("Siti", NIK, born_on="2009-03-12", rt="003", rw="001", hamlet="Setia")
    assert line.detail == "12-03-2009 · RT 003/RW 001, Setia · 610104…9901"
    assert masked("610104") == ""


@pytest.mark.parametrize(
    ("other", "sex", "one_is", "code"),
    [("1", "L", "4", "AYAH"), ("3", "P", "4", "IBU"), ("1", "L", "3", "SUAMI"), ("4", "P", "4", "SAUDARA"),
     ("4", "", "1", "ANAK"), ("1", "", "4", ""), ("9", "L", "4", "")],
)  # fmt: skip
def test_who_a_relative_is_to_somebody_follows_from_the_card_or_is_not_said(
    other: str, sex: str, one_is: str, code: str
) -> None:
    assert relation(Resident("A", family_relation=other, sex=sex), Resident("B", family_relation=one_is)) == code
