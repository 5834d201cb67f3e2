"""Sticks: which drives are sticks, what keeps one from being written, and what lies on it for whom."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
from ppo_desktop.operations.carriers import sending, sticks
from ppo_desktop.operations.carriers.sticks import Stick
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.operations.neighbours import confirming, receiving
from ppo_desktop.operations.safekeeping import keeping


def block_device(root: Path, name: str, bus: str, *, removable: bool, parts: int = 0) -> None:
    """A block device as sysfs shows it, with partitions."""
    real = root / "devices" / bus / "block" / name
    real.mkdir(parents=True)
    (real / "removable").write_text(f"{removable:d}\n")
    links = root / "block"
    links.mkdir(exist_ok=True)
    (links / name).symlink_to(real)
    for number in range(1, parts + 1):
        part = real / f"{name}{number}"
        part.mkdir()
        (part / "partition").write_text(f"{number}\n")
        (links / part.name).symlink_to(part)


def folder(root: Path, name: str) -> Path:
    made = root / name
    made.mkdir()
    return made


def test_only_removable_drives_are_sticks_whatever_their_names(tmp_path: Path) -> None:
    block_device(tmp_path, "sda", "pci0/ata1", removable=False, parts=2)
    block_device(tmp_path, "sdb", "pci0/usb1/1-1", removable=False, parts=1)
    block_device(tmp_path, "sr0", "pci0/ata2", removable=True)
    disk, usb, locked = folder(tmp_path, "disk"), folder(tmp_path, "DATA DESA"), folder(tmp_path, "locked")
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "sysfs /sys sysfs rw 0 0\n"
        f"/dev/sda1 {disk} ext4 rw,relatime 0 0\n"
        "/dev/sdb1 / ext4 rw 0 0\n"
        f"/dev/sdb1 {str(usb).replace(' ', chr(92) + '040')} vfat rw,nosuid 0 0\n"
        f"/dev/sdb1 {disk} vfat rw 0 0\n"
        f"/dev/sr0 {locked} iso9660 ro,nosuid 0 0\n"
        f"/dev/sdc1 {tmp_path / 'pulled'} vfat rw 0 0\n"
        "odd line\n"
    )
    found = sticks.sticks(mounts, tmp_path / "block")
    assert [(s.name, s.folder, s.is_writable, s.file_system) for s in found] == [
        ("DATA DESA", usb, True, "vfat"),
        ("locked", locked, False, "iso9660"),
    ]
    assert 0 < found[0].free <= found[0].total


def test_no_stick_is_an_empty_list(tmp_path: Path) -> None:
    assert sticks.sticks(tmp_path / "no-mounts", tmp_path) == []


def test_each_trouble_of_a_stick_has_its_own_sentence(tmp_path: Path) -> None:
    good = Stick("DESA", tmp_path, 1000, 2000, True)
    assert (good.trouble(1000), good.trouble_words(1000)) == ("", "")
    others = [good, Stick("DESA", tmp_path, 1000, 2000, False), Stick("DESA", tmp_path / "gone", 1000, 2000, True)]
    assert [s.trouble(1001) for s in others] == ["full", "read-only", "gone"]
    assert len({s.trouble_words(1001) for s in others}) == 3
    assert [s.trouble(1001, writes=False) for s in others] == ["", "", "gone"], "full and locked ones can be read"


def test_any_folder_stands_in_for_a_stick(tmp_path: Path) -> None:
    kept = sticks.in_place_of(folder(tmp_path, "KIRIMAN"))
    assert (kept.name, kept.is_drive, kept.trouble(1)) == ("Folder KIRIMAN", False, "")
    gone = sticks.in_place_of(tmp_path / "LAMA")
    assert (gone.trouble(writes=False), gone.trouble_words()) == (
        "gone",
        "Folder ini tidak ditemukan lagi. Pilih folder lain.",
    )


def test_what_lies_on_a_stick_is_sorted_for_each_office(pair: offices.Pair, tmp_path: Path) -> None:
    pair.stick = folder(tmp_path, "a new one")
    other = offices.new_office(tmp_path / "lain", offices.OTHER_VILLAGE, pair.clock)
    asked = enrolment.request(other, pair.stick, offices.HEAD)
    enrolment.issue(pair.camat, asked.path, pair.stick, offices.HEAD, lambda _who, _words: True)
    keeping.backup(pair.village, pair.stick)
    pair.report(nihil=True)
    report = sending.export(pair.village, pair.camat.code, pair.stick).path
    (pair.stick / "undangan.pdf").write_bytes(b"%PDF-1.4\n")
    at_camat = sticks.contents(pair.camat, pair.stick)
    assert at_camat.reports == (report,)
    assert [file.name for file in at_camat.unclear] == ["undangan.pdf"]
    assert len(at_camat.requests) == 1, "it may be answered again"
    assert len(at_camat.backups) == 1
    assert at_camat.words == "1 laporan, 1 permintaan kunci, 1 jawaban kunci, 1 PDF lain"

    receiving.take(pair.camat, at_camat.to_receive)
    assert (sticks.contents(pair.camat, pair.stick).reports, sticks.contents(pair.camat, pair.stick).others) == ((), 1)
    confirming.write_receipts(pair.camat)
    (receipt,) = sending.export_receipts(pair.camat, pair.stick)
    at_village = sticks.contents(pair.village, pair.stick)
    assert (at_village.receipts, at_village.reports, at_village.others) == ((receipt.path,), (), 2)


def test_a_request_of_an_office_elsewhere_is_not_ours_to_answer(pair: offices.Pair, tmp_path: Path) -> None:
    elsewhere = offices.new_office(tmp_path / "elsewhere", "61.01.05.2001", pair.clock)
    there = folder(tmp_path, "there")
    enrolment.request(elsewhere, there, offices.HEAD)
    assert sticks.contents(pair.camat, there).words == "tidak ada berkas baru"


@pytest.mark.parametrize("name", [f"PPO-{offices.VILLAGE}-2026-11-0badcafe{end}" for end in (" (1).pdf", ".PDF")])
def test_names_that_a_computer_changed_are_still_understood(pair: offices.Pair, name: str) -> None:
    (pair.stick / name).write_bytes(b"%PDF-1.7\n")
    assert [file.name for file in sticks.contents(pair.camat, pair.stick).reports] == [name]


def test_what_a_virus_hid_is_offered_with_a_warning(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    report = sending.export(pair.village, pair.camat.code, pair.stick).path
    hidden = folder(pair.stick, "\u00a0")
    report = report.rename(hidden / report.name)
    (pair.stick / "DESA (8GB).lnk").write_bytes(b"L\0\0\0")
    seen = sticks.contents(pair.camat, pair.stick)
    assert seen.reports == (report,)
    assert seen.is_infected
    assert "Jangan klik pintasan" in sticks.warning(pair.stick)
    assert sticks.warning(pair.stick.parent) == sticks.warning(pair.stick / "tidak ada") == ""
    assert isinstance(receiving.take(pair.camat, seen.to_receive)[0], receiving.Taken)
