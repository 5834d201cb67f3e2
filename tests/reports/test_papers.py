"""What the papers say."""

from __future__ import annotations

import io
import re
from datetime import date

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from papers import (
    CARRIER_ID,
    DISTRICT,
    NIHIL,
    VILLAGE,
    WORDS,
    all_papers,
    figures,
    receipt_facts,
    receipt_figures,
    report_facts,
)
from ppo_desktop.core.offices import regions, seats
from ppo_desktop.pdf.render import render
from ppo_desktop.reports.document import Document, plain_text
from ppo_desktop.reports.monthly import monthly_report
from ppo_desktop.reports.office import Assent, letterhead
from ppo_desktop.reports.receipt import ReceivedDevice, receipt_page
from ppo_desktop.reports.words import date_in_words, rupiah_in_words, spell


def everything(document: Document) -> str:
    """All words of the paper."""
    parts = [document.title, document.subject, document.attachment_note, *document.addressee, plain_text(document)]
    for place in document.signatures:
        parts += [place.place_date, *place.title_lines, place.name, place.number_line]
    if document.electronic:
        parts += document.electronic.lines
    return "\n".join([*parts, document.footer, document.watermark]).replace("\u00a0", " ")


def test_the_letterhead_of_a_village_names_regency_district_and_village() -> None:
    assert VILLAGE.letterhead.lines == ("PEMERINTAH KABUPATEN SAMBAS", "KECAMATAN TEBAS", "DESA SEMPALAI")
    assert DISTRICT.letterhead.lines == ("PEMERINTAH KABUPATEN SAMBAS", "KECAMATAN TEBAS")
    town = letterhead("kelurahan", "Benua Melayu Laut", district="Pontianak Selatan", regency="Kota Pontianak")
    assert town.lines == ("PEMERINTAH KOTA PONTIANAK", "KECAMATAN PONTIANAK SELATAN", "KELURAHAN BENUA MELAYU LAUT")


def test_the_report_is_addressed_numbered_and_dated() -> None:
    document = monthly_report(report_facts())
    text = everything(document)
    assert document.number == "500.15/118/2003/XI/2026"
    assert "Yth. Camat Tebas" in text
    assert "Laporan Pelindungan PMI dan Pencegahan TPPO Bulan November 2026" in document.subject.replace("\u00a0", " ")
    assert document.date_line.replace("\u00a0", " ") == "Sempalai, 2 Desember 2026", "above, as on every letter"
    assert document.signatures[0].place_date == ""
    assert document.nature == "Biasa"
    assert "Peserta sosialisasi | orang | 1.148 | 0" in text


def test_nihil_is_said_in_words_and_only_when_nothing_happened() -> None:
    assert "NIHIL: selama bulan November 2026 tidak ada" in everything(monthly_report(report_facts(figures=NIHIL)))
    assert "NIHIL" not in everything(monthly_report(report_facts()))
    late_only = figures({"departed": 1})
    assert "NIHIL" not in everything(monthly_report(report_facts(figures=late_only)))


@pytest.mark.parametrize(
    ("assent", "sentence", "titles", "name"),
    [
        (Assent.HEAD, "Disetujui Kepala Desa Sempalai.", ("Kepala Desa Sempalai,",), "H. ABDUL HAMID"),
        (
            Assent.SECRETARY,
            "Disetujui Sekretaris Desa a.n. Kepala Desa Sempalai.",
            ("a.n. Kepala Desa Sempalai", "Sekretaris Desa,"),
            "SITI RAHMAH, S.Sos.",
        ),
        (
            Assent.NONE,
            "Dikirim petugas, tanda tangan pimpinan pada cetakan.",
            ("Kepala Desa Sempalai,",),
            "H. ABDUL HAMID",
        ),
    ],
)
def test_the_page_says_who_assented(assent: Assent, sentence: str, titles: tuple[str, ...], name: str) -> None:
    document = monthly_report(report_facts(assent=assent))
    assert document.electronic is not None
    assert sentence in document.electronic.lines
    (place,) = document.signatures
    assert (place.title_lines, place.name, place.blank_lines) == (titles, name, 4)


def test_the_electronic_block_names_code_id_words_and_clock() -> None:
    block = monthly_report(report_facts()).electronic
    assert block is not None
    assert block.qr == f"PPO1:61.01.04.2003:{CARRIER_ID}"
    text = " ".join(block.lines).replace("\u00a0", " ")
    assert "Tanda tangan elektronik tidak tersertifikasi (kunci kantor)" in text
    assert "menurut jam kantor pengirim" in text
    assert WORDS in text
    assert CARRIER_ID[:16].upper() in text.replace(" ", "")


def test_a_practice_office_is_marked_on_page_and_letterhead() -> None:
    document = monthly_report(report_facts(is_training=True))
    assert document.watermark == "LATIHAN"
    assert document.letterhead is not None
    assert document.letterhead.notice == "LATIHAN – BUKAN SURAT DINAS"
    assert not monthly_report(report_facts()).watermark


def test_the_receipt_says_whether_the_recount_agrees() -> None:
    assert "sama dengan hitungan kami" in everything(receipt_page(receipt_facts()))
    differs = receipt_page(receipt_facts(figures=receipt_figures(8)))
    assert "Berangkat | 9 | 8" in everything(differs)
    assert "Angka berbeda" in everything(differs)
    assert "sama dengan hitungan kami" not in everything(differs)
    unknown = everything(receipt_page(receipt_facts(is_recounted=False)))
    assert "Jumlah belum dapat dihitung ulang di sini." in unknown
    assert "hitungan kami" not in unknown


@pytest.mark.parametrize("name", all_papers())
def test_no_paper_uses_words_that_promise_too_much(name: str) -> None:
    text = everything(all_papers()[name])
    assert not re.search(r"\b(sah|legal|BSrE|valid|segel)\b", text, re.IGNORECASE)
    assert "{" not in text


def test_an_office_signs_where_it_says_it_is() -> None:
    document = monthly_report(report_facts(office=replace(VILLAGE, place="Dusun Semparuk")))
    assert document.date_line.startswith("Dusun Semparuk, 2")


def test_before_a_date_stands_a_place_and_never_the_title_of_a_region() -> None:
    kinds = {"61.01": "kabupaten", "61.12": "kabupaten", "61.72": "kota", "61.01.04": "kecamatan"}
    offices = [replace(VILLAGE, code=code, type=kind, name=regions()[code].name) for code, kind in kinds.items()]
    assert [office.seat for office in offices] == ["Sambas", "Sungai Raya", "Singkawang", "Tebas"]
    assert set(seats()) <= set(regions())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (12, "dua belas"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (1999, "seribu sembilan ratus sembilan puluh sembilan"),
        (2026, "dua ribu dua puluh enam"),
        (1_000_000, "satu juta"),
        (2_450_000, "dua juta empat ratus lima puluh ribu"),
        (1_001_001_100, "satu miliar satu juta seribu seratus"),
    ],
)
def test_numbers_are_spelt_as_offices_spell_them(value: int, words: str) -> None:
    assert spell(value) == words


def by_groups(value: int) -> str:
    """The words of ``value``, written another way: three digits at a time, by recursion over the groups."""
    units = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]

    def below_thousand(n: int) -> list[str]:
        hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
        said = [] if not hundreds else ["seratus"] if hundreds == 1 else [units[hundreds], "ratus"]
        if tens == 1:
            return [*said, *(["sepuluh"] if not ones else ["sebelas"] if ones == 1 else [units[ones], "belas"])]
        return [*said, *([units[tens], "puluh"] if tens else []), *([units[ones]] if ones else [])]

    def grouped(n: int, names: list[str]) -> list[str]:
        if not n:
            return []
        here = below_thousand(n % 1000)
        if here and names[0]:
            here = ["seribu"] if names[0] == "ribu" and n % 1000 == 1 else [*here, names[0]]
        return [*grouped(n // 1000, names[1:]), *here]

    return " ".join(grouped(value, ["", "ribu", "juta", "miliar", "triliun"])) or "nol"


@given(st.integers(0, 14).flatmap(lambda digits: st.integers(0, 10 ** (digits + 1) - 1)))
def test_amounts_are_spelt_as_somebody_else_would_spell_them(value: int) -> None:
    assert spell(value) == by_groups(value)
    assert rupiah_in_words(value).casefold() == f"{by_groups(value)} rupiah"
    assert rupiah_in_words(value)[0].isupper()


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_no_two_numbers_share_their_words(one: int, other: int) -> None:
    assert (spell(one) == spell(other)) == (one == other)


def test_a_date_is_spelt_with_its_weekday() -> None:
    expected = "Sabtu tanggal dua puluh satu bulan November tahun dua ribu dua puluh enam"
    assert date_in_words(date(2026, 11, 21)) == expected


def test_an_answer_with_something_of_everything_stays_one_page() -> None:
    facts = receipt_facts(
        months=("November 2026", "Oktober 2026 (NIHIL)"),
        devices=(ReceivedDevice("PC kantor", 1204, "1.206–1.210"),),
        offices=12,
        doubles=(("Desa Serindang", 1),),
        requests=2,
        handed=("80 Komik “Jangan Mudah Percaya Janji Manis”",),
        notes=("Mohon daftar hadir kegiatan tanggal 12 dibawa bersama laporan berikut.",),
        key_list_on="2 November 2026",
    )
    with pikepdf.open(io.BytesIO(render(receipt_page(facts)))) as pages:
        assert len(pages.pages) == 1
