"""Timing in one run: two ways of doing the same, taken in turns, compared by the ratio of their medians."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence


def in_turns(ours: Callable[[int], object], floor: Callable[[int], object], rounds: int) -> tuple[float, float, float]:
    """(median seconds of ours, of the floor, ratio of the medians); a first round of each is thrown away."""
    times: tuple[list[float], list[float]] = ([], [])
    for index in range(-1, rounds):
        for taken, run in zip(times, (ours, floor), strict=True):
            start = time.perf_counter()
            run(index)
            if index >= 0:
                taken.append(time.perf_counter() - start)
    mine, theirs = (statistics.median(taken) for taken in times)
    return mine, theirs, mine / theirs


def seconds(run: Callable[[], object], rounds: int = 3) -> float:
    """Median seconds of ``rounds`` runs."""
    taken = []
    for _round in range(rounds):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def tell(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print a small table."""
    print(f"\n{title}")
    for label, value in rows:
        print(f"  {label:58} {value}")
