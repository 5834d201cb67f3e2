"""Pengguna: who has an account, new ones, one's own password."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.fields import FieldBox, Password, line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.new_password import NewPassword
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, Card, Square, button, clear, column, label, row, withhold
from ppo_desktop.gui.screens.settings.section import Section
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.people import account_name, role_words
from ppo_desktop.operations.desk import ceremony
from ppo_desktop.operations.desk.ceremony import ClosedAccount
from ppo_desktop.operations.doors import accounts
from ppo_desktop.operations.doors.accounts import UserInfo
from ppo_desktop.operations.house import roles

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.settings import SettingsPage


class UsersSection(Section):
    """The list, and below it the form that is wanted."""

    def __init__(self, page: SettingsPage, title: str) -> None:
        super().__init__(page, title, _("Setiap orang memakai akun dan kata sandinya sendiri."))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(8))
        self.body.addLayout(self._list)
        self.add_action = Action(button(_("Tambah pengguna"), self.ask_new, icon_name="user-plus"))
        self.add_button = self.add_action.button
        self.password_button = button(_("Ganti kata sandi saya"), self.ask_password, icon_name="key-round")
        self.ceremony = Action(
            button(_("Serah terima jabatan"), lambda: self.session.go("ceremony"), icon_name="handshake")
        )
        deeds = QWidget()
        deeds.setLayout(Flow((self.add_action, self.password_button, self.ceremony)))
        self.body.addWidget(deeds)
        self._room = QVBoxLayout()
        self.body.addLayout(self._room)
        self.body.addStretch(1)
        self.form: _Form | None = None
        self.remove_buttons: dict[str, QPushButton] = {}

    def enter(self) -> None:
        """Read who has an account."""
        clear(self._list)
        me, why_not = self.session.office.user, roles.why_not(self.session.office, "accounts")
        self.add_action.refuse(why_not)
        self.ceremony.refuse(why_not)
        self.remove_buttons = {}
        for person in accounts.people(self.session.office):
            names = column(label(person.display_name, "strong"), label(_described(person), "soft"), spacing=0)
            shown = row(Square("user-round"), names, spacing=12)
            shown.setStretch(1, 1)
            if person.name == me.name:
                names.addWidget(label(_("akun yang sedang dipakai"), "muted"))
            else:
                why = why_not or self._why_not_taken(person)
                if why and not why_not:  # what holds for all is said once, below
                    names.addWidget(label(_("Hapus: {why}").format(why=why), "muted"))
                made = button(
                    _("Hapus"),
                    partial(self.ask_removal, person),
                    look="quiet",
                    icon_name="user-x",
                    spoken=_("Hapus akun {name}").format(name=person.display_name),
                )
                self.remove_buttons[person.name] = withhold(made, why)
                shown.addWidget(made, alignment=Qt.AlignmentFlag.AlignTop)
            self._list.addLayout(shown)
        for closed in ceremony.closed_accounts(self.session.office):
            self._list.addLayout(self._closed(closed))

    def _why_not_taken(self, person: UserInfo) -> str:
        if roles.may_appoint(self.session.office, person.role):
            return ""
        if person.may_assent or person.role == "petugas":
            return _("hanya oleh pimpinan atau sekretaris.")
        return _("hanya oleh pimpinan, sekretaris, atau pengelola.")

    def _closed(self, closed: ClosedAccount) -> QHBoxLayout:
        words = _("{name}: akun ditutup {day}. Catatannya tetap ada.")
        shown = row(label(words.format(name=closed.name, day=long_date(closed.day)), "muted"))
        shown.setStretch(0, 1)
        minutes, office, title = closed.minutes, self.session.office, _("Berita acara serah terima")
        if minutes:
            made = button(
                _("Berita acara"),
                lambda: print_or_save(self.page, title, minutes.name[:-4], lambda: ceremony.pages(office, minutes)),
                look="quiet",
                icon_name="printer",
                spoken=_("Cetak berita acara serah terima {name}").format(name=closed.name),
            )
            shown.addWidget(made)
        return shown

    def leave(self) -> None:
        """Passwords do not wait on the screen."""
        self._close()

    def first_focus(self) -> QWidget:
        """Adding somebody, where one may."""
        return self.add_button if self.add_button.isEnabled() else self.password_button

    def ask_new(self) -> None:
        """The form for a new account."""
        self._show(NewUserForm(self))

    def ask_password(self) -> None:
        """The form for one's own password."""
        self._show(OwnPasswordForm(self))

    def ask_removal(self, person: UserInfo) -> None:
        """Ask once before an account is taken away."""
        self._show(RemovalForm(self, person))

    def _show(self, form: _Form) -> None:
        self._close()
        self.page.clear_banner()
        self.form = form
        self._room.addWidget(form)
        form.first.setFocus()
        self.page.into_sight(form)

    def _close(self) -> None:
        clear(self._room)
        self.form = None

    def done(self, words: str) -> None:
        """A form has done its work."""
        self._close()
        self.enter()
        self.session.tell(words)
        self.add_button.setFocus()

    def cancel(self) -> None:
        """Nothing is to be done."""
        self._close()
        self.add_button.setFocus()


class _Form(Card):
    """A form with its button, and Batal."""

    def __init__(self, section: UsersSection, title: str, does: str, *, look: str = "primary") -> None:
        super().__init__(title, role="sunken", spacing=12)
        self.section = section
        self.own = Password(enter=self.submit)
        self.own_box = FieldBox(_("Kata sandi Anda sendiri"), self.own, hint=_("Untuk memastikan ini memang Anda."))
        self.button = button(does, self.submit, look=look)
        self.cancel_button = button(_("Batal"), section.cancel, look="quiet")
        self.first: QWidget = self.own

    def finish(self, *widgets: QWidget) -> None:
        """Lay the form out, with one's own password last."""
        for widget in (*widgets, self.own_box):
            self.body.addWidget(widget)
        self.body.addLayout(row(self.button, self.cancel_button, None))

    def submit(self) -> None:
        """Do it, if everything is there."""
        if not self.button.isEnabled() or not self.check():
            return
        if not self.own.text():
            self.own_box.say(_("Ketik kata sandi Anda dahulu."))
            self.own.setFocus()
            return
        self.own_box.say()
        self.button.setEnabled(False)
        self.start()

    def check(self) -> bool:
        """Whether the form is complete."""
        return True

    def start(self) -> None:
        """Begin the work."""
        raise NotImplementedError

    def failed(self, error: PpoError) -> None:
        """Say it where it belongs."""
        if not isValid(self):  # Batal was pressed meanwhile
            self.section.page.show_error(error)
            return
        self.button.setEnabled(True)
        if error.code == "wrong-password":
            self.own_box.say(_("Kata sandi Anda tidak cocok. Coba lagi."))
            self.own.line.selectAll()
            self.own.setFocus()
        elif error.code == "wait":
            self.own_box.say(error.sentence)
            self.own.setFocus()
        else:
            self.section.page.show_error(error)


class NewUserForm(_Form):
    """Name, role and a first password for somebody."""

    def __init__(self, section: UsersSection) -> None:
        super().__init__(section, _("Pengguna baru"), _("Tambah pengguna ini"))
        self.name = line(longest=100)
        self.login = line(longest=32)
        self.name_box = FieldBox(_("Nama lengkap"), self.name, hint=_("Seperti tampil pada tombol masuk."))
        self.login_box = FieldBox(_("Nama akun"), self.login, hint=_("Terisi otomatis dari nama; boleh diganti."))
        self.roles = Choices(
            [
                Choice(role, role_words(role), _(text))
                for role, text in roles.MEANINGS.items()
                if roles.may_appoint(section.session.office, role)
            ],
            columns=2,
            keys=False,
        )
        self.roles.set_value("petugas" if roles.may_appoint(section.session.office, "petugas") else "pemeriksa")
        self.password = NewPassword(lambda: (self.name.text(), self.login.text()), title=_("Kata sandi pertama"))
        self._is_own = False
        self.name.textEdited.connect(self._suggest)
        self.login.textEdited.connect(self._take_over)
        self.name.returnPressed.connect(self.login.setFocus)
        self.login.returnPressed.connect(self.roles.first_focus().setFocus)
        self.roles.picked.connect(lambda _role: self.password.first.line.setFocus())
        self.password.done.connect(self.own.line.setFocus)
        self.first = self.name
        parts: list[QWidget] = [self.name_box, self.login_box, self.roles]
        missing = [role for role in roles.MEANINGS if not roles.may_appoint(section.session.office, role)]
        if missing:
            only = _("Akun {roles} ditambah dari akun pimpinan atau sekretaris.")
            parts.append(label(only.format(roles=", ".join(role_words(role) for role in missing)), "muted"))
        self.finish(*parts, self.password)

    def _suggest(self, typed: str) -> None:
        if not self._is_own:
            self.login.setText(account_name(typed))

    def _take_over(self, typed: str) -> None:
        self._is_own = bool(typed)

    def check(self) -> bool:
        """A name and a password twice; the rest the office refuses itself."""
        self.name_box.say("" if self.name.text().strip() else _("Isi namanya."))
        if not self.name.text().strip():
            self.name.setFocus()
            return False
        return self.password.check()

    def start(self) -> None:
        """Add the account."""
        from ppo_desktop.operations.doors.setup import NewUser, add_user

        office, own = self.section.session.office, self.own.text()
        user = NewUser(self.login.text(), " ".join(self.name.text().split()), self.roles.value, self.password.password)
        words = _("Akun {name} siap dipakai.").format(name=user.display_name)
        self.section.work(
            lambda _job: add_user(office, user, own), lambda _nothing: self.section.done(words), self.failed
        )

    def failed(self, error: PpoError) -> None:
        """The account's name has its own field."""
        if isValid(self) and error.code in ("user-name", "user-exists"):
            self.button.setEnabled(True)
            self.login_box.say(error.sentence)
            self.login.setFocus()
        else:
            super().failed(error)


class OwnPasswordForm(_Form):
    """The old password, and the new one twice."""

    def __init__(self, section: UsersSection) -> None:
        super().__init__(section, _("Ganti kata sandi saya"), _("Ganti kata sandi"))
        user = section.session.office.user
        self.password = NewPassword(lambda: (user.name, user.display_name))
        self.password.done.connect(self.own.line.setFocus)
        self.own_box.label.setText(_("Kata sandi yang sekarang"))
        self.own.setAccessibleName(_("Kata sandi yang sekarang"))
        self.first = self.password.first.line
        self.finish(self.password)

    def check(self) -> bool:
        """The new password twice."""
        return self.password.check()

    def start(self) -> None:
        """Change it."""
        office, old, new = self.section.session.office, self.own.text(), self.password.password
        self.section.work(
            lambda _job: accounts.change_password(office, old, new),
            lambda _nothing: self.section.done(_("Kata sandi Anda sudah diganti.")),
            self.failed,
        )


class RemovalForm(_Form):
    """What removing means, and one's own password."""

    def __init__(self, section: UsersSection, person: UserInfo) -> None:
        title = _("Hapus akun {name}?").format(name=person.display_name)
        super().__init__(section, title, _("Hapus akun ini"), look="danger")
        self.person = person
        told = _(
            "Orang itu tidak dapat masuk lagi di komputer ini. Yang sudah dicatatnya tetap ada, dengan namanya. "
            "Cadangan lama masih dapat dibuka dengan kata sandinya."
        )
        self.first = self.own
        self.finish(label(told, "soft"))

    def start(self) -> None:
        """Take it away."""
        office, name, own = self.section.session.office, self.person.name, self.own.text()
        words = _("Akun {name} dihapus.").format(name=self.person.display_name)
        self.section.work(
            lambda _job: accounts.remove_user(office, name, own), lambda _nothing: self.section.done(words), self.failed
        )


def _described(person: UserInfo) -> str:
    return _("{role}, nama akun {name}").format(role=role_words(person.role), name=person.name)
