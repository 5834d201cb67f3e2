"""Windows over real offices, offscreen."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

import offices
from gui.hands import in_front
from gui.watchdog import writing_beside
from ppo_desktop.gui import lasting as lasting
from ppo_desktop.gui.application import make_application
from ppo_desktop.gui.design.theme import install_theme, theme
from ppo_desktop.gui.forms.editor import Editor
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.house.office import Office


@pytest.fixture(autouse=True)
def _writing_beside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with writing_beside(monkeypatch):
        yield


@pytest.fixture(autouse=True)
def _collecting_here() -> Iterator[None]:
    """Widgets are not to be destroyed by a background thread; see ``ppo_desktop.gui.shell.rubbish``."""
    gc.disable()
    yield
    gc.collect(0)  # all that the test has made
    gc.enable()


@pytest.fixture(scope="session")
def qapp() -> object:
    """The application of all tests here; replaces pytest-qt's own, so that it has our fonts and words."""
    application = make_application()
    install_theme(application)
    return application


@pytest.fixture(autouse=True)
def _empty_desktop(qapp: object) -> Iterator[None]:
    """No test leaves a window behind: it might keep the keyboard, and every change of style would dress it.

    Letters and colours are put back after the last window has gone, when that costs nothing.
    """
    yield
    for left in QApplication.topLevelWidgets():
        if isinstance(left, MainWindow | Editor):  # the lists that fall out of fields go with it
            left.close()
            left.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme().set(mode="light", zoom=100)


@pytest.fixture
def qtbot(qtbot: Any) -> Any:
    """pytest-qt's own, more patient with a busy machine than 5 seconds."""
    qtbot.waitUntil = partial(qtbot.waitUntil, timeout=30_000)
    return qtbot


OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def open_window(qapp: object, qtbot: object) -> Iterator[OpenWindow]:
    """``open_window(office, screen, **arguments)``: the window over an open office, shown at 1366x768."""
    windows: list[MainWindow] = []

    def open_(office: Office, screen: str = "home", *, size: tuple[int, int] = (1366, 768), **arguments: object):
        window = MainWindow(Session(office.paths, office.clock))
        window.resize(*size)
        in_front(window)
        window.session.open(office)
        window.show_place(Place(screen, arguments))
        windows.append(window)
        QApplication.processEvents()
        return window

    yield open_
    for window in windows:
        window.close()


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Office]:
    """An empty village office."""
    office = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    yield office
    office.close()
