"""A password that is typed twice, with its strength in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import FieldBox, Password
from ppo_desktop.gui.design.strength import strength, strength_words
from ppo_desktop.gui.design.widgets import column


class NewPassword(QWidget):
    """Two fields; ``check`` says at the fields what is missing."""

    done = Signal()
    """Enter in the second field."""

    def __init__(self, known: Callable[[], Sequence[str]] = tuple, *, title: str = "") -> None:
        """Args: known: names that make a password easy to guess, asked while one types."""
        super().__init__()
        self._known = known
        self.first = Password(enter=self._go_on)
        self.second = Password(enter=self.done.emit)
        hint = _("Paling sedikit 8 huruf. Tiga atau empat kata yang mudah Anda ingat sudah kuat.")
        self.first_box = FieldBox(title or _("Kata sandi baru"), self.first, hint=hint)
        self.second_box = FieldBox(_("Ketik sekali lagi"), self.second)
        self.first.line.textChanged.connect(self._judge)
        self.second.line.textChanged.connect(lambda _text: self.second_box.say())
        self.setLayout(column(self.first_box, self.second_box, spacing=tokens.PAD))
        self.setFocusProxy(self.first.line)

    @property
    def password(self) -> str:
        return self.first.text()

    def set_password(self, password: str) -> None:
        """Fill both fields, with what was typed before."""
        self.first.line.setText(password)
        self.second.line.setText(password)

    @property
    def words(self) -> str:
        """What is said about the strength now."""
        return self.first_box.told

    def check(self) -> bool:
        """Whether this password may be taken; says at the field why not, and goes there."""
        judged = strength(self.password, self._known())
        if judged in ("short", "obvious"):
            self.first_box.tell("")  # the same words are not said twice
            self.first_box.say(strength_words(judged, len(self.password)))
            self.first.line.setFocus()
            return False
        self.first_box.say()
        if self.second.text() != self.password:
            self.second_box.say(_("Belum sama dengan yang di atas. Ketik lagi."))
            self.second.line.selectAll()
            self.second.line.setFocus()
            return False
        self.second_box.say()
        return True

    def clear(self) -> None:
        """Forget what was typed."""
        self.set_password("")

    def _judge(self, typed: str) -> None:
        self.first_box.say()
        self.first_box.tell(strength_words(strength(typed, self._known()), len(typed)) if typed else "")

    def _go_on(self) -> None:
        self.second.line.setFocus()
