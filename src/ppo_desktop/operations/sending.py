"""Sending: copy what is kept for an office onto a stick; as often as wanted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, office_type
from ppo_desktop.core.text import _
from ppo_desktop.exchange import stick
from ppo_desktop.operations.office import Office
from ppo_desktop.storage import carrier_store
from ppo_desktop.storage.carrier_store import Outgoing


@dataclass(frozen=True)
class Copied:
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
    office_type(to)
    with office.database.reading() as connection:
        kept = carrier_store.outgoing(connection, to)
    if not kept:
        raise Refused(
            "nothing-to-send",
            _("Belum ada berkas untuk kantor {code}.").format(code=to),
            _("Buat laporan bulannya dahulu (report), lalu salin lagi.")
            if office_type(to).level > Level.VILLAGE
            else _("Terima laporannya dahulu (import), lalu buat tanda terima (receipt)."),
        )
    return _copy(kept[0], folder)


def export_receipts(office: Office, folder: Path) -> list[Copied]:
    """Copy the newest receipt of every office below into ``folder``; raises as ``export``."""
    with office.database.reading() as connection:
        newest = {carrier.recipient: carrier for carrier in reversed(carrier_store.receipts(connection))}
    return [_copy(carrier, folder) for _to, carrier in sorted(newest.items())]


def _copy(carrier: Outgoing, folder: Path) -> Copied:
    assert carrier.pdf is not None, "only carriers whose file is kept are listed"
    path = stick.put(folder, carrier.file_name, carrier.pdf)
    return Copied(path, carrier.id, carrier.kind, carrier.period, carrier.recipient)
