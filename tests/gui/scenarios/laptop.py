"""A laptop that is switched off: the window in a process of its own, ended by SIGKILL in the middle of what it does.

``python -m gui.scenarios.laptop`` with a JSON line: ``folder`` of the office, ``rows`` that should stand at the end,
``after`` how many of them the power may fail, and ``delay`` until it does: seconds from the key that saves the next.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import offices
from gui.hands import in_front, keyboard, settle
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.application import make_application
from ppo_desktop.gui.design.theme import install_theme
from ppo_desktop.gui.screens.grid.entry import State
from ppo_desktop.gui.screens.grid.page import GridPage
from ppo_desktop.gui.shell.rubbish import Collector
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow

NAMES = ("Siti Aminah", "Ahmad Fauzi", "Dewi Lestari", "Rosmiati", "Hamdan", "Budi Santoso", "Nur Halimah", "Jumadi")


def name(number: int) -> str:
    """Who stands in a row: no two so alike that the program asks."""
    return f"{NAMES[number % len(NAMES)]} {'ABCDE'[number // len(NAMES)]}"


def enter(text: str) -> None:
    """Type over what stands there, which may come from a draft; ``""`` leaves it."""
    if text:
        QTest.keyClick(keyboard(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(keyboard(), text)
    QTest.keyClick(keyboard(), Qt.Key.Key_Return)


def share(page: GridPage) -> None:
    """What all rows have in common: the season, and what is there already; a draft may have brought it all."""
    for text in ("1-3-2026", "1-10-2026", *[""] * 20):
        if keyboard() is page.table.line:
            return
        enter("4" if keyboard().accessibleName().startswith("RT") else text)
    raise AssertionError("the rows are not reached")


def type_row(number: int) -> None:
    enter(name(number))
    QTest.keyClick(keyboard(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(keyboard(), "LP"[number % 2])
    enter(str(1950 + number))


def kept(page: GridPage) -> int:
    return sum(entry.state is State.KEPT for entry in page.rows.entries)


def switch_off() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    told = json.loads(sys.stdin.readline())
    install_theme(make_application())
    with Collector():
        window = MainWindow(Session(OfficePaths(Path(told["folder"])), offices.clock_at()))
        in_front(window)
        window.show_place(Place("unlock"))
        enter(offices.CLERK_PASSWORD)
        settle(window)
        window.show_place(Place("grid", {"grid": "season"}))
        settle(window)
        page = window.page
        assert isinstance(page, GridPage)
        share(page)
        for number in range(told["from"], told["rows"]):
            if number == told["after"]:
                timer = threading.Timer(told["delay"], switch_off)
                timer.daemon = True
                timer.start()
            type_row(number)
            settle(window)
            sys.stdout.write(f"{told['from'] + kept(page)}\n")  # what the clerk saw with a tick
            sys.stdout.flush()
        switch_off()


if __name__ == "__main__":
    main()
