"""The head of a record sheet: what is to be known before anything is read, why it is only shown, and its paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import Banner, button
from ppo_desktop.gui.forms.remarks import remark_banners
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.house import envelopes, preferences
from ppo_desktop.operations.papers import sheets
from ppo_desktop.operations.papers.sheets import Sheet
from ppo_desktop.records.kind import SEALED_FOR


def head_banners(sheet: Sheet, session: Session, restore: Callable[[], object]) -> Iterator[Banner]:
    """That it was taken out of the list, what its kind must say first, and what others say of it."""
    if sheet.is_deleted:
        back = [button(_("Pulihkan"), restore, icon_name="undo-2")] if sheet.is_ours else []
        yield Banner("info", _("Catatan ini sudah dihapus dari daftar."), _("Isinya masih tersimpan."), back)
    for notice in sheet.kind.notices(sheet.values):
        yield Banner("warn", notice.title, notice.words)
    yield from remark_banners(sheet, session)


def why_fixed(sheet: Sheet | None, session: Session) -> str:
    """Why nothing of it can be changed here; ``""`` where it can."""
    if sheet is None:
        return _("Catatan ini tidak ada.")
    if not sheet.is_ours:
        return _("Catatan ini milik {office}; hanya kantor itu yang dapat mengubahnya.").format(
            office=name_of(sheet.owner)
        )
    if sheet.is_sealed:
        return envelopes.why_fixed(str(sheet.values[SEALED_FOR]))
    deleted = _("Catatan ini sudah dihapus dari daftar; pulihkan dahulu.") if sheet.is_deleted else ""
    return deleted or session.why_not("record")


def print_sheet(page: Page, sheet: Sheet, hidden: frozenset[str]) -> None:
    """Put it on paper as it is in sight.

    Args:
        hidden: fields that are not printed.
    """
    office, size = page.session.office, preferences.load(page.session.paths).paper
    name = f"{_(sheet.kind.title)} {sheet.title}"
    print_or_save(page, name, name, lambda: sheets.paper(office, sheet, hidden, size))
