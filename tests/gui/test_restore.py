"""A backup put back through the door, on a new PC and on one with data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

import offices
from gui.hands import in_front, keyboard, settle
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.design.widgets import Banner
from ppo_desktop.gui.screens.restore import RestorePage
from ppo_desktop.gui.shell.session import Place, Session
from ppo_desktop.gui.shell.window import MainWindow
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.house.lock import FolderLock
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.safekeeping import backups, keeping
from ppo_desktop.records.registry import kind

PERSON = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
Shown = Callable[[OfficePaths], RestorePage]


@pytest.fixture
def shown(qapp: object, qtbot: Any) -> Iterator[Shown]:
    windows: list[MainWindow] = []

    def show(paths: OfficePaths) -> RestorePage:
        window = MainWindow(Session(paths, offices.clock_at("2026-11-22T01:00:00")))
        windows.append(window)
        in_front(window)
        window.show_place(Place("restore"))
        settle(window)
        assert isinstance(window.page, RestorePage)
        return window.page

    yield show
    for window in windows:
        window.close()


def banners(page: RestorePage) -> list[str]:
    return [found.accessibleName() for found in page.findChildren(Banner)]


def with_backup(village: Office) -> Path:
    """A backup with one person, after which another is recorded."""
    recording.save(village, kind("person"), PERSON)
    file = keeping.backup(village)
    recording.save(village, kind("person"), {**PERSON, "name": "Nurhayati"})
    village.close()
    return file


def test_the_newest_backup_is_offered_and_restored_by_keyboard(qtbot: Any, shown: Shown, village: Office) -> None:
    file = with_backup(village)
    page = shown(village.paths)
    assert page.choices is not None
    assert list(page.choices.rows) == [str(file)]
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    settle(page.window())
    assert page.facts is not None, (banners(page), page.focusWidget())
    assert page.facts.backup.office == "Desa Sempalai"
    qtbot.keyClicks(keyboard(), "bukan ini sandinya")
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    settle(page.window())
    assert "tidak cocok" in page.field.message
    qtbot.keyClicks(keyboard(), offices.CLERK_PASSWORD)
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    settle(page.window())
    assert page.result is not None
    assert "1 warga" in page.counts
    assert banners(page) == ["Data Desa Sempalai sudah pulih."]
    assert page.result.restored.aside is not None
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    assert page.session.is_open
    names = [row["name"] for row in recording.listing(page.session.office, kind("person"), limit=9)]
    assert names == ["Siti Aminah"]


def test_a_new_pc_takes_a_file_from_anywhere(qtbot: Any, shown: Shown, village: Office, tmp_path: Path) -> None:
    file = with_backup(village).rename(tmp_path / "titipan.zip")
    page = shown(OfficePaths(tmp_path / "baru"))
    assert page.choices is None
    page.take(file)
    settle(page.window())
    page.people.set_value("pimpinan")
    page.password.line.setText(offices.HEAD_PASSWORD)
    page.restore()
    settle(page.window())
    assert page.result is not None
    assert page.result.restored.aside is None
    page.back()
    settle(page.window())
    FolderLock(OfficePaths(tmp_path / "baru").lock).release()


def test_other_files_are_told_and_another_can_be_chosen(
    qtbot: Any, shown: Shown, village: Office, tmp_path: Path
) -> None:
    page = shown(OfficePaths(tmp_path / "baru"))
    stranger = tmp_path / "foto.ppo-cadangan"
    stranger.write_bytes(b"\xff\xd8\xff")
    page.take(stranger)
    settle(page.window())
    assert banners(page) == ["foto.ppo-cadangan bukan cadangan PPO Desktop, atau rusak."]
    with pytest.raises(World, match="tidak-ada tidak dapat dibaca"):
        backups.look_into(tmp_path / "tidak-ada")
    file = with_backup(village)
    data = bytearray(file.read_bytes())
    data[data.index(b'{"check"') + 12] ^= 1
    file.write_bytes(data)
    with pytest.raises(Refused, match="not-a-backup"):
        backups.look_into(file)
    listed = backups.found([file.parent, tmp_path, tmp_path / "tidak-ada"], village.clock.now())
    assert [(one.office, one.pc_words) for one in listed] == [
        ("Desa Sempalai", f"Komputer {village.device.id[:4].upper()}"),
        ("", ""),
    ]
    page.session.go("unlock")


def test_from_inside_the_office_the_door_closes_it_first(qtbot: Any, open_window: Any, village: Office) -> None:
    window: MainWindow = open_window(village, "settings")
    window.show_place(Place("restore"))
    assert not window.session.is_open
    settle(window)
    FolderLock(village.paths.lock).release()
    window.back()
    assert type(window.page).__name__ == "UnlockPage"


def test_a_backup_of_practice_mode_does_not_take_the_place_of_the_real_office(
    qtbot: Any, shown: Shown, village: Office, tmp_path: Path
) -> None:
    practice = offices.new_office(tmp_path / "latihan", offices.VILLAGE, offices.clock_at(), training=True)
    file = with_backup(practice)
    village.close()
    page = shown(village.paths)
    page.take(file)
    settle(page.window())
    page.password.line.setText(offices.CLERK_PASSWORD)
    page.restore()
    settle(page.window())
    assert banners(page) == ["Cadangan ini dari mode latihan; orang-orang di dalamnya rekaan."]
    assert page.submit.isEnabled()
    assert not offices.opened_at(village.paths.folder, offices.clock_at()).identity.training
