"""Backups: written whole, opened by the day's passwords, put back under a new device identity."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import PpoError, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations import keeping, recording
from ppo_desktop.operations.office import Office
from ppo_desktop.records.registry import kind


@pytest.fixture
def village(tmp_path: Path) -> Office:
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    recording.save(village, kind("person"), {"name": "Siti Aminah", "sex": "P", "born_on": "2000", **NO_NIK})
    return village


NO_NIK = {"no_nik_reason": "TIDAK_DIBAWA"}


def names(office: Office) -> list[str]:
    return [row["name"] for row in recording.listing(office, kind("person"))]


def restored(folder: Path, file: Path, password: str = offices.CLERK_PASSWORD) -> Office:
    done = keeping.restore(OfficePaths(folder), file, "petugas", password, offices.clock_at())
    return offices.closed_later(done.office)


def test_a_restored_office_has_the_same_records_and_writes_under_a_new_identity(
    village: Office, tmp_path: Path
) -> None:
    office = restored(tmp_path / "lain", keeping.backup(village, tmp_path / "cadangan"))
    assert names(office) == ["Siti Aminah"]
    assert office.device.id != village.device.id
    assert office.device.generation == village.device.generation + 1


def test_what_stood_in_the_folder_is_put_aside_and_not_lost(village: Office, tmp_path: Path) -> None:
    file = keeping.backup(village, tmp_path / "cadangan")
    recording.save(village, kind("person"), {"name": "Dewi Lestari", "sex": "P", "born_on": "2001", **NO_NIK})
    village.close()
    done = keeping.restore(village.paths, file, "petugas", offices.CLERK_PASSWORD, village.clock)
    assert names(done.office) == ["Siti Aminah"]
    done.office.close()
    assert done.aside is not None
    before = offices.opened_at(done.aside, offices.clock_at())
    assert set(names(before)) == {"Siti Aminah", "Dewi Lestari"}


def test_what_was_erased_after_the_backup_is_erased_again(village: Office, tmp_path: Path) -> None:
    file = keeping.backup(village, tmp_path / "cadangan")
    (row,) = recording.listing(village, kind("person"))
    recording.erase(village, row["id"])
    village.close()
    done = keeping.restore(village.paths, file, "petugas", offices.CLERK_PASSWORD, village.clock)
    offices.closed_later(done.office)
    assert done.forgotten == 1
    assert names(done.office) == []


def test_a_backup_holds_nothing_readable(village: Office, tmp_path: Path) -> None:
    data = keeping.backup(village, tmp_path / "cadangan").read_bytes()
    assert b"Aminah" not in data
    assert b"SQLite format" not in data


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other"])
def test_a_damaged_backup_is_refused_and_the_folder_stays_as_it_was(
    village: Office, tmp_path: Path, damage: str
) -> None:
    file = keeping.backup(village, tmp_path / "cadangan")
    good = file.read_bytes()
    middle = len(good) // 2
    file.write_bytes(
        {
            "cut": good[:middle],
            "flipped": good[:middle] + bytes([good[middle] ^ 0xFF]) + good[middle + 1 :],
            "empty": b"",
            "other": b"%PDF-1.7\n" * 100,
        }[damage]
    )
    village.close()
    with pytest.raises(PpoError) as refusal:
        restored(village.paths.folder, file)
    assert refusal.value.code in {"not-a-backup", "backup-damaged", "database-damaged", "database-key"}
    assert names(offices.reopened(village)) == ["Siti Aminah"]


def test_a_wrong_password_puts_nothing_back(village: Office, tmp_path: Path) -> None:
    file = keeping.backup(village, tmp_path / "cadangan")
    with pytest.raises(World, match="wrong-password"):
        restored(tmp_path / "lain", file, "bukan sandinya")
    assert not (tmp_path / "lain" / "kantor.db").exists()


def test_a_restored_camat_tells_every_village_again_what_it_holds(tmp_path: Path) -> None:
    pair = offices.new_pair(tmp_path / "pair")
    pair.person()
    pair.report(nihil=True)
    pair.carry_up()
    file = keeping.backup(pair.camat, tmp_path / "cadangan")
    pair.carry_down()
    pair.person("Dewi Lestari")
    pair.report(nihil=True)
    pair.carry_up()
    pair.carry_down()
    pair.camat.close()
    done = keeping.restore(pair.camat.paths, file, "petugas", offices.CLERK_PASSWORD, pair.clock)
    pair.camat = offices.closed_later(done.office)
    pair.carry_down()
    pair.report(nihil=True)
    pair.carry_up()
    assert set(names(pair.camat)) == {"Siti Aminah", "Dewi Lestari"}


def test_an_old_copy_put_back_by_hand_forgets_again_and_writes_under_a_new_identity(
    village: Office, tmp_path: Path
) -> None:
    village.close()
    old = village.paths.database.read_bytes()
    village = offices.reopened(village)
    (row,) = recording.listing(village, kind("person"))
    recording.erase(village, row["id"])
    village.close()
    village.paths.database.write_bytes(old)
    again = offices.reopened(village)
    assert names(again) == []
    assert again.device.generation == village.device.generation + 1
    assert offices.reopened(again).device == again.device
