"""Skip logic: what applies follows from the other answers alone, and whatever is left over is said, never dropped."""

from __future__ import annotations

from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ppo_desktop.records.applying import applying, left_over
from ppo_desktop.records.checking import LEFT_OVER, check
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Shape, fields_of
from ppo_desktop.records.hints import Group, Label, When
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import KINDS, kind
from records.office import Office
from records.test_checking import example, json_values

CONDITIONAL = [each for each in KINDS if any(field.when for field in each.fields)]


class Chain:
    """A condition on a condition, on a list, on yes or no, and on nothing."""

    reasons: Annotated[list[str] | None, Label("Alasan"), Group("Satu")] = None
    wage: Annotated[int | None, Label("Upah"), When("reasons", ("UPAH",))] = None
    unit: Annotated[str | None, Label("Mata uang"), When("wage")] = None
    told: Annotated[bool | None, Label("Diberi tahu"), Group("Dua", When("reasons"))] = None
    by_whom: Annotated[str | None, Label("Oleh"), When("told", (True,))] = None
    why_not: Annotated[str | None, Label("Mengapa tidak"), When("told", (False, None))] = None


CHAIN = RecordKind(name="chain", title="Rantai", plural="Rantai", declaration=Chain)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "reasons"),
        ({"reasons": ["IKUT"]}, "reasons told why_not"),
        ({"reasons": ["IKUT", "UPAH"], "told": True}, "reasons wage told by_whom"),
        ({"reasons": ["UPAH"], "wage": 0, "told": False}, "reasons wage unit told why_not"),
        ({"reasons": [], "wage": 5, "unit": "MYR", "told": True}, "reasons"),
        ({"reasons": ["IKUT"], "wage": 5, "told": 1}, "reasons told"),
    ],
)
def test_a_field_applies_while_what_it_depends_on_says_so(values: dict[str, object], expected: str) -> None:
    assert applying(CHAIN, values) == set(expected.split())


def test_what_stands_in_a_field_that_does_not_apply_is_left_over() -> None:
    values = {"reasons": ["IKUT"], "wage": 5, "unit": "MYR", "told": None}
    assert [field.name for field in left_over(CHAIN, values, applying(CHAIN, values))] == ["wage", "unit"]


def test_a_field_that_stands_before_its_condition_is_a_wrong_declaration() -> None:
    class Wrong:
        first: Annotated[str | None, Label("Satu"), When("second")] = None
        second: Annotated[str | None, Label("Dua")] = None

    with pytest.raises(TypeError):
        fields_of(Wrong)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_applying_is_total_and_neither_order_nor_left_over_answers_change_it(data: st.DataObject) -> None:
    of = data.draw(st.sampled_from([CHAIN, *CONDITIONAL]))
    codes = st.sampled_from(sorted({value for f in of.fields for w in f.when for value in w.values}, key=repr) or [""])
    values = data.draw(st.fixed_dictionaries({}, optional={f.name: codes | json_values for f in of.fields}))
    found = applying(of, values)
    assert found <= set(of.by_name)
    assert applying(of, dict(reversed(values.items()))) == found
    dropped = {field.name for field in left_over(of, values, found)}
    assert not dropped & found
    assert applying(of, {name: value for name, value in values.items() if name not in dropped}) == found


@pytest.mark.parametrize("of", CONDITIONAL, ids=lambda each: each.name)
def test_conditions_name_values_that_can_be_given(of: RecordKind) -> None:
    for field in of.fields:
        for when in field.when:
            on = of.field(when.field)
            assert field.group, field.name
            assert on.group, on.name
            asked = [value for value in when.values if value is not None]
            if on.choices:
                assert all(code_list(on.choices).contains(str(value)) for value in asked), field.name
            elif on.shape is Shape.YES_NO:
                assert all(isinstance(value, bool) for value in asked)
            else:
                assert not asked, field.name


@pytest.mark.parametrize("of", CONDITIONAL, ids=lambda each: each.name)
def test_no_rule_speaks_of_a_field_that_does_not_apply(of: RecordKind, office: Office) -> None:
    """What is hidden is never asked for: alone, with every stage reached, with every code of what others depend on."""
    on = {when.field for field in of.fields for when in field.when}
    for name in on:
        field = of.field(name)
        codes = [code.code for code in code_list(field.choices).items] if field.choices else [None, example(field)]
        for code in codes:
            typed = {name: [code] if field.shape is Shape.LIST else code}
            checked = check(of, typed, office)
            applies = applying(of, checked.values)
            spoken_of = {problem.field for problem in checked.problems if problem.field}
            assert spoken_of <= applies, (typed, spoken_of - applies)


def test_what_is_left_over_is_one_warning_and_what_does_not_apply_is_not_missed(office: Office) -> None:
    departure = kind("departure")
    typed = {"status": "siap", "return_reason": "DEPORTASI", "deportation_cause": "OVERSTAY", "returned_on": "2026-10"}
    (said,) = [problem for problem in check(departure, typed, office).problems if problem.code == LEFT_OVER]
    assert said.is_warning
    assert said.message.endswith(": Tanggal pulang, Alasan pulang, Sebab deportasi.")
    required = {field.name for field in departure.fields if field.required_at == "berangkat"}
    assert "departed_on" in required
    gone = check(departure, {"status": "hilang_kontak"}, office)
    assert not any("Tanggal pulang" in problem.message for problem in gone.problems)
