"""The program's one entry: the window, or with a verb the command line."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from ppo_desktop.core.errors import PpoError, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _

USAGE = 2
_WITH_VALUE = frozenset({"--data", "--user", "--password-file"})
"""Global options that take the next word."""


def main() -> None:
    """Entry point of ``ppo-desktop``: without arguments, or with ``--data DIR`` alone, the window opens."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()  # the process that reads strangers' files begins here too
    arguments = sys.argv[1:]
    paths = window_paths(arguments)
    if paths is not None:
        sys.exit(_show_window(paths))
    from ppo_desktop import cli

    try:
        cli.main()
    except SystemExit as done:
        if done.code or not _is_check(arguments):
            raise
        sys.exit(_check_window(as_json="--json" in arguments))


def window_paths(arguments: Sequence[str]) -> OfficePaths | None:
    """Whose window the arguments ask for; ``None`` when they ask for a verb."""
    match arguments:
        case []:
            return OfficePaths.default()
        case ["--data", folder] if not folder.startswith("-"):
            return OfficePaths(Path(folder))
        case [joined] if joined.startswith("--data="):
            return OfficePaths(Path(joined.removeprefix("--data=")))
        case _:
            return None


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether there is a screen to open a window on; Qt itself would end the program without a word for people."""
    if platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _is_check(arguments: Sequence[str]) -> bool:
    """Whether the verb, the first word that is neither an option nor its value, is ``check``."""
    words = iter(arguments)
    verb = next(
        (word for word in words if not word.startswith("-") or (word in _WITH_VALUE and not next(words, ""))), ""
    )
    return verb == "check" and "--help" not in arguments


def _check_window(*, as_json: bool) -> int:
    """What ``check`` adds for a program with a window: every screen opens. The command line itself knows no window."""
    try:
        from ppo_desktop.gui.check import open_every_screen

        count = sum(1 for _screen in open_every_screen())
    except PpoError as error:
        _write(error.sentence)
        return error.exit_status
    except ImportError as error:
        if (error.name or "").startswith("ppo_desktop"):
            raise
        _write(_("Jendela tidak dapat diperiksa: bagian sistem untuk layar belum terpasang."))
        return World.exit_status
    told = json.dumps({"check": "screens", "ok": True, "count": count})
    sys.stdout.write((told if as_json else _("baik: {count} halaman jendela").format(count=count)) + "\n")
    return 0


def _show_window(paths: OfficePaths) -> int:
    if not has_display(sys.platform, os.environ):
        return _point_to_verbs(_("Jendela tidak dapat dibuka: komputer ini tidak menyediakan layar."))
    gc.disable()  # from here on the window alone collects (gui.shell.rubbish); what is loaded now stays
    try:
        from ppo_desktop.gui.application import run
    except ImportError as error:
        if (error.name or "").startswith("ppo_desktop"):
            raise
        # The wheels bring Qt; what it expects of the system may still be missing.
        return _point_to_verbs(_("Jendela tidak dapat dibuka: bagian sistem untuk layar belum terpasang."))
    try:
        return run(paths)
    except PpoError as error:
        _write(error.sentence)
        return error.exit_status


def _point_to_verbs(why: str) -> int:
    """Say why there is no window, and show the help of the command line."""
    from ppo_desktop.cli.application import run

    _write(f"{why} {_('Pakai perintah-perintah berikut.')}\n")
    try:
        run(["--help"])
    except SystemExit:
        return USAGE
    raise AssertionError("the command line ends by leaving")


def _write(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
