"""How the columns of a table share its width: pure figures."""

from __future__ import annotations

from collections.abc import Sequence


def shared(least: Sequence[int], wanted: Sequence[int], shares: Sequence[float], room: int) -> list[int]:
    """Widths that fill ``room``; wider than it only where not even the least widths fit.

    Args:
        least: no word and no number is cut.
        wanted: what is short stands in one line; never less than ``least``.
        shares: parts of what is left once all have what they want.
    """
    spare = room - sum(least)
    if spare <= 0:
        return list(least)
    wishes = [wish - need for wish, need in zip(wanted, least, strict=True)]
    if sum(wishes) >= spare:
        widths = [need + spare * wish // sum(wishes) for need, wish in zip(least, wishes, strict=True)]
    else:
        left = spare - sum(wishes)
        widths = [wish + int(left * share / sum(shares)) for wish, share in zip(wanted, shares, strict=True)]
    widths[-1] += room - sum(widths)
    return widths
