"""Replacing one small file so that a power cut leaves the old one or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from ppo_desktop.core.errors import World
from ppo_desktop.core.text import _


def write_atomically(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data`` so that a power cut leaves the old file or the new one, never a mixture.

    Raises:
        World: ``disk``; the old file stands as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise World(
            "disk",
            _("Berkas {name} tidak dapat disimpan; tidak ada yang berubah.").format(name=path.name),
            _("Periksa ruang kosong dan izin folder data, lalu coba lagi."),
        ) from error
    with contextlib.suppress(OSError):  # the new file stands: that nothing has changed would not be true
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames within ``folder`` survive a power cut, where its file system can be told to."""
    if os.name != "posix":
        return  # Windows has no handle to sync for a folder; NTFS journals the rename
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network and user-space file systems cannot
            raise
    finally:
        os.close(descriptor)
