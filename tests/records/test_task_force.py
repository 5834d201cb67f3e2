"""Rules of the books of the Gugus Tugas: posts, meetings, tasks, plans, resources, survey, events, contacts."""

from __future__ import annotations

from datetime import date

import pytest

from ppo_desktop.records.checking import check, must_pass
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.contacts import hotlines, number, number_problem
from ppo_desktop.records.dates import is_date
from ppo_desktop.records.policy_survey import ITEMS
from ppo_desktop.records.registry import kind
from records.office import TODAY, Office

BUDI = "01890000000070008000000000000b0d"
RAKOR = "018900000000700080000000000000aa"
CALL: dict[str, object] = {"what": "Kunjungi keluarga", "status": "BELUM", "owner": "Budi", "due": "2026-11-30"}


def codes(name: str, typed: dict[str, object], office: Office) -> set[str]:
    return {problem.code for problem in check(kind(name), typed, office).problems}


def holds(name: str, row: dict[str, object], today: date = TODAY) -> set[str]:
    """The chips that show the row."""
    return {one.name for one in kind(name).filters if one.holds(row, today)}


def test_a_post_without_a_name_is_vacant_and_says_so(office: Office) -> None:
    post: dict[str, object] = {"role": "KADUS", "hamlet": "Merpati"}
    checked = check(kind("role_holder"), post, office)
    assert [problem.code for problem in checked.warnings_without_reason] == ["post-vacant"]
    assert kind("role_holder").title_of(checked.values) == "Kepala dusun Merpati (kosong)"
    assert holds("role_holder", dict(checked.values)) == {"vacant"}


def test_a_term_ends_after_it_begins_and_is_spoken_of_before_it_ends(office: Office) -> None:
    post: dict[str, object] = {"role": "RT", "rt": "3", "name": "Budi Santoso", "since": "2024", "until": "2023"}
    assert codes("role_holder", post, office) == {"until-before-since"}
    values = must_pass(check(kind("role_holder"), post | {"until": "2027-01"}, office))
    assert values["rt"] == "003"
    assert kind("role_holder").title_of(values) == "Budi Santoso – Ketua RT 003"
    assert holds("role_holder", values) == {"ending"}
    assert holds("role_holder", values, date(2027, 2, 1)) == {"ended"}
    assert holds("role_holder", values | {"until": None}) == set()


def test_a_task_needs_somebody_and_a_day(office: Office) -> None:
    assert codes("task", CALL, office) == set()
    assert codes("task", {"what": "Kunjungi", "status": "BELUM"}, office) == {"owner-missing", "due-missing"}
    assert codes("task", CALL | {"status": "BATAL", "due": None}, office) == set()


def test_a_task_is_not_closed_without_evidence_and_asks_for_the_day(office: Office) -> None:
    checked = check(kind("task"), CALL | {"status": "SELESAI"}, office)
    assert [problem.code for problem in checked.errors] == ["evidence-missing"]
    assert {p.code for p in checked.warnings_without_reason} == {"done-on-missing"}
    done = {"status": "SELESAI", "done_on": "2026-11-20", "evidence": "Berita acara 07"}
    assert codes("task", CALL | done, office) == set()
    assert codes("task", CALL | {"done_on": "2026-11-20"}, office) == {"status-not-done"}
    assert codes("task", CALL | done | {"done_on": "2026-11-22"}, office) == {"done-on-future"}


def test_a_task_is_overdue_the_day_after_and_only_while_it_is_open() -> None:
    row = dict(CALL) | {"due": "2026-11-21"}
    assert holds("task", row) == {"open", "due-soon"}
    assert holds("task", row, date(2026, 11, 22)) == {"open", "overdue"}
    assert holds("task", row | {"status": "SELESAI"}, date(2026, 11, 22)) == {"done"}
    assert holds("task", row | {"due": None}) == {"open"}


def test_a_task_takes_name_and_institution_of_its_holder_and_knows_its_meeting(office: Office) -> None:
    typed = {"what": "Kunjungi", "status": "BELUM", "due": "2026-11-30", "holder": BUDI, "meeting": RAKOR}
    assert codes("task", dict(typed), office) == {"holder-unknown", "meeting-unknown"}
    office.others = {
        ("role_holder", BUDI): {"name": "Budi Santoso", "institution": "DESA"},
        ("meeting", RAKOR): {"subject": "Rakor"},
    }
    values = must_pass(check(kind("task"), dict(typed), office))
    assert (values["owner"], values["institution"]) == ("Budi Santoso", "DESA")
    assert check(kind("task"), typed | {"owner": "Ani"}, office).values["owner"] == "Ani"
    assert not kind("task").field("meeting").belongs
    assert not kind("task").field("holder").belongs


def test_nobody_comes_to_a_meeting_that_is_still_to_be_held(office: Office) -> None:
    meeting: dict[str, object] = {"subject": "Rakor", "meeting_kind": "RAKOR_DESA", "held_on": "2026-12-01"}
    assert codes("meeting", meeting, office) == set()
    assert codes("meeting", meeting | {"men": 3}, office) == {"held-on-future"}
    assert kind("meeting").derive({"men": 3, "women": 4}) == {"attendees": 7}
    assert kind("meeting").derive({}) == {"attendees": None}
    assert holds("meeting", meeting) == {"ahead", "this-year"}
    assert holds("meeting", meeting | {"held_on": "2026-11-20"}) == {"no-decisions", "this-year"}


def test_a_plan_adds_its_quarters_and_wonders_at_more_than_planned(office: Office) -> None:
    item: dict[str, object] = {"activity": "Pelatihan", "year": "2027", "heading": "PENCEGAHAN", "unit": "desa"}
    assert codes("plan_item", item, office) == set()
    item |= {"target_1": 5, "target_3": 5, "real_1": 5, "real_2": 6, "budget_plan": "1.000", "budget_real": "1.001"}
    assert codes("plan_item", item, office) == {"real-above-target", "budget-above-plan"}
    assert kind("plan_item").derive(item) == {"target": 10, "real": 11}
    assert kind("plan_item").derive({"real_1": 0}) == {"target": None, "real": 0}
    assert codes("plan_item", item | {"year": "0026", "real_2": 5, "budget_real": None}, office) == {"year-impossible"}


def test_trained_people_are_trained_in_something(office: Office) -> None:
    trained: dict[str, object] = {"what": "Kader", "resource_kind": "ORANG_TERLATIH", "year": "2026", "available": 4}
    assert codes("resource", trained, office) == {"topic-missing"}
    assert codes("resource", trained | {"topic": "Rujukan"}, office) == set()
    assert codes("resource", trained | {"resource_kind": "BAHAN", "topic": "x"}, office) == {"training-alone"}


def test_a_survey_sheet_knows_no_name_and_wants_an_answer(office: Office) -> None:
    sheet: dict[str, object] = {"year": "2026", "role": "DESA"}
    assert codes("policy_survey", sheet, office) == {"no-answers"}
    assert codes("policy_survey", sheet | {"agrees": "4"}, office) == set()
    names = {field.name for field in kind("policy_survey").fields if field.group}
    assert names == {"year", "role", *ITEMS}


def test_a_number_nobody_tried_for_a_year_is_pointed_out(office: Office) -> None:
    contact: dict[str, object] = {"name": "Puskesmas", "service": "KESEHATAN", "phone": "0562 391234"}
    values = must_pass(check(kind("contact"), contact | {"checked_on": "2025-11-21"}, office))
    assert values["phone"] == "+62562391234"
    assert holds("contact", values) == set()
    assert holds("contact", values | {"checked_on": "2025-11-20"}) == holds("contact", contact) == {"unchecked"}
    assert codes("contact", {"name": "Posko", "service": "DARURAT"}, office) == {"phone-missing"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("110", "110"), ("0800-1000", "08001000"), ("1500630", "1500630"), ("021 2924 4800", "+622129244800")],
)
def test_short_and_free_numbers_are_dialled_as_they_stand(typed: str, kept: str) -> None:
    assert number(typed) == number(kept) == kept
    assert number_problem("phone", kept) is None


def test_a_number_that_cannot_be_dialled_is_pointed_out() -> None:
    assert number_problem("phone", "tetangga") is not None
    assert number_problem("phone", "11") is not None


def test_the_hotlines_can_be_dialled_say_when_they_were_checked_and_keep_doubts_out(office: Office) -> None:
    assert len(hotlines()) >= 4
    for line in hotlines():
        assert is_date(line.checked_on)
        assert code_list("contact-services").contains(line.service)
        assert must_pass(check(kind("contact"), line.typed, office))["phone"]
    (sapa,) = (line for line in hotlines() if line.phone == "129")
    assert (sapa.whatsapp, sapa.to_verify) == ("", "nomor WhatsApp")


def test_books_of_the_task_force_need_no_person_of_the_register() -> None:
    for name in ("role_holder", "meeting", "plan_item", "resource", "policy_survey", "local_event", "contact"):
        assert not any(field.refers for field in kind(name).fields), name
        assert not kind(name).restricted_names, name
