"""Choosing where to: sticks are watched, states are told in words, folders stand in for sticks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import offices
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.gui.design import sticks
from ppo_desktop.gui.design.sticks import StickChooser, free_words
from ppo_desktop.gui.shell.session import Session

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session(OfficePaths(tmp_path / "desa"), offices.clock_at())
    yield made
    made.work.stop()


def shown(qtbot: QtBot, session: Session, **more: int) -> StickChooser:
    chooser = StickChooser(session, **more)
    qtbot.addWidget(chooser)
    chooser.show()
    return chooser


def tiles(chooser: StickChooser) -> list[QPushButton]:
    return [made for made in chooser.findChildren(QPushButton) if made.property("role") == "tile"]


def test_without_a_stick_it_says_what_to_do(qtbot: QtBot, session: Session) -> None:
    chooser = shown(qtbot, session)
    assert chooser.folder is None
    assert chooser.words.startswith("Belum ada flashdisk. Colokkan flashdisk")


def test_a_folder_stands_in_for_a_stick_and_its_room_is_told(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "KIRIMAN"
    folder.mkdir()
    chooser = shown(qtbot, session)
    with qtbot.waitSignal(chooser.chosen) as told:
        chooser.take_folder(folder)
    assert told.args == [folder]
    qtbot.waitUntil(lambda: len(tiles(chooser)) == 1)
    (tile,) = tiles(chooser)
    assert tile.accessibleName() == "Folder KIRIMAN"
    assert tile.accessibleDescription().endswith("kosong")
    assert tile.isChecked()
    with qtbot.waitSignal(chooser.entered):
        qtbot.keyClick(tile, Qt.Key.Key_Return)


def test_a_folder_that_vanishes_is_missed_by_itself_and_found_again(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sticks, "EVERY", 30)
    folder = tmp_path / "KIRIMAN"
    folder.mkdir()
    chooser = shown(qtbot, session)
    chooser.take_folder(folder)
    qtbot.waitUntil(lambda: len(tiles(chooser)) == 1)
    with qtbot.waitSignal(chooser.lost):
        shutil.rmtree(folder)
    assert chooser.folder is None
    assert chooser.words == "Folder KIRIMAN: Folder ini tidak ditemukan lagi. Pilih folder lain."
    with qtbot.waitSignal(chooser.chosen):
        folder.mkdir()
    assert chooser.folder == folder


def test_a_full_place_is_told_and_not_taken(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    chooser = shown(qtbot, session, needed=10**18)
    with qtbot.waitSignal(chooser.lost):
        chooser.take_folder(tmp_path)
    assert "Penuh. Kosongkan sedikit ruang" in chooser.words
    assert chooser.folder is None
    assert not tiles(chooser)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_place_that_cannot_be_written_is_told_and_not_taken(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    chooser = shown(qtbot, session)
    with qtbot.waitSignal(chooser.lost):
        chooser.take_folder(tmp_path)
    tmp_path.chmod(0o700)
    assert "Tidak dapat ditulisi. Geser kunci kecil" in chooser.words


def test_what_is_only_read_from_may_be_full(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    chooser = shown(qtbot, session, needed=10**18, writes=False)
    chooser.take_folder(tmp_path)
    qtbot.waitUntil(lambda: len(tiles(chooser)) == 1)
    assert chooser.folder == tmp_path


def test_nothing_is_polled_for_a_page_nobody_sees(qtbot: QtBot, session: Session) -> None:
    chooser = shown(qtbot, session)
    assert chooser.is_watching
    chooser.hide()
    assert not chooser.is_watching


def test_room_is_told_as_sticks_are_sold() -> None:
    assert free_words(14_230_000_000) == "14,2 GB kosong"
    assert free_words(512_900_000) == "512 MB kosong"


def test_a_stick_with_a_virus_can_be_used_and_is_warned_about(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "KIRIMAN"
    (folder / "\u00a0").mkdir(parents=True)
    (folder / "KIRIMAN (8GB).lnk").touch()
    chooser = shown(qtbot, session)
    chooser.take_folder(folder)
    qtbot.waitUntil(lambda: len(tiles(chooser)) == 1)
    assert "virus pintasan" in chooser.words
    assert chooser.folder == folder
