"""What is done to records from forms and sheets, and taken back from the toast, after the page is gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.text import _
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.books import undoing
from ppo_desktop.operations.books.recording import Change, Saved


def taker_back(session: Session, change: Change | None) -> Callable[[], object] | None:
    """What Urungkan in a toast calls; ``None`` where nothing was changed."""
    return (lambda: take_back(session, change)) if change else None


def take_back(session: Session, change: Change) -> None:
    """Undo a change and say so, with a way back again."""
    office = session.office

    def done(saved: Saved) -> None:
        session.announce(saved.changes)
        session.tell(_("Sudah diurungkan."), undo=taker_back(session, saved.change))

    session.work.start(
        lambda _job: undoing.undo(office, change),
        owner=session,
        done=done,
        failed=lambda error: session.tell(error.sentence),
    )


def taker_back_all(session: Session, changes: Sequence[Change]) -> Callable[[], object] | None:
    """As ``taker_back``, for changes that were made in one step: all of them or none."""
    office = session.office

    def done(undone: Changes) -> None:
        session.announce(undone)
        session.tell(_("Sudah diurungkan."))

    def take_back_all() -> None:
        session.work.start(
            lambda _job: undoing.undo_all(office, changes),
            owner=session,
            done=done,
            failed=lambda error: session.tell(error.sentence),
        )

    return take_back_all if changes else None
