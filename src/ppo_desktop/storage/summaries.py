"""Counts over rows for one look at the whole: each is one question to the database."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from ppo_desktop.records.departure import DEPARTURE
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.socialisation import SOCIALISATION
from ppo_desktop.storage.tables import OpenConflict, QuarantinedValue, is_listed, row_table


class Departures(NamedTuple):
    """How many left in a month by a path."""

    month: str
    """``YYYY-MM``; only ``YYYY`` for those of which no more is known."""
    path: str
    """Code, or ``""``."""
    number: int


def departures_of(connection: Connection, year: int) -> list[Departures]:
    """Who left in a year, by month and path; of all offices held here."""
    table = row_table(DEPARTURE)
    month, path = sa.func.substr(table.c.departed_on, 1, 7), sa.func.coalesce(table.c.path, "")
    query = (
        sa.select(month, path, sa.func.count())
        .where(is_listed(table), table.c.departed_on >= str(year), table.c.departed_on < str(year + 1))
        .group_by(month, path)
        .order_by(month, path)
    )
    return [Departures(*row) for row in connection.execute(query)]


def events_of(connection: Connection, month: str) -> tuple[int, int]:
    """How many events were held in a month (``YYYY-MM``), and how many people were there; of all offices held here."""
    table = row_table(SOCIALISATION)
    query = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(table.c.participants), 0)).where(
        is_listed(table), sa.func.substr(table.c.held_on, 1, 7) == month
    )
    events, participants = connection.execute(query).one()
    return int(events), int(participants)


def has_records(connection: Connection, kind: RecordKind, office: str) -> bool:
    """Whether an office has any record of that kind that was not deleted."""
    table = row_table(kind)
    query = sa.select(sa.literal(1)).where(is_listed(table), table.c.office == office).limit(1)
    return connection.execute(query).first() is not None


def conflicts(connection: Connection, office: str) -> list[tuple[str, str, str]]:
    """(kind, record, field) of every field of an office's records with rival values."""
    table = OpenConflict.__table__  # type: ignore[attr-defined]  # set on table classes
    query = sa.select(table.c.kind, table.c.record, table.c.field).where(table.c.office == office)
    return [(row[0], row[1], row[2]) for row in connection.execute(query.order_by(table.c.record, table.c.field))]


def quarantined(connection: Connection) -> int:
    """How many values of all offices this version cannot use."""
    table = QuarantinedValue.__table__  # type: ignore[attr-defined]  # set on table classes
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


class Quarantined(NamedTuple):
    """A value this version cannot use."""

    owner: str
    record: str
    kind: str
    field: str
    """``""``: the whole record, as of a kind this version does not know."""
    reason: str


def quarantined_values(connection: Connection, limit: int, after: int = 0) -> list[Quarantined]:
    """What this version cannot use, by owner, kind and record; ``limit`` of them, ``after`` so many."""
    table = QuarantinedValue.__table__  # type: ignore[attr-defined]  # set on table classes
    columns = (table.c.office, table.c.record, table.c.kind, table.c.field, table.c.reason)
    order = (table.c.office, table.c.kind, table.c.record, table.c.field)
    found = connection.execute(sa.select(*columns).order_by(*order).limit(limit).offset(after))
    return [Quarantined(*row) for row in found]


def quarantined_by_office(connection: Connection) -> dict[str, int]:
    """Office → how many of its values this version cannot use."""
    table = QuarantinedValue.__table__  # type: ignore[attr-defined]  # set on table classes
    found = connection.execute(sa.select(table.c.office, sa.func.count()).group_by(table.c.office))
    return {row[0]: int(row[1]) for row in found}


def quarantined_of(connection: Connection, office: str) -> list[tuple[str, str, str, int]]:
    """(kind, field, reason, how many) of an office's values that this version cannot use, the most first."""
    table = QuarantinedValue.__table__  # type: ignore[attr-defined]  # set on table classes
    what, count = (table.c.kind, table.c.field, table.c.reason), sa.func.count()
    query = sa.select(*what, count).where(table.c.office == office).group_by(*what).order_by(count.desc(), *what)
    return [(row[0], row[1], row[2], int(row[3])) for row in connection.execute(query)]
