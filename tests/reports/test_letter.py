"""Letters: a template is data, what is filled in is data, and whatever they hold gives a paper."""

from __future__ import annotations

from datetime import date

import pytest

from ppo_desktop.records.codes import code_list
from ppo_desktop.reports.document import Beside, Blank, Document, Facts, Numbered, Paragraph, Signatures, Table
from ppo_desktop.reports.letter import LONG_PEN, PEN, LetterFacts, Signer, blanks, letter
from ppo_desktop.reports.letter_template import (
    OFFICE_WORDS,
    TEXTS,
    Place,
    Template,
    cleaned,
    misspelt,
    program_template,
    read,
    words,
)
from ppo_desktop.reports.office import Office, Person, letterhead

KOP = letterhead("desa", "Sempalai", district="Tebas", regency="Kabupaten Sambas")
OFFICE = Office(
    "61.01.04.2003",
    "desa",
    "Sempalai",
    KOP,
    Person("Abdul Hamid"),
    district="Tebas",
    regency="Kabupaten Sambas",
)
HEAD = Signer(("Kepala Desa Sempalai,",), "Abdul Hamid")
CODES = [code.code for code in code_list("letters").items]


def made(body: str, filled: dict[str, str] | None = None, **more: object) -> Document:
    template = Template("X", "Surat", body, (Place(by_office=True, is_dated=True),))
    return letter(LetterFacts(OFFICE, template, filled or {}, HEAD, date(2026, 11, 21), **more))  # type: ignore[arg-type]  # the words go through as they are


@pytest.mark.parametrize("code", CODES)
def test_every_template_uses_only_words_that_are_known_and_comes_back_as_it_was_written(code: str) -> None:
    template = program_template(code)
    assert misspelt(template.text(name) for name in TEXTS) == []
    assert set(template.words) - words().keys() - OFFICE_WORDS.keys() <= {""}
    assert any(place.by_office for place in template.places) or not template.is_numbered
    assert read(template.write()) == template
    assert template.with_texts({name: template.text(name) for name in TEXTS}) == template


def test_what_stands_in_a_value_is_printed_and_never_read_as_a_template() -> None:
    odd = "{nik} [tanda tangan] <b># 1. x | y : z"
    document = made("Nama : {nama}\n\n{nama}\n\n1. {nama}\n", {"nama": odd, "nik": "6101"})
    assert Facts((("Nama", odd),)) in document.blocks
    assert Paragraph(odd) in document.blocks
    assert Numbered((odd,)) in document.blocks


def test_nothing_of_a_template_is_run() -> None:
    body = "{nama.__class__} {0} {nama!r} {nama:>9999999} {{nama}}"
    document = made(body, {"nama": "Siti"})
    assert Paragraph(f"{PEN} {PEN} {PEN} {PEN} {{Siti}}") in document.blocks
    assert len(misspelt([body])) == 5


def test_what_is_not_known_is_left_to_the_pen_and_told() -> None:
    template = Template("X", "Surat", "Nama : {nama}\nPengikut? : {pengikut}\n\nke {negara}.\n", ())
    facts = LetterFacts(OFFICE, template, {"nama": "Siti"}, HEAD)
    document = letter(facts)
    assert Facts((("Nama", "Siti"),)) in document.blocks
    assert Paragraph(f"ke {PEN}.") in document.blocks
    assert blanks(facts) == ("negara",)
    assert document.number is None, "dots for the pen"


def test_a_list_has_an_item_for_each_line_and_goes_with_its_sentence_when_it_may_lack() -> None:
    body = "Kurang:\n\n1. {kurang}\n\nBantuan:\n\n1.? {bantuan}\n\nTerima kasih.\n"
    document = made(body, {"kurang": "KTP\n\n  KK  "})
    assert Numbered(("KTP", "KK")) in document.blocks
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts == ["Kurang:", "Terima kasih."]


def test_a_table_takes_its_rows_from_lines_and_loses_nothing() -> None:
    document = made("| Apa | Siapa\n| {rapat_putusan}\n", {"rapat_putusan": "Surat | Rina | besok\nRapat"})
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert list(table.rows) == [("1", "Surat", "Rina besok"), ("2", "Rapat", "")]


def test_the_pen_has_room_where_a_whole_list_a_long_text_or_a_table_is_not_known() -> None:
    body = "Hadir:\n\n1. {rapat_hadir}\n\n{rapat_bahasan}\n\n| Apa | Siapa\n| {rapat_putusan}\n\n1.? {bantuan}\n"
    document = made(body)
    assert [block.lines for block in document.blocks if isinstance(block, Blank)] == [5, 5]
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [row[0] for row in table.rows] == ["1", "2", "3", "4", "5"]
    assert table.row_height == 9
    known = made(body, {"rapat_hadir": "Camat", "rapat_bahasan": "Dua hal.", "rapat_putusan": "Surat | Rina"})
    assert not any(isinstance(block, Blank) for block in known.blocks)


def test_facts_of_which_nothing_is_known_have_lines_to_write_on_and_others_dots() -> None:
    body = "Nama : {nama}\nKeluarga : {keluarga_nama}, {keluarga_hp}\n"
    assert {Blank("Nama"), Blank("Keluarga")} <= set(made(body).blocks)
    assert Facts((("Nama", "Siti"), ("Keluarga", LONG_PEN))) in made(body, {"nama": "Siti"}).blocks
    crowd = Template("X", "Surat", body, (Place(), Place(), Place()))
    dots = Facts((("Nama", LONG_PEN), ("Keluarga", LONG_PEN)))
    assert dots in letter(LetterFacts(OFFICE, crowd, {}, HEAD)).blocks, "the signatures stay on the page"


def test_a_title_stands_without_what_is_not_known() -> None:
    places = (Place(titles=("Saksi, {saksi1_jabatan}", "{saksi2_jabatan}")), Place(titles=("Camat {kecamatan},",)))
    template = Template("X", "Surat", "x", places)
    told = letter(LetterFacts(OFFICE, template, {"saksi1_jabatan": "Ketua RT 003", "kecamatan": " "}, HEAD))
    assert [place.title_lines for place in told.signatures] == [("Saksi, Ketua RT 003",), ("Camat,",)]
    silent = letter(LetterFacts(OFFICE, template, {}, HEAD))
    assert silent.signatures[0].title_lines == ("Saksi,",)


def test_days_are_written_out_and_the_date_of_the_minutes_stands_in_words() -> None:
    document = made("{berlaku_mulai}\n\n{tanggal_terbilang}\n", {"berlaku_mulai": "2026-11-21"})
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts[0].replace("\u00a0", " ") == "21 November 2026"
    assert texts[1] == "Sabtu tanggal dua puluh satu bulan November tahun dua ribu dua puluh enam"


def test_a_referral_says_as_little_as_is_filled_in_and_has_a_slip_that_comes_back() -> None:
    facts = LetterFacts(OFFICE, program_template("RUJUKAN"), {"rujukan_umur": "17 tahun, perempuan"}, HEAD)
    document = letter(facts)
    assert document.nature == "RAHASIA"
    told = [label for block in document.blocks if isinstance(block, Facts) for label, _text in block.rows]
    assert told == ["Nama", "Umur dan jenis kelamin", "Dasar merujuk", "Kecepatan"]
    slip = document.blocks[-2]
    assert isinstance(slip, Beside)
    (receiver,) = slip.right
    assert isinstance(receiver, Signatures)
    assert receiver.places[0].title_lines == ("Penerima rujukan,",)
    assert not document.signatures, "the office signs above the slip"


def test_the_camat_stands_level_with_the_village_and_there_are_three_copies() -> None:
    facts = LetterFacts(OFFICE, program_template("PENGANTAR_PLB"), {"camat_nama": "Yanti"}, HEAD, date(2026, 11, 21))
    document = letter(facts)
    camat, village = document.signatures
    assert (camat.place_date, camat.title_lines, camat.name) == ("Mengetahui,", ("Camat Tebas,",), "Yanti")
    assert village.place_date.replace("\u00a0", " ") == "Sempalai, 21 November 2026"
    assert document.copies[2] == "Lembar 3 untuk arsip Desa Sempalai"


def test_drafts_and_void_letters_say_so_on_every_page() -> None:
    assert made("x", is_draft=True).watermark == "DRAF"
    assert made("x", is_void=True).watermark == "BATAL"
    assert made("x").watermark == ""


def test_a_word_nobody_knows_is_told_with_the_one_that_may_be_meant() -> None:
    assert misspelt(["Kepada {namaa} dan {"]) == [
        "Isian “namaa” tidak dikenal. Mungkin maksudnya “nama”.",
        "Ada kurung kurawal yang tidak berpasangan. Tulis seperti {nama}.",
    ]


def test_texts_of_an_office_are_kept_clean_with_the_spaces_that_set_a_paragraph_in() -> None:
    assert cleaned({"body": "    Dengan\u202e hormat,  \r\n\nNama : {nama}\n\n"}) == {
        "body": "    Dengan\ufffd hormat,\n\nNama : {nama}"
    }


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"code": 1}', '{"places": [[]]}', "[" * 100_000])
def test_what_is_no_template_is_told_by_one_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(text)
