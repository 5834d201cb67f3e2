"""What a list of 200,000 rows and a search over 1,000,000 names cost in the real window, against raw SQL."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import offices
from bench import crowds, measure
from ppo_desktop.core.text import search_key
from ppo_desktop.gui.application import make_application
from ppo_desktop.gui.design.theme import install_theme
from ppo_desktop.gui.screens.records import RecordsPage
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.house.office import Office

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
LISTED, NAMED = 200_000, 1_000_000
SHOWN = ("office", "id", "name", "sex", "born_on", "hamlet", "rt", "phone")
TYPED = ("si", "siti", "siti am", "budi sant", "susilawati rahayu", "wa hi")
NAMES = ("siti aminah", "budi santoso", "susilawati rahayu")
"""Typed letter by letter: what somebody waits for in all who looks for one of them."""


@pytest.fixture(scope="module")
def qapp() -> Any:
    application = make_application()
    install_theme(application)
    return application


def opened(office: Office, place: str = "departures") -> MainWindow:
    window = MainWindow(Session(office.paths, office.clock))
    window.resize(1366, 768)
    window.show()
    window.session.open(office)
    window.show_place(Place(place))  # its module is loaded, as after the first visit
    settle(window)
    return window


def settle(window: MainWindow) -> None:
    QTest.qWait(100)  # the background begins after the first paint
    while window.session.work.is_busy:
        QApplication.processEvents()
    QApplication.processEvents()


def test_list_against_raw_keyset(tmp_path: Path, qapp: Any) -> None:
    office = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    crowds.settle(office, LISTED)
    window = opened(office)
    start = time.perf_counter()
    window.show_place(Place("people"))
    page = window.page
    assert isinstance(page, RecordsPage)
    QApplication.processEvents()  # lays out and paints
    first = time.perf_counter() - start
    assert page.rows.rowCount() > 0
    settle(window)
    assert page.rows.rowCount() == LISTED
    draw = random.Random(2)
    bar = page.table.verticalScrollBar()

    def jump(_round: int) -> None:
        bar.setValue(draw.randrange(bar.maximum()))
        page.table.viewport().repaint()

    query = f"SELECT {', '.join(SHOWN)} FROM person WHERE office = ? AND id < ? ORDER BY id DESC LIMIT 200"
    with office.database.raw() as raw:

        def keyset(_round: int) -> None:
            raw.execute(query, (offices.VILLAGE, f"{draw.randrange(LISTED):032x}")).fetchall()

        jumps, floor, _ratio = measure.in_turns(jump, keyset, 100, measure.of_thread)
    longest = max(measure.seconds(lambda: jump(0), 1, measure.of_thread) for _round in range(100))
    measure.tell(
        f"a list of {LISTED} rows in the window",
        [
            ("from the side bar to the first paint", f"{first * 1e3:.0f} ms"),
            ("raw keyset query of 200 rows, median", f"{floor * 1e3:.2f} ms"),
            ("target of the first paint: 100 ms + 3 raw", f"{100 + 3 * floor * 1e3:.0f} ms"),
            ("a jump anywhere with its paint, median / longest of 100", f"{jumps * 1e3:.1f} / {longest * 1e3:.1f} ms"),
        ],
    )
    window.close()
    assert first < 1
    assert jumps < 0.25


def test_search_keystroke_against_raw_fts(tmp_path: Path, qapp: Any) -> None:
    office = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    crowds.settle(office, NAMED)
    window = opened(office, "grids")  # home and lists would look for twins among all of them
    window.open_search()
    panel = window._search
    assert panel is not None
    lines = []
    query = """SELECT d.office, d.kind, d.record, d.title FROM search_index i JOIN search_document d ON d.n = i.rowid
               WHERE search_index MATCH ? ORDER BY i.rowid DESC LIMIT 50"""
    with office.database.raw() as raw:

        def floor(typed: str) -> None:
            raw.execute(query, (" ".join(f'"{word}"*' for word in search_key(typed).split()),)).fetchall()

        def look(typed: str) -> None:
            panel.line.setText(typed)
            panel.look()

        def timed(typed: str) -> tuple[float, float]:
            ours, raw_time, _ratio = measure.in_turns(
                lambda _round: look(typed), lambda _round: floor(typed), 30, measure.of_thread
            )
            assert panel.model.rowCount() > 0, typed
            return ours, raw_time

        for typed in TYPED:
            ours, raw_time = timed(typed)
            shown = measure.seconds(lambda: panel.list.viewport().repaint(), 10, measure.of_thread)
            told = f"{ours * 1e3:.1f} / {raw_time * 1e3:.1f} ms / {ours / raw_time:.1f} / {shown * 1e3:.1f} ms"
            lines.append((f"“{typed}”: in the panel / raw FTS5 / ratio / painting", told))
        for name in NAMES:
            keys = [timed(name[:end]) for end in range(2, len(name) + 1) if name[end - 1] != " "]
            ours, raw_time = (sum(times) for times in zip(*keys, strict=True))
            over = sum(ours_of_key > 3 * raw_of_key for ours_of_key, raw_of_key in keys)
            told = f"{ours * 1e3:.1f} / {raw_time * 1e3:.1f} ms / {ours / raw_time:.1f} / {over}"
            lines.append((f"“{name}” letter by letter, {len(keys)} keys: panel / raw FTS5 / ratio / keys over 3", told))
    measure.tell(f"search over {NAMED} names, 50 hits", lines)
    window.close()
