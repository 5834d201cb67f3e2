"""How heavily a root factor weighs on a village: thirds of the villages of which there is a figure. Pure.

There is no official threshold. A village is only placed among the others: in the third with the worst figures a factor
is high there, whatever the figures are. What cannot be compared has no severity; it is never low for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from msgspec import Struct

from ppo_desktop.records.codes import Code, code_list
from ppo_desktop.records.factor_rules import INDICATORS

LOW, MIDDLE, HIGH = range(3)
FEWEST = 6
"""Villages with a figure below which thirds say nothing."""
_PEOPLE = ("F1B_L", "F1B_P")
Figures = Mapping[tuple[str, str], Mapping[str, Any]]
"""(region, indicator) → the newest row of the kind ``factor``."""


class Severity(Struct, frozen=True):
    """Of one factor in one village."""

    level: int
    """``LOW``, ``MIDDLE`` or ``HIGH``: of its indicators, the one that stands worst."""
    indicator: str
    """That one."""


def severities(figures: Figures, villages: Iterable[str]) -> dict[tuple[str, str], Severity]:
    """(village, factor) → how heavily it weighs there; without those that cannot be compared."""
    villages = tuple(villages)
    found: dict[tuple[str, str], Severity] = {}
    for indicator in code_list(INDICATORS).items:
        for village, level in _thirds(_worse(indicator, figures, villages)).items():
            key = (village, indicator.extra["factor"])
            if key not in found or level > found[key].level:
                found[key] = Severity(level, indicator.code)
    return found


def population(figures: Figures, region: str) -> int | None:
    """Men and women together; ``None`` where one of both is not known."""
    counts = [figures[region, code]["hundredths"] for code in _PEOPLE if (region, code) in figures]
    return sum(counts) // 100 if len(counts) == len(_PEOPLE) and sum(counts) else None


def _worse(indicator: Code, figures: Figures, villages: Iterable[str]) -> dict[str, Fraction]:
    """Village → its figure, per head where it is a count, turned so that more is worse."""
    if not indicator.extra["worse"]:
        return {}
    sign = 1 if indicator.extra["worse"] == "more" else -1
    heads: Callable[[str], int | None] = (
        (lambda village: population(figures, village)) if indicator.extra["per_head"] == "1" else (lambda _village: 1)
    )
    return {
        village: Fraction(sign * int(row["hundredths"]), count)
        for village in villages
        if (row := figures.get((village, indicator.code))) and (count := heads(village))
    }


def _thirds(values: Mapping[str, Fraction]) -> dict[str, int]:
    """Each by how many stand better: below a third of them all low, from two thirds on high; equal figures alike."""
    if len(values) < FEWEST:
        return {}
    ordered = sorted(values.values())
    return {village: min(HIGH, 3 * ordered.index(value) // len(ordered)) for village, value in values.items()}
