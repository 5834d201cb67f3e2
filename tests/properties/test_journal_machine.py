"""Random histories of two village PCs and a camat against an oracle: whatever happens to the sticks, all agree.

Files are lost, repeated, reordered and late; PCs are restored, or put back, which their guards find out; both PCs
change the same field; records are erased while old carriers are still on their way; newer programs write what older
ones do not know. See ``world`` for what is real (all but seal, page and signature) and ``oracle`` for what is expected.

A history is a list of steps drawn from a seed. Every step copes with any state, so a failing history is shrunk by
leaving steps out. Twice as fast as Hypothesis' state machine, and the weights make the rare meetings happen.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import NamedTuple

import pytest

from properties import world
from properties.play import Play

HISTORIES = 16
LONG = 3000
FIELDS = ("name", "hamlet", "note", "deleted")
SHRINKS = 200


class Step(NamedTuple):
    """One thing that happens; ``pick`` chooses among what is there at that moment."""

    what: str
    pc: str
    pick: int = 0
    field: str = "name"
    flag: bool = False


WEIGHTS = {
    "new_person": 5,
    "edit": 10,
    "edit_on_both": 9,
    "save_what_is_shown": 2,
    "settle": 7,
    "erase": 4,
    "newer_field": 2,
    "newer_kind": 1,
    "make_carrier": 10,
    "make_and_deliver": 18,
    "deliver": 14,
    "receipts": 4,
    "receipts_and_deliver": 6,
    "backup": 7,
    "restore": 5,
    "put_back_unnoticed": 3,
    "lose_the_latest": 2,
    "restore_the_camat_and_answer": 4,
}


def history(seed: int) -> list[Step]:
    """A random history."""
    draw = random.Random(seed)
    steps = [Step("new_person", "A", flag=True), Step("make_and_deliver", "A", flag=False)]
    for what in draw.choices(list(WEIGHTS), list(WEIGHTS.values()), k=draw.randint(12, 34)):
        pcs = "ABC" if what in ("deliver", "backup", "restore") else "AB"
        steps.append(Step(what, draw.choice(pcs), draw.randrange(60), draw.choice(FIELDS), draw.random() < 0.6))
    return steps


def play_history(steps: list[Step]) -> None:
    """Do the steps, bring the history to its end, upgrade; raises where world and oracle differ."""
    patch, older = pytest.MonkeyPatch(), pytest.MonkeyPatch()
    world.pass_through(patch)
    world.be_older(older)
    play = Play()
    try:
        for step in steps:
            _do(play, step)
        play.finish()
        older.undo()
        play.upgrade()
    finally:
        older.undo()
        patch.undo()
        play.close()


def _do(play: Play, step: Step) -> None:  # noqa: C901  # a table of what can happen
    pc, pick, people = step.pc, step.pick, play.people
    # Few people, so that the PCs meet in the same record; the newest most of all.
    person = people[-1 - pick % min(len(people), 3)] if people else ""
    other = {"A": "B", "B": "A"}.get(pc, "A")
    match step.what:
        case "new_person":
            play.new_person(pc, step.flag)
        case "edit" if person:
            play.edit(pc, person, step.field)
        case "edit_on_both" if person:
            play.edit(pc, person, step.field)
            play.edit(other, person, step.field)
        case "save_what_is_shown" if person:
            play.edit(pc, person, step.field, same_as_shown=True)
        case "settle":
            play.settle(pc, pick)
        case "erase" if person:
            play.erase(pc, person)
        case "newer_field" if person:
            play.write_newer_field(pc, person)
        case "newer_kind":
            play.write_newer_kind(pc)
        case "make_carrier":
            play.make_carrier(pc, above=step.flag)
        case "make_and_deliver":
            play.make_carrier(pc, above=step.flag)
            play.deliver("C" if step.flag else other, len(play.parcels) - 1)
        case "deliver" if play.parcels:
            play.deliver(pc, len(play.parcels) - 1 - pick % len(play.parcels))
        case "receipts":
            play.write_receipts()
        case "receipts_and_deliver":
            play.write_receipts()
            answers = [n for n, (parcel, _path) in enumerate(play.parcels) if parcel.kind == "receipt"]
            if answers:
                play.deliver(pc, answers[-1])
        case "backup":
            play.backup(pc)
        case "restore":
            play.restore(pc, pick)
        case "lose_the_latest":
            play.backup(pc)
            play.new_person(pc, True)
            play.make_carrier(pc, above=True)
            play.make_carrier(pc, above=False)
            play.restore(pc, -1)
            if step.flag:
                play.deliver(pc, len(play.parcels) - 2)
        case "restore_the_camat_and_answer":
            if not play.backups["C"]:
                play.backup("C")
            play.restore("C", 0)
            play.make_carrier(pc, above=True)
            play.deliver("C", len(play.parcels) - 1)
            play.write_receipts()
            play.deliver(pc, len(play.parcels) - 1)
        case "put_back_unnoticed":
            play.put_back_unnoticed(pc, pick, is_guarded=step.flag)


def first_failure(seeds: range) -> tuple[int, BaseException] | None:
    """The first seed whose history fails, and how."""
    for seed in seeds:
        try:
            play_history(history(seed))
        except Exception as error:  # noqa: BLE001  # whatever it is, it is the finding
            return seed, error
    return None


def shrink(
    steps: list[Step], kind: type[BaseException], played: Callable[[list[Step]], object] = play_history
) -> list[Step]:
    """A shorter history that fails in the same way: runs of steps are left out while it still does."""
    size, tries = max(1, len(steps) // 2), 0
    while size and tries < SHRINKS:
        start, was = 0, len(steps)
        while start < len(steps) and tries < SHRINKS:
            shorter, tries = steps[:start] + steps[start + size :], tries + 1
            if _fails(shorter, kind, played):
                steps = shorter
            else:
                start += size
        size = size if len(steps) < was else size // 2
    return steps


def _fails(steps: list[Step], kind: type[BaseException], played: Callable[[list[Step]], object]) -> bool:
    try:
        played(steps)
    except kind:
        return True
    except Exception:  # noqa: BLE001  # another failure is another history's
        return False
    return False


def demand_agreement(seeds: range) -> None:
    """Play one history per seed; of the first that fails, show the shortest form and fail the way it does."""
    began = time.perf_counter()
    failed = first_failure(seeds)
    if failed is None:
        print(f"{len(seeds)} histories, {len(seeds) / (time.perf_counter() - began):.1f} a second")
        return
    seed, error = failed
    shortest = shrink(history(seed), type(error))
    print(f"seed {seed}:", *shortest, sep="\n  ")
    play_history(shortest)
    raise error


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(4))
def test_two_pcs_and_a_camat_agree_in_the_end(part: int) -> None:
    demand_agreement(range(part, HISTORIES, 4))


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(4))
def test_thousands_of_histories_agree_in_the_end(part: int) -> None:
    began = random.SystemRandom().randrange(10**9)
    demand_agreement(range(began, began + LONG // 4))
