"""Small figures in what everybody may read: hidden, together with as many others as it takes that nobody can compute
them from sums. Pure.

A figure of one to four people can point at a person. Hiding it alone is not enough: what stands beside it and the sum
give it away. Who reads the paper is taken to know every sum, that zeros are shown, and therefore that whatever is
hidden is at least one.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias, TypeVar

SMALL = 5
"""The first figure that is not small."""

K = TypeVar("K", bound=Hashable)
Sum: TypeAlias = tuple[K, Sequence[K]]
"""A figure and the figures that add up to it."""
_Row: TypeAlias = dict[K, Fraction]


def is_small(value: int) -> bool:
    """Whether a count of people can point at one of them; nobody at all cannot."""
    return 0 < value < SMALL


def hidden(values: Mapping[K, int], sums: Collection[Sum[K]], people: Collection[K]) -> frozenset[K]:
    """What is not shown of ``values``.

    Args:
        sums: every relation of that kind between ``values`` that can be read off the paper.
        people: the figures that count people; the others are hidden only to protect these.
    """
    small = [key for key in values if key in people and is_small(values[key])]
    found = set(small)
    for part in _components(sums):
        of_part = [key for key in small if any(key in _keys(one) for one in part)]
        found |= _complemented(values, part, of_part)
    return frozenset(found)


def _complemented(values: Mapping[K, int], sums: Sequence[Sum[K]], small: Sequence[K]) -> set[K]:
    """``small`` and what must be hidden with it; all of it positive."""
    found = set(small)
    while exposed := _exposed(values, sums, small, found):
        others = _others(values, sums, exposed[0], found)
        if not others:
            break  # all of it is hidden: it might as well all be twice as much
        found.add(others[0])
    return found


def _others(values: Mapping[K, int], sums: Sequence[Sum[K]], exposed: K, found: Collection[K]) -> list[K]:
    """What could be hidden as well: nearest first, then parts before sums, then the smallest."""
    near = [one for one in sums if exposed in _keys(one)]
    totals = {total for total, _parts in sums}
    candidates: dict[K, tuple[bool, bool, int]] = {}
    for one in sums:
        for key in _keys(one):
            if key not in found and values[key] > 1:
                rank = (one not in near, key in totals, values[key])
                candidates[key] = min(rank, candidates.get(key, rank))
    return sorted(candidates, key=lambda key: (candidates[key], str(key)))


def _exposed(values: Mapping[K, int], sums: Sequence[Sum[K]], small: Sequence[K], found: Collection[K]) -> list[K]:
    """Those of ``small`` that follow from what is shown.

    One is safe where it can be one more, or one less, while others that are hidden make up for it; what is one already
    cannot make up by being less, so only figures from two on may.
    """
    free = [key for key in found if values[key] > 1]
    reduced = _reduced([_row(one, found) for one in sums], free)
    pivots = {pivot: row for pivot, row in reduced if pivot is not None}
    told = []
    for key in small:
        if key in free:
            row = pivots.get(key)
            is_told = row is not None and not any(row.get(other) for other in free if other != key)
        else:
            is_told = any(pivot is None and row.get(key) for pivot, row in reduced)
        if is_told:
            told.append(key)
    return told


def _row(one: Sum[K], found: Collection[K]) -> _Row[K]:
    total, parts = one
    row: _Row[K] = {key: Fraction(-1) for key in parts if key in found}
    if total in found:
        row[total] = Fraction(1)
    return row


def _reduced(rows: Sequence[_Row[K]], columns: Sequence[K]) -> list[tuple[K | None, _Row[K]]]:
    """(pivot, row) of the reduced rows; without pivot those in which none of ``columns`` is left."""
    done: list[tuple[K | None, _Row[K]]] = []
    rest = [row for row in rows if row]
    for column in columns:
        at = next((place for place, row in enumerate(rest) if row.get(column)), None)
        if at is None:
            continue
        pivot = rest.pop(at)
        pivot = {key: value / pivot[column] for key, value in pivot.items()}
        rest = [row for row in (_without(row, column, pivot) for row in rest) if row]
        done = [(key, _without(row, column, pivot)) for key, row in done]
        done.append((column, pivot))
    return done + [(None, row) for row in rest]


def _without(row: _Row[K], column: K, pivot: _Row[K]) -> _Row[K]:
    factor = row.get(column)
    if not factor:
        return row
    keys = row.keys() | pivot.keys()
    made = {key: row.get(key, Fraction(0)) - factor * pivot.get(key, Fraction(0)) for key in keys}
    return {key: value for key, value in made.items() if value}


def _keys(one: Sum[K]) -> Iterator[K]:
    yield one[0]
    yield from one[1]


def _components(sums: Collection[Sum[K]]) -> list[list[Sum[K]]]:
    """The sums in groups that have no figure in common."""
    groups: list[tuple[set[K], list[Sum[K]]]] = []
    for one in sums:
        keys, members = set(_keys(one)), [one]
        apart = []
        for known in groups:
            if known[0] & keys:
                keys |= known[0]
                members = known[1] + members
            else:
                apart.append(known)
        groups = [*apart, (keys, members)]
    return [members for _keys_of, members in groups]
