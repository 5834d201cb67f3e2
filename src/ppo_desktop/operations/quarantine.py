"""Karantina: what this office could not use of what arrived. It is kept, and tried again after each update."""

from __future__ import annotations

from dataclasses import dataclass

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.sight import sight
from ppo_desktop.records.registry import KINDS
from ppo_desktop.storage import summaries

PAGE = 200
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


@dataclass(frozen=True)
class Held:
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
    return [_held(one) for one in found if (one.owner, one.record) not in closed]


def _held(one: summaries.Quarantined) -> Held:
    kind = _KINDS.get(one.kind)
    field = kind.by_name.get(one.field) if kind else None
    words = _(field.label) if field else one.field
    return Held(one.owner, name_of(one.owner), _(kind.title) if kind else one.kind, words, one.reason)
