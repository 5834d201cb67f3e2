"""Disks that are full, fail, or go away, at every place where something is written.

How: a small C library of our own (``shim.c``), built here with the system's compiler and loaded before the C library
(LD_PRELOAD), so that SQLCipher's own writes fail as well as Python's. No root and no mount is needed, but Linux and a
compiler (``scripts/setup.sh system`` brings one); without them these tests are skipped, but not in CI. The stage runs
in a process of its own; ``tests/journeys/test_kill.py`` also fills a real small disk where it may mount one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import servers

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        if os.environ.get("CI") == "true":
            pytest.fail("the shim needs Linux and a C compiler")
        pytest.skip("the shim needs Linux and a C compiler")
    built = tmp_path_factory.mktemp("shim") / "shim.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", built, HERE / "shim.c", "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return built


def played(shim: Path, folder: Path, where: str, how: str, each: str, *only: str) -> dict[str, int]:
    """The stage's deeds and how many faults each met."""
    tests = HERE.parent
    roads = os.pathsep.join([str(tests.parent / "src"), str(tests)])
    settings = {**os.environ, "LD_PRELOAD": str(shim), "PYTHONPATH": roads}
    command = [sys.executable, "-m", "faults.stage", str(folder), where, how, each, *only]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    return {name: int(count) for name, count in re.findall(r"^([\w' ]+): (\d+) faults", done.stdout, re.MULTILINE)}


EACH = {
    ("road", "full"): (12, 400),
    ("road", "error"): (12, 400),
    ("road", "gone"): (4, 20),
    ("road", "unread"): (12, 400),
    ("safekeeping", "full"): (7, 1200),
    ("safekeeping", "error"): (7, 600),
    ("safekeeping", "gone"): (2, 8),
    ("safekeeping", "unread"): (7, 300),
    ("desk", "full"): (20, 600),
    ("desk", "error"): (20, 1000),
    ("desk", "gone"): (7, 30),
    ("desk", "unread"): (20, 400),
    ("keys", "full"): (16, 250),
    ("keys", "error"): (16, 550),
    ("keys", "gone"): (2, 10),
    ("keys", "unread"): (16, 500),
    ("server", "full"): (1, 10),
    ("server", "error"): (1, 5),
    ("server", "unread"): (1, 30),
}
"""Where and how → how many deeds there are, and the fewest places at which they must have been cut."""


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("where", "how"), EACH)
def test_nothing_acknowledged_is_lost_and_nothing_is_left_half_written(
    shim: Path, tmp_path: Path, where: str, how: str
) -> None:
    if where == "server" and not servers.is_installed():
        pytest.skip("PostgreSQL is not installed here")
    met = played(shim, tmp_path / "disk", where, how, "each")
    deeds, fewest = EACH[where, how]
    assert len(met) == deeds
    assert sum(met.values()) >= fewest
    assert all(count > 1 for count in met.values()), met


def test_a_page_that_cannot_be_read_just_now_is_told_and_read_the_next_time(shim: Path, tmp_path: Path) -> None:
    met = played(shim, tmp_path / "disk", "road", "unread", "some", "save", "copy to stick", "take a carrier")
    assert sum(met.values()) >= 25
    assert all(count > 1 for count in met.values()), met


@pytest.mark.parametrize(("where", "fewest"), [("road", 45), ("safekeeping", 15)])
def test_a_full_disk_costs_nothing_that_was_acknowledged(shim: Path, tmp_path: Path, where: str, fewest: int) -> None:
    met = played(shim, tmp_path / "disk", where, "full", "some")
    assert sum(met.values()) >= fewest
    assert all(count > 1 for count in met.values()), met
