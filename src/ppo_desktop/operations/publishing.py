"""The screening instruments of an office: what came from above, and what a regency publishes itself.

A regency edits a copy, tries it on what was asked here before, and publishes it as a version of its own. Receipts carry
the newest one down; each office passes on what it uses. Old screenings keep the version they were asked with.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ppo_desktop.core import canonical
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, above, name_of
from ppo_desktop.core.text import _
from ppo_desktop.journal.fold import fold
from ppo_desktop.journal.wire import room_beside
from ppo_desktop.operations import drafting, journalling
from ppo_desktop.operations.drafting import DraftKey
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.sight import sight
from ppo_desktop.records import instrument_rules
from ppo_desktop.records.instrument import Instrument
from ppo_desktop.records.instrument_copy import InstrumentCopy, copied, is_of, next_version
from ppo_desktop.records.instruments import Library, order_of, read_instrument
from ppo_desktop.records.internal import INSTRUMENT
from ppo_desktop.records.screening import SCREENING
from ppo_desktop.records.screening_rules import facts_held, scored
from ppo_desktop.storage import journal_store, rows, settings_store
from ppo_desktop.storage.database import Connection

DRAFT = DraftKey("instrument/copy")
"""Where the copy waits that somebody edits."""
_IDS = uuid.UUID("6d0c1c0e-3e0b-5a52-9c0a-9a5f7f1d7a10")
_FROM_ABOVE = "instruments from above"
_MOST_BYTES = 64 * 1024
"""Of a text that comes from above."""


@dataclass(frozen=True)
class Changed:
    """A past screening that would have ended otherwise."""

    record: str
    title: str
    before: str
    after: str
    """Codes of the bands that the answers come to."""


@dataclass(frozen=True)
class Trial:
    """What an instrument would have said about the screenings of this office."""

    count: int
    """How many were looked at: those whose answers are here."""
    changed: tuple[Changed, ...]


def instruments_of(office: Office) -> Library:
    """The instruments this office may use."""
    with office.database.reading() as connection:
        return instruments_with(connection, office)


def instruments_with(connection: Connection, office: Office) -> Library:
    """As ``instruments_of``, in the caller's connection."""
    texts, disputed = _from_above(connection)
    for said in _published(connection, office):
        version, text = str(said["version"]), str(said["text"])
        if texts.setdefault(version, text) != text:
            disputed.add(version)
    published = sorted(texts.items(), key=lambda item: order_of(item[0]))
    return Library(tuple(published), tuple(sorted(disputed, key=order_of)))


def may_publish(office: Office) -> bool:
    """Whether this office has instruments of its own."""
    return office.identity.level in INSTRUMENT.levels


def copy(office: Office) -> InstrumentCopy:
    """A copy of the newest instrument, under the next version of this office.

    Raises:
        Refused: only a regency publishes.
    """
    _demand_regency(office)
    known = instruments_of(office)
    newest = known.newest()
    taken = (*known.versions, *known.unusable)
    status = _("Salinan {office} dari versi {version}").format(office=name_of(office.code), version=newest.version)
    day = today(office.clock).isoformat()
    version = next_version(newest.version, office.code, taken)
    return copied(known.text(newest.version), version, status=status, checked_on=day)


def objections(office: Office, edited: InstrumentCopy) -> list[str]:
    """What stands in the way of publishing ``edited``, in sentences."""
    known = instruments_of(office)
    base = known.newest()
    return instrument_rules.objections(edited, base, known.text(base.version))


def try_out(office: Office, edited: InstrumentCopy) -> Trial:
    """What ``edited`` would have said about each screening of this office, as it was asked then.

    Raises:
        Refused: it cannot be read.
    """
    made = read_instrument(edited.text)
    with office.database.reading() as connection:
        seen = sight(connection, office).open_ones(rows.all_of(connection, SCREENING, office.code))
        held = [row for row in seen if row["answers"]]
    return Trial(len(held), tuple(found for row in held if (found := _change(made, row))))


def _change(made: Instrument, row: rows.Row) -> Changed | None:
    before, after = str(row["band_computed"] or ""), scored(made, row, facts_held(row)).band
    return Changed(row["id"], SCREENING.title_of(row), before, after) if before != after else None


def publish(office: Office, edited: InstrumentCopy) -> str:
    """Make ``edited`` the instrument of new screenings, here and below; the version it has got.

    Raises:
        Refused: not a regency, or something stands in the way, which it says.
    """
    _demand_regency(office)
    if found := objections(office, edited):
        advice = _("Perbaiki dahulu, lalu terbitkan lagi.")
        raise Refused("instrument-not-ready", _("Belum dapat diterbitkan. {why}").format(why=" ".join(found)), advice)
    with office.database.transaction() as connection:
        known = instruments_with(connection, office)
        base, record = known.newest().version, record_of(office)
        edited.content["version"] = next_version(base, office.code, (*known.versions, *known.unusable))
        values = {
            "version": edited.version,
            "based_on": base,
            "published_on": today(office.clock).isoformat(),
            "text": edited.text,
        }
        seen = journal_store.of_record(connection, office.code, record)
        journalling.write(connection, office, INSTRUMENT, record, values, seen=seen)
        drafting.drop_with(connection, office, DRAFT)
    return edited.version


def tell(connection: Connection, office: Office, _sender: str, beside: Mapping[str, object]) -> dict[str, object]:
    """What a receipt says about instruments: the newest published one, also one that cannot be used here.

    Nothing where it finds no room ``beside`` what else the receipt says: that must not wait for it.
    """
    said: dict[str, object] = {"instruments": dict(instruments_with(connection, office).published[-1:])}
    is_short = len(canonical.write(said)) <= room_beside(beside)
    return said if said["instruments"] and is_short else {}


def learn(connection: Connection, office: Office, _upper: str, values: Mapping[str, object]) -> None:
    """Keep what a receipt brought under a version of our regency; anything else is passed over.

    A text that is held is not replaced: the program's own never, and of two under one version the first stays.
    """
    told = values.get("instruments")
    if not isinstance(told, Mapping):
        return
    regency = above(office.code, Level.REGENCY)
    brought = {
        version: text
        for version, text in told.items()
        if isinstance(version, str) and isinstance(text, str) and len(text.encode()) <= _MOST_BYTES
        if regency and is_of(version, regency)
    }
    held, disputed = _from_above(connection)
    disputed |= {version for version, text in brought.items() if held.get(version, text) != text}
    if brought:
        texts = [[*item] for item in (brought | held).items()]
        settings_store.write(connection, _FROM_ABOVE, {"texts": texts, "disputed": sorted(disputed)})


def _from_above(connection: Connection) -> tuple[dict[str, str], set[str]]:
    """Version → text, and the versions that came with another text as well."""
    said: Mapping[str, Any] = settings_store.read(connection, _FROM_ABOVE) or {}
    return dict(said.get("texts", ())), set(said.get("disputed", ()))


def _published(connection: Connection, office: Office) -> list[Mapping[str, object]]:
    """What each publication of this office said, in its order."""
    entries = journal_store.of_record(connection, office.code, record_of(office))
    if fold(entries).erased:
        return []
    said = [entry.changes() for entry in sorted(entries, key=lambda entry: entry.order)]
    return [changes for changes in said if "version" in changes and "text" in changes]


def record_of(office: Office) -> str:
    """The one record in which an office publishes."""
    return uuid.uuid5(_IDS, office.code).hex


def _demand_regency(office: Office) -> None:
    if not may_publish(office):
        raise Refused(
            "kind-not-here",
            _("Instrumen skrining hanya diterbitkan kabupaten."),
            _("Sampaikan usul perubahan kepada kabupaten."),
        )
