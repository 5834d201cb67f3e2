"""Drafts: what was typed and not saved yet is on disk before the power goes.

They lie in the encrypted database of this PC, one for each user, form and record; they are in no journal and travel in
no carrier. Saving drops the draft in the same transaction (``recording.save(draft=…)``), erasing a record drops every
draft about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ppo_desktop.core.clock import stamp
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.ids import RECORD_ID
from ppo_desktop.core.text import _
from ppo_desktop.operations.house import envelopes
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import KINDS
from ppo_desktop.storage import draft_store, journal_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.draft_store import Draft as Draft

_KINDS_BY_NAME = {kind.name: kind for kind in KINDS}


class DraftKey(NamedTuple):
    """Names a draft of whoever is logged in."""

    form: str
    """As the window calls the form; usually the name of its kind."""
    record: str | None = None
    """Id of the record being changed; ``None`` while it is new."""


def keep(
    office: Office, key: DraftKey, typed: Mapping[str, object], *, title: str = "", version: int = 0
) -> Draft | None:
    """Keep what stands in a form; it is on disk when this returns.

    What is for another office alone leaves no draft: an earlier one is destroyed, and ``None`` comes back.

    Args:
        typed: field → value as typed, anything JSON can hold; it need not be valid.
        title: how the draft is called in a list.
        version: of the row the form was opened with.

    Raises:
        Refused: it is about a record, or names one, that was erased: nothing about it may come back.
    """
    draft = Draft(key.form, key.record, dict(typed), title, version, stamp(office.clock))
    texts = [key.record, *typed.values()]
    named = {text for text in texts if isinstance(text, str) and RECORD_ID.fullmatch(text)}
    kind = _KINDS_BY_NAME.get(key.form)
    if kind is not None and envelopes.is_meant(kind, typed):
        drop(office, key)
        return None
    with office.database.transaction() as connection:
        if any(journal_store.is_erased(connection, office.code, record) for record in named):
            raise Refused("unknown-record", _("Catatan ini sudah dihapus untuk selamanya; isiannya tidak disimpan."))
        draft_store.keep(connection, office.user.name, draft)
    return draft


def find(office: Office, key: DraftKey) -> Draft | None:
    """The draft of this user, if there is one that can be read."""
    with office.database.reading() as connection:
        return draft_store.find(connection, office.user.name, *key)


def drafts(office: Office) -> list[Draft]:
    """All drafts of this user, newest first."""
    with office.database.reading() as connection:
        return draft_store.of_user(connection, office.user.name)


def drop(office: Office, key: DraftKey) -> None:
    """Forget a draft, if it is there."""
    with office.database.transaction() as connection:
        drop_with(connection, office, key)


def drop_with(connection: Connection, office: Office, key: DraftKey) -> None:
    """As ``drop``, in the caller's transaction."""
    draft_store.drop(connection, office.user.name, *key)
