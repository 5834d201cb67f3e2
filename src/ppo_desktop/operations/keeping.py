"""Keeping safe: backup, restore, rebuild, check."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ppo_desktop.core.atomic import sync_folder
from ppo_desktop.core.clock import WIB, Clock, stamp
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.paths import ASIDE, OfficePaths
from ppo_desktop.core.text import _, system_reason
from ppo_desktop.operations import devices, erasing
from ppo_desktop.operations.lock import FolderLock, make_private, prepare_folder
from ppo_desktop.operations.office import Office
from ppo_desktop.operations.opening import attach, open_office
from ppo_desktop.storage import backup as database_backup
from ppo_desktop.storage import projection, settings_store
from ppo_desktop.trust.vault import Unlocked, Vault

_DATABASE, _VAULT = "kantor.db", "vault.json"
ENDING = ".ppo-cadangan"
"""How the names of backups end."""
_ELSEWHERE = "backup-elsewhere"
"""Setting: ``at``, when a backup was last written to another place than the data folder."""
_COPYING, _RESTORING = ".cadangan-", ".pulih-"
"""Scratch folders within the data folder."""
_MALFORMED = (zipfile.BadZipFile, RuntimeError, zlib.error, EOFError, ValueError)
"""What the library raises over damaged and hostile archives."""


@dataclass(frozen=True)
class Restored:
    """An office put back from a backup, open under a new device identity."""

    office: Office
    aside: Path | None
    """Where the data that stood here before was put."""
    forgotten: int
    """Records erased after the backup was made, and erased again now."""


@dataclass(frozen=True)
class Backups:
    """When backups were last made."""

    here: datetime | None
    """The newest that lies in the data folder: it does not survive the loss of this PC."""
    elsewhere: datetime | None
    """The newest that was written to another place, as a stick."""

    @property
    def newest(self) -> datetime | None:
        return max((moment for moment in (self.here, self.elsewhere) if moment), default=None)


def backups(office: Office) -> Backups:
    """When backups were last made, here and elsewhere."""
    moments = [moment for file in office.paths.backups.glob(f"{office.code}-*") if (moment := _made_at(file))]
    with office.database.reading() as connection:
        noted = settings_store.read(connection, _ELSEWHERE) or {}
    elsewhere = noted.get("at")
    return Backups(max(moments, default=None), datetime.fromisoformat(str(elsewhere)) if elsewhere else None)


def backup(office: Office, folder: Path | None = None) -> Path:
    """Write one backup file, read again and checked; it is encrypted and opens with the passwords of the day.

    Args:
        folder: a stick; ``None``: the data folder.

    Raises:
        World: it cannot be written; no partial file is left under its name.
    """
    written = _write_backup(office, folder or office.paths.backups)
    if not written.resolve().is_relative_to(office.paths.folder.resolve()):
        with office.database.transaction() as connection:
            settings_store.write(connection, _ELSEWHERE, {"at": stamp(office.clock)})
    return written


def _made_at(file: Path) -> datetime | None:
    """When a backup was made, by its name."""
    try:
        return datetime.strptime(file.name[-len(f"0000-00-00T000000{ENDING}") :], f"%Y-%m-%dT%H%M%S{ENDING}").replace(
            tzinfo=WIB
        )
    except ValueError:
        return None


def _write_backup(office: Office, folder: Path) -> Path:
    key_file = office.paths.vault
    name = f"{office.code}-{stamp(office.clock)[:19].replace(':', '')}{ENDING}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(office.paths)
        with tempfile.TemporaryDirectory(dir=office.paths.folder, prefix=_COPYING) as scratch:
            copy = Path(scratch) / _DATABASE
            database_backup.copy_to(office.database, copy)
            temporary = folder / f".{name}.sementara"
            try:
                _pack(temporary, copy, key_file)
                _demand_written(temporary)
                temporary.replace(folder / name)
                sync_folder(folder)
            finally:
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise World(
            "backup-failed",
            _("Cadangan tidak dapat ditulis: {reason}.").format(reason=system_reason(error)),
            _("Periksa ruang dan izin foldernya, lalu coba lagi."),
        ) from error
    return folder / name


def restore(
    paths: OfficePaths, file: Path, name: str, password: str, clock: Clock, *, training: bool | None = None
) -> Restored:
    """Put a backup back: unpack beside, check, give it a new device identity, and only then swap.

    What stood in the folder is put aside, not deleted. Records erased since the backup are erased again. A power cut
    leaves what stood here before, or the restored office under its new identity, or (between two renames) no key file
    and everything from before in the folder put aside; opening then says so.

    Args:
        training: whether it must be the backup of a practice office, or must not; ``None``: either.

    Raises:
        Refused: not a backup of ours, or not of the kind wanted. World: wrong password, damaged backup, disk.
    """
    prepare_folder(paths)
    lock = FolderLock(paths.lock)
    try:
        _clear_leftovers(paths)
        with tempfile.TemporaryDirectory(dir=paths.folder, prefix=_RESTORING) as scratch:
            fresh = OfficePaths(Path(scratch))
            _unpack(file, fresh)
            unlocked = Vault.load(fresh.vault).unlock(name, password)
            database_backup.check(fresh.database, unlocked.database_key)
            forgotten = _write_on_anew(paths, fresh, unlocked, clock, training)
            aside = _put_aside(paths, clock)
            # The key file last: while it is missing nothing here opens, and the advice names the folder put aside.
            fresh.database.replace(paths.database)
            sync_folder(paths.folder)
            fresh.vault.replace(paths.vault)
            sync_folder(paths.folder)
    except OSError as error:
        raise World(
            "restore-failed",
            _("Cadangan tidak dapat dipulihkan: {reason}.").format(reason=system_reason(error)),
            _("Periksa ruang dan izin folder datanya, lalu coba lagi."),
        ) from error
    finally:
        lock.release()
    return Restored(open_office(paths, name, password, clock), aside, forgotten)


def rebuild(office: Office, progress: Callable[[int, int], None] = lambda _done, _total: None) -> int:
    """Make all rows and the search index anew from the journal; the number of records."""
    with office.database.transaction() as connection:
        return projection.rebuild(connection, progress)


def demand_intact(office: Office) -> None:
    """Raise ``World('database-damaged')`` unless the database passes its integrity checks."""
    if not office.database.is_intact():
        raise World("database-damaged", _("Berkas data kantor rusak."), _("Pulihkan dari cadangan terakhir."))


def _write_on_anew(
    paths: OfficePaths, fresh: OfficePaths, unlocked: Unlocked, clock: Clock, training: bool | None
) -> int:
    """Give the unpacked database its new identity and erase again; how many records were erased."""
    office = attach(paths, fresh.database, unlocked, clock, lambda: None)
    try:
        _demand_kind(office, training)
        with office.database.transaction() as connection:
            office = devices.renew(connection, office)
            forgotten = erasing.erase_again(connection, office)
    finally:
        office.close()
    log = fresh.database.with_name(f"{fresh.database.name}-wal")
    if log.exists() and log.stat().st_size:
        raise OSError(errno.EBUSY, "the write-ahead log was not folded back")
    return forgotten


def _demand_kind(office: Office, training: bool | None) -> None:
    """No practice office takes the place of a real one."""
    if training is False and office.identity.training:
        raise Refused(
            "practice-backup",
            _("Cadangan ini dari mode latihan; orang-orang di dalamnya rekaan."),
            _("Pilih cadangan kantor Anda sendiri."),
        )
    if training and not office.identity.training:
        raise Refused(
            "real-backup",
            _("Cadangan ini dari kantor sungguhan, bukan dari mode latihan."),
            _("Keluar dari mode latihan dahulu."),
        )


def _pack(target: Path, database: Path, vault: Path) -> None:
    with target.open("xb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.write(database, _DATABASE)
            archive.write(vault, _VAULT)
        file.flush()
        os.fsync(file.fileno())


def _demand_written(file: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            if _is_sound(archive, file.stat().st_size):
                return
    except _MALFORMED:
        pass
    raise World(
        "backup-differs",
        _("Cadangan yang tertulis tidak sama dengan datanya, jadi tidak disimpan."),
        _("Pakai flashdisk atau folder lain, lalu coba lagi. Data di komputer aman."),
    )


def _is_sound(archive: zipfile.ZipFile, size: int) -> bool:
    """Whether it is an archive as we write them, of ``size`` bytes, whose contents fit their checksums."""
    entries = archive.infolist()
    return (
        sorted(entry.filename for entry in entries) == [_DATABASE, _VAULT]
        and all(entry.compress_type == zipfile.ZIP_STORED and not entry.flag_bits & 1 for entry in entries)
        and all(entry.file_size == entry.compress_size <= size for entry in entries)
        and archive.testzip() is None
    )


def _unpack(file: Path, into: OfficePaths) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            if not _is_sound(archive, file.stat().st_size):
                raise zipfile.BadZipFile
            for name, target in ((_DATABASE, into.database), (_VAULT, into.vault)):
                with archive.open(name) as source, target.open("xb") as copy:
                    shutil.copyfileobj(source, copy)
                    copy.flush()
                    os.fsync(copy.fileno())
                make_private(target)
    except _MALFORMED as error:
        raise _not_a_backup(file) from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # the archive names a place that no file has
            raise _not_a_backup(file) from error
        raise World(
            "backup-unreadable",
            _("Cadangan {name} tidak dapat dibaca: {reason}.").format(name=file.name, reason=system_reason(error)),
            _("Periksa flashdisk atau foldernya, lalu coba lagi."),
        ) from error


def _not_a_backup(file: Path) -> Refused:
    return Refused(
        "not-a-backup",
        _("{name} bukan cadangan PPO Desktop, atau rusak.").format(name=file.name),
        _("Pilih berkas cadangan yang lain."),
    )


def _put_aside(paths: OfficePaths, clock: Clock) -> Path | None:
    old = [file for file in (paths.vault, *sorted(paths.folder.glob(f"{paths.database.name}*"))) if file.exists()]
    if not old:
        return None
    aside = _new_folder(paths.folder / f"{ASIDE}{stamp(clock)[:19].replace(':', '')}")
    for file in old:  # the key file first: what is left without it does not open
        file.replace(aside / file.name)
        sync_folder(aside)
    sync_folder(paths.folder)
    return aside


def _new_folder(wanted: Path) -> Path:
    """``wanted``, or with a number behind it when it is there already: a restore was repeated at once."""
    for number in itertools.count(1):
        folder = wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
    raise AssertionError("numbers do not end")


def _clear_leftovers(paths: OfficePaths) -> None:
    """Remove what a power cut left in scratch folders; whoever calls holds the folder's lock."""
    for beginning in (_COPYING, _RESTORING):
        for leftover in paths.folder.glob(f"{beginning}*"):
            shutil.rmtree(leftover, ignore_errors=True)
