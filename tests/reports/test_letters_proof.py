"""Each letter on paper: empty, full, with very long names and odd strings, whole and in order."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from papers_proof import prove
from ppo_desktop.pdf.render import render
from ppo_desktop.records.codes import code_list
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.letter import LetterFacts, Signer, letter
from ppo_desktop.reports.letter_template import program_template, words
from ppo_desktop.reports.office import Office, Person, letterhead
from verifiers import run

EVERY_TIME = {"RUJUKAN", "NOTULEN", "BA_PEMULANGAN"}
"""With a slip, a table, five signatures; the others are made of the same pieces."""
CODES = [
    code.code if code.code in EVERY_TIME else pytest.param(code.code, marks=pytest.mark.long)
    for code in code_list("letters").items
]
KOP = letterhead("desa", "Sempalai", district="Tebas", regency="Kabupaten Sambas", address="Jalan Raya Nomor 1")


@pytest.mark.parametrize("code", CODES)
def test_a_letter_says_everything_on_its_pages(code: str, tmp_path: Path) -> None:
    template = program_template(code)

    def build(rows: int, name: str) -> Document:
        """All that may be filled in says ``name``; what may have lines has ``rows`` of them."""
        filled = {
            word: "\n".join(f"{name} {row}" for row in range(rows)) if words()[word].shape == "long" else name
            for word in template.words
            if word in words() and rows
        }
        head = Person(name if rows else "", "NIP 19700101 199001 1 001", rank="Penata Tk. I (III/d)")
        office = Office("61.01.04.2003", "desa", "Sempalai", KOP, head, district="Tebas", regency="Kabupaten Sambas")
        signer = Signer(("a.n. Kepala Desa Sempalai", "Sekretaris Desa,"), head.name, head.rank, head.number_line)
        day = date(2026, 11, 21) if rows else None
        return letter(LetterFacts(office, template, filled, signer, day, "562/012/2003/XI/2026" if rows else None))

    prove(build, tmp_path)


@pytest.mark.parametrize("code", [code.code for code in code_list("letters").items if code.code != "NOTULEN"])
def test_a_letter_for_the_pen_is_one_page_with_all_its_lines(code: str, tmp_path: Path) -> None:
    """Minutes have two: four lists to write."""
    office = Office("61.01.04.2003", "desa", "Sempalai", KOP, Person("Abdul Hamid"), district="Tebas")
    document = letter(
        LetterFacts(office, program_template(code), {}, Signer(("Kepala Desa Sempalai,",), "Abdul Hamid"))
    )
    path = tmp_path / "letter.pdf"
    path.write_bytes(render(replace(document, copies=())))
    assert run("qpdf", "--show-npages", path).strip() == "1"


def test_date_and_addressee_begin_at_one_edge_and_a_long_name_goes_on_below_itself(tmp_path: Path) -> None:
    office = Office("61.01.04.2003", "desa", "Sempalai", KOP, Person("Abdul Hamid"), district="Tebas")
    long = "Kepala Unit Pelaksana Teknis Daerah Perlindungan Perempuan dan Anak"
    facts = {"instansi": long, "instansi_tempat": "Sambas"}
    document = letter(LetterFacts(office, program_template("RUJUKAN"), facts, Signer(("Sekdes,",), "Abdul Hamid")))
    path = tmp_path / "letter.pdf"
    path.write_bytes(render(document))
    words_at = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)".*?>(.*?)</word>', run("pdftotext", "-bbox", path, "-"))
    at = {word: (float(x), float(y)) for x, y, word in reversed(words_at)}
    assert at["Sempalai,"][0] == at["Kepada"][0] == at["Yth."][0] < at["Kepala"][0]
    assert at["Kepada"][1] - at["Sempalai,"][1] > 1.2 * (at["Yth."][1] - at["Kepada"][1])
    assert at["Perlindungan"][1] > at["Kepala"][1]
    assert any(abs(x - at["Kepala"][0]) < 0.1 and y > at["Kepala"][1] + 5 for x, y in at.values()), "set in"
