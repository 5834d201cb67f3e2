"""The day of the following month on which monthly reports are due, as the office sets it."""

from __future__ import annotations

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button, column, row
from ppo_desktop.gui.screens.settings.section import Section
from ppo_desktop.operations import waiting


class DueDay(QWidget):
    """One number and the button that keeps it."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self._section = section
        self.line = line(str(waiting.day_of(section.session.office)), longest=2, enter=self.save)
        self.line.setValidator(QIntValidator(0, 99, self.line))
        self.line.setFixedWidth(theme().px(72))
        hint = _("Tanggal pada bulan berikutnya, 1 sampai {latest}.").format(latest=waiting.LATEST_DUE_DAY)
        self.box = FieldBox(_("Laporan bulanan jatuh tempo tanggal"), self.line, hint=hint)
        self.keep = button(_("Simpan tanggal"), self.save, icon_name="save")
        inside = column(self.box, row(self.keep, None))
        inside.setContentsMargins(0, 0, 0, 0)
        self.setLayout(inside)

    def save(self) -> None:
        """Let reports be due on that day from now on."""
        day, office = int(self.line.text() or 0), self._section.session.office
        self.box.say()
        self._section.work(
            lambda _job: waiting.set_due_day(office, day),
            lambda _nothing: self._section.session.tell(_("Tanggal jatuh tempo disimpan.")),
            lambda error: self.box.say(error.message),
        )
