"""Numbers of letters: as the office writes them, each one once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house.office import Device, Office, write_device
from ppo_desktop.operations.letters import issuing, numbering
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.operations.letters.numbering import Rule, written
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.letter import LETTER
from ppo_desktop.records.registry import kind
from ppo_desktop.reports.letter_template import program_template
from ppo_desktop.storage import settings_store

NOVEMBER = date(2026, 11, 21)


@pytest.fixture
def village(tmp_path: Path) -> Office:
    return offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())


def person(office: Office) -> str:
    typed = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
    return recording.save(office, kind("person"), typed).record


def numbers(office: Office) -> list[str]:
    return sorted(str(row["number"]) for row in offices.rows_at(office, LETTER))


def finished(office: Office, code: str = "SKTM", about: Subject | None = None, **more: str) -> str:
    """A final letter; its number."""
    writing = replace(issuing.begin(office, code, about), **more)
    record = issuing.finish(office, writing).record
    (row,) = [row for row in offices.rows_at(office, LETTER) if row["id"] == record]
    return str(row["number"] or "")


def test_a_number_is_written_by_the_pattern_of_the_office() -> None:
    usual = Rule()
    assert written(usual, "562", "61.01.04.2003", NOVEMBER, 7) == "562/007/2003/XI/2026"
    assert written(usual, "562", "61.01.04.2003", NOVEMBER, 7, "E623") == "562/007.E623/2003/XI/2026"
    assert written(usual, "", "61.01.04.2003", NOVEMBER, 1234) == "1234/2003/XI/2026"
    own = Rule(pattern="[nomor]/[tanda]/PPO-[bulan]/[tahun]", digits=1)
    assert written(own, "562", "61.01.04", NOVEMBER, 7, "E623") == "7/E623/PPO-11/2026"
    assert written(Rule(pattern="[nomor]/[Bulan Romawi]/[tahun]"), "", "61.01", NOVEMBER, 7) == "007/XI/2026"


@pytest.mark.parametrize("pattern", ["", "[nomor]", "[nomor]/[tahun]/[desa]", "[nomor]/[tahun]" + "x" * 60])
def test_a_pattern_that_cannot_tell_letters_apart_is_refused(village: Office, pattern: str) -> None:
    with pytest.raises(Refused, match="numbering"):
        numbering.save(village, Rule(pattern=pattern))
    assert numbering.rule(village).owner == "agenda"


def test_every_letter_of_ours_has_a_code_of_the_old_list_and_the_new_list_says_what_is_known() -> None:
    for code in code_list("letters").items:
        template = program_template(code.code)
        assert numbering.classification(template, "LAMA"), code.code
    assert numbering.classification(program_template("IZIN_KELUARGA"), "BARU") == "500.15"


def test_the_agenda_book_gives_numbers_until_the_office_says_otherwise(village: Office) -> None:
    about = Subject("person", person(village))
    assert finished(village, about=about) == ""
    assert finished(village, about=about, number="440/12/2003/2026") == "440/12/2003/2026"
    numbering.save(village, Rule("one", last=40))
    assert finished(village, about=about) == "560/041/2003/XI/2026"
    assert finished(village, about=about, dated_on="2027-01-04") == "560/001/2003/I/2027", "counted anew each year"


def test_a_number_belongs_to_a_final_letter_and_is_never_given_again(village: Office) -> None:
    about = Subject("person", person(village))
    numbering.save(village, Rule("one"))
    draft = issuing.save_draft(village, issuing.begin(village, "SKTM", about)).record
    assert numbers(village) == ["None"]
    first = issuing.finish(village, issuing.resume(village, draft)).record
    issuing.void(village, first, "Salah nama")
    assert finished(village, about=about) == "560/002/2003/XI/2026"
    assert numbers(village) == ["560/001/2003/XI/2026", "560/002/2003/XI/2026"], "a void one stays listed"
    recording.erase(village, about.record)
    assert numbers(village) == []
    assert finished(village, about=Subject("person", person(village))) == "560/003/2003/XI/2026"


def test_the_count_goes_on_past_a_number_that_somebody_typed(village: Office) -> None:
    about = Subject("person", person(village))
    numbering.save(village, Rule("one", pattern="[nomor]/[tahun]", last=120))
    assert finished(village, about=about, number="122/2026") == "122/2026"
    assert finished(village, about=about) == "121/2026"
    assert numbering.example(village, numbering.rule(village)) == "123/2026", "nothing is used up by looking"
    assert finished(village, about=about) == "123/2026"
    assert finished(village, about=about) == "124/2026"


def test_a_backdated_letter_goes_on_from_the_last_number_of_its_own_year(village: Office) -> None:
    about = Subject("person", person(village))
    numbering.save(village, Rule("one", pattern="[nomor]/[tahun]", last=120))
    with pytest.raises(Refused, match="buku agenda"):
        finished(village, about=about, dated_on="2025-12-30")
    later = replace(village, clock=offices.clock_at("2027-01-04T02:00:00Z"))
    assert numbering.rule(later).last == 0, "asked for anew each year"
    numbering.save(later, replace(numbering.rule(later), last=7))
    assert finished(later, about=about, dated_on="2026-12-30") == "121/2026"
    assert finished(later, about=about) == "008/2027"


def test_a_last_number_that_was_said_before_years_were_told_apart_still_counts(village: Office) -> None:
    numbering.save(village, Rule("one", pattern="[nomor]/[tahun]", last=40))
    with village.database.transaction() as connection:
        kept = settings_store.read(connection, "letter numbers")
        assert isinstance(kept, dict)
        kept.pop("lasts")
        settings_store.write(connection, "letter numbers", kept)
    assert finished(village, about=Subject("person", person(village))) == "041/2026"


def test_what_fails_takes_no_number(village: Office) -> None:
    about = Subject("person", person(village))
    numbering.save(village, Rule("one"))
    writing = issuing.begin(village, "SKTM", about)
    with pytest.raises(Refused, match="unknown-record"):
        issuing.finish(village, replace(writing, record="0" * 32))
    assert finished(village, about=about) == "560/001/2003/XI/2026"


def test_a_restored_office_is_asked_for_the_last_number_before_it_goes_on(village: Office) -> None:
    about = Subject("person", person(village))
    numbering.save(village, Rule("one"))
    with village.database.transaction() as connection:
        write_device(connection, Device("ab" * 6, 1))
    restored = village.under(Device("ab" * 6, 1))
    assert "dipulihkan" in numbering.why_not(restored)
    with pytest.raises(Refused, match="numbering"):
        finished(restored, about=about)
    numbering.save(restored, replace(numbering.rule(restored), last=17))
    assert finished(restored, about=about) == "560/018/2003/XI/2026"


@pytest.mark.long
def test_two_pcs_of_one_office_give_different_numbers_or_none(tmp_path: Path) -> None:
    pair = offices.new_pair(tmp_path)
    numbering.save(pair.village, Rule("one"))
    second = offices.second_pc(pair, tmp_path / "kedua")
    assert "komputer lain" in numbering.why_not(pair.village), "known now, and not when the rule was made"
    for office in (pair.village, second):
        numbering.save(office, Rule("each"))
    given_out = [finished(office, about=Subject("person", person(office))) for office in (pair.village, second) * 2]
    assert len(set(given_out)) == 4, given_out


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["give", "void", "hear", "restore"])), max_size=40))
def test_no_two_pcs_ever_give_one_number(history: list[tuple[int, str]]) -> None:
    """Three PCs with a mark each; hearing of others' letters and coming back from a backup change nothing."""
    devices = ["a1b2c3d4e5f6", "0f1e2d3c4b5a", "77aa88bb99cc"]
    held: list[dict[tuple[str, int], str]] = [{}, {}, {}]
    backups: list[dict[tuple[str, int], str]] = [{}, {}, {}]
    issued: list[str] = []
    for step, (pc, deed) in enumerate(history):
        if deed == "give":
            mark = numbering.mark_of(devices[pc])
            sequence = numbering.next_sequence(n for series, n in held[pc] if series == mark)
            text = written(Rule("each"), "562", offices.VILLAGE, NOVEMBER, sequence, mark)
            held[pc][mark, sequence] = text
            issued.append(text)
        elif deed == "hear":
            held[pc] |= held[(pc + 1) % 3]
        elif deed == "restore":  # what was not in the backup is lost, and the PC takes a new identity
            held[pc], devices[pc] = dict(backups[pc]), f"{step:04x}ffffffff"
        else:
            backups[pc] = dict(held[pc])
    assert len(issued) == len(set(issued))
