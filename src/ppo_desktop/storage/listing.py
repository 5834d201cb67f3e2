"""What a list of one kind is made of: the keys of all its rows in order, and counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy import Connection

from ppo_desktop.records.field import Shape
from ppo_desktop.records.filters import (
    BeforeToday,
    Below,
    Between,
    Condition,
    Empty,
    Filter,
    HasKey,
    LongAgo,
    OneOf,
    ThisYear,
    Within,
    YoungerThan,
    last_day,
)
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.storage import driver, search
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.tables import is_listed, row_table

_TEXTS = frozenset({Shape.TEXT, Shape.DATE, Shape.PARTIAL_DATE})
Query: TypeAlias = sa.Select[*tuple[Any, ...]]


class Selection(Struct, frozen=True):
    """Which rows of a kind a list holds: all of these together."""

    filters: tuple[Filter, ...] = ()
    owner: str = ""
    """Code of one owner office; ``""`` for all."""
    typed: str = ""
    """Beginnings of words the records must hold."""
    without: frozenset[RecordKey] = frozenset()
    """Rows that are left out whatever they say; few."""
    among: frozenset[RecordKey] | None = None
    """The only rows that come into question, where only some do; few."""


class Outstanding(Struct, frozen=True):
    """The chosen rows of one owner."""

    count: int
    earliest: str
    """The earliest whole day in the column asked for; ``""`` where there is none."""


def keys(
    connection: Connection,
    kind: RecordKind,
    chosen: Selection,
    today: date,
    *,
    by: str = "",
    descending: bool = False,
    limit: int | None = None,
) -> list[RecordKey]:
    """(owner, id) of the chosen rows: newest first, or by the column ``by`` and then newest first."""
    table = row_table(kind)
    query = _chosen(sa.select(table.c.office, table.c.id), kind, chosen, today).limit(limit)
    if by:
        column = sa.func.lower(table.c[by]) if kind.field(by).shape in _TEXTS else table.c[by]
        if not descending:
            column_order = column.asc().nulls_last()
        elif connection.dialect.name == driver.SERVER:
            column_order = column.desc().nulls_last()
        else:
            column_order = column.desc()  # nothing comes last by itself, and only so the index is read
        query = query.order_by(column_order)
    query = query.order_by(table.c.id.desc(), table.c.office)
    found = connection.execute(query).cursor  # the driver's own: an object for each row costs more than reading it
    assert found is not None, "a query has a cursor"
    owners: dict[str, str] = {}  # one text for each office instead of one for each row
    return [(owners.setdefault(owner, owner), record) for owner, record in iter(found.fetchone, None)]


def count(connection: Connection, kind: RecordKind, chosen: Selection, today: date) -> int:
    """How many rows are chosen."""
    return int(connection.execute(_chosen(sa.select(sa.func.count()), kind, chosen, today)).scalar_one())


def outstanding(
    connection: Connection, kind: RecordKind, chosen: Selection, today: date, *, due: str = ""
) -> dict[str, Outstanding]:
    """Owner office → its chosen rows, by code; ``due``: the column with a day of which the earliest is wanted."""
    table = row_table(kind)
    earliest = sa.func.min(sa.func.nullif(table.c[due], "")) if due else sa.literal("")
    query = _chosen(sa.select(table.c.office, sa.func.count(), earliest), kind, chosen, today)
    found = connection.execute(query.group_by(table.c.office).order_by(table.c.office))
    return {owner: Outstanding(count, first or "") for owner, count, first in found}


def count_each(
    connection: Connection, kind: RecordKind, filters: Sequence[Filter], chosen: Selection, today: date
) -> list[int]:
    """How many of the chosen rows each of ``filters`` holds; the table is read once."""
    if not filters:
        return []
    tallies = (sa.func.count(sa.case((_all_hold(kind, filter_, today), 1))) for filter_ in filters)
    return list(connection.execute(_chosen(sa.select(*tallies), kind, chosen, today)).one())


def owners(connection: Connection, kind: RecordKind) -> dict[str, int]:
    """Owner office → how many rows it has in the list, by code."""
    table = row_table(kind)
    query = sa.select(table.c.office, sa.func.count()).where(is_listed(table)).group_by(table.c.office)
    return {row[0]: row[1] for row in connection.execute(query.order_by(table.c.office))}


def recent_values(
    connection: Connection,
    kind: RecordKind,
    office: str,
    field: str,
    limit: int,
    without: frozenset[RecordKey] = frozenset(),
) -> list[object]:
    """What the newest ``limit`` rows of an office but those ``without`` say in a field, newest first, no gaps."""
    table = row_table(kind)
    query = sa.select(table.c[field]).where(table.c.office == office, is_listed(table))
    if without:
        query = query.where(table.c.id.not_in([record for _office, record in without]))
    found = connection.execute(query.order_by(table.c.id.desc()).limit(limit)).scalars()
    return [value for value in found if value not in (None, "", [], {})]


def _chosen(query: Query, kind: RecordKind, chosen: Selection, today: date) -> Query:
    table = row_table(kind)
    query = query.select_from(table).where(is_listed(table))
    query = query.where(*(_all_hold(kind, filter_, today) for filter_ in chosen.filters))
    if chosen.owner:
        query = query.where(table.c.office == chosen.owner)
    if chosen.among is not None:
        query = query.where(sa.tuple_(table.c.office, table.c.id).in_(chosen.among))
    if chosen.without:
        query = query.where(sa.tuple_(table.c.office, table.c.id).not_in(chosen.without))
    if expression := search.expression(chosen.typed):
        query = query.where(sa.tuple_(table.c.office, table.c.id).in_(search.matching(expression, kind.name)))
    return query


def _all_hold(kind: RecordKind, filter_: Filter, today: date) -> sa.ColumnElement[bool]:
    return sa.and_(*(_holds(kind, condition, today) for condition in filter_.where))


def _holds(kind: RecordKind, condition: Condition, today: date) -> sa.ColumnElement[bool]:
    """What ``condition.holds`` says of a row, asked of the table."""
    column = row_table(kind).c[condition.column]
    text = sa.func.coalesce(column, sa.literal(""))
    match condition:
        case OneOf(_, values):
            return column.in_(sorted(values))
        case Empty():
            return text == "" if kind.field(condition.column).shape in _TEXTS else column.is_(None)
        case HasKey(_, key):
            value: sa.ColumnElement[str | None] = column[key].as_string()
            return value.is_not(None)
        case Below(_, number):
            return column < sa.literal(number)
        case ThisYear():
            return text.startswith(f"{today.year:04d}")
        case YoungerThan():
            return _last_day(column) > condition.bound(today)
        case LongAgo():
            return text < condition.bound(today)
        case BeforeToday():
            return _last_day(column) < condition.bound(today)
        case Within():
            return _last_day(column).between(*condition.bounds(today))
        case Between(_, first, end):
            return sa.and_(text >= sa.literal(first), text < sa.literal(end))


def _last_day(column: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """As ``last_day``: what is missing of a partial date is its end."""
    return column.concat(sa.func.substr(last_day(""), sa.func.length(column) + 1))
