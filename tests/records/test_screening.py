"""The kind ``screening``: what is kept of a result, and when an officer may judge otherwise."""

from __future__ import annotations

import pytest

from ppo_desktop.records import screening_rules as rules
from ppo_desktop.records.checking import Checked, check
from ppo_desktop.records.instruments import Library
from ppo_desktop.records.screening import SCREENING
from records.office import SITI, Office
from records.questionnaire import CALM, risky

DEPARTURE = "01890000000070008000000000000002"
OURS = "01890000000070008000000000000003"


@pytest.fixture
def grown(office: Office) -> Office:
    """An office where Siti, 21 years old, is about to leave."""
    office.people[SITI] |= {"born_on": "2005-03-12", "education": "3"}
    office.others["departure", DEPARTURE] = {
        "person": SITI,
        "scheme": "P3MI",
        "visa": "VISA_KERJA",
        "born_on": "2005-03-12",
        "planned_on": "2026-12-10",
    }
    return office


def judged(office: Office, answers: dict[str, str], **more: object) -> Checked:
    typed = {
        "departure": DEPARTURE,
        "screened_on": "18-11-2026",
        "mode": "LENGKAP",
        "company": ["SENDIRI"],
        "interviewer": "Nurhayati",
        "answers": answers,
    }
    return check(SCREENING, typed | more, office)


def codes(checked: Checked) -> set[str]:
    return {problem.code for problem in checked.problems}


def test_the_result_is_kept_with_the_version_and_the_facts_of_the_day(grown: Office) -> None:
    kept = judged(grown, risky("A5 C3 G1")).values
    assert (kept["instrument_version"], kept["band"], kept["band_computed"]) == ("1.0", "RENDAH", "RENDAH")
    assert (kept["score_certain"], kept["score_total"]) == (8, 8)  # D1 from the person's schooling
    assert kept["facts"] == {
        "scheme": "P3MI",
        "visa": "VISA_KERJA",
        "education": "3",
        "age_at_departure": "21",
    }
    assert kept["person"] == SITI
    assert kept["person_name"] == "Siti Aminah"
    assert set(kept["reasons"]) == {"A5", "C3", "D1", "G1"}  # type: ignore[call-overload]  # a mapping
    assert "reasons" in SCREENING.restricted_names


def test_only_band_and_signs_to_be_counted_travel(grown: Office) -> None:
    del grown
    travels = {field.name for field in SCREENING.fields} - SCREENING.restricted_names
    assert {"band", "flags", "provisional", "instrument_version"} <= travels
    assert not travels & {"answers", "facts", "reasons", "score_certain", "score_total", "band_reason", "note"}


def test_a_child_needs_help_today(grown: Office) -> None:
    grown.people[SITI] |= {"born_on": "2009-03-12"}  # corrected after the departure was recorded
    kept = judged(grown, CALM).values
    assert (kept["band"], kept["flags"]) == ("KRITIS", ["B1"])


def test_without_a_date_of_departure_the_age_on_the_day_counts(grown: Office) -> None:
    grown.people[SITI] |= {"born_on": "2008-11-19"}
    grown.others["departure", DEPARTURE] |= {"planned_on": None}
    assert judged(grown, CALM).values["flags"] == ["B1"]  # 18 tomorrow


def test_an_old_result_stays_while_nothing_of_what_was_asked_changes(grown: Office) -> None:
    kept = judged(grown, CALM).values
    grown.others["screening", OURS] = kept | {
        "score_certain": 99,
        "band_computed": "TINGGI",
        "instrument_version": "0.1",
    }
    grown.others["departure", DEPARTURE] |= {"visa": "PLB", "born_on": "2010-01-01"}
    grown.record_id = OURS
    again = check(SCREENING, {**grown.others["screening", OURS], "note": "Sudah ditelepon."}, grown)
    assert again.may_be_saved
    assert (again.values["score_certain"], again.values["band"], again.values["instrument_version"]) == (
        99,
        "TINGGI",
        "0.1",
    )
    assert again.values["flags"] is None


def test_an_interview_that_is_gone_on_with_counts_what_the_records_say_now(grown: Office) -> None:
    kept = judged(grown, CALM).values
    assert kept["band"] != "KRITIS"
    grown.others["screening", OURS] = kept
    grown.people[SITI] |= {"born_on": "2010-05-01"}
    grown.record_id = OURS
    assert check(SCREENING, kept | {"note": "Sudah ditelepon."}, grown).values["band"] == kept["band"]
    assert check(SCREENING, kept | {"facts": None}, grown).values["band"] == "KRITIS"


def test_a_result_cannot_be_typed(grown: Office) -> None:
    kept = judged(grown, risky("A6"), band="RENDAH", score_certain=0, flags=[]).values
    assert (kept["band"], kept["flags"]) == ("KRITIS", ["A6"])
    grown.others["screening", OURS] = kept
    grown.record_id = OURS
    again = check(SCREENING, kept | {"band_computed": "RENDAH", "flags": [], "band": "RENDAH"}, grown)
    assert (again.values["band"], again.values["flags"]) == ("KRITIS", ["A6"])


def test_a_changed_answer_is_a_new_result(grown: Office) -> None:
    grown.others["screening", OURS] = judged(grown, CALM).values
    grown.record_id = OURS
    again = check(SCREENING, grown.others["screening", OURS] | {"answers": risky("A6")}, grown)
    assert again.values["band"] == "KRITIS"


def test_others_in_the_room_make_it_provisional(grown: Office) -> None:
    kept = judged(grown, CALM, company=["ANAK_KECIL", "PERANTARA"]).values
    assert (kept["provisional"], kept["band"]) == (True, "SEDANG")
    assert rules.detail_of(kept) == "Perlu dilengkapi (sementara) · Lengkap"
    assert judged(grown, CALM, company=["ANAK_KECIL", "PETUGAS"]).values["provisional"] is False


def test_nobody_is_alone_and_accompanied(grown: Office) -> None:
    checked = judged(grown, CALM, company=["SENDIRI", "PASANGAN"])
    assert codes(checked) == {"company-contradicts"}
    assert checked.values["provisional"] is True


def test_upwards_an_officer_may_judge_freely(grown: Office) -> None:
    checked = judged(grown, CALM, band_given="TINGGI")
    assert checked.may_be_saved
    assert (checked.values["band"], checked.values["band_computed"]) == ("TINGGI", "RENDAH")


def test_downwards_only_with_a_reason_and_a_second_officer(grown: Office) -> None:
    answers = risky("A3 A5")
    assert codes(judged(grown, answers, band_given="SEDANG")) == {"band-reason", "band-second-officer"}
    same = judged(grown, answers, band_given="SEDANG", band_reason="Sudah jelas.", second_officer="NURHAYATI ")
    assert codes(same) == {"band-second-officer"}
    both = judged(grown, answers, band_given="SEDANG", band_reason="Sudah jelas.", second_officer="Ridwan")
    assert both.may_be_saved
    assert both.values["band"] == "SEDANG"


def test_never_down_while_a_sign_demands_referral(grown: Office) -> None:
    checked = judged(grown, risky("A6"), band_given="TINGGI", band_reason="x", second_officer="Ridwan")
    assert codes(checked) == {"band-flag"}
    assert judged(grown, risky("A6"), band_given="KRITIS").may_be_saved


def test_answers_and_versions_that_do_not_exist_are_said(grown: Office) -> None:
    assert "answer-unknown" in codes(judged(grown, {"A1": "KAPAL"}))
    assert "instrument-unknown" in codes(judged(grown, CALM, instrument_version="9.9"))
    assert "departure-unknown" in codes(judged(grown, CALM, departure=OURS))


def test_the_title_is_name_and_day_and_no_result() -> None:
    values = {"person_name": "Siti Aminah", "screened_on": "2026-11-18", "band": "KRITIS"}
    assert rules.title_of(values) == "Siti Aminah – 18 November 2026"


def test_a_stored_screening_can_be_read_in_full_under_its_version(grown: Office) -> None:
    kept = judged(grown, risky("A6 F3")).values
    result = rules.result_of(kept, Library())
    assert (result.band, result.score_certain) == (kept["band_computed"], kept["score_certain"])
    assert [question for question, _words in result.offers] == ["F3"]


def test_a_sheet_tells_answers_below_their_questions_and_facts_by_their_labels() -> None:
    said = rules.told(
        {
            "instrument_version": "1.0",
            "answers": {"A1": "PERANTARA", "Z9": "ENTAH"},
            "facts": {"visa": "KUNJUNGAN", "age_at_departure": "17"},
            "flags": ["B1"],
        },
        Library(),
    )
    assert said["answers"].splitlines() == [
        "Dari siapa Anda pertama kali mendapat tawaran kerja ini? Perantara atau sponsor perorangan",
        "Z9 ENTAH",
    ]
    assert said["facts"].splitlines() == ["Jenis visa atau izin: Kunjungan atau pelancong", "Umur saat berangkat: 17"]
    assert rules.told({"instrument_version": "9.9", "answers": {"A1": "YA"}}, Library()) == {}
