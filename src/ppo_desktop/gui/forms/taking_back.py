"""What is done to records from forms and sheets, and taken back from the toast, after the page is gone."""

from __future__ import annotations

from collections.abc import Callable

from ppo_desktop.core.text import _
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations import undoing
from ppo_desktop.operations.recording import Change, Saved


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
