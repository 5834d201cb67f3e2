"""Closing a record to some of the accounts here, and opening it to all again: a card at the end of its sheet."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.widgets import Action, Badge, Card, button, clear, label, row
from ppo_desktop.gui.forms.sheet import moment
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.books import closing
from ppo_desktop.operations.books.closing import Closing
from ppo_desktop.operations.house import access
from ppo_desktop.operations.papers.sheets import Sheet


class ClosingCard(Card):
    """A quiet door; behind it who may still open the record, and why. What is typed there waits until it is sent."""

    settled = Signal()
    """The record was closed, or opened again; what shows it does not know yet."""

    def __init__(self, page: Page, shown: Sheet) -> None:
        super().__init__(_("Benturan kepentingan"))
        self._page, self._shown, self._office = page, shown, page.session.office
        self._standing = closing.of(self._office, shown.owner, shown.record)
        self.reason = line(longest=closing.MOST_WORDS)
        self.allowed: dict[str, QCheckBox] = {}
        self.door: QPushButton | None = None
        """What leads to the question; ``None`` while it is asked."""
        self._job: Job | None = None
        self._place = f"{'opening' if self._standing else 'closing'} {shown.owner} {shown.record}"
        self._inside = QVBoxLayout()
        self.body.addLayout(self._inside)
        if self._standing:
            self.head.addWidget(Badge(_("Tertutup"), "warn"))
        if self._place in page.session.kept:
            self._ask_to_lift() if self._standing else self._ask_to_close()
        else:
            self._show_door()

    def focus(self) -> None:
        """Put the keyboard where the question begins."""
        if self.door:
            self.door.setFocus()
            self._page.into_sight(self)

    def _show_door(self) -> None:
        clear(self._inside)
        if self._standing:
            for words in _told(self._standing):
                self._inside.addWidget(label(words, "soft"))
            self.door = button(_("Buka untuk semua…"), self._begin_lifting, icon_name="eye")
        else:
            words = _("Bila catatan ini menyangkut seseorang di kantor ini atau keluarganya, tutup baginya.")
            self._inside.addWidget(label(words, "soft"))
            self.door = button(_("Tutup untuk…"), self._begin_closing, icon_name="lock")
        door = Action(self.door)
        self._inside.addLayout(row(door, None))
        if not access.may_look(self._office):
            door.refuse(_("Catatan hanya ditutup dan dibuka oleh petugas atau pimpinan."))

    def _begin_closing(self) -> None:
        self._ask_to_close()
        next(iter(self.allowed.values()), self.reason).setFocus()

    def _begin_lifting(self) -> None:
        self._ask_to_lift()
        self.reason.setFocus()

    def _ask_to_close(self) -> None:
        others = closing.candidates(self._office)
        clear(self._inside)
        self._inside.addWidget(label(_("Siapa, selain Anda, yang tetap boleh membukanya?"), "strong"))
        for user in others:
            box = QCheckBox(user.display_name.replace("&", "&&"))
            box.setAccessibleName(_("{name} tetap boleh membuka").format(name=user.display_name))
            self.allowed[user.name] = box
            self._inside.addWidget(box)
        if not others:
            words = _("Belum ada akun lain. Sebaiknya setiap orang memakai akunnya sendiri (Pengaturan, Pengguna).")
            self._inside.addWidget(label(words, "warning"))
        words = _(
            "Yang lain, juga akun yang dibuat kemudian, hanya melihat “Catatan tertutup”. Ini berlaku di komputer ini "
            "saja; laporan ke kantor atasan tetap berjalan."
        )
        self._inside.addWidget(label(words, "soft"))
        self._ask(_("Tutup catatan"), _("Alasan menutup"), self._close)

    def _ask_to_lift(self) -> None:
        clear(self._inside)
        self._ask(_("Buka untuk semua"), _("Alasan membuka"), self._lift)

    def _ask(self, words: str, name: str, action: Callable[[], object]) -> None:
        self.reason = line(longest=closing.MOST_WORDS)
        box = FieldBox(name, self.reason, hint=_("Dibaca oleh yang boleh membukanya."))
        self._inside.addWidget(box)

        def go() -> None:
            if self._job is not None and not self._job.is_told:
                return  # Enter pressed twice means once
            if self.reason.text().strip():
                action()
            else:
                box.say(_("Tulis dahulu alasannya, walau singkat."))
                self.reason.setFocus()

        kept = self._page.session.kept.get(self._place)
        if isinstance(kept, _Typed):
            self.reason.setText(kept.reason)
            for name, made in self.allowed.items():
                made.setChecked(name in kept.allowed)
        for made in self.allowed.values():
            made.toggled.connect(self._keep)
        self.reason.textEdited.connect(self._keep)
        self.reason.textEdited.connect(lambda: box.say())
        self.reason.returnPressed.connect(go)
        self._inside.addLayout(row(button(words, go, look="primary"), button(_("Batal"), self._call_off), None))
        self.door = None

    def _keep(self) -> None:
        """What is typed is there again when somebody comes back to this sheet."""
        self._page.session.kept[self._place] = _Typed(self.reason.text(), self._chosen())

    def _chosen(self) -> frozenset[str]:
        return frozenset(name for name, box in self.allowed.items() if box.isChecked())

    def _call_off(self) -> None:
        self._page.session.kept.pop(self._place, None)
        self.allowed.clear()
        self._show_door()
        self.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the harmless answer of the question."""
        if event.key() == Qt.Key.Key_Escape and self.door is None:
            self._call_off()
        else:
            super().keyPressEvent(event)

    def _close(self) -> None:
        office, shown, reason = self._office, self._shown, self.reason.text()
        others = self._chosen()
        self._job = self._page.work(
            lambda _job: closing.close(office, shown.kind, shown.owner, shown.record, others, reason),
            lambda _nothing: self._done(_("Catatan ini sekarang tertutup bagi yang lain.")),
        )

    def _lift(self) -> None:
        office, shown, reason = self._office, self._shown, self.reason.text()
        self._job = self._page.work(
            lambda _job: closing.lift(office, shown.owner, shown.record, reason),
            lambda _nothing: self._done(_("Catatan ini terbuka lagi untuk semua.")),
        )

    def _done(self, words: str) -> None:
        self._page.session.kept.pop(self._place, None)
        self._page.session.tell(words)
        self.settled.emit()


class _Typed(Struct, frozen=True):
    """What was answered so far."""

    reason: str
    allowed: frozenset[str]


def _told(standing: Closing) -> list[str]:
    who = _("Hanya dapat dibuka oleh: {names}.").format(names=", ".join(standing.allowed))
    when = _("Ditutup oleh {name}, {when}.").format(name=standing.closed_by, when=moment(standing.closed_at))
    return [who, when, _("Alasan: {reason}").format(reason=standing.reason)]
