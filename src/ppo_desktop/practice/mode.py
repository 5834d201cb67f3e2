"""Practice mode on this PC: three offices beside the real one, thrown away and made anew at will."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _, system_reason

CODES = ("61.01.04.2003", "61.01.04.2005", "61.01.04")
"""The offices one may practise in: two villages and their kecamatan."""
DAY = date(2026, 12, 2)
"""When the story stops: November is over and to be reported."""


def office_paths(home: OfficePaths, code: str) -> OfficePaths:
    """Where the practice office of that code lies, beside the real office of ``home``."""
    return OfficePaths(home.practice / "offices" / code)


def stick(home: OfficePaths) -> Path:
    """The folder that stands for the stick."""
    return home.practice / "stick"


def is_ready(home: OfficePaths) -> bool:
    """Whether all practice offices stand."""
    return all(office_paths(home, code).vault.exists() for code in CODES)


def prepare(home: OfficePaths, progress: Callable[[int, int, str], object] = lambda _done, _all, _words: None) -> None:
    """Make the practice offices, in place of those before; takes a while.

    Args:
        progress: told steps done, all steps and words; may raise to stop, and then nothing has changed.

    Raises:
        World: the disk.
    """
    from ppo_desktop.practice import demonstration

    fresh = home.practice.with_name(f".{home.practice.name}-baru")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        progress(0, demonstration.REHEARSED, _("Menyiapkan kantor latihan…"))
        steps = demonstration.rehearse(fresh)
        try:
            for done, step in enumerate(steps, start=1):
                progress(done, demonstration.REHEARSED, step.text.splitlines()[0])
        finally:
            steps.close()  # its offices too, before their folder is touched
        if home.practice.exists():
            shutil.rmtree(home.practice)
        fresh.replace(home.practice)
    except OSError as error:
        raise World(
            "practice-disk",
            _("Kantor latihan tidak dapat disiapkan: {reason}.").format(reason=system_reason(error)),
            _("Kosongkan ruang di diska, lalu coba lagi."),
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
