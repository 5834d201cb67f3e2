"""Slides and agenda of a meeting: eight pages that can be read from afar, whole inside their margins."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from insight.test_overviews import CAMAT, VILLAGE, a, find
from papers import DISTRICT
from papers_proof import Build, prove
from ppo_desktop.core.period import Month, Span
from ppo_desktop.pdf.render import lay_out, render
from ppo_desktop.records.institution import INSTITUTION
from ppo_desktop.records.plan_item import PLAN_ITEM
from ppo_desktop.records.referral import REFERRAL
from ppo_desktop.reports import slides
from ppo_desktop.reports.document import Beside, Chart, Document, Slide, Table
from ppo_desktop.reports.meeting_agenda import AgendaFacts, agenda
from ppo_desktop.reports.period import PeriodFacts
from ppo_desktop.reports.slides import MonthOfReports, Open, Silent, SlideFacts, masked
from reports.periods import LABELS, book, reported, village_year
from verifiers import run

DAY = date(2026, 11, 22)
USUAL = 12
"""Of whatever repeats: more than a slide shows."""


def deck(rows: int, name: str) -> Document:
    books = [
        a(PLAN_ITEM, f"p{n}", CAMAT, activity=name, year="2026", institution="DINSOS", target_1=5, real_1=n, unit=name)
        for n in range(rows)
    ]
    books += [a(INSTITUTION, f"i{n}", VILLAGE, name=name, kind="SMA") for n in range(rows)]
    sent = {"status": "DIKIRIM", "sent_on": "2026-03-03", "urgency": "BIASA"}
    books += [a(REFERRAL, f"r{n}", institution=("P4MI_SAMBAS", "DINSOS")[n % 2], **sent) for n in range(rows)]
    helped, year = find("help", books, CAMAT), village_year()
    span = PeriodFacts(DISTRICT, Span.parse("2026-T3"), [year] if rows else [], {}, DAY, LABELS, is_public=True)
    made = (
        slides.reports(
            [MonthOfReports(Month(2026, n), rows, 1, 0, 2, n // 10) for n in range(5, 11)],
            [Silent(name, 2, "2", Month(2026, 9))] * rows,
            DAY,
        ),
        slides.referrals(helped, DAY),
        slides.totals(span),
        slides.paths(span, {"KRITIS": name}),
        slides.coverage(find("coverage", books, CAMAT), 2026, DAY),
        slides.needs(find("needs", books, CAMAT), 2026, DAY),
        slides.plan(find("plan", books, CAMAT), 2026, DAY),
        slides.decisions([Open(name, name, "30-11-2026", n % 2 == 0) for n in range(rows)], helped, 2, DAY),
    )
    return slides.deck(SlideFacts(replace(DISTRICT, name=name), name, "25-11-2026", made))


def of_meeting(rows: int, name: str) -> Document:
    meeting = {"subject": name, "held_on": "2026-11-25", "place": name, "agenda": "\n".join([name] * rows)}
    return agenda(AgendaFacts(DISTRICT, meeting, {"Rujukan": [name] * max(rows, 1)}, DAY))


@pytest.mark.parametrize("build", [deck, of_meeting])
def test_they_say_all_they_have_to_say_inside_their_margins(build: Build, tmp_path: Path) -> None:
    prove(build, tmp_path)


@pytest.mark.parametrize("rows", [0, 1, USUAL])
@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_each_slide_is_one_page(rows: int, paper: str) -> None:
    assert len(lay_out(deck(rows, "Kecamatan Sajingan Besar"), paper)) == 8


def test_what_does_not_fit_in_readable_type_goes_on_on_a_further_page() -> None:
    rows = tuple((f"Desa {n}",) for n in range(80))
    slide = Slide("Judul", (Table((slides.Column("Desa"),), rows),), "Sumber: buku.")
    assert len(lay_out(Document("Uji", None, (slide,), number="", is_wide=True))) > 1


def test_a_head_of_a_table_is_rather_small_than_broken(tmp_path: Path) -> None:
    narrow = Table((slides.Column("Keberangkatan", 1), slides.Column("Uraian", 6)), (("1", "Satu"),))
    for blocks in ((narrow,), (Beside((replace(narrow, size=6.0),), ()),)):
        path = tmp_path / "slide.pdf"
        slide = Slide("Judul", blocks)
        path.write_bytes(render(Document("Uji", None, (slide,), number="", is_wide=True), "A4"))
        assert "Keberangkatan" in run("pdftotext", path, "-")
    for made in deck(USUAL, "Sempalai").blocks:
        path.write_bytes(render(Document("Uji", None, (made,), number="", is_wide=True), "A4"))
        words = run("pdftotext", path, "-").split()
        heads = [one.title for block in made.blocks if isinstance(block, Table) for one in block.columns]
        assert not {word for head in heads for word in head.split()} - set(words), made.title


def test_a_small_count_of_people_cannot_be_computed_from_the_others() -> None:
    assert masked([[3, 0], [20, 7], [9, 8]]) == [["•", "0"], ["20", "7"], ["•", "8"], ["32", "15"]]
    assert masked([[3, 12]]) == [["<5", "12"]]
    assert masked([]) == []


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8))
def test_of_one_column_with_its_sum_never_a_single_figure_is_hidden(counts: list[int]) -> None:
    shown = [row[0] for row in masked([[count] for count in counts])]
    for count, words in zip([*counts, sum(counts)], shown, strict=True):
        assert words in (str(count), "•")
        assert words == "•" or not 0 < count < 5
    assert shown.count("•") != 1


def test_a_line_that_small_figures_would_break_is_not_drawn() -> None:
    few = {str(month): reported(2, 1) for month in (*Span.parse("2025").months, *Span.parse("2026").months)}
    span = PeriodFacts(DISTRICT, Span.parse("2026-T3"), [book(VILLAGE, "Desa", few)], {}, DAY, LABELS, is_public=True)
    (drawn,) = [one for one in slides.totals(span).blocks if isinstance(one, Chart)]
    assert [series.name for series in drawn.series] == ["Berangkat", "Pulang"]
