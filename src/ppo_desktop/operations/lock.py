"""One program per data folder: an operating-system lock that dies with its process."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from ppo_desktop.core.errors import World
from ppo_desktop.core.text import _


class FolderLock:
    """Held from construction to ``release``; raises ``World('in-use')`` when another process holds it."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = path.open("ab")
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


def _lock(file: IO[bytes]) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # only on Windows
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
