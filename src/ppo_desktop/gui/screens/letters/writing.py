"""Notes: one field to write in, and below it what was written to and fro."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.offices import is_below, name_of
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.fields import FieldBox, paragraph
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Action, Badge, Card, Square, beside, button, column, label, row, rule
from ppo_desktop.operations.neighbours import notes
from ppo_desktop.operations.neighbours.notes import LONGEST, Note
from ppo_desktop.records.referral import REFERRAL

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.letters.page import LettersPage

MOST = 30


class NotesCard(Card):
    """To whom, what, and everything before."""

    def __init__(self, page: LettersPage, exchanged: list[Note], partners: list[str]) -> None:
        super().__init__(_("Pesan"))
        self._page = page
        office = page.session.office
        self.to = TypeAhead([Option(code, name_of(code)) for code in partners])
        self.text = paragraph(lines=2)
        kept = page.session.kept.pop("letters", None)
        to, text = kept if isinstance(kept, tuple) else ("", "")
        self.to.set_value(to or (partners[0] if len(partners) == 1 else ""))
        self.text.setPlainText(text)
        self.to_box = FieldBox(_("Untuk"), self.to)
        hint = _("Paling panjang {most} huruf; hanya dibaca petugas kantor itu.")
        if any(is_below(code, office.code) for code in partners):
            hint = _("Paling panjang {most} huruf. Jangan menyebut nama orang: pesan tercetak pada tanda terima.")
        self.text_box = FieldBox(_("Isi pesan"), self.text, hint=hint.format(most=LONGEST))
        self.send = Action(button(_("Kirim pesan"), self._send, icon_name="send"))
        self.send.refuse(
            page.session.why_not("record")
            or ("" if partners else _("Belum ada kantor yang kuncinya dikenal; cocokkan dahulu di Kunci kantor."))
        )
        if len(partners) != 1:
            self.body.addWidget(self.to_box)
        else:
            self.body.addWidget(label(_("Untuk {office}").format(office=name_of(partners[0])), "strong"))
        self.body.addWidget(self.text_box)
        self.body.addLayout(row(self.send, None))
        self.when = label("", "muted")
        self.body.addWidget(self.when)
        self.when.setVisible(bool(partners))
        self.to.chosen.connect(lambda _code: self._tell_when())
        self._tell_when()
        for note in exchanged[:MOST]:
            self.body.addWidget(rule())
            self.body.addLayout(_line(page, note, office.code))
        if len(exchanged) > MOST:
            words = _("{count} pesan yang lebih lama tersimpan di Catatan kegiatan.")
            self.body.addWidget(label(words.format(count=number(len(exchanged) - MOST)), "muted"))

    @property
    def typed(self) -> tuple[str, str]:
        return self.to.value, self.text.toPlainText()

    def first_focus(self) -> QWidget | None:
        if not self.send.button.isEnabled():
            return None
        return self.text if self.to.value else self.to

    def _tell_when(self) -> None:
        words = _("Dibawa {carrier} berikutnya.").format(carrier=self._carrier)
        self.when.setText(words if self.to.value else _("Dibawa laporan atau tanda terima berikutnya."))

    @property
    def _carrier(self) -> str:
        return _("tanda terima") if is_below(self.to.value, self._page.session.office.code) else _("laporan")

    def _send(self) -> None:
        page, office = self._page, self._page.session.office
        to, text = self.typed
        if not to:
            self.to_box.say(_("Pilih kantor dari daftar."))
            self.to.setFocus()
            return

        carrier = self._carrier

        def done(_note: str) -> None:
            self.text.clear()
            words = _("Dicatat. Pesan ini ikut {carrier} berikutnya untuk {office}.")
            page.session.tell(words.format(carrier=carrier, office=name_of(to)))
            page.write_on()
            page.session.announce(Changes())

        page.clear_banner()
        page.work(lambda _job: notes.write(office, to, text), done, holds=True)


def _line(page: LettersPage, note: Note, ours: str) -> QVBoxLayout:
    is_ours = note.sender == ours
    other = note.to if is_ours else note.sender
    day = long_date(date.fromisoformat(note.written_on)) if note.written_on else ""
    who = _("Untuk {office}") if is_ours else _("Dari {office}")
    head = " · ".join(part for part in (who.format(office=name_of(other)), day) if part)
    badge: list[QWidget] = []
    if is_ours:
        badge = [Badge(_("sudah sampai"), "ok") if note.has_arrived else Badge(_("belum sampai"), "neutral")]
    elif note.is_new:
        badge = [Badge(_("baru"), "info")]
    told: list[QWidget] = [label(head, "muted")]
    if note.referral:
        told.append(label(_("Jawaban rujukan: {title}").format(title=note.title or "–"), "strong"))
        go = partial(page.session.go, "record", kind=REFERRAL.name, record=note.referral, owner=note.to)
        badge += [button(_("Buka rujukan"), go)] if note.title else []
    words = column(*told, label(note.text), spacing=1)
    square = Square("arrow-up" if is_ours else "inbox", "neutral" if is_ours else "info")
    shown = row(square, beside(words, *badge), spacing=12)
    shown.setStretch(1, 1)
    return column(shown)
