"""The data folder: private to its user, and open in one program at a time."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import IO

from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _


class FolderLock:
    """An operating-system lock that dies with its process, held from construction to ``release``.

    Raises ``World``: ``in-use`` when another process holds it, ``disk-read-only``, ``disk-full``.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._file: IO[bytes] = path.open("ab")
        except OSError as error:
            raise not_writable(path.parent, error) from error
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            raise World(
                "in-use",
                _("Data kantor ini sedang dibuka PPO Desktop yang lain."),
                _("Tutup dahulu yang lain, lalu coba lagi."),
            ) from error

    def release(self) -> None:
        self._file.close()


def prepare_folder(paths: OfficePaths) -> None:
    """Make the data folder, for its user alone; raises ``World``: ``disk-read-only``, ``disk-full``."""
    try:
        paths.folder.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            paths.folder.chmod(0o700)
    except OSError as error:
        raise not_writable(paths.folder, error) from error


def make_private(*files: Path) -> None:
    """Let nobody else on this PC read ``files``; on Windows the folder's own rules say so already."""
    if os.name == "posix":
        for file in files:
            file.chmod(0o600)


def not_writable(folder: Path, error: OSError) -> World:
    """What to say where a data folder cannot be written."""
    if error.errno == errno.ENOSPC:
        return World(
            "disk-full",
            _("Penyimpanan komputer penuh; folder {folder} belum dapat disiapkan.").format(folder=folder),
            _("Kosongkan ruang, lalu coba lagi."),
        )
    return World(
        "disk-read-only",
        _("Folder {folder} tidak dapat dibuat atau ditulis.").format(folder=folder),
        _("Pilih folder lain, atau minta izin menulis ke folder itu."),
    )


def _lock(file: IO[bytes]) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # only on Windows
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
