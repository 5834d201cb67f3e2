"""What can still be done with a letter that is final: note the pen's number, or make it void."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.widgets import Action, Badge, Card, button, label, row
from ppo_desktop.operations.house import access
from ppo_desktop.operations.letters import issuing
from ppo_desktop.operations.letters.issuing import Writing
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.words import date_in_words

if TYPE_CHECKING:
    from ppo_desktop.gui.shell.page import Page


class StandingCard(Card):
    """Number, day and state."""

    settled = Signal(object)
    """``Saved``: something was changed."""

    def __init__(self, page: Page, writing: Writing) -> None:
        super().__init__(_("Surat ini"))
        self._page, self._office, self._record = page, page.session.office, str(writing.record)
        is_void = writing.state == "BATAL"
        state = code_list("letter-states").label(writing.state)
        self.head.addWidget(Badge(state, "bad" if is_void else "ok"))
        day = date_in_words(writing.dated_on) if writing.dated_on else ""
        self.body.addWidget(label(_("Nomor {number}").format(number=writing.number or _("belum dicatat")), "strong"))
        self.body.addWidget(label(day, "soft"))
        if writing.reason and access.may_look(self._office):
            self.body.addWidget(label(_("Alasan pimpinan: {reason}").format(reason=writing.reason), "soft"))
        words = _("Isi surat final tidak berubah lagi, juga bila catatan atau templatnya berubah.")
        self.body.addWidget(label(words, "soft"))
        why = page.session.why_not("record")
        self.number, self.why = line(longest=80, enter=self.note_number), line(longest=500, enter=self.make_void)
        if not writing.number and writing.template.is_numbered and not is_void:
            self.body.addWidget(FieldBox(_("Nomor yang ditulis dengan pena"), self.number))
            noting = Action(button(_("Catat nomornya"), self.note_number))
            noting.refuse(why)
            self.body.addLayout(row(noting, None))
        if not is_void:
            hint = _("Nomornya tetap tercatat dan tidak dipakai lagi.")
            self.body.addWidget(FieldBox(_("Bila salah: alasan pembatalan"), self.why, hint=hint))
            voiding = Action(button(_("Batalkan surat"), self.make_void, look="danger", icon_name="x"))
            voiding.refuse(why)
            self.body.addLayout(row(voiding, None))

    def note_number(self) -> None:
        """Keep the number that the pen wrote."""
        office, record, number = self._office, self._record, self.number.text().strip()
        if number:
            self._page.work(lambda _job: issuing.add_number(office, record, number), self.settled.emit, holds=True)

    def make_void(self) -> None:
        """Make it void, with the reason."""
        office, record, why = self._office, self._record, self.why.text()
        self._page.work(lambda _job: issuing.void(office, record, why), self.settled.emit, holds=True)
