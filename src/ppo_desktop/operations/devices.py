"""Device identities: a database that turns out to be an old copy writes on under a new one that names its parent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from ppo_desktop.core.atomic import write_atomically
from ppo_desktop.core.clock import today
from ppo_desktop.core.ids import new_device_id
from ppo_desktop.journal.merge import MergePlan
from ppo_desktop.journal.wire import MAX_SEQ
from ppo_desktop.operations import journalling
from ppo_desktop.operations.office import Device, Office, read_device, write_device
from ppo_desktop.records.internal import DEVICE
from ppo_desktop.storage import journal_store, settings_store
from ppo_desktop.storage.database import Connection

RECEIPTS_WRITTEN = "receipt-for "
"""Settings ``receipt-for <code>``: the newest carrier of that office that has its receipt."""
_FIRST_HOUR = datetime(2020, 1, 1, tzinfo=UTC)


def renew(connection: Connection, office: Office) -> Office:
    """The same office under a new identity, whose first entry names the old one and how far it went.

    Keys and certificates stay: they belong to the PC. Old entries stay as they are and still travel. Offices below get
    new receipts: they may believe that we hold what this copy has lost.
    """
    old = read_device(connection)
    generation = _next_generation(office, old)
    head = journal_store.head(connection, office.code, old.id)
    new = Device(new_device_id(), generation)
    _raise_guard(office, generation)
    renewed = office.under(new)
    write_device(connection, new)
    settings_store.forget(connection, RECEIPTS_WRITTEN)
    register(connection, renewed, parent=f"{old.id} {head.seq} {head.link.hex()}")
    return renewed


def renew_if_overtaken(connection: Connection, office: Office, planned: MergePlan) -> None:
    """Take a new identity when a carrier brings entries of this PC's own chain that are not held here.

    Then this database is an old copy, or another goes on under its name; both must not write the same numbers.
    """
    current = read_device(connection).id
    if planned.office == office.code and any(entry.device == current for entry in planned.new):
        renew(connection, office)


def register(connection: Connection, office: Office, parent: str | None = None) -> None:
    """The first entry of a device: who it is and whom it continues."""
    values: dict[str, object] = {"name": office.device.id, "since": str(today(office.clock))}
    if parent:
        values["parent"] = parent
    journalling.write(connection, office, DEVICE, office.device.id.rjust(32, "0"), values)


def _next_generation(office: Office, old: Device) -> int:
    """More than the old one, than all this folder has seen, and than the hours since 2020 by this PC's clock.

    Two restores of one backup must not count themselves alike. The folder tells them apart on one PC, the hours on two;
    a wrong clock only loses the second.
    """
    hours = (office.clock.now() - _FIRST_HOUR) // timedelta(hours=1)
    return min(max(old.generation, _guard(office), hours, 0) + 1, MAX_SEQ)


def _guard(office: Office) -> int:
    """The highest generation this folder has seen; a backup does not hold it."""
    try:
        return int(_guard_file(office).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def _raise_guard(office: Office, generation: int) -> None:
    # Written before the transaction ends: a number that is skipped harms nothing, one that is used twice does.
    write_atomically(_guard_file(office), str(generation).encode())


def _guard_file(office: Office) -> Path:
    return office.paths.folder / "generation.txt"
