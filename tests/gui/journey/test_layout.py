"""Nothing is cut off: on the smallest screen, on the usual one, and with letters twice as large."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QRadioButton, QScrollArea, QWidget

from gui.journey import everywhere
from gui.journey.everywhere import House, Sight, name_of, seen
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.shell.window import MainWindow

SIGHTS = list(everywhere.sights())
EACH = [pytest.param(one, marks=pytest.mark.long if one.is_rare else ()) for one in SIGHTS]
GROWING = (Sight("desa", "home"), Sight("desa", "departures"), Sight("desa", "form", "departure"))
SMALL, USUAL, NARROWEST = (1024, 560), (1366, 768), (1024, 600)
NARROW = frozenset({"pcs", "letters", "lists", "transfers", "enrolment", "outside", "shares"})
"""Pages of words with buttons beside them; these are looked at with large letters in a narrow window too."""


@pytest.fixture(scope="module")
def house(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> House:
    return everywhere.make_house(tmp_path_factory.mktemp("house"))


@pytest.mark.parametrize("sight", EACH, ids=str)
def test_nothing_is_cut_off(house: House, sight: Sight) -> None:
    with house.window(sight, USUAL) as window:
        found = [*too_large(window, USUAL), *cut(window), *sideways(window)]
        window.resize(*SMALL)
        everywhere.settle(window)
        found += [f"small: {one}" for one in (*too_large(window, SMALL), *cut(window), *sideways(window))]
        assert not found, "\n".join(found)


@pytest.mark.parametrize("sight", EACH, ids=str)
def test_nothing_is_cut_off_in_large_letters(house: House, sight: Sight) -> None:
    theme().set(zoom=200)
    with house.window(sight, USUAL) as window:
        found = [*too_large(window, USUAL), *cut(window)]
        if sight.screen in NARROW and not sight.is_rare:
            window.resize(*NARROWEST)
            everywhere.settle(window)
            found += [f"narrow: {one}" for one in (*cut(window), *sideways(window))]
        assert not found, "\n".join(found)


@pytest.mark.parametrize("sight", GROWING, ids=str)
def test_nothing_is_cut_off_when_the_letters_of_an_open_window_grow(house: House, sight: Sight) -> None:
    """Whatever page stands there is made anew (``MainWindow.rebuild``); so a few stand for all."""
    with house.window(sight, USUAL) as window:
        theme().set(zoom=200)
        everywhere.settle(window)
        found = [*too_large(window, USUAL), *cut(window)]
        assert not found, "\n".join(found)


def too_large(window: MainWindow, size: tuple[int, int]) -> Iterator[str]:
    """A window that cannot be as small as the screen."""
    if (window.width(), window.height()) != size:
        yield f"the window needs {window.width()} x {window.height()}"


def sideways(window: QWidget) -> Iterator[str]:
    """What must be scrolled from left to right."""
    for area in window.findChildren(QScrollArea):
        inside = area.widget()
        if area.isVisible() and inside and inside.width() > area.viewport().width():
            yield f"{inside.width()} in {area.viewport().width()}: {name_of(area)} in {name_of(area.parentWidget())}"


def cut(window: QWidget) -> Iterator[str]:
    """Words that have less room than they need, or that their parent cuts off."""
    for widget in seen(window):
        if not isinstance(widget, QLabel | QPushButton | QCheckBox | QRadioButton) or not widget.text().strip():
            continue
        needed = _needed(widget)
        if needed.width() > widget.width() + 1 or needed.height() > widget.height() + 1:
            has = f"{widget.width()} x {widget.height()}"
            yield f"needs {needed.width()} x {needed.height()}, has {has}: {name_of(widget)}"
        parent = widget.parentWidget()
        if parent and not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
            yield f"outside of {name_of(parent)}: {name_of(widget)}"


def _needed(widget: QLabel | QPushButton | QCheckBox | QRadioButton) -> QRect:
    if isinstance(widget, QLabel) and widget.wordWrap():
        letters = QFontMetrics(widget.font())
        longest = max(
            letters.horizontalAdvance(word)
            for word in str(widget.property("text")).replace("\N{ZERO WIDTH SPACE}", " ").split()
        )
        return QRect(0, 0, longest, widget.heightForWidth(widget.width()))
    if widget.hasHeightForWidth():
        return QRect(0, 0, 0, widget.heightForWidth(widget.width()))
    hint = widget.sizeHint()
    return QRect(0, 0, hint.width(), hint.height())
