"""The catalogue of papers: everything in it can be found, made and refused in words."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level
from ppo_desktop.operations import papers
from ppo_desktop.operations.papers import PAPERS, About
from ppo_desktop.records.registry import kind


def test_every_paper_has_its_own_name_words_and_way_of_being_made() -> None:
    assert len({one.name for one in PAPERS}) == len(PAPERS)
    for one in PAPERS:
        assert one.title, one.name
        assert one.purpose.endswith("."), one.name
        assert one.make or one.screen, one.name
        if one.make:
            module, function = one.make.split(":")
            assert callable(getattr(import_module(f"ppo_desktop.operations.{module}"), function))
        assert not one.about or kind(one.about).row, one.name


def test_a_paper_that_is_not_there_or_lacks_its_record_is_refused_in_words(tmp_path: Path) -> None:
    office = offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at(), is_root=True)
    with pytest.raises(Refused, match="paper-unknown"):
        papers.make(office, "nothing")
    with pytest.raises(Refused, match="paper-about"):
        papers.make(office, "reminders", About("0" * 32))
    with pytest.raises(Refused, match="nobody-awaited"):
        papers.make(office, "reminders")


def test_what_is_for_other_levels_is_not_offered() -> None:
    assert "reminders" not in {one.name for one in papers.offered(Level.VILLAGE)}
    assert "reminders" in {one.name for one in papers.offered(Level.DISTRICT, "")}
