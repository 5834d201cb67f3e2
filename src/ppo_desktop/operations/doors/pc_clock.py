"""A PC whose clock battery is empty shows a date of long ago: what this database knows better."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import carrier_store, journal_store

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def newest_known(office: Office) -> datetime | None:
    """The newest moment this database tells of; a PC whose clock lies before it shows a wrong date.

    Of what was written here last, and what a root signed: a single wrong year further back is not believed for ever,
    and neither is another office's clock.
    """
    with office.database.reading() as connection:
        devices = journal_store.devices(connection, office.code)
        stamps = [journal_store.time_of_newest(connection, office.code, device) for device in devices]
        stamps += [made.made_at for made in carrier_store.made(connection)[:1]]
        stamps += [arrived.received_at for arrived in carrier_store.arrived(connection)[:1]]
        signed = replace(keyring.trust(connection, office), now=_LONG_AGO).moment
    moments = [moment for stamp in stamps if stamp and (moment := _moment(stamp))]
    if signed > _LONG_AGO:
        moments.append(signed)
    return max(moments, default=None)


def _moment(stamp: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
