"""The catalogue of papers: everything in it can be found, made and refused in words."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
import samples
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.letters import issuing
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.operations.papers import catalogue
from ppo_desktop.operations.papers.paper_list import PAPERS
from ppo_desktop.pdf.render import render_together
from ppo_desktop.records.codes import code_list
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
        catalogue.make(office, "nothing")
    with pytest.raises(Refused, match="paper-about"):
        catalogue.make(office, "reminders", About("0" * 32))
    with pytest.raises(Refused, match="nobody-awaited"):
        catalogue.make(office, "reminders")


def test_what_was_taken_out_of_the_list_is_not_printed_and_the_refusal_says_what_to_do(tmp_path: Path) -> None:
    pair = offices.new_pair(tmp_path)
    person = pair.person()
    departure = pair.departure(person)
    recording.save(pair.village, kind("departure"), {"deleted": True}, departure)
    for name in ("pocket-card", "emergency-file"):
        with pytest.raises(Refused, match="record-deleted") as refused:
            catalogue.make(pair.village, name, About(departure))
        assert "Pulihkan" in refused.value.advice
    assert catalogue.make(pair.village, "chronology", About(person)).startswith(b"%PDF")
    with pytest.raises(AssertionError):
        render_together([])
    pair.close()


@pytest.mark.parametrize("is_final", [True, False])
def test_a_secret_letter_is_called_after_nobody(tmp_path: Path, is_final: bool) -> None:
    office, ids = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at()), samples.Recorded()
    samples.save(office, "referral", ids)
    write = issuing.finish if is_final else issuing.save_draft
    secret = write(office, replace(issuing.begin(office, "RUJUKAN", Subject("referral", ids["referral"])), reason="y"))
    plain = write(office, issuing.begin(office, "SKTM", Subject("person", ids["person"])))
    letter = catalogue.paper(office, "letter")
    assert catalogue.called(office, letter, About(secret.record)) == "Surat ini"
    assert "Siti Aminah" in catalogue.called(office, letter, About(plain.record))
    office.close()


def test_a_word_that_ends_the_title_and_begins_the_name_stands_once(tmp_path: Path) -> None:
    office = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    papers, code = catalogue.paper(office, "meeting-bundle"), code_list("meeting-kinds").items[0].code

    def called(**typed: str) -> str:
        meeting = recording.save(
            office, kind("meeting"), {"held_on": "2026-11-02", "meeting_kind": code, **typed}
        ).record
        return catalogue.called(office, papers, About(meeting))

    assert called(subject="Rapat koordinasi") == "Bahan rapat koordinasi, 02-11-2026"
    assert called(subject="Rapatkan barisan") == "Bahan rapat Rapatkan barisan, 02-11-2026"
    office.close()


def test_what_is_for_other_levels_is_not_offered() -> None:
    assert "reminders" not in {one.name for one in catalogue.offered(Level.VILLAGE)}
    assert "reminders" in {one.name for one in catalogue.offered(Level.DISTRICT, "")}
