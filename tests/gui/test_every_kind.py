"""Every kind of record through the window: its form is filled, saved by keyboard, listed, and shown on its sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import offices
import samples
from gui.conftest import OpenWindow
from gui.hands import keyboard, settle
from ppo_desktop.core.offices import Level
from ppo_desktop.gui.forms.form import form_fields
from ppo_desktop.gui.screens.form import FormPage
from ppo_desktop.gui.screens.record import RecordPage
from ppo_desktop.gui.screens.records import RecordsPage
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.gui.shell.session import Place
from ppo_desktop.operations.books import browsing
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import row_kinds

CODES = {Level.VILLAGE: offices.VILLAGE, Level.DISTRICT: offices.CAMAT, Level.REGENCY: "61.01"}


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name) for kind in row_kinds()])
def test_a_record_is_filled_in_saved_listed_and_looked_at(
    open_window: OpenWindow, tmp_path: Path, kind: RecordKind
) -> None:
    office = offices.new_office(tmp_path / "kantor", CODES[min(kind.levels)], offices.clock_at())
    typed = samples.with_reasons(office, kind.name, samples.typed(office, kind.name))
    known = browsing.count(office, kind)
    listed = LIST_OF[kind.name]
    window = open_window(office, listed)
    window.show_place(Place("form", {"kind": kind.name, "record": None, "listed": listed, "typed": typed}))
    settle(window)
    page = window.page
    assert isinstance(page, FormPage)
    assert set(page.form.cells) == {one.name for one in form_fields(kind)}
    held = {name: cell.value for name, cell in page.form.cells.items() if name in typed}
    assert all(value not in (None, "", [], {}) for value in held.values()), held
    QTest.keyClick(keyboard(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert browsing.count(office, kind) == known + 1, window.page
    owner, record = browsing.ids(office, kind)[0]
    window.show_place(Place("record", {"kind": kind.name, "owner": owner, "record": record, "listed": listed}))
    settle(window)
    assert isinstance(window.page, RecordPage)
    (row,) = browsing.window(office, kind, [(owner, record)], tuple(kind.by_name))
    assert row is not None
    assert window.page.title.text() == kind.title_of(row)
    window.show_place(Place(listed))
    settle(window)
    assert isinstance(window.page, RecordsPage)
    assert window.page.rows.rowCount() == known + 1


@pytest.mark.parametrize(
    "level",
    [Level.DISTRICT, pytest.param(Level.REGENCY, marks=pytest.mark.long)],
    ids=lambda level: level.name.lower(),
)
def test_every_book_that_upper_offices_keep_opens_there(open_window: OpenWindow, tmp_path: Path, level: Level) -> None:
    office = offices.new_office(tmp_path / "kantor", CODES[level], offices.clock_at())
    window = open_window(office)
    for kind in row_kinds():
        if min(kind.levels) < level and level in kind.levels:  # what begins here is filled in above
            listed = LIST_OF[kind.name]
            window.show_place(Place(listed))
            settle(window)
            assert isinstance(window.page, RecordsPage)
            window.show_place(Place("form", {"kind": kind.name, "record": None, "listed": listed}))
            settle(window)
            assert isinstance(window.page, FormPage)
            assert set(window.page.form.cells) == {one.name for one in form_fields(kind)}
