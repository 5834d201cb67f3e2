"""What erasure needs beside the journal: kept carrier files, and ids that outlive a restored backup."""

from __future__ import annotations

import os
from collections.abc import Iterable

from ppo_desktop.core import canonical
from ppo_desktop.core.offices import parent
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.office import Office
from ppo_desktop.storage import carrier_store, journal_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import RecordKey


def remember(office: Office, keys: Iterable[RecordKey]) -> None:
    """Note erased ids (no personal data) beside the database; a backup from before must forget them again."""
    with office.paths.erased.open("a", encoding="ascii") as file:
        file.writelines(f"{owner} {record}\n" for owner, record in keys)
        file.flush()
        os.fsync(file.fileno())


def reconcile(office: Office) -> None:
    """Note what a power cut kept from being noted: erased in the database, not yet in the file beside it."""
    with office.database.reading() as connection:
        erased = journal_store.erased(connection)
    missing = erased - set(remembered(office))
    if missing:
        remember(office, sorted(missing))


def remembered(office: Office) -> list[RecordKey]:
    """The noted ids; a line cut short by a power cut is skipped."""
    if not office.paths.erased.exists():
        return []
    lines = office.paths.erased.read_text(encoding="ascii", errors="replace").split("\n")
    parts = (line.split(" ") for line in lines)
    return [(words[0], words[1]) for words in parts if len(words) == 2 and len(words[1]) == 32]


def forget_files(connection: Connection, office: Office) -> None:
    """Drop kept carriers that were made before an erasure and that the receiver has confirmed: they hold the values."""
    recipient = parent(office.code)
    confirmed = carrier_store.confirmed(connection, recipient)
    erasures = own_erasures(connection, office)
    for carrier in carrier_store.outgoing(connection, recipient):
        carried = canonical.read(carrier.spans.encode())
        assert isinstance(carried, dict)
        is_confirmed = all(confirmed.get(device, (0, b""))[0] >= last for device, last in carried.items())
        is_older = any(entry.seq > carried.get(entry.device, 0) for entry in erasures)
        if is_confirmed and is_older:
            carrier_store.drop_outgoing_file(connection, carrier.id)


def own_erasures(connection: Connection, office: Office) -> list[Entry]:
    """The erase entries this office wrote."""
    keys = [key for key in journal_store.erased(connection) if key[0] == office.code]
    return [
        entry
        for _key, entries in journal_store.of_records(connection, keys)
        for entry in entries
        if entry.op == "erase"
    ]
