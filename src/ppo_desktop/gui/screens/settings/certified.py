"""An official certificate (.p12): taken in once, switched off by itself, forgotten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, Password
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.widgets import Action, Badge, button, clear, column, label, row
from ppo_desktop.gui.screens.enrolment.assent import AssentBox, half
from ppo_desktop.gui.screens.settings.section import Section
from ppo_desktop.operations.months import outside
from ppo_desktop.operations.months.outside import Certificate


class CertifiedBox(QWidget):
    """What stands, and the way to a new one."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section
        self.known: Certificate | None = None
        self.path: Path | None = None
        self.ask_file: Callable[[], str] = lambda: QFileDialog.getOpenFileName(
            self, _("Pilih berkas sertifikat"), str(Path.home()), _("Berkas sertifikat (*.p12 *.pfx)")
        )[0]
        self._state = QVBoxLayout()
        self.take_action = Action(button(_("Ambil berkas .p12"), self.pick, icon_name="badge-check"))
        self.switch_button = button("", self.switch, look="quiet", icon_name="power")
        self.drop_button = button(_("Lupakan sertifikat"), self.drop, look="quiet", icon_name="trash-2")
        self._room = QVBoxLayout()
        told = _(
            "Bila pimpinan punya sertifikat dari penerbit resmi sebagai berkas .p12, sertifikat itu dapat membubuhkan "
            "tanda tangan yang tampak pada PDF terpisah. Berkas laporan tetap ditandatangani kunci kantor."
        )
        deeds = QWidget()
        deeds.setLayout(Flow((self.take_action, self.switch_button, self.drop_button)))
        self.setLayout(
            column(
                label(_("Sertifikat dari penerbit resmi"), "strong"),
                label(told, "soft"),
                self._state,
                deeds,
                self._room,
            )
        )
        self.show_state()

    def show_state(self) -> None:
        """Read what stands."""
        clear(self._state)
        clear(self._room)
        session = self._section.session
        self.known = known = outside.certificate(session.office)
        day = today(session.clock)
        if known:
            why = known.why_not(day)
            words = _("Dimatikan") if not known.is_on else _("Tidak berlaku") if why else _("Menyala")
            tone = "warn" if why or known.ends_soon(day) else "ok"
            told = _("{holder}, dari {issuer}. Berlaku sampai {until}; diambil {name} {day}.").format(
                holder=known.holder,
                issuer=known.issuer,
                until=long_date(known.ends),
                name=known.imported_by,
                day=long_date(known.imported_on),
            )
            if known.ends_soon(day):
                told = _("{told} Segera minta yang baru.").format(told=told)
            shown = row(Badge(words, tone), label(told, "soft"), spacing=12)
            shown.setStretch(1, 1)
            self._state.addLayout(shown)
            text = _("Matikan") if known.is_on else _("Nyalakan")
            self.switch_button.setText("\N{EN SPACE}" + text)
            self.switch_button.setAccessibleName(_("{deed} sertifikat").format(deed=text))
        self.take_action.refuse(session.why_not("keys"))
        for made in (self.switch_button, self.drop_button):
            made.setHidden(known is None)
            made.setEnabled(not session.why_not("keys"))

    def forget(self) -> None:
        """No password stays in a field."""
        clear(self._room)

    def pick(self) -> None:
        """Which file; then its password, and one's own."""
        if not (picked := self.ask_file()):
            return
        self.path = Path(picked)
        clear(self._room)
        self.file_password = Password()
        self.file_box = FieldBox(_("Kata sandi berkas {name}").format(name=self.path.name), self.file_password)
        self.assent = AssentBox(self._section.session.office, self.take)
        self.file_password.line.returnPressed.connect(self.assent.focus)
        self.take_button = button(_("Simpan sertifikat"), self.take, look="primary")
        self._room.addLayout(half(self.file_box))
        self._room.addLayout(half(self.assent))
        self._room.addLayout(row(self.take_button, None))
        self.file_password.setFocus()

    def take(self) -> None:
        """Take the certificate in."""
        office, path = self._section.session.office, self.path
        if path is None or not self.take_button.isEnabled():
            return
        self.take_button.setEnabled(False)
        self.file_box.say()
        self.assent.field.say()
        typed, credentials = self.file_password.text(), self.assent.credentials
        self._section.work(
            lambda _job: outside.take_certificate(office, path, typed, credentials), self._taken, self._failed
        )

    def _taken(self, known: Certificate) -> None:
        words = _("Sertifikat {holder} disimpan; berlaku sampai {day}.")
        self._section.session.tell(words.format(holder=known.holder, day=long_date(known.ends)))
        if isValid(self):
            self.show_state()
            self.switch_button.setFocus()

    def _failed(self, error: PpoError) -> None:
        if not isValid(self):
            return
        self.take_button.setEnabled(True)
        if not self.assent.takes(error):
            self.file_box.say(error.sentence)
            self.file_password.line.selectAll()
            self.file_password.setFocus()

    def switch(self) -> None:
        """Its own switch, on or off."""
        office, known = self._section.session.office, self.known
        if known:
            self._section.work(lambda _job: outside.switch(office, on=not known.is_on), self._changed)

    def drop(self) -> None:
        """Forget key and certificate; the file they came from is the holder's."""
        office = self._section.session.office
        self._section.work(lambda _job: outside.drop_certificate(office), self._changed)

    def _changed(self, _nothing: None) -> None:
        if isValid(self):
            self.show_state()
            (self.switch_button if self.known else self.take_action.button).setFocus()
