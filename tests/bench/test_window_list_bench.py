"""What a list of 200,000 rows and a search over 1,000,000 names cost in the real window, against raw SQL."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import offices
from bench import measure, villagers
from ppo_desktop.core.text import search_key
from ppo_desktop.gui.application import make_application
from ppo_desktop.gui.design.theme import install_theme
from ppo_desktop.gui.screens.records import RecordsPage
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.office import Office

pytestmark = pytest.mark.bench
LISTED, NAMED = 200_000, 1_000_000
SHOWN = ("office", "id", "name", "sex", "born_on", "hamlet", "rt", "phone")
FIRST = ("Siti", "Ahmad", "Dewi", "Joko", "Nur", "Wahyu", "Maria", "Yohanes", "Budi", "Sri", "Hendri", "Susilawati")
LAST = ("Rahayu", "Fauzi", "Lestari", "Santoso", "Hasanah", "Hidayat", "Nahak", "Seran", "Aminah", "Mulyadi")
TYPED = ("si", "siti", "siti am", "budi sant", "susilawati rahayu", "wa hi")


@pytest.fixture(scope="module")
def qapp() -> Any:
    application = make_application()
    install_theme(application)
    return application


def crowd(office: Office, count: int) -> None:
    """``count`` persons with their search documents, written past the journal: only reading is measured here."""
    draw = random.Random(1)
    extra = {"version": 1, "recorded_at": "2026-11-21T09:00:00+07:00", "changed_at": "", "author": "Rina"}
    columns = ("office", "id", *extra, *villagers.typed(0))

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(count):
            name = f"{draw.choice(FIRST)} {draw.choice(LAST)} {draw.choice(LAST)}"
            yield (
                offices.VILLAGE,
                f"{number:032x}",
                *extra.values(),
                *(villagers.typed(number) | {"name": name}).values(),
            )

    with office.database.raw() as raw:
        raw.execute("BEGIN")
        insert = f"INSERT INTO person ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        raw.executemany(insert, rows())
        found = raw.execute("SELECT office, 'person', id, name, name FROM person ORDER BY id")
        documents = ((*row[:4], search_key(row[4])) for row in found)
        raw.executemany(
            "INSERT INTO search_document (office, kind, record, title, text) VALUES (?, ?, ?, ?, ?)", list(documents)
        )
        raw.execute("COMMIT")


def opened(office: Office) -> MainWindow:
    window = MainWindow(Session(office.paths, office.clock))
    window.resize(1366, 768)
    window.show()
    window.session.open(office)
    window.show_place(Place("departures"))  # its module is loaded, as after the first visit
    settle(window)
    return window


def settle(window: MainWindow) -> None:
    QTest.qWait(100)  # the background begins after the first paint
    while window.session.work.is_busy:
        QApplication.processEvents()
    QApplication.processEvents()


def test_list_against_raw_keyset(tmp_path: Path, qapp: Any) -> None:
    office = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    crowd(office, LISTED)
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

        jumps, floor, _ratio = measure.in_turns(jump, keyset, 100)
    longest = max(_timed(jump) for _round in range(100))
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
    crowd(office, NAMED)
    window = opened(office)
    window.open_search()
    panel = window._search
    assert panel is not None
    lines = []
    query = """SELECT d.office, d.kind, d.record, d.title FROM search_index i JOIN search_document d ON d.n = i.rowid
               WHERE search_index MATCH ? ORDER BY i.rowid DESC LIMIT 50"""
    for typed in TYPED:
        expression = " ".join(f'"{word}"*' for word in search_key(typed).split())
        with office.database.raw() as raw:

            def floor(_round: int, raw: Any = raw, expression: str = expression) -> None:
                raw.execute(query, (expression,)).fetchall()

            def look(_round: int, typed: str = typed) -> None:
                panel.line.setText(typed)
                panel.look()

            def painted(_round: int) -> None:
                panel.list.viewport().repaint()

            ours, raw_time, ratio = measure.in_turns(look, floor, 30)
            shown = measure.seconds(lambda: painted(0), 10)
        assert panel.model.rowCount() > 0, typed
        lines.append(
            (
                f"“{typed}”: in the panel / raw FTS5 / ratio / painting",
                f"{ours * 1e3:.1f} / {raw_time * 1e3:.1f} ms / {ratio:.1f} / {shown * 1e3:.1f} ms",
            )
        )
    measure.tell(f"search over {NAMED} names, 50 hits", lines)
    window.close()


def _timed(run: Any) -> float:
    start = time.perf_counter()
    run(0)
    return time.perf_counter() - start
