"""``check`` speaks to a person; ``usable`` never raises and never corrects."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Invalid
from ppo_desktop.records.checking import check, must_pass, usable
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Field, Shape
from ppo_desktop.records.kind import NothingElse, RecordKind
from ppo_desktop.records.registry import KINDS, kind
from records.office import SITI, TODAY, Office

MANY_KINDS = settings(max_examples=max(150, settings().max_examples))
"""What is tried is the same machinery for dozens of kinds, so each example draws its kind."""
kinds = st.sampled_from(KINDS)
PERSON, EVENT = kind("person"), kind("socialisation")
NOBODY = NothingElse(TODAY)
MINIMUM: dict[str, object] = {"name": "Siti", "sex": "P", "no_nik_reason": "BELUM_REKAM", "born_on": "1990"}
partial_dates = st.from_regex(r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?", fullmatch=True)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | partial_dates,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def example(field: Field) -> object:
    """A value somebody could type into ``field``."""
    code = code_list(field.choices).items[0].code if field.choices else "61"
    if field.shape is Shape.TEXT and field.digits:
        return "6101045203099901"[: field.digits[1]]
    if field.shape is Shape.TEXT and field.refers:
        return SITI
    amount: object = field.range[0] + 1 if field.item is int else "sebab"
    return {
        Shape.TEXT: code if field.choices else (field.example or "Teks")[: field.max_length],
        Shape.INTEGER: amount,
        Shape.YES_NO: "ya",
        Shape.DATE: "21-11-2026",
        Shape.PARTIAL_DATE: "Mei 2026",
        Shape.LIST: [code],
        Shape.MAPPING: {code: amount},
        Shape.PHOTOS: [{"caption": "Pembukaan", "digest": "ab" * 32, "minors": None}],
    }[field.shape]


@pytest.mark.parametrize("record_kind", KINDS, ids=lambda k: k.name)
def test_what_check_lets_through_fits_the_row(record_kind: RecordKind, office: Office) -> None:
    typed = {field.name: example(field) for field in record_kind.fields if not field.derived}
    checked = check(record_kind, typed, office)
    canonical.check(checked.values)
    fitting, quarantined = usable(record_kind, checked.values)
    assert quarantined == {}
    assert fitting == checked.values
    asked = {name for name in typed if record_kind.by_name[name].group or not record_kind.row}
    assert {name for name in asked if checked.values.get(name) is None} <= {"warning_reasons"}
    derived = {field.name for field in record_kind.fields if field.derived}
    columns = set(record_kind.row.model_fields) if record_kind.row else set()
    assert derived <= record_kind.derive(fitting).keys() <= derived | (columns - record_kind.by_name.keys())
    assert record_kind.row is None or record_kind.title_of(fitting)


@MANY_KINDS
@given(record_kind=kinds, data=st.data())
def test_usable_takes_any_json_and_what_it_keeps_can_be_shown(record_kind: RecordKind, data: st.DataObject) -> None:
    names = st.sampled_from(sorted(record_kind.by_name)) | st.text(max_size=10)
    values = data.draw(st.dictionaries(names, json_values, max_size=8))
    fitting, quarantined = usable(record_kind, values)
    assert set(fitting) | set(quarantined) == set(values)
    assert not set(fitting) & set(quarantined)
    canonical.check(fitting)
    record_kind.derive(fitting)
    record_kind.title_of(fitting)
    record_kind.search_text(fitting)
    record_kind.reached(fitting)


@MANY_KINDS
@given(record_kind=kinds, data=st.data())
def test_check_takes_any_json_and_its_values_fit(record_kind: RecordKind, data: st.DataObject) -> None:
    names = st.sampled_from(sorted(record_kind.by_name)) | st.text(max_size=10)
    typed = data.draw(st.dictionaries(names, json_values | st.dates().map(str), max_size=8))
    checked = check(record_kind, typed, Office())
    canonical.check(checked.values)
    assert usable(record_kind, checked.values)[1] == {}


def test_deeply_nested_json_is_left_out_not_followed() -> None:
    deep: object = "x"
    for _ in range(5000):
        deep = [deep]
    assert usable(kind("report"), {"recap": {"a": deep}})[1] == {"recap": "wrong-type"}
    assert usable(PERSON, {"name": deep})[1] == {"name": "wrong-type"}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"colour": "merah"}, "unknown-field"),
        ({"name": 5}, "wrong-type"),
        ({"name": "x" * 101}, "too-long"),
        ({"name": "a\x00b"}, "unclean-text"),
        ({"born_on": "21-11-2026"}, "not-a-date"),
        ({"born_on": "2026-13"}, "not-a-date"),
        ({"born_on": "２０２６-11"}, "not-a-date"),
        ({"deleted": 1}, "wrong-type"),
        ({"warning_reasons": {"a": 1}}, "wrong-type"),
        ({"warning_reasons": {"a": "x" * 1001}}, "too-long"),
    ],
)
def test_values_that_do_not_fit_are_named_with_a_reason(values: dict[str, object], reason: str) -> None:
    assert usable(PERSON, values) == ({}, dict.fromkeys(values, reason))


def test_numbers_out_of_range_and_yes_for_one_do_not_fit() -> None:
    values = {"men": True, "women": -1, "invited": 2**40, "budget": 2**60, "materials": {"KOMIK": "97"}}
    fitting, quarantined = usable(EVENT, values)
    assert fitting == {}
    assert quarantined["budget"] == quarantined["women"] == quarantined["invited"] == "out-of-range"
    assert quarantined["men"] == quarantined["materials"] == "wrong-type"


def test_money_beyond_32_bits_fits() -> None:
    assert usable(EVENT, {"budget": 9_000_000_000})[0] == {"budget": 9_000_000_000}


def test_a_code_of_a_newer_list_stays_in_the_row() -> None:
    assert usable(PERSON, {"education": "11"})[1] == {}


def test_a_derived_value_never_comes_from_the_journal() -> None:
    assert usable(EVENT, {"participants": 5})[1] == {"participants": "unknown-field"}
    assert [p.code for p in check(EVENT, {"participants": 5}, NOBODY).errors][:1] == ["unknown-field"]


def test_typed_text_is_trimmed_composed_and_control_characters_become_visible() -> None:
    checked = check(PERSON, MINIMUM | {"name": "  Re\u0301na\x00\u202e \n Sari\t", "note": "satu\r\ndua"}, NOBODY)
    assert checked.values["name"] == "Réna�� Sari"
    assert checked.values["note"] == "satu\ndua"


def test_blank_means_nothing_and_empties_the_field() -> None:
    checked = check(PERSON, MINIMUM | {"address": "  ", "hamlet": None}, NOBODY)
    assert checked.values["address"] is None
    assert checked.values["hamlet"] is None
    assert checked.may_be_saved


def test_a_number_with_dots_is_an_amount_and_with_a_comma_is_not() -> None:
    assert check(EVENT, {"budget": "Rp 1.250.000,-"}, NOBODY).values["budget"] == 1_250_000
    assert check(EVENT, {"budget": 3.0}, NOBODY).values["budget"] == 3
    for typed in ("12,5", "1.25", "seratus", "1e5", "٣"):
        assert "budget-not-a-number" in {p.code for p in check(EVENT, {"budget": typed}, NOBODY).errors}, typed


def test_lists_and_amounts_may_be_typed_as_one_line() -> None:
    typed = {"audiences": "siswa, Guru; SISWA", "materials": "komik: 97, leaflet=97"}
    values = check(EVENT, typed, NOBODY).values
    assert values["audiences"] == ["SISWA", "GURU"]
    assert values["materials"] == {"KOMIK": 97, "LEAFLET": 97}


def test_a_choice_may_be_typed_as_its_words() -> None:
    assert check(PERSON, MINIMUM | {"education": "tamat sd/sederajat"}, NOBODY).values["education"] == "3"


def test_an_unknown_field_or_choice_is_an_error_that_names_it() -> None:
    checked = check(PERSON, MINIMUM | {"warna": "merah", "education": "S7"}, NOBODY)
    assert [p.code for p in checked.errors] == ["unknown-field", "education-not-in-list"]
    assert "warna" in checked.errors[0].message
    assert "S7" in checked.errors[1].message


def test_braces_in_typed_text_are_only_text() -> None:
    checked = check(PERSON, MINIMUM | {"{label}": "x", "education": "{0} {label} {"}, NOBODY)
    assert "{0} {label} {" in checked.errors[1].message


def test_what_is_always_required_is_an_error_when_missing() -> None:
    assert {p.code for p in check(PERSON, {}, NOBODY).errors} == {
        "name-required",
        "sex-required",
        "no-nik-reason-required",
    }


def test_a_warning_is_saved_only_with_a_reason_and_a_stale_reason_is_dropped() -> None:
    typed = MINIMUM | {"nik": "6101041505809902", "no_nik_reason": None, "sex": "L", "born_on": "1981"}
    with pytest.raises(Invalid) as caught:
        must_pass(check(PERSON, typed, NOBODY))
    assert [p.code for p in caught.value.problems] == ["nik-born-on"]
    reasons = {"nik-born-on": " KTP lama ", "name-odd": "lain", "x": 5}
    saved = must_pass(check(PERSON, typed | {"warning_reasons": reasons}, NOBODY))
    assert saved["warning_reasons"] == {"nik-born-on": "KTP lama"}
    corrected = check(PERSON, typed | {"born_on": "1980", "warning_reasons": reasons}, NOBODY)
    assert must_pass(corrected)["warning_reasons"] is None


def test_a_blank_reason_is_no_reason() -> None:
    typed = MINIMUM | {"born_on": None, "warning_reasons": {"born-on-missing": "  "}}
    assert [p.code for p in check(PERSON, typed, NOBODY).warnings_without_reason] == ["born-on-missing"]


def test_a_reason_does_not_excuse_an_error() -> None:
    typed = MINIMUM | {"name": "", "warning_reasons": {"name-required": "tidak mau"}}
    with pytest.raises(Invalid):
        must_pass(check(PERSON, typed, NOBODY))


def test_problem_codes_are_plain_words_joined_by_hyphens() -> None:
    problems = check(
        PERSON, {"born_on": "x", "no_nik_reason": "?", "rt": "abc", "name": json.dumps({})}, NOBODY
    ).problems
    assert all(p.code.replace("-", "").isalnum() and p.code == p.code.lower() for p in problems)


def test_a_village_the_list_does_not_know_yet_may_be_saved_with_a_reason() -> None:
    checked = check(PERSON, MINIMUM | {"region": "61.01.04.2099"}, NOBODY)
    assert [p.code for p in checked.warnings_without_reason] == ["region-outside-list"]
    assert check(PERSON, MINIMUM | {"region": "Bukan desa"}, NOBODY).errors
