"""Erasure reaches everything this office can reach, and names what it cannot."""

from __future__ import annotations

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.records.registry import kind


def test_a_carrier_made_before_an_erasure_is_withdrawn_and_the_next_report_holds_the_rest(pair: offices.Pair) -> None:
    gone = pair.person()
    pair.person("Dewi Lestari")
    pair.report(nihil=True)
    done = recording.erase(pair.village, gone)
    assert done.withdrawn == 1
    with pytest.raises(Refused, match="nothing-to-send"):
        sending.export(pair.village, pair.camat.code, pair.stick)
    pair.report(nihil=True)
    pair.carry_up()
    assert offices.names_at(pair.camat) == ["Dewi Lestari"]


def test_backups_that_still_hold_the_values_are_named(pair: offices.Pair) -> None:
    person = pair.person()
    backup = keeping.backup(pair.village)
    assert recording.erase(pair.village, person).out_of_reach == (backup,)


def test_a_departure_cannot_be_moved_to_another_person(pair: offices.Pair) -> None:
    first, second = pair.person(), pair.person("Dewi Lestari")
    departure = pair.departure(first)
    with pytest.raises(Refused, match="reference-fixed"):
        recording.save(pair.village, kind("departure"), {"person": second}, departure)
    recording.save(pair.village, kind("departure"), {"job": "kebun"}, departure)
