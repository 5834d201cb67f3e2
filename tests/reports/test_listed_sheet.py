"""Lembar serah: whole on its pages, whatever the list says, and grouped by the area it is for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import papers
from papers_proof import prove
from ppo_desktop.records.region_words import where
from ppo_desktop.records.table_shapes import DISTRICT, REGENCY, VILLAGE
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.listed_sheet import HandedOver, listed_sheet

TOLD = {"homecoming.reason": "DEPORTASI", "homecoming.from_country": "MY", "person.phone": "0812"}


def build(rows: int, name: str) -> Document:
    one = {
        "name": name,
        "sex": "P",
        "born_on": "1990-03",
        "nik": "6107045203909901",
        "address": name,
        "day": "2026-11-20",
    }
    people = [{**one, "source": "P4MI Entikong", "told": TOLD} for _row in range(rows)]
    return listed_sheet(HandedOver(papers.DISTRICT, name, people, date(2026, 11, 21), "Dewi"))


def for_a_village(rows: int, name: str) -> Document:
    people = [{"name": name, "source": "P4MI Entikong", "told": None} for _row in range(rows)]
    return listed_sheet(HandedOver(papers.DISTRICT, name, people, date(2026, 11, 21), "Dewi", is_ours=True))


def test_the_sheet_is_whole_on_its_pages(tmp_path: Path) -> None:
    prove(build, tmp_path)
    prove(for_a_village, tmp_path)


@pytest.mark.parametrize(
    ("told", "seen_from", "area"),
    [
        ({VILLAGE: "Lumar", DISTRICT: "Lumar", REGENCY: "Bengkayang"}, "61.01", "Kabupaten Bengkayang"),
        ({VILLAGE: "Entah", REGENCY: "Lombok Timur"}, "61.01", "Lombok Timur"),
        ({VILLAGE: "Sempalai", DISTRICT: "Tebas", REGENCY: "Sambas"}, "61.01.08", "Kecamatan Tebas"),
    ],
)
def test_one_sheet_is_for_the_office_that_answers_for_the_area(told: dict[str, str], seen_from: str, area: str) -> None:
    found = where(told, "", seen_from)
    assert (found.is_outside(seen_from), found.area(seen_from)) == (True, area)
