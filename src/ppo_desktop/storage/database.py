"""The encrypted database file: engine, transactions, and what its errors mean to a person."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection as Connection
from sqlalchemy import Engine, create_engine, create_mock_engine, event, exc, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import QueuePool
from sqlalchemy.schema import ExecutableDDLElement

from ppo_desktop.core.errors import World
from ppo_desktop.core.text import N_, _
from ppo_desktop.storage import driver, search
from ppo_desktop.storage.tables import METADATA, SCHEMA_VERSION

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA busy_timeout = 5000",
)
# For each value that is neither number nor text the driver asks around who might adapt it, by exceptions: of a row with
# forty empty columns that is nine tenths of the time. These two answer at once, with the value as it is.
sqlcipher.register_adapter(type(None), lambda nothing: nothing)
sqlcipher.register_adapter(bytes, bytes)
_STATEMENTS = 1000
"""How many are kept prepared: more than the program has, for preparing one costs more than running most."""


class Database:
    """One office's database. Connections are opened on demand and returned to the pool."""

    is_shared = False
    """Whether several PCs work with it, which a server keeps and backs up."""
    _errors: tuple[type[Exception], ...] = (exc.DBAPIError, sqlcipher.DatabaseError)

    def __init__(self, path: Path, key: bytes) -> None:
        """Args: key: the 32-byte raw SQLCipher key from the vault."""
        self.path = path
        self.key = key
        self._engine = _engine(path, key)
        self.is_closed = False

    @classmethod
    def create(cls, path: Path, key: bytes) -> Database:
        """A new, empty database at ``path``, which must not exist."""
        if path.exists():
            raise World("database-exists", _("Di folder ini sudah ada data kantor."), _("Pilih folder lain."))
        database = cls(path, key)
        with database.transaction() as connection:
            for statement in _schema(frozenset(METADATA.tables)):
                driver.execute(connection, statement)
            search.create_index(connection)
            connection.execute(text(f"PRAGMA user_version = {SCHEMA_VERSION}"))
        return database

    @classmethod
    def open(cls, path: Path, key: bytes) -> Database:
        """The existing database at ``path``; missing tables of new record kinds and missing indexes are added.

        Raises:
            World: ``database-missing``, ``database-key``, ``database-unread`` or ``database-newer``.
        """
        if not path.exists():
            raise World(
                "database-missing",
                _("Data kantor tidak ditemukan di {path}.").format(path=path),
                _("Periksa foldernya, atau pulihkan dari cadangan."),
            )
        database = cls(path, key)
        try:
            database._demand_known_schema()
            with database.transaction() as connection:
                _add_tables(connection)
                _index_journal(connection)
        except BaseException:
            database.close()
            raise
        return database

    def _demand_known_schema(self) -> None:
        with self.reading() as connection:
            version = connection.execute(text("PRAGMA user_version")).scalar_one()
        if version > SCHEMA_VERSION:
            raise World(
                "database-newer",
                _("Data ini dibuat oleh PPO Desktop yang lebih baru."),
                _("Pasang versi terbaru, lalu buka lagi."),
            )

    def beside(self, path: Path) -> Database:
        """The database at ``path``, which has the same key: a copy of this one."""
        return Database(path, self.key)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One write transaction: all of it is kept when the block ends, nothing when it raises."""
        with self._told_plainly(), self._engine.connect() as connection:
            connection.info["begin"] = "BEGIN IMMEDIATE"
            with connection.begin():
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view for reading; nothing written in it is kept."""
        with self._told_plainly(), self._engine.connect() as connection:
            connection.info["begin"] = "BEGIN"
            connection.begin()
            yield connection
            connection.rollback()

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """The driver's own connection, outside any transaction; for backup and checks."""
        with self._told_plainly():
            connection = self._engine.raw_connection()
            try:
                yield connection.driver_connection
            finally:
                connection.close()

    def is_intact(self) -> bool:
        """Whether every page's HMAC and SQLite's own structure check out.

        Asked by a connection of its own: one that is kept may remember a search index that another has written since,
        and would call it damaged.

        Raises:
            World: ``disk-full`` where that cannot be told before there is room.
        """
        for is_again in (False, True):
            with contextlib.closing(self.beside(self.path)) as fresh, fresh.raw() as raw:
                if is_again:
                    # A page that could not be read may be readable now, and folding the log back on a full disk can
                    # have left half a page in the file: the log still holds all of it.
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                pages = raw.execute("PRAGMA cipher_integrity_check").fetchall()
                if not pages and raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]:
                    return True
        return False

    @contextmanager
    def _told_plainly(self) -> Iterator[None]:
        """Turn the world's database errors into sentences; our own mistakes pass through as they are."""
        try:
            yield
        except self._errors as error:
            cause = str(getattr(error, "orig", error))
            for needle, code, message, advice in _WORLD:
                if needle in cause:
                    if code in _SPOILING:
                        self._engine.dispose()
                    raise World(code, _(message), _(advice)) from error
            raise

    def close(self) -> None:
        """Close all connections; the write-ahead log is folded back into the file."""
        self._engine.dispose()
        self.is_closed = True


@cache
def _schema(_tables: frozenset[str]) -> tuple[str, ...]:
    """What makes every table and index, in SQLite's words; worked out once, tests make thousands of databases."""
    statements: list[str] = []

    def note(made: ExecutableDDLElement, *_args: object) -> None:
        statements.append(str(made.compile(dialect=sqlite.dialect())))

    METADATA.create_all(create_mock_engine("sqlite://", note), checkfirst=False)
    return tuple(statements)


def _add_tables(connection: Connection) -> None:
    """The tables of kinds that a later program knows. Asked for by one query: one for each table takes its time."""
    present = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
    missing = [table for name, table in METADATA.tables.items() if name not in present]
    if missing:
        METADATA.create_all(connection, missing)


def _engine(path: Path, key: bytes) -> Engine:
    def connect() -> Any:
        connection = sqlcipher.connect(
            str(path), check_same_thread=False, isolation_level=None, cached_statements=_STATEMENTS
        )
        # No bind parameters here and exactly this quoting, or SQLCipher takes the text for a passphrase.
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("SELECT count(*) FROM sqlite_master")
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        return connection

    engine = create_engine(
        "sqlite://",
        creator=connect,
        module=sqlcipher,
        poolclass=QueuePool,
        pool_reset_on_return=None,
        hide_parameters=True,
    )

    # The driver would begin transactions late and deferred; we say when and how.
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        driver.execute(connection, connection.info.get("begin", "BEGIN"))

    return engine


def _index_journal(connection: Connection) -> None:
    """Make the indexes of the journal that a database of an earlier version lacks; other tables are made anew."""
    journal = METADATA.tables["journal"]
    known = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'").scalars().all()
    for index in journal.indexes:
        if index.name not in known:
            index.create(connection)


_SPOILING = frozenset({"disk-error", "database-unread"})
"""After one page that could not be read SQLCipher's connection refuses all others for good; a new one reads again."""

_WORLD = (
    (
        "disk is full",
        "disk-full",
        N_("Penyimpanan komputer penuh; data terakhir belum tersimpan."),
        N_("Kosongkan ruang, lalu simpan lagi."),
    ),
    (
        "disk I/O error",
        "disk-error",
        N_("Penyimpanan komputer gagal dibaca atau ditulis; data terakhir belum tersimpan."),
        N_("Periksa penyimpanan, lalu simpan lagi."),
    ),
    (
        "vtable constructor failed",  # what the search index says when its pages cannot be read
        "disk-error",
        N_("Penyimpanan komputer tidak dapat dibaca; data terakhir belum tersimpan."),
        N_("Periksa penyimpanan, lalu coba lagi."),
    ),
    (
        "readonly database",
        "disk-read-only",
        N_("Folder data tidak boleh ditulis."),
        N_("Minta izin menulis ke folder itu."),
    ),
    (
        "unable to open",
        "disk-read-only",
        N_("Folder data tidak dapat dibuka."),
        N_("Periksa apakah foldernya ada, boleh ditulis, dan masih punya ruang."),
    ),
    (
        "database is locked",
        "in-use",
        N_("Data kantor sedang dipakai program lain."),
        N_("Tutup PPO Desktop yang lain, lalu coba lagi."),
    ),
    (
        "file is not a database",
        "database-key",
        N_("Data kantor tidak dapat dibuka dengan kunci ini."),
        N_(
            "Coba lagi. Bila tetap begitu, berkas data dan berkas kunci mungkin bukan pasangan; pulihkan dari cadangan."
        ),
    ),
    *(
        (
            needle,
            "server-silent",
            N_("Server basis data tidak menjawab."),
            N_("Periksa kabel atau jaringan, lalu coba lagi; bila tetap, hubungi pengelola server."),
        )
        for needle in (
            "connection is bad",
            "connection failed",
            "connection refused",
            "server closed",
            "terminating connection",
            "timeout expired",
        )
    ),
    *(
        (
            needle,
            "server-refuses",
            N_("Server basis data menolak sambungan dari komputer ini."),
            N_("Minta pengelola server memeriksa nama, kata sandi, dan hak pakainya."),
        )
        for needle in ("authentication failed", "permission denied", "no pg_hba.conf entry")
    ),
    (
        "No space left",
        "disk-full",
        N_("Penyimpanan server penuh; data terakhir belum tersimpan."),
        N_("Hubungi pengelola server, lalu simpan lagi."),
    ),
    (
        "malformed",  # also what SQLite calls a page that the disk could not read just now
        "database-unread",
        N_("Data kantor tidak terbaca utuh; yang baru saja dikerjakan belum tersimpan."),
        N_(
            "Coba lagi. Bila tetap begitu, nyalakan ulang komputer dan buka lagi; bila masih juga, pulihkan dari "
            "cadangan terakhir."
        ),
    ),
)
