"""The doorstep: what can be told of a data folder before anybody logs in, without loading what is heavy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations.doors import doorstep
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.house.preferences import Preferences

HEAVY = (
    "PIL", "cryptography", "msgspec", "pikepdf", "pydantic", "pyhanko", "pyrage", "reportlab", "sqlalchemy",
    "sqlcipher3", "sqlmodel",
)  # fmt: skip


@pytest.fixture
def paths(tmp_path: Path) -> OfficePaths:
    office = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    office.close()
    return office.paths


def test_an_empty_or_missing_folder_is_no_office(tmp_path: Path) -> None:
    assert doorstep.state(OfficePaths(tmp_path)).situation == "none"
    assert doorstep.state(OfficePaths(tmp_path / "nowhere")).situation == "none"


def test_an_office_shows_its_people_the_last_one_first(paths: OfficePaths) -> None:
    state = doorstep.state(paths)
    assert state.situation == "ready"
    assert [(a.name, a.display_name, a.role) for a in state.accounts] == [
        ("petugas", "Rina", "petugas"),
        ("pimpinan", "Abdul Hamid", "pimpinan"),
    ]
    preferences.save(paths, preferences.entered(preferences.load(paths), "pimpinan"))
    assert [a.name for a in doorstep.state(paths).accounts] == ["pimpinan", "petugas"]


def test_a_damaged_vault_is_told_with_what_to_do(paths: OfficePaths) -> None:
    data = bytearray(paths.vault.read_bytes())
    data[len(data) // 2] ^= 1
    paths.vault.write_bytes(data)
    state = doorstep.state(paths)
    assert (state.situation, state.accounts) == ("damaged", ())
    assert state.problem is not None
    assert state.problem.code == "vault-damaged"
    assert state.problem.advice


def test_keys_without_data_and_data_without_keys_are_told(paths: OfficePaths) -> None:
    database = paths.database.read_bytes()
    paths.database.unlink()
    missing = doorstep.state(paths)
    assert missing.problem is not None
    assert (missing.situation, missing.problem.code) == ("damaged", "database-missing")
    paths.database.write_bytes(database)
    paths.vault.unlink()
    no_keys = doorstep.state(paths)
    assert no_keys.problem is not None
    assert (no_keys.situation, no_keys.problem.code) == ("damaged", "vault-missing")


def test_a_restore_cut_short_names_the_folder_put_aside(paths: OfficePaths) -> None:
    aside = paths.folder / "sebelum-pulih-2026-11-21T090000"
    aside.mkdir()
    assert doorstep.state(paths).situation == "ready", "an older restore that ended well is no news"
    paths.vault.replace(aside / paths.vault.name)
    state = doorstep.state(paths)
    assert (state.situation, state.aside) == ("cut", aside)
    assert state.problem is not None
    assert aside.name in state.problem.advice


def test_nothing_heavy_is_loaded(paths: OfficePaths) -> None:
    """In a process of its own: here all of it is loaded already."""
    program = (
        "import sys; from pathlib import Path; from ppo_desktop.core.paths import OfficePaths\n"
        "from ppo_desktop.operations.doors import doorstep\n"
        "from ppo_desktop.operations.house import preferences\n"
        "paths = OfficePaths(Path(sys.argv[1])); state = doorstep.state(paths)\n"
        "preferences.save(paths, preferences.entered(preferences.load(paths), 'petugas'))\n"
        f"print(state.situation, sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(paths.folder)], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("ready []", "")


def test_preferences_come_back_as_they_were_kept(tmp_path: Path) -> None:
    paths = OfficePaths(tmp_path / "new")
    kept = Preferences("dark", 150, "A4", lock_after=30, accounts=("petugas",), training=True)
    preferences.save(paths, kept)
    assert preferences.load(paths) == kept
    assert [file.name for file in paths.folder.iterdir()] == [paths.preferences.name]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 70_000])
def test_a_broken_file_of_preferences_means_the_usual_ones(tmp_path: Path, content: bytes) -> None:
    paths = OfficePaths(tmp_path)
    paths.preferences.write_bytes(content)
    assert preferences.load(paths) == Preferences()


def test_every_odd_value_is_left_out_alone(tmp_path: Path) -> None:
    paths = OfficePaths(tmp_path)
    odd = {"theme": "neon", "zoom": 900, "paper": 4, "accounts": ["petugas", 3, "petugas"], "training": "ya", "x": 1}
    paths.preferences.write_text(json.dumps(odd), encoding="utf-8")
    assert preferences.load(paths) == Preferences(zoom=200, accounts=("petugas",))
    paths.preferences.write_text(json.dumps({"zoom": True, "theme": ["light"], "accounts": "petugas"}))
    assert preferences.load(paths) == Preferences()


def test_preferences_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.raises(World):
        preferences.save(OfficePaths(blocked / "office"), Preferences())
