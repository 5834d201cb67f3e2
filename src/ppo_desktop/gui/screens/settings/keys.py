"""Kunci & kode darurat: whether the code stands on paper, and a new one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, Password
from ppo_desktop.gui.design.widgets import Action, Badge, Banner, button, clear, label, row, rule
from ppo_desktop.gui.screens.emergency import EmergencyCode
from ppo_desktop.gui.screens.settings.certified import CertifiedBox
from ppo_desktop.gui.screens.settings.section import Section
from ppo_desktop.operations.doors import accounts

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.settings import SettingsPage


class KeysSection(Section):
    """The state of the code, then the steps to a new one."""

    def __init__(self, page: SettingsPage, title: str) -> None:
        super().__init__(
            page,
            title,
            _(
                "Kode darurat di kertas membuka data bila semua kata sandi terlupa. Tanpa kode itu, data tidak dapat "
                "dibuka lagi."
            ),
        )
        self._state = QVBoxLayout()
        self.body.addLayout(self._state)
        self.wanted = Action(button(_("Buat kode darurat baru"), self.ask, icon_name="key-round"))
        self.body.addLayout(row(self.wanted, None))
        if not self.session.office.user.may_assent:
            self.wanted.refuse(_("Hanya pimpinan atau sekretaris. Masuk dengan akun pimpinan dahulu."))
        self._room = QVBoxLayout()
        self.body.addLayout(self._room)
        self.code: EmergencyCode | None = None
        self.body.addWidget(rule())
        door = button(
            _("Buka Kunci kantor"), lambda: self.session.go("enrolment"), look="quiet", icon_name="badge-check"
        )
        told = label(_("Kunci tanda tangan kantor dan kantor yang dikenal ada di halaman sendiri."), "soft")
        shown = row(told, door)
        shown.setStretch(0, 1)
        self.body.addLayout(shown)
        split = button(
            _("Bagi kode menjadi tiga lembar"), lambda: self.session.go("shares"), look="quiet", icon_name="layers"
        )
        shown = row(label(_("Dua dari tiga lembar membuka data; satu lembar saja tidak."), "soft"), split)
        shown.setStretch(0, 1)
        self.body.addLayout(shown)
        self.certified = CertifiedBox(self)
        self.body.addWidget(rule())
        self.body.addWidget(self.certified)
        self.body.addWidget(rule())
        lost = button(_("Insiden data"), lambda: self.session.go("incident"), look="quiet", icon_name="triangle-alert")
        shown = row(label(_("Laptop, flashdisk, atau lembar kode hilang?"), "soft"), lost)
        shown.setStretch(0, 1)
        self.body.addLayout(shown)

    def enter(self) -> None:
        """Read what is known of the code."""
        clear(self._state)
        state = accounts.code_state(self.session.office)
        if state.confirmed_at:
            badge = Badge(_("Tertulis di kertas"), "ok")
            told = _("Dipastikan {day}.").format(day=_day(state.confirmed_at))
        elif state.made_at:
            badge = Badge(_("Belum dipastikan"), "warn")
            told = _(
                "Kode dibuat {day}, tetapi belum dipastikan tertulis. Bila tidak ada kertasnya, buat kode baru."
            ).format(day=_day(state.made_at))
        else:
            badge = Badge(_("Belum diketahui"), "neutral")
            told = _("Periksa apakah lembar kode darurat masih ada. Bila tidak, buat kode baru.")
        shown = row(badge, label(told, "soft"), spacing=12)
        shown.setStretch(1, 1)
        self._state.addLayout(shown)

    def leave(self) -> None:
        """A code that was not written down is gone; the list of tasks tells."""
        self.page.locks = True
        clear(self._room)
        self.certified.forget()
        self.code = None

    def first_focus(self) -> QWidget | None:
        """The one thing to do here."""
        return self.wanted.button if self.wanted.button.isEnabled() else None

    def ask(self) -> None:
        """The password first: the old sheet becomes worthless."""
        clear(self._room)
        self.password = Password(enter=self.make)
        self.box = FieldBox(
            _("Kata sandi Anda sendiri"), self.password, hint=_("Kode yang lama tidak berlaku lagi sesudah ini.")
        )
        self.make_button = button(_("Tampilkan kode baru"), self.make, look="primary")
        self._room.addWidget(self.box)
        self._room.addLayout(row(self.make_button, None))
        self.password.setFocus()

    def make(self) -> None:
        """Make the code."""
        if not self.make_button.isEnabled():
            return
        self.make_button.setEnabled(False)
        session, office, password = self.session, self.session.office, self.password.text()
        unseen = _(
            "Kode darurat baru belum sempat ditampilkan, dan yang lama tidak berlaku lagi. Buat lagi di Pengaturan."
        )
        self.work(
            lambda _job: accounts.new_emergency_code(office, password),
            self._show,
            self._failed,
            unclaimed=lambda _code: session.tell(unseen),
        )

    def _failed(self, error: PpoError) -> None:
        self.make_button.setEnabled(True)
        self.box.say(_("Kata sandi Anda tidak cocok. Coba lagi.") if error.code == "wrong-password" else error.sentence)
        self.password.line.selectAll()
        self.password.setFocus()

    def _show(self, code: str) -> None:
        clear(self._room)
        self.enter()
        self.page.locks = False  # somebody is writing
        self.wanted.hide()
        self.code = EmergencyCode(code, self.page)
        self.code.done.connect(self.confirm)
        self._room.addWidget(Banner("warn", _("Kode lama tidak berlaku lagi. Musnahkan lembar yang lama.")))
        self._room.addWidget(self.code)
        self._room.addLayout(row(button(_("Sudah tertulis di kertas"), self.confirm, look="primary"), None))
        self.code.first_focus().setFocus()

    def confirm(self) -> None:
        """Two groups from the paper, then the code leaves the screen."""
        if self.code and self.code.check():
            self.code.remember(self._confirmed)

    def _confirmed(self) -> None:
        if not isValid(self):
            return
        self.leave()
        self.wanted.show()
        self.enter()
        self.session.tell(_("Kode darurat baru berlaku. Simpan lembarnya di tempat terkunci."))
        self.wanted.button.setFocus()


def _day(stamp: str) -> str:
    return long_date(datetime.fromisoformat(stamp).date())
