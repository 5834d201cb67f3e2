"""The kept corpus and some mutants through every reader of strangers' files; ``make fuzz`` goes on for minutes."""

from __future__ import annotations

from collections import Counter

import pytest

from fuzz.mutator import mutant
from fuzz.targets import Target, all_targets, kept

MUTANTS = {"carrier": 150, "insider": 25, "certificate": 40, "answer": 60, "table": 60, "stranger": 25, "scan": 30}
"""For every change; of those that are not named 150."""


@pytest.fixture(scope="module")
def targets() -> tuple[Target, ...]:
    return all_targets()


def test_what_was_written_is_taken(targets: tuple[Target, ...]) -> None:
    for target in targets:
        assert {target.feed(seed) for seed in target.seeds} == {"taken"}, target.name


def test_whatever_went_wrong_once_is_refused_now(targets: tuple[Target, ...]) -> None:
    fed = [target.feed(data) for target in targets for _name, data in kept(target)]
    assert len(fed) >= 20


def test_mutants_are_refused_with_documented_codes_or_are_what_was_written(targets: tuple[Target, ...]) -> None:
    others = [seed for target in targets for seed in target.seeds]
    codes: Counter[str] = Counter()
    for target in targets:
        for number in range(MUTANTS.get(target.name, 150)):
            codes[target.feed(mutant(target.seeds[number % len(target.seeds)], number, others))] += 1
    print(dict(codes))
    assert len(codes) > 15
