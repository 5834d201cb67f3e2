"""Masuk: who is it, and the password."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ppo_desktop.core import tries
from ppo_desktop.core.clock import WIB, corrected, today
from ppo_desktop.core.errors import PpoError, World
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.fields import FieldBox, Password, line
from ppo_desktop.gui.design.widgets import Banner, Card, button, clear, column, label, picture, row, rule
from ppo_desktop.gui.shell.door import DoorPage
from ppo_desktop.gui.shell.people import role_words
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.doors import doorstep

if TYPE_CHECKING:
    from ppo_desktop.operations.doors.doorstep import State
    from ppo_desktop.operations.house.office import Office


class UnlockPage(DoorPage):
    """Tiles of accounts and one password field."""

    help = (
        N_("Pilih nama Anda, lalu ketik kata sandi Anda sendiri. Jangan memakai akun orang lain."),
        N_("Panah atas dan bawah memilih nama; Enter pindah ke kata sandi; Enter lagi untuk masuk."),
        N_("Tombol bergambar mata menampilkan kata sandi yang diketik."),
        N_("Lupa kata sandi? Siapkan lembar kode darurat kantor, lalu tekan “Lupa kata sandi”."),
        N_("Layar mengunci sendiri bila lama tidak dipakai. Isian yang sedang diketik tidak hilang."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Masuk"))
        self.account = ""
        self._held: Office | None = None
        self.waiting = 0
        """Seconds until the next try."""
        self.password = Password(enter=self.unlock)
        self.field = FieldBox(_("Kata sandi"), self.password)
        self.submit = button(_("Masuk"), self.unlock, look="primary")
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self._state: State = doorstep.state(session.paths)
        if self._state.situation == "ready":
            self._build_people()
            self.card.body.addWidget(self.field)
            self.card.body.addWidget(self.submit)
            self.card.body.addWidget(self.busy)
            if session.is_practice:
                self._build_hint()
            if self._state.was_cut_short:
                self.show_banner(_recovery_note())
        elif self._state.problem:
            self.show_error(self._state.problem)
        self._build_doors()

    def _build_people(self) -> None:
        people = self._state.accounts
        self.account = people[0].name
        if len(people) == 1:
            who = row(picture("user-round", "brand", 22), label(people[0].display_name, "strong"), None, spacing=8)
            who.addWidget(label(role_words(people[0].role), "muted", wraps=False))
            self.card.body.addLayout(who)
            return
        self.people = Choices(
            [Choice(one.name, one.display_name, role_words(one.role), "user-round") for one in people],
            columns=1 if len(people) <= 3 else 2,
            keys=False,  # digits may stand in a password
        )
        self.people.set_value(self.account)
        self.people.chosen.connect(self._choose)
        self.people.picked.connect(lambda _name: self.password.line.setFocus())
        self.card.body.addWidget(self.people)

    def _build_hint(self) -> None:
        from ppo_desktop.practice.offices import password_of

        told = password_of(self.session.paths.folder.name, self.account)
        self._practice_hint = label("", "soft")
        if told:
            card = Card(role="sunken", margins=12)
            card.body.addWidget(self._practice_hint)
            self.card.body.addWidget(card)
            self._tell_practice_password()

    def _tell_practice_password(self) -> None:
        from ppo_desktop.practice.offices import password_of

        told = password_of(self.session.paths.folder.name, self.account)
        self._practice_hint.setText(_("Kata sandi latihan untuk akun ini: {password}").format(password=told))

    def _build_doors(self) -> None:
        go = self.session.go
        self.card.body.addWidget(rule())
        forgot = self.quiet_door(_("Lupa kata sandi"), "key-round", lambda: go("recover", account=self.account))
        restore = self.quiet_door(_("Pulihkan cadangan"), "database-backup", lambda: go("restore"))
        if self.session.is_practice:
            out = self.quiet_door(_("Ganti kantor atau keluar dari latihan"), "log-out", lambda: go("practice"))
            self.card.body.addLayout(row(out, None))
            return
        practice = self.quiet_door(_("Mode latihan"), "graduation-cap", lambda: go("practice"))
        doors = [forgot, practice, restore] if self._state.situation == "ready" else [restore, practice]
        self.card.body.addLayout(row(*doors, None, spacing=0))

    # ------------------------------------------------------------------------------- entering

    def enter(self, **_arguments: object) -> None:
        """Ask for a password, or send to the first run where there is no office."""
        if self._state.situation == "none":
            QTimer.singleShot(0, self, lambda: self.session.go("first-run"))
        self._wait()

    def first_focus(self) -> QWidget | None:
        """The password: who it is was the last one, most of the time."""
        return self.password.line if self._state.situation == "ready" else None

    def _choose(self, name: str) -> None:
        self.account = name
        self.field.say()
        self._wait()
        if self.session.is_practice:
            self._tell_practice_password()

    def unlock(self) -> None:
        """Try the password."""
        if self.waiting or not self.submit.isEnabled():
            return
        if not self.password.text():
            self.field.say(_("Ketik kata sandi Anda dahulu."))
            self.password.line.setFocus()
            return
        self.field.say()
        self.clear_banner()
        self.submit.setEnabled(False)
        paths, clock = self.session.paths, self.session.clock
        name, password = self.account, self.password.text()

        def opened() -> tuple[Office, date | None]:
            from ppo_desktop.operations.doors.opening import open_office
            from ppo_desktop.operations.doors.pc_clock import newest_known
            from ppo_desktop.operations.house import preferences

            office = open_office(paths, name, password, clock)
            with contextlib.suppress(World):  # who comes first next time is not worth refusing entry
                preferences.save(paths, preferences.entered(preferences.load(paths), name))
            newest = newest_known(office)
            return office, newest.astimezone(WIB).date() if newest else None

        job = self.work(
            lambda _job: opened(), self._opened, self._refused, holds=True, unclaimed=lambda found: found[0].close()
        )
        self.during(job, _("Membuka data kantor…"))

    def _opened(self, found: tuple[Office, date | None]) -> None:
        office, newest = found
        self.password.clear()
        if self.session.is_practice:
            from ppo_desktop.practice.mode import DAY

            newest = max(newest or DAY, DAY)
        if newest is None or newest <= today(self.session.clock):
            self._go_on(office)
        elif self.session.is_practice:
            self._go_on(office, newest)  # the story has its own days
        else:
            self._ask_day(office, newest)

    def _go_on(self, office: Office, day: date | None = None) -> None:
        self._held = None
        if day:
            from msgspec.structs import replace  # loaded by whoever has an office, not by this page

            self.session.clock = corrected(self.session.clock, day)
            office = replace(office, clock=self.session.clock)
        self.session.open(office)
        self.session.go("home")

    def leave(self) -> None:
        """An office that waits for a date is closed again."""
        held, self._held = self._held, None
        if held:
            self.session.work.start(lambda _job: held.close(), owner=self)

    # ------------------------------------------------------------------------------- a PC with a wrong date

    def _ask_day(self, office: Office, newest: date) -> None:
        from ppo_desktop.core.period import long_date

        self._held = office
        clear(self.card.body)
        self._doubted: str | None = None
        self.day = line(placeholder=long_date(newest), enter=lambda: self._take_day(office, newest))
        self.day_box = FieldBox(_("Hari ini tanggal berapa?"), self.day, hint=_("Tulis seperti 21-11-2026."))
        told = _("Komputer ini menunjukkan {shown}, padahal catatan terakhir di sini dari {newest}.").format(
            shown=long_date(today(self.session.clock)), newest=long_date(newest)
        )
        why = _("Tanggal yang benar dipakai sampai program ditutup. Betulkan juga jam komputer bila sempat.")
        right = button(_("Tanggal komputer sudah benar"), lambda: self._go_on(office), look="quiet")
        go_on = button(_("Pakai tanggal ini"), lambda: self._take_day(office, newest), look="primary")
        title = label(_("Tanggal komputer tampaknya salah"), "title")
        self.card.body.addLayout(column(title, label(told), label(why, "soft"), self.day_box, go_on, right, spacing=14))
        self.day.setFocus()

    def _take_day(self, office: Office, newest: date) -> None:
        from ppo_desktop.core.period import long_date
        from ppo_desktop.records.dates import is_date, read_date

        read = read_date(self.day.text()) or ""
        if not is_date(read):
            self.day_box.say(_("Tulis tanggal, bulan, dan tahun, seperti 21-11-2026."))
        elif date.fromisoformat(read) < newest and self._doubted != read:
            self._doubted = read
            text = _("{day} lebih awal dari catatan terakhir. Bila memang benar, tekan sekali lagi.")
            self.day_box.say(text.format(day=long_date(date.fromisoformat(read))), "warn")
        else:
            self._go_on(office, date.fromisoformat(read))

    def _refused(self, error: PpoError) -> None:
        self.submit.setEnabled(True)
        if error.code not in ("wrong-password", "wait"):
            self.show_error(error)
            return
        self.password.line.selectAll()
        self.password.line.setFocus()
        self.field.say(_("Kata sandi tidak cocok. Coba lagi; perhatikan huruf besar dan kecil."))
        self._wait()

    # ------------------------------------------------------------------------------- waiting

    def _wait(self) -> None:
        self.waiting = tries.left(self.session.paths, self.account) if self.account else 0
        if not self.waiting:
            self._clock.stop()
            self.submit.setEnabled(True)
            return
        self.submit.setEnabled(False)
        self._clock.start()
        self._tell_wait()

    def _tick(self) -> None:
        self.waiting -= 1
        if self.waiting <= 0:
            self.waiting = 0
            self._clock.stop()
            self.submit.setEnabled(True)
            self.field.say()
        else:
            self._tell_wait()

    def _tell_wait(self) -> None:
        self.field.say(
            _(
                "Sudah {count} kali tidak cocok. Tunggu {seconds} detik, lalu coba lagi, atau tekan Lupa kata sandi."
            ).format(count=tries.count(self.session.paths, self.account), seconds=self.waiting)
        )

    def show_error(self, error: PpoError) -> None:
        """A damaged file or a folder in use, in place; what can be done next stands below."""
        self.show_banner(Banner("bad", error.message, error.advice))


def _recovery_note() -> Banner:
    return Banner(
        "info",
        _("Terakhir kali program berhenti mendadak, mungkin listrik padam."),
        _(
            "Semua yang sudah tersimpan tetap ada; yang belum sempat disimpan menunggu sebagai draf. Bila tadi sedang "
            "menyalin ke flashdisk, salin sekali lagi."
        ),
    )
