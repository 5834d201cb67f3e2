"""Every screen is opened once, without a screen: how a built program shows that its window is whole."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from ppo_desktop.core.clock import SystemClock
from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.core.text import _
from ppo_desktop.gui.application import make_application
from ppo_desktop.gui.design.theme import install_theme
from ppo_desktop.gui.shell.rubbish import Collector
from ppo_desktop.gui.shell.screens import DOORS, side_bar
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.house.office import Office
from ppo_desktop.practice.offices import CAMAT, VILLAGES
from ppo_desktop.records.registry import row_kinds

LONGEST = 30.0
"""Seconds after which a screen that is still busy counts as broken."""


def open_every_screen() -> Iterator[str]:
    """Show each screen of a village and a kecamatan in a scratch folder; the title of each that stands.

    Raises:
        World: ``check-failed``, with the screen that does not open.
    """
    install_theme(make_application())
    with Collector(), tempfile.TemporaryDirectory(prefix="ppo-periksa-", ignore_cleanup_errors=True) as folder:
        empty = OfficePaths(Path(folder) / "kosong")
        yield from _shown(MainWindow(Session(empty, SystemClock())), [Place(door.name) for door in DOORS])
        for cast in (VILLAGES[0], CAMAT):
            office = cast.set_up(Path(folder) / cast.code, SystemClock()).office
            window = MainWindow(Session(office.paths, office.clock))
            window.session.open(office)
            yield from _shown(window, _places(office))


def _places(office: Office) -> list[Place]:
    listed = [Place(screen.name) for screen in side_bar(office.identity.level)]
    kinds = [kind for kind in row_kinds() if office.identity.level in kind.levels]
    return listed + [Place("form", {"kind": kind.name, "record": None}) for kind in kinds]


def _shown(window: MainWindow, places: list[Place]) -> Iterator[str]:
    window.resize(1366, 768)
    window.show()
    try:
        for place in places:
            with _failures_told(place.screen):
                window.show_place(place)
                _settle(window)
                assert window.page is not None
                assert not window.grab().isNull()
            yield window.page.accessibleName() or window.page.title.text()
    finally:
        window.close()


def _settle(window: MainWindow) -> None:
    until = time.monotonic() + LONGEST
    QApplication.processEvents()
    while window.session.work.is_busy:
        assert time.monotonic() < until, "still busy"
        QApplication.processEvents()
        time.sleep(0.005)
    QApplication.processEvents()


@contextmanager
def _failures_told(screen: str) -> Iterator[None]:
    """What fails in Qt's own calls comes through the hook, not as an exception."""
    failures: list[BaseException] = []
    before, sys.excepthook = sys.excepthook, lambda _kind, error, _trace: failures.append(error)
    try:
        yield
    except Exception as error:  # noqa: BLE001 - any failure is a screen that does not open
        failures.append(error)
    finally:
        sys.excepthook = before
    if failures:
        raise World(
            "check-failed",
            _("Halaman ini tidak dapat dibuka: {screen} ({kind}).").format(
                screen=screen, kind=type(failures[0]).__name__
            ),
            _("Pasang ulang PPO Desktop; data kantor tidak tersentuh oleh pemeriksaan ini."),
        ) from failures[0]
