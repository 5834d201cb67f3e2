"""Closing a record to some of the accounts here, and opening it to all again: a card at the end of its sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QVBoxLayout

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.widgets import Action, Badge, Card, button, clear, label, row
from ppo_desktop.gui.forms.sheet import moment
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations import access, closing
from ppo_desktop.operations.closing import Closing
from ppo_desktop.operations.sheets import Sheet


class ClosingCard(Card):
    """A quiet door; behind it who may still open the record, and why."""

    def __init__(self, page: Page, shown: Sheet) -> None:
        super().__init__(_("Benturan kepentingan"))
        self._page, self._shown, self._office = page, shown, page.session.office
        self._standing = closing.of(self._office, shown.owner, shown.record)
        self.reason = line(longest=closing.MOST_WORDS)
        self.allowed: dict[str, QCheckBox] = {}
        self._inside = QVBoxLayout()
        self.body.addLayout(self._inside)
        if self._standing:
            self.head.addWidget(Badge(_("Tertutup"), "warn"))
        self._show_door()

    def _show_door(self) -> None:
        clear(self._inside)
        if self._standing:
            for words in _told(self._standing):
                self._inside.addWidget(label(words, "soft"))
            door = Action(button(_("Buka untuk semua …"), self._ask_to_lift, icon_name="eye"))
        else:
            words = _("Bila catatan ini menyangkut seseorang di kantor ini atau keluarganya, tutup baginya.")
            self._inside.addWidget(label(words, "soft"))
            door = Action(button(_("Tutup untuk …"), self._ask_to_close, icon_name="lock"))
        self._inside.addLayout(row(door, None))
        if not access.may_look(self._office):
            door.refuse(_("Catatan hanya ditutup dan dibuka oleh petugas atau pimpinan."))

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
            if self.reason.text().strip():
                action()
            else:
                box.say(_("Tulis dahulu alasannya, walau singkat."))
                self.reason.setFocus()

        self.reason.returnPressed.connect(go)
        self._inside.addLayout(row(button(words, go, look="primary"), button(_("Batal"), self._show_door_again), None))
        first = next(iter(self.allowed.values()), self.reason) if not self._standing else self.reason
        first.setFocus()

    def _show_door_again(self) -> None:
        self.allowed.clear()
        self._show_door()

    def _close(self) -> None:
        office, shown, reason = self._office, self._shown, self.reason.text()
        others = [name for name, box in self.allowed.items() if box.isChecked()]
        self._page.work(
            lambda _job: closing.close(office, shown.kind, shown.owner, shown.record, others, reason),
            lambda _nothing: self._done(_("Catatan ini sekarang tertutup bagi yang lain.")),
        )

    def _lift(self) -> None:
        office, shown, reason = self._office, self._shown, self.reason.text()
        self._page.work(
            lambda _job: closing.lift(office, shown.owner, shown.record, reason),
            lambda _nothing: self._done(_("Catatan ini terbuka lagi untuk semua.")),
        )

    def _done(self, words: str) -> None:
        session, shown = self._page.session, self._shown
        session.tell(words)
        session.announce(Changes(frozenset({(shown.kind.name, shown.owner, shown.record)})))


def _told(standing: Closing) -> list[str]:
    who = _("Hanya dapat dibuka oleh: {names}.").format(names=", ".join(standing.allowed))
    when = _("Ditutup oleh {name}, {when}.").format(name=standing.closed_by, when=moment(standing.closed_at))
    return [who, when, _("Alasan: {reason}").format(reason=standing.reason)]
