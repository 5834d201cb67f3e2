"""One backup file: its name, and the archive of database and wrapped keys in it. Both are encrypted already."""

from __future__ import annotations

import errno
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from msgspec import Struct

from ppo_desktop.core.clock import WIB, Clock, stamp
from ppo_desktop.core.errors import PpoError, Refused, World
from ppo_desktop.core.offices import name_of, office_type
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _, system_reason
from ppo_desktop.operations.house.lock import make_private
from ppo_desktop.trust.accounts import MAX_FILE, UserInfo, people_in, read_vault

ENDING = ".ppo-cadangan"
"""How the names of backups end."""
_REGULAR = "-rutin"
"""Before that, in those which the program makes by itself; only they are ever thinned out."""
_NAME = re.compile(rf"([0-9.]+)-(\d{{4}}-\d\d-\d\dT\d{{6}})(?:-([0-9a-f]{{4}}))?({_REGULAR})?{re.escape(ENDING)}")
_SIGNS = 4
"""Of the device's id, in the name: enough to tell the few PCs of one office apart."""
_STAMP = "%Y-%m-%dT%H%M%S"
_DATABASE, _VAULT = "kantor.db", "vault.json"
_PIECE = 1 << 20
_MALFORMED = (zipfile.BadZipFile, RuntimeError, zlib.error, EOFError, ValueError)
"""What the library raises over damaged and hostile archives."""
Progress = Callable[[], object]
"""Called again and again meanwhile; what it raises stops the work, and nothing is left of it."""


class Backup(Struct, frozen=True):
    """A backup file, by its name."""

    path: Path
    code: str
    """Of the office; ``""`` where the name does not tell, as after a person renamed the file."""
    made_at: datetime | None
    is_regular: bool
    """Made by the program itself, and not renamed since."""
    size: int
    """Bytes."""
    pc: str = ""
    """The first signs of the id of the PC that made it; ``""`` where the name does not tell."""

    @property
    def office(self) -> str:
        """``Desa Sempalai``, or ``""``."""
        return name_of(self.code) if self.code else ""

    @property
    def pc_words(self) -> str:
        """``Komputer 3F2A``, or ``""``: several PCs of one office may share a stick."""
        return _("Komputer {name}").format(name=self.pc.upper()) if self.pc else ""


class Facts(Struct, frozen=True):
    """What a readable backup says without a password."""

    backup: Backup
    accounts: tuple[UserInfo, ...]
    """Whoever had an account on that day, with the password of that day."""


def name_for(code: str, device: str, clock: Clock, *, is_regular: bool = False) -> str:
    """The name of a backup that the device makes now."""
    return f"{code}-{stamp(clock)[:19].replace(':', '')}-{pc_of(device)}{_REGULAR if is_regular else ''}{ENDING}"


def pc_of(device: str) -> str:
    """How a device is named in the names of its backups."""
    return device[:_SIGNS]


def by_name(file: Path) -> Backup:
    """What the name of ``file`` tells."""
    told = _NAME.fullmatch(file.name)
    code, made_at, pc, is_regular = "", None, "", False
    if told:
        try:
            made_at = datetime.strptime(told[2], _STAMP).replace(tzinfo=WIB)
            office_type(told[1])
            code, pc, is_regular = told[1], told[3] or "", bool(told[4])
        except (ValueError, Refused):
            made_at = None
    try:
        size = file.stat().st_size
    except OSError:
        size = 0
    return Backup(file, code, made_at, is_regular, size, pc)


def look_into(file: Path) -> Facts:
    """What ``file`` is; whether it can be put back shows when its password is typed.

    Raises:
        Refused: not a backup of ours, or damaged where its accounts stand. World: ``backup-unreadable``.
    """
    with _reading(file), zipfile.ZipFile(file) as archive, tempfile.TemporaryDirectory() as scratch:
        try:
            entry = archive.getinfo(_VAULT)
            archive.getinfo(_DATABASE)
            if entry.file_size > MAX_FILE or entry.compress_type != zipfile.ZIP_STORED:
                raise zipfile.BadZipFile
            copy = Path(scratch) / _VAULT
            copy.write_bytes(archive.read(entry))
            return Facts(by_name(file), people_in(read_vault(copy)))
        except (KeyError, PpoError) as error:
            raise _not_a_backup(file) from error


def pack(target: Path, database: Path, vault: Path, progress: Progress) -> None:
    """Write the archive, flushed to the disk, and read it again.

    Raises:
        OSError: it cannot be written. World: ``backup-differs``.
    """
    with target.open("xb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for name, source in ((_DATABASE, database), (_VAULT, vault)):
                entry = zipfile.ZipInfo.from_file(source, name)
                with source.open("rb") as data, archive.open(entry, "w") as into:
                    _pour(data, into, progress)
        file.flush()
        os.fsync(file.fileno())
    demand_sound(target, progress)


def copy(source: Path, target: Path, progress: Progress) -> None:
    """Copy an archive, flushed to the disk, and read the copy; raises as ``pack``."""
    with source.open("rb") as data, target.open("xb") as into:
        _pour(data, into, progress)
        into.flush()
        os.fsync(into.fileno())
    demand_sound(target, progress)


def demand_sound(file: Path, progress: Progress) -> None:
    """Raise ``World('backup-differs')`` unless ``file`` holds an archive as we write them, whole."""
    try:
        with zipfile.ZipFile(file) as archive:
            if _is_sound(archive, file.stat().st_size, progress):
                return
    except _MALFORMED:
        pass
    raise World(
        "backup-differs",
        _("Cadangan yang tertulis tidak sama dengan datanya, jadi tidak disimpan."),
        _("Pakai flashdisk atau folder lain, lalu coba lagi. Data di komputer aman."),
    )


def unpack(file: Path, into: OfficePaths) -> None:
    """Write what is in a backup as the files of an office.

    Raises:
        Refused: ``not-a-backup``. World: ``backup-unreadable``. OSError: the files cannot be written.
    """
    with _opened(file) as archive:
        for name, target in ((_DATABASE, into.database), (_VAULT, into.vault)):
            with target.open("xb") as copied:
                for piece in _pieces(archive, name, file):
                    copied.write(piece)
                copied.flush()
                os.fsync(copied.fileno())
            make_private(target)


def _opened(file: Path) -> zipfile.ZipFile:
    """The archive, after it was looked through; the caller closes it."""
    with _reading(file):
        archive = zipfile.ZipFile(file)
        if not _is_sound(archive, file.stat().st_size):
            archive.close()
            raise zipfile.BadZipFile
        return archive


def _pieces(archive: zipfile.ZipFile, name: str, file: Path) -> Iterator[bytes]:
    with _reading(file), archive.open(name) as source:
        while piece := source.read(_PIECE):
            yield piece


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """What goes wrong with a backup that is read, said of it; what whoever reads does with it is their own."""
    try:
        yield
    except (OSError, *_MALFORMED) as error:
        # The library calls an archive malformed whose end it could not read.
        cause = error.__context__ if isinstance(error.__context__, OSError) else error
        if not isinstance(cause, OSError) or cause.errno == errno.EINVAL:  # it names a place that no file has
            raise _not_a_backup(file) from error
        raise World(
            "backup-unreadable",
            _("Cadangan {name} tidak dapat dibaca: {reason}.").format(name=file.name, reason=system_reason(cause)),
            _("Periksa flashdisk atau foldernya, lalu coba lagi."),
        ) from error


def _is_sound(archive: zipfile.ZipFile, size: int, progress: Progress = lambda: None) -> bool:
    """Whether it is an archive as we write them, of ``size`` bytes, whose contents fit their checksums."""
    entries = archive.infolist()
    if (
        sorted(entry.filename for entry in entries) != [_DATABASE, _VAULT]
        or any(entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1 for entry in entries)
        or any(not entry.file_size == entry.compress_size <= size for entry in entries)
    ):
        return False
    for entry in entries:
        with archive.open(entry) as data:  # a wrong checksum is told at the end
            while data.read(_PIECE):
                progress()
    return True


def _pour(source: IO[bytes], target: IO[bytes], progress: Progress) -> None:
    """Copy in pieces, so that it can be stopped in between."""
    while piece := source.read(_PIECE):
        target.write(piece)
        progress()


def _not_a_backup(file: Path) -> Refused:
    return Refused(
        "not-a-backup",
        _("{name} bukan cadangan PPO Desktop, atau rusak.").format(name=file.name),
        _("Pilih berkas cadangan yang lain."),
    )
