"""Lupa kata sandi: the emergency code, whole or from two of three sheets, gives an account a new password."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ppo_desktop.core.errors import PpoError, Refused
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.new_password import NewPassword
from ppo_desktop.gui.design.widgets import Banner, button, column, label, row, rule
from ppo_desktop.gui.shell.door import DoorPage
from ppo_desktop.gui.shell.people import role_words
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.doors import doorstep

LETTERS = 30
"""Letters and digits of an emergency code."""


class RecoverPage(DoorPage):
    """Whose password, the code from paper, and a new password twice."""

    help = (
        N_("Ambil lembar kode darurat kantor dari tempat terkunci."),
        N_("Ketik keenam kelompoknya. Huruf kecil, spasi, dan tanda hubung boleh."),
        N_("Bila kodenya dibagi tiga lembar: dua lembar yang mana pun cukup, masing-masing sembilan kelompok."),
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
        self.sheets = TwoSheets(lambda: self.password.setFocus())
        self.sheets.hide()
        self.uses_sheets = False
        self.other_way = button("", self.turn, look="quiet", icon_name="layers")
        self._name_other_way()
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
        self.card.body.addWidget(self.code_box)
        self.card.body.addWidget(self.sheets)
        self.card.body.addLayout(row(self.other_way, None))
        for widget in (self.password, self.submit, self.busy, rule()):
            self.card.body.addWidget(widget)
        back = self.quiet_door(_("Kembali"), "arrow-left", lambda: session.go("unlock"))
        self.card.body.addLayout(row(back, None))
        self.submit.setEnabled(bool(state.accounts))

    def enter(self, **arguments: object) -> None:
        """The account that was marked at the door, as ``account``."""
        self.account = str(arguments.get("account") or self.account)
        self.people.set_value(self.account)

    def first_focus(self) -> QWidget | None:
        """The code, or the first sheet."""
        return self.sheets.fields[0] if self.uses_sheets else self.code

    def turn(self) -> None:
        """From the whole code to two sheets, or back."""
        self.uses_sheets = not self.uses_sheets
        self.code_box.setVisible(not self.uses_sheets)
        self.sheets.setVisible(self.uses_sheets)
        self._name_other_way()
        (self.sheets.fields[0] if self.uses_sheets else self.code).setFocus()

    def _name_other_way(self) -> None:
        words = _("Pakai lembar kode utuh") if self.uses_sheets else _("Pakai dua dari tiga lembar")
        self.other_way.setText(f"\N{EN SPACE}{words}")  # room behind the picture, as all buttons have
        self.other_way.setAccessibleName(words)

    def back(self) -> bool:
        """To the door."""
        self.session.go("unlock")
        return True

    def reset(self) -> None:
        """Give the account its new password."""
        if not self.submit.isEnabled():
            return
        code = self.sheets.code() if self.uses_sheets else self._whole()
        if not code or not self.password.check():
            return
        self.submit.setEnabled(False)
        paths, account, password = self.session.paths, self.account, self.password.password

        def changed() -> None:
            from ppo_desktop.operations.doors.setup import reset_password

            reset_password(paths, code, account, password)

        self.during(
            self.work(lambda _job: changed(), lambda _nothing: self._done(), self._failed, holds=True),
            _("Memeriksa kode…"),
        )

    def _whole(self) -> str:
        """The code as typed; ``""`` after saying what is wrong with it."""
        if len(_letters(self.code.text())) != LETTERS:
            self.code_box.say(_("Kodenya 30 huruf dan angka; lihat lagi lembarnya."))
            self.code.setFocus()
            return ""
        self.code_box.say()
        return self.code.text()

    def _done(self) -> None:
        self.code.clear()
        self.sheets.clear()
        self.password.clear()
        self.session.tell(_("Kata sandi baru sudah dipakai. Silakan masuk."))
        self.session.go("unlock", account=self.account)

    def _failed(self, error: PpoError) -> None:
        self.submit.setEnabled(True)
        if error.code == "wrong-code" and self.uses_sheets:
            self.sheets.say(_("Kedua lembar itu memberi kode lama, yang tidak berlaku lagi."))
        elif error.code == "wrong-code":
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


class TwoSheets(QWidget):
    """Two of the three sheets, each typed whole; what is wrong is said at the sheet, by group."""

    def __init__(self, done: Callable[[], object]) -> None:
        """Args: done: Enter in the second."""
        super().__init__()
        self.fields = [line(longest=90, placeholder="XXXXX XXXXX XXXXX …") for _sheet in range(2)]
        titles = (_("Lembar pertama"), _("Lembar kedua"))
        hint = _("Kesembilan kelompok dari satu lembar.")
        self.boxes = [FieldBox(title, field, hint=hint) for title, field in zip(titles, self.fields, strict=True)]
        self.fields[0].returnPressed.connect(self.fields[1].setFocus)
        self.fields[1].returnPressed.connect(done)
        for field, box in zip(self.fields, self.boxes, strict=True):
            field.textEdited.connect(lambda typed, box=box: self._count(typed, box))
        self.setLayout(column(*self.boxes, spacing=14))

    def code(self) -> str:
        """The code of both; ``""`` after saying at the sheet what is wrong."""
        from ppo_desktop.operations.doors import code_shares

        for field, box in zip(self.fields, self.boxes, strict=True):
            box.say()
            try:
                code_shares.demand_sheet(field.text())
            except Refused as error:
                box.say(error.sentence)
                field.setFocus()
                return ""
        try:
            return code_shares.code_from(*(field.text() for field in self.fields))
        except Refused as error:
            self.say(error.sentence)
            return ""

    def say(self, sentence: str) -> None:
        """Say what is wrong with both together."""
        self.boxes[1].say(sentence)
        self.fields[1].setFocus()

    def clear(self) -> None:
        for field in self.fields:
            field.clear()

    @staticmethod
    def _count(typed: str, box: FieldBox) -> None:
        """While somebody types: how far, and which group cannot be right."""
        from ppo_desktop.operations.doors.code_shares import GROUP, GROUPS, is_group

        box.say()
        letters = _letters(typed)
        whole = [letters[start : start + GROUP] for start in range(0, len(letters) - GROUP + 1, GROUP)]
        wrong = [str(place + 1) for place, part in enumerate(whole[:GROUPS]) if not is_group(part, place)]
        told = _("{count} dari {all} huruf dan angka").format(count=len(letters), all=GROUPS * GROUP) if letters else ""
        if wrong:
            told += " · " + _("lihat lagi kelompok {numbers}").format(numbers=", ".join(wrong))
        box.tell(told)


def _letters(typed: str) -> str:
    return re.sub(r"[\W_]+", "", typed)
