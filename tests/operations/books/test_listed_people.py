"""People whom a list names: villages are told of their own, record or answer them, and all forget them together."""

from __future__ import annotations

from typing import cast

import pytest

import offices
from lists import ROWS, file, verdicts
from ppo_desktop.core.offices import Level
from ppo_desktop.operations.books import listed_people, recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import notes
from ppo_desktop.operations.tables import import_keeping, import_told, importing
from ppo_desktop.operations.tables.import_lines import Verdict
from ppo_desktop.records.homecoming import HOMECOMING
from ppo_desktop.records.internal import RECEIPT
from ppo_desktop.records.person import PERSON
from ppo_desktop.storage import journal_store, settings_store


@pytest.fixture
def village(pair: offices.Pair) -> Office:
    return pair.village


def told(village: Office, *lines: object) -> None:
    """As a receipt of the camat tells it."""
    with village.database.transaction() as connection:
        listed_people.learn(connection, village, offices.CAMAT, {"listed": list(lines)})


LINE = {
    "id": "1" * 32,
    "sort": "PULANG",
    "source": "P4MI Entikong",
    "line": 7,
    "values": {
        "person.name": "Siti",
        "person.sex": "P",
        "homecoming.returned_on": "2026-11-03",
        "homecoming.reason": "SAKIT",
    },
}


def test_a_village_records_whom_it_was_told_of_and_is_told_no_more(village: Office) -> None:
    told(village, LINE)
    (one,) = listed_people.proposed(village)
    assert one.sentence == "1 nama dari daftar kepulangan (P4MI Entikong)"
    assert [task.screen for task in listed_people.tasks(village)] == ["imports"]
    kept = import_keeping.take(village, import_told.plan(village, one), {})
    (row,) = offices.rows_at(village, HOMECOMING)
    assert row["answers"] == LINE["id"]
    assert listed_people.proposed(village) == []
    import_keeping.undo(village, kept.id)
    assert listed_people.proposed(village) == [one], "what is taken back waits again"


def test_what_the_list_does_not_say_is_said_once_for_those_rows(village: Office) -> None:
    values = cast(dict[str, object], LINE["values"])
    silent = {
        **LINE,
        "id": "2" * 32,
        "values": {n: v for n, v in values.items() if n != "homecoming.reason"} | {"person.name": "Ahmad"},
    }
    told(village, LINE, silent)
    (one,) = listed_people.proposed(village)
    plan = import_told.plan(village, one)
    assert verdicts(plan) == [Verdict.NEW, Verdict.UNREADABLE]
    assert plan.missing_common == ("homecoming.reason", "homecoming.from_country")
    plan = import_told.plan(village, one, {"homecoming.reason": "kontrak selesai"})
    assert [line.raw.values["homecoming.reason"] for line in plan.lines] == ["SAKIT", "KONTRAK_SELESAI"]
    assert "homecoming.reason" in plan.missing_common, "it can be said otherwise"


def test_somebody_who_is_not_theirs_is_answered_without_a_name(village: Office) -> None:
    told(village, LINE)
    (one,) = listed_people.proposed(village)
    import_told.pass_by(village, one, str(LINE["id"]), "bukan warga desa ini.")
    assert listed_people.proposed(village) == []
    (note,) = notes.exchanged(village)
    assert (note.to, note.text) == (offices.CAMAT, "P4MI Entikong, baris 7: bukan warga desa ini.")


def test_what_was_recorded_before_anybody_told_of_it_answers_the_list(pair: offices.Pair) -> None:
    person = pair.person("Siti", born_on="1990")
    event = recording.save(
        pair.village, HOMECOMING, {"person": person, "returned_on": "2026-11-03", "reason": "SAKIT"}
    ).record
    values = {**cast(dict[str, object], LINE["values"]), "person.born_on": "1990"}
    told(pair.village, {**LINE, "values": values}, {**LINE, "values": values, "id": "2" * 32, "source": "Dinas"})
    for one in listed_people.proposed(pair.village):
        (line,) = import_told.plan(pair.village, one).lines
        assert (line.verdict, line.event) == (Verdict.RECORDED, event)
        import_told.acknowledge(pair.village, one, line)
    assert listed_people.proposed(pair.village) == []
    assert [row["answers"] for row in offices.rows_at(pair.village, HOMECOMING)] == [LINE["id"]]
    assert [note.text for note in notes.exchanged(pair.village)] == ["Dinas, baris 7: sudah tercatat di desa."]


@pytest.mark.parametrize(
    "line",
    [
        None,
        {**LINE, "id": "x"},
        {**LINE, "sort": "LAIN"},
        {**LINE, "source": ""},
        {**LINE, "line": "7"},
        {**LINE, "values": []},
        {**LINE, "values": {"person.name": 7}},
        {**LINE, "values": {"homecoming.returned_on": "2026-11-03"}},
    ],
)
def test_what_a_receipt_tells_in_no_form_we_know_is_passed_over(village: Office, line: object) -> None:
    told(village, line)
    assert listed_people.proposed(village) == []


def test_fields_that_a_receipt_may_not_fill_are_left_out(village: Office) -> None:
    values = {
        **cast(dict[str, object], LINE["values"]),
        "person.note": "x",
        "homecoming.person": "f" * 32,
        "homecoming.deleted": True,
    }
    told(village, {**LINE, "values": values})
    (one,) = listed_people.proposed(village)
    assert one.lines[0]["values"] == LINE["values"]


def said_in_receipts(office: Office, word: str) -> bool:
    """Whether a word stands in any receipt of the journal or in what is remembered of receipts."""
    with office.database.reading() as connection:
        keys = journal_store.record_keys(connection, RECEIPT.name)
        entries = [entry for _key, found in journal_store.of_records(connection, keys) for entry in found]
        kept = settings_store.beginning_with(connection, "listed ")
    return word in repr([entry.changes() for entry in entries]) or word in repr(kept)


def test_who_was_told_of_is_forgotten_with_their_record_and_goes_no_further_up(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.carry_up()
    kept = import_keeping.take(pair.camat, importing.plan(pair.camat, file(ROWS[2])), {})
    pair.carry_down()
    assert said_in_receipts(pair.camat, "ROHANI")
    (told_of,) = listed_people.proposed(pair.village)
    import_keeping.take(pair.village, import_told.plan(pair.village, told_of), {})
    recording.erase(pair.village, str(offices.rows_at(pair.village, PERSON)[0]["id"]))
    assert not said_in_receipts(pair.village, "ROHANI")
    recording.erase(pair.camat, next(iter(kept.changes.records))[2])
    assert not said_in_receipts(pair.camat, "ROHANI")
    assert (RECEIPT.restricted_reaches, "listed" in RECEIPT.restricted_names) == (Level.VILLAGE, True)
