"""The same tables on a PostgreSQL server, for a regency or a province where several officers share one database.

What SQLite does by itself is done here by name: one writer at a time (a lock of the schema), one view while reading
(``REPEATABLE READ``), whole numbers of 64 bits. The server keeps the data as it is: encrypting its disk, its network
and its backups is its keeper's duty, but the office's own secret keys lie in it wrapped (docs/server.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import sqlalchemy as sa
from sqlalchemy import Engine, Integer, event
from sqlalchemy.ext.compiler import compiles

from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.text import _
from ppo_desktop.storage import driver, settings_store
from ppo_desktop.storage.database import Connection, Database
from ppo_desktop.storage.server_views import VIEWS
from ppo_desktop.storage.tables import METADATA, SCHEMA_VERSION

_LOCAL = frozenset({"", "localhost", "127.0.0.1", "::1"})
_SAFE = frozenset({"verify-ca", "verify-full"})
_VERSION = "schema version"
_COPIED_AT_ONCE = 500

_UNNUMBERED = ("trust_root", "revocation_list", "peer_certificate", "draft")
_BESIDE = (
    # What SQLite has of itself: the order in which rows without a number came, and a value out of a JSON text.
    *(
        f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS rowid BIGINT GENERATED ALWAYS AS IDENTITY"
        for table in _UNNUMBERED
    ),
    """CREATE OR REPLACE FUNCTION json_extract(document TEXT, path TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE
       AS $$ SELECT document::json #>> string_to_array(substr(path, 3), '.') $$""",
    # The words of a document are folded already (core.text.search_key): each is what it is found by.
    """ALTER TABLE search_document ADD COLUMN IF NOT EXISTS words tsvector
       GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(text, ' '), ''))) STORED""",
    "CREATE INDEX IF NOT EXISTS search_document_words ON search_document USING gin (words)",
)


# Said here and not beside SQLite's: whoever names the other dialect there loads all of it at every start.
for _table in METADATA.tables.values():
    for _index in _table.indexes:
        if (_rows := _index.dialect_options["sqlite"]["where"]) is not None:
            _index.dialect_options["postgresql"]["where"] = _rows


class Secrets(NamedTuple):
    """How the office's secret keys are wrapped before they lie on a server: (bytes, purpose) → bytes."""

    wrap: Callable[[bytes, str], bytes]
    unwrap: Callable[[bytes, str], bytes]


@compiles(Integer, driver.SERVER)
def _wide(_type: Integer, _compiler: object, **more: object) -> str:
    """Budgets in rupiah and numbers of long journals do not fit a column of 32 bits; in SQLite they always had 64."""
    return "BIGINT" if "type_expression" in more else "INTEGER"


class ServerDatabase(Database):
    """One office's database in a schema of a PostgreSQL server."""

    is_shared = True

    def __init__(self, url: str, secrets: Secrets) -> None:
        """Args: url: ``postgresql://user@host/database``, as libpq takes it; see ``checked``."""
        self.path = Path()
        self._errors = (sa.exc.DBAPIError, psycopg.Error)
        self._engine = _engine(checked(url), secrets)
        self.is_closed = False

    @classmethod
    def create_at(
        cls, url: str, secrets: Secrets, is_left_over: Callable[[Connection], bool] = lambda _connection: False
    ) -> ServerDatabase:
        """New tables in an empty schema, or in one that an interrupted set-up left without an office.

        Args:
            is_left_over: whether the office that is there may be dropped: a copy that nobody has worked with.

        Raises:
            World: ``database-exists``, or the server cannot be reached or used.
            Refused: ``server-url``.
        """
        database = cls(url, secrets)
        try:
            with database.transaction() as connection:
                _demand_order(connection)
                if _tables(connection) and settings_store.read(connection, "office") is not None:
                    if not is_left_over(connection):
                        raise World(
                            "database-exists",
                            _("Di basis data server itu sudah ada data kantor."),
                            _("Minta pengelola server menyiapkan basis data yang kosong."),
                        )
                    for table in METADATA.tables:
                        driver.execute(connection, driver.dropping(connection, table))
                METADATA.create_all(connection)
                settings_store.write(connection, _VERSION, {"number": SCHEMA_VERSION})
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def open_at(cls, url: str, secrets: Secrets) -> ServerDatabase:
        """The existing database; missing tables of new record kinds are added.

        Raises:
            World: ``database-missing``, ``database-newer``, or the server cannot be reached or used.
            Refused: ``server-url``.
        """
        database = cls(url, secrets)
        try:
            with database.transaction() as connection:
                version = settings_store.read(connection, _VERSION) if _tables(connection) else None
                if version is None:
                    raise World(
                        "database-missing",
                        _("Di basis data server itu belum ada data kantor."),
                        _("Periksa alamatnya dengan pengelola server."),
                    )
                if int(str(version["number"])) > SCHEMA_VERSION:
                    raise World(
                        "database-newer",
                        _("Data ini dibuat oleh PPO Desktop yang lebih baru."),
                        _("Pasang versi terbaru, lalu buka lagi."),
                    )
                METADATA.create_all(connection)
        except BaseException:
            database.close()
            raise
        return database

    def beside(self, _path: Path) -> Database:
        raise _kept_by_the_server()

    @contextmanager
    def raw(self) -> Iterator[Any]:
        raise _kept_by_the_server()
        yield

    def is_intact(self) -> bool:
        """The server sees to its own pages; whether it answers is what can be asked from here."""
        with self.reading() as connection:
            return bool(connection.execute(sa.text("SELECT true")).scalar_one())


def copy_all(source: Database, target: ServerDatabase, progress: Callable[[str], object] = lambda _table: None) -> None:
    """Put everything of ``source`` into ``target``, whose tables are new, in one transaction.

    Args:
        progress: told the table that is copied; may raise to stop, and then nothing was copied.
    """
    with source.reading() as old, target.transaction() as new:
        for table in METADATA.sorted_tables:
            progress(table.name)
            found = old.execution_options(stream_results=True).execute(sa.select(table).order_by(*_order(table)))
            for part in found.mappings().partitions(_COPIED_AT_ONCE):
                new.execute(sa.insert(table), [_kept(new, table, dict(row)) for row in part])
            if "n" in table.c:
                number = f"coalesce((SELECT max(n) FROM {table.name}), 0) + 1"
                driver.execute(new, f"SELECT setval(pg_get_serial_sequence('{table.name}', 'n'), {number}, false)")
        settings_store.write(new, _VERSION, {"number": SCHEMA_VERSION})


def checked(url: str) -> sa.URL:
    """The address of a database on a server.

    Raises:
        Refused: ``server-url``: it is none, or it names another machine without demanding that machine's certificate.
    """
    try:
        found = sa.make_url(url.strip())
    except sa.exc.ArgumentError:
        found = None
    if found is None or found.get_backend_name() not in ("postgresql", "postgres") or not found.database:
        raise Refused(
            "server-url",
            _("Alamat basis data itu tidak dapat dibaca."),
            _("Bentuknya: postgresql://nama@server/basisdata?sslmode=verify-full; mintalah kepada pengelola server."),
        )
    host = found.host or str(found.query.get("host", ""))
    if host not in _LOCAL and not host.startswith("/") and found.query.get("sslmode") not in _SAFE:
        raise Refused(
            "server-url",
            _("Sambungan ke {host} tidak dijaga: isinya dapat dibaca orang lain di jaringan.").format(host=host),
            _("Tambahkan sslmode=verify-full pada alamatnya; pengelola server memberi sertifikatnya."),
        )
    return found.set(drivername="postgresql+psycopg")


def _engine(url: sa.URL, secrets: Secrets) -> Engine:
    engine = sa.create_engine(url, hide_parameters=True, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def told(_connection: object, record: Any) -> None:
        record.info["secrets"] = secrets

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.info.get("begin") == "BEGIN IMMEDIATE":
            driver.execute(connection, "SELECT pg_advisory_xact_lock(hashtext('ppo-desktop ' || current_schema()))")
        else:
            driver.execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

    return engine


def _tables(connection: Connection) -> bool:
    found = driver.execute(connection, "SELECT to_regclass('setting')").fetchone()
    return found[0] is not None


@event.listens_for(METADATA, "after_create")
def _make_beside(_metadata: object, connection: Connection, **_more: object) -> None:
    if connection.dialect.name == driver.SERVER:
        for statement in (*_BESIDE, *VIEWS):
            connection.exec_driver_sql(statement)


def _demand_order(connection: Connection) -> None:
    """Codes and ids are compared byte by byte everywhere; another order would page through lists differently."""
    (order,) = driver.execute(
        connection, "SELECT datcollate FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    if order not in ("C", "POSIX", "C.UTF-8", "C.utf8"):
        raise World(
            "server-order",
            _("Basis data server itu mengurutkan huruf dengan cara lain ({order}).").format(order=order),
            _("Minta pengelola server membuatnya dengan LC_COLLATE 'C' dan ENCODING 'UTF8' dari template0."),
        )


def _order(table: sa.Table) -> list[sa.ColumnElement[Any]]:
    """That in which the rows came, where it matters."""
    if "n" in table.c:
        return [table.c.n]
    return [sa.literal_column("rowid")] if table.name in _UNNUMBERED else list(table.primary_key)


def _kept(connection: Connection, table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    if table.name == "own_key":
        secrets: Secrets = connection.info["secrets"]
        row["secret"] = secrets.wrap(row["secret"], row["name"])
    return row


def _kept_by_the_server() -> Refused:
    return Refused(
        "server-keeps",
        _("Data kantor ini ada di server; cadangannya dibuat oleh pengelola server."),
        _("Tanyakan kepada pengelola server kapan cadangan terakhir dibuat dan dicoba."),
    )
