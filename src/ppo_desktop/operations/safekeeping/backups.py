"""Which backup files there are, and those that the program makes by itself: each day, here and in a second place."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core.clock import WIB, stamp
from ppo_desktop.core.errors import PpoError, World
from ppo_desktop.core.ids import new_record_id
from ppo_desktop.core.text import _
from ppo_desktop.exchange import stick
from ppo_desktop.operations.carriers import backup_files, sticks
from ppo_desktop.operations.carriers.backup_files import Backup as Backup
from ppo_desktop.operations.carriers.backup_files import Facts as Facts
from ppo_desktop.operations.carriers.backup_files import Progress
from ppo_desktop.operations.carriers.backup_files import look_into as look_into
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.safekeeping import keeping, thinning
from ppo_desktop.storage import backup as database_backup
from ppo_desktop.storage import settings_store

EVERY = timedelta(days=1)
"""How old the newest backup may become while things change."""
MANY = 200
"""Changes after which one is made whatever the clock says: a PC with a dead battery begins the same day again."""
QUICK = 24_000_000
"""Bytes of data that even an old disk copies while a window closes."""
ROOM = 3
"""Free room wanted on this PC's disk, in sizes of the data: the copy, the backup, and something to go on with."""
FOLDER = "cadangan"
"""Within the second place."""
_MARKER = "tempat-cadangan.txt"
_LONGEST_MARKER = 2000
_PLACE, _TROUBLE = "backup-place", "backup-trouble"
"""Settings: the second place, and why the last attempt failed."""


class Place(Struct, frozen=True):
    """The second place, as it was when it was last seen."""

    mark: str
    """What stands in its marker: a stick is known by it, whatever its letter or name."""
    name: str
    """What its owner calls it."""
    folder: Path
    """Where it was."""
    copied_at: datetime | None
    """When a backup was last written there."""
    file: str
    """Its name."""


class Made(Struct, frozen=True):
    """What was done by itself."""

    here: Path | None
    """The backup in the data folder."""
    there: Path | None
    """Its copy in the second place."""


def found(folders: Iterable[Path], now: datetime) -> list[Backup]:
    """The backups that lie directly in ``folders``, the newest first; a folder that cannot be listed has none.

    Those that a wrong clock dated after ``now`` come last: nobody knows how old they are.
    """
    there: dict[Path, Backup] = {}
    for folder in folders:
        try:
            files = [file for file in folder.iterdir() if file.name.endswith(backup_files.ENDING) and file.is_file()]
        except OSError:
            continue
        for file in files:
            there[file] = backup_files.by_name(file)
    never = datetime.min.replace(tzinfo=WIB)

    def by_age(one: Backup) -> tuple[bool, datetime, str]:
        made_at = one.made_at or never
        return made_at <= now, made_at, one.path.name

    return sorted(there.values(), key=by_age, reverse=True)


def newest_here(office: Office) -> Path | None:
    """The backup that was last written into the data folder, whatever its name says; else the newest found there."""
    written = keeping.written_here(office)
    if written:
        return written
    there = found([office.paths.backups], office.clock.now())
    return next((one.path for one in there if one.code == office.code), None)


# ------------------------------------------------------------------------------- by itself


def make_regular(office: Office, progress: Progress = lambda: None) -> Made:
    """Make the day's backup where one is due, copy it to the second place where that is at hand, thin out old ones.

    Args:
        progress: as of ``keeping.backup``.

    Raises:
        World: it cannot be written, here or there; older ones stay, and ``trouble`` tells until one succeeds.
    """
    try:
        made = Made(_make_here(office, progress) if is_due(office) else None, _copy_there(office, progress))
    except World as error:
        with contextlib.suppress(World), office.database.transaction() as connection:
            settings_store.write(connection, _TROUBLE, {"message": error.message, "advice": error.advice})
        raise
    if made.here or made.there:
        with contextlib.suppress(World), office.database.transaction() as connection:  # made it is, all the same
            settings_store.forget(connection, _TROUBLE)
    return made


def is_due(office: Office) -> bool:
    """Whether the data folder wants a backup: none yet, or older than a day (or many changes) and something changed."""
    noted = keeping.noted_here(office)
    if office.identity.training or office.database.is_shared:
        return False
    if noted is None or not found([office.paths.backups], office.clock.now()):
        return True
    with office.database.reading() as connection:
        new = database_backup.changes(connection) - noted[1]
    return bool(new) and (new >= MANY or abs(office.clock.now() - noted[0]) >= EVERY)


def on_leaving(office: Office) -> Path | None:
    """Make the day's backup here while somebody leaves, where it is due and quick; what hinders is told elsewhere."""
    with contextlib.suppress(PpoError):
        return _make_here(office, lambda: None) if is_quick(office) and is_due(office) else None
    return None


def is_quick(office: Office) -> bool:
    """Whether a backup takes no time that somebody who leaves would wait for; a first one is not made then."""
    return keeping.noted_here(office) is not None and _size(office) <= QUICK


def trouble(office: Office) -> World | None:
    """Why the last attempt to make one by itself failed; ``None`` where it did not."""
    with office.database.reading() as connection:
        noted = settings_store.read(connection, _TROUBLE)
    return World("backup-failed", str(noted["message"]), str(noted["advice"])) if noted else None


def _make_here(office: Office, progress: Progress) -> Path:
    if shutil.disk_usage(office.paths.folder).free < ROOM * _size(office):
        raise World(
            "backup-failed",
            _("Penyimpanan komputer hampir penuh, jadi cadangan harian belum dibuat."),
            _("Cadangan yang lama tetap ada. Kosongkan ruang, atau buat cadangan ke flashdisk."),
        )
    made = keeping.backup(office, is_regular=True, progress=progress)
    _thin_out(office, found([made.parent], office.clock.now()), made)
    return made


def _size(office: Office) -> int:
    """Bytes of the data, as far as a backup has them."""
    with contextlib.suppress(OSError):
        return office.paths.database.stat().st_size
    return 0


def _thin_out(office: Office, there: Iterable[Backup], newest: Path) -> None:
    """Let old ones of ``there`` go, after ``newest`` was read again; only those the program made itself.

    Those that are dated after now are thinned among themselves: a clock that was ahead for a day pushes out nothing
    when it is right again, nor does one that fell back.
    """
    ours = [one for one in there if one.is_regular and one.code == office.code]
    now = office.clock.now()
    past = {one.path: one.made_at for one in ours if one.made_at and one.made_at <= now}
    ahead = {one.path: one.made_at for one in ours if one.made_at and one.made_at > now}
    for file in (thinning.superfluous(past) | thinning.superfluous(ahead)) - {newest}:
        with contextlib.suppress(OSError):  # another program looks at it; it goes the next time
            file.unlink()


# ------------------------------------------------------------------------------- the second place


def place(office: Office) -> Place | None:
    """The second place, where one was chosen."""
    with office.database.reading() as connection:
        noted = settings_store.read(connection, _PLACE)
    if not noted:
        return None
    at = str(noted["at"])
    return Place(
        str(noted["mark"]),
        str(noted["name"]),
        Path(str(noted["folder"])),
        datetime.fromisoformat(at) if at else None,
        str(noted["file"]),
    )


def remember_place(office: Office, folder: Path) -> Place:
    """Let ``folder``, a stick or any other, be the second place from now on.

    Raises:
        World: as ``stick.put``, or as ``stick.read`` where its mark cannot be read: other PCs know it by that.
    """
    try:
        mark = _told(stick.read(folder / FOLDER / _MARKER))
    except World as error:
        if not isinstance(error.__cause__, FileNotFoundError):
            raise
        mark = ""
    if not mark:
        mark, inside = new_record_id(office.clock), stick.within(folder, FOLDER)
        told = _("Folder ini dipakai PPO Desktop untuk cadangan. Isinya terkunci. Jangan mengubah berkas ini.")
        stick.put(inside, _MARKER, json.dumps({"tempat": mark, "keterangan": told}).encode() + b"\n")
    name = next((one.name for one in sticks.sticks() if one.folder == folder), "") or sticks.in_place_of(folder).name
    chosen = Place(mark, name, folder, None, "")
    _note(office, chosen)
    return chosen


def is_place(office: Office, folder: Path) -> bool:
    """Whether ``folder`` is the second place, by its mark."""
    chosen = place(office)
    return chosen is not None and _mark(folder) == chosen.mark


def forget_place(office: Office) -> None:
    """Have no second place any more; what lies there stays."""
    with office.database.transaction() as connection:
        settings_store.forget(connection, _PLACE)
        settings_store.forget(connection, _TROUBLE)


def at_hand(office: Office) -> Path | None:
    """Where the second place is now: on any stick that bears its mark, or in the folder where it was."""
    chosen = place(office)
    if chosen is None:
        return None
    folders = [*(one.folder for one in sticks.sticks()), chosen.folder]  # a network folder may take its time
    return next((folder for folder in folders if _mark(folder) == chosen.mark), None)


def _copy_there(office: Office, progress: Progress) -> Path | None:
    """Copy the newest backup to the second place, where that is at hand and has had none for a day."""
    chosen = place(office)
    if chosen is None:
        return None
    newest = newest_here(office)
    if newest is None or newest.name == chosen.file:
        return None
    if chosen.copied_at and abs(office.clock.now() - chosen.copied_at) < EVERY:
        return None
    folder = at_hand(office)
    if folder is None:
        return None
    if shutil.disk_usage(folder).free < backup_files.by_name(newest).size:
        raise World(
            "stick-full",
            _("{name} penuh, jadi cadangan di sana belum diperbarui.").format(name=chosen.name),
            _("Cadangan yang lama tetap ada. Kosongkan ruang di sana, atau pilih tempat kedua yang lain."),
        )
    made = folder / FOLDER / newest.name
    with stick.placed(made.parent, made.name) as temporary:
        backup_files.copy(newest, temporary, progress)
    keeping.note_written(office, made)
    _note(office, Place(chosen.mark, chosen.name, folder, office.clock.now(), made.name))
    # Other PCs of this office have the same place; what may be all that is left of them is theirs to thin out.
    ours = backup_files.pc_of(office.device.id)
    _thin_out(office, [one for one in found([made.parent], office.clock.now()) if one.pc == ours], made)
    return made


def _note(office: Office, chosen: Place) -> None:
    noted: dict[str, object] = {
        "mark": chosen.mark,
        "name": chosen.name,
        "folder": str(chosen.folder),
        "at": stamp(office.clock) if chosen.copied_at else "",
        "file": chosen.file,
    }
    with office.database.transaction() as connection:
        settings_store.write(connection, _PLACE, noted)


def _mark(folder: Path) -> str:
    """What the marker of a place says; ``""`` where there is none."""
    try:
        with (folder / FOLDER / _MARKER).open("rb") as file:
            return _told(file.read(_LONGEST_MARKER))
    except OSError:
        return ""


def _told(marker: bytes) -> str:
    try:
        told = json.loads(marker)
    except (ValueError, RecursionError):
        return ""
    return str(told.get("tempat", "")) if isinstance(told, dict) else ""
