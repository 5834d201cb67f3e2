"""A stick or any folder in its place: put files so that they are whole or absent, find ours whatever their names.

Nothing that lies there is executed or followed: links and junctions are passed by, programs and shortcuts never opened.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from ppo_desktop.core.atomic import sync_folder
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.text import _, clean, system_reason
from ppo_desktop.exchange.manifest import MAX_BYTES

TEMPORARY = ".ppo-menyalin-"
"""Prefix of a file that is still being copied; never the name of a finished one."""
MAX_FILES = 2000
DEEPEST = 3
"""Folders within folders, where files were hidden."""
START = 64
"""Bytes by which a file is told."""
_PDF = b"%PDF-"
_SHORTCUT = ".lnk"
_SCRIPTS = frozenset((".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh", ".bat", ".cmd", ".ps1", ".scr", ".pif", ".inf"))
"""What stands beside shortcuts where a virus made them; an installer (.exe) alone may be there for a reason."""
_NOT_OPENED = frozenset((_SHORTCUT, ".exe", ".com", ".dll", *_SCRIPTS))
_OF_THE_SYSTEM = frozenset(("system volume information", "$recycle.bin", "recycler", "lost+found", "found.000"))
"""Folders of Windows and Linux themselves; what lies in a dustbin was thrown away."""
_HIDDEN, _LINKED = 0x2, 0x400
"""Windows: FILE_ATTRIBUTE_HIDDEN, FILE_ATTRIBUTE_REPARSE_POINT (junctions)."""


class Seen(Struct, frozen=True):
    """What lies in a folder."""

    files: tuple[tuple[Path, bytes], ...]
    """Ordinary files with their first ``START`` bytes; those of the folder itself first, then those hidden below."""
    is_infected: bool = False
    """It looks as a shortcut virus leaves sticks: shortcuts in the place of files, files in a folder without a name."""


@contextlib.contextmanager
def placed(folder: Path, name: str) -> Iterator[Path]:
    """A temporary file to be written and flushed to the disk; it gets its name when the block ends.

    Raises:
        World: ``stick-missing``, ``stick-full``, ``stick-read-only``, ``stick-pulled`` (it was there when copying
            began), ``stick-taken`` (a folder has that name) or ``stick-error``; then, as whenever the block raises,
            nothing stands under the final name that was not there before.
    """
    if not folder.is_dir():
        raise _missing(folder)
    target, temporary = folder / name, folder / f"{TEMPORARY}{secrets.token_hex(4)}"
    try:
        if target.is_dir():
            raise _taken(name)
        _clear_leftovers(folder)
        yield temporary
        temporary.replace(target)
        sync_folder(folder)
    except OSError as error:
        raise _pulled() if not folder.is_dir() else _plain(error, folder) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def put(folder: Path, name: str, data: bytes) -> Path:
    """Write ``data`` as ``folder/name``: temporary name, flush, rename, read again and compare.

    When this returns, the stick may be pulled out. A file of the same name and content is left as it is.

    Raises:
        World: as ``placed``, or ``stick-differs``.
    """
    target = folder / name
    if _is_same(target, data):
        _clear_leftovers(folder)
        return target
    with placed(folder, name) as temporary:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not _is_same(temporary, data):
            raise World(
                "stick-differs",
                _("Yang tertulis di flashdisk tidak sama dengan berkasnya."),
                _("Ganti flashdisk, lalu salin lagi. Data di komputer aman."),
            )
    if not _is_same(target, data):
        if not folder.is_dir():
            raise _pulled()
        raise World(
            "stick-differs",
            _("Berkas di flashdisk tidak dapat dibaca ulang dengan benar."),
            _("Ganti flashdisk, lalu salin lagi. Data di komputer aman."),
        )
    return target


def within(folder: Path, name: str) -> Path:
    """The folder ``name`` in ``folder``, made where it is missing; raises ``World`` as ``placed``."""
    if not folder.is_dir():
        raise _missing(folder)
    try:
        (folder / name).mkdir(exist_ok=True)
    except OSError as error:
        raise _pulled() if not folder.is_dir() else _plain(error, folder) from error
    return folder / name


def read(path: Path, largest: int = MAX_BYTES) -> bytes:
    """The bytes of a file, bounded.

    Raises:
        World: the file cannot be read, or another program is still writing it. Refused: ``too-big``.
    """
    name = clean(path.name)
    try:
        if not path.is_file():  # a pipe would let us wait for ever
            raise FileNotFoundError(errno.ENOENT, "not a file")
        with path.open("rb") as file:
            before = os.fstat(file.fileno()).st_size
            data = file.read(largest + 1)
            after = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise World(
            "file-unreadable",
            _("Berkas {name} tidak dapat dibaca.").format(name=name),
            _("Periksa apakah flashdisk masih tercolok, lalu coba lagi."),
        ) from error
    if len(data) > largest:
        raise Refused("too-big", _("Berkas {name} terlalu besar.").format(name=name), _("Bukan berkas kami."))
    if not before == after == len(data):
        raise World(
            "file-growing",
            _("Berkas {name} masih ditulis oleh program lain.").format(name=name),
            _("Tunggu sampai penyalinannya selesai, lalu coba lagi."),
        )
    return data


def find(folder: Path, beginning: bytes) -> Iterator[Path]:
    """Files whose content starts with ``beginning``, whatever their names, in the order of ``look``."""
    for path, start in look(folder).files:
        if start.startswith(beginning):
            yield path


def look(folder: Path) -> Seen:
    """What lies in ``folder``, and in folders into which a virus has moved what lay there; at most ``MAX_FILES``.

    Hidden files count. Folders that a person made are not searched, unless the stick is full of shortcuts.

    Raises:
        World: there is no such folder, or it cannot be read.
    """
    if not folder.is_dir():
        raise _missing(folder)
    try:
        entries = _entries(folder)
    except OSError as error:
        raise _plain(error, folder) from error
    shortcuts = _shortcuts(entries)
    hiding = [entry for entry in entries if _is_folder(entry) and (shortcuts or _hides(entry))]
    files = [(Path(entry.path), start) for entry in entries if (start := _start(entry)) is not None]
    room = MAX_FILES - len(entries)
    for entry in hiding:
        below = _below(Path(entry.path), 1, room)
        files += below
        room -= len(below)
    return Seen(tuple(files), _looks_infected(entries))


def is_infected(folder: Path) -> bool:
    """As ``look`` tells, by names alone; ``False`` where the folder cannot be listed."""
    try:
        return _looks_infected(_entries(folder))
    except OSError:
        return False


def _shortcuts(entries: list[os.DirEntry[str]]) -> set[str]:
    """What shortcuts there are called, without their ending."""
    return {Path(entry.name).stem.casefold() for entry in entries if _ending(entry) == _SHORTCUT}


def _looks_infected(entries: list[os.DirEntry[str]]) -> bool:
    """By what a virus leaves, so that a desktop folder with its own shortcuts is not suspected."""
    shortcuts = _shortcuts(entries)
    if any(_is_folder(entry) and _has_no_name(entry.name) for entry in entries):
        return True
    others = [entry for entry in entries if _ending(entry) != _SHORTCUT]
    names = {name.casefold() for entry in others for name in (entry.name, Path(entry.name).stem)}
    return bool(shortcuts & names) or (bool(shortcuts) and any(_ending(entry) in _SCRIPTS for entry in others))


def _below(folder: Path, depth: int, room: int) -> list[tuple[Path, bytes]]:
    """The files in a folder of hidden things and its folders, ``room`` at most; what cannot be listed has none."""
    if room <= 0:
        return []
    try:
        entries = _entries(folder)[:room]
    except OSError:
        return []
    found = [(Path(entry.path), start) for entry in entries if (start := _start(entry)) is not None]
    if depth < DEEPEST:
        for entry in entries:
            if _is_folder(entry):
                found += _below(Path(entry.path), depth + 1, room - len(found))
    return found


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)[:MAX_FILES]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder of its own: no link, no junction, none of the system's."""
    try:
        if not entry.is_dir(follow_symlinks=False) or _attributes(entry) & _LINKED:
            return False
    except OSError:
        return False
    name = entry.name.casefold()
    return name not in _OF_THE_SYSTEM and not name.startswith(".trash")


def _hides(folder: os.DirEntry[str]) -> bool:
    """Whether a virus hides things so: in a folder that has no name or that the system does not show."""
    return _has_no_name(folder.name) or bool(_attributes(folder) & _HIDDEN)


def _has_no_name(name: str) -> bool:
    """The usual one is a single no-break space."""
    return not any(letter.isalnum() for letter in name)


def _attributes(entry: os.DirEntry[str]) -> int:
    try:
        return int(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0))
    except OSError:
        return 0


def _ending(entry: os.DirEntry[str]) -> str:
    return os.path.splitext(entry.name)[1].casefold()


def _start(entry: os.DirEntry[str]) -> bytes | None:
    """The first bytes of an ordinary file; ``None`` of anything else, and of what is never opened.

    A PDF that cannot be read is taken for one by its name: passed by, nobody would hear that it is there.
    """
    if entry.name.startswith(TEMPORARY) or _ending(entry) in _NOT_OPENED:
        return None
    try:
        if not entry.is_file(follow_symlinks=False):
            return None
        with open(entry.path, "rb") as file:
            return file.read(START)
    except OSError:
        return _PDF if _ending(entry) == ".pdf" else None


def _clear_leftovers(folder: Path) -> None:
    """Remove what an interrupted copy left behind; it never had a final name."""
    for leftover in folder.glob(f"{TEMPORARY}*"):
        with contextlib.suppress(OSError):
            leftover.unlink()


def _is_same(path: Path, data: bytes) -> bool:
    """Whether that is the file's content; ``False`` where it cannot be read."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _taken(name: str) -> World:
    return World(
        "stick-taken",
        _("Di flashdisk ada folder bernama {name}, jadi berkas bernama itu tidak dapat ditulis.").format(name=name),
        _("Ganti nama folder itu, lalu salin lagi."),
    )


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
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return World("stick-full", _("Flashdisk penuh."), _("Kosongkan ruang di flashdisk, lalu salin lagi."))
    if error.errno == errno.EFBIG:
        return World(
            "stick-file-limit",
            _("Flashdisk ini tidak menerima berkas sebesar itu (FAT32: paling banyak 4 GB)."),
            _("Pakai flashdisk berformat exFAT atau NTFS."),
        )
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
