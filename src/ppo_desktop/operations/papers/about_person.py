"""Everything held about one person, as far as whoever is at the keyboard may see it, and who received it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import cast

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.books.recording import unknown
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.published import publishing
from ppo_desktop.records.instruments import Library
from ppo_desktop.records.kind import HIDDEN, RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.storage import carrier_store, journal_store, opening_store, rows
from ppo_desktop.storage.belonging import belonging_to
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.opening_store import Opening
from ppo_desktop.storage.rows import Row


class Part(Struct, frozen=True):
    """One record about the person."""

    kind: RecordKind
    row: Row
    entries: tuple[Entry, ...]
    """What was written of it, in order."""
    is_secret: bool
    """Whether that it is about this person is not for every eye."""


class Passed(Struct, frozen=True):
    """That records about the person went to another office, in the first carrier that held what was written."""

    to: str
    made_at: str
    copied_at: str
    """``""``: it lies here still."""
    kind: str
    """Of the carrier."""
    period: str
    records: int
    is_received: bool
    """Whether that office said that it holds them."""


class Dossier(Struct, frozen=True, dict=True):
    """All of it."""

    owner: str
    person: Row
    parts: tuple[Part, ...]
    """The person first, then in the order of recording."""
    instruments: Library
    passed: tuple[Passed, ...]
    """In the order of making; of people of other offices none, these tell it themselves."""
    openings: tuple[Opening, ...]
    """The looks at what is restricted, the oldest first."""

    @cached_property
    def title(self) -> str:
        return PERSON.called(self.person)

    def part(self, kind: str) -> list[Part]:
        """The records of one kind."""
        return [one for one in self.parts if one.kind.name == kind]


def dossier(office: Office, record: str, owner: str = "") -> Dossier:
    """What is held about a person; records that are closed to whoever asks are left out.

    Raises:
        Refused: unknown or erased, closed, or of another office and not opened yet.
    """
    key = owner or office.code, record
    with office.database.reading() as connection:
        seen = sight(connection, office)
        seen.demand(*key)
        row = rows.get(connection, PERSON, *key)
        if row is None:
            raise unknown(record)
        person = seen.one(PERSON, row)
        if person.get(HIDDEN):
            raise Refused(
                "veiled",
                _("Nama warga ini disembunyikan, jadi belum dapat dicetak."),
                _("Buka lembarnya dan tulis alasannya, lalu cetak lagi."),
            )
        keys = {one: name for one, name in belonging_to(connection, PERSON.name, key).items() if one not in seen.closed}
        entries = {one: tuple(sorted(found, key=lambda e: e.order)) for one, found in _written(connection, keys)}
        found = [_part(connection, kind_named(name), one, entries[one]) for one, name in keys.items() if one in entries]
        parts = [part for part in found if part is not None]
        looks = [one for each in keys for one in opening_store.of_record(connection, *each)]
        return Dossier(
            key[0],
            person,
            tuple(sorted(parts, key=lambda part: (part.kind is not PERSON, part.entries[0].time))),
            publishing.instruments_with(connection, office),
            tuple(_passed(connection, office, parts)) if key[0] == office.code else (),
            tuple(sorted(looks, key=lambda one: one.time)),
        )


def look(office: Office, found: Dossier, reason: str) -> bool:
    """Write down that all that is restricted about the person is printed; False where this role may not look."""
    if not access.may_look(office):
        return False
    access.look(office, PERSON, found.owner, str(found.person["id"]), reason)
    return True


def _written(connection: Connection, keys: Mapping[tuple[str, str], str]) -> list[tuple[tuple[str, str], list[Entry]]]:
    return list(journal_store.of_records(connection, list(keys)))


def _part(connection: Connection, kind: RecordKind, key: tuple[str, str], entries: tuple[Entry, ...]) -> Part | None:
    row = rows.get(connection, kind, *key)
    is_secret = any(field.is_secret and field.belongs for field in kind.fields)
    return Part(kind, row, entries, is_secret) if row else None


def _passed(connection: Connection, office: Office, parts: list[Part]) -> list[Passed]:
    places = {(entry.device, entry.seq): entry.record for part in parts for entry in part.entries}
    copied = sending.copies(connection)
    told: dict[str, set[tuple[str, int]]] = {}
    result = []
    for carrier in reversed(carrier_store.made(connection)):
        if carrier.kind == "receipt" or carrier.kind in carrier_store.PAGES_ONLY:
            continue  # these hold no entries of ours about people
        last = cast(dict[str, int], canonical.read(carrier.spans.encode()))
        held = {place for place in places if last.get(place[0], 0) >= place[1]}
        for to in sorted({carrier.recipient, *carrier_store.readers(connection, carrier.id)} - {office.code}):
            new = held - told.setdefault(to, set())
            told[to] |= new
            if new:
                result.append(_one_passed(connection, to, carrier, copied.get(carrier.id, ""), new, places))
    return result


def _one_passed(
    connection: Connection,
    to: str,
    carrier: carrier_store.Made,
    copied_at: str,
    new: set[tuple[str, int]],
    places: Mapping[tuple[str, int], str],
) -> Passed:
    confirmed = {device: seq for device, (seq, _link) in carrier_store.confirmed(connection, to).items()}
    is_received = all(confirmed.get(device, 0) >= seq for device, seq in new)
    records = {places[place] for place in new}
    return Passed(to, carrier.made_at, copied_at, carrier.kind, carrier.period, len(records), is_received)
