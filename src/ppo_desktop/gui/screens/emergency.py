"""The emergency code: shown in groups, printed or copied by hand, and proved by typing two groups back."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, Card, button, column, label, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.printing import has_printer

ASKED = 2
"""How many groups are typed back."""


class EmergencyCode(QWidget):
    """The code and its proof, on a page while its office is open."""

    done = Signal()
    """Enter in the last field."""

    def __init__(self, code: str, page: Page) -> None:
        """Args: code: as ``setup`` and ``accounts`` return it, groups joined by hyphens."""
        super().__init__()
        self._code, self._page = code, page
        groups = code.split("-")
        shown = Card(role="sunken", margins=16)
        grid = QGridLayout()
        grid.setSpacing(theme().px(10))
        for place, group in enumerate(groups):
            cell = column(
                label(_("Kelompok {number}").format(number=place + 1), "tiny", wraps=False),
                label(group, "code", wraps=False),
                spacing=0,
            )
            grid.addLayout(cell, place // 3, place % 3)
        shown.body.addLayout(grid)
        shown.setAccessibleName(_("Kode darurat: {code}").format(code=", ".join(" ".join(group) for group in groups)))
        self.print_action = Action(button(_("Cetak lembar kode"), self.print_sheet, icon_name="printer"))
        self.asked = tuple(sorted(secrets.SystemRandom().sample(range(len(groups)), ASKED)))
        self.fields = [line(longest=12) for _group in self.asked]
        self.boxes = [
            FieldBox(_("Kelompok {number}").format(number=place + 1), field)
            for place, field in zip(self.asked, self.fields, strict=True)
        ]
        for before, after in zip(self.fields, self.fields[1:], strict=False):
            before.returnPressed.connect(after.setFocus)
        self.fields[-1].returnPressed.connect(self.done)
        copying = _(
            "Cetak, atau salin dengan tangan ke kertas. Simpan di tempat terkunci, misalnya lemari besi kantor. "
            "Jangan difoto."
        )
        printing_row = row(self.print_action, label(copying, "soft"), spacing=16)
        printing_row.setStretch(1, 1)
        self.setLayout(
            column(
                shown,
                printing_row,
                label(_("Ketik dua kelompok ini dari kertas Anda, agar yakin tertulis benar:"), "strong"),
                row(*self.boxes, spacing=16),
                spacing=14,
            )
        )
        if not has_printer():
            self.print_action.refuse(_("Belum ada printer. Salin dengan tangan."))

    def first_focus(self) -> QWidget:
        """Printing, where there is a printer."""
        return self.print_action.button if self.print_action.button.isEnabled() else self.fields[0]

    def check(self) -> bool:
        """Whether both groups were typed as they are; says at the field which is not."""
        from ppo_desktop.operations.doors.setup import is_code_group

        wrong = [
            place
            for place, field in enumerate(self.fields)
            if not is_code_group(self._code, self.asked[place], field.text())
        ]
        for place, box in enumerate(self.boxes):
            box.say(_("Belum sama. Lihat lagi kelompok ini di kertas.") if place in wrong else "")
        if wrong:
            self.fields[wrong[0]].setFocus()
            self.fields[wrong[0]].selectAll()
        return not wrong

    def remember(self, done: Callable[[], object] = lambda: None) -> None:
        """Let the office know that its code stands on paper."""
        office = self._page.session.office

        def confirmed() -> None:
            from ppo_desktop.operations.doors.accounts import confirm_code

            confirm_code(office)

        self._page.work(lambda _job: confirmed(), lambda _nothing: done())

    def print_sheet(self) -> None:
        """Ask which printer, and print one page; printing into a file is not offered, for files are copied."""
        from ppo_desktop.gui.shell import printing
        from ppo_desktop.operations.house import preferences

        paper = preferences.load(self._page.session.home).paper
        printer = printing.ask_printer(self, _("lembar kode darurat"), paper, is_secret=True)
        if printer is None:
            return
        office, code = self._page.session.office, self._code

        def sheet() -> bytes:
            from ppo_desktop.operations.doors.accounts import code_sheet

            return code_sheet(office, code, paper)

        self._page.work(
            lambda job: printing.draw([sheet()], printer, job.progress),
            lambda _pages: self.fields[0].setFocus() if isValid(self) else None,
            holds=True,
        )
