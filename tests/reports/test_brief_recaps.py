"""Recaps made brief and summed: held against plain addition, place by place."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ppo_desktop.reports.brief_recaps import STANDING, brief, together
from ppo_desktop.reports.figures import MonthRows, count_month

EMPTY = count_month("2026-01", MonthRows({}, {}, {})).recap
_counts = st.integers(0, 9)
_codes = st.dictionaries(st.sampled_from(("MY", "BN", "-", "F4")), _counts, max_size=3)
_filled = st.fixed_dictionaries(
    {},
    optional={
        ("died",): _counts,
        ("incomplete_dates",): _counts,
        ("registered", "women"): _counts,
        ("registered", "countries"): _codes,
        ("books", "programs"): _codes,
        ("books", "cases", "running"): _codes,
        ("books", "audiences"): st.dictionaries(st.sampled_from(("RT", "PKK")), _codes, max_size=2),
        ("x", "y"): _codes,
    },
)
_less = st.sets(st.sampled_from((("books",), ("books", "programs"), ("registered",), ("died",))), max_size=2)
"""What a program of another version leaves out."""


def _recap(filled: dict[tuple[str, ...], Any], less: set[tuple[str, ...]]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(EMPTY))
    for path, value in filled.items():
        here = made
        for key in path[:-1]:
            here = here.setdefault(key, {})
        here[path[-1]] = value
    for path in sorted(less, key=len, reverse=True):
        here = made
        for key in path[:-1]:
            here = here.get(key, {})
        here.pop(path[-1], None)
    return made


recaps = st.builds(_recap, _filled, _less)


@given(st.lists(st.lists(recaps, max_size=3), max_size=3))
def test_the_sum_of_brief_recaps_is_the_sum_of_the_recaps_with_all_their_zeros(
    offices: list[list[dict[str, Any]]],
) -> None:
    whole: dict[str, Any] = {}
    for told in offices:
        for place, recap in enumerate(told, start=1):
            _add(whole, recap, (), is_last=place == len(told))
    assert _bare(together([[brief(recap) for recap in told] for told in offices])) == _bare(whole)


def _add(whole: dict[str, Any], part: dict[str, Any], path: tuple[str, ...], *, is_last: bool) -> None:
    for key, value in part.items():
        here = (*path, key)
        if here in STANDING and not is_last:
            continue
        if isinstance(value, dict):
            _add(whole.setdefault(key, {}), value, here, is_last=is_last)
        else:
            whole[key] = whole.get(key, 0) + value


def _bare(recap: dict[str, Any]) -> dict[str, Any]:
    """Without groups in which nothing stands but groups: whether they are there says nothing."""
    shorn = {key: _bare(value) if isinstance(value, dict) else value for key, value in recap.items()}
    return {key: value for key, value in shorn.items() if value != {} or key == "programs"}


def test_an_empty_month_is_a_few_letters_and_no_recap_is_none() -> None:
    assert brief(EMPTY) == '{"":1}'
    assert together([[brief(EMPTY)] * 2]) == json.loads(json.dumps(EMPTY, sort_keys=True))
    assert (brief({}), brief(None), together([[], []])) == ("", "", {})


def test_where_one_program_counts_and_another_groups_the_groups_stay() -> None:
    assert together([[brief({"books": 7})], [brief({"books": {"programs": {"F4": 1}}})]])["books"]["programs"] == {
        "F4": 1
    }


def test_what_is_neither_count_nor_group_is_passed_over() -> None:
    odd = {"a": {"b": ["MY"], "c": "3", "d": True, "e": {"f": None}}, "g": 2}
    assert together([[brief(odd)]]) == {"a": {"e": {}}, "g": 2}
