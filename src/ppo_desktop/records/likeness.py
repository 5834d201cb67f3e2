"""Whether two names may be one person's: spelling slips, and a name that was once written with more of its words."""

from __future__ import annotations


def is_alike(one: str, other: str) -> bool:
    """Whether two names, folded with ``search_key``, differ by a slip or two, or by words that one leaves out.

    The shorter the name, the less may differ: ``Adi`` and ``Edi`` are two people.
    """
    if one == other:
        return True
    fewer, more = sorted((set(one.split()), set(other.split())), key=len)
    if len(fewer) > 1 and fewer <= more:
        return True
    length = min(len(one), len(other))
    allowed = 0 if length < 5 else 1 if length < 10 else 2
    # A slip changes the set of letters by two at most; looking at that first spares most of the work.
    if abs(len(one) - len(other)) > allowed or len(set(one) ^ set(other)) > 2 * allowed:
        return False
    return distance(one, other) <= allowed


def distance(one: str, other: str) -> int:
    """How many letters must be added, dropped, changed or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and its == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
