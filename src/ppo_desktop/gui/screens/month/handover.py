"""Steps 4 and 5: onto paper, and onto the stick."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.sticks import StickChooser
from ppo_desktop.gui.design.widgets import button, column, label, row
from ppo_desktop.gui.screens.month.steps import Step
from ppo_desktop.operations.months.ledger import ReportLine

if TYPE_CHECKING:
    from ppo_desktop.gui.shell.session import Session

PRINT_KEYS, STICK_KEYS = "Ctrl+P", "Ctrl+E"


class PrintStep(Step):
    """Report and recap on paper, or as PDF files to be printed elsewhere."""

    def __init__(
        self,
        print_: Callable[[], object],
        save: Callable[[], object],
        later: Callable[[], object],
        outside: Callable[[], object],
    ) -> None:
        super().__init__(4, _("Cetak"))
        words = _("Cetak laporan")
        self.primary = button(f"{words}  ({PRINT_KEYS})", print_, look="primary", icon_name="printer", spoken=words)
        self.save = button(_("Simpan PDF untuk dicetak"), save, icon_name="download")
        self.later = button(_("Cetak nanti"), later, look="quiet")
        self.recap = QCheckBox(_("Sertakan rekap untuk arsip kantor"))
        self.recap.setAccessibleName(self.recap.text())
        self.recap.setToolTip(_("Rekap memuat angka kecil yang dapat menunjuk orang: jangan ditempel atau dibagikan."))
        self.no_recap = label(
            _("Rekapnya tidak ikut: catatan bulan itu sudah berubah sesudah laporan dibuat."), "muted"
        )
        self.body.addWidget(self.recap)
        self.body.addWidget(self.no_recap)
        self.outside = button(_("Tanda tangan di luar program"), outside, look="quiet", icon_name="pen-line")
        rows = (self.primary, self.save, self.outside, self.later)
        self.body.addLayout(column(*(row(made, None) for made in rows)))

    def tell(self, *, has_recap: bool) -> None:
        """Whether there is a recap that fits the report."""
        self.recap.setVisible(has_recap)
        self.recap.setChecked(has_recap and self.recap.isChecked())
        self.no_recap.setHidden(has_recap)


class StickStep(Step):
    """Onto the stick, as often as wanted, until the receipt is back."""

    def __init__(self, session: Session, save: Callable[[], object]) -> None:
        super().__init__(5, _("Simpan ke flashdisk"))
        words = _("Simpan ke flashdisk")
        self.chooser = StickChooser(session)
        self.primary = button(f"{words}  ({STICK_KEYS})", save, look="primary", icon_name="usb", spoken=words)
        self.chooser.entered.connect(lambda: save())
        self.body.addWidget(self.chooser)
        self.body.addLayout(row(self.primary, None))

    def first(self) -> QWidget:
        return self.primary if self.chooser.folder else self.chooser.other

    def summary(self, line: ReportLine, upper: str) -> str:
        """Where the report is now."""
        if line.state == "received":
            if line.received_on:
                return _("Diterima {office} {day}.").format(office=upper, day=long_date(line.received_on))
            return _("Diterima {office}.").format(office=upper)
        if line.state == "copied" and line.copied_on:
            return _("Di flashdisk sejak {day}. Serahkan ke {office}.").format(
                day=long_date(line.copied_on), office=upper
            )
        return _("Untuk {office}. Colokkan flashdisk, lalu simpan.").format(office=upper)
