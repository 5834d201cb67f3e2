"""Random histories of two village PCs and a camat against an oracle: whatever happens to the sticks, all agree in the end.

Files are lost, repeated, reordered and late; PCs are restored, or put back without anybody saying so; both PCs change the
same field; records are erased while old carriers are still on their way; newer programs write what older ones do not
know. See ``world`` for what is real (all of it but seal, page and signature) and ``oracle`` for what is expected.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from properties import world
from properties.play import Play

HISTORIES = 120
STEPS = 24
PC = st.sampled_from(["A", "B"])
ANY_PC = st.sampled_from(["A", "B", "C"])
PICK = st.integers(0, 30)
FIELD = st.sampled_from(["name", "hamlet", "note", "deleted"])


class JournalMachine(RuleBasedStateMachine):
    """Hypothesis picks what happens next; ``Play`` does it and compares."""

    histories = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).histories += 1
        self.patch = pytest.MonkeyPatch()
        world.pass_through(self.patch)
        self.older = pytest.MonkeyPatch()
        world.be_older(self.older)
        self.play = Play()

    @rule(pc=PC, note=st.booleans())
    def record_a_person(self, pc: str, note: bool) -> None:
        self.play.new_person(pc, note)

    @precondition(lambda self: self.play.people)
    @rule(pc=PC, pick=PICK, field=FIELD)
    def edit_a_field(self, pc: str, pick: int, field: str) -> None:
        self.play.edit(pc, self._person(pick), field)

    @precondition(lambda self: self.play.people)
    @rule(pick=PICK, field=FIELD)
    def edit_the_same_field_on_both(self, pick: int, field: str) -> None:
        self.play.edit("A", self._person(pick), field)
        self.play.edit("B", self._person(pick), field)

    @precondition(lambda self: self.play.people)
    @rule(pc=PC, pick=PICK, field=FIELD)
    def save_what_is_shown(self, pc: str, pick: int, field: str) -> None:
        self.play.edit(pc, self._person(pick), field, same_as_shown=True)

    @precondition(lambda self: self.play.people)
    @rule(pc=PC, pick=PICK)
    def settle_a_conflict(self, pc: str, pick: int) -> None:
        self.play.settle(pc, pick)

    @precondition(lambda self: self.play.people)
    @rule(pc=PC, pick=PICK)
    def erase_a_person(self, pc: str, pick: int) -> None:
        self.play.erase(pc, self._person(pick))

    @precondition(lambda self: self.play.people)
    @rule(pc=PC, pick=PICK)
    def write_a_newer_field(self, pc: str, pick: int) -> None:
        self.play.write_newer_field(pc, self._person(pick))

    @rule(pc=PC)
    def write_a_newer_kind(self, pc: str) -> None:
        self.play.write_newer_kind(pc)

    @rule(pc=PC, above=st.booleans())
    def make_a_carrier(self, pc: str, above: bool) -> None:
        self.play.make_carrier(pc, above=above)

    @rule(pc=PC, above=st.booleans())
    def make_a_carrier_and_deliver_it(self, pc: str, above: bool) -> None:
        self.play.make_carrier(pc, above=above)
        self.play.deliver("C" if above else "AB".replace(pc, ""), len(self.play.parcels) - 1)

    @rule()
    def write_receipts(self) -> None:
        self.play.write_receipts()

    @precondition(lambda self: self.play.parcels)
    @rule(pc=ANY_PC, pick=PICK)
    def deliver_a_file(self, pc: str, pick: int) -> None:
        # Newest first, so that a small number is the usual case and shrinking goes there.
        self.play.deliver(pc, -1 - pick % len(self.play.parcels))

    @rule(pc=ANY_PC)
    def back_up(self, pc: str) -> None:
        self.play.backup(pc)

    @precondition(lambda self: any(self.play.backups.values()))
    @rule(pc=ANY_PC, pick=PICK)
    def restore(self, pc: str, pick: int) -> None:
        self.play.restore(pc, pick)

    @precondition(lambda self: any(self.play.backups.values()))
    @rule(pc=PC, pick=PICK)
    def put_back_unnoticed(self, pc: str, pick: int) -> None:
        self.play.put_back_unnoticed(pc, pick)

    def teardown(self) -> None:
        # Hypothesis tears down failed histories as well; only a whole one is brought to its end.
        import sys

        try:
            if sys.exc_info()[0] is None:
                self.play.finish()
                self.older.undo()
                self.play.upgrade()
        finally:
            self.older.undo()
            self.patch.undo()
            self.play.close()

    def _person(self, pick: int) -> str:
        people = self.play.people
        return people[-1 - pick % len(people)]


def run(histories: int, *, shrink: bool = True, derandomize: bool = True) -> int:
    """Play up to ``histories`` histories; raises at the first that fails. The number played."""
    JournalMachine.histories = 0
    phases = [Phase.generate, Phase.shrink] if shrink else [Phase.generate]
    run_state_machine_as_test(
        JournalMachine,
        settings=settings(
            max_examples=histories,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=derandomize,
            phases=phases,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return JournalMachine.histories


@pytest.mark.timeout(600)
def test_two_pcs_and_a_camat_agree_in_the_end() -> None:
    began = time.perf_counter()
    played = run(HISTORIES)
    print(f"{played} histories, {played / (time.perf_counter() - began):.1f} a second")


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_thousands_of_histories_agree_in_the_end() -> None:
    run(3000, derandomize=False)
