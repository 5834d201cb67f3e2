"""What holders of a role did in each quarter, as counts: for a talk with them, never a ranking.

Holders stand in the order of posts and areas, whatever the counts say, and no total is made of different things.
Not there yet: reports of RT and RW that came in (NIHIL ones included) and visits to families; whoever counts these
hands them in as ``more``. A meeting names institutions, not persons: it is counted as "the institution was there".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ppo_desktop.core.period import Quarter
from ppo_desktop.core.text import N_
from ppo_desktop.records.codes import code_list
from ppo_desktop.reports.policy import is_in_time

Row: TypeAlias = Mapping[str, Any]
Key: TypeAlias = tuple[str, str]
"""Owner office and record id."""

COUNTS = {
    "given": N_("Tugas diberikan"),
    "due": N_("Tugas jatuh tempo"),
    "in_time": N_("Selesai tepat waktu"),
    "meetings": N_("Rapat yang dihadiri instansinya"),
}
"""Count → label, in the order of showing."""


@dataclass(frozen=True)
class HolderActivity:
    """One holder over the quarters asked for."""

    key: Key
    row: Row
    quarters: tuple[Mapping[str, int | None], ...]
    """For each quarter, in the order asked: count → number; ``None``: the books cannot tell."""


@dataclass(frozen=True)
class ActivityRows:
    """The rows to count; removed ones are passed over."""

    role_holders: Sequence[Row] = ()
    tasks: Sequence[Row] = ()
    meetings: Sequence[Row] = ()
    more: Mapping[Key, Mapping[Quarter, Mapping[str, int]]] = field(default_factory=dict)
    """Counts made elsewhere, by holder and quarter."""


def activity(quarters: Sequence[Quarter], rows: ActivityRows) -> list[HolderActivity]:
    """What each holder with a name did; vacant posts have no line. Pure."""
    tasks: dict[Key, list[Row]] = {}
    for task in _alive(rows.tasks):
        tasks.setdefault((str(task.get("office")), str(task.get("holder"))), []).append(task)
    found = []
    for row in sorted((row for row in _alive(rows.role_holders) if row.get("name")), key=_order):
        key = (str(row.get("office")), str(row.get("id")))
        more = rows.more.get(key, {})
        counts = tuple(
            {**_of_quarter(quarter, row, tasks.get(key, ()), rows.meetings), **more.get(quarter, {})}
            for quarter in quarters
        )
        found.append(HolderActivity(key, row, counts))
    return found


def _of_quarter(quarter: Quarter, holder: Row, tasks: Sequence[Row], meetings: Sequence[Row]) -> dict[str, int | None]:
    due = [task for task in tasks if quarter.holds(task.get("due")) and task.get("status") != "BATAL"]
    return {
        "given": sum(1 for task in tasks if quarter.holds(task.get("given_on"))),
        "due": len(due),
        "in_time": sum(1 for task in due if is_in_time(task)),
        "meetings": _meetings(quarter, holder, meetings),
    }


def _meetings(quarter: Quarter, holder: Row, meetings: Sequence[Row]) -> int | None:
    """Meetings of the holder's office at which the institution was; ``None`` for a holder without institution."""
    institution = holder.get("institution")
    if not institution:
        return None
    held = (row for row in _alive(meetings) if row.get("office") == holder.get("office"))
    return sum(1 for row in held if quarter.holds(row.get("held_on")) and institution in (row.get("present") or ()))


def _order(row: Row) -> tuple[object, ...]:
    """By office, post in the order of the list, area and name."""
    roles = [code.code for code in code_list("roles").items]
    role = str(row.get("role") or "")
    place = roles.index(role) if role in roles else len(roles)
    return (str(row.get("office")), place, *(str(row.get(name) or "") for name in ("hamlet", "rw", "rt", "name", "id")))


def _alive(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if not row.get("deleted")]
