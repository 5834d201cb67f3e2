"""The papers of the desk of the camat stand whole on their pages."""

from __future__ import annotations

from pathlib import Path

import papers
from papers_proof import prove
from ppo_desktop.pdf.render import render
from ppo_desktop.reports.document import Document
from ppo_desktop.reports.expedition_slip import MOST_LINES, SlipFacts, SlipLine, expedition_slip
from verifiers import run


def slip(rows: int, name: str) -> Document:
    line = SlipLine("Masuk", f"Desa {name}", "Laporan November 2026", "Diterima")
    when = "21 November 2026 pukul 09.30"
    return expedition_slip(SlipFacts(papers.DISTRICT, [line] * max(rows, 1), when, name if rows else "", name, rows))


def test_the_slip_says_everything_inside_its_margins(tmp_path: Path) -> None:
    prove(slip, tmp_path)


def test_as_many_files_as_a_stick_usually_brings_stay_on_half_a_page(tmp_path: Path) -> None:
    path = tmp_path / "slip.pdf"
    path.write_bytes(render(slip(MOST_LINES, "Sempalai"), "F4"))
    lines = run("pdftotext", "-bbox", path, "-").splitlines()
    (cut,) = [line for line in lines if ">potong<" in line]
    bottom = float(cut.split('yMax="')[1].split('"')[0])
    assert bottom < 936 / 2, "F4 is 936 points high"
