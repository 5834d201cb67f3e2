"""The guard: a small file outside data folder and backups that knows how far this office's journal had come.

An old copy of the database cannot tell that it is old: it would write numbers that are taken, under a name that others
believe. The guard is ahead of it, so at opening it is found out. One for each office, data folder and PC: another copy
of the folder has another guard, or none. What cannot be read or written never stops work; a missing guard says nothing.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from ppo_desktop.core import canonical, machine, paths
from ppo_desktop.core.atomic import write_atomically
from ppo_desktop.core.canonical import sha256
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.ids import DEVICE_ID
from ppo_desktop.operations import devices, losses
from ppo_desktop.operations.losses import Lost
from ppo_desktop.operations.office import Office, read_device
from ppo_desktop.storage import journal_store
from ppo_desktop.storage.database import Connection

_FORMAT = "ppo-guard"
_MOST_BYTES = 16 * 1024
_MOST_PARENTS = 64


@dataclass(frozen=True)
class Mark:
    """How far the journal had come."""

    device: str
    """The identity that was written under."""
    seq: int
    link: bytes
    """Of the newest entry under it."""
    parents: tuple[str, ...]
    """The identities it continues, the newest first."""


def check(office: Office) -> Office:
    """Find out whether this database is an old copy, or came from another PC; the office to go on with.

    Either way it writes on under a new identity, and a notice stands until somebody has seen to it.
    """
    if office.identity.training:
        return office
    mark = _read(office)
    with office.database.reading() as connection:
        is_elsewhere = devices.is_of_another_pc(connection)
        is_old, lost = _compared(connection, office, mark) if mark else (False, None)
        is_noted = devices.machine_of(connection) == machine.fingerprint()
    if is_noted and lost is None:
        return office
    with office.database.transaction() as connection:
        if is_elsewhere:
            return devices.renew(connection, office, "copied")
        if is_old:
            return devices.renew(connection, office, "old-copy", lost)
        devices.note_machine(connection)
        if lost:
            losses.keep(connection, office.clock, "restored", lost)
    return office


def note(office: Office) -> None:
    """Let the guard know how far the journal has come; it is written only if that has moved, and never goes back."""
    if office.identity.training:
        return
    with contextlib.suppress(PpoError, OSError):
        with office.database.reading() as connection:
            device = read_device(connection).id
            head = journal_store.head(connection, office.code, device)
            parents = devices.lineage(connection, office)[1:]
        mark = Mark(device, head.seq, head.link, tuple(parents[:_MOST_PARENTS]))
        known = _read(office)
        if known is None or known.device != device or known.seq < mark.seq:
            _write(office, mark)


def _compared(connection: Connection, office: Office, mark: Mark) -> tuple[bool, Lost | None]:
    """Whether this database is an old copy, and what the guard has seen that is not here.

    A database that was restored knows that it goes on under a new identity; what it lacks it lacks all the same. A
    guard of identities that are none of ours belongs to an office that lay in this folder before.
    """
    held = journal_store.chain(connection, office.code, mark.device, mark.seq, mark.seq)
    if any(entry.link == mark.link for entry in held):
        return False, None
    lost = Lost(mark.device, mark.seq, mark.link)
    past = devices.lineage(connection, office)
    if past[0] in (mark.device, *mark.parents):
        return True, lost
    return False, lost if mark.device in past else None


def _read(office: Office) -> Mark | None:
    try:
        data = _file(office).read_bytes()
        value = canonical.read(data) if len(data) <= _MOST_BYTES else None
    except (OSError, ValueError):
        return None
    if not isinstance(value, dict) or (value.get("format"), value.get("version")) != (_FORMAT, 1):
        return None
    device, seq, link, parents = (value.get(name) for name in ("device", "seq", "link", "parents"))
    is_named = isinstance(device, str) and DEVICE_ID.fullmatch(device) is not None
    if not (is_named and type(seq) is int and isinstance(link, str) and isinstance(parents, list)):
        return None
    try:
        return Mark(str(device), seq, bytes.fromhex(link), tuple(map(str, parents)))
    except ValueError:
        return None


def _write(office: Office, mark: Mark) -> None:
    file = _file(office)
    file.parent.mkdir(parents=True, exist_ok=True)
    value = {
        "device": mark.device,
        "format": _FORMAT,
        "link": mark.link.hex(),
        "office": office.code,
        "parents": list(mark.parents),
        "seq": mark.seq,
        "version": 1,
    }
    write_atomically(file, canonical.write(value))


def _file(office: Office) -> Path:
    """Named by office, folder and PC: settings that follow their user to another PC bring no strange guard."""
    folder = os.path.normcase(office.paths.folder.resolve())
    named = sha256(b"ppo-guard", office.code.encode(), os.fsencode(folder), machine.fingerprint().encode())
    return paths.guards() / f"{named.hex()[:32]}.json"
