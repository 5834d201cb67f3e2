"""Sending: copy what is kept for an office onto a stick; as often as wanted."""

from __future__ import annotations

from collections.abc import Collection, Generator
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, office_type
from ppo_desktop.core.text import _
from ppo_desktop.exchange import stick
from ppo_desktop.operations.carriers import relaying, transfers
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import carrier_store, relay_store, settings_store
from ppo_desktop.storage.carrier_store import Made
from ppo_desktop.storage.database import Connection

_COPIED = "copied "
"""Settings ``copied <carrier>``: when it was last copied."""


class Copied(Struct, frozen=True):
    """A file that was written, read again and compared: the stick may be pulled out."""

    path: Path
    carrier_id: str
    kind: str
    period: str
    to: str


def export(office: Office, to: str, folder: Path) -> Copied:
    """Copy the newest carrier for ``to`` into ``folder``: all that was not confirmed when its report was made.

    Raises:
        Refused: nothing was made for that office yet.
        World: the stick cannot be written; the data stays kept here and nothing half-written stands on the stick.
    """
    roles.demand(office, "report")
    office_type(to)
    with office.database.reading() as connection:
        newest = next((made for made in carrier_store.made(connection) if made.recipient == to and made.is_kept), None)
    if newest is None:
        raise Refused(
            "nothing-to-send",
            _("Belum ada berkas untuk kantor {code}.").format(code=to),
            _("Buat laporan bulannya dahulu, lalu salin lagi.")
            if office_type(to).level > Level.VILLAGE
            else _("Terima laporannya dahulu, lalu buat tanda terima."),
        )
    return _copy(office, newest, folder)


def export_receipts(office: Office, folder: Path) -> list[Copied]:
    """Copy the newest receipt of every office below into ``folder``; raises as ``export``."""
    return list(export_receipts_each(office, folder))


def export_receipts_each(
    office: Office, folder: Path, offices: Collection[str] | None = None, brought: Collection[str] = ()
) -> Generator[Copied, None, None]:
    """As ``export_receipts``, one by one; closing the generator leaves the rest uncopied.

    Beside our own go those that an office above entrusted to us and that ours did not take along.

    Args:
        offices: only receipts for these, as for those whose stick it is.
        brought: offices whose files came inside another's: theirs are copied only where they go along in none of these.
    """
    roles.demand(office, "receive")
    with office.database.reading() as connection:
        receipts = newest_receipts(connection)
        going = {to: made for to, made in receipts.items() if offices is None or to in offices}
        inside = relay_store.brought_by(connection, [made.id for made in going.values()])
        going |= {to: receipts[to] for to in brought if to in receipts and receipts[to].id not in inside}
        entrusted = relaying.left_over(connection, going, offices)
    for _to, made in sorted(going.items()):
        yield _copy(office, made, folder)
    for made in entrusted:
        yield _copy(office, made, folder)


def newest_receipts(connection: Connection) -> dict[str, Made]:
    """Office below → its newest receipt whose file is kept."""
    return {made.recipient: made for made in reversed(carrier_store.made(connection, "receipt")) if made.is_kept}


def uncopied(connection: Connection) -> list[Made]:
    """What is to be copied for offices below: newest receipts, and those entrusted to us, that are on no stick yet.

    One that travelled inside a copied receipt is on its way.
    """
    receipts, copied = newest_receipts(connection), copies(connection)
    on_their_way = relay_store.brought_by(connection, [made.id for made in receipts.values() if made.id in copied])
    left = [*receipts.values(), *relaying.left_over(connection, receipts, None)]
    return [made for made in left if made.id not in copied and made.id not in on_their_way]


def copies(connection: Connection) -> dict[str, str]:
    """Carrier → when it was last copied to a stick, as a stamp."""
    return {carrier: str(value["at"]) for carrier, value in settings_store.beginning_with(connection, _COPIED).items()}


def _copy(office: Office, made: Made, folder: Path) -> Copied:
    with office.database.reading() as connection:
        pdf = carrier_store.file(connection, made.id)
    assert pdf is not None, "only carriers whose file is kept are copied"
    path = stick.put(folder, made.file_name, pdf)
    with office.database.transaction() as connection:
        settings_store.write(connection, f"{_COPIED}{made.id}", {"at": stamp(office.clock)})
        transfers.note_copied(
            connection,
            office,
            to=made.recipient,
            kind=made.kind,
            carrier=made.id,
            file_name=path.name,
            period=made.period,
        )
    return Copied(path, made.id, made.kind, made.period, made.recipient)
