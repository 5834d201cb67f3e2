"""Which old backups may go: what lies far back is kept at longer and longer distances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from ppo_desktop.core.clock import WIB

T = TypeVar("T")
LAST = 3
"""The newest ones stay whatever their days: a restore makes another one on the day of a good one."""
DAYS, WEEKS, MONTHS = 12, 10, 9
"""So many days, weeks and months of which one is kept, the last of each; those without any are not counted."""
MOST = LAST + DAYS + WEEKS + MONTHS
"""So many are kept at most."""

_SPANS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (LAST, lambda moment: moment),
    (DAYS, lambda moment: moment.date()),
    (WEEKS, lambda moment: moment.isocalendar()[:2]),
    (MONTHS, lambda moment: (moment.year, moment.month)),
)


def superfluous(made: Mapping[T, datetime]) -> set[T]:
    """Those of ``made`` (when each was made) that may go; which do does not depend on the order of the mapping."""
    newest_first = sorted(made, key=lambda one: (made[one], str(one)), reverse=True)
    kept: set[T] = set()
    for most, span in _SPANS:
        spans: dict[object, T] = {}
        for one in newest_first:
            spans.setdefault(span(made[one].astimezone(WIB)), one)
        kept.update(list(spans.values())[:most])
    return set(made) - kept
