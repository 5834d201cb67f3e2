"""The screening instruments of an office: those that came from above, and what a regency publishes itself."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from ppo_desktop.journal.fold import fold
from ppo_desktop.operations.office import Office
from ppo_desktop.records.instruments import Library
from ppo_desktop.storage import journal_store, settings_store
from ppo_desktop.storage.database import Connection

_IDS = uuid.UUID("6d0c1c0e-3e0b-5a52-9c0a-9a5f7f1d7a10")
_FROM_ABOVE = "instruments from above"


def library(office: Office) -> Library:
    """The instruments this office may use."""
    with office.database.reading() as connection:
        return library_with(connection, office)


def library_with(connection: Connection, office: Office) -> Library:
    """As ``library``, in the caller's connection."""
    ours = [(str(said["version"]), str(said["text"])) for said in _published(connection, office)]
    above = settings_store.read(connection, _FROM_ABOVE) or {}
    texts = above.get("texts")
    theirs = [(str(version), str(text)) for version, text in texts] if isinstance(texts, list) else []
    return Library((*theirs, *ours))


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
