"""The day of the following month on which monthly reports are due, as the office sets it."""

from __future__ import annotations

from PySide6.QtGui import QIntValidator

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import waiting


class DueDay(FieldBox):
    """One number, saved with the rest of the page."""

    def __init__(self, office: Office) -> None:
        self.line = line(longest=2)
        hint = _("Tanggal pada bulan berikutnya, 1 sampai {latest}.").format(latest=waiting.LATEST_DUE_DAY)
        super().__init__(_("Laporan bulanan jatuh tempo tanggal"), self.line, hint=hint)
        self.line.setValidator(QIntValidator(0, 99, self.line))
        self.line.setFixedWidth(theme().px(72))
        self.kept = waiting.day_of(office)
        self.line.setText(str(self.kept))

    @property
    def day(self) -> int:
        """As it stands in the field; 0: nothing."""
        return int(self.line.text() or 0)

    def check(self) -> bool:
        """Whether every month has that day; says so where not."""
        self.say()
        try:
            waiting.demand_day(self.day)
        except Refused as error:
            self.say(error.message)
            self.line.setFocus()
            return False
        return True
