"""Recaps of a month, read back from the page by another program and added up again."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from papers import VILLAGE, report_facts
from ppo_desktop.pdf.render import render
from ppo_desktop.reports.compiled import CompiledRow, CompiledTable
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.figures import TOTALS, MonthRows, count_month
from ppo_desktop.reports.monthly import compiled_recap, monthly_report
from ppo_desktop.reports.recap import RecapFacts, recap_report
from verifiers import run

OFFICES = {
    "61.01.04.2003": "Sempalai",
    "61.01.04.2004": "Bekut",
    "61.01.04.2005": "Seberkat",
    "61.01.04.2006": "Makrampai",
}


def lines(document: Document, folder: Path, pattern: str) -> list[list[int]]:
    """The numbers at the end of each line of the page that begins as ``pattern`` says."""
    (folder / "paper.pdf").write_bytes(render(document))
    words = run("pdftotext", "-layout", folder / "paper.pdf", "-")
    found = re.findall(rf"^ *(?:\d+ +)?{pattern}.*?((?: +[\d.]+)+) *$", words, re.MULTILINE)
    return [[int(cell.replace(".", "")) for cell in line.split()] for line in found]


def compiled() -> CompiledTable:
    rows = [
        CompiledRow(code, f"Desa {name}", "received", {key: 700 * place + at for at, key in enumerate(TOTALS)})
        for place, (code, name) in enumerate(OFFICES.items(), start=1)
    ]
    return CompiledTable((*rows, CompiledRow("61.01.04.2007", "Desa Sungai Kelambu", "missing", None)))


def test_the_villages_of_a_district_and_of_a_regency_add_up_to_its_sum(tmp_path: Path) -> None:
    for document in (
        monthly_report(report_facts(compiled=compiled())),
        compiled_recap(report_facts(compiled=compiled())),
    ):
        children = [of_it for name in OFFICES.values() for of_it in lines(document, tmp_path, f"Desa {name}")]
        assert len(children) == len(OFFICES)
        (total,) = lines(document, tmp_path, "Jumlah +4 dari 5")
        assert [sum(column) for column in zip(*children, strict=True)] == total


def test_sexes_countries_and_paths_of_a_village_add_up_to_its_totals(tmp_path: Path) -> None:
    departures = {
        str(place): {
            "registered_on": "2026-11-03",
            "departed_on": "2026-11-20" if place % 3 else None,
            "sex": "P" if place % 4 else "L",
            "destination_country": ("MY", "BN", "TW")[place % 3],
            "scheme": "PERSEORANGAN",
            "path": ("prosedural", "belum_jelas")[place % 2],
        }
        for place in range(1240)
    }
    figures = count_month("2026-11", MonthRows(departures, {}, {}))
    document = recap_report(RecapFacts(VILLAGE, figures, date(2026, 12, 2)))
    (new,) = lines(document, tmp_path, r"Calon PMI dan PMI yang baru dicatat +orang")
    (gone,) = lines(document, tmp_path, r"Berangkat +orang")
    for pattern in ("(?:Laki-laki|Perempuan)", "Negara:", "Skema:", "Jalur:"):
        parts = [line[-2:] for line in lines(document, tmp_path, pattern) if len(line) >= 2]
        assert [sum(column) for column in zip(*parts, strict=True)] == [new[0], gone[0]], pattern
