"""Relaying: carriers of offices below go on upwards as they are, receipts of offices above come down the same way.

Upwards a report takes along what the office above has not said to hold (``relayed`` in its receipts to us). Downwards a
receipt takes along the newest receipts for the offices below its receiver; who gets them on the way keeps them sealed
and hands them on with receipts of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import cast

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.clock import stamp
from ppo_desktop.core.offices import CODE, is_below
from ppo_desktop.core.text import _, number
from ppo_desktop.exchange.manifest import Manifest, Recipient, read_manifest
from ppo_desktop.journal.merge import Span
from ppo_desktop.journal.wire import MAX_SEQ, room_beside
from ppo_desktop.operations.carriers import along, carriers
from ppo_desktop.operations.carriers.along import Relay
from ppo_desktop.operations.carriers.reading import Reading, is_held
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import journal_store, relay_store, settings_store
from ppo_desktop.storage.carrier_store import Made
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import IsOne
from ppo_desktop.storage.relay_store import Entrusted, Kept, Waiting

_HELD_ABOVE = "relayed "
"""Settings ``relayed <code>``: what that office above said to hold of the offices below us."""
Places = Mapping[str, Sequence[object]]
"""Device → [last seq held without gap, its link as hexadecimal]."""


class Foreseen(Struct, frozen=True):
    """What the next report will take along."""

    going: int
    later: int
    """Carriers that find no room this time."""
    too_big: int
    """Carriers that find room in none."""

    @property
    def words(self) -> str:
        """``Membawa 5 berkas desa/kelurahan …``; empty where there is nothing to take along."""
        told = (
            (self.going, _("Membawa {count} berkas desa/kelurahan, seperti aslinya.")),
            (self.later, _("{count} berkas lagi belum muat; ikut dengan laporan berikutnya.")),
            (self.too_big, _("{count} berkas terlalu besar untuk dititipkan; dibawa sendiri oleh kantornya.")),
        )
        return " ".join(words.format(count=number(count)) for count, words in told if count)


# ------------------------------------------------------------------------------- upwards


def upwards(connection: Connection, office: Office, to: str) -> list[Relay]:
    """The kept reports of offices below that the office ``to`` can open and does not hold yet, the oldest first."""
    held = settings_store.read(connection, f"{_HELD_ABOVE}{to}") or {}
    return lacking(connection, office, carriers.devices_of(connection, office, to), held)


def lacking(
    connection: Connection, office: Office, theirs: Collection[Recipient], held: Mapping[str, object]
) -> list[Relay]:
    """The kept reports of offices below that PCs can open and that hold more than they said to hold, the oldest first.

    Args:
        theirs: the PCs.
        held: code → the places they told of that office.
    """
    found, is_one = [], journal_store.histories(connection)
    for kept in relay_store.kept_reports(connection):
        if is_below(kept.sender, office.code):
            manifest = read_manifest(kept.manifest.encode())
            can_open = not set(theirs).isdisjoint(manifest.recipients)
            if can_open and not _holds(connection, held.get(kept.sender), manifest, is_one):
                found.append(_relay(kept))
    return found


def foreseen(office: Office, to: str) -> Foreseen:
    """What the next report for ``to`` will take along, so far as is known before it is made."""
    with office.database.reading() as connection:
        waiting = upwards(connection, office, to)
        recipients = len(carriers.recipients_of(connection, office, to)) if waiting else 0
    going = along.going_along(waiting, along.ROOM_ALONG, recipients)
    too_big = sum(not along.fits_anywhere(relay, recipients) for relay in waiting)
    return Foreseen(len(going), len(waiting) - len(going) - too_big, too_big)


def taken_along(office: Office, carrier: str) -> Foreseen:
    """What a report made here took along."""
    with office.database.reading() as connection:
        return Foreseen(len(relay_store.brought_by(connection, [carrier])), 0, 0)


def is_held_above(connection: Connection, upper: str, manifest: Manifest, is_one: IsOne) -> bool:
    """Whether the office above said in its newest receipt that it holds all that a carrier from below announces.

    Args:
        is_one: ``journal_store.histories``.
    """
    told = settings_store.read(connection, f"{_HELD_ABOVE}{upper}") or {}
    return _holds(connection, told.get(manifest.sender), manifest, is_one)


def _holds(connection: Connection, told: object, manifest: Manifest, is_one: IsOne) -> bool:
    """Whether all that a carrier announces is held by whoever told these places of its sender."""
    places = cast(Places, told or {})
    return all(_covers(connection, manifest.sender, places.get(span.device), span, is_one) for span in manifest.spans)


def _covers(connection: Connection, sender: str, place: Sequence[object] | None, span: Span, is_one: IsOne) -> bool:
    if place is None:
        return False
    seq, link = place
    assert isinstance(seq, int), "kept as it was checked"
    if seq < span.last:
        return False
    if is_one(sender, span.device):
        return True
    by_link = {entry.link: entry for entry in journal_store.chain(connection, sender, span.device, 1, MAX_SEQ)}
    at = bytes.fromhex(str(link))
    while at in by_link and at != span.link:
        at = by_link[at].prev
    return at == span.link


def tell(connection: Connection, _office: Office, sender: str, beside: Mapping[str, object]) -> dict[str, object]:
    """``relayed`` of a receipt: what we hold, without gap, of each office below its receiver."""
    held: dict[str, object] = {}
    room = room_beside(beside)
    for code in journal_store.offices(connection):
        if is_below(code, sender):
            places = journal_store.held_without_gap(connection, code)
            said = {**held, code: {device: [seq, link.hex()] for device, (seq, link) in places.items()}}
            if len(canonical.write({"relayed": said})) <= room:
                held = said
    return {"relayed": held} if held else {}


def learn(connection: Connection, office: Office, upper: str, values: Mapping[str, object]) -> None:
    """What the office above holds of those below us, by its newest receipt; what is not of that form is passed over."""
    settings_store.write(connection, f"{_HELD_ABOVE}{upper}", told_below(office, values))


def told_below(office: Office, values: Mapping[str, object]) -> dict[str, object]:
    """``relayed`` of a receipt or of another PC of ours: code of an office below us → what is held of it."""
    told = values.get("relayed")
    return {
        code: places
        for code, places in (told.items() if isinstance(told, dict) else ())
        if CODE.fullmatch(code) and is_below(code, office.code) and is_held(places)
    }


# ------------------------------------------------------------------------------- downwards


def downwards(connection: Connection, office: Office, to: str) -> list[Relay]:
    """What a receipt for ``to`` takes along: receipts of offices above that are entrusted to us for it, and our newest
    ones for the offices below it."""
    entrusted = [Relay(one.id, one.sender, one.length) for one in relay_store.entrusted(connection, to)]
    newest = {one.recipient: Relay(one.id, office.code, one.length) for one in relay_store.kept_receipts(connection)}
    return [*entrusted, *(relay for code, relay in sorted(newest.items()) if is_below(code, to))]


def keep_entrusted(connection: Connection, office: Office, reading: Reading) -> None:
    """Keep a receipt for an office below, until ours for that office takes it along."""
    manifest, file = reading.manifest, reading.file
    assert file is not None, "only carriers brought along are entrusted"
    (span,) = manifest.spans
    relay_store.entrust(
        connection,
        Entrusted(
            sender=manifest.sender,
            recipient=reading.entrusted_to,
            id=manifest.id,
            device=span.device,
            seq=span.last,
            period=manifest.period,
            received_at=stamp(office.clock),
            file_name=carriers.file_name(manifest),
            pdf=file,
        ),
    )


def is_known(connection: Connection, reading: Reading) -> bool:
    """Whether a receipt for an office below, or a later one, is kept here already."""
    span = reading.manifest.spans[0]
    sender = reading.manifest.sender
    return relay_store.is_entrusted(connection, sender, reading.entrusted_to, span.device, span.last)


def left_over(connection: Connection, made: Mapping[str, Made], offices: Collection[str] | None) -> list[Made]:
    """Receipts entrusted to us that our newest ones (office → receipt) did not take along.

    Args:
        offices: only those for these; ``None`` for all.
    """
    inside = relay_store.brought_by(connection, [one.id for one in made.values()])
    waiting = [one for one in relay_store.entrusted(connection) if offices is None or one.recipient in offices]
    return [_as_made(one) for one in waiting if one.id not in inside]


def _as_made(one: Waiting) -> Made:
    return Made(one.id, "receipt", one.recipient, one.period, one.received_at, one.file_name, "{}", True)


def _relay(kept: Kept) -> Relay:
    return Relay(kept.id, kept.sender, kept.length)
