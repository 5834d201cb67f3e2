"""The application: made once, shown before anything heavy is loaded."""

from __future__ import annotations

import contextlib
import gc
import threading
from collections.abc import Sequence
from importlib import import_module
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from ppo_desktop.core.clock import Clock, SystemClock
from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths, resource
from ppo_desktop.gui.design.theme import STYLE, install_theme, theme
from ppo_desktop.gui.shell import crash
from ppo_desktop.gui.shell.rubbish import Collector
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.translation import install_translation
from ppo_desktop.gui.shell.window import MainWindow

FIRST = ("gui.lasting", "operations.doors.opening", "operations.books.recording", "gui.screens.home")
"""What a long day needs, and modules with which the office opens and its first page is filled, in the order of need."""
NEXT = ("gui.screens.records", "gui.shell.search", "gui.screens.form", "gui.screens.record", "gui.screens.month")
"""Those of the pages that follow; whoever is there before them waits for one of them."""


def make_application(arguments: Sequence[str] = ("ppo-desktop",)) -> QApplication:
    """The one ``QApplication``, in Indonesian."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication([*arguments, *STYLE])
    application.setApplicationName("PPO Desktop")
    application.setWindowIcon(QIcon(str(resource("icons", "shield-check.svg"))))
    install_translation(application)
    return application


def open_window(paths: OfficePaths, clock: Clock) -> MainWindow:
    """The window at the right door: the unlock page, or the first run where there is no office yet."""
    window = MainWindow(Session(paths, clock))
    window.show_place(Place(first_door(paths)))
    return window


def run(paths: OfficePaths, arguments: Sequence[str] = ("ppo-desktop",)) -> int:
    """Show the window until it is closed; the program's exit status."""
    from ppo_desktop.operations.house import preferences

    application = make_application(arguments)
    kept = preferences.load(paths)
    install_theme(application, kept.theme, kept.zoom)
    window = open_window(paths, SystemClock())
    theme().changed.connect(lambda: keep_look(paths))
    crash.install(window.keep_work, lambda: window, window.close)
    window.showMaximized()
    QTimer.singleShot(0, start_loading)  # after the first paint
    with Collector():
        status = application.exec()
    delete(window)  # as a whole: Qt for Python would take it apart piece by piece at the end, and can crash over that
    return status


def keep_look(paths: OfficePaths) -> None:
    """Remember theme and zoom for the next start; a folder that cannot be written is no reason to stop anybody."""
    from ppo_desktop.operations.house import preferences

    with contextlib.suppress(World):
        if paths.folder.exists():  # before the first run nothing is written
            kept = preferences.load(paths)
            preferences.save(paths, kept._replace(theme=cast(preferences.Theme, theme().mode), zoom=theme().zoom))


def start_loading() -> None:
    """Load what unlocking and the first page need, while the person types the password.

    No daemon: one that is still inside Qt when Python ends takes the program down with it.
    """
    threading.Thread(target=load_heavy_modules, name="loading").start()


def load_heavy_modules(names: Sequence[str] = (*FIRST, *NEXT)) -> None:
    """What is slow to import; no more of it once the program ends."""
    for name in names:
        if not threading.main_thread().is_alive():
            return
        import_module(f"ppo_desktop.{name}")

    gc.freeze()  # modules stay for good: no need to look through them again and again


def first_door(paths: OfficePaths) -> str:
    """The screen to begin with."""
    from ppo_desktop.operations.doors import doorstep
    from ppo_desktop.operations.house import preferences

    if doorstep.state(paths).situation != "none":
        return "unlock"
    return "practice" if preferences.load(paths).training else "first-run"
