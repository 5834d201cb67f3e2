"""Figures on root factors, programmes against them, and the legal instruments behind the work."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.paths import resource
from ppo_desktop.core.text import number
from ppo_desktop.records.checking import check, must_pass
from ppo_desktop.records.codes import REGIONS, code_list
from ppo_desktop.records.decimals import MOST, as_shown, as_typed, hundredths
from ppo_desktop.records.factor_rules import INDICATORS, area_of, is_rate, total
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.program_rules import TYPES, factors_of, without_programme
from ppo_desktop.records.registry import kind
from ppo_desktop.records.words import in_words
from records.office import TODAY, Office

FACTOR, PROGRAM, LAW = kind("factor"), kind("program"), kind("legal_instrument")
VILLAGE, DISTRICT, REGENCY = "61.01.04.2003", "61.01.04", "61.01"
UNEMPLOYED: dict[str, object] = {
    "indicator": "F2A",
    "region": REGENCY,
    "year": "2025",
    "value": "5,08",
    "quality": "RESMI",
}
SEWING: dict[str, object] = {
    "name": "Pelatihan menjahit",
    "year": "2026",
    "status": "RENCANA",
    "executor": "PEMERINTAH",
    "factors": ["F2"],
    "types": ["PELATIHAN_KERJA"],
}
DECREE: dict[str, object] = {
    "kind": "SK_GT",
    "number": "188/412/2025",
    "about": "Gugus Tugas",
    "dated_on": "3-2-2025",
    "valid_until": "2-2-2027",
    "status": "BERLAKU",
}


def codes(of: RecordKind, typed: dict[str, object], office: Office) -> set[str]:
    return {problem.code for problem in check(of, typed, office).problems}


@pytest.mark.parametrize(
    ("typed", "amount", "kept"),
    [
        ("5,08", 508, "5,08"),
        ("5.08", 508, "5,08"),
        ("5,10", 510, "5,1"),
        ("651.246", 65124600, "651246"),
        ("1.651.246,50", 165124650, "1651246,5"),
        ("−0,32", -32, "-0,32"),
        (" - 5 ", -500, "-5"),
        ("0,000", 0, "0"),
    ],
)
def test_a_figure_is_read_as_people_here_write_it(typed: str, amount: int, kept: str) -> None:
    assert hundredths(typed) == amount
    assert as_typed(amount) == kept


@pytest.mark.parametrize("typed", ["", "lima", "5,081", "5,08%", "1,2,3", "1.23.456", "५", "9" * 14, "--3", "1e3", "٥"])
def test_what_is_no_figure_of_two_decimals_is_not_guessed(typed: str) -> None:
    assert hundredths(typed) is None


@given(st.integers(1 - MOST, MOST - 1))
def test_a_figure_survives_being_kept_and_shown(amount: int) -> None:
    assert hundredths(as_typed(amount)) == hundredths(as_shown(amount)) == amount


@given(st.text())
def test_any_text_is_a_figure_or_none_and_what_is_kept_means_the_same(text: str) -> None:
    amount = hundredths(text)
    assert amount is None or hundredths(as_typed(amount)) == amount


def test_unemployment_of_a_regency_is_never_the_figure_of_a_village(office: Office) -> None:
    for region in (VILLAGE, DISTRICT):
        checked = check(FACTOR, UNEMPLOYED | {"region": region}, office)
        (problem,) = checked.errors
        assert problem.code == "level-not-published"
        assert "kabupaten atau kota" in problem.message
    values = must_pass(check(FACTOR, UNEMPLOYED, office))
    assert (values["value"], values["original_level"]) == ("5,08", "KABUPATEN")
    assert FACTOR.derive(values) == {"hundredths": 508, "root": "F2"}
    assert FACTOR.title_of(values).endswith("(TPT): 5,08 persen")
    assert FACTOR.detail_of(values) == "Kabupaten Sambas · 2025 · Resmi"


def test_a_figure_counted_for_a_wider_area_is_not_the_village_s_either(office: Office) -> None:
    schooling = UNEMPLOYED | {"indicator": "F3C", "region": VILLAGE, "value": "57,3"}
    assert codes(FACTOR, schooling, office) == set()
    assert codes(FACTOR, schooling | {"original_level": "KABUPATEN"}, office) == {"original-level-wider"}
    from_below = schooling | {"region": REGENCY, "original_level": "DESA"}
    assert codes(FACTOR, from_below, office) == {"rate-from-parts"}
    assert codes(FACTOR, from_below | {"indicator": "F3D", "value": "12"}, office) == set()


def test_an_unlikely_figure_is_a_warning_and_no_figure_an_error(office: Office) -> None:
    checked = check(FACTOR, UNEMPLOYED | {"value": "508"}, office)
    assert [(p.code, p.is_warning) for p in checked.problems] == [("value-unusual", True)]
    assert "0 sampai 25" in checked.problems[0].message
    assert codes(FACTOR, UNEMPLOYED | {"value": "sekitar lima"}, office) == {"value-not-a-number"}
    assert codes(FACTOR, UNEMPLOYED | {"indicator": "F1A", "value": "-0,32"}, office) == set()
    assert codes(FACTOR, UNEMPLOYED | {"year": "2027"}, office) == {"year-future"}


def test_the_same_indicator_twice_for_a_region_and_year_is_told(office: Office) -> None:
    office.others["factor", "a" * 32] = dict(UNEMPLOYED)
    assert codes(FACTOR, UNEMPLOYED, office) == {"factor-double"}
    assert codes(FACTOR, UNEMPLOYED | {"year": "2024"}, office) == set()
    office.record_id = "a" * 32
    assert codes(FACTOR, UNEMPLOYED, office) == set()


def test_rates_are_never_added_up_and_counts_are() -> None:
    assert total("F3D", [1200, 300]) == 1500
    with pytest.raises(Refused, match="rate-summed"):
        total("F2A", [508, 612])
    assert is_rate("BELUM_DIKENAL")


def test_every_indicator_says_factor_unit_levels_range_and_publisher() -> None:
    areas, factors = code_list("area-levels"), code_list("factors")
    for code in code_list(INDICATORS).items:
        extra = code.extra
        assert extra["unit"], code.code
        assert extra["publisher"], code.code
        assert extra["levels"].split(), code.code
        assert all(areas.contains(level) for level in extra["levels"].split())
        assert not extra["factor"] or factors.contains(extra["factor"])
        assert int(extra["least"]) < int(extra["most"])
        assert "persen" not in extra["unit"] or is_rate(code.code), "a percentage is a rate"


def test_a_region_is_a_village_a_district_or_a_regency() -> None:
    assert [area_of(code) for code in (VILLAGE, DISTRICT, REGENCY, "61", "")] == [
        "DESA",
        "KECAMATAN",
        "KABUPATEN",
        "",
        "",
    ]
    regions = code_list(REGIONS)
    assert regions.label(DISTRICT) == "Kecamatan Tebas, Kabupaten Sambas"
    assert len(regions.by_code) == len(regions.items) == 14 + 174 + 2145


def test_factors_and_types_of_a_programme_have_to_fit(office: Office) -> None:
    assert codes(PROGRAM, SEWING, office) == set()
    assert codes(PROGRAM, SEWING | {"factors": None, "types": None}, office) == {"factors-missing"}
    assert codes(PROGRAM, SEWING | {"factors": ["F4"]}, office) == {"factors-forgotten", "types-missing"}
    assert codes(PROGRAM, SEWING | {"types": ["DESA_MIGRAN_EMAS"], "factors": ["F1"]}, office) == set()


def test_a_programme_under_way_says_whom_it_reached_and_what_it_cost_too_much(office: Office) -> None:
    running = SEWING | {"status": "BERJALAN", "budget_plan": "10.000.000", "budget_real": "12.500.000"}
    checked = check(PROGRAM, running, office)
    assert {p.code for p in checked.warnings_without_reason} == {"reached-missing", "budget-exceeded"}
    assert checked.errors == ()
    assert any("Rp12.500.000" in problem.message for problem in checked.problems)
    assert PROGRAM.derive({"reached_women": 27, "reached_men": 6}) == {"reached": 33}


def test_next_year_may_be_planned_and_not_be_done(office: Office) -> None:
    assert codes(PROGRAM, SEWING | {"year": "2027"}, office) == set()
    assert codes(PROGRAM, SEWING | {"year": "2027", "status": "DITUNDA"}, office) == {"year-future"}


def test_factors_without_a_programme_are_named() -> None:
    programmes: list[dict[str, Any]] = [
        SEWING,
        {"year": "2026", "status": "SELESAI", "types": ["BEASISWA"]},
        {"year": "2026", "status": "BATAL", "factors": ["F1"]},
        {"year": "2025", "status": "SELESAI", "factors": ["F4"]},
    ]
    assert without_programme(programmes, "2026") == ("F1", "F4")
    assert without_programme([], "2026") == ("F1", "F2", "F3", "F4")
    assert factors_of({"factors": "F1", "types": [3, "KB", "?"]}) == {"F1"}


def test_every_type_of_programme_belongs_to_one_factor_or_to_all() -> None:
    known = {code.extra["factor"] for code in code_list(TYPES).items}
    assert known == {"F1", "F2", "F3", "F4", ""}


def test_a_decree_that_is_over_is_not_in_force(office: Office) -> None:
    assert codes(LAW, DECREE, office) == set()
    assert codes(LAW, DECREE | {"valid_until": "1-11-2026"}, office) == {"over-but-in-force"}
    assert codes(LAW, DECREE | {"valid_until": "2026"}, office) == set()
    assert codes(LAW, DECREE | {"valid_until": "1-11-2026", "status": "DICABUT"}, office) == set()
    assert codes(LAW, DECREE | {"valid_until": None}, office) == {"valid-until-missing"}
    assert "valid-until-before-dated-on" in codes(LAW, DECREE | {"valid_until": "2024"}, office)
    assert LAW.title_of(DECREE) == "SK_GT Nomor 188/412/2025".replace("SK_GT", "SK Gugus Tugas")


def test_lists_show_what_is_over_and_what_will_be_soon() -> None:
    ends = {"2026-11-20": "expired", "2026-11-21": "soon", "2027-02-19": "soon", "2027-02-20": "", "2026": "soon"}
    for until, chip in ends.items():
        row = {"valid_until": until, "status": "BERLAKU"}
        assert {name for name in ("expired", "soon") if LAW.filter(name).holds(row, TODAY)} == ({chip} - {""}), until
    assert not LAW.filter("expired").holds({"valid_until": "2020", "status": "DICABUT"}, TODAY)


def test_figures_are_shown_in_groups() -> None:
    assert as_shown(65124650) == f"{number(651246)},5"
    assert as_shown(-32) == "−0,32"
    value = FACTOR.field("value")
    assert [in_words(value, kept) for kept in ("95000", "5,08", "belum")] == [number(95000), "5,08", "belum"]
    assert resource("codes", f"{INDICATORS}.csv").is_file()
