"""Backups: written whole, opened by the day's passwords, put back under a new device identity."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import offices
from ppo_desktop.core import tries
from ppo_desktop.core.clock import FixedClock
from ppo_desktop.core.errors import PpoError, World
from ppo_desktop.core.paths import OfficePaths
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.history import devices
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.records.registry import kind


@pytest.fixture
def village(tmp_path: Path) -> Office:
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    recording.save(village, kind("person"), {"name": "Siti Aminah", "sex": "P", "born_on": "2000", **NO_NIK})
    return village


NO_NIK = {"no_nik_reason": "TIDAK_DIBAWA"}


def names(office: Office) -> list[str]:
    return [row["name"] for row in recording.listing(office, kind("person"))]


def restored(
    folder: Path, file: Path, password: str = offices.CLERK_PASSWORD, clock: FixedClock | None = None
) -> Office:
    done = keeping.restore(OfficePaths(folder), file, "petugas", password, clock or offices.clock_at())
    return offices.closed_later(done.office)


def test_a_restored_office_has_the_same_records_and_writes_under_a_new_identity(
    village: Office, tmp_path: Path
) -> None:
    office = restored(tmp_path / "lain", keeping.backup(village, tmp_path / "cadangan"))
    assert names(office) == ["Siti Aminah"]
    assert office.device.id != village.device.id
    assert office.device.generation > village.device.generation
    assert offices.reopened(office).device == office.device


@pytest.mark.parametrize("moment", ["1990-01-05T02:00:00", "2026-11-21T02:00:00", "2090-01-05T02:00:00"])
def test_every_restore_in_a_folder_counts_higher_whatever_the_clock_says(
    village: Office, tmp_path: Path, moment: str
) -> None:
    file = keeping.backup(village, tmp_path / "cadangan")
    first = restored(tmp_path / "lain", file, clock=offices.clock_at("2026-11-21T03:00:00"))
    first.close()
    second = restored(tmp_path / "lain", file, clock=offices.clock_at(moment))
    assert second.device.generation > first.device.generation > village.device.generation


def test_restores_of_one_backup_on_two_pcs_count_differently(village: Office, tmp_path: Path) -> None:
    file = keeping.backup(village, tmp_path / "cadangan")
    first = restored(tmp_path / "satu", file, clock=offices.clock_at("2026-11-21T03:00:00"))
    second = restored(tmp_path / "dua", file, clock=offices.clock_at("2026-11-21T05:00:00"))
    assert first.device.generation < second.device.generation


def test_a_clock_before_2020_counts_from_what_is_known(village: Office, tmp_path: Path) -> None:
    file = keeping.backup(village, tmp_path / "cadangan")
    office = restored(tmp_path / "lain", file, clock=offices.clock_at("1990-01-05T02:00:00"))
    assert office.device.generation == village.device.generation + 1


@pytest.mark.skipif(os.name != "posix", reason="file modes are posix")
def test_a_restored_folder_is_as_private_as_a_new_one(village: Office, tmp_path: Path) -> None:
    restored(tmp_path / "lain", keeping.backup(village, tmp_path / "cadangan")).close()
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "lain").iterdir()}
    assert (tmp_path / "lain").stat().st_mode & 0o777 == 0o700
    assert (modes["vault.json"], modes["kantor.db"]) == (0o600, 0o600)
    assert village.paths.database.stat().st_mode & 0o777 == 0o600


def test_a_restore_repeated_at_once_puts_both_aside(village: Office, tmp_path: Path) -> None:
    file = keeping.backup(village, tmp_path / "cadangan")
    for _again in range(3):
        restored(tmp_path / "lain", file).close()
    assert len(list((tmp_path / "lain").glob("sebelum-pulih-*"))) == 2


def test_an_error_before_the_swap_leaves_what_stood_there(
    village: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = keeping.backup(village, tmp_path / "cadangan")
    recording.save(village, kind("person"), {"name": "Dewi Lestari", "sex": "P", "born_on": "2001", **NO_NIK})
    village.close()

    def full(*_arguments: object) -> Office:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(devices, "renew", full)
    with pytest.raises(World, match="restore-failed"):
        restored(village.paths.folder, file)
    monkeypatch.undo()
    office = offices.reopened(village)
    assert set(names(office)) == {"Siti Aminah", "Dewi Lestari"}
    assert office.device == village.device
    assert not list(village.paths.folder.glob(".pulih-*"))


def test_what_a_power_cut_left_in_scratch_folders_goes_with_the_next_backup(village: Office, tmp_path: Path) -> None:
    for name in (".pulih-abc", ".cadangan-def"):
        (village.paths.folder / name).mkdir()
        (village.paths.folder / name / "kantor.db").write_bytes(b"old")
    keeping.backup(village, tmp_path / "cadangan")
    assert not [path for path in village.paths.folder.iterdir() if path.name.startswith(".")]


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
    assert refusal.value.code in {"not-a-backup", "backup-damaged", "restore-failed", "database-key"}
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
    assert set(offices.names_at(pair.camat)) == {"Siti Aminah", "Dewi Lestari"}


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
    assert again.device.generation > village.device.generation
    assert offices.reopened(again).device == again.device


def test_no_changed_header_byte_of_a_backup_is_anything_but_a_sentence(
    village: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a wrong password, so that a backup whose changed byte means nothing is refused as well."""
    file = keeping.backup(village, tmp_path / "cadangan")
    good = file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        starts = [(entry, entry.header_offset + 30 + len(entry.filename)) for entry in archive.infolist()]
        bodies = [range(start, start + entry.file_size) for entry, start in starts]
    places = [place for place in range(len(good)) if not any(place in body for body in bodies)]
    assert 150 < len(places) < 400
    changed = tmp_path / "diubah.ppo-cadangan"
    codes = set()
    monkeypatch.setattr(tries, "failed", lambda _paths, _account: 0)
    for place in places:
        for flip in (0x01, 0x08, 0x0C, 0xFF):
            changed.write_bytes(good[:place] + bytes([good[place] ^ flip]) + good[place + 1 :])
            with pytest.raises(PpoError) as refusal:
                restored(tmp_path / "lain", changed, "bukan sandinya")
            codes.add(refusal.value.code)
    assert codes == {"not-a-backup", "wrong-password"}
    assert [path.name for path in (tmp_path / "lain").iterdir()] == ["lock"]


def repacked(method: int) -> Callable[[Path, Path], None]:
    def pack(source: Path, target: Path) -> None:
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", method) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))

    return pack


def with_a_bomb(source: Path, target: Path) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("kantor.db", bytes(50_000_000))
        new.writestr("vault.json", old.read("vault.json"))


def with_one_more(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("../jahat.txt", b"x")


@pytest.mark.parametrize(
    "change",
    [
        repacked(zipfile.ZIP_DEFLATED),
        repacked(zipfile.ZIP_BZIP2),
        repacked(zipfile.ZIP_LZMA),
        with_a_bomb,
        with_one_more,
    ],
)
def test_an_archive_that_we_do_not_write_is_no_backup(
    village: Office, tmp_path: Path, change: Callable[[Path, Path], None]
) -> None:
    hostile = tmp_path / "jahat.ppo-cadangan"
    change(keeping.backup(village, tmp_path / "cadangan"), hostile)
    with pytest.raises(PpoError, match="not-a-backup"):
        restored(tmp_path / "lain", hostile)


@pytest.mark.skipif(not hasattr(os, "pwrite"), reason="damages the file through its descriptor")
def test_a_stick_that_keeps_something_else_gets_no_backup(
    village: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = os.fsync

    def lying(descriptor: int) -> None:
        synced(descriptor)
        if os.path.isfile(f"/proc/self/fd/{descriptor}"):
            os.pwrite(descriptor, b"\xff\x00\xff", 5000)

    monkeypatch.setattr(os, "fsync", lying)
    with pytest.raises(World, match="backup-differs"):
        keeping.backup(village, tmp_path / "cadangan")
    assert list((tmp_path / "cadangan").iterdir()) == []


def test_half_a_page_that_a_full_disk_left_in_the_file_is_no_damage_while_the_log_holds_it(tmp_path: Path) -> None:
    village = offices.reopened(offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at()))
    typed = {"sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA", "note": "catatan " * 90}
    for number in range(12):
        recording.save(village, kind("person"), {"name": f"Siti {number}", **typed})
    with village.paths.database.open("ab") as file:
        file.write(bytes(3640))
    with village.database.raw() as raw:
        assert raw.execute("PRAGMA cipher_integrity_check").fetchall(), (
            "so the cipher's own check would call it damaged"
        )
    keeping.demand_intact(village)
    assert len(offices.names_at(offices.reopened(village))) == 12


def test_an_index_that_another_connection_has_written_since_is_no_damage(village: Office) -> None:
    recording.save(village, kind("person"), {"name": "Siti", "sex": "P", "born_on": "2000", **NO_NIK})
    keeping.demand_intact(village)
    with village.database.reading():  # so that a second connection does the work
        keeping.rebuild(village)
    for _connection in range(3):
        keeping.demand_intact(village)
