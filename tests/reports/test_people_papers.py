"""Papers about people, from empty to very long, as other programs read them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from papers import VILLAGE
from papers_proof import NAME, Build, prove
from ppo_desktop.pdf.render import render
from ppo_desktop.records.registry import kind, row_kinds
from ppo_desktop.reports.blank_form import FormFacts, blank_form
from ppo_desktop.reports.chronology import ChronologyFacts, Happening, chronology
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.emergency_file import EmergencyFacts, emergency_file
from ppo_desktop.reports.office import Office, Person
from ppo_desktop.reports.own_data import Kept, OwnDataFacts, Receiver, own_data
from ppo_desktop.reports.pocket_card import CardFacts, Number, pocket_card
from ppo_desktop.reports.record_sheet import SheetPhotos
from verifiers import run

DAY = date(2026, 12, 2)


def village(name: str) -> Office:
    return replace(VILLAGE, name=name, head=Person(name))


def _card(rows: int, name: str) -> Document:
    numbers = tuple(Number(f"{name} {n}", f"+60 {n}", "" if n % 2 else "01-12-2026") for n in range(rows))
    known = name if rows else ""
    return pocket_card(
        CardFacts(
            village(name), name, known, numbers, (), (), rows > 1, known, known, known, known, is_training=rows > 1
        )
    )


def _chronology(rows: int, name: str) -> Document:
    def happening(n: int) -> Happening:
        day, details = 1 + n % 28, (f"Isi: {name}",) * (n % 20)
        return Happening(f"2026-11-{day:02}", f"{day} November 2026", f"{n} {name}", details, "21-11-2026 09.00", name)

    happenings = map(happening, range(rows))
    about = (("NIK", name), ("Alamat", name)) if rows else ()
    return chronology(
        ChronologyFacts(village(name), name, about, tuple(happenings), rows < 1, name, "2 Desember 2026, 09.00", DAY)
    )


def _own(rows: int, name: str) -> Document:
    kept = tuple(
        Kept("Warga", f"{name} {n}", name, "hari ini", ((name, f"{name} {n}"),) * 3, (name,)) for n in range(rows)
    )
    receivers = tuple(Receiver(f"{name} {n}", name, "2 Desember 2026", "diterima") for n in range(rows))
    return own_data(OwnDataFacts(village(name), name, kept, receivers, (name,) * min(rows, 9), rows < 1, name, DAY))


def _emergency(rows: int, name: str) -> Document:
    groups = tuple((f"Bagian {n} {name}", ((name, name),) * 3) for n in range(rows))
    captions = tuple(f"{n} {name}" for n in range(min(rows, 12)))
    copies = SheetPhotos((), rows, rows)
    return emergency_file(EmergencyFacts(village(name), name, groups, copies, captions, rows < 1, name, DAY))


PAPERS: dict[str, Build] = {
    "pocket card": lambda rows, name: _card(min(rows, 12), name),
    "chronology": _chronology,
    "own data": _own,
    "emergency file": _emergency,
    "form": lambda _rows, name: blank_form(kind("departure"), FormFacts(village(name), name)),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_about_people_says_all_it_has_to_say_inside_its_margins(name: str, tmp_path: Path) -> None:
    prove(PAPERS[name], tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", PAPERS)
def test_with_500_rows_on_both_papers_too(name: str, tmp_path: Path) -> None:
    prove(PAPERS[name], tmp_path, is_thorough=True)


@pytest.mark.long
@pytest.mark.parametrize("name", [of.name for of in row_kinds()])
def test_the_form_of_every_kind_keeps_to_its_pages(name: str, tmp_path: Path) -> None:
    forms = blank_form(kind(name), FormFacts(VILLAGE, "1"))
    prove(lambda _rows, title: replace(forms, footer=title), tmp_path, is_thorough=True)


def test_a_card_is_one_page_whatever_stands_on_it() -> None:
    from ppo_desktop.pdf.render import lay_out

    for paper in ("F4", "A4"):
        for rows, name in ((0, NAME), (12, NAME * 12)):
            assert len(lay_out(_card(rows, name), paper)) == 1


def test_whom_to_call_stands_in_letters_no_smaller_than_the_rest_of_the_card(tmp_path: Path) -> None:
    file = tmp_path / "card.pdf"
    file.write_bytes(render(_card(7, "Perwakilan Republik Indonesia di Kuching"), "A4"))
    words = re.findall(
        r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">([^<]+)<', run("pdftotext", "-bbox", file, "-")
    )
    high = {word: float(bottom) - float(top) for top, bottom, word in words}
    assert high["+60"] >= high["Paspor"] - 0.1
