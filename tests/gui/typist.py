"""A process of its own in which somebody types into a new person's form without a pause, until the plug is pulled.

Run as ``python -m gui.typist <folder of the office>``. Each letter that has reached the form is printed, with the
seconds since the first.
"""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import offices
from ppo_desktop.gui.application import make_application
from ppo_desktop.gui.design.theme import install_theme
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow

BETWEEN = 100
"""Milliseconds between two letters."""


def main(folder: Path) -> None:
    application = make_application()
    install_theme(application)
    office = offices.opened_at(folder, offices.clock_at())
    window = MainWindow(Session(office.paths, office.clock))
    window.show()
    window.session.open(office)
    window.show_place(Place("form", {"kind": "person", "record": None, "listed": "people"}))
    QTest.qWaitForWindowActive(window)
    begun = time.monotonic()
    for letter in itertools.cycle("siti aminah "):
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClicks(field, letter)
        print(f"{time.monotonic() - begun:.2f}", flush=True)
        QTest.qWait(BETWEEN)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
