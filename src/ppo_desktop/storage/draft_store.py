"""Drafts: what a user typed and has not saved. Plain JSON, not canonical, since it may hold anything anybody types."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from ppo_desktop.storage import driver


class Draft(NamedTuple):
    """One form as it was left."""

    form: str
    """Name of the form, as the window calls it."""
    record: str | None
    """Id of the record being changed; ``None`` while it is new."""
    typed: Mapping[str, object]
    title: str
    """How the draft is called in a list, ``""`` where nothing was typed that says it."""
    version: int
    """Version of the record the draft began from, 0 for a new one; if the row's is higher, it was changed since."""
    kept_at: str
    """Stamp."""


def keep(connection: Connection, user: str, draft: Draft) -> None:
    """Keep a draft in the place of an earlier one of the same user, form and record."""
    typed = json.dumps(dict(draft.typed))
    driver.execute(
        connection,
        """INSERT INTO draft ("user", form, record, typed, title, version, kept_at) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT ("user", form, record) DO UPDATE SET typed = excluded.typed, title = excluded.title,
           version = excluded.version, kept_at = excluded.kept_at""",
        (user, draft.form, draft.record or "", typed, draft.title, draft.version, draft.kept_at),
    )


def find(connection: Connection, user: str, form: str, record: str | None) -> Draft | None:
    """The user's draft of a form; ``None`` when there is none, or none that can be read."""
    drafts = _read(connection, '"user" = ? AND form = ? AND record = ?', (user, form, record or ""))
    return drafts[0] if drafts else None


def of_user(connection: Connection, user: str) -> list[Draft]:
    """All drafts of a user that can be read, newest first."""
    return _read(connection, '"user" = ? ORDER BY kept_at DESC, rowid DESC', (user,))


def drop(connection: Connection, user: str, form: str, record: str | None) -> None:
    """Forget one draft, if it is there."""
    place = (user, form, record or "")
    driver.execute(connection, 'DELETE FROM draft WHERE "user" = ? AND form = ? AND record = ?', place)


def drop_about(connection: Connection, records: Collection[str]) -> None:
    """Forget everybody's drafts that change one of these records or name it in what was typed."""
    statement = "DELETE FROM draft WHERE record = ? OR replace(typed, ?, '') <> typed"
    driver.execute_many(connection, statement, [(record, record) for record in records])


def _read(connection: Connection, where: str, values: tuple[str, ...]) -> list[Draft]:
    found = driver.execute(
        connection, f"SELECT form, record, typed, title, version, kept_at FROM draft WHERE {where}", values
    )
    drafts = []
    for form, record, text, title, version, kept_at in found:
        try:
            typed = json.loads(text)
        except (ValueError, TypeError, RecursionError):
            continue
        if isinstance(typed, dict):
            drafts.append(Draft(form, record or None, typed, title, version, kept_at))
    return drafts
