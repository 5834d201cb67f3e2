"""The sockets of a PC: sticks are plugged in and pulled out as the system would tell of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ppo_desktop.gui.design import sticks as chooser
from ppo_desktop.operations.carriers import sticks

LOOK_EVERY = 50
"""Milliseconds between two looks, instead of two seconds."""


class Sockets:
    """A table of mounts and a folder of devices, in the system's own form, that the program reads instead of its."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._mounts = folder / "mounts"
        devices = folder / "devices"
        (devices / "sdb1").mkdir(parents=True, exist_ok=True)
        (devices / "sdb1" / "removable").write_text("1", encoding="ascii")
        self.pull()
        found: Any = sticks.sticks
        monkeypatch.setattr(found, "__defaults__", (self._mounts, devices))
        monkeypatch.setattr(chooser, "EVERY", LOOK_EVERY)

    def plug(self, stick: Path) -> None:
        self._mounts.write_text(f"/dev/sdb1 {stick} vfat rw,relatime 0 0\n", encoding="utf-8")

    def pull(self) -> None:
        self._mounts.write_text("/dev/sda1 / ext4 rw 0 0\n", encoding="utf-8")
