"""Who gets an account, and a last look before anything is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ppo_desktop.core.offices import region
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.new_password import NewPassword
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, button, label, row, rule
from ppo_desktop.gui.screens.first_run.answers import Account, Answers, long_name
from ppo_desktop.gui.screens.first_run.step import Step
from ppo_desktop.gui.shell.people import account_name

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.first_run import FirstRunPage


class AccountStep(Step):
    """Name, account name and password of one person."""

    def __init__(self, page: FirstRunPage, answers: Answers, account: Account, who: str) -> None:
        super().__init__(page, answers)
        self.account = account
        self.name = line(account.display_name, longest=100)
        self.login = line(account.login, longest=32)
        self._is_own = bool(account.name)
        self.name_box = FieldBox(who, self.name, hint=_("Lengkap dengan gelar, seperti tampil pada tombol masuk."))
        self.login_box = FieldBox(
            _("Nama akun"),
            self.login,
            hint=_("Terisi otomatis dari nama. Tidak perlu dihafal: saat masuk cukup memilih nama."),
        )
        self.password = NewPassword(self._known, title=_("Kata sandi"))
        self.password.set_password(account.password)
        self.name.textEdited.connect(self._suggest)
        self.login.textEdited.connect(self._take_over)
        self.name.returnPressed.connect(self.login.setFocus)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.done.connect(self.forward)
        for widget in (self.name_box, self.login_box, self.password):
            self.body.addWidget(widget)

    def _known(self) -> tuple[str, ...]:
        place = region(self.answers.code).name if self.answers.code else ""
        return (self.name.text(), self.login.text(), place)

    def _suggest(self, typed: str) -> None:
        if not self._is_own:
            self.login.setText(account_name(typed))

    def _take_over(self, typed: str) -> None:
        self._is_own = bool(typed)

    def first_focus(self) -> QWidget:
        """The name, or the password where the name is known."""
        return self.password.first.line if self.name.text() else self.name

    def keep(self) -> None:
        """All of it, the password too: in memory only."""
        self.account.display_name = " ".join(self.name.text().split())
        self.account.name = self.login.text().strip().lower() if self._is_own else ""
        self.account.password = self.password.password

    def check(self) -> bool:
        """A name, a usable account name that nobody else has, and the password twice."""
        self.name_box.say("" if self.account.display_name else _("Isi namanya."))
        login = self.account.login
        odd = not login or not login.isascii() or not all(c.isalnum() or c in "._-" for c in login)
        self.login_box.say(_("Pakai huruf, angka, titik, dan garis saja. Contoh: sri.wahyuni") if odd else "")
        if not self.account.display_name:
            self.name.setFocus()
            return False
        if odd:
            self.login.setFocus()
            return False
        return self.password.check()


class ClerkStep(AccountStep):
    """The person at this keyboard."""

    title = N_("Siapa petugas yang mencatat?")
    purpose = N_("Petugas mencatat dan menyiapkan laporan. Petugas lain dapat ditambahkan nanti di Pengaturan.")

    def __init__(self, page: FirstRunPage, answers: Answers) -> None:
        super().__init__(page, answers, answers.clerk, _("Nama petugas"))


class ChiefStep(AccountStep):
    """The one who assents."""

    title = N_("Siapa pimpinan yang menyetujui laporan?")
    purpose = N_(
        "Persilakan pimpinan mengetik kata sandinya sendiri. Kata sandi ini menyetujui laporan, jadi petugas tidak "
        "boleh mengetahuinya."
    )

    def __init__(self, page: FirstRunPage, answers: Answers) -> None:
        if not answers.chief.display_name:
            answers.chief.display_name = answers.head
        super().__init__(page, answers, answers.chief, _("Nama pimpinan"))

    def check(self) -> bool:
        """Besides: two people, two accounts, two passwords."""
        clerk = self.answers.clerk
        if self.account.login == clerk.login:
            self.login_box.say(_("Nama akun ini sudah dipakai petugas. Pakai yang lain."))
            self.login.setFocus()
            return False
        if not super().check():
            return False
        if self.account.password == clerk.password:
            self.password.first_box.say(_("Kata sandi ini sama dengan milik petugas. Pimpinan memilih yang lain."))
            self.password.first.line.setFocus()
            return False
        return True


class LookStep(Step):
    """Everything once more, with a way back to each."""

    title = N_("Sudah benar semuanya?")
    purpose = N_("Sampai di sini belum ada yang ditulis ke komputer. Kantor dibuat setelah tombol di bawah ditekan.")
    next_words = N_("Buat kantor ini")

    def __init__(self, page: FirstRunPage, answers: Answers) -> None:
        super().__init__(page, answers)
        card = Card(role="sunken", margins=14, spacing=6)
        self.told: list[tuple[str, str]] = self._lines(answers)
        steps = ("place", "papers", "papers", "clerk", "chief")
        for (what, said), step in zip(self.told, steps, strict=True):
            name = label(what, "muted", wraps=False)
            name.setFixedWidth(theme().px(150))
            change = button(
                _("Ubah"),
                partial(page.show_step, step),
                look="quiet",
                spoken=_("Ubah {what}").format(what=what),
            )
            shown = row(name, label(said, "strong"), change)
            shown.setStretch(1, 1)
            card.body.addLayout(shown)
            card.body.addWidget(rule())
        self.body.addWidget(card)
        if answers.is_second:
            told = _("Komputer kedua: sesudah ini kenalkan kuncinya, lalu terima berkas dari komputer pertama.")
            self.body.addWidget(label(told, "soft"))
        if answers.is_root:
            self.body.addWidget(label(_("Kantor ini menjadi kantor teratas dan membuat kunci induk."), "soft"))

    @staticmethod
    def _lines(answers: Answers) -> list[tuple[str, str]]:
        def person(name: str, number: str) -> str:
            return f"{name}, {number}" if number else name

        return [
            (_("Kantor"), long_name(region(answers.code))),
            (_("Pimpinan"), person(answers.head, answers.head_number)),
            (_("Sekretaris"), person(answers.secretary, answers.secretary_number) or _("belum diisi")),
            (_("Akun petugas"), f"{answers.clerk.display_name} ({answers.clerk.login})"),
            (_("Akun pimpinan"), f"{answers.chief.display_name} ({answers.chief.login})"),
        ]
