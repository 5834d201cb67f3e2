"""Lupa kata sandi: the emergency code gives an account a new password."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.new_password import NewPassword
from ppo_desktop.gui.design.widgets import Banner, button, label, row, rule
from ppo_desktop.gui.shell.door import DoorPage
from ppo_desktop.gui.shell.people import role_words
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations import doorstep

LETTERS = 30
"""Letters and digits of an emergency code."""


class RecoverPage(DoorPage):
    """Whose password, the code from paper, and a new password twice."""

    help = (
        N_("Ambil lembar kode darurat kantor dari tempat terkunci."),
        N_("Ketik keenam kelompoknya. Huruf kecil, spasi, dan tanda hubung boleh."),
        N_("Sesudah itu kembalikan lembarnya. Bila ada yang melihatnya, buat kode baru di Pengaturan."),
        N_("Lembar kode hilang dan semua kata sandi terlupa? Data tidak dapat dibuka lagi oleh siapa pun."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Lupa kata sandi"), _("Kode darurat di kertas memberi akun kata sandi baru."))
        state = doorstep.state(session.paths)
        self.account = state.accounts[0].name if state.accounts else ""
        self.people = Choices(
            [Choice(one.name, one.display_name, role_words(one.role), "user-round") for one in state.accounts],
            columns=2,
            keys=False,
        )
        self.code = line(longest=60, placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.code_box = FieldBox(_("Kode darurat"), self.code, hint=_("30 huruf dan angka dari lembar kode darurat."))
        self.password = NewPassword(self._known)
        self.submit = button(_("Pakai kata sandi baru"), self.reset, look="primary")
        self.people.chosen.connect(self._choose)
        self.people.picked.connect(lambda _name: self.code.setFocus())
        self.code.textEdited.connect(self._count)
        self.code.returnPressed.connect(self.password.first.line.setFocus)
        self.password.done.connect(self.reset)
        if state.problem:
            self.show_banner(Banner("bad", state.problem.message, state.problem.advice))
        if len(state.accounts) > 1:
            self.card.body.addWidget(label(_("Akun siapa?"), "strong"))
            self.card.body.addWidget(self.people)
        for widget in (self.code_box, self.password, self.submit, self.busy, rule()):
            self.card.body.addWidget(widget)
        back = self.quiet_door(_("Kembali"), "arrow-left", lambda: session.go("unlock"))
        self.card.body.addLayout(row(back, None))
        self.submit.setEnabled(bool(state.accounts))

    def enter(self, **arguments: object) -> None:
        """The account that was marked at the door, as ``account``."""
        self.account = str(arguments.get("account") or self.account)
        self.people.set_value(self.account)

    def first_focus(self) -> QWidget | None:
        """The code."""
        return self.code

    def back(self) -> bool:
        """To the door."""
        self.session.go("unlock")
        return True

    def reset(self) -> None:
        """Give the account its new password."""
        if not self.submit.isEnabled():
            return
        if len(_letters(self.code.text())) != LETTERS:
            self.code_box.say(_("Kodenya 30 huruf dan angka; lihat lagi lembarnya."))
            self.code.setFocus()
            return
        self.code_box.say()
        if not self.password.check():
            return
        self.submit.setEnabled(False)
        paths, code, account, password = self.session.paths, self.code.text(), self.account, self.password.password

        def changed() -> None:
            from ppo_desktop.operations.setup import reset_password

            reset_password(paths, code, account, password)

        self.during(
            self.work(lambda _job: changed(), lambda _nothing: self._done(), self._failed, holds=True),
            _("Memeriksa kode…"),
        )

    def _done(self) -> None:
        self.session.wrong_tries = 0
        self.code.clear()
        self.password.clear()
        self.session.tell(_("Kata sandi baru sudah dipakai. Silakan masuk."))
        self.session.go("unlock", account=self.account)

    def _failed(self, error: PpoError) -> None:
        self.submit.setEnabled(True)
        if error.code == "wrong-code":
            self.code_box.say(error.sentence)
            self.code.setFocus()
        else:
            self.show_error(error)

    def _choose(self, name: str) -> None:
        self.account = name

    def _known(self) -> tuple[str, ...]:
        return (self.account,)

    def _count(self, typed: str) -> None:
        self.code_box.say()
        count = len(_letters(typed))
        self.code_box.tell(_("{count} dari {all} huruf dan angka").format(count=count, all=LETTERS) if count else "")


def _letters(typed: str) -> str:
    return re.sub(r"[\W_]+", "", typed)
