"""Who agrees, by own password."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import FieldBox, Password
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.shell.people import role_words
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting


class AssentBox(QWidget):
    """Head or secretary, and the password."""

    def __init__(self, office: Office, enter: Callable[[], object]) -> None:
        super().__init__()
        self._people = reporting.assenters(office)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(tokens.GAP))
        self._who = QComboBox()
        for person in self._people:
            self._who.addItem(f"{person.display_name} ({role_words(person.role)})", person.name)
        chosen = FieldBox(_("Yang menyetujui"), self._who)
        inside.addWidget(chosen)
        if len(self._people) < 2:
            chosen.hide()
        self.password = Password(enter=enter)
        one = self._people[0].display_name if len(self._people) == 1 else _("yang menyetujui")
        self.field = FieldBox(_("Kata sandi {name}").format(name=one), self.password)
        inside.addWidget(self.field)

    def focus(self) -> None:
        """Put the keyboard to the password; one that stands there is typed over."""
        self.password.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.password.line.selectAll()

    @property
    def credentials(self) -> Credentials:
        """Name and password as they stand."""
        at = max(self._who.currentIndex(), 0)
        return Credentials(self._people[at].name if self._people else "", self.password.text())

    def takes(self, error: PpoError) -> bool:
        """Say ``error`` at the password if it is about it; whether it was."""
        if error.code not in ("wrong-password", "may-not-assent", "wait"):
            return False
        if error.code != "wait":  # it was not tried, and may well be right
            self.password.clear()
        wrong = _("Kata sandi itu tidak cocok untuk akun ini. Ketik lagi; perhatikan huruf besar dan kecil.")
        self.field.say(wrong if error.code == "wrong-password" else error.sentence)
        self.focus()
        return True

    def forget(self) -> None:
        """Leave no password behind."""
        self.password.clear()
        self.field.say("")


def half(widget: QWidget) -> QHBoxLayout:
    """``widget`` on the left half of a line: nobody types a password as long as the window."""
    made = QHBoxLayout()
    made.addWidget(widget, 1)
    made.addStretch(1)
    return made
