"""Recaps made brief, and the sum of many of them: what a year of a regency's reports is added up from.

Most of most recaps are zeros: of all the places that every recap has, a village's month fills one or two in ten. Brief
is the text of what is there: a JSON object from path to count, the keys of a path parted by tabs, which no recap has in
a key. A path with a tab at its end is a group in which nothing stands. Under ``""`` is how many recaps have a 0 in each
place that the recap of an empty month has; those zeros are not written down.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from ppo_desktop.reports.figures import MonthRows, count_month

STANDING = frozenset(
    {
        ("incomplete_dates",),
        ("books", "cases", "running"),
        ("books", "follow_ups", "overdue"),
        ("books", "programs"),
    }
)
"""Parts of a recap that tell how things stood at the end of its month: of several months only the last one counts."""
_TAB = "\t"
_STANDING = tuple(_TAB.join(path) for path in STANDING)
_WHOLE = ""


def brief(recap: object) -> str:
    """A recap as text; ``""`` where there is none.

    Another office's program may have written it: what is neither count nor group is passed over.
    """
    if not isinstance(recap, Mapping) or not recap:
        return ""
    places, empty = dict(_places(recap)), _empty()
    is_whole = empty.keys() <= places.keys()
    told = {_WHOLE: 1} if is_whole else {}
    for (path, count), (after, _count) in pairwise([*places.items(), ("", 0)]):
        is_filled = after.startswith(path) and path.endswith(_TAB)
        if not is_filled and (count or not is_whole or path not in empty):
            told[path] = count
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def together(offices: Iterable[Sequence[str]]) -> dict[str, Any]:
    """Recaps as one, in the shape of one.

    Args:
        offices: brief recaps of each office, its last month at the end.
    """
    every: dict[str, int] = {}
    at_end: dict[str, int] = {}
    for told in offices:
        recaps = json.loads(f"[{','.join(told)}]")
        for sums, of_it in ((every, recaps), (at_end, recaps[-1:])):
            find = sums.get
            for one in of_it:
                for path, count in one.items():
                    sums[path] = find(path, 0) + count
    moving, standing = ({**(_empty() if _WHOLE in sums else {}), **sums} for sums in (every, at_end))
    return _grown(
        {path: count for path, count in moving.items() if path and not _stands(path)}
        | {path: count for path, count in standing.items() if _stands(path)}
    )


def _stands(path: str) -> bool:
    return any(path == part or path.startswith(part + _TAB) for part in _STANDING)


@cache
def _empty() -> Mapping[str, int]:
    """Path → 0, of the recap of a month in which nothing happened."""
    return dict.fromkeys((path for path, _count in _places(count_month("2026-01", MonthRows({}, {}, {})).recap)), 0)


def _places(recap: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, int]]:
    """Path and count of each place; of a group its path with a tab at the end, and 0."""
    for key, value in recap.items():
        if type(value) is int:
            yield before + key, value
        elif isinstance(value, Mapping):
            yield before + key + _TAB, 0
            yield from _places(value, before + key + _TAB)


def _grown(sums: Mapping[str, int]) -> dict[str, Any]:
    """The recap of which these are the places, in order; where one program counts and another groups, groups stay."""
    whole: dict[str, Any] = {}
    for path in sorted(sums):
        *groups, key = path.split(_TAB)
        here = whole
        for group in groups:
            if not isinstance(here.get(group), dict):
                here[group] = {}
            here = here[group]
        if key:
            here[key] = sums[path]
    return whole
