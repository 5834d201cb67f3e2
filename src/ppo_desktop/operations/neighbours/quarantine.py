"""What this office could not use of what arrived. It is kept, and tried again after each update."""

from __future__ import annotations

from msgspec import Struct

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.neighbours import correcting
from ppo_desktop.records.registry import KINDS
from ppo_desktop.storage import rows, summaries
from ppo_desktop.storage.database import Connection

PAGE = 200
NEWER = frozenset({"unknown-kind", "unknown-field"})
"""Reasons of a program that is older than the writer's."""
_KINDS = {kind.name: kind for kind in KINDS}
_REASONS = {
    "unknown-kind": N_("Jenis catatan ini belum dikenal program versi ini."),
    "unknown-field": N_("Isian ini belum dikenal program versi ini."),
    "wrong-type": N_("Bentuk isinya lain dari yang dikenal program versi ini."),
    "not-a-date": N_("Isinya bukan tanggal."),
    "not-a-record": N_("Isinya tidak menunjuk ke catatan."),
    "out-of-range": N_("Angkanya di luar batas."),
    "too-long": N_("Isinya terlalu panjang."),
    "unclean-text": N_("Tulisannya memuat tanda yang tidak dapat ditampilkan."),
}


class Held(Struct, frozen=True):
    """One value that waits."""

    owner: str
    """Code of the office whose record it is."""
    office_name: str
    kind: str
    """Words for the kind of record; its code where this version does not know it."""
    field: str
    """Words for the field; ``""``: the whole record."""
    reason: str
    """A code: ``unknown-field`` …"""
    place: tuple[str, str]
    """(kind, record), as codes."""
    can_ask: bool
    """Whether its office can be asked to put it right."""

    @property
    def is_newer(self) -> bool:
        """Whether only a newer version of the program helps."""
        return self.reason in NEWER

    @property
    def sentence(self) -> str:
        """Why it waits."""
        return _(_REASONS.get(self.reason, N_("Isinya belum dapat dipakai program versi ini.")))


def count(office: Office) -> int:
    """How many values wait here, of all offices."""
    with office.database.reading() as connection:
        return summaries.quarantined(connection)


def by_office(office: Office) -> dict[str, int]:
    """Office → how many of its values wait here."""
    with office.database.reading() as connection:
        return summaries.quarantined_by_office(connection)


def held(office: Office, after: int = 0, limit: int = PAGE) -> list[Held]:
    """A page of what waits, by office and kind; never a value, and of closed records nothing.

    Args:
        after: how many were shown already.
    """
    with office.database.reading() as connection:
        closed = sight(connection, office).closed
        found = summaries.quarantined_values(connection, limit, after)
        return [_held(connection, office, one) for one in found if (one.owner, one.record) not in closed]


def _held(connection: Connection, office: Office, one: summaries.Quarantined) -> Held:
    kind = _KINDS.get(one.kind)
    field = kind.by_name.get(one.field) if kind else None
    words = _(field.label) if field else one.field
    can_ask = (
        kind is not None
        and not correcting.why_not_ask(office, kind, one.owner)
        and rows.get(connection, kind, one.owner, one.record) is not None
    )
    named = _(kind.title) if kind else one.kind
    return Held(one.owner, name_of(one.owner), named, words, one.reason, (one.kind, one.record), can_ask)
