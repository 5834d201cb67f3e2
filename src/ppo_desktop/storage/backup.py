"""An encrypted copy of the whole database, made while it is in use, checked before it counts."""

from __future__ import annotations

from pathlib import Path

from ppo_desktop.core.errors import World
from ppo_desktop.core.text import _
from ppo_desktop.storage.database import Database


def copy_to(database: Database, target: Path) -> None:
    """Write a consistent copy to ``target`` (which must not exist) under the same key, and check it."""
    with database.raw() as source:
        # VACUUM INTO keeps cipher and key, leaves freed pages behind and never shows a half copy to us.
        source.execute("VACUUM INTO ?", (str(target),))
    copy = database.beside(target)
    try:
        intact = copy.is_intact()
    finally:
        copy.close()
    if not intact:
        raise _damaged()


def check(path: Path, key: bytes) -> None:
    """Raise ``World`` unless ``path`` is an intact database under ``key``."""
    database = Database.open(path, key)
    try:
        intact = database.is_intact()
    finally:
        database.close()
    if not intact:
        raise _damaged()


def _damaged() -> World:
    return World("backup-damaged", _("Cadangan ini rusak."), _("Pakai cadangan yang lain."))
