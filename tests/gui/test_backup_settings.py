"""Backups in the window: by themselves, in a second place, proved; and the note after a power cut."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

import offices
from gui.hands import in_front, keyboard, settle
from ppo_desktop.core.errors import World
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.doors import accounts, doorstep
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.safekeeping import backups, drill, keeping
from ppo_desktop.records.registry import kind

PERSON = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}


def banners(window: MainWindow) -> list[str]:
    assert window.page is not None
    return [found.accessibleName() for found in window.page.findChildren(Banner)]


def section(window: MainWindow) -> Any:
    assert window.page is not None
    return window.page.section  # type: ignore[attr-defined]  # the settings


def words(layout: Any) -> str:
    """What stands in a layout of a section."""
    found = []
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item.widget() is not None:
            found.append(getattr(item.widget(), "text", lambda: "")() or getattr(item.widget(), "words", item).text())
        elif item.layout() is not None:
            found.append(words(item.layout()))
    return " ".join(found)


# ------------------------------------------------------------------------------- by themselves


def test_a_quiet_minute_brings_the_days_backup_and_any_other_work_goes_before_it(
    qtbot: Any, open_window: Any, village: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording.save(village, kind("person"), PERSON)
    window = open_window(village)
    settle(window)
    really, begun, may_go_on = backups.make_regular, threading.Event(), threading.Event()

    def slow(office: Office, progress: Any) -> backups.Made:
        begun.set()
        may_go_on.wait(20)
        return really(office, progress)

    monkeypatch.setattr(backups, "make_regular", slow)
    window._caretaker.look()
    assert begun.wait(20)
    done = []
    window.page.work(lambda _job: "saved", done.append)
    may_go_on.set()
    settle(window)
    assert done == ["saved"]
    assert not list(village.paths.backups.glob("*")), "it gave way"
    window._caretaker.look()
    settle(window)
    assert len(list(village.paths.backups.glob("*-rutin.ppo-cadangan"))) == 1


def test_it_waits_for_a_minute_in_which_nobody_touches_anything(
    qtbot: Any, open_window: Any, village: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(village)
    settle(window)
    caretaker = window._caretaker
    caretaker._minute()
    assert not window.session.work.is_busy
    monkeypatch.setattr(caretaker, "_resting", lambda: 61_000)
    monkeypatch.setattr(backups, "make_regular", lambda *_more: (_ for _ in ()).throw(World("stick-full", "Penuh.")))
    caretaker._minute()
    settle(window)
    caretaker._minute()
    assert not window.session.work.is_busy, "after a failure it waits for an hour"


def test_who_leaves_a_day_later_leaves_a_backup(qtbot: Any, open_window: Any, village: Office) -> None:
    backups.make_regular(village)
    village.clock.move(days=1)  # type: ignore[attr-defined]  # a clock that stands still
    recording.save(village, kind("person"), PERSON)
    window = open_window(village)
    settle(window)
    window.lock()
    settle(window)
    assert len(list(village.paths.backups.glob("*-rutin.ppo-cadangan"))) == 2


# ------------------------------------------------------------------------------- in the settings


def test_a_second_place_is_remembered_filled_and_forgotten_again(
    qtbot: Any, open_window: Any, village: Office, tmp_path: Path
) -> None:
    stick = tmp_path / "DATA DESA"
    stick.mkdir()
    window = open_window(village, "settings", section="backup", size=(1024, 600))
    settle(window)
    made = section(window)
    assert made.remember.why_not == "Colokkan flashdisk dahulu."
    made.places.take_folder(stick)
    settle(window)
    made.remember.button.setFocus()
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    settle(window)
    assert banners(window) == ["Cadangan disalin ke sana setiap hari."]
    assert len(list((stick / "cadangan").glob("*.ppo-cadangan"))) == 1
    assert "DATA DESA, terakhir 21 November 2026" in words(made._place)
    assert made.remember.why_not == "Tempat ini sudah diisi setiap hari."
    made._forget()
    settle(window)
    assert made.remember.why_not == ""
    assert backups.place(village) is None


def test_why_the_days_backup_failed_stands_on_the_page(qtbot: Any, open_window: Any, village: Office) -> None:
    with village.database.transaction() as connection:
        backups.settings_store.write(connection, backups._TROUBLE, {"message": "Penuh.", "advice": "Kosongkan."})
    window = open_window(village, "settings", section="backup")
    settle(window)
    assert banners(window) == ["Penuh."]


def test_both_ways_of_making_a_backup_say_in_sight_why_none_can_be_made(
    open_window: Any, village: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "Data kantor ini di server; cadangannya dibuat oleh pengelola server."
    monkeypatch.setattr(keeping, "why_not", lambda _office: why)
    window = open_window(village, "settings", section="backup")
    settle(window)
    told = [one for one in section(window).findChildren(QLabel) if one.text() == why and one.isVisibleTo(window)]
    assert not section(window).make_here.isEnabled()
    assert len(told) == 3, "below each button that waits for it"


def test_a_backup_is_proved_with_the_password_or_the_code(qtbot: Any, open_window: Any, village: Office) -> None:
    head = offices.as_head(village)
    code = accounts.new_emergency_code(head, offices.HEAD_PASSWORD)
    recording.save(village, kind("person"), PERSON)
    window = open_window(village, "settings", section="backup")
    settle(window)
    box = section(window).drill
    assert box.wanted.why_not == "Tidak ada cadangan di komputer ini. Buat satu dahulu."
    keeping.backup(village)
    recording.save(village, kind("person"), {**PERSON, "name": "Nurhayati"})
    section(window).enter()
    settle(window)
    assert "Belum pernah" in words(box._state)
    for typed, outcome in (("bukan ini sandinya", ""), (offices.CLERK_PASSWORD, "ok"), (code.lower(), "ok")):
        if not outcome or box.wanted.button.hasFocus():
            box.wanted.button.setFocus()
            qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
        qtbot.keyClicks(keyboard(), typed)
        qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
        settle(window)
        if not outcome:
            assert "Tidak cocok" in box.box.message
            continue
        banner = next(found for found in window.page.findChildren(Banner))
        assert "dapat dipulihkan" in banner.accessibleName()
        assert "warga 1 (sekarang 2)" in banner.text.text()
    assert "Hari ini" in words(box._state)
    assert drill.proved_at(village)


# ------------------------------------------------------------------------------- after a power cut


def test_after_a_power_cut_the_door_says_what_became_of_the_work(
    qapp: object, qtbot: Any, village: Office, tmp_path: Path
) -> None:
    recording.save(village, kind("person"), PERSON)
    assert not doorstep.state(village.paths).was_cut_short, "it is open, not cut short"
    log = village.paths.database.with_name("kantor.db-wal")
    kept = log.read_bytes()
    village.close()
    assert not doorstep.state(village.paths).was_cut_short
    log.write_bytes(kept)
    window = MainWindow(Session(village.paths, village.clock))
    in_front(window)
    window.show_place(Place("unlock"))
    assert banners(window) == ["Terakhir kali program berhenti mendadak, mungkin listrik padam."]
    qtbot.keyClicks(keyboard(), offices.CLERK_PASSWORD)
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    settle(window)
    assert window.session.is_open
    window.close()
    assert not doorstep.state(village.paths).was_cut_short
