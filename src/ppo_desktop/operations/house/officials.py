"""Who headed the office when: papers of an earlier day keep the names of that day."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from msgspec.structs import asdict, replace

from ppo_desktop.core.clock import today
from ppo_desktop.operations.house.office import Identity, Office, Official
from ppo_desktop.storage import settings_store
from ppo_desktop.storage.database import Connection

_TERMS = "officials"
"""Setting: ``terms``, a list of [day from which others stand on papers, head, secretary], the oldest first."""


def note_change(connection: Connection, office: Office, new: Identity) -> None:
    """Remember who stood on papers until today, where somebody else does from now on."""
    old = office.identity
    if (old.head, old.secretary) == (new.head, new.secretary):
        return
    told: list[object] = [today(office.clock).isoformat(), asdict(old.head), asdict(old.secretary)]
    settings_store.write(connection, _TERMS, {"terms": [*_terms(connection), told]})


def as_of(office: Office, day: date) -> Office:
    """The office with the officials of a day."""
    with office.database.reading() as connection:
        terms = _terms(connection)
    for until, head, secretary in terms:
        if day.isoformat() < until:
            then = replace(office.identity, head=Official(**head), secretary=Official(**secretary))
            return replace(office, identity=then)
    return office


def _terms(connection: Connection) -> list[Any]:
    return cast("list[Any]", (settings_store.read(connection, _TERMS) or {"terms": []})["terms"])
