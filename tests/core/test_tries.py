"""Wrong passwords, wherever they are typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import offices
from ppo_desktop.core import tries
from ppo_desktop.core.errors import World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations.desk import ceremony
from ppo_desktop.operations.doors import accounts, setup
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Official
from ppo_desktop.operations.months import sitting
from ppo_desktop.operations.safekeeping import drill, keeping


def test_the_wait_doubles_up_to_five_minutes_and_never_longer() -> None:
    assert [tries.wait_after(wrong) for wrong in (0, 4, 5, 6, 9, 10, 1000)] == [0, 0, 10, 20, 160, 300, 300]


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"[]",
        b"{}",
        b'{"wrong": -3}',
        b'{"wrong": true}',
        b'{"wrong": "x"}',
        b'{"wrong": {"a": true}}',
        b'{"wrong": {"a": "x"}}',
        b"[" * 900,
    ],
)
def test_a_broken_note_counts_as_none(tmp_path: Path, kept: bytes) -> None:
    paths = OfficePaths(tmp_path)
    paths.tries.write_bytes(kept)
    assert tries.count(paths, "a") == 0
    assert tries.failed(paths, "a") == 1


def test_where_the_disk_forgets_the_running_program_does_not(tmp_path: Path) -> None:
    paths = OfficePaths(tmp_path / "tiada")
    for wrong in range(1, 8):
        assert tries.failed(paths, "a") == wrong
    assert not paths.tries.exists()
    assert tries.count(paths, "a") == 7
    assert tries.count(paths, "b") == 0


def test_the_emergency_code_ends_the_wait(tmp_path: Path) -> None:
    from ppo_desktop.operations.house.office import Identity, Official
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
        tries.failed(paths, "petugas")
    setup.reset_password(paths, made.emergency_code, "petugas", "enam bangau di sawah")
    assert tries.count(paths, "petugas") == 0


def test_guessing_at_the_heads_password_inside_the_program_is_slowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(tries, "monotonic", lambda: now[0])
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    file = keeping.backup(village)

    holder = ceremony.Holder(Official("Nurhayati"), "nurhayati", "tujuh burung di dahan")
    guesses: list[Callable[[str], object]] = [
        lambda word: list(sitting.agree(village, [], Credentials("pimpinan", word))),
        lambda word: ceremony.hand_over(village, "pimpinan", holder, password=word),
        lambda word: accounts.change_password(offices.as_head(village), word, "sembilan kapal di muara"),
        lambda word: drill.prove(village, file, "pimpinan", word),
    ]
    for place, guess in enumerate(guesses):
        with pytest.raises(World, match="wrong-password"):
            guess("bukan ini sandinya")
        accounts.change_password(village, offices.CLERK_PASSWORD, offices.CLERK_PASSWORD)
        assert tries.count(village.paths, "pimpinan") == place + 1, "one's own password makes up for nothing"
    with pytest.raises(World, match="wrong-password"):
        drill.prove(village, file, "pimpinan", "bukan ini juga")
    for guess in guesses:
        with pytest.raises(World, match="wait") as told:
            guess(offices.HEAD_PASSWORD)
        assert told.value.advice == "Tunggu 10 detik, lalu coba lagi."
    waited: list[int] = []
    with tries.waiting_by(waited.append), pytest.raises(World, match="wrong-password"):
        drill.prove(village, file, "pimpinan", "masih bukan")
    assert waited == [10], "a program that runs once waits by itself"
    now[0] += 20
    drill.prove(village, file, "pimpinan", offices.HEAD_PASSWORD)
    assert tries.count(village.paths, "pimpinan") == 0
    assert not village.paths.tries.exists()
