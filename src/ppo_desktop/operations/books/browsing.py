"""Lists: the keys of all rows at once, the rows of a window when it is shown, and counts for the chips.

A list of 200,000 rows is 200,000 keys and one screen of rows. Fetch the first keys with ``limit`` to show something at
once, then all of them in the background.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.storage import listing, rows
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.listing import Selection
from ppo_desktop.storage.rows import Row


class Owner(Struct, frozen=True):
    """An office that rows in a list belong to."""

    code: str
    name: str
    """``Desa Sebayan``."""
    count: int
    is_ours: bool


def ids(
    office: Office,
    kind: RecordKind,
    filters: Sequence[str] = (),
    *,
    owner: str = "",
    typed: str = "",
    by: str = "",
    descending: bool = False,
    limit: int | None = None,
) -> list[RecordKey]:
    """(owner office, record id) of every row in the list, newest first.

    Args:
        filters: names of ``kind.filters`` that must all hold.
        owner: code of the one office whose rows are wanted; empty: ours and those of offices below.
        typed: beginnings of words, as in the search.
        by: a field to order by instead (codes order by code), empty ones last; within one value newest first.
        limit: only the first so many.

    Raises:
        Refused: a kind that has no list.
    """
    chosen = _selection(kind, filters, owner, typed)
    with office.database.reading() as connection:
        day, closed = today(office.clock), sight(connection, office).closed
        open_ones = replace(chosen, without=closed)
        found = listing.keys(connection, kind, open_ones, day, by=by, descending=descending, limit=limit)
        # Where they stood in an order, or whether a filter holds for them, would say something of them.
        if closed and not (filters or typed):
            found = [*found, *listing.keys(connection, kind, replace(chosen, among=closed), day)][:limit]
    return found


def window(
    office: Office, kind: RecordKind, keys: Sequence[RecordKey], columns: Collection[str] = ()
) -> list[Row | None]:
    """The rows of a span of ``ids``, in its order; ``None`` where a record was erased meanwhile.

    Each row has ``office``, ``id``, the list's columns and ``columns``, values as in the journal (see ``showing``).
    Where not all of a record is shown to whoever asks, ``CALLED`` and ``HIDDEN`` say so (see ``sight``).
    """
    _demand_list(kind)
    with office.database.reading() as connection:
        about = (kind.about,) if kind.about else ()
        found = rows.some(connection, kind, keys, (*kind.list_columns, *columns, *about))
        found = sight(connection, office).shown(kind, found)
    return [found.get(key) for key in keys]


def count(office: Office, kind: RecordKind, filters: Sequence[str] = (), *, owner: str = "", typed: str = "") -> int:
    """How many ids ``ids`` would return."""
    chosen = _selection(kind, filters, owner, typed)
    with office.database.reading() as connection:
        if filters or typed:
            chosen = replace(chosen, without=sight(connection, office).closed)
        return listing.count(connection, kind, chosen, today(office.clock))


def count_each(office: Office, kind: RecordKind, *, owner: str = "", typed: str = "") -> dict[str, int]:
    """Filter name → how many rows it would show on its own; ``""`` → all. Reads every row: for the background."""
    chosen = _selection(kind, (), owner, typed)
    with office.database.reading() as connection:
        day = today(office.clock)
        open_ones = replace(chosen, without=sight(connection, office).closed)
        counts = listing.count_each(connection, kind, kind.filters, open_ones, day)
        everything = listing.count(connection, kind, open_ones if typed else chosen, day)
    return {"": everything} | {filter_.name: found for filter_, found in zip(kind.filters, counts, strict=True)}


def owners(office: Office, kind: RecordKind) -> list[Owner]:
    """The offices that rows in the list belong to, by code."""
    _demand_list(kind)
    with office.database.reading() as connection:
        found = listing.owners(connection, kind)
    return [Owner(code, name_of(code), count, code == office.code) for code, count in found.items()]


def _selection(kind: RecordKind, filters: Sequence[str], owner: str, typed: str) -> Selection:
    _demand_list(kind)
    return Selection(tuple(kind.filter(name) for name in filters), owner, typed)


def rows_of(office: Office, kind: RecordKind, names: tuple[str, ...]) -> list[Row]:
    """Our rows of a kind, newest first."""
    keys = ids(office, kind, owner=office.code)
    return [row for row in window(office, kind, keys, names) if row]


def _demand_list(kind: RecordKind) -> None:
    if kind.row is None:
        raise Refused(
            "kind-not-here",
            _("{kind} tidak punya daftar.").format(kind=_(kind.title)),
            _("Pilih catatan yang lain."),
        )
