"""Screenings in an office: two PCs, another day, another version."""

from __future__ import annotations

import offices
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.history import journalling
from ppo_desktop.operations.papers import sheets
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import journal_store
from records.questionnaire import CALM, risky

SCREENING = kind("screening")


def screened(pair: offices.Pair, answers: dict[str, str] = CALM, **more: object) -> str:
    """A screening of a grown woman who leaves by the book."""
    departure = pair.departure(pair.person(), planned_on="2026-12-10", scheme="P3MI", visa="VISA_KERJA")
    typed = {
        "departure": departure,
        "screened_on": "2026-11-21",
        "mode": "LENGKAP",
        "company": ["SENDIRI"],
        "interviewer": "Rina",
        "answers": answers,
        **more,
    }
    return recording.save(pair.village, SCREENING, typed).record


def set_apart(pair: offices.Pair, record: str, *changes: dict[str, object]) -> None:
    """Each change as a PC writes it that does not know of the others."""
    office = pair.village
    checked = [recording.preview_check(office, SCREENING, change, record).values for change in changes]
    before = sheets.sheet(office, SCREENING, record).values
    with office.database.transaction() as connection:
        seen = journal_store.of_record(connection, office.code, record)
        for values in checked:
            changed = {name: value for name, value in values.items() if value != before[name]}
            journalling.write(connection, office, SCREENING, record, changed, seen=seen)


def test_answers_in_conflict_are_chosen_and_the_result_follows(pair: offices.Pair) -> None:
    record = screened(pair)
    rivals = [risky("A6"), risky("A3 A5")]
    set_apart(pair, record, *({"answers": answers} for answers in rivals))
    told = sheets.sheet(pair.village, SCREENING, record)
    assert set(told.conflicts) == {"answers"}, "nobody chooses between two sums"
    assert {"band", "band_computed", "score_certain", "reasons"} <= set(told.followers)
    for answers, band, flags in zip(rivals, ("KRITIS", "TINGGI"), (["A6"], None), strict=True):
        recording.save(pair.village, SCREENING, {"answers": answers}, record)
        now = sheets.sheet(pair.village, SCREENING, record)
        assert (now.values["answers"], now.values["band"], now.values["flags"]) == (answers, band, flags)
        assert (now.conflicts, now.followers) == ({}, ())


def test_a_result_never_stays_with_answers_it_does_not_follow_from(pair: offices.Pair) -> None:
    record = screened(pair)
    harmless = CALM | {"A1": "DINAS" if CALM["A1"] != "DINAS" else "P3MI"}
    set_apart(pair, record, {"answers": risky("A6")}, {"answers": harmless})
    recording.save(pair.village, SCREENING, {"answers": harmless}, record)
    now = sheets.sheet(pair.village, SCREENING, record)
    assert (now.values["band"], now.values["reasons"]) == ("RENDAH", None)


def test_what_two_pcs_computed_apart_is_computed_anew_from_what_both_said(pair: offices.Pair) -> None:
    record = screened(pair)
    # One of them finds out an answer, the other that somebody listened: the record now says both.
    set_apart(pair, record, {"answers": risky("A6")}, {"company": ["KELUARGA"]})
    told = sheets.sheet(pair.village, SCREENING, record)
    assert told.conflicts == {}
    assert "band_computed" in told.followers
    recording.save(pair.village, SCREENING, {}, record)
    now = sheets.sheet(pair.village, SCREENING, record)
    assert (now.values["band"], now.values["provisional"], now.followers) == ("KRITIS", True, ())
