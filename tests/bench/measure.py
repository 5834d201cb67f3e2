"""Timing in one run: two ways of doing the same, taken in turns, compared by the ratio of their medians."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

Clock = Callable[[], float]
of_thread = time.thread_time
"""Processor time of what works in this thread alone: other programs do not disturb it much."""


def in_turns(
    ours: Callable[[int], object], floor: Callable[[int], object], rounds: int, clock: Clock = time.perf_counter
) -> tuple[float, float, float]:
    """(median seconds of ours, of the floor, ratio of the medians); a first round of each is thrown away."""
    times: tuple[list[float], list[float]] = ([], [])
    for index in range(-1, rounds):
        for taken, run in zip(times, (ours, floor), strict=True):
            start = clock()
            run(index)
            if index >= 0:
                taken.append(clock() - start)
    mine, theirs = (statistics.median(taken) for taken in times)
    return mine, theirs, mine / theirs


def seconds(run: Callable[[], object], rounds: int = 3, clock: Clock = time.perf_counter) -> float:
    """Median seconds of ``rounds`` runs."""
    taken = []
    for _round in range(rounds):
        start = clock()
        run()
        taken.append(clock() - start)
    return statistics.median(taken)


def tell(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print a small table."""
    print(f"\n{title}")
    for label, value in rows:
        print(f"  {label:58} {value}")
