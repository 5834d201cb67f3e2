"""Full-text search over what records can be found by: FTS5 in SQLite, an index of words on a server."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from ppo_desktop.core.text import search_key
from ppo_desktop.storage import driver
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.tables import METADATA, NOT_LISTED

LIMIT = 50
_CREATE = (
    """CREATE VIRTUAL TABLE search_index USING fts5(
        text, content='search_document', content_rowid='n', prefix='2 3', tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO search_index(search_index, rank) VALUES ('secure-delete', 1)",
    """CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
        INSERT INTO search_index(rowid, text) VALUES (new.n, new.text); END""",
    """CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN
        INSERT INTO search_index(search_index, rowid, text) VALUES ('delete', old.n, old.text); END""",
)
_FIND = """SELECT d.office, d.kind, d.record, d.title FROM search_index i JOIN search_document d ON d.n = i.rowid
    WHERE search_index MATCH ? ORDER BY i.rowid DESC LIMIT ?"""
_FIND_ON_SERVER = """SELECT office, kind, record, title FROM search_document
    WHERE words @@ CAST(? AS tsquery) ORDER BY n DESC LIMIT ?"""


class Document(NamedTuple):
    """What one record is found by."""

    office: str
    kind: str
    record: str
    title: str
    text: str
    """Already folded with ``core.text.search_key``."""


class Match(NamedTuple):
    """A record whose document holds what was looked for."""

    office: str
    kind: str
    record: str
    title: str


def create_index(connection: Connection) -> None:
    """Make the index and the triggers that keep it equal to ``search_document``."""
    for statement in _CREATE:
        connection.exec_driver_sql(statement)


def add(connection: Connection, documents: Iterable[Document]) -> None:
    """Add documents of records that have none; deleting from ``search_document`` forgets them, triggers do the rest."""
    statement = "INSERT INTO search_document (office, kind, record, title, text) VALUES {rows}"
    driver.execute_together(connection, statement, list(documents))


def find(
    connection: Connection, typed: str, limit: int = LIMIT, skipped: Collection[RecordKey] | None = None
) -> list[Match]:
    """The records that hold every typed word as the beginning of a word, newest first; nothing for no words.

    Args:
        skipped: what is left out; ``None``: who is ``not_listed``. The query is not asked for that: it would cost as
            much as finding them, which the index does one by one in the order wanted.
    """
    query = expression(typed)
    if not query:
        return []
    out = not_listed(connection) if skipped is None else skipped
    on_server = connection.dialect.name == driver.SERVER
    statement, query = (_FIND_ON_SERVER, _for_server(query)) if on_server else (_FIND, query)
    cursor = driver.execute(connection, statement, (query, limit + len(out)))
    found: list[Match] = []
    while len(found) < limit and (part := cursor.fetchmany(limit)):
        found += map(Match._make, (row for row in part if (row[0], row[2]) not in out) if out else part)
    cursor.close()  # nothing more of it is wanted
    return found[:limit]


def is_empty(connection: Connection) -> bool:
    """Whether nothing at all can be found."""
    return driver.execute(connection, "SELECT 1 FROM search_document LIMIT 1").fetchone() is None


def not_listed(connection: Connection) -> frozenset[RecordKey]:
    """The persons in whose place another stands in lists; they change only with the journal."""
    return frozenset((row[0], row[1]) for row in driver.execute(connection, NOT_LISTED))


def matching(query: str, kind: str) -> sa.Select[Any]:
    """(office, record) of every document of ``kind`` that an expression finds; to stand in another query."""
    documents = METADATA.tables["search_document"].c
    return sa.select(documents.office, documents.record).where(documents.kind == kind, _Matches(query))


def expression(typed: str) -> str:
    """The typed words as the index is asked for them; ``""`` where there is nothing to search for.

    Single letters only say that somebody is still typing, and would match half of everything. A number in groups
    (``6101 0452 0309 9901``) is also looked for as one.
    """
    words = search_key(typed).split()
    query = " ".join(f'"{word}"*' for word in words if len(word) > 1)
    whole = "".join(words)
    return f'({query}) OR "{whole}"*' if query and len(words) > 1 and whole.isdecimal() else query


class _Matches(sa.ColumnElement[bool]):
    """Whether an expression finds a row of ``search_document``."""

    inherit_cache = False

    def __init__(self, query: str) -> None:
        self.query = query


@compiles(_Matches)
def _in_index(element: _Matches, compiler: SQLCompiler, **more: object) -> str:
    mark = compiler.process(sa.bindparam(None, element.query), **more)
    return f"search_document.n IN (SELECT rowid FROM search_index WHERE search_index MATCH {mark})"


@compiles(_Matches, driver.SERVER)
def _in_words(element: _Matches, compiler: SQLCompiler, **more: object) -> str:
    mark = compiler.process(sa.bindparam(None, _for_server(element.query)), **more)
    return f"search_document.words @@ CAST({mark} AS tsquery)"


def _for_server(query: str) -> str:
    """``("siti"* "am"*) OR "sitiam"*`` → ``('siti':* & 'am':*) | 'sitiam':*``; words are folded letters and digits."""
    return re.sub(r'"(\w+)"\*', r"'\1':*", query).replace("* '", "* & '").replace(" OR ", " | ")
