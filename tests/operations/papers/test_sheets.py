"""The sheet of a record: what belongs to it, what is in conflict, what may be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import recording, undoing
from ppo_desktop.operations.history import journalling
from ppo_desktop.operations.papers import sheets
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import journal_store

PERSON, DEPARTURE = kind("person"), kind("departure")


@pytest.fixture
def pair(tmp_path: Path) -> offices.Pair:
    """A camat and a village."""
    return offices.new_pair(tmp_path)


def test_records_that_belong_together_are_linked_both_ways(pair: offices.Pair) -> None:
    siti, _other = pair.person(), pair.person("Budi")
    first = pair.departure(siti)
    pair.clock.move(seconds=1)
    second = pair.departure(siti, destination_country="BN")
    of_person = sheets.sheet(pair.village, PERSON, siti)
    assert [linked.record for linked in of_person.linked] == [second, first]
    assert of_person.linked[0].title == "Siti Aminah – Brunei Darussalam"
    of_departure = sheets.sheet(pair.village, DEPARTURE, first)
    assert [(linked.kind, linked.record) for linked in of_departure.linked] == [("person", siti)]
    undoing.remove(pair.village, DEPARTURE, second)
    assert [linked.record for linked in sheets.sheet(pair.village, PERSON, siti).linked] == [first]
    assert sheets.sheet(pair.village, DEPARTURE, second).is_deleted


def test_rival_values_are_told_until_one_is_chosen(pair: offices.Pair) -> None:
    siti = pair.person()
    with pair.village.database.transaction() as connection:
        seen = journal_store.of_record(connection, pair.village.code, siti)
        for name in ("Siti A", "Siti B"):
            journalling.write(connection, pair.village, PERSON, siti, {"name": name}, seen=seen)
    found = sheets.sheet(pair.village, PERSON, siti)
    assert {rival.value for rival in found.conflicts["name"]} == {"Siti A", "Siti B"}
    recording.save(pair.village, PERSON, {"name": "Siti A"}, siti)
    assert sheets.sheet(pair.village, PERSON, siti).conflicts == {}


def test_reasons_come_with_what_they_explain(pair: offices.Pair) -> None:
    siti = pair.person(born_on=None, warning_reasons={"born-on-missing": "lupa"})
    assert sheets.sheet(pair.village, PERSON, siti).reasons == (
        ("Tanggal lahir belum diisi; tahun saja pun boleh.", "lupa"),
    )


def test_a_sheet_names_the_entries_that_can_be_undone(pair: offices.Pair) -> None:
    siti = pair.person()
    saved = recording.save(pair.village, PERSON, {"hamlet": "Elang"}, siti)
    found = sheets.sheet(pair.village, PERSON, siti)
    assert saved.change is not None
    assert saved.change.link in found.undoable
    undoing.undo(pair.village, found.change(saved.change.link))
    assert sheets.sheet(pair.village, PERSON, siti).values["hamlet"] is None


def test_the_record_of_an_office_below_is_not_ours_to_undo(pair: offices.Pair) -> None:
    siti = pair.person(born_on=None, warning_reasons={"born-on-missing": "lupa"})
    pair.report(nihil=True)
    pair.carry_up()
    found = sheets.sheet(pair.camat, PERSON, siti, pair.village.code)
    assert (found.is_ours, found.undoable) == (False, frozenset())
    assert found.reasons == (), "a reason may name people"
    sheets.unveil(pair.camat, found, "Orang tuanya bertanya.")
    assert sheets.sheet(pair.camat, PERSON, siti, pair.village.code).reasons == (("", "lupa"),)


def test_an_erased_record_has_no_sheet(pair: offices.Pair) -> None:
    siti = pair.person()
    recording.erase(pair.village, siti)
    with pytest.raises(Refused, match="unknown-record"):
        sheets.sheet(pair.village, PERSON, siti)
