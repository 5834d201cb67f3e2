"""Which PC this is, told by what its system noted when it was installed; from the digest nobody can read the note."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from ppo_desktop.core.canonical import sha256

_NOTES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_SHORTEST = 8
"""Characters; what is shorter was left empty by whoever copied the system."""


@cache
def fingerprint() -> str:
    """16 hexadecimal digits that stay the same until the system is installed anew; ``""`` where it notes nothing."""
    note = _windows_note() if sys.platform == "win32" else _linux_note()
    return sha256(b"ppo-machine", note.encode()).hex()[:16] if len(note) >= _SHORTEST else ""


def _linux_note() -> str:
    for file in _NOTES:
        try:
            return file.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            continue
    return ""


def _windows_note() -> str:
    if sys.platform != "win32":
        return ""
    import winreg

    try:
        place = (
            winreg.HKEY_LOCAL_MACHINE,
            r"SOFTWARE\Microsoft\Cryptography",
            0,
            winreg.KEY_READ | winreg.KEY_WOW64_64KEY,
        )
        with winreg.OpenKey(*place) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    except OSError:
        return ""
