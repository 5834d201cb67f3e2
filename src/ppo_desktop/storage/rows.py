"""Reading record rows: one, a page, all of an office; as plain dicts, without an object per row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from ppo_desktop.records.kind import RecordKind
from ppo_desktop.storage import driver
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.tables import is_listed, row_table

Row = dict[str, Any]
Reader = Callable[[Any], Any]
PAGE = 200
_CHUNK = 500


def get(connection: Connection, kind: RecordKind, office: str, record: str) -> Row | None:
    """One row, deleted or not."""
    table = row_table(kind)
    found = connection.execute(sa.select(table).where(table.c.office == office, table.c.id == record))
    row = found.mappings().first()
    return dict(row) if row else None


def some(
    connection: Connection, kind: RecordKind, keys: Iterable[RecordKey], columns: Collection[str] = ()
) -> dict[RecordKey, Row]:
    """The rows there are of many keys, deleted ones too; with owner, id and ``columns`` only, or whole without them."""
    dialect: Any = type(connection.dialect)  # a class is hashable, though its stub says otherwise
    select, names, readers = _reading(row_table(kind), dialect, tuple(columns))
    found: dict[RecordKey, Row] = {}
    for office, of_office in groupby(sorted(keys), key=lambda key: key[0]):
        records = [record for _office, record in of_office]
        for start in range(0, len(records), _CHUNK):
            part = records[start : start + _CHUNK]
            # Each key of a search and each move in a list waits for this: by the driver it takes a third of the time.
            for row in driver.execute(connection, f"{select} ({', '.join('?' * len(part))})", (office, *part)):
                values = dict(zip(names, row, strict=True))
                for name, reader in readers:
                    if values[name] is not None:  # as most are: nothing is made of nothing
                        values[name] = reader(values[name])
                found[office, values["id"]] = values
    return found


@cache
def _reading(
    table: sa.Table, dialect: type[sa.Dialect], columns: tuple[str, ...]
) -> tuple[str, Sequence[str], Sequence[tuple[str, Reader]]]:
    """The beginning of a query for rows by their keys, the columns it reads, and what makes values of them."""
    names = tuple(dict.fromkeys(("office", "id", *columns))) if columns else tuple(table.c.keys())
    made = ((name, table.c[name].type.result_processor(dialect(), None)) for name in names)
    columns_named = ", ".join(map(driver.quoted, names))
    select = f"SELECT {columns_named} FROM {driver.quoted(table.name)} WHERE office = ? AND id IN "
    return select, names, tuple((name, reader) for name, reader in made if reader)


def naming(
    connection: Connection, kind: RecordKind, field: str, keys: Iterable[RecordKey], columns: Collection[str]
) -> list[Row]:
    """Owner, id, ``field`` and ``columns`` of the listed rows of which ``field`` names one of ``keys``."""
    table = row_table(kind)
    names = list(dict.fromkeys(("office", "id", field, *columns)))
    found: list[Row] = []
    for office, of_office in groupby(sorted(keys), key=lambda key: key[0]):
        records = [record for _office, record in of_office]
        for start in range(0, len(records), _CHUNK):
            query = sa.select(*(table.c[name] for name in names)).where(
                table.c[field].in_(records[start : start + _CHUNK]), table.c.office == office, is_listed(table)
            )
            found += (dict(row) for row in connection.execute(query).mappings())
    return found


def page(connection: Connection, kind: RecordKind, before: str = "", limit: int = PAGE) -> list[Row]:
    """Up to ``limit`` rows that are not deleted, newest first; ``before``: id of the last row already shown."""
    table = row_table(kind)
    query = sa.select(table).where(is_listed(table)).order_by(table.c.id.desc()).limit(limit)
    if before:
        query = query.where(table.c.id < before)
    return [dict(row) for row in connection.execute(query).mappings()]


def all_of(connection: Connection, kind: RecordKind, office: str) -> Iterator[Row]:
    """Every row of one owner office that is not deleted, oldest first."""
    table = row_table(kind)
    query = sa.select(table).where(table.c.office == office, is_listed(table)).order_by(table.c.id)
    for row in connection.execute(query).mappings():
        yield dict(row)


def columns_of(connection: Connection, kind: RecordKind, columns: Collection[str], office: str = "") -> list[Row]:
    """Owner, id and ``columns`` of every row that stands in figures, of one office or of all, by owner and id."""
    names = tuple(dict.fromkeys(("office", "id", *columns)))
    dialect: Any = type(connection.dialect)  # as above
    query, readers = _listed(row_table(kind), dialect, names, bool(office))
    return _read(connection, query, names, readers, (office,) if office else ())


def of_month(
    connection: Connection, kind: RecordKind, columns: Collection[str], office: str, month: str, dates: Collection[str]
) -> list[Row]:
    """As ``columns_of``, with ``dates`` too: the rows of one office of which any of these lies in a month."""
    names = tuple(dict.fromkeys(("office", "id", *dates, *columns)))
    dialect: Any = type(connection.dialect)  # as above
    query, readers = _listed(row_table(kind), dialect, names, True, tuple(dates))
    return _read(connection, query, names, readers, (*[month] * len(dates), office))


def _read(
    connection: Connection,
    query: str,
    names: Sequence[str],
    readers: Sequence[tuple[str, Reader]],
    asked: Sequence[object],
) -> list[Row]:
    # Whole books are read for figures: the driver's own rows cost a third of objects for each.
    cursor = driver.execute(connection, query, asked)
    found = [dict(zip(names, row, strict=True)) for row in iter(cursor.fetchone, None)]
    for values in found:
        for name, reader in readers:
            values[name] = reader(values[name])
    return found


@cache
def _listed(
    table: sa.Table, dialect: Any, names: tuple[str, ...], of_one: bool, dates: tuple[str, ...] = ()
) -> tuple[str, Sequence[tuple[str, Reader]]]:
    """The query for columns of all rows in figures, of one office or of all, and what makes values of them.

    With ``dates`` of those with any of these in a month; the month is asked for with each, and before the office.

    To make the query takes longer than it does to find the rows of a village in most books.
    """
    query = sa.select(*(table.c[name] for name in names)).where(is_listed(table)).order_by(table.c.office, table.c.id)
    if dates:
        months = (sa.func.substr(table.c[name], sa.text("1"), sa.text("7")) for name in dates)
        query = query.where(sa.or_(*(month == sa.bindparam(None) for month in months)))
    query = query.where(table.c.office == sa.bindparam("office")) if of_one else query
    made = ((name, table.c[name].type.result_processor(dialect(), None)) for name in names)
    readers = tuple((name, reader) for name, reader in made if reader)
    return str(query.compile(dialect=dialect(paramstyle="qmark"))), readers


def where(
    connection: Connection, kind: RecordKind, office: str | None, *, deleted_too: bool = False, **equal: object
) -> list[Row]:
    """Rows of one office, or with ``None`` of all, whose columns equal the given values."""
    table = row_table(kind)
    query = sa.select(table) if office is None else sa.select(table).where(table.c.office == office)
    if not deleted_too:
        query = query.where(is_listed(table))
    query = query.where(*(table.c[name] == value for name, value in equal.items())).order_by(table.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]
