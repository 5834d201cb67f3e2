"""The NIK: what its digits say, its traps, and generated numbers read back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppo_desktop.core.offices import regions
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.nik import OLDEST, compare, decode_nik

TODAY = date(2026, 11, 21)
DISTRICTS = [code for code in regions() if len(code) == 8]


def make(district: str, birth: date, sex: str, serial: int) -> str:
    day = birth.day + (40 if sex == "P" else 0)
    return f"{district.replace('.', '')}{day:02d}{birth:%m%y}{serial:04d}"


def codes(text: str) -> list[str]:
    return [problem.code for problem in decode_nik(text, TODAY).problems]


@given(
    st.sampled_from(DISTRICTS),
    st.dates(date(TODAY.year - OLDEST, 1, 1), TODAY),
    st.sampled_from("LP"),
    st.integers(1, 9999),
)
def test_a_number_made_from_a_person_is_read_back(district: str, birth: date, sex: str, serial: int) -> None:
    nik = decode_nik(make(district, birth, sex, serial), TODAY)
    assert nik.format_is_right
    assert nik.problems == ()
    assert (nik.district, nik.sex) == (district, sex)
    assert birth in nik.births
    assert compare(nik, birth.isoformat(), sex) == []


@given(st.text())
def test_no_text_makes_decoding_fail(text: str) -> None:
    decode_nik(text, TODAY)


@given(st.from_regex(r"[0-9]{16}", fullmatch=True))
def test_sixteen_digits_are_either_explained_or_refused(text: str) -> None:
    nik = decode_nik(text, TODAY)
    assert nik.format_is_right == bool(nik.births)
    assert all(birth <= TODAY for birth in nik.births)


def test_under_a_clock_of_1990_the_nik_of_somebody_young_still_says_when_they_were_born() -> None:
    nik = decode_nik("6101045203990001", date(1990, 1, 5))
    assert (nik.problems, nik.births) == ((), (date(2099, 3, 12), date(1999, 3, 12)))
    assert compare(nik, "1999-03-12", "P") == []


def test_a_girl_of_2009_has_day_plus_forty_and_only_one_possible_birth_date() -> None:
    nik = decode_nik("6101045203099901", TODAY)
    assert (nik.sex, nik.births, nik.problems) == ("P", (date(2009, 3, 12),), ())
    assert nik.place == "Kecamatan Tebas, Kabupaten Sambas"


def test_spaces_dots_and_dashes_between_the_digits_do_not_matter() -> None:
    assert decode_nik(" 6101.04 520309-9901", TODAY).digits == "6101045203099901"


def test_an_old_district_code_and_a_corrected_birth_date_are_warnings_not_errors() -> None:
    nik = decode_nik("6102041505809902", TODAY)
    problems = [*nik.problems, *compare(nik, "1980-05-16", "L")]
    assert nik.format_is_right
    assert all(problem.is_warning for problem in problems)
    assert [problem.code for problem in problems] == ["nik-district-old", "nik-born-on"]
    assert "kode kecamatan lama" in problems[0].message.lower()
    assert "Tanggal lahir beda dengan NIK" in problems[1].message


def test_when_both_centuries_are_possible_both_birth_dates_are_given() -> None:
    assert decode_nik("6101041203259901", TODAY).births == (date(2025, 3, 12), date(1925, 3, 12))


def test_a_child_born_today_may_have_a_nik() -> None:
    assert decode_nik("6101042111269901", TODAY).births == (date(2026, 11, 21), date(1926, 11, 21))


def test_a_date_later_this_year_belongs_to_the_last_century() -> None:
    assert decode_nik("6101042112269901", TODAY).births == (date(1926, 12, 21),)


@pytest.mark.parametrize(
    ("digits", "births"), [("290200", 1), ("290204", 1), ("690284", 1), ("290201", 0), ("290226", 0)]
)
def test_the_29th_of_february_needs_a_leap_year_in_some_century(digits: str, births: int) -> None:
    assert len(decode_nik(f"610104{digits}9901", TODAY).births) == births


@pytest.mark.parametrize("day", ["00", "32", "40", "72", "99"])
def test_a_day_that_no_month_has_is_refused(day: str) -> None:
    assert codes(f"610104{day}01909901") == ["nik-date"]


@pytest.mark.parametrize("part", ["310490", "710490", "010090", "011390"])
def test_an_impossible_date_is_refused(part: str) -> None:
    assert codes(f"610104{part}9901") == ["nik-date"]


def test_wrong_length_serial_zero_and_equal_digits_are_refused() -> None:
    assert codes("610104520309990") == ["nik-digits"]
    assert codes("６１０１０４５２０３０９９９０１") == ["nik-digits"]
    assert codes("6101045203090000") == ["nik-serial"]
    assert codes("1111111111111111") == ["nik-all-equal"]


def test_unknown_provinces_and_districts_are_only_warned_about() -> None:
    assert codes("5401045203099901") == ["nik-province-unknown"]
    assert codes("6101995203099901") == ["nik-district-unknown"]
    assert codes("3204995203099901") == []


def test_there_are_38_provinces_and_no_retired_code_is_in_use() -> None:
    assert len(code_list("provinces").items) == 38
    assert all(code.code not in regions() for code in code_list("retired-districts").items)
    assert all(code.extra["regency"] in regions() for code in code_list("retired-districts").items)


def test_a_partial_birth_date_agrees_with_the_nik_when_the_known_part_does() -> None:
    nik = decode_nik("6101045203099901", TODAY)
    assert compare(nik, "2009", "P") == compare(nik, "2009-03", None) == []
    assert [problem.code for problem in compare(nik, "2008", "L")] == ["nik-born-on", "nik-sex"]


def test_nobody_is_told_that_a_nik_is_valid() -> None:
    messages = [
        p.message for text in ("1", "6101045203090000", "5401045203099901") for p in decode_nik(text, TODAY).problems
    ]
    assert not any("valid" in message.lower() for message in messages)
