"""Practice people look real and can be told from the real."""

from __future__ import annotations

from datetime import date

from ppo_desktop.practice.people import PHONE_PREFIX, Village
from ppo_desktop.practice.story import story
from ppo_desktop.records.checking import check
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.nik import compare, decode_nik
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import kind

CODE = "61.01.04.2003"
DAY = date(2026, 11, 21)


class _Alone:
    """Surroundings in which nobody else is recorded."""

    today = DAY
    record_id = None

    def person(self, _record_id: str) -> None:
        return None

    def same_nik(self, _nik: str, _except_id: str | None) -> None:
        return None


def people(count: int, code: str = CODE) -> list[dict[str, object]]:
    village = Village(code)
    return [village.person() for _number in range(count)]


def test_the_same_village_has_the_same_people_on_every_run() -> None:
    assert people(50) == people(50)
    assert people(5) != people(5, "61.01.04.2005")


def test_every_person_may_be_saved_without_a_remark() -> None:
    for person in people(200):
        assert check(PERSON, person, _Alone()).problems == (), person  # type: ignore[arg-type]  # has what the rules ask


def test_a_nik_says_district_birth_date_and_sex_and_has_a_serial_of_its_own() -> None:
    everybody = people(300)
    niks = [str(person["nik"]) for person in everybody]
    assert len(set(niks)) == len(niks)
    for person in everybody:
        nik = decode_nik(str(person["nik"]), DAY)
        assert nik.format_is_right
        assert nik.district == CODE[:8]
        assert nik.digits[12:14] == "99"
        assert compare(nik, str(person["born_on"]), str(person["sex"])) == []


def test_numbers_can_be_told_from_real_ones() -> None:
    for person in people(50):
        assert str(person["family_card"])[12:14] == "99"
        assert str(person["phone"]).startswith(PHONE_PREFIX)
        assert str(person["contact_phone"]).startswith(PHONE_PREFIX)


def test_two_people_born_on_one_day_get_two_serials() -> None:
    village = Village(CODE)
    first, second = (village.person("P", date(2000, 3, 12)) for _number in range(2))
    assert (first["nik"], second["nik"]) == ("6101045203009901", "6101045203009902")


def test_what_is_said_of_a_person_wins_and_none_leaves_a_field_out() -> None:
    person = Village(CODE).person("L", more={"nik": None, "rt": "007"})
    assert "nik" not in person
    assert person["rt"] == "007"


def test_the_story_uses_only_codes_of_the_lists() -> None:
    fields = kind("departure").by_name
    for case in story().cases:
        for name, value in case.departure.items():
            if list_name := fields[name].choices:
                for code in value if isinstance(value, list) else [value]:
                    assert code_list(list_name).contains(code), (name, code)


def test_the_story_has_the_cases_an_office_meets() -> None:
    departures = [case for case in story().cases if case.departure]
    assert len(story().cases) == 25
    assert len(departures) == 18
    events = {note.values["activity"] for note in story().notes if note.kind == "socialisation"}
    assert events == {"SOS_SLTP", "SOS_SLTA", "SOS_DESA", "SOS_CPMI"}
    assert {"under-18", "border-pass-work"} <= {code for case in departures for code in case.reasons}
    assert any(case.departure.get("return_reason") == "DEPORTASI" for case in departures)
    assert any(case.departure.get("departed_on") == "2018" for case in departures)
