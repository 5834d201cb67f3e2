"""The restricted part of records: who may look at it, and that each look is written down for the head of the office.

Specific personal data (UU 27/2022 art. 4: health, children, finances, criminal matters) stands in that part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.storage import opening_store, rows
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.opening_store import Opening

LOOKERS = frozenset({"petugas", "pimpinan"})
"""Roles that may look; the others keep accounts or check papers and need no names behind figures."""
SHOWN = 200


class Look(Struct, frozen=True):
    """One look, as the head reads it."""

    time: str
    who: str
    kind: str
    title: str
    """``""`` where the record was erased meanwhile; of a page about many records, its name."""
    owner: str
    """``Desa Sempalai``; ``""``: ours."""
    record: str
    reason: str = ""
    """What whoever looked wrote, where that was asked for."""


def may_look(office: Office) -> bool:
    """Whether whoever is at the keyboard may see restricted fields."""
    return office.user.role in LOOKERS


def why_not_look() -> str:
    """What to say to somebody who may not."""
    return _("Isian terbatas hanya dibuka oleh petugas dan pimpinan.")


def hidden_fields(kind: RecordKind, values: Mapping[str, object]) -> frozenset[str]:
    """The restricted fields of a row that hold something."""
    return frozenset(name for name in kind.restricted_names if values.get(name) not in (None, "", [], {}))


def look(office: Office, kind: RecordKind, owner: str, record: str, reason: str = "") -> None:
    """Write down that whoever is at the keyboard looks at the restricted part of a record; do it before showing.

    Raises:
        Refused: this role may not, or the record is closed to them.
    """
    if not may_look(office):
        raise Refused("not-allowed", why_not_look(), _("Minta petugas atau pimpinan membukanya."))
    user = office.user
    opening = Opening(stamp(office.clock), user.name, user.display_name, kind.name, owner, record, reason)
    with office.database.transaction() as connection:
        sight(connection, office).demand(owner, record)
        opening_store.add(connection, opening)


def look_over(office: Office, kind: RecordKind, keys: Iterable[RecordKey], reason: str) -> None:
    """As ``look``, of many records at once, as where a whole book is printed.

    Raises:
        Refused: this role may not, or one of them is closed to them.
    """
    if not may_look(office):
        raise Refused("not-allowed", why_not_look(), _("Minta petugas atau pimpinan membukanya."))
    user, now = office.user, stamp(office.clock)
    with office.database.transaction() as connection:
        seen = sight(connection, office)
        for owner, record in keys:
            seen.demand(owner, record)
            opening_store.add(connection, Opening(now, user.name, user.display_name, kind.name, owner, record, reason))


def note_taken(office: Office, kind: RecordKind, words: str) -> None:
    """Write down that a table with people in it leaves the program; do it before writing the file.

    Args:
        words: which table, as the head reads it.
    """
    user = office.user
    opening = Opening(stamp(office.clock), user.name, user.display_name, kind.name, office.code, "", words)
    with office.database.transaction() as connection:
        opening_store.add(connection, opening)


def demand_head(office: Office) -> None:
    """Raises ``Refused`` where somebody else than the head of the office asks."""
    if office.user.role != "pimpinan":
        message = _("Daftar pembukaan isian terbatas hanya untuk pimpinan.")
        raise Refused("not-allowed", message, _("Masuk dengan akun pimpinan."))


def looks(office: Office, limit: int = SHOWN) -> list[Look]:
    """The last looks, the newest first; for the head of the office.

    Raises:
        Refused: somebody else asks.
    """
    demand_head(office)
    with office.database.reading() as connection:
        found, seen = opening_store.latest(connection, limit), sight(connection, office)
        titles = {}
        for one in found:
            row = rows.get(connection, kind_named(one.kind), one.owner, one.record)
            kind = kind_named(one.kind)
            titles[one.owner, one.record] = kind.called(seen.one(kind, row)) if row else ""
    return [
        Look(
            one.time,
            one.display_name,
            one.kind,
            titles[one.owner, one.record] if one.record else one.reason,
            "" if one.owner == office.code else name_of(one.owner),
            one.record,
            one.reason,
        )
        for one in found
    ]
