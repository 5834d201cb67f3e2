"""Opening an office: unlock, lock the folder, open the database, make good what a power cut left undone."""

from __future__ import annotations

from ppo_desktop import __version__
from ppo_desktop.core.clock import Clock
from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _
from ppo_desktop.operations import erasing
from ppo_desktop.operations.lock import FolderLock
from ppo_desktop.operations.office import Office, read_identity
from ppo_desktop.storage import projection
from ppo_desktop.storage.database import Database
from ppo_desktop.trust.vault import Vault


def open_office(paths: OfficePaths, name: str, password: str, clock: Clock) -> Office:
    """Unlock and open the office in ``paths`` for a user; what was erased stays erased, whatever copy lies there.

    Raises:
        World: no office here, wrong password, damaged files, or the folder is in use.
    """
    office = open_as_it_is(paths, name, password, clock)
    try:
        return erasing.reconcile(office)
    except BaseException:
        office.close()
        raise


def open_as_it_is(paths: OfficePaths, name: str, password: str, clock: Clock) -> Office:
    """As ``open_office`` for a database that was just put back and is about to take a new identity."""
    if not paths.vault.exists():
        raise World(
            "no-office",
            _("Di {folder} belum ada data kantor.").format(folder=paths.folder),
            _("Siapkan kantor dahulu dengan perintah init."),
        )
    unlocked = Vault.load(paths.vault).unlock(name, password)
    lock = FolderLock(paths.lock)
    try:
        database = Database.open(paths.database, unlocked.database_key)
        identity, device = read_identity(database)
        with database.transaction() as connection:
            projection.bring_up_to_date(connection, __version__)
    except BaseException:
        lock.release()
        raise
    return Office(paths, database, clock, unlocked.user, identity, device, lock.release)
