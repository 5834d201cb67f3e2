"""Rows on their way to the disk and back, beside the window; also when the page is left meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import shiboken6
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import PpoError, Problem
from ppo_desktop.gui.screens.grid.entry import Before, Entry, State
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.books import batches, undoing
from ppo_desktop.operations.books.batches import Grid, Outcome, Typed
from ppo_desktop.operations.books.suggesting import PossibleTwin

TELL_APART = frozenset({"person.name", "person.nik", "person.born_on"})
"""Columns by which a person is recognised as recorded already."""


class RowKeeper(QObject):
    """Keeps rows, answers and takes back, one after the other."""

    told = Signal(object)
    """Something is to be said about an ``Entry``, or nothing any more."""
    taken_back = Signal(object)
    """The ``Entry`` that was kept last is not kept any more."""

    def __init__(self, parent: QObject, session: Session, grid: Grid, late: Callable[[], object]) -> None:
        """Args: late: called instead of any signal once the page is left."""
        super().__init__(parent)
        self._session, self._office, self._grid, self._late = session, session.office, grid, late
        self._order: list[Entry] = []
        self._above = {column.key for column in grid.shared} - {column.key for column in grid.columns}
        self.is_left = False

    @property
    def has_kept(self) -> bool:
        """Whether something can be taken back."""
        return bool(self._order)

    def keep(self, entry: Entry, shared: Typed, reason: str) -> None:
        """Keep a typed row; one that is on its way is kept again when it is there."""
        if entry.subject or entry.state is State.WAITS or entry.is_empty:
            return
        entry.shared = held = dict(shared) if entry.shared is None else entry.shared
        before = Before((), entry.records, dict(entry.kept), entry.answer)
        entry.state, entry.is_touched, entry.twins = State.WAITS, False, ()
        office, grid, line = self._office, self._grid, entry.line
        self._run(lambda: batches.keep(office, grid, held, line, reason), entry, before, line.typed)

    def answer(self, entry: Entry, letter: str, shared: Typed, reason: str) -> None:
        """Keep what one key says of a known row."""
        subject = entry.subject
        assert subject is not None
        instead = entry.kept_answer
        before = Before((), subject.records, {}, instead)
        if letter != entry.answer:
            entry.reasons = {}
        entry.answer, entry.state, entry.shared = letter, State.WAITS, dict(shared)
        office, grid, reasons = self._office, self._grid, dict(entry.reasons)
        operation = partial(batches.answer, office, grid, shared, subject, letter, reason, reasons, instead)
        self._run(operation, entry, before, {})

    def _run(self, operation: Callable[[], Outcome], entry: Entry, before: Before, typed: Typed) -> None:
        self._session.work.start(
            lambda _job: operation(),
            owner=self._session,
            done=partial(self._kept, entry, before, typed),
            failed=partial(self._failed, entry),
            lasting=True,
        )

    @property
    def _is_gone(self) -> bool:
        return not shiboken6.isValid(self) or self.is_left

    def _kept(self, entry: Entry, before: Before, typed: Typed, outcome: Outcome) -> None:
        entry.take(outcome, before)
        if outcome.is_kept:
            entry.kept = {key: str(text) for key, text in typed.items()}
        elif not entry.records and any(one.field in self._above and not one.is_warning for one in outcome.problems):
            entry.shared = None  # what is wrong is put right above, for all rows
        if entry.subject and outcome.is_kept:
            entry.subject = replace(entry.subject, records=outcome.records)
        if not self._session.is_open:
            return
        self._session.announce(outcome.changes)
        if self._is_gone:
            self._late()
            return
        if outcome.undo:
            self._order.append(entry)
        self.told.emit(entry)

    def _failed(self, entry: Entry, error: PpoError) -> None:
        entry.state, entry.is_touched = State.HELD, entry.subject is None
        entry.problems = (Problem("", error.code, error.sentence),)
        if not self._is_gone:
            self.told.emit(entry)

    # ------------------------------------------------------------------------------- who it may be

    def ask(self, entry: Entry) -> None:
        """Look whether the person in a new row is recorded already."""
        if entry.records or entry.person or entry.is_other:
            return
        office, typed = self._office, dict(entry.typed)
        self._session.work.start(
            lambda _job: batches.twins_of(office, typed), owner=self, done=partial(self._may_be, entry, typed)
        )

    def _may_be(self, entry: Entry, typed: dict[str, str], twins: list[PossibleTwin]) -> None:
        is_same = all(entry.typed.get(key) == typed.get(key) for key in TELL_APART)
        if is_same and entry.state is State.OPEN and not entry.is_other and not entry.person:
            entry.twins = tuple(twins)
            self.told.emit(entry)

    # ------------------------------------------------------------------------------- taking back

    def take_back(self) -> None:
        """Undo the row that was kept last; what was typed in it stays in sight."""
        entry = self._order[-1] if self._order else None
        if entry is None or entry.state is State.WAITS or not entry.past:
            return
        office, undo = self._office, entry.past[-1].undo
        entry.state = State.WAITS
        self._session.work.start(
            lambda _job: undoing.undo_all(office, undo),
            owner=self,
            done=partial(self._undone, entry),
            failed=partial(self._failed, entry),
        )

    def _undone(self, entry: Entry, changes: Changes) -> None:
        self._order.pop()
        entry.step_back()
        self._session.announce(changes)
        self.taken_back.emit(entry)
