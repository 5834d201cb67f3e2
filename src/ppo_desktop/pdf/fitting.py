"""Text as large as a place leaves room for."""

from __future__ import annotations

from collections.abc import Callable

from ppo_desktop.pdf.page import Item

STEP = 0.95
"""How much smaller each try is."""


def fitted(
    make: Callable[[float], list[Item]],
    high: float,
    largest: float,
    smallest: float,
    is_good: Callable[[float], bool] = lambda _scale: True,
) -> tuple[list[Item], float]:
    """The items, without the space above the first, and the scale at which they are ``high`` points or less.

    Args:
        make: the items laid out for a scale, in units of that scale.
        smallest: no smaller than about this, though they may then be higher.
        is_good: whether nothing else speaks against a scale.
    """
    scale = largest
    while True:
        is_last = scale * STEP < smallest
        if is_last or is_good(scale):
            made = make(scale)
            while made and made[0].is_space:
                del made[0]
            if is_last or sum(item.height for item in made) * scale <= high:
                return made, scale
        scale *= STEP
