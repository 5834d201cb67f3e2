"""Mode latihan: offices with invented people, to try everything without harm."""

from __future__ import annotations

import contextlib

from PySide6.QtWidgets import QWidget

from ppo_desktop.core.errors import World
from ppo_desktop.core.offices import Level, name_of, office_type
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.widgets import button, clear, column, label, row, rule
from ppo_desktop.gui.shell.door import DoorPage
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations.house import preferences
from ppo_desktop.practice import mode


class PracticePage(DoorPage):
    """Make the practice offices, choose one, or go back to the real one."""

    help = (
        N_("Semua orang dan kejadian di kantor latihan adalah rekaan. Data kantor Anda tidak tersentuh."),
        N_("Coba urutan ini: tutup buku November di desa, salin ke flashdisk, lalu terima di kecamatan."),
        N_("Surat dan berkas latihan bertanda LATIHAN; tidak diterima kantor sungguhan."),
        N_("Kata sandi latihan tampil di halaman masuk."),
        N_("“Buat ulang dari awal” mengembalikan kantor latihan seperti semula."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(
            session, _("Mode latihan"), _("Mencoba semuanya dengan data rekaan. Data kantor Anda tidak tersentuh.")
        )
        self.job: Job | None = None
        self.offices: Choices | None = None
        self._room = column(spacing=14)
        self.card.body.addLayout(self._room)
        self.card.body.addWidget(self.busy)
        self.card.body.addWidget(rule())
        out = _("Keluar dari mode latihan") if session.is_practice else _("Kembali")
        self.out = self.quiet_door(out, "log-out" if session.is_practice else "arrow-left", self.go_home)
        self.again = button(_("Buat ulang dari awal"), self.make, look="quiet", icon_name="refresh-cw")
        self.card.body.addLayout(row(self.out, None, self.again))
        self._show()

    def _show(self) -> None:
        clear(self._room)
        self.job = None
        ready = mode.is_ready(self.session.home)
        self.again.setVisible(ready)
        if ready:
            self.offices = Choices([_choice(code) for code in mode.CODES])
            self.offices.picked.connect(self.open)
            for made in self.offices.rows.values():
                made.clicked.connect(lambda _checked=False, code=made.choice.value: self.open(code))
            self._room.addWidget(label(_("Berlatih di kantor mana?"), "strong"))
            self._room.addWidget(self.offices)
            where = _("Sebagai pengganti flashdisk, pilih folder {folder}.").format(
                folder=mode.stick(self.session.home)
            )
            self._room.addWidget(label(where, "muted"))
        else:
            told = _("Dua desa dan satu kecamatan dibuat di komputer ini, lengkap dengan catatan dua bulan.")
            self._room.addWidget(label(told, "soft"))
            self.start = button(_("Siapkan kantor latihan"), self.make, look="primary", icon_name="graduation-cap")
            self._room.addWidget(self.start)

    def first_focus(self) -> QWidget | None:
        """The offices, or the button that makes them."""
        if self.job:
            return None
        return self.offices.first_focus() if self.offices else self.start

    def make(self) -> None:
        """Make the offices anew, beside the window."""
        if self.job:
            return
        home = self.session.home
        self.session.paths = home  # the practice office shown last is about to go
        clear(self._room)
        self.again.hide()
        self.offices = None
        self.job = self.work(lambda job: mode.prepare(home, job.progress), lambda _nothing: None)
        self.watch(self.job, self._room, _("Menyiapkan kantor latihan"), over=self._made)

    def _made(self, _job: Job) -> None:
        self._show()
        first = self.first_focus()
        if first:
            first.setFocus()

    def open(self, code: str) -> None:
        """To the door of a practice office."""
        home = self.session.home

        def loaded() -> None:
            import ppo_desktop.practice.offices  # noqa: F401 - the door shows its passwords
            from ppo_desktop.operations.doors.opening import open_office  # noqa: F401 - slow to load

            _remember(self.session, is_training=True)

        def go(_nothing: object) -> None:
            self.session.practise(mode.office_paths(home, code))
            self.session.go("unlock")

        self.during(self.work(lambda _job: loaded(), go), _("Membuka kantor latihan…"))

    def go_home(self) -> None:
        """Back to the real office's door."""
        leave_practice(self)

    def back(self) -> bool:
        """As the button."""
        self.go_home()
        return True

    def leave(self) -> None:
        """Nobody waits for the offices any more."""
        if self.job:
            self.job.cancel()


def leave_practice(page: DoorPage) -> None:
    """From any door back to the real office's, and remember it."""
    from ppo_desktop.gui.application import first_door

    session = page.session

    def go(_nothing: object) -> None:
        session.go_home()
        session.go(first_door(session.home))

    page.work(lambda _job: _remember(session, is_training=False), go)


def _remember(session: Session, *, is_training: bool) -> None:
    with contextlib.suppress(World):  # where to start next time is not worth stopping for
        kept = preferences.load(session.home)
        if kept.training != is_training:
            preferences.save(session.home, kept._replace(training=is_training))


def _choice(code: str) -> Choice:
    is_village = office_type(code).level is Level.VILLAGE
    text = (
        _("Mencatat, membuat laporan November, mengirimnya.") if is_village else _("Menerima laporan, membuat rekap.")
    )
    return Choice(code, name_of(code), text, "house" if is_village else "layers")
