"""Saving what a form holds, beside the window: the record, its draft, and the form that waits for the record."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from ppo_desktop.core.errors import Invalid, PpoError
from ppo_desktop.gui.forms import drafts
from ppo_desktop.gui.forms.beginning import Wanted
from ppo_desktop.gui.forms.drafts import Content
from ppo_desktop.operations.books import browsing, recording
from ppo_desktop.operations.books.recording import Saved
from ppo_desktop.operations.house import drafting
from ppo_desktop.operations.house.drafting import Draft
from ppo_desktop.operations.house.office import Office


def save(office: Office, wanted: Wanted, typed: Mapping[str, object], content: Content) -> tuple[Saved, str]:
    """Save the record; where that is refused, what was typed is kept as a draft.

    Args:
        content: what the draft is to hold.

    Returns:
        What was saved, and how the record is called now.

    Raises:
        Invalid: all errors, and all warnings that wait for a reason.
        Refused: as ``recording.save``.
    """
    kind, key = wanted.kind, wanted.key
    try:
        saved = recording.save(office, kind, typed, key.record, draft=key)
    except PpoError as error:
        with suppress(PpoError):  # the error that counts is that of saving
            drafts.write(office, key, content)
        if isinstance(error, Invalid):
            checked = recording.preview_check(office, kind, typed, key.record)
            raise Invalid([*checked.errors, *checked.warnings_without_reason]) from None
        raise
    if (waits := wanted.chosen_for) is not None:
        drafts.write(office, waits.draft, chosen(drafting.find(office, waits.draft), waits.field, saved.record))
    (row,) = browsing.window(office, kind, [(office.code, saved.record)], tuple(kind.by_name))
    return saved, kind.title_of(row or {})


def chosen(waiting: Draft | None, field: str, record: str, title: str = "") -> Content:
    """What a form that waits for a record holds once there is one.

    Args:
        title: of its draft; ``""``: as before.
    """
    before = Content(waiting.typed, waiting.title, waiting.version) if waiting else drafts.NOTHING
    return Content({**before.typed, field: record}, title or before.title, before.version)
