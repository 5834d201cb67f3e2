"""Opening an office: unlock, lock the folder, open the database, make good what a power cut left undone."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from ppo_desktop import __version__
from ppo_desktop.core.clock import Clock
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _
from ppo_desktop.operations.carriers import thinning_files
from ppo_desktop.operations.doors import succession
from ppo_desktop.operations.history import erasing, guard
from ppo_desktop.operations.house import places
from ppo_desktop.operations.house.lock import FolderLock
from ppo_desktop.operations.house.office import Office, read_identity
from ppo_desktop.operations.published import directories
from ppo_desktop.storage import photo_store, projection
from ppo_desktop.storage.database import Database
from ppo_desktop.trust.vault import Unlocked, Vault


def open_office(paths: OfficePaths, name: str, password: str, clock: Clock) -> Office:
    """Unlock and open the office in ``paths`` for a user; what was erased stays erased, whatever copy lies there.

    A copy that is old or comes from another PC is found out (``guard``), and writes on under a new identity.

    Raises:
        World: no office here, wrong password, damaged files, or the folder is in use.
    """
    if paths.unfinished.exists() or not paths.vault.exists():
        raise World("no-office", _("Di {folder} belum ada data kantor.").format(folder=paths.folder), _what_next(paths))
    unlocked = Vault.load(paths.vault).unlock(name, password)
    lock = FolderLock(paths.lock)
    try:
        office = attach(paths, None, unlocked, clock, lock.release)
    except BaseException:
        lock.release()
        raise
    try:
        with contextlib.suppress(Refused, World):  # a vault that cannot be written now is settled the next time
            succession.settle(office)
        if all(user.name != office.user.name for user in Vault.load(paths.vault).users):
            Vault.load(paths.vault).unlock(name, password)  # closed just now: as any name that has no account
        checked = guard.check(office)
        office = erasing.reconcile(checked, is_new=checked.device != office.device)
        guard.note(office)
        with office.database.transaction() as connection:
            photo_store.sweep(connection)  # no form is open yet: what nothing names is wanted by nobody
            directories.bring_into_force(connection, office)
            thinning_files.thin_out(connection, office)
        return replace(office, at_closing=guard.note)
    except BaseException:
        office.close()
        raise


def attach(
    paths: OfficePaths, database_file: Path | None, unlocked: Unlocked, clock: Clock, release: Callable[[], None]
) -> Office:
    """The office in ``database_file``, as it is, with what the data folder keeps beside its database.

    Args:
        database_file: one that is about to take the place of that of ``paths``; ``None``: what is there.
        release: called when the office is closed.
    """
    key = unlocked.database_key
    database = Database.open(database_file, key) if database_file else places.open_(paths, key)
    try:
        identity, device = read_identity(database)
        with database.transaction() as connection:
            projection.bring_up_to_date(connection, __version__)
    except BaseException:
        database.close()
        raise
    return Office(paths, database, clock, unlocked.user, identity, device, release)


def _what_next(paths: OfficePaths) -> str:
    put_aside = paths.put_aside()
    if not put_aside:
        return _("Siapkan kantor dahulu.")
    return _(
        "Pemulihan dari cadangan terputus; data sebelumnya aman di folder {aside}. Ulangi pemulihannya, atau "
        "pindahkan isi folder itu kembali ke folder data."
    ).format(aside=put_aside[-1].name)
