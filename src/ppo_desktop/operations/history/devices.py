"""Device identities: a database that turns out to be an old copy writes on under a new one that names its parent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ppo_desktop.core import machine
from ppo_desktop.core.atomic import write_atomically
from ppo_desktop.core.clock import today
from ppo_desktop.core.ids import new_device_id
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.fold import fold
from ppo_desktop.journal.merge import MergePlan
from ppo_desktop.journal.wire import MAX_SEQ
from ppo_desktop.operations.history import journalling, losses
from ppo_desktop.operations.history.losses import Lost, Why
from ppo_desktop.operations.house.office import Device, Office, read_device, write_device
from ppo_desktop.records.internal import DEVICE
from ppo_desktop.storage import journal_store, settings_store
from ppo_desktop.storage.database import Connection

RECEIPTS_WRITTEN = "receipt-for "
"""Settings ``receipt-for <code>``: the newest carrier of that office that has its receipt."""
_MACHINE = "machine"
"""Setting: the ``fingerprint`` of the PC that this database is used on, and ``known``: of all it was used on."""
_MOST_MACHINES = 100
_FIRST_HOUR = datetime(2020, 1, 1, tzinfo=UTC)


def renew(connection: Connection, office: Office, why: Why | None = None, lost: Lost | None = None) -> Office:
    """The same office under a new identity, whose first entry names the old one and how far it went.

    Keys and certificates stay: they belong to the PC. Old entries stay as they are and still travel. Offices below get
    new receipts: they may believe that we hold what this copy has lost.

    Args:
        why: what was found out, for a notice to whoever is at the keyboard; ``None`` where they know.
        lost: the newest entry known to be missing here.
    """
    old = read_device(connection)
    generation = _next_generation(office, old)
    head = journal_store.head(connection, office.code, old.id)
    new = Device(new_device_id(), generation)
    _note_generation(office, generation)
    renewed = office.under(new)
    write_device(connection, new)
    note_machine(connection)
    settings_store.forget(connection, RECEIPTS_WRITTEN)
    register(connection, renewed, parent=f"{old.id} {head.seq} {head.link.hex()}", is_copy=why == "copied")
    if why:
        losses.keep(connection, office.clock, why, lost or Lost(old.id, 0, b""))
    return renewed


def renew_if_overtaken(connection: Connection, office: Office, planned: MergePlan) -> None:
    """Take a new identity when a carrier brings entries of this PC's own chain that are not held here.

    Then this database is an old copy, or another goes on under its name; both must not write the same numbers.
    """
    current = read_device(connection).id
    ahead = [entry for entry in planned.new if entry.device == current] if planned.office == office.code else []
    if ahead:
        newest = max(ahead, key=lambda entry: entry.seq)
        renew(connection, office, "old-copy", Lost(current, newest.seq, newest.link))


def lineage(connection: Connection, office: Office, device: str = "") -> list[str]:
    """``device`` of this office (or that we write under now) and those it continues, the newest first.

    It ends where the data was copied from another PC: what that one wrote since is its own.
    """
    found = [device or read_device(connection).id]
    while (parent := continued(connection, office.code, found[-1])) and parent not in found:
        found.append(parent)
    return found


def continued(connection: Connection, code: str, device: str) -> str:
    """The identity that a device of an office goes on from on the same PC; ``""`` where there is none.

    Only its very first entry says so: any later one of its record could be another PC's word. Where two histories
    begin differently, neither is believed.
    """
    said = {_parent_in(entry) for entry in journal_store.chain(connection, code, device, 1, 1)}
    return said.pop() if len(said) == 1 else ""


def _parent_in(entry: Entry) -> str:
    values = entry.changes() if (entry.kind, entry.record) == (DEVICE.name, record(entry.device)) else {}
    return "" if values.get("copied") else str(values.get("parent") or "").split(" ")[0]


def of(connection: Connection, office: Office, device: str) -> dict[str, Any]:
    """What the journal says about a device of this office."""
    return dict(fold(journal_store.of_record(connection, office.code, record(device))).values)


def note_machine(connection: Connection) -> None:
    """This database is used on this PC from now on."""
    here = machine.fingerprint()
    known = [one for one in _machines(connection) if one != here][-_MOST_MACHINES:]
    settings_store.write(connection, _MACHINE, {"fingerprint": here, "known": [*known, here]})


def was_used_here(connection: Connection) -> bool:
    """Whether this database was used on this PC before, under whatever identity."""
    return machine.fingerprint() in _machines(connection)


def _machines(connection: Connection) -> list[str]:
    noted = settings_store.read(connection, _MACHINE)
    known = noted.get("known") if noted else None
    return [str(one) for one in known] if isinstance(known, list) else [machine_of(connection)]


def come_home(connection: Connection, office: Office, written_here: Collection[str]) -> None:
    """The folder is back on a PC where it was used before: it travels between them, and was not copied.

    The identity that the present one went on from is then no PC beside this one, and out of use.

    Args:
        written_here: the identities that were written under on this PC.
    """
    past = lineage(connection, office)
    parent = str(of(connection, office, past[-1]).get("parent") or "").split(" ")[0]
    if parent in written_here and parent not in past:
        retire(connection, office, parent)


def retire(connection: Connection, office: Office, device: str) -> None:
    """No file waits any more for the PC that wrote under this identity, until it speaks again."""
    key = office.code, record(device)
    seen = journal_store.of_record(connection, *key)
    if "retired" not in fold(seen).values:
        journalling.write(connection, office, DEVICE, key[1], {"retired": str(today(office.clock))}, seen=seen)


def machine_of(connection: Connection) -> str:
    """The fingerprint of the PC this database was last used on, ``""`` where that is not known."""
    noted = settings_store.read(connection, _MACHINE)
    return str(noted["fingerprint"]) if noted else ""


def is_of_another_pc(connection: Connection) -> bool:
    """Whether this database was last used on another PC than this; where either is not known it is not judged."""
    noted, here = machine_of(connection), machine.fingerprint()
    return bool(noted and here and noted != here)


def register(connection: Connection, office: Office, parent: str | None = None, *, is_copy: bool = False) -> None:
    """The first entry of a device: who it is and whom it continues, or of what other PC it is a copy."""
    device = office.device
    values: dict[str, object] = {"name": device.id, "since": str(today(office.clock)), "generation": device.generation}
    if parent:
        values["parent"] = parent
    if is_copy:
        values["copied"] = True
    journalling.write(connection, office, DEVICE, record(office.device.id), values)


def record(device: str) -> str:
    """Id of the record of a device."""
    return device.rjust(32, "0")


def _next_generation(office: Office, old: Device) -> int:
    """More than the old one, than all this folder has seen, and than the hours since 2020 by this PC's clock.

    Two restores of one backup must not count themselves alike. The folder tells them apart on one PC, the hours on two;
    a wrong clock only loses the second.
    """
    hours = (office.clock.now() - _FIRST_HOUR) // timedelta(hours=1)
    return min(max(old.generation, _highest_generation(office), hours, 0) + 1, MAX_SEQ)


def _highest_generation(office: Office) -> int:
    """The highest generation this folder has seen; a backup does not hold it."""
    try:
        return int(_generation_file(office).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def _note_generation(office: Office, generation: int) -> None:
    # Written before the transaction ends: a number that is skipped harms nothing, one that is used twice does.
    write_atomically(_generation_file(office), str(generation).encode())


def _generation_file(office: Office) -> Path:
    return office.paths.folder / "generation.txt"
