"""The plug is pulled at each step of a backup, a restore and a drill: what stood before, or the whole of what comes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

import offices
from journeys.victims import killed
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import backup_files
from ppo_desktop.operations.doors import doorstep
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.safekeeping import backups, drill, keeping
from ppo_desktop.records.registry import kind

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked; not on this system")
STEPS = ("replace", "mkdir", "rmdir", "unlink", "fsync")
"""What changes names on a disk, or promises that they last."""
THEN, NOW = {"Siti Aminah"}, {"Siti Aminah", "Dewi Lestari"}
"""Who is recorded in the backup, and who in the office."""


class Ground:
    """An office, a backup of it from before its last record, and a copy of both to begin with each time."""

    def __init__(self, root: Path) -> None:
        self.root, self.paths = root, OfficePaths(root / "desa")
        office = offices.new_office(self.paths.folder, offices.VILLAGE, offices.clock_at())
        person(office, "Siti Aminah")
        self.backup = keeping.backup(office, root)
        person(office, "Dewi Lestari")
        office.close()
        shutil.copytree(self.paths.folder, root / "awal")

    def again(self) -> None:
        """Everything as it was."""
        shutil.rmtree(self.paths.folder)
        shutil.copytree(self.root / "awal", self.paths.folder)

    def restore(self) -> None:
        keeping.restore(self.paths, self.backup, "petugas", offices.CLERK_PASSWORD, offices.clock_at()).office.close()

    def names(self) -> set[str]:
        """Who is recorded; a restore that was cut short between its renames says so, and is done again."""
        if (state := doorstep.state(self.paths)).situation == "cut":
            assert state.aside is not None
            lost = {"kantor.db", "vault.json"} - {file.name for file in state.aside.iterdir()}
            assert all((self.paths.folder / name).exists() for name in lost), "what stood here before is all there"
            self.restore()
        office = offices.opened_at(self.paths.folder, offices.clock_at())
        assert office.database.is_intact()
        found = set(offices.names_at(office))
        office.close()
        return found


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return Ground(tmp_path)


def person(office: Office, name: str) -> None:
    typed = {"name": name, "sex": "P", "born_on": "2000", "no_nik_reason": "TIDAK_DIBAWA"}
    recording.save(office, kind("person"), typed)


def cut_at(step: int, work: Callable[[], object], counted: tuple[str, ...] = STEPS) -> bool:
    """Do ``work`` in a child that is killed before its ``step``-th step; whether it came so far."""
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

    for name in counted:
        setattr(os, name, partial(cutting, getattr(os, name)))
    try:
        work()
    finally:
        os._exit(0)


def cuts(ground: Ground, work: Callable[[], object], counted: tuple[str, ...] = STEPS) -> Iterator[int]:
    """Cut ``work`` at its first step, then from the beginning at the second, and so on until it is through."""
    for step in range(200):
        if not cut_at(step, work, counted):
            return
        yield step
        ground.again()
    raise AssertionError("it does not end")


@pytest.mark.parametrize("counted", [("replace",), pytest.param(STEPS, marks=pytest.mark.long)])
def test_a_restore_cut_anywhere_leaves_the_old_office_or_the_restored_one(
    ground: Ground, counted: tuple[str, ...]
) -> None:
    ends = []
    for _step in cuts(ground, ground.restore, counted):
        ends.append(ground.names())
        assert ends[-1] in (THEN, NOW)
    assert NOW in ends, "cut early, the old office is there"
    assert THEN in ends, "cut between the renames, it is restored again"
    assert ground.names() == THEN


def made(ground: Ground) -> None:
    office = offices.opened_at(ground.paths.folder, offices.clock_at("2026-11-23T02:00:00"))
    backups.make_regular(office)
    office.close()


@pytest.mark.parametrize("counted", [("replace", "mkdir"), pytest.param(STEPS, marks=pytest.mark.long)])
def test_a_backup_cut_anywhere_is_whole_or_absent_and_the_office_is_as_it_was(
    ground: Ground, counted: tuple[str, ...]
) -> None:
    finished = 0
    for _step in cuts(ground, lambda: made(ground), counted):
        for file in ground.paths.backups.glob(f"*{backup_files.ENDING}"):
            with zipfile.ZipFile(file) as archive:
                assert archive.testzip() is None
            finished += 1
        assert ground.names() == NOW
        made(ground)
        left = [path.name for path in (*ground.paths.folder.iterdir(), *ground.paths.backups.iterdir())]
        assert not [name for name in left if name.startswith(".")], "the next one clears away what was left"
    assert finished or counted != STEPS


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("what", ["restore", "backup", "drill"])
def test_sigkill_at_random_moments_harms_nothing(ground: Ground, what: str) -> None:
    """Not only between calls: also in the middle of a write of SQLCipher."""
    chance = random.Random(2026)

    def tried() -> None:
        office = offices.opened_at(ground.paths.folder, offices.clock_at())
        drill.prove(office, ground.backup, "petugas", offices.CLERK_PASSWORD)
        office.close()

    works = {"restore": ground.restore, "backup": lambda: made(ground), "drill": tried}
    for _kill in range(60):
        killed(lambda _say: works[what](), chance.uniform(0, 0.6))
        assert ground.names() in ((THEN, NOW) if what == "restore" else (NOW,))
        for file in ground.paths.backups.glob(f"*{backup_files.ENDING}"):
            with zipfile.ZipFile(file) as archive:
                assert archive.testzip() is None
        ground.again()
