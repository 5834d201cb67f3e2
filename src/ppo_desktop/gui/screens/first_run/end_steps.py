"""After the office was made: the emergency code, the first backup, and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.sticks import StickChooser
from ppo_desktop.gui.design.widgets import Action, Banner, button, label, row, set_look, set_role
from ppo_desktop.gui.screens.emergency import EmergencyCode
from ppo_desktop.gui.screens.first_run.answers import Answers
from ppo_desktop.gui.screens.first_run.step import Step
from ppo_desktop.gui.shell.door import Busy

if TYPE_CHECKING:
    from ppo_desktop.core.errors import PpoError
    from ppo_desktop.gui.screens.first_run import FirstRunPage


class CodeStep(Step):
    """The emergency code, until it stands on paper."""

    title = N_("Simpan kode darurat di kertas")
    purpose = N_(
        "Kode ini membuka data bila semua kata sandi terlupa. Hanya ditampilkan sekali ini; tidak disimpan di komputer "
        "atau flashdisk."
    )
    may_go_back = False

    def __init__(self, page: FirstRunPage, answers: Answers) -> None:
        super().__init__(page, answers)
        self.code = EmergencyCode(answers.emergency_code, page)
        self.code.done.connect(self.forward)
        self.body.addWidget(self.code)

    def first_focus(self) -> QWidget:
        """Printing comes first."""
        return self.code.first_focus()

    def check(self) -> bool:
        """Two groups must be typed from the paper."""
        if not self.code.check():
            return False
        self.code.remember()
        return True


class BackupStep(Step):
    """The first backup, onto a stick or into a folder."""

    title = N_("Buat cadangan pertama")
    purpose = N_(
        "Bila komputer rusak atau hilang, data kembali dari cadangan. Simpan di flashdisk, terpisah dari komputer ini. "
        "Isinya terkunci dengan kata sandi petugas dan pimpinan."
    )
    may_go_back = False

    def __init__(self, page: FirstRunPage, answers: Answers) -> None:
        super().__init__(page, answers)
        self.places = StickChooser(page.session)
        self.make = button(_("Buat cadangan di sini"), self._back_up, look="primary", icon_name="database-backup")
        self._action = Action(self.make)
        self.busy = Busy()
        self.written: Path | None = None
        self.body.addWidget(self.places)
        self.body.addLayout(row(self._action, self.busy, None))
        self._result = row()
        self.body.addLayout(self._result)
        self.places.chosen.connect(lambda _folder: self._offer())
        self.places.lost.connect(self._offer)
        self.places.entered.connect(self._back_up)
        self._later = label(_("Boleh nanti: tekan Lanjut, lalu buat di Pengaturan, bagian Cadangan."), "muted")
        self.body.addWidget(self._later)
        self._offer()

    def shown(self) -> None:
        """One button is the next one: the backup, and once it is written, going on."""
        self._lead()

    def _lead(self) -> None:
        is_next = self.written is not None
        set_role(self.page.next_button, "primary" if is_next else "secondary")
        set_look(self.make, "" if is_next else "primary", "database-backup")

    def first_focus(self) -> QWidget:
        """The button, once there is a place; until then any folder will do."""
        return self.make if self.make.isEnabled() else self.places.other

    def _offer(self) -> None:
        self._action.refuse("" if self.places.folder else _("Colokkan flashdisk dahulu."))
        if self.make.isEnabled() and self.places.other.hasFocus():
            self.make.setFocus()  # the stick came while somebody waited for it

    def _back_up(self) -> None:
        folder, office = self.places.folder, self.page.session.office
        if folder is None or not self.make.isEnabled():
            return
        self._action.refuse(_("Sedang ditulis…"))
        self.busy.tell(_("Menulis dan memeriksa cadangan…"))

        def written() -> Path:
            from ppo_desktop.operations.safekeeping import keeping

            return keeping.backup(office, folder)

        job = self.page.work(lambda _job: written(), self._done, self._failed, holds=True)
        job.ended.connect(self.busy.stop)

    def _done(self, file: Path) -> None:
        """Told also where the next step is in sight by now."""
        self.written = file
        self.page.clear_banner()
        self.page.show_banner(
            Banner(
                "ok",
                _("Cadangan sudah ditulis, dibaca lagi, dan utuh."),
                _("{name} di {folder}. Cabut flashdisk lewat ikon “Keluarkan dengan aman”.").format(
                    name=file.name, folder=file.parent
                ),
            )
        )
        if isValid(self):
            self._offer()
            self._lead()
            self._later.hide()
            self.page.next_button.setFocus()

    def _failed(self, error: PpoError) -> None:
        self.page.show_error(error)
        if isValid(self):
            self._offer()


class DoneStep(Step):
    """Three things to do next."""

    title = N_("Kantor siap dipakai")
    purpose = N_("Mulai dari salah satu ini, atau buka beranda.")
    next_words = N_("Buka beranda")
    may_go_back = False

    def __init__(self, page: FirstRunPage, answers: Answers) -> None:
        super().__init__(page, answers)
        key = _("Kenalkan kunci desa-desa") if answers.is_root else _("Kenalkan kunci kantor kepada kantor atasan")
        if answers.is_second:
            key = _("Kenalkan kunci komputer ini")
        self.tasks = Choices(
            [
                Choice(
                    "form",
                    _("Catat satu keberangkatan"),
                    _("Cukup nama, jenis kelamin, dan sumber kabar."),
                    "plane-takeoff",
                ),
                Choice(
                    "enrolment", key, _("Sekali saja, dengan flashdisk. Perlu sebelum laporan pertama."), "key-round"
                ),
                Choice(
                    "month", _("Lihat laporan bulanan"), _("Contoh laporan bulan ini, sebelum ada isinya."), "file-text"
                ),
            ]
        )
        self.tasks.picked.connect(self._open)
        self.body.addWidget(self.tasks)

    def first_focus(self) -> QWidget:
        """The home page is one Enter away."""
        return self.page.next_button

    def _open(self, screen: str) -> None:
        arguments = {"kind": "departure", "record": None, "listed": "departures"} if screen == "form" else {}
        self.page.finish(screen, arguments)
