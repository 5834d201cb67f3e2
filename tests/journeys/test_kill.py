"""The plug is pulled: SIGKILL at random moments of saves, exports and imports, and disks and sticks that are full.

All kills hit the same two offices one after another, so that damage would add up. What a kill cannot show is a disk
that loses what it had promised to keep (a real power cut); that is SQLite's own, long-tested ground.
"""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import offices
from journeys import victims
from journeys.victims import ROLES, Ground, Past, killed, look
from ppo_desktop.core.errors import Refused, World
from ppo_desktop.exchange import stick
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import inspecting, sending
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import receiving
from ppo_desktop.operations.neighbours.receiving import Taken
from ppo_desktop.operations.safekeeping import keeping

SOME, MANY = 20, 500
"""Kills in a row: with every change, and now and then."""
LONGEST = {"save": 0.4, "report": 2.0, "copy": 0.3, "import": 2.0, "confirm": 2.0}
"""Latest moment of the first kill after the office is open, in the time that one report takes on this machine."""
AIM = {"save": 8, "report": 3, "copy": 4, "import": 3, "confirm": 1}
"""So many things done before the kill make the next one of this role come earlier, fewer make it come later: how fast
a child is depends on what else the machine does."""
OPENING = 0.6
"""As ``LONGEST``, for kills during the opening: a tenth of them."""
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked; not on this system")


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    """Two offices with one month behind them, closed; doing it here also warms everything up for the children."""
    pair = offices.new_pair(tmp_path)
    pair.person()
    pair.report(nihil=True, assenting=None)
    pair.carry_up()
    pair.carry_down()
    start = time.perf_counter()
    pair.report(nihil=True, assenting=None)
    pace = min(0.4, time.perf_counter() - start)
    pair.close()
    return Ground(pair.village.paths, pair.camat.paths, pair.stick, offices.clock_at(), pace)


@pytest.mark.timeout(2700)
@pytest.mark.parametrize("kills", [SOME, pytest.param(MANY, marks=pytest.mark.long)])
def test_nothing_acknowledged_is_lost_however_often_the_plug_is_pulled(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, kills: int
) -> None:
    monkeypatch.setattr(inspecting, "CarrierReader", victims.ReaderInProcess)
    random_ = random.Random(2026)
    acknowledged: Counter[str] = Counter()
    silent = 0
    windows = {role: longest * ground.pace for role, longest in LONGEST.items()}
    for number in range(kills):
        role = random_.choices(list(ROLES), weights=(5, 4, 3, 5, 1))[0]
        paths = ground.camat if role == "import" else ground.village
        work = partial(ROLES[role], ground, salt=f"{number}")
        if random_.random() < 0.1:
            said = killed(lambda say, work=work: work(say=say), random_.uniform(0, OPENING * ground.pace))
        else:
            delay = random_.uniform(0, windows[role])
            said = killed(lambda say, work=work: work(say=say), delay, after=victims.OPEN)
            windows[role] = min(4.0, windows[role] * (0.85 if len(said) > AIM[role] else 1.15))
        look(ground, paths, said)
        silent += said in ([], [victims.OPEN])
        acknowledged.update(line.split(" ")[0] for line in said if line != victims.OPEN)
    print(f"pace {ground.pace * 1000:.0f} ms, {kills} kills, {silent} before the first word,", end=" ")
    print(f"{ground.cut_short} copies cut short, {dict(acknowledged)}")
    often, seldom = {"saved", "reported", "copied"}, {"changed", "erased", "taken", "receipted"}
    assert set(acknowledged) >= (often | seldom if kills == MANY else often)
    assert acknowledged.total() > kills
    for paths in (ground.village, ground.camat):
        with ground.open(paths) as office:
            victims.rows_are_the_fold(office)
            with office.database.reading() as connection:
                for line in ground.done:
                    if (line.split(" ")[0] in ("taken", "receipted")) == (paths is ground.camat):
                        victims.is_true(connection, office, line)
    both_hold_the_same(ground)


def test_copying_without_a_temporary_name_would_be_caught(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above is worth something: here the same kills meet a careless copy."""

    def careless(folder: Path, name: str, data: bytes) -> Path:
        with (folder / name).open("wb") as file:
            for start in range(0, len(data), 4096):
                file.write(data[start : start + 4096])
                file.flush()
                os.fsync(file.fileno())
        return folder / name

    monkeypatch.setattr(stick, "put", careless)
    random_ = random.Random(7)
    with pytest.raises(Refused, match=r"truncated|not-pdf|not-signed"):  # noqa: PT012 - at one of the first few kills
        for number in range(60):
            work = partial(victims.copying, ground, salt=f"{number}")
            delay = random_.uniform(0, LONGEST["copy"] * ground.pace)
            said = killed(lambda say, work=work: work(say=say), delay, after=victims.OPEN)
            look(ground, ground.village, said)


def both_hold_the_same(ground: Ground) -> None:
    """After one undisturbed round the camat has every record of the village."""
    with ground.open(ground.village) as village:
        reporting.close_month(village, offices.NOVEMBER, nihil=True)
        path = sending.export(village, offices.CAMAT, ground.stick).path
        ours = victims_rows(village)
    with ground.open(ground.camat) as camat:
        (taken,) = receiving.take(camat, [path])
        assert isinstance(taken, Taken)
        assert taken.agrees is True
        assert victims_rows(camat) == ours


def victims_rows(office: victims.Office) -> dict[str, str]:
    with office.database.reading() as connection:
        return {str(row["id"]): str(row["name"]) for row in victims.everything(connection)}


BEGINNING, UNDER_WAY = "begun", "judged 0"
"""A reading process may be just about to begin; it has read something, and there is more to read."""


def test_a_killed_program_leaves_no_reading_process_behind(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = f"PPO_KILL_TEST={os.getpid()}-{time.monotonic_ns()}"
    monkeypatch.setenv(*mark.split("="))
    (path,) = victims.fresh(ground, "report")

    def work(say: victims.Say) -> None:
        with ground.open(ground.camat) as camat:
            say(BEGINNING)
            for number, _judged in enumerate(inspecting.inspect_each(camat, [path] * 1000)):
                say(f"judged {number}")

    for after, delay in ((BEGINNING, 0.0), (BEGINNING, 0.03), (UNDER_WAY, 0.0), (UNDER_WAY, 0.3)):
        running: list[str] = []
        said = killed(work, delay, after, lambda: running.extend(processes_with(mark)))  # noqa: B023 - called at once
        assert not [line for line in said if line.startswith("error")]
        assert after == BEGINNING or any("spawn_main" in command for command in running)
    deadline = time.monotonic() + 10
    while (left := processes_with(mark)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left


def processes_with(mark: str) -> list[str]:
    """Other processes that were started with ``mark`` in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment, command = (folder / "environ").read_bytes(), (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if mark.encode() in environment and int(folder.name) != os.getpid():
            found.append(command.replace(b"\0", b" ").decode())
    return found


# ------------------------------------------------------------------------------------------- restores cut short


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """An office that went on after its backup."""
    office = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    file = keeping.backup(office, tmp_path / "cadangan")
    typed = {"name": "Siti Aminah", "sex": "P", "born_on": "2000", "no_nik_reason": "TIDAK_DIBAWA"}
    latest = recording.save(office, victims.PERSON, typed).record
    office.close()
    past = Past(office.paths, file, office.clock, latest, office.device.id)
    assert past.look() == "before"
    return past


def test_a_restore_cut_before_any_of_its_renames_gives_no_number_twice(past: Past) -> None:
    states: list[str] = []
    said: list[str] = []
    while "restored" not in said:
        work = partial(victims.restoring, past.paths, past.backup, past.clock, cut_before=len(states) + 1)
        said = killed(lambda say, work=work: work(say=say), 30, stop_early=True)
        assert not [line for line in said if line.startswith("error")], said
        states.append(past.look())
    # The generation, key file and database put aside, database and key file put in place; the guard, when it is opened.
    assert states == ["before", "before", "between", "between", "between", "restored", "restored"]


@pytest.mark.long
def test_a_restore_killed_at_any_moment_gives_no_number_twice(past: Past) -> None:
    start = time.perf_counter()
    keeping.restore(past.paths, past.backup, "petugas", offices.CLERK_PASSWORD, past.clock).office.close()
    pace = time.perf_counter() - start
    assert past.look() == "restored"
    random_ = random.Random(2026)
    states: Counter[str] = Counter()
    window = 1.5 * pace
    for _number in range(40):
        work = partial(victims.restoring, past.paths, past.backup, past.clock)
        said = killed(lambda say, work=work: work(say=say), random_.uniform(0, window))
        assert not [line for line in said if line.startswith("error")], said
        state = past.look()
        states[state] += 1
        window *= 0.8 if state == "restored" else 1.2  # how fast a child is depends on what else the machine does
    print(f"pace {pace * 1000:.0f} ms, last window {window * 1000:.0f} ms, {dict(states)}")
    assert states["before"] > 5
    assert states["restored"] > 5


# ------------------------------------------------------------------------------------------- full disks


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder with room for 8 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no small disk here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


def leave_room(folder: Path, bytes_: int) -> Path:
    """A file that takes all of the disk but ``bytes_``."""
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    ballast = folder / "foto-liburan.jpg"
    ballast.write_bytes(bytes(max(0, free - bytes_)))
    return ballast


def test_a_full_disk_loses_nothing_that_was_saved_and_work_goes_on(small_disk: Path) -> None:
    clock = offices.clock_at()
    office = offices.new_office(small_disk / "desa", offices.VILLAGE, clock)
    saved: list[str] = []

    def save(number: int) -> str:
        typed = {"name": f"Siti {number}", "sex": "P", "born_on": "2000", "no_nik_reason": "TIDAK_DIBAWA"}
        return recording.save(office, victims.PERSON, {**typed, "note": f"catatan {number} " * 40}).record

    ballast = leave_room(small_disk, 400 << 10)
    with pytest.raises(World) as caught:  # noqa: PT012 - it ends when the disk is full, at a number nobody knows
        for number in range(5000):
            saved.append(save(number))
    assert caught.value.code == "disk-full"
    assert caught.value.message.endswith(".")
    assert len(saved) > 5
    assert stored(office) == set(saved)
    with pytest.raises(World, match="disk-full"):  # noqa: PT012 - no matter at which of the five
        for number in range(5):
            saved.append(save(number))
    assert stored(office) == set(saved)
    ballast.unlink()
    saved.append(save(9999))
    office = offices.reopened(office)
    assert stored(office) == set(saved)
    assert office.database.is_intact()
    office.close()


def stored(office: victims.Office) -> set[str]:
    return set(victims_rows(office))


def test_a_full_stick_gets_no_half_file_and_the_next_copy_succeeds(pair: offices.Pair, small_disk: Path) -> None:
    pair.report(nihil=True)
    ballast = leave_room(small_disk, 20 << 10)
    for _try in range(2):
        with pytest.raises(World, match="stick-full"):
            sending.export(pair.village, pair.camat.code, small_disk)
        assert [path.name for path in small_disk.iterdir()] == [ballast.name]
    ballast.unlink()
    copied = sending.export(pair.village, pair.camat.code, small_disk)
    (taken,) = receiving.take(pair.camat, [copied.path])
    assert isinstance(taken, Taken)


def test_a_full_disk_at_the_camat_takes_in_nothing_by_halves(tmp_path: Path, small_disk: Path) -> None:
    clock = offices.clock_at()
    camat = offices.new_office(small_disk / "camat", offices.CAMAT, clock, is_root=True)
    village = offices.new_office(small_disk / "desa", offices.VILLAGE, clock)
    offices.enrol(village, camat, tmp_path)
    small = offices.Pair(camat, village, tmp_path, clock)
    for number in range(40):
        small.person(f"Siti {number}", note="catatan " * 50)
    small.report(nihil=True)
    path = sending.export(village, camat.code, tmp_path).path
    ballast = leave_room(small_disk, 64 << 10)
    with pytest.raises(World, match="disk-full"):
        receiving.take(camat, [path])
    assert stored(camat) == set()
    ballast.unlink()
    (taken,) = receiving.take(camat, [path])
    assert isinstance(taken, Taken)
    assert len(stored(camat)) == 40
    small.close()
