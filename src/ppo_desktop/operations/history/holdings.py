"""How many records of each kind an office has, told alike by both sides: counted from the headers of journal entries.

Removed and erased records count too: their entries are held like all. What a chain holds up to one number is therefore
the same at both sides, record by record, or numbers are missing below it.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from ppo_desktop.records.registry import row_kinds
from ppo_desktop.storage import journal_store
from ppo_desktop.storage.database import Connection

Ids = dict[str, set[str]]
"""Kind → ids of records."""


class Holdings(Struct, frozen=True):
    """The records of one office that are held, told apart by a place in each of its chains."""

    before: Ids = field(default_factory=dict)
    """Those of which an entry stands up to that place."""
    changed: Ids = field(default_factory=dict)
    """Those of them about which more was written after it."""
    later: Ids = field(default_factory=dict)
    """Those first heard of after it."""


def counts(connection: Connection, owner: str) -> dict[str, int]:
    """Kind → how many records of ``owner`` are held, for its own report."""
    return {kind: len(ids) for kind, ids in sorted(split(connection, owner, None).before.items())}


def split(connection: Connection, owner: str, cutoff: Mapping[str, int] | None) -> Holdings:
    """Args: cutoff: device → the last number of the first part; ``None``: all of it."""
    shown = {kind.name for kind in row_kinds()}
    first: Ids = {}
    beyond: Ids = {}
    for kind, record, device, lowest, highest in journal_store.reaches(connection, owner):
        if kind not in shown:
            continue
        end = highest if cutoff is None else cutoff.get(device, 0)
        if lowest <= end:
            first.setdefault(kind, set()).add(record)
        if highest > end:
            beyond.setdefault(kind, set()).add(record)
    return Holdings(
        first,
        {kind: both for kind, ids in beyond.items() if (both := ids & first.get(kind, set()))},
        {kind: new for kind, ids in beyond.items() if (new := ids - first.get(kind, set()))},
    )
