"""Whether two persons may be one: the score, its reasons, and the spelling habits of Indonesian offices."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ppo_desktop.records.likeness import FIELDS, MOST, SAME_NAME, SUSPECTED, Reason, is_alike, likeness, name_key

SITI = {
    "nik": "6101045203999901",
    "name": "Siti Aminah",
    "born_on": "1999-03-12",
    "sex": "P",
    "mother_name": "Zubaidah",
    "father_name": "Muhammad Yusuf",
    "birth_place": "Tebas",
    "region": "61.01.04.2003",
}
WORDS = ("siti", "aminah", "muhammad", "m", "a", "abdul", "rahman", "yusuf", "binti", "haji", "djoko", "chairul", "edi")
HABITS = (
    ("u", "oe"),
    ("j", "dj"),
    ("c", "tj"),
    ("sy", "sj"),
    ("i", "y"),
    ("kh", "ch"),
    ("Muhammad", "Moh."),
    ("Muhammad", "Muh."),
    ("Muhammad", "M."),
    ("Muhammad", "Mohd"),
    ("Muhammad", "Moehammad"),
)


def texts(words: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), max_size=4).map(" ".join)


def people() -> st.SearchStrategy[dict[str, Any]]:
    """Persons with anything or nothing in each field that counts."""
    dates = st.sampled_from(("1999-03-12", "1999-12-03", "1999-03", "1999", "1988-07-30", ""))
    niks = st.sampled_from((SITI["nik"], "6101045203999902", "6101045203999910", "6171011207880001", ""))
    named = dict.fromkeys(("name", "mother_name", "father_name", "contact_name", "birth_place"), texts(WORDS))
    fixed = {
        "nik": niks,
        "born_on": dates,
        "sex": st.sampled_from(("L", "P", "")),
        "contact_relation": st.sampled_from(("IBU", "AYAH", "SUAMI", "")),
        "region": st.sampled_from((SITI["region"], "61.01.04.2005", "")),
    }
    assert {*named, *fixed} == set(FIELDS)
    return st.fixed_dictionaries({**named, **fixed})


def reasons(**other: object) -> tuple[Reason, ...]:
    return likeness(SITI, {**SITI, **other}).reasons


@settings(max_examples=50)
@given(people(), people())
def test_it_does_not_matter_who_comes_first(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert likeness(one, other) == likeness(other, one)


@settings(max_examples=50)
@given(people(), people())
def test_nobody_is_liker_a_person_than_they_are_themselves(one: dict[str, Any], other: dict[str, Any]) -> None:
    itself = likeness(one, one)
    assert itself.doubts == ""
    assert 0 <= likeness(one, other).points <= itself.points <= MOST


@settings(max_examples=50)
@given(people(), people())
def test_the_same_nik_is_always_suspected(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = likeness({**one, "nik": SITI["nik"]}, {**other, "nik": SITI["nik"]})
    assert same.points >= SUSPECTED


@pytest.mark.parametrize(("now", "once"), HABITS)
def test_a_habit_of_spelling_takes_nothing_from_the_score(now: str, once: str) -> None:
    for name in ("Muhammad Jusuf", "Siti Kuntji", "Chairul Syukri Hadi", "Cut Sukarni", "Khalijah"):
        if now in name:
            written = name.replace(now, once)
            assert name_key(written) == name_key(name), (written, name)
            assert reasons(name=name) != reasons()
            found = likeness({**SITI, "name": name}, {**SITI, "name": written})
            assert Reason.NAME_SPELLING in found.reasons
            assert found.points == likeness({**SITI, "name": name}, {**SITI, "name": name}).points


@settings(max_examples=50)
@given(people(), st.sampled_from(HABITS), people())
def test_a_variant_scores_no_less_than_somebody_with_another_name(
    one: dict[str, Any], habit: tuple[str, str], other: dict[str, Any]
) -> None:
    variant = {**one, "name": one["name"].title().replace(*habit)}
    assert likeness(one, variant).points >= likeness(one, {**one, "name": other["name"]}).points


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad Yusuf", "Moch. Jusup"),
        ("A. Rahman", "Abdul Rahman"),
        ("Siti Aminah", "Siti A."),
        ("Siti Aminah", "Hj. Siti Aminah binti Ali"),
        ("Fauziah", "Fauzyyah"),
        ("Achmad Zaini", "Ahmad Zainie"),
    ],
)
def test_initials_titles_and_slips_are_similar_names(one: str, other: str) -> None:
    assert is_alike(name_key(one), name_key(other))


@pytest.mark.parametrize(
    ("one", "other"), [("Adi", "Edi"), ("A. R.", "Abdul Rahman"), ("Siti Aminah", "Siti Zubaidah"), ("M.", "Muhammad")]
)
def test_other_names_are_others(one: str, other: str) -> None:
    assert not is_alike(name_key(one), name_key(other))


def test_each_reason_is_told_in_its_own_words() -> None:
    assert Reason.NIK_SLIP in reasons(nik="6101045203999910"[:-2] + "02")
    assert Reason.NIK_OTHER in reasons(nik="6171011207880001")
    assert Reason.NAME_OTHER in reasons(name="Dewi Lestari")
    assert Reason.BORN_SWAPPED in reasons(born_on="1999-12-03")
    assert Reason.BORN_PARTLY in reasons(born_on="1999-03")
    assert Reason.BORN_YEAR in reasons(born_on="1999-08-17")
    assert Reason.BORN_OTHER in reasons(born_on="1988-03-12")
    assert Reason.SEX_OTHER in reasons(sex="L")
    assert Reason.MOTHER_OTHER in reasons(mother_name="Halimah")
    by_contact = {"mother_name": None, "contact_name": "Zubaedah", "contact_relation": "IBU"}
    assert Reason.MOTHER_SAME in reasons(**by_contact)
    assert len({reason.words for reason in Reason}) == len(Reason)


def test_what_only_one_of_them_tells_counts_neither_way() -> None:
    assert likeness(SITI, {"name": "Siti Aminah"}).reasons == (Reason.NAME_SAME,)
    assert likeness(SITI, {}).points == likeness({}, {}).points == 0
    assert likeness({"name": "Siti Aminah"}, {"name": "SITI  AMINAH"}).points == SAME_NAME


def test_one_name_and_birthday_with_two_numbers_needs_one_thing_more_to_be_suspected() -> None:
    one = {"nik": SITI["nik"], "name": "Siti Aminah", "born_on": "1999-03-12"}
    two = {**one, "nik": "6171015203990004"}
    assert likeness(one, two).points < SUSPECTED
    assert likeness({**one, "birth_place": "Tebas"}, {**two, "birth_place": "TEBAS"}).points >= SUSPECTED
