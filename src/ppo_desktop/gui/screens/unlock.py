"""Masuk: who is it, and the password."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, Password
from ppo_desktop.gui.design.widgets import Card, button
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session


class UnlockPage(Page):
    """Tiles of accounts and one password field."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Masuk"))
        card = Card()
        self.password = Password(enter=self._unlock)
        card.body.addWidget(FieldBox(_("Kata sandi"), self.password))
        card.body.addWidget(button(_("Masuk"), self._unlock, look="primary"))
        self.body.addWidget(card)
        self.body.addStretch(1)

    def first_focus(self) -> QWidget | None:
        return self.password.line

    def _unlock(self) -> None:
        from ppo_desktop.operations import doorstep
        from ppo_desktop.operations.opening import open_office

        name = doorstep.state(self.session.paths).accounts[0].name
        password = self.password.text()
        paths, clock = self.session.paths, self.session.clock

        def opened(office: object) -> None:
            self.session.open(office)  # type: ignore[arg-type]
            self.session.go("home")

        self.work(lambda _job: open_office(paths, name, password, clock), opened)
