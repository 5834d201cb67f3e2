"""The hour of a call or a letter, as people write it."""

from __future__ import annotations

import pytest

from ppo_desktop.records.reading import read
from ppo_desktop.records.registry import KINDS, kind

HOUR = kind("follow_up").field("done_hour")


@pytest.mark.parametrize("typed", ["7.05", "07:05", "0705", " 07.05 "])
def test_an_hour_is_kept_in_one_form_however_it_was_typed(typed: str) -> None:
    assert read(HOUR, typed) == ("07.05", [])


@pytest.mark.parametrize("typed", ["25.00", "7.60", "pagi", "7", "07.05 WIB dan"])
def test_what_is_no_hour_is_not_guessed(typed: str) -> None:
    value, remarks = read(HOUR, typed)
    assert value is None
    assert "14.30" in remarks[0].message


def test_an_hour_belongs_to_a_date_of_its_kind() -> None:
    hours = [(one, field) for one in KINDS for field in one.fields if field.hour_of]
    assert {one.name for one, _field in hours} == {"departure", "follow_up", "referral"}
    assert all(one.field(field.hour_of).shape.value.endswith("date") for one, field in hours)
