"""The plug is pulled while an office is being set up: the next try starts afresh, and no half office is left."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import pytest

import offices
from journeys import victims
from journeys.victims import Say, killed
from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations.doors import doorstep
from ppo_desktop.operations.doors.opening import open_office

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked; not on this system")


def set_up(folder: Path, cut_before: int, say: Say) -> None:
    """Set an office up in ``folder``; end at once before the so-many-th file is opened, renamed or removed."""
    done = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        touches = event in ("open", "os.rename", "os.remove") and str(folder) in str(arguments[0])
        if touches or event == "sqlite3.connect":
            done += 1
            if done == cut_before:
                os._exit(1)

    sys.addaudithook(watch)
    offices.new_office(folder, offices.VILLAGE, offices.clock_at()).close()
    say("made")


def test_a_first_run_cut_at_any_file_can_be_done_again(tmp_path: Path) -> None:
    said: list[str] = []
    situations: list[str] = []
    while "made" not in said:
        folder = tmp_path / f"{len(situations)}"
        said = killed(partial(_work, folder, len(situations) + 1), 30, stop_early=True)
        assert not [line for line in said if line.startswith("error")], said
        paths = OfficePaths(folder)
        situations.append(doorstep.state(paths).situation)
        if situations[-1] == "none":
            if paths.vault.exists():
                with pytest.raises(World, match="no-office"):
                    open_office(paths, "petugas", offices.CLERK_PASSWORD, offices.clock_at())
            offices.new_office(folder, offices.VILLAGE, offices.clock_at()).close()
        open_office(paths, "petugas", offices.CLERK_PASSWORD, offices.clock_at()).close()
        assert doorstep.state(paths).situation == "ready"
        assert not paths.unfinished.exists()
    assert situations[0] == "none"
    assert situations[-1] == "ready"
    assert situations.count("none") > 5
    assert set(situations) == {"none", "ready"}


def _work(folder: Path, cut_before: int, say: victims.Say) -> None:
    set_up(folder, cut_before, say)
