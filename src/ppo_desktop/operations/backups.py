"""Backup files: which there are, and what can be said of one before anybody has typed a password."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ppo_desktop.core.clock import WIB
from ppo_desktop.core.errors import PpoError, Refused
from ppo_desktop.core.offices import name_of, office_type
from ppo_desktop.core.text import _
from ppo_desktop.operations.keeping import ENDING
from ppo_desktop.trust.accounts import MAX_FILE, UserInfo, people_in, read_vault

_STAMP = "%Y-%m-%dT%H%M%S"
_LENGTH = len("0000-00-00T000000")
_VAULT, _DATABASE = "vault.json", "kantor.db"


@dataclass(frozen=True)
class Backup:
    """A backup file, by its name."""

    path: Path
    office: str
    """``Desa Sempalai``; ``""`` where the name does not tell, as after a person renamed the file."""
    made_at: datetime | None
    size: int
    """Bytes."""


@dataclass(frozen=True)
class Facts:
    """What a readable backup says without a password."""

    backup: Backup
    accounts: tuple[UserInfo, ...]
    """Whoever had an account on that day, with the password of that day."""


def found(folders: Iterable[Path]) -> list[Backup]:
    """The backups that lie directly in ``folders``, the newest first; a folder that cannot be listed has none."""
    there: dict[Path, Backup] = {}
    for folder in folders:
        try:
            files = [file for file in folder.iterdir() if file.name.endswith(ENDING) and file.is_file()]
        except OSError:
            continue
        for file in files:
            there[file] = _by_name(file)
    latest = datetime.min.replace(tzinfo=WIB)
    return sorted(there.values(), key=lambda one: (one.made_at or latest, one.path.name), reverse=True)


def look_into(file: Path) -> Facts:
    """What ``file`` is; whether it can be put back shows when its password is typed.

    Raises:
        Refused: not a backup of ours, or damaged where its accounts stand.
    """
    try:
        with zipfile.ZipFile(file) as archive, tempfile.TemporaryDirectory() as scratch:
            entry = archive.getinfo(_VAULT)
            archive.getinfo(_DATABASE)
            if entry.file_size > MAX_FILE or entry.compress_type != zipfile.ZIP_STORED:
                raise zipfile.BadZipFile
            copy = Path(scratch) / _VAULT
            copy.write_bytes(archive.read(entry))
            return Facts(_by_name(file), people_in(read_vault(copy)))
    except (OSError, KeyError, ValueError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile, PpoError) as error:
        raise Refused(
            "not-a-backup",
            _("{name} bukan cadangan PPO Desktop, atau rusak.").format(name=file.name),
            _("Pilih berkas cadangan yang lain."),
        ) from error


def _by_name(file: Path) -> Backup:
    code, told = file.name[: -len(ENDING) - _LENGTH - 1], file.name[-len(ENDING) - _LENGTH : -len(ENDING)]
    try:
        made_at: datetime | None = datetime.strptime(told, _STAMP).replace(tzinfo=WIB)
        office_type(code)
        office = name_of(code)
    except (ValueError, Refused):
        made_at, office = None, ""
    try:
        size = file.stat().st_size
    except OSError:
        size = 0
    return Backup(file, office, made_at, size)
