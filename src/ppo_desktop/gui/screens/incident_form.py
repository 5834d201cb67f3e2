"""The form for a new incident, and the one for a text about an old one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QWidget

from ppo_desktop.core.clock import WIB
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.fields import FieldBox, line, paragraph
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, Card, button, label, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.desk import incident as incidents
from ppo_desktop.operations.desk.incident import Incident
from ppo_desktop.records.dates import is_date, read_date
from ppo_desktop.reports.incident import HOW

_IN_THE_OPEN = ("paper", "seen")


class IncidentForm(Card):
    """What happened, when it became known, and whether it could be read."""

    def __init__(
        self, page: Page, begun: Callable[[Incident], object], cancelled: Callable[[], object] | None = None
    ) -> None:
        """Args: cancelled: where another one stands that may be gone back to."""
        super().__init__(_("Apa yang terjadi?"), spacing=12)
        self._page, self._begun = page, begun
        session = page.session
        now = session.clock.now().astimezone(WIB)
        self.how = Choices([Choice(name, _(words)) for name, words in HOW.items()], columns=2, keys=False)
        self.how.set_value("stolen")
        self.day, self.time = line(long_date(now.date()), longest=40), line(now.strftime("%H.%M"), longest=5)
        self.day_box = FieldBox(_("Tanggal diketahui"), self.day)
        self.time_box = FieldBox(_("Pukul"), self.time)
        when = QGridLayout()
        when.setHorizontalSpacing(theme().px(16))
        when.addWidget(self.day_box, 0, 0)
        when.addWidget(self.time_box, 0, 1)
        when.setColumnStretch(0, 3)
        when.setColumnStretch(1, 1)
        self.words = paragraph(lines=3)
        self.words_box = FieldBox(
            _("Uraian singkat"), self.words, hint=_("Apa, di mana, kapan terakhir terlihat. Jangan menulis nama warga.")
        )
        self.protected = Choices(
            [
                Choice("open", _("Terbuka"), _("Layar terbuka, atau kode darurat ikut hilang.")),
                Choice("unknown", _("Belum tahu"), _("Dianggap terbuka sampai jelas.")),
                Choice("locked", _("Terkunci"), _("Mati atau layar terkunci; kode darurat tidak ikut hilang.")),
            ],
            columns=2,
            keys=False,
        )
        self.protected.set_value("unknown")
        devices = incidents.lost_devices(session.office)
        self.device = Choices(
            [
                *(Choice(device, name) for device, name in devices.items()),
                Choice("", _("Bukan komputer kantor ini")),
            ],
            columns=2,
            keys=False,
        )
        self.device.set_value(list(devices)[-1] if devices else "")
        self.action = Action(button(_("Catat insiden dan mulai hitungan"), self.begin, look="primary"))
        self.action.refuse(session.why_not("record"))
        parts: list[QWidget] = [self.words_box, label(_("Keadaan datanya waktu itu"), "strong"), self.protected]
        if devices:
            parts += [label(_("Komputer yang hilang"), "strong"), self.device]
        self.body.addWidget(self.how)
        self.body.addLayout(when)
        for made in parts:
            self.body.addWidget(made)
        self.body.addLayout(row(self.action, None))
        if cancelled:
            self.body.addLayout(row(button(_("Batal"), cancelled, look="quiet"), None))
        self.day.returnPressed.connect(self.time.setFocus)
        self.time.returnPressed.connect(self.words.setFocus)
        self.how.chosen.connect(self._of_kind)

    def _of_kind(self, how: str) -> None:
        """What is on paper or was sent cannot have been locked."""
        can_lock = how not in _IN_THE_OPEN
        self.protected.rows["locked"].setVisible(can_lock)
        if not can_lock and self.protected.value == "locked":
            self.protected.set_value("unknown")

    def begin(self) -> None:
        """Write it down; the clock runs from when it became known."""
        if not self.action.button.isEnabled():
            return
        day, clock = read_date(self.day.text()) or "", self.time.text().strip().replace(":", ".")
        self.day_box.say("" if is_date(day) else _("Tulis tanggal seperti 21-11-2026."))
        try:
            at = datetime.strptime(f"{day} {clock}", "%Y-%m-%d %H.%M").replace(tzinfo=WIB)
        except ValueError:
            self.time_box.say(_("Tulis jam seperti 14.30.") if is_date(day) else "")
            (self.time if is_date(day) else self.day).setFocus()
            return
        self.time_box.say()
        if not self.words.toPlainText().strip():
            self.words_box.say(_("Tulis singkat apa yang terjadi."))
            self.words.setFocus()
            return
        self.words_box.say()
        office, how, words = self._page.session.office, self.how.value, self.words.toPlainText()
        protected, device = self.protected.value, self.device.value
        self.action.refuse(_("Sedang dicatat…"))

        def failed(error: PpoError) -> None:
            self.action.refuse("")
            self._page.show_error(error)

        self._page.work(
            lambda _job: incidents.begin(office, how, at, words, protected, device),
            self._begun,
            failed,
            holds=True,
        )


class Asking(Card):
    """One text and a button, for a reason or better words."""

    def __init__(
        self,
        title: str,
        words: str,
        typed: str,
        does: str,
        done: Callable[[str], object],
        cancelled: Callable[[], object],
    ) -> None:
        super().__init__(title, role="sunken", spacing=12)
        self.words = paragraph(typed, lines=3)
        self.box = FieldBox(words, self.words)
        self.body.addWidget(self.box)
        doors = QWidget()
        doors.setLayout(
            Flow((button(does, lambda: done(self.words.toPlainText())), button(_("Batal"), cancelled, look="quiet")))
        )
        self.body.addWidget(doors)
