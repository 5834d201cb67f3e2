"""The slip for the expedition book: offered when a stick is done with, printed by P."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import button
from ppo_desktop.gui.screens.receive.finding import Answered, Found
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.papers import expedition


class Slip:
    """A button that prints what came and went with one stick."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._carriers: list[str] = []
        self.button = button(_("Cetak slip (P)"), self._print, look="quiet", icon_name="receipt")
        self.button.setAccessibleName(_("Cetak slip untuk buku ekspedisi"))
        shortcut = QShortcut(QKeySequence("P"), page, self._print)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.button.hide()

    def offer(self, found: Sequence[Found], answered: Answered | None) -> None:
        """The files of this stick, once it may be pulled out; ``None``: not yet."""
        taken = [
            one.inspection.manifest.id for one in found if one.taken and one.inspection and one.inspection.manifest
        ]
        self._carriers = [*taken, *(copied.carrier_id for copied in answered.copied)] if answered else []
        self.button.setVisible(bool(self._carriers))

    def _print(self) -> None:
        if not self._carriers:
            return
        office, carriers = self._page.session.office, list(self._carriers)
        size, title = preferences.load(self._page.session.paths).paper, _("Slip buku ekspedisi")
        print_or_save(self._page, title, title, lambda: expedition.slip(office, carriers, size))
