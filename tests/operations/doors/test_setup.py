"""First run: what is typed becomes clean lines, and what fails leaves nothing behind."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations.doors import setup
from ppo_desktop.operations.history import devices
from ppo_desktop.operations.house.office import Identity, Office, Official
from ppo_desktop.storage.database import Connection
from ppo_desktop.trust import slots
from ppo_desktop.trust.slots import FLOOR_COST, KdfCost
from ppo_desktop.trust.vault import NewUser, Vault

USERS = (
    NewUser("petugas", "Rina", "petugas", offices.CLERK_PASSWORD),
    NewUser("pimpinan", "Abdul Hamid", "pimpinan", offices.HEAD_PASSWORD),
)


def made(folder: Path, head: str = "Abdul Hamid", cost: KdfCost | None = FLOOR_COST) -> Office:
    identity = Identity(offices.VILLAGE, Official(head, "NIPD  1\t2"), Official("Siti"), "Jalan\nRaya 1", training=True)
    created = setup.create_office(OfficePaths(folder), identity, USERS, offices.clock_at(), is_root=False, cost=cost)
    return offices.closed_later(created.office)


def test_names_are_kept_composed_on_one_line_and_without_control_characters(tmp_path: Path) -> None:
    office = made(tmp_path, unicodedata.normalize("NFD", " Jos\u00e9\r\n\u0007  Hamid "))
    assert office.identity.head == Official("Jos\u00e9 \ufffd Hamid", "NIPD 1 2")
    assert office.identity.address == "Jalan Raya 1"
    assert offices.reopened(office).identity == office.identity


def test_an_overlong_name_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="too-long"):
        made(tmp_path / "desa", "A" * 121)
    assert not (tmp_path / "desa").exists()


def test_a_failed_first_run_leaves_nothing_and_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_connection: Connection, _office: Office) -> None:
        raise World("disk-full", "penuh")

    monkeypatch.setattr(devices, "register", full)
    with pytest.raises(World, match="disk-full"):
        made(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]
    monkeypatch.undo()
    made(tmp_path)


def test_a_pc_with_little_memory_gets_an_office_that_asks_for_less(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive = slots._derive

    def hungry(secret: bytes, slot: slots.Slot) -> bytes:
        if slot.cost.memory > 32 * 1024:
            raise World("memory", "kurang")
        return derive(secret, slot)

    monkeypatch.setattr(slots, "_derive", hungry)
    assert setup._usual_cost(Identity(offices.VILLAGE, Official(""), Official(""))) == slots.SMALL_COST
    office = made(tmp_path, cost=None)
    assert Vault.load(office.paths.vault)._cost() == slots.SMALL_COST


def test_a_group_of_the_code_may_be_typed_as_people_write() -> None:
    code = "7K3QD-0ABC1-22222-33333-44444-55555"
    assert setup.is_code_group(code, 1, " oabcl ")
    assert setup.is_code_group(code, 0, "7k3-qd")
    assert not setup.is_code_group(code, 0, "0ABC1")
    assert not setup.is_code_group(code, 1, "é")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere folders are not flushed")
def test_a_disk_that_fails_at_the_very_last_call_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, paths = os.fsync, OfficePaths(tmp_path / "desa")

    def failing(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode) and paths.database.exists() and not paths.unfinished.exists():
            raise OSError(errno.EIO, "Input/output error")
        synced(descriptor)

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", failing)
        with pytest.raises(World, match="disk-read-only"):
            offices.new_office(paths.folder, offices.VILLAGE, offices.clock_at())
    assert not paths.vault.exists()
    assert not paths.database.exists()
    offices.new_office(paths.folder, offices.VILLAGE, offices.clock_at())
