"""Blocks where they end up on the page."""

from __future__ import annotations

import errno
import io
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from papers import VILLAGE
from ppo_desktop.pdf.page import LEADING
from ppo_desktop.pdf.render import lay_out, render, render_to
from ppo_desktop.reports.document import (
    Beside,
    Column,
    Document,
    Facts,
    Heading,
    Numbered,
    PageBreak,
    Paragraph,
    Signature,
    Signatures,
    Spacer,
    Table,
    counted,
)
from verifiers import run, text_of_pdf


def sheet(*blocks: object, **more: object) -> Document:
    return Document("Uji", None, blocks, number="", **more)  # type: ignore[arg-type]  # blocks, whichever


class Rows:
    """Rows that are made when they are read."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.walks = 0

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        self.walks += 1
        return ((str(n), f"Warga nomor {n}") for n in range(self.count))

    def __len__(self) -> int:
        return self.count


COLUMNS = (Column("No."), Column("Nama", 4))


def boxes(document: Document, folder: Path) -> dict[str, tuple[float, float]]:
    """Left and lower edge of each word (the last one of its kind) on its page, in points."""
    path = folder / "paper.pdf"
    path.write_bytes(render(document))
    words = re.findall(r'xMin="([\d.]+)".*?yMax="([\d.]+)">(.*?)</word>', run("pdftotext", "-bbox", path, "-"))
    return {word: (float(x), float(y)) for x, y, word in words}


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for lines in range(30, 60):
        text = Paragraph("\n".join(["baris"] * lines))
        pages = lay_out(sheet(text, Heading("Judul"), Spacer(0.3), Paragraph("isi " * 60), text))
        for page in pages[:-1]:
            assert [item for _top, item in page if not item.is_space][-1].height != LEADING + 2


def test_the_note_of_a_table_stays_with_its_last_row() -> None:
    for count in range(20, 60):
        table = Table(COLUMNS, tuple((str(n), "Warga") for n in range(count)), note="Catatan di bawah tabel.")
        *_before, last = lay_out(sheet(table))
        rows = [item for _top, item in last if item.head is not None]
        assert len(rows) >= 2


def test_what_follows_a_page_break_stands_on_a_new_page_and_no_page_is_empty() -> None:
    text = Paragraph("baris")
    assert len(lay_out(sheet(text, PageBreak(), text))) == 2
    assert len(lay_out(sheet(text, Heading("Judul"), PageBreak(), PageBreak(), text, PageBreak()))) == 2
    assert "Judul" in text_of_pdf(render(sheet(Heading("Judul"), PageBreak(), text)))


def test_names_of_two_who_sign_stand_on_one_line_and_an_odd_one_in_the_middle(tmp_path: Path) -> None:
    first = Signature("", ("Pemberi,",), "PERTAMA", needs_duty_stamp=True)
    second = Signature("Tebas, 2 Desember 2026", ("Penerima,",), "KEDUA")
    third = Signature("", ("Mengetahui,",), "KETIGA", rank="Penata", number_line="NIP 1")
    found = boxes(sheet(Signatures((first, second, third))), tmp_path)
    assert found["PERTAMA"][1] == found["KEDUA"][1] < found["KETIGA"][1]
    assert found["Pemberi,"][1] == found["Penerima,"][1]
    assert found["PERTAMA"][0] < found["KETIGA"][0] < found["KEDUA"][0]
    assert found["Pemberi,"][1] < found["Meterai"][1] < found["PERTAMA"][1]


def test_columns_too_tall_for_a_page_stand_below_each_other_and_lose_nothing() -> None:
    long = tuple(Paragraph(f"baris {n}") for n in range(80))
    text = text_of_pdf(render(sheet(Beside(long, (Paragraph("kanan"),)))))
    assert "baris 79 kanan" in text


def test_letters_go_on_after_z() -> None:
    assert counted(Numbered(("x",) * 28, letters=True))[-3:] == ["z.", "aa.", "ab."]


def test_each_copy_says_whose_it_is_and_counts_its_own_pages() -> None:
    text = text_of_pdf(render(sheet(Paragraph("isi"), copies=("Lembar 1 untuk A", "Lembar 2 untuk B"))))
    assert text.count("Halaman 1 dari 1") == 2
    assert text.index("Lembar 1 untuk A") < text.index("Lembar 2 untuk B")


def test_a_letter_ends_with_who_else_gets_it_after_the_signature() -> None:
    place = Signature("Tebas, 2 Desember 2026", ("Camat Tebas,",), "BUDI")
    letter = replace(
        sheet(Paragraph("isi"), signatures=(place,), nature="RAHASIA", carbon_copies=("Bupati Sambas", "Arsip")),
        subject="Perihal",
        letterhead=VILLAGE.letterhead,
    )
    text = text_of_pdf(render(letter))
    assert "RAHASIA" in text
    assert text.index("BUDI") < text.index("Tembusan: 1. Bupati Sambas 2. Arsip")


def test_a_long_register_is_read_once_and_knows_its_last_page_on_the_first() -> None:
    rows, told = Rows(3000), list[tuple[int, int]]()
    data = render(sheet(Table(COLUMNS, rows, size=7)), told=lambda done, total: told.append((done, total)))
    assert rows.walks == 1
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = len(pdf.pages)
    text = text_of_pdf(data)
    assert all(f"Halaman {page} dari {pages}" in text for page in range(1, pages + 1))
    assert all(f"Warga nomor {n}" in text for n in range(3000))
    assert told == sorted(told)
    assert told[-1] == (3000, 3000)
    assert len(told) == pages > 20


def test_a_long_register_can_be_stopped_and_leaves_nothing_behind(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done > 100:
            raise Stopped

    path = tmp_path / "register.pdf"
    with path.open("wb") as file, pytest.raises(Stopped):
        render_to(file, [sheet(Table(COLUMNS, Rows(5000)))], told=stop)
    assert path.stat().st_size == 0


def test_a_disk_that_fills_up_under_a_register_is_told_and_does_not_end_the_program() -> None:
    class Full(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, _data: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        render_to(Full(), [sheet(Table(COLUMNS, Rows(5)))])  # type: ignore[arg-type]  # a file as far as it is used


def test_the_outline_leads_to_title_and_headings(tmp_path: Path) -> None:
    blocks = (Heading("Pertama"), Facts((("A", "B"),)), PageBreak(), Heading("Kedua <b>"), Paragraph("isi"))
    path = tmp_path / "paper.pdf"
    path.write_bytes(render(sheet(*blocks)))
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        assert (title.title, [child.title for child in title.children]) == ("Uji", ["Pertama", "Kedua <b>"])
        assert pdf.Root.Lang == "id-ID"
        assert pdf.docinfo.Title == "Uji"
