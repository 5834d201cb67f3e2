"""What stands above the five steps: which report it is, how it stands, when it is due, and a word about amending."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import Badge, Banner, button, clear, column, label, row
from ppo_desktop.gui.screens.month.history import state_badge
from ppo_desktop.gui.screens.month.standing import Standing
from ppo_desktop.operations.ledger import ReportLine


class Heading(QWidget):
    """Which report is made or shown here."""

    def __init__(self, amend: Callable[[], object], amend_not: Callable[[], object]) -> None:
        """Args: amend, amend_not: begin an amended report, and leave it."""
        super().__init__()
        self._amend, self._amend_not = amend, amend_not
        self._title = label("", "heading")
        self._badges = row()
        self._due = label("", "muted")
        self._amending = QVBoxLayout()
        self.setLayout(column(self._title, self._badges, self._due, self._amending))

    def tell(self, standing: Standing, line: ReportLine | None, *, is_amending: bool) -> None:
        """Show a month, and its report where there is one in force."""
        title = _("Laporan perbaikan {month}") if is_amending else _("Laporan {month}")
        self._title.setText(title.format(month=standing.month.label))
        clear(self._badges)
        words, tone = state_badge(line) if line else (_("Belum ditandatangani"), "neutral")
        self._badges.addWidget(Badge(words, tone))
        self._badges.addStretch(1)
        self._due.setText(standing.due_words)
        self._due.setHidden(bool(line) or standing.is_top)
        clear(self._amending)
        word = self._being_amended(standing) if is_amending else self._to_amend() if line else None
        if word is not None:
            self._amending.addWidget(word)

    def _being_amended(self, standing: Standing) -> QWidget | None:
        newest, changed = standing.newest, "; ".join(standing.changed_words)
        if newest is None:
            return None
        text = _("Menggantikan laporan tanggal {day}. Keduanya tetap tersimpan.").format(day=long_date(newest.made_on))
        text = f"{text} {changed}." if changed else text
        return Banner("info", _("Laporan perbaikan"), text, [button(_("Batal"), self._amend_not, look="quiet")])

    def _to_amend(self) -> QWidget:
        again = QWidget()
        quiet = button(_("Buat laporan perbaikan"), self._amend, look="quiet", icon_name="file-pen-line")
        again.setLayout(row(quiet, None))
        return again
