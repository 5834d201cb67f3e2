"""Rules of the kinds: errors only for nonsense, warnings with a reason for the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppo_desktop.core.period import is_partial_date
from ppo_desktop.records.checking import check, must_pass
from ppo_desktop.records.numbers import passport, passport_ends_early, phone, phone_problem
from ppo_desktop.records.registry import kind
from records.office import SITI, TODAY, Office

PERSON, DEPARTURE, EVENT = kind("person"), kind("departure"), kind("socialisation")
WISH: dict[str, object] = {
    "person": SITI,
    "registered_on": "20-11-2026",
    "status": "niat",
    "destination_country": "MY",
    "planned_on": "10-12-2026",
}


def codes(record_kind_name: str, typed: dict[str, object], office: Office) -> set[str]:
    return {problem.code for problem in check(kind(record_kind_name), typed, office).problems}


def test_a_nik_is_not_typed_twice_and_the_other_person_is_named(office: Office) -> None:
    typed = {"name": "Siti A.", "sex": "P", "nik": "6101045203099901", "born_on": "2009"}
    (problem,) = check(PERSON, typed, office).errors
    assert problem.code == "nik-twice"
    assert "Siti Aminah" in problem.message
    office.record_id = SITI
    assert check(PERSON, typed, office).may_be_saved


def test_two_records_that_have_one_nik_already_can_still_be_changed(office: Office) -> None:
    typed = {"name": "Siti A.", "sex": "P", "nik": "6101045203099901", "born_on": "2009"}
    office.people["twin"], office.record_id = dict(typed), "twin"
    (problem,) = check(PERSON, typed, office).warnings_without_reason
    assert problem.code == "nik-double"


def test_a_missing_nik_needs_its_reason(office: Office) -> None:
    typed = {"name": "Siti", "sex": "P", "born_on": "2009"}
    assert codes("person", typed, office) == {"no-nik-reason-required"}
    assert codes("person", typed | {"no_nik_reason": "MENOLAK"}, office) == set()


def test_numbers_are_kept_in_one_form(office: Office) -> None:
    typed = {
        "name": "S",
        "sex": "P",
        "no_nik_reason": "MENOLAK",
        "born_on": "1990",
        "rt": "3",
        "phone": "0812-3456-7890",
    }
    values = must_pass(check(PERSON, typed, office))
    assert (values["rt"], values["phone"]) == ("003", "+6281234567890")


def test_a_birth_date_in_the_future_or_long_ago_is_a_warning_since_the_clock_may_be_wrong(office: Office) -> None:
    typed = {"name": "S", "sex": "P", "no_nik_reason": "MENOLAK"}
    for born_on, code in (("2027", "born-on-future"), ("1905", "born-on-old")):
        checked = check(PERSON, typed | {"born_on": born_on}, office)
        assert checked.errors == ()
        assert [p.code for p in checked.warnings_without_reason] == [code]


def test_a_departure_of_somebody_not_recorded_here_is_an_error(office: Office) -> None:
    assert [p.code for p in check(DEPARTURE, WISH | {"person": "f" * 32}, office).errors] == ["person-unknown"]
    assert check(DEPARTURE, WISH, office).errors == ()


def test_seventeen_at_departure_is_a_warning_with_the_age_and_never_blocks(office: Office) -> None:
    checked = check(DEPARTURE, WISH, office)
    assert checked.errors == ()
    (problem,) = checked.warnings_without_reason
    assert problem.code == "under-18"
    assert "17 tahun" in problem.message
    assert must_pass(check(DEPARTURE, WISH | {"warning_reasons": {"under-18": "sudah dirujuk"}}, office))


def test_eighteen_on_the_day_of_departure_is_grown_up(office: Office) -> None:
    assert "under-18" in codes("departure", WISH | {"planned_on": "2027-03-11"}, office)
    assert "under-18" not in codes("departure", WISH | {"planned_on": "2027-03-12"}, office)


def test_a_status_implies_the_steps_before_it_and_a_side_exit_implies_none() -> None:
    assert DEPARTURE.reached({"status": "siap"}) == {"niat", "proses", "siap"}
    assert DEPARTURE.reached({"status": "batal"}) == DEPARTURE.reached({}) == frozenset()


def test_the_register_keeps_name_birth_date_and_sex_of_the_day_and_derives_the_age(office: Office) -> None:
    values = check(DEPARTURE, WISH, office).values
    assert (values["person_name"], values["born_on"], values["sex"]) == ("Siti Aminah", "2009-03-12", "P")
    assert DEPARTURE.derive(values)["age_at_departure"] == 17
    assert DEPARTURE.derive(values | {"departed_on": "2027-03-12"})["age_at_departure"] == 18
    assert set(DEPARTURE.derive({"born_on": "2009"}).values()) == {None}
    assert DEPARTURE.title_of(values) == "Siti Aminah – Malaysia"


def test_coming_home_before_leaving_is_an_error_unless_the_dates_are_too_vague(office: Office) -> None:
    dates = {"departed_on": "2025-06-10", "returned_on": "2025-06-09"}
    assert "returned-before-departed" in codes("departure", WISH | dates, office)
    vague = {"departed_on": "2025-06-10", "returned_on": "2025"}
    assert "returned-before-departed" not in codes("departure", WISH | vague, office)


def test_a_reached_stage_asks_for_its_fields_in_one_warning(office: Office) -> None:
    typed = WISH | {"status": "berangkat", "departed_on": "2026-11", "sector": "DOMESTIK"}
    (problem,) = (p for p in check(DEPARTURE, typed, office).problems if p.code == "incomplete")
    assert "Titik keluar" in problem.message
    assert "Sektor" not in problem.message
    assert "incomplete" not in codes("departure", WISH, office)
    assert "incomplete" not in codes("departure", WISH | {"status": "batal"}, office)


def test_someone_abroad_for_years_can_be_recorded_with_a_year_only(office: Office) -> None:
    typed = WISH | {"planned_on": None, "departed_on": "2019", "status": "bekerja", "person": None}
    assert {p.code for p in check(DEPARTURE, typed, office).errors} == {"person-required"}
    typed |= {"person": SITI, "warning_reasons": {"incomplete": "keterangan keluarga", "under-18": "dirujuk"}}
    assert must_pass(check(DEPARTURE, typed, office))["departed_on"] == "2019"


def test_a_border_pass_is_not_for_work_nor_for_other_districts(office: Office) -> None:
    assert {"border-pass-work", "border-pass-district"} <= codes(
        "departure", WISH | {"visa": "PLB", "job": "ART"}, office
    )
    office.people[SITI]["region"] = "61.01.09.2001"
    assert not {"border-pass-work", "border-pass-district"} & codes("departure", WISH | {"visa": "PLB"}, office)


def test_a_visit_visa_with_work_and_papers_that_contradict_each_other_are_warned_about(office: Office) -> None:
    typed = WISH | {"visa": "kunjungan atau pelancong", "sector": "DARING", "path": "prosedural"}
    typed |= {"exit_point": "JALUR_TIDAK_RESMI", "passport": "c12", "passport_until": "2027-01-01"}
    typed |= {"deportation_cause": "OVERSTAY"}
    expected = {"visa-no-work", "path-exit-point", "passport-unusual", "passport-ends-early", "left-over"}
    assert expected <= codes("departure", typed, office)
    assert check(DEPARTURE, typed, office).errors == ()


def test_more_children_than_people_present_is_an_error(office: Office) -> None:
    event: dict[str, object] = {"activity": "SOS_SLTA", "held_on": "2026-11-20", "men": 41, "women": 56}
    assert codes("socialisation", event | {"under_18": 97}, office) == set()
    assert codes("socialisation", event | {"under_18": 98}, office) == {"under-18-too-many"}
    assert EVENT.derive(event) == {"participants": 97}
    assert EVENT.derive({}) == {"participants": None}


def test_an_event_that_is_over_wants_its_count_and_a_planned_one_does_not(office: Office) -> None:
    event: dict[str, object] = {"activity": "SOS_DESA", "held_on": "2026-11-20"}
    assert codes("socialisation", event, office) == {"participants-missing"}
    assert codes("socialisation", event | {"held_on": "2026-12-01"}, office) == set()
    assert codes("socialisation", event | {"held_on": "2026-12-01", "men": 3}, office) == {"held-on-future"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("+62 0812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("0562 391234", "+62562391234"),
        ("+60 16-123 4567", "+60161234567"),
        ("0060161234567", "+60161234567"),
        ("tetangga", "tetangga"),
        ("110", "110"),
    ],
)
def test_telephone_numbers_are_kept_in_international_form(typed: str, kept: str) -> None:
    assert phone(typed) == kept
    assert phone(kept) == kept


def test_a_number_that_cannot_be_dialled_is_warned_about() -> None:
    assert phone_problem("phone", "+6281234567890") is None
    assert phone_problem("phone", "+60161234567") is None
    for number in ("tetangga", "+62812345", "110"):
        problem = phone_problem("contact_phone", number)
        assert problem
        assert (problem.is_warning, problem.code) == (True, "contact-phone-unusual")


@given(st.text())
def test_phone_numbers_settle_after_one_pass(text: str) -> None:
    assert phone(phone(text)) == phone(text)


def test_a_passport_should_outlive_the_start_of_the_journey_by_six_months() -> None:
    assert passport("c 123-4567") == "C1234567"
    assert passport_ends_early("2027-05-30", "2026-12-01")
    assert not passport_ends_early("2027-06-01", "2026-12-01")
    assert not passport_ends_early("2027-06-01", "2026-12")
    assert passport_ends_early("2027-02-28", "2026-08-31")


@given(
    st.dictionaries(
        st.sampled_from(["born_on", "planned_on", "departed_on"]),
        st.from_regex(r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?", fullmatch=True),
    )
)
def test_the_derived_age_is_never_negative(values: dict[str, str]) -> None:
    assert all(is_partial_date(text) for text in values.values())
    age = DEPARTURE.derive(values)["age_at_departure"]
    assert age is None or (isinstance(age, int) and age >= 0)


@pytest.mark.parametrize(
    ("plan", "due"),
    [
        ({"contact_every": "MINGGUAN", "last_contact_on": "2026-11-01"}, "2026-11-15"),
        ({"contact_every": "BULANAN", "last_contact_on": "2026-09"}, "2026-11-14"),
        ({"contact_every": "DUA_MINGGUAN", "last_contact_on": "2026-10-01", "departed_on": "2026-11-10"}, "2026-12-01"),
        ({"contact_every": "MINGGUAN", "last_contact_on": "2026-11-01", "next_contact_on": "2026-12-24"}, "2026-12-31"),
        ({"contact_every": "MINGGUAN", "last_contact_on": "2026-11-01", "next_contact_on": "2026-10-24"}, "2026-11-15"),
        ({"contact_every": "MINGGUAN", "registered_on": "2026-11-02"}, "2026-11-16"),
        ({"contact_every": "MINGGUAN"}, None),
        ({"last_contact_on": "2020"}, None),
    ],
)
def test_a_contact_plan_waits_from_the_last_contact_with_some_grace(plan: dict[str, object], due: str | None) -> None:
    assert DEPARTURE.derive(plan)["contact_due_on"] == due


def test_a_plan_is_broken_only_for_somebody_abroad_of_whom_nothing_was_heard_in_time() -> None:
    broken = DEPARTURE.filter("plan-broken")
    late = {"status": "bekerja", "contact_due_on": "2026-11-20"}
    assert broken.holds(late, TODAY)
    assert not broken.holds(late | {"contact_due_on": "2026-11-21"}, TODAY)
    assert not broken.holds(late | {"status": "pulang"}, TODAY)
    assert not broken.holds(late | {"contact_due_on": None}, TODAY)
