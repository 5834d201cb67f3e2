"""What a register of 20,000 rows costs: against a bare canvas drawing the same text, and against an office program."""

from __future__ import annotations

import csv
import io
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from bench import measure
from ppo_desktop.pdf import fonts, tables
from ppo_desktop.pdf.page import frame
from ppo_desktop.pdf.render import VERSION, render
from ppo_desktop.reports.document import Column, Document, Table

pytestmark = pytest.mark.bench
ROWS = 20_000
SHARES = (1, 3, 3.2, 0.8, 2, 3.4, 2.4, 2.6, 1.8, 3, 2, 2)
TITLES = ("No.", "Nama", "NIK", "L/P", "Lahir", "Alamat", "Negara", "Pekerjaan", "Paspor", "P3MI", "Jalur", "Berangkat")
Said = tuple[str, float, list[tuple[float, float, str]]]
"""Font, size, and each text with its place."""

# Not ru_maxrss: that begins with the memory of the process that started us.
PEAK = """
import re, sys
from pathlib import Path
from bench.test_register_bench import register
from ppo_desktop.pdf.render import render
from ppo_desktop.reports.document import Document, Paragraph
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
render(Document("Uji", None, (Paragraph("Uji"),)))
before = peak()
Path(sys.argv[1]).write_bytes(render(register()))
print(peak() - before)
"""


class Rows:
    """People who do not exist, each made when it is read."""

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        dice = random.Random(3)
        for place in range(1, ROWS + 1):
            yield (
                str(place),
                f"Siti {dice.choice(('Nurhaliza', 'Aminah', 'Rahmah binti Abdul Hamid'))} {place}",
                str(dice.randrange(10**15, 10**16)),
                dice.choice("LP"),
                f"{dice.randrange(1, 28):02}-0{dice.randrange(1, 9)}-1990",
                f"Dusun Sungai {dice.choice('ABCDEF')} RT 00{dice.randrange(9)} RW 001",
                dice.choice(("Malaysia", "Taiwan", "Hong Kong", "Brunei Darussalam")),
                dice.choice(("Pekerja rumah tangga", "Perkebunan", "Pabrik elektronik")),
                f"C{dice.randrange(10**6, 10**7)}",
                "PT Contoh Jaya Abadi",
                dice.choice(("Prosedural", "Belum jelas")),
                f"{dice.randrange(1, 28):02}-11-2026",
            )

    def __len__(self) -> int:
        return ROWS


def register() -> Document:
    columns = tuple(Column(title, share) for title, share in zip(TITLES, SHARES, strict=True))
    return Document("Buku register", None, (Table(columns, Rows(), size=7),), number="", is_wide=True, footer="Buku")


def test_a_register_against_a_bare_canvas(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = _said(monkeypatch)
    area = frame("F4", is_wide=True)

    def bare(_round: int) -> None:
        canvas = Canvas(
            io.BytesIO(),
            pagesize=(area.page_width, area.page_height),
            pageCompression=1,
            invariant=1,
            pdfVersion=VERSION,
        )
        for page in pages:
            for font, height, texts in page:
                canvas.setFont(font, height)
                for x, y, text in texts:
                    canvas.drawString(x, y, text)
            canvas.showPage()
        canvas.save()

    ours, floor, ratio = measure.in_turns(lambda _round: render(register()), bare, 3)
    measure.tell(
        f"a register of {ROWS} rows, {len(pages)} pages (rows made, laid out, ruled, archival in ours)",
        [
            ("render, median", f"{ours:.1f} s"),
            ("a bare canvas drawing the same texts, median", f"{floor:.1f} s"),
            ("ratio (target at most 1.5)", f"{ratio:.2f}"),
        ],
    )
    assert ratio <= 1.5


def test_a_register_takes_less_than_100_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "register.pdf"
    said = subprocess.run(
        [sys.executable, "-c", PEAK, path], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    grown = int(said.stdout) / 1024
    measure.tell(
        "memory of the same, above a process that has printed one line",
        [("peak", f"{grown:.0f} MB"), ("the file", f"{path.stat().st_size / 1e6:.1f} MB")],
    )
    assert grown < 100


def test_a_register_against_an_office_program(tmp_path: Path) -> None:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed here: nothing to compare with")
    table = tmp_path / "register.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([TITLES, *Rows()])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(table)]
    start = time.perf_counter()
    subprocess.run(convert, check=True, capture_output=True, timeout=1500)
    theirs = time.perf_counter() - start
    ours = measure.seconds(lambda: render(register()), 1)
    measure.tell(
        f"a register of {ROWS} rows",
        [
            ("render", f"{ours:.1f} s"),
            ("LibreOffice, the same table to PDF", f"{theirs:.1f} s"),
            ("times as fast (target at least 5)", f"{theirs / ours:.1f}"),
        ],
    )
    assert theirs / ours >= 5


def _said(monkeypatch: pytest.MonkeyPatch) -> list[list[Said]]:
    """What the register's tables say, page by page, at their places."""
    pages: list[list[Said]] = []
    draw = tables.draw_texts

    def note(canvas: Canvas, font: str, size: float, texts: Iterator[tuple[float, float, str]]) -> None:
        said = list(texts)
        if canvas.getPageNumber() > len(pages):
            pages.append([])
        pages[-1].append((font, size, said))
        draw(canvas, font, size, said)

    with monkeypatch.context() as patch:
        patch.setattr(tables, "draw_texts", note)
        fonts.register()
        render(register())
    return pages
