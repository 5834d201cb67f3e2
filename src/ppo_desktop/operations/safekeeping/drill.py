"""The restore drill: a backup is opened beside the office, with a password somebody knows, counted, and put away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core.clock import WIB, stamp
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, system_reason
from ppo_desktop.operations.carriers import backup_files
from ppo_desktop.operations.carriers.backup_files import Progress
from ppo_desktop.operations.house.office import Office, read_identity
from ppo_desktop.operations.house.todo import Task
from ppo_desktop.operations.safekeeping import backups, keeping
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.storage import backup as database_backup
from ppo_desktop.storage import journal_store, settings_store
from ppo_desktop.storage.database import Database
from ppo_desktop.trust import codes
from ppo_desktop.trust.vault import Vault

REMIND_DAYS = 90
"""After so many days without a drill one is due."""
_PROVED = "backup-proved"
"""Setting: ``at`` of the last drill, and the ``file`` it opened."""


class Count(Struct, frozen=True):
    """How many records of a kind there are."""

    words: str
    """``warga``"""
    there: int
    """In the backup."""
    now: int
    """In the office."""


class Proved(Struct, frozen=True):
    """A backup that can be put back."""

    file: Path
    made_at: datetime | None
    counts: tuple[Count, ...]
    """Kinds of which there is anything, in the order of the books."""

    @property
    def there(self) -> int:
        """Records in the backup."""
        return sum(count.there for count in self.counts)

    @property
    def now(self) -> int:
        """Records in the office."""
        return sum(count.now for count in self.counts)


def newest(office: Office) -> Path | None:
    """The backup to try: the one last written here, else the newest of this office in the second place."""
    here = backups.newest_here(office)
    there = None if here else backups.at_hand(office)
    listed = backups.found([there / backups.FOLDER], office.clock.now()) if there else []
    return here or next((one.path for one in listed if one.code == office.code), None)


def prove(office: Office, file: Path, name: str, secret: str, progress: Progress = lambda: None) -> Proved:
    """Open ``file`` as a restore would, in a scratch folder, count what is in it, remove it, and note that.

    Args:
        name: of an account on the day it was made. secret: its password, or the emergency code, of that day.
        progress: called between the steps; what it raises ends the drill.

    Raises:
        Refused: not a backup, or of another office. World: wrong password or code, damaged, or no room for it.
    """
    try:
        keeping.clear_leftovers(office.paths)
        with keeping.scratch(office.paths, keeping.DRILL) as fresh:
            backup_files.unpack(file, fresh)
            progress()
            key = _key(Vault.load(fresh.vault, office.paths), name, secret)
            progress()
            database_backup.check(fresh.database, key)
            progress()
            there = _counted(office, fresh.database, key)
    except OSError as error:
        raise _not_tried(system_reason(error)) from error
    except World as error:
        if keeping.is_of_the_disk(error):
            raise _not_tried(keeping.DISK_FAILS) from error
        raise
    with office.database.transaction() as connection:
        now = database_backup.records(connection)
        settings_store.write(connection, _PROVED, {"at": stamp(office.clock), "file": file.name})
    counts = (Count(_(kind.plural).lower(), there.get(kind.name, 0), now.get(kind.name, 0)) for kind in row_kinds())
    return Proved(file, backup_files.by_name(file).made_at, tuple(one for one in counts if one.there or one.now))


def proved_at(office: Office) -> datetime | None:
    """When a backup was last proved."""
    with office.database.reading() as connection:
        noted = settings_store.read(connection, _PROVED)
    return datetime.fromisoformat(str(noted["at"])) if noted else None


def days_ago(moment: datetime, today: date) -> str:
    """``hari ini``, ``kemarin``, ``3 hari lalu``; a date where the clock has jumped."""
    day = moment.astimezone(WIB).date()
    days = (today - day).days
    if days < 0:
        return long_date(day)
    return [_("hari ini"), _("kemarin")][days] if days < 2 else _("{days} hari lalu").format(days=days)


def tasks(office: Office, day: date) -> Iterator[Task]:
    """The reminder, once nobody has tried for long; counted from the office's first day where nobody ever did."""
    last = proved_at(office)
    with office.database.reading() as connection:
        began = journal_store.time_of_first(connection, office.code)
    since = last.astimezone(WIB).date() if last else date.fromisoformat(began[:10]) if began else day
    late = (day - since).days - REMIND_DAYS
    if late < 0:
        return
    reason = _("Terakhir dibuktikan {day}.").format(day=long_date(since)) if last else _("Belum pernah dicoba.")
    yield Task(
        "backup-drill",
        _("Buktikan bahwa cadangan dapat dipulihkan"),
        _("{reason} Satu menit; data tidak berubah.").format(reason=_(reason)),
        "info",
        "settings",
        {"section": "backup"},
    )


def _not_tried(reason: str) -> World:
    return World(
        "drill-failed",
        _("Cadangan tidak dapat dicoba: {reason}.").format(reason=_(reason)),
        _("Periksa ruang dan izin folder datanya, lalu coba lagi."),
    )


def _key(vault: Vault, name: str, secret: str) -> bytes:
    try:
        return vault.unlock(name, secret).database_key
    except World:
        if not codes.looks_like_code(secret):
            raise
    return vault.unlock_with_code(secret).database_key


def _counted(office: Office, file: Path, key: bytes) -> dict[str, int]:
    database = Database.open(file, key)
    try:
        identity, _device = read_identity(database)
        if identity.code != office.code:
            raise Refused(
                "other-office",
                _("Cadangan itu milik kantor lain ({code}).").format(code=identity.code),
                _("Pilih cadangan kantor ini."),
            )
        with database.reading() as connection:
            return database_backup.records(connection)
    finally:
        database.close()
