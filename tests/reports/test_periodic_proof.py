"""Registers and reports of several months, proved on the page: empty, one row, many, long and odd names."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from papers import VILLAGE
from papers_proof import prove
from ppo_desktop.core.offices import Level
from ppo_desktop.core.period import Span
from ppo_desktop.pdf.render import render
from ppo_desktop.reports.document import Document, plain_text
from ppo_desktop.reports.period import PeriodFacts, period_report
from ppo_desktop.reports.period_sums import Book
from ppo_desktop.reports.register import Line, Register, RegisterFacts, Said, register_paper
from ppo_desktop.reports.registers import PMI, REGISTERS, STOCK
from ppo_desktop.reports.standard_sheet import FigureLine, StandardFacts, standard_sheet
from reports.periods import LABELS, reported, village_year
from verifiers import run

DAY = date(2027, 1, 4)


def line(name: str) -> Line:
    """Every field that a register tells, with something in it."""
    people = {
        "name": name,
        "nik": "6101045203099901",
        "family_card": "6101040101100001",
        "born_on": "2009-03",
        "sex": "P",
    }
    person = {**people, "address": name, "rt": "003", "rw": "001", "contact_name": name, "phone": "+6281234567890"}
    departure = {
        "register_number": "REG/61.01.04.2003/2026/0007",
        "registered_on": "2026-11-03",
        "age_at_departure": 17,
        "destination_country": "MY",
        "agency": name,
        "passport": "C1234567",
        "documents": ["KTP", "KK"],
        "permit_present": True,
        "fee_asked": 3_500_000,
        "escort": name,
    }
    return {
        "person": person,
        "departure": departure,
        "screening": {"band": "KRITIS", "flags": ["B1"], "score_total": 61},
        "referral": {"number": "300/12/2026", "institution_name": name, "received_by": name, "answer": name},
        "socialisation": {"held_on": "2026-03-03", "title": name, "participants": 97, "men": 41, "topics": name},
        "institution": {"name": name},
        "letter": {"number": "562/007/2003/XI/2026", "subject": name, "addressee": name, "void_reason": name},
        "stock_move": {"counterpart": name, "proof": "12/2026"},
        "book": {"owner": name, "material": name, "day": "03-03-2026", "in": 80, "left": 33, "contents": name},
    }


@pytest.mark.parametrize(
    "register",
    [
        *(one if one in (PMI, STOCK) else pytest.param(one, marks=pytest.mark.long) for one in REGISTERS),
        pytest.param(PMI.at(Level.DISTRICT), marks=pytest.mark.long),
    ],
    ids=lambda one: one.name,
)
def test_a_register_says_everything_inside_its_margins(register: Register, tmp_path: Path) -> None:
    def build(rows: int, name: str) -> Document:
        lines = [line(name)] * rows
        return register_paper(
            RegisterFacts(VILLAGE, register, "Tahun 2026", lines, DAY, name, closed=1, is_restricted=True)
        )

    prove(build, tmp_path)


def test_no_register_is_printed_in_smaller_letters_than_the_others() -> None:
    assert [one.name for one in REGISTERS if one.size < 8] == []


@pytest.mark.parametrize("level", [Level.VILLAGE, Level.DISTRICT])
def test_numbers_and_long_words_stand_whole_in_their_lines_on_the_smaller_paper(level: Level, tmp_path: Path) -> None:
    register = PMI.at(level)
    told = line("Siti")
    told = {**told, "departure": {**told["departure"], "destination_country": "BN"}}
    facts = RegisterFacts(VILLAGE, register, "Tahun 2026", [told], DAY, "Siti", is_restricted=True)
    file = tmp_path / "register.pdf"
    file.write_bytes(render(register_paper(facts), "A4"))
    words = run("pdftotext", "-raw", file, "-").split()
    assert {"6101045203099901", "2026/0007", "Darussalam"} <= set(words)
    assert level is not Level.VILLAGE or "6101040101100001" in words


def build_report(rows: int, name: str, *, is_public: bool = False) -> Document:
    told = [
        Book(f"61.01.04.{2000 + place}", name, {"2026-01": reported(place % 17, place % 5)}, f"61.01.04.{2000 + place}")
        for place in range(rows)
    ]
    names = {book.office: name for book in told}
    return period_report(PeriodFacts(VILLAGE, Span.parse("2026-T1"), told, names, DAY, LABELS, is_public))


@pytest.mark.parametrize("is_public", [pytest.param(False, marks=pytest.mark.long), True], ids=["own", "public"])
def test_a_report_says_everything_inside_its_margins(is_public: bool, tmp_path: Path) -> None:
    prove(lambda rows, name: build_report(rows, name, is_public=is_public), tmp_path)


def test_a_sheet_of_standard_figures_says_everything_inside_its_margins(tmp_path: Path) -> None:
    def build(rows: int, name: str) -> Document:
        lines = [
            FigureLine(part, f"{name} {place}", measure, None if place % 3 else place, "•" if place % 3 else "")
            for part, measures in (
                ("Menurut kantor", ("Laporan ada", "Laporan seharusnya", "Pulang")),
                (name, ("Jumlah",)),
            )
            for place in range(rows)
            for measure in measures
        ]
        code = "3F2A 91C0 77B1 0D4E"
        return standard_sheet(
            StandardFacts(VILLAGE, name, Span.parse("2025"), 2, "4 Januari 2027", code, lines, [name], [name], 3)
        )

    prove(build, tmp_path)


def test_the_sums_on_the_page_are_those_of_the_lines_on_the_page(tmp_path: Path) -> None:
    """Read back by another program and added up again."""
    facts = PeriodFacts(VILLAGE, Span.parse("2026"), [village_year(without=("2026-08",))], {}, DAY, LABELS)
    (tmp_path / "report.pdf").write_bytes(render(period_report(facts)))
    words = run("pdftotext", "-layout", tmp_path / "report.pdf", "-")
    months = re.findall(r"^ *\w+ 2026 +ada((?: +[\d.]+){5}) *$", words, re.MULTILINE)
    assert len(months) == 11
    added = [sum(int(cell.replace(".", "")) for cell in column) for column in zip(*map(str.split, months), strict=True)]
    (total,) = re.findall(r"^ *Jumlah +11 dari 12((?: +[\d.]+){5}) *$", words, re.MULTILINE)
    assert added == [int(cell.replace(".", "")) for cell in total.split()]
    assert re.search(r"Agustus 2026 +belum ada laporan( +–){5}", words)


@pytest.mark.parametrize("level", [Level.VILLAGE, Level.DISTRICT])
def test_each_value_in_a_cell_of_the_pmi_register_says_what_it_is(level: Level) -> None:
    facts = RegisterFacts(VILLAGE, PMI.at(level), "Tahun 2026", [line("Siti")], DAY, "Siti", is_restricted=True)
    told = re.split(r"\n| \| ", plain_text(register_paper(facts)))
    assert {"Alamat: Siti", "Umur: 17 tahun", "Keluarga: Siti", "Skor 61 poin"} <= set(told)
    values = [value for column in PMI.at(level).columns for value in column.values if isinstance(value, Said)]
    bare = {value.name for value in values if value.words == "{value}"}
    assert bare <= {"register_number", "region"}, "which begin with REG and Desa"
