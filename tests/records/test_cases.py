"""Rules of cases, services, returns and of what citizens and RT tell the office."""

from __future__ import annotations

import pytest

from ppo_desktop.records.checking import check
from ppo_desktop.records.registry import kind
from records.office import SITI, Office

JOURNEY = "01890000000070008000000000000003"
FOUND: dict[str, object] = {
    "person": SITI,
    "opened_on": "2026-11-20",
    "status": "TERIDENTIFIKASI",
    "identified_by": "UPTD_PPA",
    "acts": ["PENGIRIMAN"],
    "purposes": ["EKSPLOITASI_KERJA"],
}
TOLD: dict[str, object] = {
    "about_own_staff": False,
    "received_on": "2026-11-20",
    "way": "TELEPON",
    "subject": "ANAK",
    "status": "BARU",
    "content": "Anak tetangga akan dijemput malam ini.",
}
NIL: dict[str, object] = {"month": "2026-10", "rt": "3", "rw": "1", "state": "NIHIL_LISAN"}
BACK: dict[str, object] = {"person": SITI, "returned_on": "2026-11", "reason": "DEPORTASI"}


def codes(name: str, typed: dict[str, object], office: Office) -> set[str]:
    return {problem.code for problem in check(kind(name), typed, office).problems}


def test_means_are_asked_for_a_grown_up_and_not_for_a_child(office: Office) -> None:
    assert codes("case", FOUND, office) == set()
    office.people[SITI]["born_on"] = "2000"
    assert codes("case", FOUND, office) == {"means-missing"}
    assert codes("case", FOUND | {"means": ["PENIPUAN"]}, office) == set()
    office.people[SITI]["born_on"] = None
    assert codes("case", FOUND, office) == {"means-missing"}


def test_a_child_at_the_time_of_the_event_stays_one_however_late_the_case_is_recorded(office: Office) -> None:
    office.people[SITI]["born_on"] = "2007-05"
    assert codes("case", FOUND | {"happened_on": "2024-01"}, office) == set()
    assert kind("case").derive({"born_on": "2007-05", "happened_on": "2024-01"}) == {"age": 16}
    assert kind("case").derive({"born_on": "2027", "happened_on": "2024"}) == {"age": None}


def test_a_mere_suspicion_is_asked_for_nothing_and_findings_name_who_found_them(office: Office) -> None:
    suspicion: dict[str, object] = {"person": SITI, "opened_on": "2026-11-20", "status": "DUGAAN"}
    assert codes("case", suspicion, office) == set()
    assert codes("case", suspicion | {"status": "TERIDENTIFIKASI"}, office) == {
        "elements-missing",
        "identified-by-missing",
    }
    assert codes("case", FOUND | {"status": "PUTUSAN"}, office) == {"verdict-on-missing"}
    assert codes("case", suspicion | {"complete_on": "2026-11"}, office) == {"penal-source-missing"}


def test_no_title_of_a_case_and_no_search_names_the_presumed_victim() -> None:
    values = FOUND | {"person_name": "Siti Aminah", "number": "003/2026"}
    case = kind("case")
    assert case.title_of(values) == "Kasus 003/2026"
    assert "siti" not in case.search_text(values) + case.detail_of(values).lower()
    assert {field.name for field in case.fields if not field.restricted and field.personal} == {
        "person",
        "departure",
        "referral",
        "born_on",
        "sex",
        "age",
        "warning_reasons",
    }


def test_a_service_knows_its_heading_and_whether_it_runs() -> None:
    service = kind("service")
    given: dict[str, object] = {"service": "REHAB_SOSIAL", "started_on": "2026-10-01"}
    assert service.derive(given) == {"heading": "REHABILITASI", "state": "BERJALAN"}
    closed = given | {"closed_on": "2026-11-01"}
    assert service.derive(closed)["state"] == "DITUTUP"
    assert service.derive(closed | {"reopened_on": "2026-11-10"})["state"] == "DIBUKA_LAGI"
    assert service.derive({"service": "SULAP"}) == {"heading": None, "state": "BERJALAN"}


def test_the_end_of_a_service_has_an_outcome_and_comes_after_its_beginning(office: Office) -> None:
    given: dict[str, object] = {"person": SITI, "service": "KONSELING", "provider": "DESA", "started_on": "2026-11-02"}
    assert codes("service", given, office) == set()
    assert codes("service", given | {"closed_on": "2026-11-20"}, office) == {"outcome-missing"}
    assert codes("service", given | {"ended_on": "2026-11-01"}, office) == {"ended-on-before-started-on"}
    assert codes("service", given | {"reopened_on": "2026-11-20"}, office) == {"left-over"}


def test_a_return_belongs_to_a_departure_of_the_same_person_and_comes_after_it(office: Office) -> None:
    office.others["departure", JOURNEY] = {"person": SITI, "departed_on": "2025-06-10", "destination_country": "MY"}
    home = check(kind("homecoming"), BACK | {"departure": JOURNEY}, office)
    assert home.problems == ()
    assert home.values["from_country"] == "MY"
    early = BACK | {"departure": JOURNEY, "returned_on": "2025-05"}
    assert codes("homecoming", early, office) == {"returned-before-departed"}
    office.others["departure", JOURNEY]["person"] = "f" * 32
    assert codes("homecoming", BACK | {"departure": JOURNEY}, office) == {"departure-of-another"}
    assert codes("homecoming", BACK | {"reason": "CUTI", "deportation_cause": "JUDI"}, office) == {"left-over"}


def test_a_report_about_own_staff_is_kept_only_where_it_can_be_sealed_and_else_says_where_to_go(office: Office) -> None:
    (problem,) = check(kind("incoming_report"), TOLD | {"about_own_staff": True}, office).errors
    assert problem.code == "about-own-staff"
    assert "129" in problem.message
    assert "110" in problem.message
    assert "kabupaten atau kota" in problem.message
    office.seals = True
    assert codes("incoming_report", TOLD | {"about_own_staff": True}, office) == set()
    assert codes("incoming_report", TOLD, office) == set()
    assert codes("incoming_report", TOLD | {"about_own_staff": None}, office) == {"about-own-staff-required"}


def test_of_a_report_only_day_way_subject_and_state_may_leave_the_office() -> None:
    told = kind("incoming_report")
    leaving = {field.name for field in told.fields if not field.restricted and field.group}
    assert leaving == {"about_own_staff", "received_on", "way", "subject", "status"}
    assert told.restricted_reaches is None
    assert not any(field.refers for field in told.fields)


def test_a_report_handed_on_says_to_whom(office: Office) -> None:
    assert codes("incoming_report", TOLD | {"status": "DITERUSKAN"}, office) == {"done-missing"}
    assert codes("incoming_report", TOLD | {"done": "Ke Polsek", "done_on": "2026-11-19"}, office) == {
        "done-on-before-received-on"
    }


def test_an_rt_reports_once_for_a_month_that_has_begun(office: Office) -> None:
    said = check(kind("rt_report"), NIL, office)
    assert said.problems == ()
    assert (said.values["rt"], said.values["rw"]) == ("003", "001")
    office.others["rt_report", JOURNEY] = {"month": "2026-10", "rt": "003", "rw": "001", "hamlet": None}
    assert codes("rt_report", NIL, office) == {"rt-month-double"}
    assert codes("rt_report", NIL | {"rt": "4"}, office) == set()
    office.record_id = JOURNEY
    assert codes("rt_report", NIL, office) == set()
    assert codes("rt_report", NIL | {"month": "2026-12"}, office) == {"month-future"}
    assert codes("rt_report", NIL | {"month": "2026"}, office) == {"month-incomplete"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"state": "ADA"}, {"count-missing"}),
        ({"state": "ADA", "count": 2}, set()),
        ({"count": 2}, {"count-against-state"}),
        ({"count": 0}, set()),
        ({"state": "BELUM", "received_on": "2026-11-02"}, {"received-on-against-state"}),
    ],
)
def test_nihil_is_a_report_without_events_and_silence_has_no_day(
    office: Office, typed: dict[str, object], said: set[str]
) -> None:
    assert codes("rt_report", NIL | typed, office) == said


def test_an_unfinished_form_has_a_title_too() -> None:
    assert kind("rt_report").title_of({"month": "10-2026", "rt": "3"}) == "RT 3 – 10-2026"
    assert kind("rt_report").title_of({"month": "2026-10", "rt": "003", "rw": "001"}) == "RT 003 RW 001 – Oktober 2026"
    for name in ("broker", "follow_up", "referral", "case", "service", "homecoming", "incoming_report", "rt_report"):
        assert kind(name).title_of({})
        assert isinstance(kind(name).detail_of({}), str)
