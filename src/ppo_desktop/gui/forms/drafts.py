"""Keeping what is typed: 1.5 seconds after the last key, every 5 seconds while somebody types on, and on leaving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.office import Office

_RETURN = "form that goes on"
REST, LONGEST = 1500, 4500
"""Milliseconds after the last key, and after the first one that is not kept yet."""


class Content(Struct, frozen=True):
    """What a form holds that is not saved."""

    typed: Mapping[str, object]
    """Empty: nothing worth a draft."""
    title: str = ""
    version: int = 0


NOTHING = Content({})


class DraftKeeper(QObject):
    """Keeps one form's draft in step with it."""

    kept = Signal(str)
    """When, as a stamp; ``""``: there is nothing to keep any more."""
    failed = Signal(object)
    """The ``PpoError`` why the draft is not on disk."""

    def __init__(self, parent: QObject, session: Session, key: DraftKey, content: Callable[[], Content]) -> None:
        super().__init__(parent)
        self._session = session
        self._office = session.office
        self.key = key
        self._content = content
        self._is_owed = False
        self._rest, self._longest = _timer(self, REST, self.keep), _timer(self, LONGEST, self.keep)

    def touched(self) -> None:
        """Something was typed."""
        self._is_owed = True
        self._rest.start()
        if not self._longest.isActive():
            self._longest.start()

    def keep(self) -> None:
        """Keep it now, beside the window."""
        if self.settle():
            office, key, content = self._office, self.key, self._content()
            self._session.work.start(
                lambda _job: write(office, key, content),
                owner=self,
                done=self.kept.emit,
                failed=self._is_not_kept,
                lasting=True,
            )

    def hand_over(self) -> None:
        """Keep it although the form goes away."""
        if self.settle():
            hand_over(self._session, self.key, self._content())

    def settle(self) -> bool:
        """Stop the clocks; whether something was typed that is not kept yet."""
        self._rest.stop()
        self._longest.stop()
        was_owed, self._is_owed = self._is_owed, False
        return was_owed

    def _is_not_kept(self, error: PpoError) -> None:
        self._is_owed = True  # the next key, or leaving, tries again
        self.failed.emit(error)


def write(office: Office, key: DraftKey, content: Content) -> str:
    """Keep a draft, or forget it where nothing is typed any more; its stamp."""
    if content.typed:
        kept = drafting.keep(office, key, content.typed, title=content.title, version=content.version)
        return kept.kept_at if kept else ""
    drafting.drop(office, key)
    return ""


def hand_over(session: Session, key: DraftKey, content: Content) -> None:
    """``write``, beside the window, also when its page is gone; ``find`` knows of it at once."""
    office = session.office
    place = _place(office, key)
    session.kept[place] = content

    def over() -> None:
        if session.kept.get(place) is content:
            del session.kept[place]

    def failed(error: PpoError) -> None:
        over()
        session.tell(error.sentence)

    session.work.start(
        lambda _job: write(office, key, content), owner=session, done=lambda _stamp: over(), failed=failed, lasting=True
    )


def _place(office: Office, key: DraftKey) -> str:
    return f"draft of {(office.user.name, *key)}"


def find(session: Session, key: DraftKey) -> drafting.Draft | None:
    """The draft of a form, on disk or still on its way there."""
    waiting = session.kept.get(_place(session.office, key))
    if isinstance(waiting, Content):
        draft = drafting.Draft(key.form, key.record, waiting.typed, waiting.title, waiting.version, "")
        return draft if waiting.typed else None
    return drafting.find(session.office, key)


def return_to(session: Session, key: DraftKey) -> None:
    """The form of that draft is shown next, and whoever types there has just left it: nothing need be said."""
    session.kept[_RETURN] = _place(session.office, key)


def is_return(session: Session, key: DraftKey) -> bool:
    """Whether the form that is shown now goes on with that draft after a step aside; asked once."""
    return session.kept.pop(_RETURN, None) == _place(session.office, key)


def clock_words(kept_at: str, today: date) -> str:
    """``09.41``, or ``20 November 2026, 09.41`` of another day."""
    time = kept_at[11:16].replace(":", ".")
    day = date.fromisoformat(kept_at[:10])
    return time if day == today else _("{day}, {time}").format(day=long_date(day), time=time)


def _timer(parent: QObject, interval: int, action: Callable[[], object]) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(interval)
    made.timeout.connect(action)
    return made
