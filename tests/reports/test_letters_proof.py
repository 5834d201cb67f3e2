"""Each letter on paper: empty, full, with very long names and odd strings, whole and in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

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
