"""The guard: a small file outside data folder and backups that knows how far this office's journal had come.

An old copy of the database cannot tell that it is old: it would write numbers that are taken, under a name that others
believe. The guard is ahead of it, so at opening it is found out. One for each office, data folder and PC: another copy
of the folder has another guard, or none. What cannot be read or written never stops work; a missing guard says nothing.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core import canonical, machine, paths
from ppo_desktop.core.atomic import write_atomically
from ppo_desktop.core.canonical import sha256
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.ids import DEVICE_ID
from ppo_desktop.operations.history import devices, losses
from ppo_desktop.operations.history.losses import Lost
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import journal_store
from ppo_desktop.storage.database import Connection

_FORMAT = "ppo-guard"
_MOST_BYTES = 64 * 1024
_MOST_HEADS = 400
_LINK = re.compile(r"[0-9a-f]{64}")


class Mark(Struct, frozen=True):
    """How far the journal had come."""

    device: str
    """The identity that was written under last."""
    heads: Mapping[str, tuple[int, bytes]]
    """Every identity this PC wrote under → the last number it gave and the link of that entry."""


def check(office: Office) -> Office:
    """Find out whether this database is an old copy, or came from another PC; the office to go on with.

    Either way it writes on under a new identity, and a notice stands until somebody has seen to it. A folder that
    comes back to a PC it was used on, with all that was written there, was carried and not copied: it goes on.
    """
    if office.identity.training or office.database.is_shared:
        return office
    mark = _read(office)
    with office.database.reading() as connection:
        is_elsewhere = devices.is_of_another_pc(connection)
        is_old, lost = _compared(connection, office, mark) if mark else (False, [])
        is_noted = devices.machine_of(connection) == machine.fingerprint()
        is_back = mark is not None and devices.was_used_here(connection) and _holds_all(connection, office, mark)
    if is_noted and not is_old and not lost:
        return office
    with office.database.transaction() as connection:
        if mark and is_elsewhere and is_back:
            devices.come_home(connection, office, mark.heads)
        elif is_elsewhere:
            return devices.renew(connection, office, "copied")
        if is_old:
            office = devices.renew(connection, office, "old-copy", lost[0] if lost else None)
        devices.note_machine(connection)
        for one in lost:
            losses.keep(connection, office.clock, "old-copy" if is_old else "restored", one)
    return office


def note(office: Office) -> None:
    """Let the guard know how far the journal has come; it is written only if that has moved, and never goes back."""
    if office.identity.training or office.database.is_shared:
        return
    with contextlib.suppress(PpoError, OSError):
        with office.database.reading() as connection:
            past = devices.lineage(connection, office)
            heads = {device: journal_store.head(connection, office.code, device) for device in past}
        known = _read(office)
        before = known.heads if known and not known.heads.keys().isdisjoint(past) else {}
        told = {device: (head.seq, head.link) for device, head in heads.items() if head.seq}
        kept = dict(list(before.items())[:_MOST_HEADS]) | {
            device: place for device, place in told.items() if place[0] > before.get(device, (0, b""))[0]
        }
        mark = Mark(past[0], kept)
        if mark != known:
            _write(office, mark)


def _compared(connection: Connection, office: Office, mark: Mark) -> tuple[bool, list[Lost]]:
    """Whether this database is an old copy, and what the guard has seen that is not here.

    A database that was restored knows that it goes on under a new identity; what it lacks it lacks all the same. A
    guard of identities that are none of ours belongs to an office that lay in this folder before.
    """
    past = devices.lineage(connection, office)
    if mark.heads.keys().isdisjoint(past):
        return False, []
    lost = _missing(connection, office, mark)
    is_behind = past[0] in mark.heads and (mark.device not in past or any(one.device == past[0] for one in lost))
    return is_behind, lost


def _missing(connection: Connection, office: Office, mark: Mark) -> list[Lost]:
    """The heads that the guard has seen and that are not in this database."""
    return [
        Lost(device, seq, link)
        for device, (seq, link) in mark.heads.items()
        if all(entry.link != link for entry in journal_store.chain(connection, office.code, device, seq, seq))
    ]


def _holds_all(connection: Connection, office: Office, mark: Mark) -> bool:
    """Whether this database goes on from where the guard was written, whatever it was called then."""
    return bool(mark.heads) and not _missing(connection, office, mark)


def _read(office: Office) -> Mark | None:
    try:
        data = _file(office).read_bytes()
        value = canonical.read(data) if len(data) <= _MOST_BYTES else None
    except (OSError, ValueError):
        return None
    if not isinstance(value, dict) or (value.get("format"), value.get("version")) != (_FORMAT, 1):
        return None
    device, told = value.get("device"), value.get("heads")
    if not isinstance(device, str) or not isinstance(told, dict):
        return None
    heads: dict[str, tuple[int, bytes]] = {}
    for name, place in told.items():
        match place:
            case [int(seq), str(link)] if DEVICE_ID.fullmatch(name) and _LINK.fullmatch(link):
                heads[name] = seq, bytes.fromhex(link)
            case _:
                return None
    return Mark(device, heads)


def _write(office: Office, mark: Mark) -> None:
    file = _file(office)
    file.parent.mkdir(parents=True, exist_ok=True)
    value = {
        "device": mark.device,
        "format": _FORMAT,
        "heads": {device: [seq, link.hex()] for device, (seq, link) in sorted(mark.heads.items())},
        "office": office.code,
        "version": 1,
    }
    write_atomically(file, canonical.write(value))


def _file(office: Office) -> Path:
    """Named by office, folder and PC: settings that follow their user to another PC bring no strange guard."""
    return paths.guards() / f"{_name(office.code, office.paths.folder, machine.fingerprint())}.json"


@lru_cache
def _name(code: str, folder: Path, pc: str) -> str:
    resolved = os.path.normcase(folder.resolve())
    return sha256(b"ppo-guard", code.encode(), os.fsencode(resolved), pc.encode()).hex()[:32]
