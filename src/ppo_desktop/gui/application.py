"""The application: made once, shown before anything heavy is loaded."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ppo_desktop.core.clock import Clock, SystemClock
from ppo_desktop.core.paths import OfficePaths, resource
from ppo_desktop.gui.design.theme import install_theme
from ppo_desktop.gui.shell import crash
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.translation import install_translation
from ppo_desktop.gui.shell.window import MainWindow


def make_application(arguments: Sequence[str] = ("ppo-desktop",)) -> QApplication:
    """The one ``QApplication``, in Indonesian."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(list(arguments))
    application.setApplicationName("PPO Desktop")
    application.setWindowIcon(QIcon(str(resource("icons", "shield-check.svg"))))
    install_translation(application)
    return application


def open_window(paths: OfficePaths, clock: Clock) -> MainWindow:
    """The window at the right door: the unlock page, or the first run where there is no office yet."""
    window = MainWindow(Session(paths, clock))
    window.show_place(Place(_door(paths)))
    return window


def run(paths: OfficePaths, arguments: Sequence[str] = ("ppo-desktop",)) -> int:
    """Show the window until it is closed; the program's exit status."""
    from ppo_desktop.operations import preferences

    application = make_application(arguments)
    kept = preferences.load(paths)
    install_theme(application, kept.theme, kept.zoom)
    window = open_window(paths, SystemClock())
    crash.install(window.keep_work, lambda: window, window.close)
    window.showMaximized()
    threading.Thread(target=load_heavy_modules, name="loading", daemon=True).start()
    return application.exec()


def load_heavy_modules() -> None:
    """Load what unlocking and the first page need, while the person types the password."""
    import ppo_desktop.operations.opening
    import ppo_desktop.operations.recording  # noqa: F401 - for its effect


def _door(paths: OfficePaths) -> str:
    from ppo_desktop.operations import doorstep

    return "first-run" if doorstep.state(paths).situation == "none" else "unlock"
