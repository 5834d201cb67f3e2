"""Two histories under one name: named, shown side by side, and settled by a person.

Both are kept wherever they are held; conflicts of fields are decided record by record as always. What a person finds
out about the cause is an entry of the device's record, so that it reaches the offices above and stops the alarm; a
further branch starts it again.
"""

from __future__ import annotations

from typing import cast

from msgspec import Struct

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _, clean
from ppo_desktop.journal.entry import MARK_DIGITS, ChainHead, Entry
from ppo_desktop.journal.fold import fold
from ppo_desktop.journal.merge import MergePlan
from ppo_desktop.journal.wire import MAX_SEQ
from ppo_desktop.operations.history import devices, journalling, pc_names
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.internal import DEVICE
from ppo_desktop.storage import journal_store, settings_store
from ppo_desktop.storage.database import Connection

_FORK = "fork "
"""Settings ``fork <office> <device>``: two histories of it are held here."""
LONGEST_NOTE = 500


class Branch(Struct, frozen=True):
    """One of the histories, from where they part."""

    first: int
    last: int
    entries: int
    records: int
    """How many records they are about."""
    authors: tuple[str, ...]
    since: str
    until: str
    """Stamps of its first and its newest entry, by the clock of whoever wrote them."""


class Fork(Struct, frozen=True):
    """A device of which two histories are held."""

    office: str
    device: str
    parts_at: int
    """The first number that two entries have."""
    since: str
    """Stamp of when the second history came here; ``""`` where that is not known."""
    branches: tuple[Branch, ...]
    note: str
    """What a person found out; ``""`` while nobody has."""
    settled_by: str

    name: str
    """``Komputer E623``."""

    @property
    def office_name(self) -> str:
        """``Desa Sempalai``."""
        return name_of(self.office)


def look(connection: Connection, planned: MergePlan) -> None:
    """Note the devices of which what has just been merged is a second history."""
    for device in sorted({entry.device for entry in planned.new}):
        name = f"{_FORK}{planned.office} {device}"
        known = settings_store.read(connection, name) is not None
        if not known and journal_store.is_forked(connection, planned.office, device):
            settings_store.write(connection, name, {})


def forks(office: Office) -> list[Fork]:
    """All that were noted here, those that nobody has settled first."""
    with office.database.reading() as connection:
        found = [_fork(connection, office, *place) for place in _noted(connection)]
    return sorted(found, key=lambda fork: (bool(fork.note), fork.office, fork.device))


def unsettled(connection: Connection, office: Office) -> list[tuple[str, str]]:
    """(office, device) of those that a person has still to see to."""
    return [
        place
        for place in _noted(connection)
        if not _settled(connection, office, *place, _marks(_parting(connection, *place)))
    ]


def settle(office: Office, of: str, device: str, note: str) -> Changes:
    """A person says what it was and that it is seen to; both histories stay.

    Raises:
        Refused: nothing is said, too much is, there is no such fork, or this role may not.
    """
    roles.demand(office, "receive")
    note = clean(note)
    if not note:
        raise Refused(
            "note-missing",
            _("Keterangannya belum diisi."),
            _("Tulis singkat apa sebabnya dan apa yang sudah dilakukan."),
        )
    if len(note) > LONGEST_NOTE:
        raise Refused(
            "note-long",
            _("Keterangannya terlalu panjang."),
            _("Paling banyak {count} huruf.").format(count=LONGEST_NOTE),
        )
    with office.database.transaction() as connection:
        parting = _parting(connection, of, device)
        if not parting:
            raise Refused("no-fork", _("Data komputer itu tidak dipakai di dua komputer."))
        key = office.code, devices.record(device)
        seen = journal_store.of_record(connection, *key)
        settled: dict[str, object] = {
            "office": of,
            "from": min(entry.seq for entry in parting),
            "marks": _marks(parting),
            "note": note,
        }
        journalling.write(connection, office, DEVICE, key[1], {"fork_settled": settled}, seen=seen)
    return Changes(frozenset({(DEVICE.name, *key)}))


def _noted(connection: Connection) -> list[tuple[str, str]]:
    noted = settings_store.beginning_with(connection, _FORK)
    return [cast(tuple[str, str], tuple(place.split(" "))) for place in noted]


def _fork(connection: Connection, office: Office, of: str, device: str) -> Fork:
    parting = _parting(connection, of, device)
    chain = journal_store.chain(connection, of, device, min((e.seq for e in parting), default=1), MAX_SEQ)
    came = [journal_store.received_at(connection, of, device, ChainHead(entry.seq, entry.link)) for entry in parting]
    note, by = _settled(connection, office, of, device, _marks(parting)) or ("", "")
    branches = [_branch(chain, start) for start in parting]
    return Fork(
        office=of,
        device=device,
        parts_at=min((entry.seq for entry in parting), default=0),
        since=max(came, default=""),
        branches=tuple(sorted(branches, key=lambda branch: (branch.first, -branch.entries))),
        note=note,
        settled_by=by,
        name=pc_names.called(connection, of, device),
    )


def _parting(connection: Connection, of: str, device: str) -> list[Entry]:
    """The entries with which the histories begin to differ: more stand under their number than under the one before."""
    places: dict[int, list[Entry]] = {}
    for seq in journal_store.forked_places(connection, of, device):
        places[seq] = journal_store.chain(connection, of, device, seq, seq)
    return [entry for seq, here in sorted(places.items()) if len(here) > len(places.get(seq - 1, [])) for entry in here]


def _branch(chain: list[Entry], start: Entry) -> Branch:
    """What follows ``start`` in its own history, as long as it does not part again."""
    followers: dict[bytes, list[Entry]] = {}
    for entry in chain:
        followers.setdefault(entry.prev, []).append(entry)
    run = [start]
    while len(after := followers.get(run[-1].link, [])) == 1:
        run += after
    return Branch(
        first=start.seq,
        last=run[-1].seq,
        entries=len(run),
        records=len({entry.record for entry in run}),
        authors=tuple(dict.fromkeys(entry.author for entry in run)),
        since=start.time,
        until=run[-1].time,
    )


def _marks(parting: list[Entry]) -> list[str]:
    return sorted(entry.link.hex()[:MARK_DIGITS] for entry in parting)


def _settled(connection: Connection, office: Office, of: str, device: str, marks: list[str]) -> tuple[str, str] | None:
    """(note, who) where a person here or at that office has seen to all these branches."""
    for owner in dict.fromkeys((office.code, of)):
        entries = journal_store.of_record(connection, owner, devices.record(device))
        settled = fold(entries).values.get("fork_settled")
        if not isinstance(settled, dict) or settled.get("office") != of:
            continue
        known = settled.get("marks")
        if isinstance(known, list) and set(marks) <= set(map(str, known)):
            last = max((e for e in entries if "fork_settled" in e.changes()), key=lambda entry: entry.order)
            return str(settled.get("note") or "-"), last.author
    return None
