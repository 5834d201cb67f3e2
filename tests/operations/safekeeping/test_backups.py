"""Backups that are made without being asked: each day, to a second place too, thinned, and only good ones count."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import offices
from ppo_desktop.core.errors import World
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import backup_files
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.safekeeping import backups, drill, keeping, thinning
from ppo_desktop.records.registry import kind

PERSON = {"sex": "P", "born_on": "2000", "no_nik_reason": "TIDAK_DIBAWA"}


@pytest.fixture
def village(tmp_path: Path) -> Office:
    village = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    person(village, "Siti Aminah")
    return village


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "DATA DESA"
    folder.mkdir()
    return folder


def person(office: Office, name: str) -> None:
    recording.save(office, kind("person"), {"name": name, **PERSON})


def later(office: Office, **step: float) -> None:
    office.clock.move(**step)  # type: ignore[attr-defined]  # a clock that stands still


def listed(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob(f"*{backup_files.ENDING}"))


def test_one_is_made_at_first_then_once_a_day_and_only_where_something_changed(village: Office) -> None:
    first = backups.make_regular(village).here
    assert first is not None
    assert backup_files.by_name(first).is_regular
    later(village, hours=23)
    person(village, "Dewi Lestari")
    assert backups.make_regular(village).here is None, "the newest is younger than a day"
    later(village, hours=1)
    assert backups.make_regular(village).here
    later(village, days=30)
    assert backups.make_regular(village).here is None, "nothing changed"
    assert len(listed(village.paths.backups)) == 2


def test_a_copy_that_the_disk_did_not_keep_as_it_was_written_is_no_backup_and_no_damaged_one(village: Office) -> None:
    """So a disk shows itself that is full to the last page, or failing."""

    def spoil() -> None:
        for copy in village.paths.folder.glob("*/*.db"):
            if copy.parent != village.paths.backups and copy.stat().st_size > 40_000:
                with copy.open("r+b") as file:
                    file.seek(copy.stat().st_size - 2000)
                    file.write(bytes(100))

    with pytest.raises(World, match="cadangan baru belum dibuat") as failure:
        keeping.backup(village, progress=spoil)
    assert (failure.value.code, listed(village.paths.backups)) == ("backup-failed", [])


@pytest.mark.parametrize("days", [-9000, 9000])
def test_a_clock_that_jumped_keeps_nobody_from_a_backup(village: Office, days: int) -> None:
    backups.make_regular(village)
    later(village, days=days)
    person(village, "Dewi Lestari")
    assert backups.make_regular(village).here


def test_many_changes_want_one_whatever_the_clock_says(village: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "MANY", 3)
    backups.make_regular(village)
    for number in range(2):
        person(village, f"Warga {number}")
    assert not backups.is_due(village)
    person(village, "Dewi Lestari")
    assert backups.is_due(village)


def test_where_somebody_emptied_the_folder_one_is_made_again(village: Office) -> None:
    backups.make_regular(village)
    shutil.rmtree(village.paths.backups)
    assert backups.is_due(village)


def test_practice_mode_makes_none(tmp_path: Path) -> None:
    practice = offices.new_office(tmp_path / "latihan", offices.VILLAGE, offices.clock_at(), training=True)
    assert backups.make_regular(practice) == backups.Made(None, None)


def test_who_leaves_waits_for_small_data_only_and_not_for_the_first(
    village: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not backups.is_quick(village)
    backups.make_regular(village)
    assert backups.is_quick(village)
    monkeypatch.setattr(backups, "QUICK", 1000)
    assert not backups.is_quick(village)


# ------------------------------------------------------------------------------- thinning


def pretended(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_bytes(b"PK")
    return file


def test_old_ones_go_but_never_what_a_person_made_named_or_put_there(village: Office) -> None:
    for day in range(1, 31):
        pretended(village.paths.backups, f"{village.code}-2026-10-{day:02}T090000-rutin.ppo-cadangan")
    theirs = [
        pretended(village.paths.backups, name)
        for name in (
            f"{village.code}-2026-10-01T090000.ppo-cadangan",
            f"{village.code}-2026-10-01T090000-rutin (1).ppo-cadangan",
            "sebelum ganti kepala desa.ppo-cadangan",
            "61.01.04.2005-2026-10-02T090000-rutin.ppo-cadangan",
        )
    ]
    made = backups.make_regular(village).here
    assert made is not None
    left = listed(village.paths.backups)
    assert {file.name for file in theirs} <= set(left)
    ours = [name for name in left if name.startswith(village.code) and name.endswith("-rutin.ppo-cadangan")]
    assert made.name in ours
    assert thinning.DAYS <= len(ours) < 20


def test_the_one_just_made_stays_although_the_clock_says_1990(village: Office) -> None:
    for day in range(1, 31):
        pretended(village.paths.backups, f"{village.code}-2026-10-{day:02}T090000-rutin.ppo-cadangan")
    later(village, days=-13_000)
    made = backups.make_regular(village).here
    assert made is not None
    assert made.exists()


def test_a_backup_that_was_written_wrongly_pushes_no_good_one_out(
    village: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(1, 31):
        pretended(village.paths.backups, f"{village.code}-2026-10-{day:02}T090000-rutin.ppo-cadangan")
    before = listed(village.paths.backups)
    really = backup_files.demand_sound

    def damaged(file: Path, progress: backup_files.Progress) -> None:
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 0xFF
        file.write_bytes(data)
        really(file, progress)

    monkeypatch.setattr(backup_files, "demand_sound", damaged)
    with pytest.raises(World, match="backup-differs"):
        backups.make_regular(village)
    assert listed(village.paths.backups) == before


class Room(NamedTuple):
    total: int
    used: int
    free: int


def test_a_disk_that_is_nearly_full_is_told_and_the_old_ones_stay(
    village: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.make_regular(village)
    before = listed(village.paths.backups)
    later(village, days=2)
    person(village, "Dewi Lestari")
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Room(10**9, 10**9 - 5000, 5000))
    with pytest.raises(World, match="hampir penuh"):
        backups.make_regular(village)
    told = backups.trouble(village)
    assert told is not None
    assert "Cadangan yang lama tetap ada" in told.advice
    assert listed(village.paths.backups) == before
    monkeypatch.undo()
    assert backups.make_regular(village).here
    assert backups.trouble(village) is None


def test_it_stops_where_somebody_needs_the_program(village: Office) -> None:
    class Wanted(Exception):
        pass

    for most in (0, 1, 3):
        asked: list[None] = []

        def progress(most: int = most, asked: list[None] = asked) -> None:
            asked.append(None)
            if len(asked) > most:
                raise Wanted

        with pytest.raises(Wanted):
            backups.make_regular(village, progress)
        assert listed(village.paths.backups) == []
        assert not [path for path in village.paths.folder.iterdir() if path.name.startswith(".")]
    person(village, "Dewi Lestari")
    assert backups.make_regular(village).here


# ------------------------------------------------------------------------------- the second place


def test_a_stick_is_known_again_by_what_lies_on_it(
    village: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.remember_place(village, stick)
    made = backups.make_regular(village)
    assert made.here
    assert made.there == stick / "cadangan" / made.here.name
    assert made.there.read_bytes() == made.here.read_bytes()
    moved = stick.rename(stick.with_name("E"))
    stick.mkdir()
    assert backups.at_hand(village) is None, "another stick in its place is not taken for it"
    drive: Any = backups.sticks.Stick("E:", moved, 10**9, 10**9, True)
    monkeypatch.setattr(backups.sticks, "sticks", lambda: [drive])
    assert backups.at_hand(village) == moved
    later(village, days=1)
    person(village, "Dewi Lestari")
    assert backups.make_regular(village).there
    assert len(listed(moved / "cadangan")) == 2
    assert keeping.backups(village).elsewhere


def test_a_stick_that_comes_late_gets_the_backup_that_is_there(village: Office, stick: Path) -> None:
    made = backups.make_regular(village).here
    assert made is not None
    backups.remember_place(village, stick)
    assert backups.make_regular(village) == backups.Made(None, stick / "cadangan" / made.name)
    assert backups.make_regular(village) == backups.Made(None, None)
    later(village, days=3)
    assert backups.make_regular(village) == backups.Made(None, None), "it is there already"


def test_two_offices_share_a_stick_and_each_thins_out_its_own(village: Office, stick: Path, tmp_path: Path) -> None:
    other = offices.new_office(tmp_path / "lain", offices.OTHER_VILLAGE, village.clock)
    assert backups.remember_place(village, stick).mark == backups.remember_place(other, stick).mark
    for office in (village, other):
        assert backups.make_regular(office).there
    assert len(listed(stick / "cadangan")) == 2


def test_a_second_place_whose_mark_cannot_be_read_just_now_keeps_it(
    village: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = backups.remember_place(village, stick).mark
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", _unreadable)
        with pytest.raises(World, match="file-unreadable"):
            backups.remember_place(village, stick)
    assert backups.remember_place(village, stick).mark == mark, "other PCs know it by that"


def _unreadable(*_asked: object, **_more: object) -> None:
    raise OSError(errno.EIO, "I/O error")


def test_a_full_second_place_is_told_by_its_name_and_keeps_what_it_has(
    village: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.remember_place(village, stick)
    backups.make_regular(village)
    later(village, days=2)
    person(village, "Dewi Lestari")
    room = {village.paths.folder: 10**9, stick: 1000}
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Room(10**9, 0, room[folder]))
    with pytest.raises(World, match="DATA DESA penuh"):
        backups.make_regular(village)
    assert len(listed(stick / "cadangan")) == 1
    assert len(listed(village.paths.backups)) == 2, "the one here was made"


@pytest.mark.parametrize("year", [2031, 2011])
def test_a_day_with_a_wrong_clock_stops_neither_the_second_place_nor_the_reminders(
    village: Office, stick: Path, year: int
) -> None:
    backups.remember_place(village, stick)
    backups.make_regular(village)
    good = village.clock.now()
    village.clock.moment = good.replace(year=year)  # type: ignore[attr-defined]  # a clock that stands still
    person(village, "Dewi Lestari")
    assert backups.make_regular(village).there, "what was made last is copied, whatever its name says"
    village.clock.moment = good  # type: ignore[attr-defined]  # a standing clock, which may be set
    for day in range(1, 6):
        later(village, days=1)
        person(village, f"Warga {day}")
        made = backups.make_regular(village)
        assert made.here
        assert made.there
        assert made.there.name == made.here.name
        assert drill.newest(village) == made.here
        assert keeping.backups(village) == keeping.Backups(village.clock.now(), village.clock.now())
    assert len(listed(stick / "cadangan")) == 7
    there = backups.found([stick / "cadangan"], village.clock.now())
    assert there[0].path == made.there, "the restore page offers first what is newest, not what is dated ahead"


def test_a_reminder_believes_no_date_ahead_of_the_clock(village: Office, stick: Path) -> None:
    good = village.clock.now()
    later(village, days=2000)
    keeping.backup(village)
    keeping.backup(village, stick)
    village.clock.moment = good  # type: ignore[attr-defined]  # a clock that stands still
    assert keeping.backups(village) == keeping.Backups(None, None)


def test_a_clock_that_fell_back_thins_out_nothing_of_the_right_days(village: Office) -> None:
    for day in range(1, 11):
        pretended(village.paths.backups, f"{village.code}-2026-11-{day:02}T090000-0a1b-rutin.ppo-cadangan")
    before = listed(village.paths.backups)
    later(village, days=-9000)
    for day in range(5):
        later(village, days=1)
        person(village, f"Warga {day}")
        backups.make_regular(village)
    assert set(before) <= set(listed(village.paths.backups))


def test_two_pcs_of_one_office_leave_each_other_their_backups(tmp_path: Path) -> None:
    pair = offices.new_pair(tmp_path)
    second = offices.second_pc(pair, tmp_path / "pc2")
    stick = tmp_path / "satu"
    stick.mkdir()
    for office in (pair.village, second):
        backups.remember_place(office, stick)
    theirs = backups.make_regular(second).there
    assert theirs is not None
    own = pair.village.device.id[:4]
    for day in range(1, 21):
        for sign in ("", f"-{own}"):
            pretended(theirs.parent, f"{second.code}-2026-11-{day:02}T090000{sign}-rutin.ppo-cadangan")
    pair.clock.move(days=1)
    pair.person()
    assert backups.make_regular(pair.village).there
    left = backups.found([theirs.parent], pair.clock.now())
    assert theirs in [one.path for one in left], "all that is left of the second PC"
    assert len([one for one in left if one.pc == own]) < 20
    assert len([one for one in left if not one.pc]) == 20, "of an earlier version: whose they are nobody knows"


def test_who_proves_a_backup_takes_no_folder_from_who_writes_one(village: Office) -> None:
    with keeping.scratch(village.paths, keeping.DRILL) as fresh:
        backups.make_regular(village)
        assert fresh.folder.is_dir()
    left = village.paths.folder / ".cadangan-lama"
    left.mkdir()
    keeping.clear_leftovers(village.paths)
    assert not left.exists()
    assert not fresh.folder.exists()


def test_no_second_place_any_more_leaves_what_lies_there(village: Office, stick: Path) -> None:
    backups.remember_place(village, stick)
    backups.make_regular(village)
    backups.forget_place(village)
    assert backups.place(village) is None
    assert len(listed(stick / "cadangan")) == 1
    with pytest.raises(World, match="stick-missing"):
        backups.remember_place(village, stick / "tidak ada")
