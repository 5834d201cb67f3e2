"""What erasure needs beside the journal: kept carrier files, and ids that outlive a restored backup."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.paths import ASIDE
from ppo_desktop.core.text import _
from ppo_desktop.journal.entry import Entry
from ppo_desktop.operations.history import devices, journalling
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.same_person import SAME
from ppo_desktop.storage import (
    carrier_store,
    decided,
    draft_store,
    journal_store,
    photo_store,
    projection,
    relay_store,
    rows,
)
from ppo_desktop.storage.belonging import belonging_to
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import RecordKey


def may_be_asked(kind: RecordKind) -> bool:
    """Whether a record of that kind says something about a person, who may ask for it to be erased (UU 27/2022)."""
    return bool(kind.personal_names - {REASONS})


class Foreseen(Struct, frozen=True):
    """What erasing a record would take along, and what it leaves."""

    going: tuple[str, ...]
    """What goes with it: ``Siti Aminah – Malaysia (Keberangkatan)``."""
    staying: tuple[str, ...]
    """Other records of the same person, with whose they are: ``Siti Aminah (Desa Serindang)``."""


def foreseen(office: Office, kind: RecordKind, record: str) -> Foreseen:
    """What ``recording.erase`` of a record of ours would do.

    Raises:
        Refused: the record is closed to whoever asks.
    """
    key = office.code, record
    with office.database.reading() as connection:
        seen = sight(connection, office)
        seen.demand(*key)
        keys = belonging_to(connection, kind.name, key)
        found = [(kind_named(name), rows.get(connection, kind_named(name), *one)) for one, name in keys.items()]
        going = [f"{of.called(seen.one(of, row))} ({_(of.title)})" for of, row in found if row and row["id"] != record]
        ours = [(office.code, one) for one in decided.one_with(connection, key)]
        decisions = [row for one in ours for row in decided.about(connection, one) if row["verdict"] == SAME]
        same = dict.fromkeys([*ours, *(party for row in decisions for party in decided.parties(row))])
        left = [one for one in same if one not in keys]
        held = seen.shown(PERSON, rows.some(connection, PERSON, left))
    elsewhere = _("warga yang dicatat {office}")
    staying = (
        f"{PERSON.called(held[one])} ({name_of(one[0])})" if one in held else elsewhere.format(office=name_of(one[0]))
        for one in left
    )
    return Foreseen(tuple(going), tuple(staying))


def remember(office: Office, keys: Iterable[RecordKey]) -> None:
    """Note erased ids (no personal data) beside the database; a backup from before must forget them again.

    The records are erased already: where the disk does not take the note, ``reconcile`` makes it at the next opening.
    """
    with contextlib.suppress(OSError), office.paths.erased.open("a", encoding="ascii") as file:
        file.writelines(f"{owner} {record}\n" for owner, record in keys)
        file.flush()
        os.fsync(file.fileno())


def reconcile(office: Office, *, is_new: bool = False) -> Office:
    """Make database and the file beside it agree about what is erased; the office to go on with.

    The file may lack what a power cut kept from being noted. The database may lack what was erased after it was copied
    and before it was put back by hand; that is erased again, under a new device identity, since numbers of the old one
    are taken.

    Args:
        is_new: that identity was taken just before.
    """
    noted = set(remembered(office))
    with office.database.reading() as connection:
        erased = journal_store.erased(connection)
        unknown = noted - erased
        held = journal_store.held_among(connection, office.code, [r for owner, r in unknown if owner == office.code])
    if erased - noted:
        remember(office, sorted(erased - noted))
    if unknown:
        with office.database.transaction() as connection:
            if held and not is_new:
                office = devices.renew(connection, office, "old-copy")
            erase_again(connection, office)
    return office


def remembered(office: Office) -> list[RecordKey]:
    """The noted ids; a line cut short by a power cut is skipped."""
    if not office.paths.erased.exists():
        return []
    lines = office.paths.erased.read_text(encoding="ascii", errors="replace").split("\n")
    parts = (line.split(" ") for line in lines)
    return [(words[0], words[1]) for words in parts if len(words) == 2 and len(words[1]) == 32]


def erase_again(connection: Connection, office: Office, among: Collection[RecordKey] | None = None) -> int:
    """Re-apply noted erasures: ours with an entry, others' until theirs arrives again; how many were missing.

    Args:
        among: only these records; ``None`` for all.
    """
    known = journal_store.erased(connection)
    noted = dict.fromkeys(remembered(office))
    missing = [key for key in noted if key not in known and (among is None or key in among)]
    for key in missing:
        seen = journal_store.of_record(connection, *key)
        if not seen:
            continue
        if key[0] == office.code:
            journalling.erase(connection, office, key[1], seen)
        else:
            journal_store.drop_content(connection, [key])
            projection.refresh(connection, [key])
        _forget_files_of(connection, key[0])
    if missing:
        forget_files(connection, office)
        photo_store.sweep(connection)
    return len(missing)


def holds_erased(connection: Connection, entries: Iterable[Entry]) -> bool:
    """Whether values of erased records stand among ``entries``, so that the file they came in must not be kept."""
    erased = journal_store.erased(connection)
    return any(entry.changes() for entry in entries if (entry.office, entry.record) in erased)


def after_merge(
    connection: Connection, office: Office, sender: str, carried: Collection[RecordKey], but: str
) -> list[RecordKey]:
    """Let no value of an erased record stay that a carrier brought or that was kept; the keys still to be noted.

    The erasure may have come with this carrier, stand in the journal from before, or only beside the database. Files
    kept from before its arrival go when it is new here.

    Args:
        but: the carrier that is taken in now: whether its file may be kept was asked for itself (``holds_erased``).
    """
    keys = set(carried)
    erased = keys & journal_store.erased(connection)
    newly = sorted(erased.difference(remembered(office)))
    if newly:
        _forget_files_of(connection, sender, but)
    if erased:
        draft_store.drop_about(connection, [record for _owner, record in erased])
        forget_files(connection, office)
        photo_store.sweep(connection)
    if keys - erased:
        erase_again(connection, office, keys - erased)
    return newly


def _forget_files_of(connection: Connection, sender: str, but: str = "") -> None:
    """Drop the kept files of an office, and those of others that took them along."""
    carrier_store.drop_incoming_files(connection, sender, but)
    relay_store.drop_files_with(connection, sender, but)


def forget_files(connection: Connection, office: Office) -> int:
    """Drop kept files, for whomever, made before an erasure, since they hold the values; how many were dropped.

    What they carried and nobody confirmed yet travels with the next report.
    """
    erasures = own_erasures(connection, office)
    # Numbers of a forked chain say nothing about before and after.
    forked = {
        device
        for device in {e.device for e in erasures}
        if not journal_store.is_one_chain(connection, office.code, device)
    }
    dropped = 0
    for carrier in carrier_store.made(connection):
        if not carrier.is_kept or carrier.kind == "receipt" or carrier.kind in carrier_store.PAGES_ONLY:
            continue
        carried = canonical.read(carrier.spans.encode())
        assert isinstance(carried, dict)
        if any(e.seq > carried.get(e.device, 0) or e.device in forked for e in erasures):
            carrier_store.drop_outgoing_file(connection, carrier.id)
            dropped += 1
    return dropped


def out_of_reach(office: Office) -> list[Path]:
    """Old copies in the data folder that still hold what was erased: backups, and databases put aside by a restore.

    Where that cannot be listed just now, the folder itself stands for what may lie in it: the erasure is done.
    """
    try:
        return sorted([*office.paths.backups.glob("*"), *office.paths.folder.glob(f"{ASIDE}*")])
    except OSError:
        return [office.paths.folder]


def own_erasures(connection: Connection, office: Office) -> list[Entry]:
    """The erase entries this office wrote."""
    keys = [key for key in journal_store.erased(connection) if key[0] == office.code]
    return [
        entry
        for _key, entries in journal_store.of_records(connection, keys)
        for entry in entries
        if entry.op == "erase"
    ]
