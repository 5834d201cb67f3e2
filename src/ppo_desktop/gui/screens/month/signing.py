"""Steps 2 and 3: the letter's number, and who answers for the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import FieldBox, Password, line
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button, clear, label, row
from ppo_desktop.gui.screens.month.standing import Assenter
from ppo_desktop.gui.screens.month.steps import Step
from ppo_desktop.reports.signing_words import SignatureLevel

LONGEST_NUMBER = 60
LONGEST_NAME = 36
"""Letters of a name that are shown beside its button; all of it is spoken and in the tooltip."""


class NumberStep(Step):
    """The number from the agenda book, or dots for the pen."""

    def __init__(self, accepted: Callable[[], object], typed: Callable[[], object]) -> None:
        """Args: accepted: the number stands. typed: it changed and the typing rests."""
        super().__init__(2, _("Nomor surat"))
        self.line = line(longest=LONGEST_NUMBER, enter=accepted)
        self.line.editingFinished.connect(lambda: typed())
        self.box = FieldBox(
            _("Nomor dari buku agenda"),
            self.line,
            hint=_("Bila dikosongkan, pada cetakan ada titik-titik untuk ditulis tangan."),
            optional=True,
        )
        self.primary = button(_("Lanjut"), accepted, look="primary", icon_name="check")
        self.body.addWidget(self.box)
        self.body.addLayout(row(self.primary, None))

    def first(self) -> QWidget:
        return self.line

    @property
    def typed(self) -> str:
        return self.line.text().strip()

    def summary(self, number: str) -> str:
        return _("Nomor {number}").format(number=number) if number else _("Ditulis tangan pada cetakan.")


class SignStep(Step):
    """Head or secretary with an own password, or a clerk who sends what the head signs on paper."""

    def __init__(self, sign: Callable[[], object], chosen: Callable[[], object], later: Callable[[], object]) -> None:
        """Args: later: leave the report ready for whoever assents."""
        super().__init__(3, _("Tutup buku dan tanda tangan"))
        self._chosen = chosen
        self.may_wait = True
        """Whether it may be left for whoever assents."""
        self._people: Sequence[Assenter] | None = None
        self._group = QButtonGroup(self)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(0)
        self.password = Password(enter=sign)
        self.box = FieldBox(_("Kata sandi"), self.password)
        self._meaning = label("", "soft")
        self.primary = button(_("Tutup buku dan tandatangani"), sign, look="primary", icon_name="signature")
        self.body.addLayout(self._choices)
        self.body.addWidget(self.box)
        self.body.addWidget(self._meaning)
        self.later = button(_("Siapkan; pimpinan menyetujui nanti"), later, look="quiet", icon_name="hourglass")
        self.body.addLayout(row(self.primary, None))
        self.body.addLayout(row(self.later, None))

    @property
    def account(self) -> str:
        """Account of whoever assents; ``""``: sent by the clerk."""
        checked = self._group.checkedButton()
        return str(checked.property("account")) if checked else ""

    def tell(self, people: Sequence[Assenter], month: str, account: str | None) -> None:
        """Offer ``people`` and the clerk's way; ``account`` was chosen before."""
        self._month = month
        if people != self._people:
            self._people = people
            clear(self._choices)
            for person in people:
                self._offer(person.account, person.name, person.title)
            self._offer("", _("Tanpa kata sandi pimpinan"), _("Dikirim petugas, tanda tangan pimpinan pada cetakan"))
        wanted = account if account is not None else next((person.account for person in people), "")
        for made in self._group.buttons():
            made.setChecked(made.property("account") == wanted)
        self._explain()

    def fail(self, error: PpoError) -> None:
        """A wrong password is said at the password, which is typed again; the rest in the step."""
        if error.code == "wrong-password":
            self.box.say(_("Kata sandi itu tidak cocok untuk akun ini. Ketik lagi; perhatikan huruf besar dan kecil."))
            self.password.line.selectAll()
            self.password.setFocus()
        elif error.code == "wait":
            self.box.say(error.sentence)
            self.password.setFocus()
        else:
            self.news.fail(error)

    def first(self) -> QWidget:
        checked = self._group.checkedButton()
        return self.password.line if self.account or checked is None else checked

    def forget(self) -> None:
        """No password stays in a field longer than needed."""
        self.password.clear()
        self.box.say()

    def _offer(self, account: str, name: str, title: str) -> None:
        shown = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
        made = QRadioButton(shown.replace("&", "&&"))
        made.setAccessibleName(_("{name}, {title}").format(name=name, title=title))
        made.setToolTip(name)
        made.setProperty("account", account)
        made.clicked.connect(self._choose)
        self._group.addButton(made)
        self._choices.addWidget(made)
        below = row(label(title, "muted"))
        below.setContentsMargins(theme().px(30), 0, 0, theme().px(tokens.TIGHT))
        self._choices.addLayout(below)

    def _choose(self) -> None:
        self.forget()
        self._explain()
        self._chosen()

    def _explain(self) -> None:
        person = next((person for person in self._people or () if person.account == self.account), None)
        self.box.setHidden(person is None)
        self.later.setHidden(person is None or not self.may_wait)
        after = _("Sesudah ini buku {month} ditutup; perubahan kemudian menjadi laporan perbaikan.")
        if person:
            self.box.label.setText(_("Kata sandi {name}").format(name=person.name).replace("&", "&&"))
            self.password.setAccessibleName(_("Kata sandi {name}").format(name=person.name))
            words, text = f"{SignatureLevel.OFFICE_KEY.title}. {after}", _("Tutup buku dan tandatangani")
        else:
            words = _(
                "Laporan berangkat tanpa persetujuan pimpinan, dan penerima melihat itu. Cetak laporannya, mintakan "
                "tanda tangan dan cap pimpinan, lalu simpan cetakannya."
            )
            words = f"{words} {after}"
            text = _("Tutup buku sebagai petugas")
        self._meaning.setText(words.format(month=self._month))
        self.primary.setText("\N{EN SPACE}" + text)
        self.primary.setAccessibleName(text)
