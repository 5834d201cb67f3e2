"""Listrik padam saat simpan: rows of people who came back, a laptop switched off, and a report on its way out."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import offices
from gui.conftest import OpenWindow
from gui.hands import Hands, in_front, keyboard, settle
from gui.scenarios import laptop
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.screens.grid.entry import State
from ppo_desktop.gui.screens.grid.page import GridPage
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import browsing
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.doors import doorstep
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.records.registry import kind

CAMAT, KELURAHAN = "61.71.02", "61.71.02.1003"
"""Pontianak Timur and its Kelurahan Saigon."""
TESTS = Path(__file__).parents[2]


def switched_off(folder: Path, begin: int, rows: int, after: int, delay: float) -> int:
    """Let a clerk type rows in a process of its own until the power fails; how many had been acknowledged."""
    told = {"folder": str(folder), "from": begin, "rows": rows, "after": after, "delay": delay}
    run = subprocess.run(
        [sys.executable, "-m", "gui.scenarios.laptop"],
        input=json.dumps(told) + "\n",
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS.parent / "src"), str(TESTS)))},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert run.returncode == -signal.SIGKILL, run.stderr
    assert "Traceback" not in run.stderr, run.stderr
    return int((run.stdout.split() or [str(begin)])[-1])


def rows(office: Office, of: str) -> list[browsing.Row]:
    known = kind(of)
    found = browsing.window(office, known, browsing.ids(office, known), tuple(known.by_name))
    return [row for row in found if row]


def names(office: Office) -> list[str]:
    return sorted(str(row["name"]) for row in rows(office, "person"))


def entered_again(paths: OfficePaths, *, was_saved: bool) -> MainWindow:
    """The laptop is switched on again: what the door says where something had been saved, then the password."""
    assert doorstep.state(paths).was_cut_short or not was_saved
    window = MainWindow(Session(paths, offices.clock_at()))
    in_front(window)
    window.show_place(Place("unlock"))
    assert window.page is not None
    told = [found.accessibleName() for found in window.page.findChildren(Banner)]
    note = "Terakhir kali program berhenti mendadak, mungkin listrik padam."
    assert told == [note] or (not was_saved and told == [])
    laptop.enter(offices.CLERK_PASSWORD)
    settle(window)
    assert window.session.is_open
    return window


def look(office: Office, acknowledged: int, begun: int) -> int:
    """No acknowledged row is lost, none is half there; how many there are."""
    assert office.database.is_intact()
    found = names(office)
    assert acknowledged <= len(found) <= begun
    assert found == sorted(laptop.name(number) for number in range(len(found)))
    departures = rows(office, "departure")
    assert len(departures) == len(found), "a person and their journey come together or not at all"
    assert {row["status"] for row in departures} <= {"pulang"}
    return len(found)


@pytest.mark.timeout(400)
@pytest.mark.parametrize(("count", "cuts"), [(4, 1), pytest.param(40, 6, marks=pytest.mark.long)])
def test_a_kelurahan_types_rows_of_returnees_while_the_power_fails(
    qapp: object, qtbot: Any, tmp_path: Path, count: int, cuts: int
) -> None:
    offices.new_office(tmp_path / "kelurahan", KELURAHAN, offices.clock_at()).close()
    paths, chance, there = OfficePaths(tmp_path / "kelurahan"), random.Random(3), 0
    for cut in range(cuts):
        last = there + (count - there) // (cuts - cut + 1)
        acknowledged = switched_off(paths.folder, there, count, last, chance.uniform(0, 0.3))
        window = entered_again(paths, was_saved=acknowledged > there)
        there = look(window.session.office, acknowledged, count)
        window.close()
    # Somebody types the rest by daylight.
    window = MainWindow(Session(paths, offices.clock_at()))
    in_front(window)
    window.show_place(Place("unlock"))
    laptop.enter(offices.CLERK_PASSWORD)
    settle(window)
    window.show_place(Place("grid", {"grid": "season"}))
    settle(window)
    page = window.page
    assert isinstance(page, GridPage)
    laptop.share(page)
    for number in range(there, count):
        laptop.type_row(number)
    settle(window)
    assert [entry.state for entry in page.rows.entries].count(State.KEPT) == count - there
    assert look(window.session.office, count, count) == count
    window.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked; not on this system")
def test_the_stick_has_the_whole_report_or_none_and_the_month_says_so(
    qtbot: Any, open_window: OpenWindow, tmp_path: Path
) -> None:
    clock = offices.clock_at("2026-12-02T02:00:00")
    camat = offices.new_office(tmp_path / "camat", CAMAT, clock, is_root=True)
    village = offices.new_office(tmp_path / "kelurahan", KELURAHAN, clock)
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    offices.enrol(village, camat, tmp_path)
    pair = offices.Pair(camat, village, stick, clock)
    pair.report(nihil=True)
    for step in range(20):
        assert cut_while_copying(village, stick, step), "it is never cut behind the name"
        whole = [file for file in stick.iterdir() if not file.name.startswith(".")]
        if whole:
            break
    assert step >= 2, "cut before its name was given, too"
    assert [receiving.inspect(camat, [file])[0].verdict for file in whole] == ["ok"], "under its name it is whole"
    window = open_window(village, "month", month="2026-11")
    hands = Hands(window, qtbot)
    hands.rest()
    assert "Di flashdisk sejak" not in hands.sight, "what was cut is not called copied"
    window.page.flow.stick.chooser.take_folder(stick)
    hands.rest()
    window.page.flow.save_to_stick()
    hands.rest()
    assert "Di flashdisk sejak 2 Desember 2026" in hands.sight
    (file,) = stick.iterdir()
    assert receiving.inspect(camat, [file])[0].verdict == "ok"
    assert not keyboard().isHidden()


def cut_while_copying(office: Office, stick: Path, step: int) -> bool:
    """Copy the report in a child that is killed before its ``step``-th write to the stick; whether it came so far."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == signal.SIGKILL
    left = step

    def cutting(really: Callable[..., object], *arguments: object, **named: object) -> object:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return really(*arguments, **named)

    for called in ("fsync", "replace", "unlink"):
        setattr(os, called, partial(cutting, getattr(os, called)))
    try:
        sending.export(office, CAMAT, stick)
    finally:
        os._exit(0)
