"""Every screen can be used by keyboard alone and read out: names, reasons, one round of Tab, no English."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QWidget

from gui.journey import everywhere
from gui.journey.everywhere import House, Sight, name_of, passed_by, place_of, seen, takes_tab, walked

SIGHTS = list(everywhere.sights())
EACH = [pytest.param(one, marks=pytest.mark.long if one.is_rare else ()) for one in SIGHTS]
ENGLISH = re.compile(
    r"\b(OK|Cancel|Close|Save|Open|Yes|No|Apply|Help|Back|Next|Finish|Undo|Redo|Copy|Cut|Paste|Delete|Select|Search|Find"
    r"|Print|Error|Warning|Page|Loading|Settings|Name|Size|Type|File|Directory|Computer|Look in|Choose|Retry|Abort"
    r"|Ignore|Discard|Clear|Step|Show|Hide|Zoom|Today|None|True|False)\b"
)


@pytest.fixture(scope="module")
def house(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> House:
    return everywhere.make_house(tmp_path_factory.mktemp("house"))


@pytest.mark.parametrize("sight", EACH, ids=str)
def test_a_screen_is_whole_for_those_who_use_keys_or_a_reader(house: House, sight: Sight) -> None:
    with house.window(sight) as window:
        assert QApplication.focusWidget() is not None, "nothing has the focus"
        shown = seen(window)
        stops = [widget for widget in shown if takes_tab(widget)]
        wrong = [
            f"no name: {name_of(widget)} in {name_of(widget.parentWidget())}"
            for widget in stops
            if not widget.accessibleName()
        ]
        wrong += [f"no reason: {name}" for name in everywhere.disabled_without_reason(window)]
        for widget in shown:
            for what in ("text", "toolTip", "accessibleName", "accessibleDescription", "placeholderText", "title"):
                if (what, widget.metaObject().className()) == ("accessibleDescription", "_Pages"):
                    continue  # the text of the papers themselves
                text = re.sub(r"\(.*?\)", "", str(widget.property(what) or ""))  # keys have the names printed on them
                if ENGLISH.search(text) and not (what == "toolTip" and QKeySequence(text).count() == 1):
                    wrong.append(f"English: {text} ({what} of {name_of(widget)})")
        walk = walked(window)
        wrong += [f"Tab passes it by: {name}" for name in passed_by(walk, window)]
        wrong += [f"Tab goes up: {step}" for step in upwards(walk)]
        assert not wrong, "\n".join(wrong)


def upwards(walk: list[QWidget]) -> list[str]:
    """Steps that go up although they stay in one column; but from the end one comes to the top."""
    found = []
    top = min(walk, key=lambda stop: place_of(stop).top())
    for before, after in pairwise([*walk, walk[0]]):
        if after is top or isinstance(before, QPdfView):  # the pages come before what turns them
            continue
        one, other = place_of(before), place_of(after)
        if other.bottom() <= one.top() and other.left() < one.right() and one.left() < other.right():
            found.append(f"{name_of(before)} -> {name_of(after)}")
    return found


@pytest.mark.bench
def test_how_long_a_screen_takes_to_be_made_and_painted(house: House) -> None:
    for sight in SIGHTS:
        with house.window(Sight(sight.office, "home") if sight.office in everywhere.OFFICES else sight) as window:
            began = time.thread_time()
            window._pages.pop(sight.screen, None)
            window.show_place(everywhere.place(sight, window))
            built = time.thread_time()
            QApplication.processEvents()
            QApplication.processEvents()
            painted = time.thread_time()
            print(f"{sight!s:40} made {(built - began) * 1000:4.0f} ms, painted {(painted - built) * 1000:4.0f} ms")


@pytest.mark.parametrize("sight", [one for one in SIGHTS if one.office == "desa" and not one.kind], ids=str)
def test_a_page_that_is_left_at_once_does_not_take_the_keyboard_back(house: House, sight: Sight) -> None:
    form = Sight("desa", "form", "person")
    with house.window(Sight("desa", "record", "person")) as window:
        window.show_place(everywhere.place(sight, window))  # what it asked for comes when it is out of sight
        window.show_place(everywhere.place(form, window))
        everywhere.settle(window)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert window.page is not None
        assert window.page.isAncestorOf(focused), name_of(focused)
