"""The power fails in each step of the path, the program is started again, and the path is walked to its end."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import offices
from gui.journey import endings
from gui.journey.pc import NAME
from gui.journey.sockets import Sockets
from gui.journey.story import CAMAT, VILLAGE, Cast, World
from journeys.victims import chain_verifies, nothing_is_half_done
from ppo_desktop.exchange import stick
from ppo_desktop.exchange.enrolment_files import ANSWER, read_answer, read_request
from ppo_desktop.gui.shell.people import account_name
from ppo_desktop.operations.carriers import carriers
from ppo_desktop.operations.carriers.reading import Reader, read_carrier
from ppo_desktop.operations.doors import doorstep
from ppo_desktop.operations.doors.opening import open_office
from ppo_desktop.operations.doors.setup import create_office
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Identity, Office, Official
from ppo_desktop.operations.keys import enrolment
from ppo_desktop.trust.slots import FLOOR_COST
from ppo_desktop.trust.vault import NewUser

TESTS = Path(__file__).parents[2]
DAY, LATER = "2026-11-21T02:00:00", "2026-12-02T02:00:00"
Stages = tuple[tuple[Cast, str, tuple[str, ...]], ...]
FIRST_DAY: Stages = (
    (CAMAT, DAY, ()),
    (VILLAGE, DAY, ("ask",)),
    (CAMAT, DAY, ("answer",)),
    (VILLAGE, DAY, ("accept",)),
)
"""Who does what on which day; ``enter`` comes before each."""
MONTH: Stages = (
    (VILLAGE, DAY, ("type", "save", "record")),
    (VILLAGE, LATER, ("sign", "copy")),
    (CAMAT, LATER, ("receive",)),
    (VILLAGE, LATER, ("take_receipt",)),
)
LENGTHS = {"enter": 2.5, "ask": 0.7, "answer": 1.2, "save": 0.3, "sign": 1.5, "copy": 0.5, "receive": 2.5}
"""Seconds within which the power fails, so that it does in the middle of the step rather than after it."""
LATEST_DRAFT = 5.0 + 1.5
"""Seconds of typing that may be lost, and what a busy machine adds."""


@dataclass
class Journey:
    """Two PCs and a stick, seen by who comes after a power cut."""

    world: World
    chance: random.Random
    cut: list[str] = field(default_factory=list)
    """Where the power failed so far."""

    def walk(self, stages: Stages, cuts: set[tuple[str, str]]) -> None:
        """All stages; ``cuts``: office and part in which the power fails, once each."""
        waiting = set(cuts)
        for cast, day, parts in stages:
            left = ["enter", *parts]
            while left:
                cut = next((name for name in left if (cast.folder, name) in waiting), "")
                waiting.discard((cast.folder, cut))
                said = self._run(cast, day, left[1:] if left[0] == "enter" else left, cut)
                if not cut:
                    break
                left = left[left.index(cut) :]
                self.look(cast, cut, said)
        assert not waiting

    def _run(self, cast: Cast, day: str, parts: list[str], cut: str) -> list[str]:
        """Start a PC and let it work; the lines it said."""
        after = self.chance.uniform(7.5, 11.5) if cut == "type" else self.chance.uniform(0, LENGTHS.get(cut, 1.5))
        told = {"folder": str(self.world.folder), "cast": cast.folder, "day": day, "parts": parts, "cut": cut}
        given = {**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS.parent / "src"), str(TESTS)))}
        run = subprocess.run(
            [sys.executable, "-m", "gui.journey.pc"],
            input=json.dumps({**told, "after": after}) + "\n",
            env=given,
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
        )
        assert run.returncode == (-9 if cut else 0), f"{cast.folder} {parts} {cut}:\n{run.stdout}\n{run.stderr}"
        assert "Traceback" not in run.stderr, run.stderr
        return run.stdout.splitlines()

    def look(self, cast: Cast, cut: str, said: list[str]) -> None:
        """What is on the disk and on the stick is whole, and nothing is half done."""
        self.cut.append(f"{cast.folder} {cut}")
        paths = self.world.paths(cast)
        if doorstep.state(paths).situation == "none":
            assert cut == "enter", "an office is not lost"
            return
        with closing(open_office(paths, account_name(cast.clerk), cast.clerk_password, self.world.clock)) as office:
            assert office.database.is_intact()
            with office.database.reading() as connection:
                chain_verifies(connection, office)
                nothing_is_half_done(connection, office)
                reader = carriers.reader(connection, office)
            if cut == "type":
                draft_is_young(office, said)
        stick_is_whole(self.world.stick, reader)


def draft_is_young(office: Office, said: list[str]) -> None:
    """What was typed is there, but for the last seconds."""
    lines = [line.split(" ", 2) for line in said]
    end = next(float(when) for when, what, *_rest in lines if what == "cut")
    typed = [(float(when), int(rest[0])) for when, what, *rest in lines if what == "typed"]
    must = max((count for when, count in typed if when < end - LATEST_DRAFT), default=0)
    draft = drafting.find(office, DraftKey("person"))
    assert draft is not None
    kept = str(draft.typed["name"])
    assert NAME.startswith(kept.rstrip())
    assert len(kept) >= must
    age = end - next((when for when, count in typed if count == len(kept)), end)
    print(f"POWER CUT the draft kept {len(kept)} of {typed[-1][1]} letters; it was {age:.1f} s old")


def stick_is_whole(folder: Path, reader: Reader) -> None:
    """Every file under its final name is whole; one that is not bears a temporary name."""
    for file in folder.iterdir():
        if file.name.startswith("."):
            continue
        data = file.read_bytes()
        if file.suffix == ".pdf":
            if f"-{reader.code}-" not in file.name:  # one's own cannot be read as somebody else's
                assert read_carrier(data, reader).manifest.id.startswith(file.stem[-8:])
        elif data.startswith(b"PK"):
            with zipfile.ZipFile(file) as archive:
                assert archive.testzip() is None
        else:
            (read_answer if data.startswith(ANSWER) else read_request)(data)
    assert stick.TEMPORARY.startswith(".")


def make_offices(world: World) -> None:
    """What the first day leaves, made without the window."""
    clock = offices.clock_at(DAY)
    made = []
    for cast, code in ((CAMAT, offices.CAMAT), (VILLAGE, offices.VILLAGE)):
        users = (
            NewUser(account_name(cast.clerk), cast.clerk, "petugas", cast.clerk_password),
            NewUser(account_name(cast.head), cast.head, "pimpinan", cast.head_password),
        )
        identity = Identity(code, Official(cast.head), Official("Siti Rahmah"), "Jalan Poros 1")
        is_root = cast is CAMAT
        made.append(create_office(world.paths(cast), identity, users, clock, is_root=is_root, cost=FLOOR_COST).office)
    camat, village = (closing(office) for office in made)
    with camat as above, village as below:
        heads = [Credentials(account_name(cast.head), cast.head_password) for cast in (CAMAT, VILLAGE)]
        asked = enrolment.request(below, world.stick, heads[1])
        answered = enrolment.issue(above, asked.path, world.stick, heads[0], lambda _who, _words: True)
        enrolment.accept(below, answered.path, lambda _who, _words: True)


def walked(world: World, seed: int, stages: Stages, cuts: set[tuple[str, str]]) -> None:
    journey = Journey(world, random.Random(seed))
    journey.walk(stages, cuts)
    print(f"POWER CUT seed {seed}: {', '.join(journey.cut)}")
    endings.check(world)


SOME = {("desa", "save"), ("desa", "sign"), ("camat", "receive")}
FIRST = {("camat", "enter"), ("desa", "enter"), ("desa", "ask"), ("camat", "answer")}
ALL = FIRST | SOME | {("desa", "type"), ("desa", "copy"), ("desa", "take_receipt")}


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(tmp_path, Sockets(tmp_path / "sockets", monkeypatch), offices.clock_at(LATER))


@pytest.mark.timeout(300)
def test_what_is_saved_while_the_power_fails_is_gone_on_with(world: World) -> None:
    make_offices(world)
    journey = Journey(world, random.Random(1))
    journey.walk(MONTH[:1], {("desa", "save")})
    journey.look(VILLAGE, "record", [])
    assert journey.cut == ["desa save", "desa record"]


@pytest.mark.long
@pytest.mark.timeout(400)
def test_a_month_is_finished_although_the_power_fails(world: World) -> None:
    make_offices(world)
    walked(world, 1, MONTH, SOME)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(5))
def test_the_path_is_finished_wherever_the_power_fails(world: World, seed: int) -> None:
    walked(world, seed, FIRST_DAY + MONTH, ALL)
