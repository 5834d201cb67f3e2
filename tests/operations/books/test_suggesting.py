"""Suggestions: what is usual here, and who may be recorded already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import offices
from ppo_desktop.operations.books import recording, suggesting, undoing
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.likeness import Reason, distance, is_alike
from ppo_desktop.records.registry import kind

PERSON = kind("person")
NIK = "6101045203999901"


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    village = offices.new_office(tmp_path_factory.mktemp("desa"), offices.VILLAGE, offices.clock_at())
    for name, born_on, more in (
        ("Siti Aminah", "12-03-1999", {"nik": NIK, "no_nik_reason": None, "hamlet": "Dusun Merpati"}),
        ("Siti Aminah", "", {"rt": "2"}),
        ("Siti Aminah", "1975", {}),
        ("Siti Aminah binti Yusuf", "1999", {}),
        ("Soekarno Hadi", "1980-05-05", {}),
        ("Dewi Lestari", "1999-03-12", {}),
        ("Adi", "1999-03-12", {}),
    ):
        save(village, name, born_on, **more)
    yield village
    village.close()


def save(office: Office, name: str, born_on: str = "2000", **more: object) -> str:
    typed = {"name": name, "sex": "P", "born_on": born_on, "no_nik_reason": "TIDAK_DIBAWA", **more}
    reasons = {"born-on-missing": "belum tahu"}
    return recording.save(office, PERSON, {**typed, "warning_reasons": reasons}).record


def whys(office: Office, **typed: str) -> list[tuple[str, tuple[Reason, ...]]]:
    return [(twin.title, twin.likeness.reasons) for twin in suggesting.alike(office, typed)]


def test_the_same_nik_comes_first_whatever_the_name_is(village: Office) -> None:
    (twin,) = suggesting.alike(village, {"nik": "6101 0452 0399 9901", "name": "Ani Wijaya"})
    assert (twin.title, twin.likeness.words, twin.likeness.doubts) == ("Siti Aminah", "NIK sama", "Nama berbeda")
    assert twin.detail == "12-03-1999 · Dusun Merpati"
    assert whys(village, nik="610104520399990") == []


def test_the_same_name_counts_with_the_same_or_a_missing_birth_date(village: Office) -> None:
    assert whys(village, name="SITI  AMINAH", born_on="12-3-1999") == [
        ("Siti Aminah", (Reason.NAME_SAME, Reason.BORN_SAME)),
        ("Siti Aminah", (Reason.NAME_SAME,)),
        ("Siti Aminah binti Yusuf", (Reason.NAME_ALIKE, Reason.BORN_PARTLY)),
    ]
    assert whys(village, name="Siti Aminah", born_on="1962") == [("Siti Aminah", (Reason.NAME_SAME,))]
    assert [why for _name, why in whys(village, name="Siti Aminah")] == [(Reason.NAME_SAME,)] * 3
    assert whys(village, name="Siti Aminah", born_on="besok")[0][1] == (Reason.NAME_SAME,)


@pytest.mark.parametrize("name", ["Siti Amina", "Sitti Aminah", "Siti Amniah", "Siti Aminah b. Yusuf", "siti-aminah"])
def test_a_slip_of_the_pen_is_no_other_person(village: Office, name: str) -> None:
    assert "Siti Aminah" in [title for title, _why in whys(village, name=name, born_on="1999-07")]


def test_old_spelling_and_new_are_one(village: Office) -> None:
    assert whys(village, name="Sukarno Hadi", born_on="5 Mei 1980") == [
        ("Soekarno Hadi", (Reason.NAME_SPELLING, Reason.BORN_SAME))
    ]


@pytest.mark.parametrize("name", ["Edi", "Dewi Sartika", "Aminah", "S", "", "Siti Zubaidah", '"', "bin"])
def test_others_are_left_alone(village: Office, name: str) -> None:
    assert whys(village, name=name, born_on="1999") == []


def test_nobody_is_their_own_twin_and_the_deleted_are_nobodys(tmp_path: Path) -> None:
    village = offices.new_office(tmp_path, offices.VILLAGE, offices.clock_at())
    one, two = save(village, "Siti Aminah"), save(village, "Siti Aminah")
    typed = {"name": "Siti Aminah", "born_on": "2000"}
    assert [twin.record for twin in suggesting.alike(village, typed, one)] == [two]
    undoing.remove(village, PERSON, two)
    assert suggesting.alike(village, typed, one) == []


def test_a_camat_is_told_which_village_recorded_the_twin_but_no_veiled_name(pair: offices.Pair) -> None:
    pair.person(hamlet="Dusun Merpati")
    pair.report(nihil=True)
    pair.carry_up()
    (twin,) = suggesting.alike(pair.camat, {"name": "Siti Aminah", "born_on": "2000-03-12"})
    assert (twin.owner, twin.title, twin.detail) == (offices.VILLAGE, "Warga Desa Sempalai, P, 2000", "")
    assert twin.likeness.words == "Nama sama · Tanggal lahir sama"


def test_what_is_used_most_comes_first_and_of_equals_the_newest(tmp_path: Path) -> None:
    clock = offices.clock_at()
    village = offices.new_office(tmp_path, offices.VILLAGE, clock)
    for hamlet in ("Dusun Merpati", "Dusun Kenari", "Dusun Merpati", "", "Dusun Nuri"):
        save(village, "Siti Aminah", hamlet=hamlet)
        clock.move(seconds=1)
    assert suggesting.frequent(village, PERSON, "hamlet") == ["Dusun Merpati", "Dusun Nuri", "Dusun Kenari"]
    assert suggesting.frequent(village, PERSON, "hamlet", most=1) == ["Dusun Merpati"]
    assert suggesting.frequent(village, PERSON, "sex") == ["P"]
    assert suggesting.frequent(village, PERSON, "rt") == []


def test_codes_inside_lists_and_mappings_count_one_by_one(pair: offices.Pair) -> None:
    for documents in (["KTP", "KK"], ["KK"]):
        pair.departure(pair.person(), documents=documents)
    assert suggesting.frequent(pair.village, kind("departure"), "documents") == ["KK", "KTP"]
    activity = code_list("activities").items[0].code
    event = {"activity": activity, "held_on": "2026-11-03", "men": 4, "materials": {"KOMIK": 97}}
    recording.save(pair.village, kind("socialisation"), event)
    assert suggesting.frequent(pair.village, kind("socialisation"), "materials") == ["KOMIK"]


@given(st.text("abc ", max_size=7), st.text("abc ", max_size=7))
def test_likeness_does_not_ask_who_came_first(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert is_alike(one, other) == is_alike(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


def test_distance_counts_added_dropped_changed_and_swapped_letters() -> None:
    assert [distance("siti", other) for other in ("siti", "sitti", "sit", "sita", "stii", "budi")] == [0, 1, 1, 1, 1, 3]
