"""Reading record rows: one, a page, all of an office; as plain dicts, without an object per row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from ppo_desktop.records.kind import RecordKind
from ppo_desktop.storage.tables import row_table

Row = dict[str, Any]
PAGE = 200


def get(connection: Connection, kind: RecordKind, office: str, record: str) -> Row | None:
    """One row, deleted or not."""
    table = row_table(kind)
    found = connection.execute(sa.select(table).where(table.c.office == office, table.c.id == record))
    row = found.mappings().first()
    return dict(row) if row else None


def page(connection: Connection, kind: RecordKind, before: str = "", limit: int = PAGE) -> list[Row]:
    """Up to ``limit`` rows that are not deleted, newest first; ``before``: id of the last row already shown."""
    table = row_table(kind)
    query = sa.select(table).where(_shown(table)).order_by(table.c.id.desc()).limit(limit)
    if before:
        query = query.where(table.c.id < before)
    return [dict(row) for row in connection.execute(query).mappings()]


def all_of(connection: Connection, kind: RecordKind, office: str) -> Iterator[Row]:
    """Every row of one owner office that is not deleted, oldest first."""
    table = row_table(kind)
    query = sa.select(table).where(table.c.office == office, _shown(table)).order_by(table.c.id)
    for row in connection.execute(query).mappings():
        yield dict(row)


def where(
    connection: Connection, kind: RecordKind, office: str, *, deleted_too: bool = False, **equal: object
) -> list[Row]:
    """Rows of one office whose columns equal the given values."""
    table = row_table(kind)
    query = sa.select(table).where(table.c.office == office)
    if not deleted_too:
        query = query.where(_shown(table))
    query = query.where(*(table.c[name] == value for name, value in equal.items())).order_by(table.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _shown(table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.func.coalesce(table.c.deleted, sa.false()).is_(sa.false())
