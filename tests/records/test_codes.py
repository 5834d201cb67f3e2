"""Code lists: data that must stay in order."""

from __future__ import annotations

import pytest

from ppo_desktop.core.canonical import is_clean
from ppo_desktop.core.paths import resource
from ppo_desktop.records.codes import VILLAGES, code_list

NAMES = sorted(path.stem for path in resource("codes").glob("*.csv"))
AVOIDED = ("calo", "tki", "tkw", "korban", "pelaku", "perekrut", "tppo")


@pytest.mark.parametrize("name", [*NAMES, VILLAGES])
def test_a_list_has_no_code_twice_and_every_code_has_clean_words(name: str) -> None:
    codes = code_list(name)
    assert len(codes.by_code) == len(codes.items) > 0
    assert all(code.code and code.label and is_clean(code.code + code.label) for code in codes.items)


@pytest.mark.parametrize("name", NAMES)
def test_lists_use_the_words_we_agreed_on(name: str) -> None:
    words = {word for code in code_list(name).items for word in code.label.lower().replace("/", " ").split()}
    assert not words & set(AVOIDED)


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_a_list_lead_back_to_their_code(name: str) -> None:
    codes = code_list(name)
    labels = [code.label for code in codes.items]
    for code in codes.items:
        assert codes.find(code.code) == code.code
        if labels.count(code.label) == 1:
            assert codes.find(code.label.upper()) == code.code


def test_occupations_are_the_89_official_ones() -> None:
    codes = code_list("occupations")
    assert [code.code for code in codes.items] == [str(number) for number in range(1, 90)]
    assert codes.label("48") == "Anggota DPR RI"
    assert len({code.label for code in codes.items}) == 89
    assert sum(code.frequent for code in codes.items) == 12


def test_frequent_codes_are_offered_first_and_inactive_ones_not_at_all() -> None:
    assert all(code.frequent for code in code_list("occupations").active[:12])
    assert code_list("occupations").active[12].code == "4"
    assert code_list("retired-districts").active == ()
    assert code_list("retired-districts").contains("61.02.04")


def test_reasons_name_root_factors_that_exist_and_when_that_was_checked() -> None:
    for code in code_list("reasons").items:
        assert all(code_list("factors").contains(factor) for factor in code.factors)
        assert code.extra["checked_on"]
        assert code.extra["source"]
    assert code_list("reasons").by_code["TIDAK_ADA_PEKERJAAN"].factors == ("F2", "F4")


def test_a_code_nobody_knows_stands_for_itself() -> None:
    assert code_list("sectors").label("RUANG_ANGKASA") == "RUANG_ANGKASA"
    assert code_list("sectors").find("ruang angkasa") is None


def test_villages_are_shown_with_their_district_since_names_repeat() -> None:
    assert code_list(VILLAGES).label("61.01.04.2003").endswith(", Kecamatan Tebas")


def test_incomplete_lists_admit_codes_of_their_form() -> None:
    assert code_list("countries").may_be_outside("ZW")
    assert not code_list("countries").may_be_outside("Zimbabwe")
    assert not code_list("sectors").may_be_outside("ZW")
