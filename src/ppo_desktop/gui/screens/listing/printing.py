"""Papers of the record chosen in a list."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton

from ppo_desktop.core.errors import PpoError
from ppo_desktop.gui.forms.sheet_head import print_sheet
from ppo_desktop.gui.screens.listing.model import Key
from ppo_desktop.gui.screens.papers.menu import offer
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.papers import sheets
from ppo_desktop.records.kind import RecordKind


def offer_papers(page: Page, made: QPushButton, kind: RecordKind, key: Key) -> None:
    """Let the menu of papers fall out of the button ``made``, or print the sheet where there is no other paper."""
    offer(made, page.session, (kind.name, *key), partial(_print_sheet, page, kind, key))


def _print_sheet(page: Page, kind: RecordKind, key: Key) -> None:
    """Without what is restricted: nobody has looked at it here."""
    owner, record = key
    try:
        shown = sheets.sheet(page.session.office, kind, record, owner)
    except PpoError as error:
        page.show_error(error)
    else:
        print_sheet(page, shown, kind.restricted_names)
