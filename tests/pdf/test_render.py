"""Pages as poppler and a clerk's eye would find them."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from papers import BUSY, NAUGHTY, NIHIL, VILLAGE, all_papers, report_facts
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, regions
from ppo_desktop.pdf import fonts, qr
from ppo_desktop.pdf.page import PAPERS, frame
from ppo_desktop.pdf.render import lay_out, render
from ppo_desktop.pdf.tables import CELL
from ppo_desktop.reports.compiled import CompiledRow, CompiledTable, compiled_blocks
from ppo_desktop.reports.document import Column, Document, Paragraph, Signature, Table
from ppo_desktop.reports.figures import TOTALS, MonthFigures
from ppo_desktop.reports.monthly import monthly_report
from ppo_desktop.reports.office import Assent, Office, Person, letterhead
from ppo_desktop.reports.register import RegisterFacts, register_paper
from ppo_desktop.reports.registers import REGISTERS
from verifiers import run


def text_of(document: Document, folder: Path, paper: str = "F4") -> str:
    path = folder / "paper.pdf"
    path.write_bytes(render(document, paper))
    return run("pdftotext", "-layout", path, "-")


def longest_office() -> Office:
    """The village whose names take the most room in West Kalimantan."""
    villages = [code for code in regions() if code.count(".") == 3]
    code = max(villages, key=lambda c: len(regions()[c].name) + len(regions()[c[:8]].name) + len(regions()[c[:5]].name))
    district, regency = regions()[code[:8]].name, regions()[code[:5]].name
    name = max((regions()[c].name for c in villages), key=len)
    return Office(
        code=code,
        type="desa",
        name=name,
        letterhead=letterhead(
            "desa",
            name,
            district=district,
            regency=regency,
            address="Jalan Lintas Batas Negara Kilometer 112 RT 001 RW 002 Dusun Sungai Rumbia Hilir, Kode Pos 79999, "
            "pos-el pemerintahdesa.nama.yang.panjang@contoh.desa.id, telepon 0562 123456",
        ),
        head=Person("Raden Mas Haji Muhammad Abdurrahman Wahiduddin Syamsuddin bin Haji Ismail, S.Pd.I., M.A.P."),
        secretary=Person(
            "Hj. Nurul Hidayati Rahmatullah Kusumawardhani Putri, S.Sos., M.Si.", "NIP 19850412 201001 2 003"
        ),
        district=district,
        regency=regency,
    )


@pytest.mark.parametrize("paper", ["F4", "A4"])
@pytest.mark.parametrize("assent", [Assent.SECRETARY, Assent.NONE])
@pytest.mark.parametrize("figures", [BUSY, NIHIL], ids=["filled", "nihil"])
def test_the_report_with_the_longest_names_is_one_page(paper: str, assent: Assent, figures: MonthFigures) -> None:
    facts = report_facts(
        office=longest_office(),
        addressee="Ketua Harian Gugus Tugas Kabupaten Bengkayang",
        figures=replace(
            figures, totals=dict.fromkeys(figures.totals, 1_234_567) if figures is BUSY else figures.totals
        ),
        number="500.15.12.1/0118/PEM-DESA/2003/XII/2026 (Lembar Kedua)",
        assent=assent,
        is_training=True,
    )
    assert len(lay_out(monthly_report(facts), paper)) == 1


def test_the_pages_are_folio_and_speak_indonesian(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(render(monthly_report(report_facts())))
    info = run("pdfinfo", path)
    assert "609.449 x 935.433 pts" in info  # 215 x 330 mm
    assert "PDF version:     1.7" in info
    assert "JavaScript:      no" in info


def test_every_font_is_embedded(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(render(monthly_report(report_facts(is_training=True))))
    lines = run("pdffonts", path).splitlines()[2:]
    assert len(lines) == 2
    for line in lines:
        assert "LiberationSans" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, with its letters


def test_the_key_sentences_can_be_copied_out_of_the_page(tmp_path: Path) -> None:
    text = text_of(monthly_report(report_facts(assent=Assent.SECRETARY, number=None)), tmp_path)
    for sentence in (
        "PEMERINTAH KABUPATEN SAMBAS",
        "DESA SEMPALAI",
        "Yth. Camat Tebas",
        "Nomor     : ......",
        "Tanda tangan elektronik tidak tersertifikasi (kunci kantor)",
        "a.n. Kepala Desa Sempalai",
        "SITI RAHMAH, S.Sos.",
        "NIP 19850412 201001 2 003",
        "Halaman 1 dari 1",
    ):
        assert " ".join(sentence.split()) in " ".join(text.split())
    assert "NIHIL" in text_of(monthly_report(report_facts(figures=NIHIL)), tmp_path)
    assert "LATIHAN – BUKAN SURAT DINAS" in text_of(monthly_report(report_facts(is_training=True)), tmp_path)


def test_the_same_document_gives_the_same_bytes() -> None:
    for document in all_papers().values():
        assert render(document) == render(document)


def test_naughty_text_is_printed_and_never_refused(tmp_path: Path) -> None:
    for text in NAUGHTY:
        person = Person(text, text)
        office = replace(VILLAGE, name=text, head=person, letterhead=letterhead("desa", text, address=text))
        printed = text_of(monthly_report(report_facts(office=office, addressee=text, number=text)), tmp_path)
        assert "Halaman 1 dari" in printed
    assert "<b>tebal</b> & <script>" in text_of(Document("Uji", None, (Paragraph(NAUGHTY[0]),), number=""), tmp_path)


@settings(max_examples=30)
@given(st.text(max_size=80), st.text(max_size=300))
def test_any_text_anywhere_renders(short: str, long: str) -> None:
    table = Table((Column(short), Column("x", 2, "right")), ((short, long),), (long, short), note=long)
    document = Document(
        title=short,
        letterhead=None,
        blocks=(Paragraph(long, is_indented=True), Paragraph(long, is_boxed=True), table),
        number=short,
        subject=short,
        addressee=(short, long),
        signatures=(Signature(short, (long,), short), Signature(short, (short,), long)),
        watermark=short,
        footer=long,
    )
    assert render(document).startswith(b"%PDF-1.7")


@given(st.text(), st.floats(45, 400), st.floats(0, 25))
def test_no_wrapped_line_is_wider_than_its_room(text: str, room: float, indent: float) -> None:
    lines = fonts.wrap(text, fonts.REGULAR, 11, room, indent)
    assert lines
    for i, line in enumerate(lines):
        assert fonts.width(line, fonts.REGULAR, 11) <= room - (indent if i == 0 else 0)
    letters = "".join(fonts.printable(text).split())
    assert "".join("".join(lines).split()) == letters


def test_a_number_that_is_read_in_one_go_stays_on_one_line_where_it_fits() -> None:
    words, number = "Hubungi keluarganya di rumah", "0852 1111 2222"
    lines = fonts.wrap(f"{words} {number}", fonts.REGULAR, 11, fonts.width(f"{words} 0852", fonts.REGULAR, 11) + 1)
    assert lines == [words, number]
    assert fonts.wrap(number, fonts.REGULAR, 11, fonts.width("0852 1111", fonts.REGULAR, 11) + 5) == [
        "0852 1111",
        "2222",
    ]


@given(st.text())
def test_printable_text_has_only_letters_the_fonts_draw(text: str) -> None:
    printed = fonts.printable(text)
    assert fonts.printable(printed) == printed
    assert all(c == "\n" or fonts._has_glyph(c) for c in printed)


def test_invisible_marks_vanish_and_unknown_letters_become_a_box() -> None:
    assert fonts.printable("a\u202eb\u200bc") == "abc"
    assert fonts.printable("李 ½ 😀") == "□ ½ □"


def test_a_long_table_repeats_its_head_and_numbers_its_pages(tmp_path: Path) -> None:
    rows = tuple((str(i), f"Desa ke-{i}") for i in range(120))
    place = Signature("Tebas, 5 Desember 2026", ("Camat Tebas,",), "Drs. BUDI SANTOSO, M.Si.")
    table = Table((Column("No.", 1), Column("Nama desa", 5)), rows)
    text = text_of(Document("Daftar", VILLAGE.letterhead, (table,), signatures=(place,)), tmp_path)
    pages = text.split("\f")[:-1]
    assert len(pages) >= 3
    assert all("Nama desa" in page for page in pages)
    assert all(f"Halaman {i} dari {len(pages)}" in page for i, page in enumerate(pages, start=1))
    assert [f"Desa ke-{i}" in text for i in range(120)] == [True] * 120


def test_the_signature_never_stands_alone_on_a_page() -> None:
    place = Signature("Tebas, 5 Desember 2026", ("Camat Tebas,",), "Drs. BUDI SANTOSO, M.Si.")
    for lines in range(30, 60):
        paragraph = Paragraph("\n".join(["baris"] * lines))
        pages = lay_out(Document("Uji", None, (paragraph,), number="", signatures=(place,)))
        assert len(pages[-1]) >= 3


@given(st.integers(0, 60), st.integers(0, 12), st.sampled_from(sorted(PAPERS)))
def test_nothing_is_placed_outside_the_margins(paragraphs: int, rows: int, paper: str) -> None:
    table = Table((Column("A"), Column("B")), tuple(("x " * 40 * i, "y") for i in range(rows)))
    blocks = (*(Paragraph("kata " * (3 * i)) for i in range(paragraphs)), table)
    facts = monthly_report(report_facts())
    for page in lay_out(replace(facts, blocks=blocks), paper):
        for top, item in page:
            assert top <= PAPERS[paper].y_top
            assert item.is_space or top - item.height >= PAPERS[paper].bottom - 0.01


def test_a_logo_is_printed_on_white_and_a_broken_one_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (80, 100), (0, 0, 0, 120)).save(buffer, "PNG")
    office = replace(VILLAGE, letterhead=replace(VILLAGE.letterhead, logo=buffer.getvalue()))
    document = monthly_report(report_facts(office=office))
    path = tmp_path / "paper.pdf"
    path.write_bytes(render(document))
    assert "image" in run("pdfimages", "-list", path)
    assert "smask" not in run("pdfimages", "-list", path)
    broken = replace(office, letterhead=replace(office.letterhead, logo=b"GIF89a"))
    with pytest.raises(Refused, match="logo"):
        render(monthly_report(report_facts(office=broken)))


def test_an_unknown_paper_is_refused() -> None:
    with pytest.raises(Refused, match="paper"):
        render(monthly_report(report_facts()), "Letter")


def test_the_qr_symbol_is_square_with_its_three_eyes() -> None:
    rows = qr.modules("PPO1:61.01.04.2003:" + "ab" * 32)
    size = len(rows)
    assert all(len(row) == size for row in rows)
    eye = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        assert ["".join("01"[dark] for dark in row[left : left + 7]) for row in rows[top : top + 7]] == eye


@pytest.mark.parametrize("paper", PAPERS)
def test_no_head_of_a_table_breaks_within_a_word(paper: str) -> None:
    row = CompiledRow("61.01.04.2003", "Desa Sempalai", "received", dict.fromkeys(TOTALS, 1))
    table = CompiledTable((row,))
    documents = [
        *all_papers().values(),
        monthly_report(report_facts(compiled=table)),
        *(
            register_paper(RegisterFacts(VILLAGE, one, "", [{}], date(2026, 12, 2), "Rina", is_restricted=True))
            for one in (*REGISTERS, *(book.at(Level.DISTRICT) for book in REGISTERS))
        ),
    ]
    tables = [(one, document) for document in documents for one in document.blocks if isinstance(one, Table)]
    tables += [(one, documents[0]) for one in compiled_blocks(table) if isinstance(one, Table)]
    for one, document in tables:
        area, whole = frame(paper, is_wide=document.is_wide), sum(column.share for column in one.columns)
        for column in one.columns:
            room = area.width * column.share / whole - 2 * CELL * one.size
            widest = max(fonts.width(word, fonts.BOLD, one.size) for word in column.title.split() or [""])
            assert widest <= room, column.title
