"""Keeping safe: backup, restore, rebuild, check."""

from __future__ import annotations

import errno
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core.atomic import sync_folder
from ppo_desktop.core.clock import Clock, stamp
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.paths import ASIDE, OfficePaths
from ppo_desktop.core.text import N_, _, system_reason
from ppo_desktop.exchange import stick
from ppo_desktop.operations.carriers import backup_files
from ppo_desktop.operations.carriers.backup_files import Progress
from ppo_desktop.operations.doors.opening import attach, open_office
from ppo_desktop.operations.history import devices, erasing
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.lock import FolderLock, prepare_folder
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import backup as database_backup
from ppo_desktop.storage import projection, settings_store
from ppo_desktop.trust.vault import Unlocked, Vault

_HERE, _ELSEWHERE = "backup-here", "backup-elsewhere"
"""Settings: ``at``, when a backup was last written into the data folder and to another place; of the first also
``changes``, what the database knew then, and ``file``, its name."""
DRILL = ".coba-"
_SCRATCH = (".cadangan-", ".pulih-", DRILL)
"""Beginnings of scratch folders within the data folder: for writing, restoring, and the restore drill."""
DISK_FAILS = N_("ruang di komputer ini kurang, atau diskanya gagal dibaca atau ditulis")
_at_work: set[str] = set()
"""Names of those that this running program uses now."""


class Restored(Struct, frozen=True):
    """An office put back from a backup, open under a new device identity."""

    office: Office
    aside: Path | None
    """Where the data that stood here before was put."""
    forgotten: int
    """Records erased after the backup was made, and erased again now."""


class Backups(Struct, frozen=True):
    """When backups were last made."""

    here: datetime | None
    """The newest that lies in the data folder: it does not survive the loss of this PC."""
    elsewhere: datetime | None
    """The newest that was written to another place, as a stick."""

    @property
    def newest(self) -> datetime | None:
        return max((moment for moment in (self.here, self.elsewhere) if moment), default=None)


def why_not(office: Office) -> str:
    """Why no backup of this office can be made here; ``""`` where one can."""
    if not office.database.is_shared:
        return ""
    return _("Data kantor ini di server; cadangannya dibuat oleh pengelola server.")


def backups(office: Office) -> Backups:
    """When backups were last made, here and elsewhere, as far as the clock then can be believed now."""
    now = office.clock.now()
    files: list[Path] = []
    with suppress(OSError):  # a folder that cannot be listed just now has none that can be seen
        files = list(office.paths.backups.glob(f"{office.code}-*"))
    moments = [moment for file in files if (moment := backup_files.by_name(file).made_at) and moment <= now]
    with office.database.reading() as connection:
        noted = settings_store.read(connection, _ELSEWHERE) or {}
    elsewhere = datetime.fromisoformat(str(noted["at"])) if noted.get("at") else None
    written = noted_here(office) if written_here(office) else None
    here = written[0] if written and written[0] <= now else max(moments, default=None)
    return Backups(here, elsewhere if elsewhere and elsewhere <= now else None)


def backup(
    office: Office, folder: Path | None = None, *, is_regular: bool = False, progress: Progress = lambda: None
) -> Path:
    """Write one backup file, read again and checked; it is encrypted and opens with the passwords of the day.

    Args:
        folder: a stick; ``None``: the data folder.
        is_regular: made by the program itself, to be thinned out later.
        progress: called again and again meanwhile; what it raises ends the writing.

    Raises:
        Refused: this role may not; what the program makes by itself it makes for everybody.
        World: it cannot be written; no partial file is left under its name, and older ones stay.
    """
    if not is_regular:
        roles.demand(office, "backup")
    with office.database.reading() as connection:
        known = database_backup.changes(connection)
    written = _write(office, folder or office.paths.backups, is_regular, progress)
    note_written(office, written, known)
    return written


def note_written(office: Office, file: Path, changes: int = 0) -> None:
    """Remember that ``file`` was written just now, with so many ``changes`` in it."""
    is_here = file.parent.resolve().is_relative_to(office.paths.folder.resolve())
    noted: dict[str, object] = {"at": stamp(office.clock)}
    if is_here:
        noted |= {"changes": changes, "file": file.name}
    with office.database.transaction() as connection:
        settings_store.write(connection, _HERE if is_here else _ELSEWHERE, noted)


def noted_here(office: Office) -> tuple[datetime, int] | None:
    """When a backup was last written into the data folder, and how many changes the database knew then."""
    with office.database.reading() as connection:
        noted = settings_store.read(connection, _HERE)
    return (datetime.fromisoformat(str(noted["at"])), int(str(noted["changes"]))) if noted else None


def written_here(office: Office) -> Path | None:
    """The backup last written into the data folder, while it is there."""
    with office.database.reading() as connection:
        noted = settings_store.read(connection, _HERE) or {}
    file = office.paths.backups / str(noted.get("file") or "")
    return file if noted.get("file") and file.is_file() else None


def _write(office: Office, folder: Path, is_regular: bool, progress: Progress) -> Path:
    name = backup_files.name_for(office.code, office.device.id, office.clock, is_regular=is_regular)
    is_ours = folder == office.paths.backups
    try:
        folder.mkdir(exist_ok=True)  # without what is above it: a stick that is gone is not made up
        clear_leftovers(office.paths)
        with scratch(office.paths, _SCRATCH[0]) as fresh:
            database_backup.copy_to(office.database, fresh.database, progress)
            with stick.placed(folder, name) as temporary:
                backup_files.pack(temporary, fresh.database, office.paths.vault, progress)
    except World as error:
        if error.code in ("disk-full", "disk-error") or (is_ours and error.code.startswith("stick-")):
            raise _not_written(_IN_THE_DATA_FOLDER.get(error.code, error.message)) from error
        raise
    except OSError as error:
        raise _not_written(_("Cadangan tidak dapat ditulis: {reason}.").format(reason=system_reason(error))) from error
    return folder / name


_IN_THE_DATA_FOLDER = {
    "disk-full": N_("Penyimpanan komputer penuh, jadi cadangan baru belum dibuat."),
    "disk-error": N_("Penyimpanan komputer tidak dapat ditulis, jadi cadangan baru belum dibuat."),
    "stick-full": N_("Penyimpanan komputer penuh, jadi cadangan baru belum dibuat."),
    "stick-read-only": N_("Folder cadangan di komputer tidak boleh ditulis, jadi cadangan baru belum dibuat."),
    "stick-error": N_("Folder cadangan di komputer tidak dapat ditulis, jadi cadangan baru belum dibuat."),
}
"""What the disk of the PC does, not called a stick."""


def _not_written(message: str) -> World:
    return World(
        "backup-failed",
        _(message),
        _("Cadangan yang lama tetap ada. Periksa ruang dan izin foldernya, lalu coba lagi."),
    )


@contextmanager
def scratch(paths: OfficePaths, beginning: str) -> Iterator[OfficePaths]:
    """A folder for one piece of work within the data folder, gone afterwards; a power cut leaves it for the next."""
    with tempfile.TemporaryDirectory(dir=paths.folder, prefix=beginning) as folder:
        name = Path(folder).name
        _at_work.add(name)
        try:
            yield OfficePaths(Path(folder))
        finally:
            _at_work.discard(name)


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
        clear_leftovers(paths)
        with scratch(paths, _SCRATCH[1]) as fresh:
            backup_files.unpack(file, fresh)
            unlocked = Vault.load(fresh.vault, paths).unlock(name, password)
            database_backup.check(fresh.database, unlocked.database_key)
            forgotten = _write_on_anew(paths, fresh, unlocked, clock, training)
            aside = _put_aside(paths, clock)
            # The key file last: while it is missing nothing here opens, and the advice names the folder put aside.
            fresh.database.replace(paths.database)
            sync_folder(paths.folder)
            fresh.vault.replace(paths.vault)
            sync_folder(paths.folder)
    except OSError as error:
        raise _not_restored(system_reason(error)) from error
    except World as error:
        if is_of_the_disk(error):
            raise _not_restored(DISK_FAILS) from error
        raise
    finally:
        lock.release()
    return Restored(open_office(paths, name, password, clock), aside, forgotten)


def _not_restored(reason: str) -> World:
    return World(
        "restore-failed",
        _("Cadangan tidak dapat dipulihkan: {reason}.").format(reason=_(reason)),
        _("Periksa ruang dan izin folder datanya, lalu coba lagi."),
    )


def is_of_the_disk(error: World) -> bool:
    """Whether a database in a scratch folder could not be written or read there."""
    return error.code.startswith("disk-") or error.code == "database-unread"


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
            settings_store.forget(connection, _HERE)  # what was noted on that day is not the newest here
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


def _put_aside(paths: OfficePaths, clock: Clock) -> Path | None:
    old = [file for file in (paths.vault, *sorted(paths.folder.glob(f"{paths.database.name}*"))) if file.exists()]
    if not old:
        return None
    aside = _new_folder(paths.folder / f"{ASIDE}{stamp(clock)[:19].replace(':', '')}")
    try:
        for file in old:  # the key file first: what is left without it does not open
            file.replace(aside / file.name)
            sync_folder(aside)
    except OSError:
        with suppress(OSError):
            aside.rmdir()  # where nothing was moved, nothing is left behind to be taken for the old data
        raise
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


def clear_leftovers(paths: OfficePaths) -> None:
    """Remove what a power cut left in scratch folders, not those at work; whoever calls holds the folder's lock."""
    for beginning in _SCRATCH:
        for leftover in paths.folder.glob(f"{beginning}*"):
            if leftover.name not in _at_work:
                shutil.rmtree(leftover, ignore_errors=True)
