"""Keeping safe: backup, restore, rebuild, check."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ppo_desktop.core.clock import Clock, stamp
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _, system_reason
from ppo_desktop.operations import devices, erasing
from ppo_desktop.operations.lock import FolderLock
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.opening import open_as_it_is
from ppo_desktop.storage import backup as database_backup
from ppo_desktop.storage import projection
from ppo_desktop.trust.vault import Vault

_DATABASE, _VAULT = "kantor.db", "vault.json"
_ENDING = ".ppo-cadangan"


@dataclass(frozen=True)
class Restored:
    """An office put back from a backup, open under a new device identity."""

    office: Office
    aside: Path | None
    """Where the data that stood here before was put."""
    forgotten: int
    """Records erased after the backup was made, and erased again now."""


def backup(office: Office, folder: Path | None = None) -> Path:
    """Write one checked backup file; it is encrypted and opens with the passwords of the day.

    Raises:
        World: it cannot be written; no partial file is left under its name.
    """
    folder = folder or office.paths.backups
    key_file = office.paths.vault
    name = f"{office.code}-{stamp(office.clock)[:19].replace(':', '')}{_ENDING}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=office.paths.folder, prefix=".cadangan-") as scratch:
            copy = Path(scratch) / _DATABASE
            database_backup.copy_to(office.database, copy)
            temporary = folder / f".{name}.sementara"
            try:
                _pack(temporary, copy, key_file)
                temporary.replace(folder / name)
            finally:
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise World(
            "backup-failed",
            _("Cadangan tidak dapat ditulis: {reason}.").format(reason=system_reason(error)),
            _("Periksa ruang dan izin foldernya, lalu coba lagi."),
        ) from error
    return folder / name


def restore(paths: OfficePaths, file: Path, name: str, password: str, clock: Clock) -> Restored:
    """Put a backup back: unpack beside, check, swap, and write on under a new device identity.

    What stood in the folder is put aside, not deleted. Records erased since the backup are erased again.

    Raises:
        Refused: not a backup of ours. World: wrong password, damaged backup, disk.
    """
    paths.folder.mkdir(parents=True, exist_ok=True)
    lock = FolderLock(paths.lock)
    try:
        with tempfile.TemporaryDirectory(dir=paths.folder, prefix=".pulih-") as scratch:
            fresh = OfficePaths(Path(scratch))
            _unpack(file, fresh)
            key = Vault.load(fresh.vault).unlock(name, password).database_key
            database_backup.check(fresh.database, key)
            aside = _put_aside(paths, clock)
            fresh.vault.replace(paths.vault)
            fresh.database.replace(paths.database)
    finally:
        lock.release()
    office = open_as_it_is(paths, name, password, clock)
    with office.database.transaction() as connection:
        office = devices.renew(connection, office)
        forgotten = erasing.erase_again(connection, office)
    return Restored(office, aside, forgotten)


def rebuild(office: Office, progress: Callable[[int, int], None] = lambda _done, _total: None) -> int:
    """Make all rows and the search index anew from the journal; the number of records."""
    with office.database.transaction() as connection:
        return projection.rebuild(connection, progress)


def demand_intact(office: Office) -> None:
    """Raise ``World('database-damaged')`` unless the database passes its integrity checks."""
    if not office.database.is_intact():
        raise World("database-damaged", _("Berkas data kantor rusak."), _("Pulihkan dari cadangan terakhir."))


def _pack(target: Path, database: Path, vault: Path) -> None:
    with target.open("xb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.write(database, _DATABASE)
            archive.write(vault, _VAULT)
        file.flush()
        os.fsync(file.fileno())


def _unpack(file: Path, into: OfficePaths) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            if sorted(archive.namelist()) != [_DATABASE, _VAULT] or archive.testzip():
                raise zipfile.BadZipFile
            for name, target in ((_DATABASE, into.database), (_VAULT, into.vault)):
                with archive.open(name) as source, target.open("xb") as copy:
                    shutil.copyfileobj(source, copy)
                    copy.flush()
                    os.fsync(copy.fileno())
    except zipfile.BadZipFile as error:
        raise Refused(
            "not-a-backup",
            _("{name} bukan cadangan PPO Desktop, atau rusak.").format(name=file.name),
            _("Pilih berkas cadangan yang lain."),
        ) from error
    except OSError as error:
        raise World(
            "backup-unreadable",
            _("Cadangan {name} tidak dapat dibaca: {reason}.").format(name=file.name, reason=system_reason(error)),
            _("Periksa flashdisk atau foldernya, lalu coba lagi."),
        ) from error


def _put_aside(paths: OfficePaths, clock: Clock) -> Path | None:
    if not paths.database.exists() and not paths.vault.exists():
        return None
    aside = paths.folder / f"sebelum-pulih-{stamp(clock)[:19].replace(':', '')}"
    aside.mkdir()
    for old in (paths.vault, *paths.folder.glob(f"{paths.database.name}*")):
        if old.exists():
            old.replace(aside / old.name)
    return aside
