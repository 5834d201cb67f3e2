"""Giving back: an office below whose PC was put back from a backup gets its own lost carriers from the office above.

Its new device says whose continuation it is and how far that went (``parent``). What we hold beyond that is lost there,
until one of its reports counts it again, without a hole before it (``cutoff``, ``unbroken``). Its carriers that hold
the missing entries go down with our next receipt as it once signed them; it judges them by its own old signature.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.ids import DEVICE_ID
from ppo_desktop.core.offices import Level, above, is_below
from ppo_desktop.core.text import _, number
from ppo_desktop.exchange.manifest import PHOTO, Manifest, Recipient, read_manifest
from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.wire import MAX_SEQ
from ppo_desktop.operations.carriers import along, carriers, words_above
from ppo_desktop.operations.carriers.along import Relay
from ppo_desktop.operations.carriers.reading import Reading
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.internal import DEVICE, REPORT
from ppo_desktop.storage import carrier_store, journal_store, relay_store, trust_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.relay_store import Kept

_TRIES = 2
MOST_RUNS = 64
"""Runs of entries that a receipt names as not coming back."""
Place = tuple[str, int]
"""(device, seq)"""


class GivenBack(Struct, frozen=True):
    """What goes back to an office with its next receipt."""

    relays: tuple[Relay, ...] = ()
    """Its own carriers, in the order of their turn."""
    places: frozenset[Place] = frozenset()
    """Entries in them that are lost there."""
    later: int = 0
    """Lost entries whose carriers find no room this time."""
    gone: tuple[tuple[str, int, int], ...] = ()
    """(device, first, last) of lost entries whose carriers are no longer kept here, or cannot be opened there now."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the receipt says about it."""
        told = []
        if self.places:
            told.append(
                _("{count} baris catatan yang hilang di komputer Bapak/Ibu kami kembalikan dengan berkas ini.").format(
                    count=number(len(self.places))
                )
            )
        if self.later:
            words = _("{count} baris catatan lagi menyusul dengan tanda terima berikutnya, karena belum muat.")
            told.append(words.format(count=number(self.later)))
        if lost := sum(last - first + 1 for _device, first, last in self.gone):
            told.append(gone_words(lost))
        return tuple(told)


def gone_words(count: int) -> str:
    """Why so many lost entries do not come back."""
    return _(
        "{count} baris catatan yang hilang tidak dapat dikembalikan: berkasnya tidak disimpan lagi, karena ada data di "
        "dalamnya yang dihapus demi hak warga, atau disegel untuk kunci yang lama. Catat lagi dari buku atau cetakan."
    ).format(count=number(count))


def due(
    connection: Connection, office: Office, to: str, receipt_for: object, beside: Sequence[Relay] = ()
) -> GivenBack:
    """What the office ``to`` lost and the next receipt for it should bring; nothing is written.

    Args:
        receipt_for: id of the report that the receipt answers. Where another office brought that, the receipt travels
            inside another one too: it gives back only what that office never had.
        beside: what that receipt takes along besides.
    """
    lost = _lost(connection, to)
    if not lost:
        return GivenBack()
    is_inside = relay_store.was_brought(connection, str(receipt_for))
    between = {code for level in Level if (code := above(to, level)) and is_below(code, office.code)}
    mine = carriers.devices_of(connection, office, to)
    # A key that was revoked, or replaced, still opens there what was sealed to it; where it is lost, trying tells.
    ever = {Recipient(peer.office, peer.sealing) for peer in trust_store.peers(connection, [to])}
    in_vain = _brought_in_vain(connection, office, to)
    kept = [(one, read_manifest(one.manifest.encode())) for one in reversed(relay_store.kept_reports(connection, to))]
    openable = [
        (one, manifest)
        for one, manifest in kept
        if ever & set(manifest.recipients)
        and one.id not in in_vain
        and not (is_inside and between & {recipient.office for recipient in manifest.recipients})
    ]
    chosen = {
        Relay(one.id, one.sender, one.length): _within(manifest, lost) for one, manifest in _chosen(openable, lost)
    }
    room = along.ROOM_INSIDE if is_inside else along.ROOM_ALONG
    fitting = along.going_along([*beside, *chosen], room, len(mine) + 1)
    relays = tuple(relay for relay in chosen if relay in fitting)
    brought = frozenset[Place]().union(*(chosen[relay] for relay in relays))
    openable_places = brought.union(*chosen.values())
    gone = [place for place in _places(lost) if place not in openable_places and not is_inside]
    return GivenBack(relays, brought, len(openable_places - brought), _runs(gone))


def _brought_in_vain(connection: Connection, office: Office, to: str) -> set[str]:
    """Carriers that receipts brought back which the office says it has read, often enough: they do not open there."""
    read_there = words_above.read_by(connection, office, to)
    tries = Counter[str]()
    for made in carrier_store.made(connection, "receipt"):
        written = canonical.read(made.spans.encode())
        if made.recipient == to and isinstance(written, dict) and read_there & set(written.items()):
            tries.update(list(relay_store.brought_by(connection, [made.id])))
    return {carrier for carrier, count in tries.items() if count >= _TRIES}


def tell(connection: Connection, office: Office, to: str, beside: Mapping[str, object]) -> dict[str, object]:
    """``unreturned`` of a receipt: lost entries of its receiver that nobody here can give back."""
    gone = due(connection, office, to, beside.get("receipt_for")).gone
    return {"unreturned": [list(run) for run in gone[:MOST_RUNS]]} if gone else {}


def learn(_connection: Connection, _office: Office, _upper: str, _values: Mapping[str, object]) -> None:
    """It is told once, when the receipt is taken in (``told``)."""


def told(connection: Connection, office: Office, reading: Reading) -> list[str]:
    """What a receipt says that does not come back and is truly missing here, as sentences."""
    values = reading.entries[0].changes() if reading.manifest.sender != office.code else {}
    runs = values.get("unreturned")
    held = journal_store.held_without_gap(connection, office.code)
    count = 0
    for run in runs[:MOST_RUNS] if isinstance(runs, list) else ():
        if isinstance(run, list) and len(run) == 3 and all(type(seq) is int and 0 < seq <= MAX_SEQ for seq in run[1:]):
            count += max(run[2] - max(run[1], held.get(str(run[0]), (0, b""))[0] + 1) + 1, 0)
    return [gone_words(count)] if count else []


def told_in_reports(connection: Connection, office: Office) -> dict[str, object]:
    """``unbroken`` of a report: device of ours → the last seq before the first that is missing here, where one is."""
    unbroken: dict[str, int] = {}
    for gap in journal_store.holes(connection, office.code):
        unbroken.setdefault(gap.device, gap.first - 1)
    return {"unbroken": unbroken} if unbroken else {}


def _lost(connection: Connection, code: str) -> dict[str, tuple[int, int]]:
    """Device of the office → (first, last) of its entries that we hold and its own PC has lost."""
    held = journal_store.held_without_gap(connection, code)
    children = _children(connection, code)
    counted = _counted(connection, code)
    lost: dict[str, tuple[int, int]] = {}
    for parent, (newest, *former) in children.items():
        line = _after(newest.device, {device: those[:1] for device, those in children.items()})
        # Put back twice from one backup: what was written between is not the past of what is written now.
        between = {device for one in former for device in _after(one.device, children)} - line
        for device, seq in ((parent, newest.seq), *((device, 0) for device in between)):
            last = held.get(device, (0, b""))[0]
            known = max((counts.get(device, 0) for writer, counts in counted if writer in line), default=0)
            first = max(seq, known) + 1
            if first <= last:
                lost[device] = min(first, lost.get(device, (first, last))[0]), last
    return lost


class _Child(NamedTuple):
    """An identity that continues another."""

    device: str
    seq: int
    """The last of its parent's numbers that it knew."""


def _children(connection: Connection, code: str) -> dict[str, list[_Child]]:
    """Device → those that continue it, the one that counts first: it, or what came of it, has the highest generation;
    else who came last here."""
    children: dict[str, list[_Child]] = {}
    generations: dict[str, int] = {}
    for entry in _of_kind(connection, DEVICE.name, code):
        if entry.seq != 1:
            continue  # any PC of the office could say it later
        values = entry.changes()
        words = str(values.get("parent") or "").split(" ")
        if values.get("copied") is True:
            continue  # the parent is another PC, which writes on
        if len(words) == 3 and DEVICE_ID.fullmatch(words[0]) and words[1].isdecimal() and len(words[1]) <= 10:
            told = values.get("generation")
            generation = told if type(told) is int else 0
            generations[entry.device] = max(generation, generations.get(entry.device, 0))
            child = _Child(entry.device, min(int(words[1]), MAX_SEQ))
            children.setdefault(words[0], []).insert(0, child)
    for those in children.values():
        those.sort(key=lambda child: max(generations[one] for one in _after(child.device, children)), reverse=True)
    return children


def _after(device: str, children: Mapping[str, Sequence[_Child]]) -> set[str]:
    """A device and those that continue it, and these, and so on."""
    found, waiting = {device}, [device]
    while waiting:
        fresh = {child.device for child in children.get(waiting.pop(), ())} - found
        found |= fresh
        waiting += fresh
    return found


def _counted(connection: Connection, code: str) -> list[tuple[str, dict[str, int]]]:
    """Of each report of the office: who wrote it, and how far its writer held each device then without a hole."""
    found = []
    for entry in _of_kind(connection, REPORT.name, code):
        values = entry.changes()
        counted, unbroken = _numbers(values.get("cutoff")), _numbers(values.get("unbroken"))
        found.append((entry.device, {device: min(seq, unbroken.get(device, seq)) for device, seq in counted.items()}))
    return found


def _numbers(told: object) -> dict[str, int]:
    """What of a member has the form it should: device → seq."""
    return {device: seq for device, seq in told.items() if type(seq) is int} if isinstance(told, dict) else {}


def _of_kind(connection: Connection, kind: str, code: str) -> list[Entry]:
    keys = journal_store.record_keys(connection, kind, code)
    by_key = dict(journal_store.of_records(connection, keys))
    return [entry for key in keys for entry in by_key.get(key, ())]


def _chosen(kept: Sequence[tuple[Kept, Manifest]], lost: Mapping[str, tuple[int, int]]) -> list[tuple[Kept, Manifest]]:
    """The newest carriers until all that can be covered is, then those that may hold photos named in it."""
    missing = set(_places(lost))
    needed, pictured = [], []
    for one, manifest in kept:
        here = _within(manifest, lost)
        if here & missing:
            missing -= here
            needed.append((one, manifest))
        elif here and any(attachment.name.startswith(PHOTO) for attachment in manifest.attachments):
            pictured.append((one, manifest))
    return [*needed, *pictured]


def _within(manifest: Manifest, lost: Mapping[str, tuple[int, int]]) -> set[Place]:
    """The lost entries that a carrier holds."""
    return {
        (span.device, seq)
        for span in manifest.spans
        if span.device in lost
        for seq in range(max(span.first, lost[span.device][0]), min(span.last, lost[span.device][1]) + 1)
    }


def _places(lost: Mapping[str, tuple[int, int]]) -> list[Place]:
    return [(device, seq) for device, (first, last) in sorted(lost.items()) for seq in range(first, last + 1)]


def _runs(places: Sequence[Place]) -> tuple[tuple[str, int, int], ...]:
    """Sorted places as (device, first, last)."""
    runs: list[tuple[str, int, int]] = []
    for device, seq in places:
        if runs and runs[-1][0] == device and runs[-1][2] == seq - 1:
            runs[-1] = (device, runs[-1][1], seq)
        else:
            runs.append((device, seq, seq))
    return tuple(runs)
