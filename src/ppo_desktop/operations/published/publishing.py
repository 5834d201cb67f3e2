"""The screening instruments of an office: what came from above, and what a regency publishes itself.

A regency edits a copy, tries it on what was asked here before, and publishes it as a version of its own; how it comes
down is told in ``publications``. Old screenings keep the version they were asked with.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, above, name_of
from ppo_desktop.core.text import _
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.published.publications import Matter
from ppo_desktop.records import instrument_rules
from ppo_desktop.records.instrument import Instrument
from ppo_desktop.records.instrument_copy import InstrumentCopy, copied, is_of, next_version
from ppo_desktop.records.instruments import Library, order_of, read_instrument
from ppo_desktop.records.internal import INSTRUMENT
from ppo_desktop.records.screening import SCREENING
from ppo_desktop.records.screening_rules import facts_held, scored
from ppo_desktop.storage import rows
from ppo_desktop.storage.database import Connection

DRAFT = DraftKey("instrument/copy")
"""Where the copy waits that somebody edits."""
_IDS = uuid.UUID("6d0c1c0e-3e0b-5a52-9c0a-9a5f7f1d7a10")


def _publisher(version: str, receiver: str) -> str:
    regency = above(receiver, Level.REGENCY)
    return regency if regency and is_of(version, regency) else ""


def _newest(versions: Iterable[str]) -> Sequence[str]:
    return sorted(versions, key=order_of)[-1:]


INSTRUMENTS = Matter("instruments", INSTRUMENT, _publisher, _newest, hearsay=True)
"""The newest published one is passed on, also one that cannot be used here."""


class Changed(Struct, frozen=True):
    """A past screening that would have ended otherwise."""

    record: str
    title: str
    before: str
    after: str
    """Codes of the bands that the answers come to."""


class Trial(Struct, frozen=True):
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
    texts, disputed = INSTRUMENTS.texts(connection, office)
    counting = INSTRUMENTS.counting(connection, office)  # the others are kept for screenings that used them
    published = sorted(texts.items(), key=lambda item: (item[0] in counting, order_of(item[0])))
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
        INSTRUMENTS.publish(connection, office, record, values)
        drafting.drop_with(connection, office, DRAFT)
    return edited.version


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
