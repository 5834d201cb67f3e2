"""Sticks that are plugged in, and what lies on one for this office, told cheaply: by names and first bytes."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from string import ascii_uppercase
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.offices import is_below
from ppo_desktop.core.text import _, clean
from ppo_desktop.exchange import stick
from ppo_desktop.exchange.enrolment_files import ANSWER, MAX_BYTES, REQUEST, read_request
from ppo_desktop.operations.carriers.backup_files import ENDING
from ppo_desktop.operations.house.office import Office
from ppo_desktop.storage import carrier_store

Trouble = Literal["", "full", "read-only", "gone"]
_SYSTEM = re.compile(r"/|/(usr|home|var|boot|efi|snap|nix)(/.*)?")
"""Where the system itself may be mounted from, on PCs that run from a stick."""
_ESCAPED = re.compile(r"\\([0-7]{3})")
_OUR_NAME = re.compile(r"PPO-([0-9.]+)-(tanda-terima-([0-9.]+)|[0-9]{4}-[0-9]{2})-([0-9a-f]{8})")


class Stick(Struct, frozen=True):
    """A removable drive that can be reached under ``folder``, or any folder in its place."""

    name: str
    """What its owner called it, or its drive letter; ``Folder KIRIMAN`` of a folder."""
    folder: Path
    free: int
    """Bytes."""
    total: int
    is_writable: bool
    file_system: str = ""
    is_drive: bool = True

    def trouble(self, needed: int = 0, *, writes: bool = True) -> Trouble:
        """What stands in the way of writing ``needed`` bytes onto it now, or, where nothing is written, of reading."""
        if not self.folder.is_dir():
            return "gone"
        if writes and not self.is_writable:
            return "read-only"
        return "full" if writes and self.free < needed else ""

    def trouble_words(self, needed: int = 0, *, writes: bool = True) -> str:
        """The same as a sentence with what to do, to stand below its name; ``""`` where nothing is wrong."""
        return {
            "": "",
            "gone": _("Flashdisk ini sudah dicabut. Colokkan lagi.")
            if self.is_drive
            else _("Folder ini tidak ditemukan lagi. Pilih folder lain."),
            "read-only": _("Tidak dapat ditulisi. Geser kunci kecil di sisi flashdisk, atau pakai flashdisk lain."),
            "full": _("Penuh. Kosongkan sedikit ruang di flashdisk ini, atau pakai flashdisk lain."),
        }[self.trouble(needed, writes=writes)]


class Contents(Struct, frozen=True):
    """The files on a stick, sorted by what they seem to be. Only receiving them tells what they are."""

    reports: tuple[Path, ...] = ()
    """From offices below, not taken in yet."""
    receipts: tuple[Path, ...] = ()
    """For this office, not taken in yet."""
    requests: tuple[Path, ...] = ()
    """Key requests that this office may answer."""
    answers: tuple[Path, ...] = ()
    """Answers to key requests."""
    backups: tuple[Path, ...] = ()
    unclear: tuple[Path, ...] = ()
    """PDF files whose names tell nothing: perhaps renamed carriers."""
    others: int = 0
    """Our program's files that are no news here: taken in before, made here, or meant for another office."""
    is_infected: bool = False
    """Whether it looks as a shortcut virus leaves sticks; what it hid is found all the same."""

    @property
    def to_receive(self) -> tuple[Path, ...]:
        """What to hand to ``receiving``: all that may be a carrier for us."""
        return (*self.reports, *self.receipts, *self.unclear)

    @property
    def words(self) -> str:
        """``2 laporan, 1 tanda terima``; what is not there is not told."""
        parts = (
            (len(self.reports), _("{count} laporan")),
            (len(self.receipts), _("{count} tanda terima")),
            (len(self.requests), _("{count} permintaan kunci")),
            (len(self.answers), _("{count} jawaban kunci")),
            (len(self.unclear), _("{count} PDF lain")),
        )
        return ", ".join(words.format(count=count) for count, words in parts if count) or _("tidak ada berkas baru")


def warning(folder: Path) -> str:
    """What to say of a stick that a shortcut virus seems to have been at; ``""`` where nothing is odd.

    By the names of what lies directly on it: cheap enough to be asked again and again.
    """
    if not stick.is_infected(folder):
        return ""
    return _(
        "Flashdisk ini mungkin kena virus pintasan: berkas disembunyikan dan diganti pintasan. Data Anda tetap terbaca "
        "di sini. Jangan klik pintasan di flashdisk; sesudah selesai, periksa dengan antivirus atau pakai flashdisk "
        "lain."
    )


def sticks(mounts: Path = Path("/proc/mounts"), devices: Path = Path("/sys/class/block")) -> list[Stick]:
    """The removable drives that are plugged in, by folder; empty where there is none.

    Args:
        mounts: the kernel's table of mounts. devices: a folder of links to block devices, as sysfs has it.
    """
    found = _windows_drives() if os.name == "nt" else _mounted(mounts, devices)
    return sorted(found, key=lambda drive: str(drive.folder))


def in_place_of(folder: Path) -> Stick:
    """A folder that is used as a stick; one that is not there any more has no room."""
    name = _("Folder {name}").format(name=folder.name or folder)
    return replace(_looked_at(name, folder, True, "") or Stick(name, folder, 0, 0, False), is_drive=False)


def contents(office: Office, folder: Path) -> Contents:
    """What lies in ``folder``, also where a virus hid it; raises ``World`` where it cannot be listed."""
    with office.database.reading() as connection:
        known = {carrier[:8] for carrier in carrier_store.known_ids(connection)}
    seen = stick.look(folder)
    sorted_out: dict[str, list[Path]] = {}
    for file, start in seen.files:
        if start.startswith(b"%PDF-"):
            what: str = _what(office, file.name, known)
        elif start.startswith(REQUEST):
            what = "requests" if _is_from_below(office, file) else "others"
        elif start.startswith(ANSWER):
            what = "answers"
        elif start.startswith(b"PK\x03\x04") and file.name.endswith(ENDING):
            what = "backups"
        else:
            continue
        sorted_out.setdefault(what, []).append(file)
    others = len(sorted_out.pop("others", ()))
    return Contents(
        **{what: tuple(files) for what, files in sorted_out.items()}, others=others, is_infected=seen.is_infected
    )


def _what(office: Office, name: str, known: set[str]) -> Literal["reports", "receipts", "unclear", "others"]:
    told = _OUR_NAME.match(name)
    if told is None:
        return "unclear"
    sender, _label, receiver, beginning = told.groups()
    if beginning in known or sender == office.code:
        return "others"
    if receiver:
        return "receipts" if receiver == office.code else "others"
    return "reports" if is_below(sender, office.code) else "others"


def _is_from_below(office: Office, file: Path) -> bool:
    try:
        return is_below(read_request(stick.read(file, MAX_BYTES)).office, office.code)
    except PpoError:
        return False


def _mounted(mounts: Path, devices: Path) -> Iterator[Stick]:
    """The removable ones among the mounted file systems; each device once, where it was mounted first."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    seen = set()
    for line in lines:
        device, place, file_system, options = (line.split(" ") + [""] * 4)[:4]
        folder = Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), place))
        if device in seen or not device.startswith("/dev/") or not _is_removable(devices / Path(device).name, folder):
            continue
        seen.add(device)
        found = _looked_at(clean(folder.name), folder, "ro" not in options.split(","), file_system)
        if found:
            yield found


def _is_removable(device: Path, folder: Path) -> bool:
    """By where a desktop mounts sticks, or by what the kernel says of the device or of the disk it is a part of."""
    if _SYSTEM.fullmatch(str(folder)):
        return False
    if folder.is_relative_to("/media") or folder.is_relative_to("/run/media"):
        return True
    try:
        real = device.resolve(strict=True)
        disk = real.parent if (real / "partition").exists() else real
        return "/usb" in str(real) or (disk / "removable").read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False


def _looked_at(name: str, folder: Path, may_write: bool, file_system: str) -> Stick | None:
    """The stick with its room; ``None`` when it was pulled meanwhile."""
    try:
        room = shutil.disk_usage(folder)
    except OSError:
        return None
    return Stick(
        name or str(folder), folder, room.free, room.total, may_write and os.access(folder, os.W_OK), file_system
    )


def _windows_drives() -> list[Stick]:
    """Never run so far: this program was only tried on Linux. 2 is DRIVE_REMOVABLE."""
    found: list[Stick | None] = []
    if sys.platform == "win32":
        import ctypes

        drives = ctypes.windll.kernel32.GetLogicalDrives()
        roots = [f"{letter}:\\" for place, letter in enumerate(ascii_uppercase) if drives >> place & 1]
        removable = [root for root in roots if ctypes.windll.kernel32.GetDriveTypeW(root) == 2]
        found = [_looked_at(root[:2], Path(root), True, "") for root in removable]
    return [drive for drive in found if drive]
