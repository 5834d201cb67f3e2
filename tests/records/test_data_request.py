"""A request for data: its answer is whole, and the sheet it names can be found again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ppo_desktop.records.data_request import DATA_REQUEST, sheet_code
from ppo_desktop.records.kind import NothingElse

SAMPLE = json.loads((Path(__file__).parents[1] / "samples" / "data_request.json").read_text(encoding="utf-8"))


def told(**changed: object) -> set[str]:
    problems = DATA_REQUEST.check({**SAMPLE, **changed}, NothingElse(date(2026, 11, 21)))
    return {problem.code for problem in problems}


def test_a_whole_answer_raises_nothing_and_an_open_request_asks_for_nothing() -> None:
    assert told() == set()
    open_one = dict.fromkeys(("sheet", "answered_on", "answered_by"))
    assert told(answer="BELUM", **open_one) == set()


@pytest.mark.parametrize(
    ("answer", "missing"), [("LEMBAR_BAKU", "sheet"), ("DATA_LAIN", "given"), ("TIDAK_DAPAT", "why_not")]
)
def test_an_answer_says_what_was_given_or_why_not(answer: str, missing: str) -> None:
    assert f"{missing.replace('_', '-')}-missing" in told(answer=answer, **{missing: None})
    assert "answered-on-missing" in told(answer=answer, answered_on=None)


def test_dates_are_in_their_order_and_a_sheet_without_its_code_is_remarked() -> None:
    assert "answered-before-asked" in told(answered_on="2026-11-01")
    assert "sheet-without-code" in told(sheet="Angka baku 2025")
    assert sheet_code(SAMPLE["sheet"]) == "3F2A 91C0 77B1 0D4E"
    assert sheet_code("kode 3F2A 91C0") == ""


def test_it_is_called_by_who_asks_and_found_by_what_is_wanted() -> None:
    assert DATA_REQUEST.title_of(SAMPLE).startswith("Badan Perencanaan")
    assert DATA_REQUEST.title_of({"asker": "Ratna", "wanted": "PMI 2025"}) == "Ratna: PMI 2025"
    assert "bappeda" in DATA_REQUEST.search_text(SAMPLE)
