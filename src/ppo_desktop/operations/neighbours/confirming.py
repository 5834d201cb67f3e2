"""Receipts: written by the office above, they shrink the outbox of the office below, and nothing else does."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal, cast

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.offices import is_below
from ppo_desktop.journal.wire import room_beside
from ppo_desktop.operations.books import listed_people, photos
from ppo_desktop.operations.carriers import carriers, giving_back, relaying, words_above
from ppo_desktop.operations.carriers.carriers import Carrier, Draft
from ppo_desktop.operations.carriers.reading import Reading
from ppo_desktop.operations.history import devices, erasing, guard, journalling, losses
from ppo_desktop.operations.history.losses import Lost
from ppo_desktop.operations.house import keyring
from ppo_desktop.operations.house.office import Office, read_device
from ppo_desktop.operations.keys import handover, renewal, revoking_lists
from ppo_desktop.operations.neighbours import correcting, feedback, handing, notes, unusable, verdicts
from ppo_desktop.operations.neighbours.feedback import Answer, Held
from ppo_desktop.operations.neighbours.tidings import Tidings
from ppo_desktop.operations.published import directories
from ppo_desktop.operations.published.directories import LISTS
from ppo_desktop.operations.published.publishing import INSTRUMENTS
from ppo_desktop.records.internal import RECEIPT
from ppo_desktop.reports.receipt import receipt_page
from ppo_desktop.storage import carrier_store, journal_store, settings_store
from ppo_desktop.storage.carrier_store import Arrived
from ppo_desktop.storage.database import Connection

_RECEIPT_IDS = uuid.UUID("b0b4e6a1-6fd5-5e0f-8f0e-6f2b1b7d9c22")
Why = Literal["report", "news"]
Values = Mapping[str, object]
"""Members of a receipt's entry."""


class Part(Struct, frozen=True):
    """Something a receipt says beside what is held; each package that has something to say makes one.

    ``tell(connection, office, sender, beside)`` gives the members for the office ``sender``, which see in ``beside``
    what has its place already. ``learn(connection, office, upper, values)`` applies what a receipt of the office
    ``upper`` says; these values may be anything at all, and what cannot be used is passed over.
    """

    tell: Callable[[Connection, Office, str, Values], Values]
    learn: Callable[[Connection, Office, str, Values], None]
    from_late_ones: bool = False
    """Whether it is learned from a receipt too that was overtaken by a newer one on the way."""


PARTS: tuple[Part, ...] = (
    Part(handover.tell, handover.learn, from_late_ones=True),  # first: the lists of a new root are signed by it
    Part(revoking_lists.tell, revoking_lists.learn, from_late_ones=True),
    Part(renewal.tell, renewal.learn, from_late_ones=True),
    Part(relaying.tell, relaying.learn),
    Part(giving_back.tell, giving_back.learn),
    Part(correcting.tell, correcting.learn),
    Part(notes.tell, notes.learn),
    Part(listed_people.tell, listed_people.learn),
    Part(handing.tell, handing.learn),
    Part(unusable.tell, unusable.learn),
    Part(INSTRUMENTS.tell, INSTRUMENTS.learn),
    Part(verdicts.tell, verdicts.learn),
    Part(LISTS.tell, directories.learn),
)
"""In the order of their importance: each takes of the one entry's room what those before it have left."""


class Receipt(Struct, frozen=True):
    """A signed receipt that is kept, ready to be copied to the stick."""

    to: str
    carrier: Carrier
    notes: tuple[str, ...] = ()
    """What its page tells beside what is held: lost entries that go back with it."""


class Unwritten(Struct, frozen=True):
    """A receipt that could not be written; the next call tries again."""

    to: str
    error: PpoError


def write_receipts(office: Office) -> list[Receipt | Unwritten]:
    """A receipt for every office below that one is due to (``waiting``); each committed with its journal entry.

    What stands in the way of one sender's receipt does not stop those of the others.
    """
    with office.database.reading() as connection:
        unanswered = _waiting(connection, office)
    written = [_try_receipt(office, arrived) for arrived in unanswered]
    guard.note(office)
    return written


def apply_receipt(connection: Connection, office: Office, reading: Reading) -> None:
    """Let a newer receipt decide what its writer still needs; an older one that arrives late changes nothing.

    Newer is what comes later in the writer's own chain, across its identities: an upper office put back from a backup
    confirms less, and must get the rest again. Two PCs of one office have chains of their own (``words_above``). When
    it confirms of this PC's own chain what we do not hold, we are the old copy: from here on we write under a new
    device identity. (Of other PCs of this office we may well hold less.) Somebody at the keyboard is told what is
    missing.
    """
    if reading.manifest.sender == office.code:
        return  # our own receipt, lying on the stick that comes back
    # One entry of the right form: without that it would not have been read.
    entry, upper = reading.entries[0], reading.manifest.sender
    values = entry.changes()
    for part in PARTS:
        if part.from_late_ones:
            part.learn(connection, office, upper, values)
    words_above.forget_revoked(connection, office)
    if words_above.is_late(connection, upper, entry):
        return
    for part in PARTS:
        if not part.from_late_ones:
            part.learn(connection, office, upper, values)
    places = cast(dict[str, tuple[int, str]], values["held"])
    told: Held = {device: (seq, bytes.fromhex(link)) for device, (seq, link) in places.items()}
    held = _truly_ours(connection, office, told)
    may_have_lost = words_above.is_new_here(connection, upper, entry.device)
    words_above.note(connection, upper, entry, held, reading.certificate)
    photos.confirm(connection, upper, values.get("receipt_for"), schema=entry.schema, may_have_lost=may_have_lost)
    erasing.forget_files(connection, office)
    past = devices.lineage(connection, office)
    for device in past:
        if device in told and device not in held:
            losses.keep(connection, office.clock, "receipt", Lost(device, *told[device]), by=upper)
    if past[0] in told and past[0] not in held:
        devices.renew(connection, office)


def _truly_ours(connection: Connection, office: Office, told: Held) -> Held:
    """What of ``told`` is our journal as it stands here; the rest is longer than ours or another history."""
    return {
        device: (seq, link)
        for device, (seq, link) in told.items()
        if any(entry.link == link for entry in journal_store.chain(connection, office.code, device, seq, seq))
    }


def waiting(office: Office) -> dict[str, Why]:
    """The offices below that a receipt is due to, and why: for their newest report, or for ``tidings`` alone."""
    with office.database.reading() as connection:
        return {arrived.sender: _why(connection, arrived) for arrived in _waiting(connection, office)}


def told_to(connection: Connection, office: Office, sender: str) -> dict[str, int]:
    """Device → last seq, as our newest receipt to ``sender`` confirms it; empty where none was written."""
    held = _said_to(connection, office, sender).get("held")
    return {device: place[0] for device, place in held.items()} if isinstance(held, dict) else {}


def _said_to(connection: Connection, office: Office, sender: str) -> Mapping[str, Any]:
    """The members of the newest receipt to ``sender``; nothing of earlier ones."""
    entries = journal_store.of_record(connection, office.code, _receipt_record(office, sender))
    return max(entries, key=lambda entry: entry.order).changes() if entries else {}


def _receipt_record(office: Office, sender: str) -> str:
    return uuid.uuid5(_RECEIPT_IDS, f"{office.code} {sender}").hex


def _waiting(connection: Connection, office: Office) -> list[Arrived]:
    """Per sender below the newest report taken in, where no receipt was made for it or there is news since.

    With news for an office go receipts for those between: the news travels inside.
    """
    newest: dict[str, Arrived] = {}
    for arrived in carrier_store.arrived(connection, "report"):
        if arrived.sender != office.code:
            newest.setdefault(arrived.sender, arrived)
    due = {code for code, arrived in newest.items() if _why(connection, arrived) == "report"}
    if answered := newest.keys() - due:
        tidings = Tidings(connection, office)
        told = {code for code in answered if tidings.are_news(code, _said_to(connection, office, code))}
        due |= told | {code for code in answered if any(is_below(one, code) for one in told)}
    # The lowest first: receipts for them go along with that for the office between.
    return [newest[code] for code in sorted(due, key=lambda code: (-len(code), code))]


def _why(connection: Connection, arrived: Arrived) -> Why:
    return "news" if _receipt_values(connection, arrived.sender).get("receipt_for") == arrived.id else "report"


def _receipt_values(connection: Connection, sender: str) -> Mapping[str, Any]:
    return settings_store.read(connection, f"{devices.RECEIPTS_WRITTEN}{sender}") or {}


def _try_receipt(office: Office, arrived: Arrived) -> Receipt | Unwritten:
    try:
        return _write_receipt(office, arrived)
    except PpoError as error:
        return Unwritten(arrived.sender, error)


def _write_receipt(office: Office, arrived: Arrived) -> Receipt:
    sender = arrived.sender
    with office.database.transaction() as connection:
        incoming = carrier_store.incoming(connection, arrived.id)
        signer = keyring.signer(connection, office, None)
        held = journal_store.held_without_gap(connection, sender)
        record = _receipt_record(office, sender)
        seen = journal_store.of_record(connection, office.code, record)
        past = devices.lineage(connection, office)[1:]
        values: dict[str, object] = {
            "to": sender,
            "held": {device: [seq, link.hex()] for device, (seq, link) in held.items()},
            "generation": read_device(connection).generation,
            "receipt_for": incoming.id,
            "continues": past[: words_above.MOST_ANCESTORS],
        }
        below = relaying.downwards(connection, office, sender)
        back = giving_back.due(connection, office, sender, incoming.id, below)
        for part in PARTS:
            values |= _that_fit(part.tell(connection, office, sender, values), values)
        entry = journalling.plan(connection, office, RECEIPT, record, values, seen=seen)
        draft = Draft(
            kind="receipt",
            to=sender,
            period=incoming.period,
            entries=[entry],
            recipients=carriers.recipients_of(connection, office, sender),
            confirmed=carriers.confirmed_to(connection, sender),
            totals={},
            late={},
            relays=[*below, *back.relays],
        )
        facts = feedback.page_facts(
            connection,
            office,
            Answer(incoming, held, values, signer, (*back.sentences, *listed_people.remarks(values))),
        )
        load = partial(carrier_store.file, connection)
        carrier = carriers.build(office, draft, signer, lambda carrier_id: receipt_page(facts(carrier_id)), load)
        carriers.read_back(connection, office, carrier)
        journalling.commit(connection, entry, seen)
        journal_store.drop_restricted(connection, RECEIPT.name, office.code, record, but=entry.link)
        carriers.keep(connection, office, sender, carrier)
        settings_store.write(connection, f"{devices.RECEIPTS_WRITTEN}{sender}", {"receipt_for": incoming.id})
    return Receipt(sender, carrier, back.sentences)


def _that_fit(said: Values, beside: Values) -> Values:
    """What a part says, or nothing where it did not heed the room that is left: the receipt itself must not fail."""
    others = {name: value for name, value in beside.items() if name not in said}
    return said if len(canonical.write(dict(said))) <= room_beside(others) else {}
