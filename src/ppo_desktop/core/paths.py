"""All folders, in one place; no one else builds paths."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import appdirs

ASIDE = "sebelum-pulih-"
"""How folders begin that hold what a restore put aside."""


def resource(*parts: str) -> Path:
    """A file of ``resources/``: beside the sources in a checkout, inside the package when installed or frozen."""
    return _resources().joinpath(*parts)


@cache
def _resources() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [Path(frozen)] if frozen else [Path(__file__).parents[1], Path(__file__).parents[3]]
    for root in roots:
        if (root / "resources").is_dir():
            return root / "resources"
    raise FileNotFoundError("resources")


def licences() -> Path:
    """The folder with the licence texts of what is shipped: beside the program, or in a checkout those kept by hand."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).parent / "licenses"
    return Path(__file__).parents[3] / "packaging" / "licenses"


def guards() -> Path:
    """Where the guards of offices lie: the signed-in user's own settings, which no copy of a data folder takes along.

    On Windows those that follow the user, since the others share a folder with the data. The environment variable
    ``PPO_DESKTOP_GUARDS`` names another place.
    """
    elsewhere = os.environ.get("PPO_DESKTOP_GUARDS")
    settings = appdirs.user_config_dir("PPO Desktop", appauthor=False, roaming=True)
    return Path(elsewhere) if elsewhere else Path(settings) / "penjaga"


class OfficePaths(NamedTuple):
    """The files of one office on this PC."""

    folder: Path

    @classmethod
    def default(cls) -> OfficePaths:
        """The data folder of the signed-in user of this PC."""
        return cls(Path(appdirs.user_data_dir("PPO Desktop", appauthor=False)))

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / "kantor.db"

    @property
    def server(self) -> Path:
        """Where it lies, the address of the server that keeps the data instead."""
        return self.folder / "server.txt"

    @property
    def has_data(self) -> bool:
        """Whether an office's data, or the way to them, lie here."""
        return self.database.exists() or self.server.exists()

    @property
    def vault(self) -> Path:
        """The wrapped keys: useless without a password."""
        return self.folder / "vault.json"

    @property
    def erased(self) -> Path:
        """Ids of erased records, kept beside the database so that a restored backup forgets them again."""
        return self.folder / "erased.txt"

    @property
    def lock(self) -> Path:
        """Held by the one running program."""
        return self.folder / "lock"

    @property
    def backups(self) -> Path:
        return self.folder / "cadangan"

    @property
    def preferences(self) -> Path:
        """How the window is to look, and who used it last; nothing secret."""
        return self.folder / "tampilan.json"

    @property
    def tries(self) -> Path:
        """How many wrong passwords were typed for each account since its last right one."""
        return self.folder / "percobaan.json"

    @property
    def unfinished(self) -> Path:
        """Stands here while an office is being set up: what lies beside it was never shown to anybody."""
        return self.folder / "belum-selesai.txt"

    @property
    def practice(self) -> Path:
        """Where practice mode makes its offices; nothing in it is real."""
        return self.folder / "latihan"

    def put_aside(self) -> list[Path]:
        """The folders that hold what a restore put aside, oldest first; none where that cannot be seen."""
        try:
            return sorted(self.folder.glob(f"{ASIDE}*"))
        except OSError:
            return []
