"""Device identities: a database that turns out to be an old copy writes on under a new one that names its parent."""

from __future__ import annotations

from ppo_desktop.core.clock import today
from ppo_desktop.core.ids import new_device_id
from ppo_desktop.operations import journalling
from ppo_desktop.operations.office import Device, Office, read_device, write_identity
from ppo_desktop.records.internal import DEVICE
from ppo_desktop.storage import journal_store
from ppo_desktop.storage.database import Connection


def renew(connection: Connection, office: Office) -> Office:
    """The same office under a new identity, whose first entry names the old one and how far it went.

    Keys and certificates stay: they belong to the PC. Old entries stay as they are and still travel.
    """
    old = read_device(connection)
    head = journal_store.head(connection, office.code, old.id)
    new = Device(new_device_id(), old.generation + 1)
    renewed = office.under(new)
    write_identity(connection, office.identity, new)
    register(connection, renewed, parent=f"{old.id} {head.seq} {head.link.hex()}")
    return renewed


def register(connection: Connection, office: Office, parent: str | None = None) -> None:
    """The first entry of a device: who it is and whom it continues."""
    values: dict[str, object] = {"name": office.device.id, "since": str(today(office.clock))}
    if parent:
        values["parent"] = parent
    journalling.write(connection, office, DEVICE, office.device.id.rjust(32, "0"), values)
