"""Answering a referral of an office below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, paragraph
from ppo_desktop.gui.design.widgets import Card, button, label, row, withhold
from ppo_desktop.operations.neighbours import notes
from ppo_desktop.operations.neighbours.notes import LONGEST
from ppo_desktop.operations.papers import sheets
from ppo_desktop.records.referral import REFERRAL

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.letters.page import LettersPage


class AnswerCard(Card):
    """One referral below, and what was done."""

    def __init__(self, page: LettersPage, owner: str, record: str) -> None:
        super().__init__(_("Jawab rujukan"))
        self._page, self._owner, self._record = page, owner, record
        title = sheets.sheet(page.session.office, REFERRAL, record, owner).title
        about = _("{title}, dirujuk {office}").format(title=title, office=name_of(owner))
        self.body.addWidget(label(about, "strong"))
        self.text = paragraph(lines=2)
        hint = _(
            "Apa yang sudah dan akan dilakukan, paling panjang {most} huruf, tanpa nama orang. Tidak tercetak: tanda "
            "terima hanya menyebut bahwa rujukan ini dijawab."
        )
        self.box = FieldBox(_("Isi jawaban"), self.text, hint=hint.format(most=LONGEST))
        self.body.addWidget(self.box)
        send = button(_("Kirim jawaban"), self._send, look="primary", icon_name="send")
        withhold(send, page.session.why_not("record"))
        self.body.addLayout(row(send, button(_("Batal"), page.session.back), None))
        self.body.addWidget(label(_("Dibawa tanda terima berikutnya; kantor itu mencatatnya di rujukannya."), "muted"))

    def first_focus(self) -> QWidget | None:
        return self.text

    def _send(self) -> None:
        page, office, text = self._page, self._page.session.office, self.text.toPlainText()
        if not text.strip():
            self.box.say(_("Tulis apa yang dilakukan."))
            self.text.setFocus()
            return

        def done(_note: str) -> None:
            page.settled()
            page.session.tell(_("Dicatat. Jawaban ini ikut tanda terima berikutnya."))
            page.session.announce(Changes())

        page.clear_banner()
        page.work(lambda _job: notes.write(office, self._owner, text, referral=self._record), done, holds=True)
