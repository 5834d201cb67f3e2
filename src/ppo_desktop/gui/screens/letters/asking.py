"""Asking for a correction, what was asked of us, and what we asked for."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import (
    Badge,
    Card,
    Square,
    beside,
    button,
    clear,
    column,
    label,
    row,
    rule,
    withhold,
)
from ppo_desktop.operations.neighbours import correcting
from ppo_desktop.operations.neighbours.correcting import LONGEST, Request
from ppo_desktop.operations.papers import sheets
from ppo_desktop.records.registry import kind as kind_named

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.letters.page import LettersPage

MOST = 20
_TONES = {"waiting": "warn", "changed": "ok", "right": "ok", "withdrawn": "neutral", "gone": "neutral"}


class AskCard(Card):
    """One record below, the field that is meant, and what is to be looked at."""

    def __init__(self, page: LettersPage, kind: str, owner: str, record: str) -> None:
        super().__init__(_("Minta perbaikan"))
        self._page, self._kind, self._owner, self._record = page, kind_named(kind), owner, record
        office = page.session.office
        title = sheets.sheet(office, self._kind, record, owner).title
        about = _("{title} ({kind}), dicatat {office}").format(
            title=title, kind=_(self._kind.title), office=name_of(owner)
        )
        self.body.addWidget(label(about, "strong"))
        fields = [Option(field.name, _(field.label)) for field in self._kind.fields if _(field.label)]
        self.field = TypeAhead(fields)
        self.reason = line(longest=LONGEST, enter=self._send)
        self.body.addWidget(
            FieldBox(_("Isian mana"), self.field, hint=_("Ketik beberapa huruf, atau F4."), optional=True)
        )
        hint = _("Satu kalimat, misalnya: tanggal lahir dan NIK tidak cocok. Hanya dibaca petugas kantor itu.")
        self.body.addWidget(FieldBox(_("Apa yang perlu dilihat lagi"), self.reason, hint=hint))
        send = button(_("Minta perbaikan"), self._send, look="primary", icon_name="send")
        withhold(send, page.session.why_not("record"))
        self.body.addLayout(row(send, button(_("Batal"), page.session.back), None))
        self.body.addWidget(label(_("Dibawa tanda terima berikutnya. Catatannya tidak berubah di sini."), "muted"))

    def first_focus(self) -> QWidget | None:
        return self.reason

    def _send(self) -> None:
        page, office = self._page, self._page.session.office
        reason, field = self.reason.text(), self.field.value

        def done(changes: Changes) -> None:
            page.settled()
            page.session.tell(_("Dicatat. Permintaan ini ikut tanda terima berikutnya."))
            page.session.announce(changes)

        page.clear_banner()
        page.work(
            lambda _job: correcting.ask(office, self._kind, self._owner, self._record, reason, field), done, holds=True
        )


class RequestsCard(Card):
    """What offices above ask of us, each with the two ways to answer."""

    def __init__(self, page: LettersPage, requests: list[Request], wanted: str) -> None:
        super().__init__(_("Diminta dilihat lagi"))
        self._page = page
        self.head.addWidget(Badge(_("{n} belum dijawab").format(n=number(len(requests))), "warn"))
        self._first: QWidget | None = None
        self.notes: dict[str, QWidget] = {}
        for place, one in enumerate(sorted(requests, key=lambda one: one.id != wanted)[:MOST]):
            if place:
                self.body.addWidget(rule())
            self.body.addLayout(self._line(one, is_open=one.id == wanted))
        if len(requests) > MOST:
            words = _("{count} lagi tampil setelah ini dijawab.").format(count=number(len(requests) - MOST))
            self.body.addWidget(label(words, "muted"))

    def first_focus(self) -> QWidget | None:
        return self._first

    def _line(self, one: Request, *, is_open: bool) -> QVBoxLayout:
        page = self._page
        where = {"kind": one.kind, "record": one.record}
        title = one.title or _("catatan ini")
        look = button(
            _("Buka catatan"), partial(page.session.go, "record", **where), spoken=_("Buka {name}").format(name=title)
        )
        answers = QVBoxLayout()
        right = button(_("Sudah benar"), spoken=_("Sudah benar: {name}").format(name=title))
        right.clicked.connect(lambda: self._begin(one, answers, right))
        withhold(right, page.session.why_not("record"))
        words = column(label(title, "strong"), label(one.sentence, "soft"), spacing=1)
        shown = row(Square("pen-line", "warn"), beside(words, look, right), spacing=12)
        shown.setStretch(1, 1)
        self._first = self._first or look
        if is_open:
            self._begin(one, answers, right)
            self._first = self.notes[one.id]
        return column(shown, answers)

    def _begin(self, one: Request, answers: QVBoxLayout, door: QPushButton) -> None:
        clear(answers)
        door.setEnabled(False)
        note = line(longest=LONGEST, enter=lambda: send())

        def send() -> None:
            page, office, text = self._page, self._page.session.office, note.text().strip()

            def done(changes: Changes) -> None:
                page.settled()
                page.session.tell(_("Dicatat. Jawaban ini ikut laporan berikutnya."))
                page.session.announce(changes)

            page.work(lambda _job: correcting.is_right(office, one, text), done, holds=True)

        hint = _("Bagaimana diketahui, misalnya: sudah dicocokkan dengan KK.")
        answers.addWidget(FieldBox(_("Keterangan"), note, hint=hint, optional=True))
        answers.addLayout(row(button(_("Kirim jawaban"), send, look="primary"), None))
        self.notes[one.id] = note
        note.setFocus()


class AskedCard(Card):
    """What this office asked for, and how it stands."""

    def __init__(self, page: LettersPage, asked: list[Request]) -> None:
        super().__init__(_("Yang kami minta diperbaiki"))
        waiting = sum(one.state == "waiting" for one in asked)
        self.head.addWidget(Badge(_("{n} menunggu").format(n=number(waiting)), "warn" if waiting else "ok"))
        for place, one in enumerate(sorted(asked, key=lambda one: one.state != "waiting")[:MOST]):
            if place:
                self.body.addWidget(rule())
            self.body.addLayout(self._line(page, one))

    def _line(self, page: LettersPage, one: Request) -> QVBoxLayout:
        title = one.title or _("(catatan yang dihapus)")
        words = column(
            label(f"{title} · {name_of(one.owner)}", "strong"),
            label(_recorded(one), "muted"),
            label(": ".join(part for part in (one.about, one.reason) if part), "soft"),
            label(one.standing + (f" {one.answer}" if one.answer else ""), "muted"),
            spacing=1,
        )
        buttons = []
        if one.state != "gone":
            where = {"kind": one.kind, "record": one.record, "owner": one.owner}
            go = partial(page.session.go, "record", **where)
            buttons.append(button(_("Buka"), go, spoken=_("Buka {name}").format(name=title)))
        if one.state == "waiting":
            back = button(_("Tarik kembali"), lambda: self._withdraw(page, one))
            back.setAccessibleName(_("Tarik kembali permintaan tentang {name}").format(name=title))
            buttons.append(withhold(back, page.session.why_not("record")))
        shown = row(Square("pen-line", _TONES[one.state]), beside(words, *buttons), spacing=12)
        shown.setStretch(1, 1)
        return column(shown)

    def _withdraw(self, page: LettersPage, one: Request) -> None:
        office = page.session.office

        def done(changes: Changes) -> None:
            page.session.tell(_("Permintaan ditarik; tanda terima berikutnya tidak memuatnya lagi."))
            page.session.announce(changes)

        page.work(lambda _job: correcting.withdraw(office, one.id), done, holds=True)


def _recorded(one: Request) -> str:
    """Which record is meant: names of people below are often hidden here."""
    try:
        day = long_date(date.fromisoformat(one.recorded_on))
    except ValueError:  # erased, or as another PC wrote it
        day = "–"
    return _("Dicatat {day}, tanda {mark}").format(day=day, mark=one.mark)
