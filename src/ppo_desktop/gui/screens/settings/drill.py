"""Latihan pemulihan: the newest backup is opened beside the office and counted, so that somebody knows it can be."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.fields import FieldBox, Password
from ppo_desktop.gui.design.widgets import Action, Badge, Banner, button, clear, column, label, row
from ppo_desktop.gui.shell.door import Busy
from ppo_desktop.operations.safekeeping import drill

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.settings.backup import BackupSection


class Trial(Struct, frozen=True):
    """What is known before a drill."""

    file: Path | None
    """The backup it would open."""
    proved_at: datetime | None


class DrillBox(QWidget):
    """When a backup was last proved, and the way to do it again."""

    def __init__(self, section: BackupSection) -> None:
        super().__init__()
        self._section = section
        self._file: Path | None = None
        self._state = QVBoxLayout()
        self.wanted = Action(button(_("Buktikan cadangan terbaru"), self.ask, icon_name="list-checks"))
        self.busy = Busy()
        self._room = QVBoxLayout()
        told = label(
            _(
                "Cadangan dibuka di folder sementara dengan kata sandi Anda, catatannya dihitung, lalu dihapus lagi. "
                "Data kantor tidak berubah."
            ),
            "soft",
        )
        outer = column(label(_("Latihan pemulihan"), "strong"), told, spacing=8)
        outer.addLayout(self._state)
        outer.addLayout(row(self.wanted, self.busy, None))
        outer.addLayout(self._room)
        outer.setContentsMargins(0, 0, 0, 0)
        self.setLayout(outer)

    def show_trial(self, trial: Trial) -> None:
        """Say what is known now."""
        self._file = trial.file
        clear(self._state)
        day = today(self._section.session.office.clock)
        late = trial.proved_at is None or (day - trial.proved_at.date()).days >= drill.REMIND_DAYS
        words = drill.days_ago(trial.proved_at, day) if trial.proved_at else _("Belum pernah")
        self._state.addLayout(
            row(
                label(_("Terakhir dibuktikan"), "soft", wraps=False),
                Badge(words[:1].upper() + words[1:], "warn" if late else "ok"),
                None,
                spacing=12,
            )
        )
        self.wanted.refuse("" if trial.file else _("Tidak ada cadangan di komputer ini. Buat satu dahulu."))

    def ask(self) -> None:
        """The password: a drill shows that somebody still knows it."""
        clear(self._room)
        self.password = Password(enter=self.prove)
        self.box = FieldBox(
            _("Kata sandi Anda atau kode darurat"),
            self.password,
            hint=_("Yang berlaku pada hari cadangan dibuat. Kode darurat membuktikan lembarnya juga."),
        )
        self.go = button(_("Mulai latihan"), self.prove)
        self._room.addWidget(self.box)
        self._room.addLayout(row(self.go, None))
        self.password.setFocus()
        self._section.page.into_sight(self.go)

    def prove(self) -> None:
        """Open the backup and count."""
        if self._file is None or not self.go.isEnabled():
            return
        if not self.password.text():
            self.box.say(_("Ketik kata sandinya dahulu."))
            return
        self.box.say()
        self.go.setEnabled(False)
        self.busy.tell(_("Membuka dan menghitung cadangan…"))
        office, file, secret = self._section.session.office, self._file, self.password.text()
        job = self._section.page.work(
            lambda job: drill.prove(office, file, office.user.name, secret, lambda: job.progress(0)),
            self._done,
            self._failed,
            holds=True,
        )
        job.ended.connect(self.busy.stop)

    def _done(self, proved: drill.Proved) -> None:
        counted = "; ".join(
            _("{words} {there} (sekarang {now})").format(
                words=count.words, there=number(count.there), now=number(count.now)
            )
            for count in proved.counts
        )
        told = _("{file}. Di dalamnya: {counts}.").format(
            file=proved.file.name, counts=counted or _("belum ada catatan")
        )
        self._section.page.show_banner(Banner("ok", _("Terbukti: cadangan ini dapat dipulihkan."), told, closes=True))
        if isValid(self):
            clear(self._room)
            self._section.enter()
            self.wanted.button.setFocus()

    def _failed(self, error: PpoError) -> None:
        if not isValid(self):
            self._section.page.show_error(error)
            return
        self.go.setEnabled(True)
        if error.code in ("wrong-password", "wrong-code"):
            self.box.say(_("Tidak cocok. Pakai kata sandi yang berlaku pada hari cadangan dibuat."))
            self.password.line.selectAll()
            self.password.setFocus()
        else:
            self._section.page.show_error(error)

    def leave(self) -> None:
        """Nothing that was typed stays."""
        clear(self._room)
