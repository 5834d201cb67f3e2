"""An encrypted copy of the whole database, made while it is in use, checked before it counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ppo_desktop.core.errors import World
from ppo_desktop.core.text import _
from ppo_desktop.storage import driver
from ppo_desktop.storage.database import Connection, Database

_STEPS = 20_000
"""Of the database's machine, between two questions whether to go on: some milliseconds."""


def copy_to(database: Database, target: Path, progress: Callable[[], object] = lambda: None) -> None:
    """Write a consistent copy to ``target`` (which must not exist) under the same key, and check it.

    Args:
        progress: called again and again; what it raises ends the copying, and comes through.

    Raises:
        World: ``disk-full``, or ``disk-error`` also where the copy does not read as it was written.
    """
    stopped: list[BaseException] = []

    def ask() -> bool:
        try:
            progress()
        except BaseException as reason:  # noqa: BLE001 - it is raised again as soon as the database has stopped
            stopped.append(reason)
        return bool(stopped)

    with database.raw() as source:
        source.set_progress_handler(ask, _STEPS)
        try:
            # VACUUM INTO keeps cipher and key, leaves freed pages behind and never shows a half copy to us.
            source.execute("VACUUM INTO ?", (str(target),))
        except Exception:
            if stopped:
                raise stopped[0] from None
            raise
        finally:
            source.set_progress_handler(None, 0)
    progress()
    if not database.beside(target).is_intact():  # a disk that is full to the last page shows here first
        message = _("Salinan yang baru ditulis tidak terbaca utuh.")
        raise World("disk-error", message, _("Periksa ruang dan penyimpanan komputer, lalu coba lagi."))


def check(path: Path, key: bytes) -> None:
    """Raise ``World`` unless ``path`` is an intact database under ``key``."""
    database = Database.open(path, key)
    try:
        intact = database.is_intact()
    finally:
        database.close()
    if not intact:
        raise World("backup-damaged", _("Cadangan ini rusak."), _("Pakai cadangan yang lain."))


def changes(connection: Connection) -> int:
    """How much has been written that is worth a backup: grows with every entry, carrier and certificate."""
    query = (
        "SELECT coalesce((SELECT max(n) FROM journal), 0) + coalesce((SELECT max(n) FROM incoming_carrier), 0)"
        " + coalesce((SELECT max(n) FROM outgoing_carrier), 0) + (SELECT count(*) FROM peer_certificate)"
        " + (SELECT count(*) FROM revocation_list) + (SELECT count(*) FROM own_key WHERE certificate IS NOT NULL)"
    )
    return int(driver.execute(connection, query).fetchone()[0])


def records(connection: Connection) -> dict[str, int]:
    """Kind → how many records of it the journal knows, of whatever office."""
    query = "SELECT kind, count(*) FROM (SELECT DISTINCT kind, office, record FROM journal) AS held GROUP BY kind"
    return {str(kind): int(count) for kind, count in driver.execute(connection, query)}
