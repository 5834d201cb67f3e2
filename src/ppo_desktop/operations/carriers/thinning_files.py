"""Which kept files of carriers may go: what they said stays in the journal, their signed pages are not kept for ever.

A file is needed while an office above has not confirmed what is in it, while it may have to be given back to a sender
whose PC was put back from a backup, and while people still look at it. Age is counted to the newest file of the same
office and kind, so a wrong clock or an office that is silent takes nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from ppo_desktop.core import canonical
from ppo_desktop.core.offices import Level, above, is_below
from ppo_desktop.exchange.manifest import RELAY, Manifest, read_manifest
from ppo_desktop.operations.carriers import giving_back, relaying
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import carrier_store, journal_store, relay_store
from ppo_desktop.storage.carrier_store import KeptFile
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import IsOne

MONTHS_OF_COPIES = 3
"""Files that say nothing more: receipts and updates, and reports most of which, what they brought along, is kept for
itself. An office that loses its PC has a backup that is younger than this."""
MONTHS_IN_THE_MIDDLE = 14
"""Reports that the office above holds as well: somewhat longer than the oldest backup that is kept (``thinning``)."""
MONTHS_AT_THE_TOP = 26
"""Reports where nobody above holds them: the year that is being reported about and the one before, to the end."""


def thin_out(connection: Connection, office: Office) -> int:
    """Forget the files that are needed no more; how many."""
    is_top = not above(office.code, Level.REGENCY)
    old = overtaken(carrier_store.kept_files(connection), is_top=is_top)
    is_one = journal_store.histories(connection)
    going = [file for file, months in old.items() if months > _months_kept(connection, office, file, is_one)]
    wanted = {other: _is_given_back(connection, office, other) for other in {file.office for file in going}}
    needless = [file.id for file in going if file.is_made or not wanted[file.office]]
    carrier_store.drop_files(connection, needless)
    return len(needless)


def overtaken(files: Iterable[KeptFile], *, is_top: bool) -> dict[KeptFile, int]:
    """The files that may be old enough, with how many months later the newest of that office and kind came.

    Args:
        files: in the order they came or were made.
        is_top: whether nobody stands above us.
    """
    files = list(files)
    newest = {_line(file): file for file in files}
    ages = {file: _months(newest[_line(file)].at) - _months(file.at) for file in files}
    return {file: age for file, age in ages.items() if age > _least_months(file, is_top=is_top)}


def _least_months(file: KeptFile, *, is_top: bool) -> int:
    """A file that is not older than this is not looked at."""
    if file.kind in ("receipt", "update") or file.brings:
        return MONTHS_OF_COPIES
    return MONTHS_AT_THE_TOP if is_top and not file.is_made else MONTHS_IN_THE_MIDDLE


def _line(file: KeptFile) -> tuple[bool, str, str]:
    return file.is_made, file.kind, file.office


def _months(stamp: str) -> int:
    """Calendar months, to be compared."""
    return int(stamp[:4]) * 12 + int(stamp[5:7])


def _months_kept(connection: Connection, office: Office, file: KeptFile, is_one: IsOne) -> float:
    """How many months a file is kept here; infinity while the office above has not confirmed all of it."""
    if file.kind == "receipt":
        return MONTHS_OF_COPIES
    if file.is_made:
        is_settled = file.kind == "report" and _is_confirmed(connection, office, file, is_one)
        return MONTHS_IN_THE_MIDDLE if is_settled else float("inf")
    manifest = read_manifest(carrier_store.manifest(connection, file.id).encode())
    upper = above(office.code, Level.REGENCY)
    inside = [attachment for attachment in manifest.attachments if attachment.name.startswith(RELAY)]
    is_copy = len(inside) == len(relay_store.brought_by(connection, [file.id]))
    if file.kind == "update":
        return MONTHS_OF_COPIES if is_copy else MONTHS_AT_THE_TOP
    if upper and not _is_held_above(connection, office, upper, manifest, is_one):
        return float("inf")
    if inside and is_copy:
        return MONTHS_OF_COPIES
    return MONTHS_IN_THE_MIDDLE if upper else MONTHS_AT_THE_TOP


def _is_held_above(connection: Connection, office: Office, upper: str, manifest: Manifest, is_one: IsOne) -> bool:
    if is_below(manifest.sender, office.code):
        return relaying.is_held_above(connection, upper, manifest, is_one)
    # Ours, that was given back to us: it came from there.
    return _covers(connection, office, upper, {span.device: span.last for span in manifest.spans}, is_one)


def _is_confirmed(connection: Connection, office: Office, file: KeptFile, is_one: IsOne) -> bool:
    """Whether every office that can open a report of ours has confirmed all of it."""
    places = cast(dict[str, int], canonical.read(carrier_store.spans(connection, file.id).encode()))
    readers = carrier_store.readers(connection, file.id) - {office.code}
    return all(_covers(connection, office, reader, places, is_one) for reader in {*readers, file.office})


def _covers(connection: Connection, office: Office, upper: str, places: Mapping[str, int], is_one: IsOne) -> bool:
    """Whether the office above confirmed our entries up to these; of two histories under one name that is not said."""
    confirmed = carrier_store.confirmed(connection, upper)
    return all(
        confirmed.get(device, (0, b""))[0] >= seq and is_one(office.code, device) for device, seq in places.items()
    )


def _is_given_back(connection: Connection, office: Office, other: str) -> bool:
    """Whether an office has lost what a kept file of it may bring back."""
    back = giving_back.due(connection, office, other, "") if is_below(other, office.code) else None
    return back is not None and bool(back.relays or back.later)
