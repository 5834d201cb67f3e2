"""In the place of a name of an office below that is not shown to everybody: why not, and a reason to see it."""

from __future__ import annotations

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.widgets import Action, Badge, Card, button, label, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.house import access
from ppo_desktop.operations.papers import sheets
from ppo_desktop.operations.papers.sheets import Sheet


class VeilCard(Card):
    """Asks for a reason; who looked and why is written down."""

    def __init__(self, page: Page, shown: Sheet) -> None:
        super().__init__(_("Nama dan data diri"))
        self._page, self._shown = page, shown
        self.head.addWidget(Badge(_("Disembunyikan"), "info"))
        words = _(
            "Yang langsung terlihat hanya nama orang yang perlu tindakan atau pendampingan, dan yang mungkin tercatat "
            "dua kali. Nama lain dibuka dengan alasan; siapa, kapan, dan alasannya dicatat untuk pimpinan."
        )
        self.body.addWidget(label(words, "soft"))
        self.reason = line(longest=sheets.MOST_WORDS)
        self.reason.returnPressed.connect(self._open)
        self._box = FieldBox(_("Alasan membuka"), self.reason, hint=_("Contoh: keluarganya datang bertanya."))
        self.body.addWidget(self._box)
        door = Action(button(_("Tampilkan nama"), self._open, icon_name="eye"))
        self.body.addLayout(row(door, None))
        if not access.may_look(page.session.office):
            self._box.hide()
            door.refuse(access.why_not_look())

    def _open(self) -> None:
        office, shown, reason = self._page.session.office, self._shown, self.reason.text()
        if not reason.strip():
            self._box.say(_("Tulis dahulu alasannya, walau singkat."))
            self.reason.setFocus()
            return

        def done(changes: Changes) -> None:
            self._page.session.announce(changes)

        self._page.work(lambda _job: sheets.unveil(office, shown, reason), done)
