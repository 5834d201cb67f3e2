"""Who is in the room. It is asked first: what may be asked depends on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.choices import BigRow, Choice
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, Card, label
from ppo_desktop.gui.screens.interview.steps import Step
from ppo_desktop.records.codes import code_list

COMPANIES = "screening-company"
ALONE = "SENDIRI"
_KEYS = "1234567890"
_WIDTH = 330


class _Present(BigRow):
    """One of those who may be here."""

    def __init__(self, choice: Choice, key: str) -> None:
        super().__init__(choice, key)
        self.setProperty("role", "answer")
        self.key = key
        self.setMinimumWidth(theme().px(_WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; Enter goes on and arrows move, both by the page."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            super().keyPressEvent(event)
        else:
            event.ignore()


class CompanyStep(Step):
    """Several may be ticked; being alone goes with nobody else."""

    changed = Signal(list)
    """Codes of those who are here."""

    def __init__(self, company: Sequence[str], principles: Sequence[str], *, is_second: bool) -> None:
        super().__init__()
        if is_second:
            words = _("Jawaban yang sudah ada tetap tersimpan; tanyakan yang belum terjawab.")
            self.body.addWidget(Banner("info", _("Melanjutkan skrining."), words))
        self.body.addWidget(label(_("Siapa yang ada di ruangan ini sekarang?"), "question"))
        hint = _("Sebaiknya bicara berdua saja. Selama ada yang ikut mendengar, sebagian pertanyaan menunggu.")
        self.body.addWidget(label(hint, "soft"))
        self.rows: dict[str, _Present] = {}
        for place, code in enumerate(code_list(COMPANIES).active):
            made = _Present(Choice(code.code, code.label), _KEYS[place] if place < len(_KEYS) else "")
            made.setChecked(code.code in company)
            made.toggled.connect(lambda is_on, code=code.code: self._toggled(code, is_on))
            self.rows[code.code] = made
        self.body.addLayout(Flow(self.rows.values(), even=True))
        card = Card(_("Sebelum mulai"), role="sunken", spacing=tokens.TIGHT)
        for line in principles:
            card.body.addWidget(label(f"•  {line}", "soft"))
        self.body.addWidget(card)
        self.body.addStretch(1)

    @property
    def company(self) -> list[str]:
        """Codes of those who are ticked."""
        return [code for code, made in self.rows.items() if made.isChecked()]

    def first_focus(self) -> QWidget:
        return next((made for made in self.rows.values() if made.isChecked()), self.rows[ALONE])

    def press(self, key: str) -> bool:
        for made in self.rows.values():
            if made.key == key:
                made.click()
                made.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def shift(self, steps: int) -> bool:
        rows = list(self.rows.values())
        at = next((place for place, made in enumerate(rows) if made.hasFocus()), 0)
        rows[min(max(at + steps, 0), len(rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _toggled(self, code: str, is_on: bool) -> None:
        others = [made for other, made in self.rows.items() if (other == ALONE) != (code == ALONE)]
        if is_on:
            for made in others:
                made.setChecked(False)
        self.changed.emit(self.company)
