"""The page: what waits for an answer first, then the notes."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from msgspec import Struct
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.widgets import Card, button, clear, label
from ppo_desktop.gui.screens.letters.answering import AnswerCard
from ppo_desktop.gui.screens.letters.asking import AskCard, AskedCard, RequestsCard
from ppo_desktop.gui.screens.letters.handed import HandedCard
from ppo_desktop.gui.screens.letters.writing import NotesCard
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import correcting, handing, notes, unusable
from ppo_desktop.operations.neighbours.correcting import Request
from ppo_desktop.operations.neighbours.handing import Handed
from ppo_desktop.operations.neighbours.notes import Note
from ppo_desktop.operations.neighbours.unusable import Unusable


class _Shown(Struct, frozen=True):
    """What the page shows, read beside the window."""

    requested: list[Request]
    asked: list[Request]
    handed: list[Handed]
    unusable: list[Unusable]
    notes: list[Note]
    partners: list[str]


class LettersPage(Page):
    """Arguments: ``kind``, ``owner`` and ``record`` to ask about a record below, or with ``answer`` to answer a
    referral; ``request`` to answer one."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Di sini kantor di atas dan di bawah saling memberi tahu, di luar laporan."),
        N_("Yang diminta dilihat lagi: buka catatannya lalu perbaiki, atau jawab “Sudah benar”."),
        N_("Pesan dibawa laporan atau tanda terima berikutnya; tidak ada yang hilang bila flashdisk hilang."),
        N_("Pesan ke kantor di bawah tercetak pada tanda terima: jangan menyebut nama orang."),
        N_("Alasan meminta perbaikan dan isi jawaban rujukan tidak tercetak; hanya jumlah dan tanggalnya."),
        N_("Bahan yang diserahkan: hitung yang datang, ubah jumlahnya bila lain, lalu tekan Terima."),
        N_("Yang belum dapat dipakai kantor atas tetap tersimpan di sana dan dicoba lagi dengan program baru."),
    )

    def __init__(self, session: Session) -> None:
        purpose = _("Yang diminta dan diberitahukan kantor lain, dan pesan dari sini untuk mereka.")
        super().__init__(session, _("Pesan dan permintaan"), purpose)
        self._wanted: dict[str, str] = {}
        self._is_new = True
        self._writes_on = False
        self.ask: AskCard | AnswerCard | None = None
        self.requests: RequestsCard | None = None
        self.handed: HandedCard | None = None
        self.writing: NotesCard | None = None
        self.beside_title.addWidget(
            button(_("Daftar bersama"), partial(session.go, "lists"), look="quiet", icon_name="scroll-text")
        )
        self._room = QVBoxLayout()
        self._room.setSpacing(self.body.spacing())
        self.body.addLayout(self._room)
        self.body.addStretch(1)

    def enter(self, **arguments: object) -> None:
        """Show everything; what was asked for comes first."""
        self._wanted = {name: str(value) for name, value in arguments.items() if value}
        self._is_new = True
        self.load()

    def leave(self) -> None:
        """What was typed stays until it is sent."""
        if self.writing:
            self.session.kept["letters"] = self.writing.typed

    def refresh(self, _changes: Changes) -> None:
        if self.writing:
            self.session.kept["letters"] = self.writing.typed
        self.load()

    def first_focus(self) -> QWidget | None:
        places = (self.ask, self.requests, self.handed, self.writing)
        return next((place for one in places if one and (place := one.first_focus())), None)

    def load(self) -> None:
        """Read again what is shown; what came is seen by now."""
        office = self.session.office
        self.work(lambda _job: _read(office), self._show)

    def _show(self, shown: _Shown) -> None:
        clear(self._room)
        self.ask = self.requests = self.handed = None
        if "owner" in self._wanted:
            kind, owner, record = (self._wanted[name] for name in ("kind", "owner", "record"))
            answers = "answer" in self._wanted
            self.ask = AnswerCard(self, owner, record) if answers else AskCard(self, kind, owner, record)
            self._room.addWidget(self.ask)
        if shown.requested:
            self.requests = RequestsCard(self, shown.requested, self._wanted.get("request", ""))
            self._room.addWidget(self.requests)
        if shown.handed:
            self.handed = HandedCard(self, shown.handed)
            self._room.addWidget(self.handed)
        self.writing = NotesCard(self, shown.notes, shown.partners)
        self._room.addWidget(self.writing)
        if shown.asked:
            self._room.addWidget(AskedCard(self, shown.asked))
        if shown.unusable:
            card = Card(_("Belum dapat dipakai di kantor atas"))
            for one in shown.unusable:
                card.body.addWidget(label(one.sentence, "soft"))
            self._room.addWidget(card)
        place = self.writing.first_focus() if self._writes_on else self._is_new and self.first_focus()
        if self.isVisible() and place:
            place.setFocus()
        self._is_new = self._writes_on = False

    def write_on(self) -> None:
        """A note was sent: the keyboard goes back to where the next one is written."""
        self._writes_on = True

    def settled(self) -> None:
        """What was asked for is done with."""
        self._wanted = {}
        self._is_new = True


def _read(office: Office) -> _Shown:
    found = _Shown(
        correcting.requested(office),
        correcting.asked(office),
        handing.proposed(office),
        unusable.told(office),
        notes.exchanged(office),
        notes.partners(office),
    )
    if any(note.is_new for note in found.notes):
        notes.seen(office)
    return found
