"""A stick or any folder in its place: put files so that they are whole or absent, find ours whatever their names."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from ppo_desktop.core.atomic import sync_folder
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.text import _, clean, system_reason
from ppo_desktop.exchange.manifest import MAX_BYTES

TEMPORARY = ".ppo-menyalin-"
"""Prefix of a file that is still being copied; never the name of a finished one."""
MAX_FILES = 2000


def put(folder: Path, name: str, data: bytes) -> Path:
    """Write ``data`` as ``folder/name``: temporary name, flush, rename, read again and compare.

    When this returns, the stick may be pulled out. A file of the same name and content is left as it is.

    Raises:
        World: ``stick-missing``, ``stick-full``, ``stick-read-only``, ``stick-pulled`` (it was there when copying
            began), ``stick-error`` or ``stick-differs``; then nothing stands under the final name that was not there
            before.
    """
    if not folder.is_dir():
        raise _missing(folder)
    target = folder / name
    temporary = folder / f"{TEMPORARY}{secrets.token_hex(4)}"
    try:
        _clear_leftovers(folder)
        if _same(target, data):
            return target
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not _same(temporary, data):
            raise World(
                "stick-differs",
                _("Yang tertulis di flashdisk tidak sama dengan berkasnya."),
                _("Ganti flashdisk, lalu salin lagi. Data di komputer aman."),
            )
        temporary.replace(target)
        sync_folder(folder)
    except OSError as error:
        raise _pulled() if not folder.is_dir() else _plain(error, folder) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    if not _same(target, data):
        raise World(
            "stick-differs",
            _("Berkas di flashdisk tidak dapat dibaca ulang dengan benar."),
            _("Ganti flashdisk, lalu salin lagi. Data di komputer aman."),
        )
    return target


def read(path: Path, largest: int = MAX_BYTES) -> bytes:
    """The bytes of a file, bounded.

    Raises:
        World: the file cannot be read. Refused: ``too-big``.
    """
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise World(
            "file-unreadable",
            _("Berkas {name} tidak dapat dibaca.").format(name=clean(path.name)),
            _("Periksa apakah flashdisk masih tercolok, lalu coba lagi."),
        ) from error
    if len(data) > largest:
        name = clean(path.name)
        raise Refused("too-big", _("Berkas {name} terlalu besar.").format(name=name), _("Bukan berkas kami."))
    return data


def find(folder: Path, beginning: bytes) -> Iterator[Path]:
    """Files in ``folder`` whose content starts with ``beginning``, whatever their names, sorted by name.

    Links are not followed, nothing is executed, hidden files count (a common virus hides files).
    """
    if not folder.is_dir():
        raise _missing(folder)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)[:MAX_FILES]
    except OSError as error:
        raise _plain(error, folder) from error
    for entry in entries:
        if entry.name.startswith(TEMPORARY) or not entry.is_file(follow_symlinks=False):
            continue
        try:
            with open(entry.path, "rb") as file:
                ours = file.read(len(beginning)) == beginning
        except OSError:
            continue
        if ours:
            yield Path(entry.path)


def _clear_leftovers(folder: Path) -> None:
    """Remove what an interrupted copy left behind; it never had a final name."""
    for leftover in folder.glob(f"{TEMPORARY}*"):
        with contextlib.suppress(OSError):
            leftover.unlink()


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _missing(folder: Path) -> World:
    return World(
        "stick-missing",
        _("Flashdisk atau folder {folder} tidak ditemukan.").format(folder=folder),
        _("Colokkan flashdisk, lalu coba lagi."),
    )


def _pulled() -> World:
    return World(
        "stick-pulled",
        _("Flashdisk tercabut sebelum penyalinan selesai."),
        _("Colokkan lagi, lalu salin lagi. Data di komputer aman."),
    )


def _plain(error: OSError, folder: Path) -> World:
    if error.errno == errno.ENOSPC:
        return World("stick-full", _("Flashdisk penuh."), _("Kosongkan ruang di flashdisk, lalu salin lagi."))
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return World(
            "stick-read-only",
            _("Flashdisk tidak boleh ditulis."),
            _("Geser kuncinya atau pakai flashdisk lain, lalu salin lagi."),
        )
    if not folder.is_dir():
        return _missing(folder)
    return World(
        "stick-error",
        _("Flashdisk tidak dapat dipakai: {reason}.").format(reason=system_reason(error)),
        _("Cabut dan colokkan lagi, atau pakai flashdisk lain. Data di komputer aman."),
    )
