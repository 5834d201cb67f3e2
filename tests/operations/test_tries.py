"""Wrong passwords at the door."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations import setup, tries


def test_the_wait_doubles_up_to_five_minutes_and_never_longer() -> None:
    assert [tries.wait_after(wrong) for wrong in (0, 4, 5, 6, 9, 10, 1000)] == [0, 0, 10, 20, 160, 300, 300]


@pytest.mark.parametrize(
    "kept", [b"", b"[]", b"{}", b'{"wrong": -3}', b'{"wrong": true}', b'{"wrong": "x"}', b"[" * 900]
)
def test_a_broken_note_counts_as_none(tmp_path: Path, kept: bytes) -> None:
    paths = OfficePaths(tmp_path)
    paths.tries.write_bytes(kept)
    assert tries.count(paths) == 0
    assert tries.failed(paths, 0) == 1


def test_where_the_disk_forgets_the_running_program_does_not(tmp_path: Path) -> None:
    paths = OfficePaths(tmp_path / "tiada")
    assert tries.failed(paths, 6) == 7
    assert tries.count(paths) == 0


def test_the_emergency_code_ends_the_wait(tmp_path: Path) -> None:
    from ppo_desktop.operations.office import Identity, Official
    from ppo_desktop.trust.slots import FLOOR_COST
    from ppo_desktop.trust.vault import NewUser

    users = (
        NewUser("petugas", "Rina", "petugas", offices.CLERK_PASSWORD),
        NewUser("pimpinan", "Abdul Hamid", "pimpinan", offices.HEAD_PASSWORD),
    )
    paths = OfficePaths(tmp_path)
    identity = Identity(offices.VILLAGE, Official("Abdul Hamid"), Official(""))
    made = setup.create_office(paths, identity, users, offices.clock_at(), is_root=False, cost=FLOOR_COST)
    made.office.close()
    for _try in range(9):
        tries.failed(paths, 0)
    setup.reset_password(paths, made.emergency_code, "petugas", "enam bangau di sawah")
    assert tries.count(paths) == 0
