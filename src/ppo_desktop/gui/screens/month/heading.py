"""What stands above the five steps: which report it is, how it stands, when it is due, and a word about amending."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.widgets import Badge, Banner, button, clear, column, label, row, set_role
from ppo_desktop.gui.screens.month.history import state_badge
from ppo_desktop.gui.screens.month.standing import Standing
from ppo_desktop.operations.months.ledger import ReportLine

MOST = 5
"""Changes that are told on screen; the paper tells more."""


def changes_words(standing: Standing) -> str:
    """What is not as the newest report says, as one text; ``""`` where all is."""
    changed = standing.changed_words
    more = len(changed) - MOST
    words = "; ".join(changed[:MOST]) + (_("; dan {count} lagi").format(count=number(more)) if more > 0 else "")
    return f"{words}." if words else ""


def changed_banner(standing: Standing, amend: Callable[[], object]) -> Banner:
    """That the newest report no longer says how things stand, and the button that makes an amended one."""
    came = standing.amends is not None and standing.amends.below and not standing.amends.own
    title = _("Laporan dari bawah bertambah atau berubah") if came else _("Catatan berubah sesudah laporan dibuat")
    return Banner("warn", title, changes_words(standing), [button(_begin_words(standing), amend)])


def _begin_words(standing: Standing) -> str:
    title = standing.amended_title
    return _("Buat {title}").format(title=title[:1].lower() + title[1:])


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
        title = standing.amended_title if is_amending else _("Laporan")
        self._title.setText(f"{title} {standing.month.label}")
        clear(self._badges)
        words, tone = state_badge(line) if line else (_("Belum ditandatangani"), "neutral")
        self._badges.addWidget(Badge(words, tone))
        self._badges.addStretch(1)
        self._due.setText(standing.due_words)
        set_role(self._due, "warning" if standing.is_late else "muted")
        self._due.setHidden(bool(line) or standing.is_top)
        clear(self._amending)
        may_amend = line is not None and not standing.changed_words  # else the banner on top offers it
        word = self._being_amended(standing) if is_amending else self._to_amend(standing) if may_amend else None
        if word is not None:
            self._amending.addWidget(word)

    def _being_amended(self, standing: Standing) -> QWidget | None:
        newest = standing.newest
        if newest is None:
            return None
        text = _("Menggantikan laporan tanggal {day}. Keduanya tetap tersimpan.").format(day=long_date(newest.made_on))
        text = f"{text} {changes_words(standing)}".strip()
        return Banner("info", standing.amended_title, text, [button(_("Batal"), self._amend_not, look="quiet")])

    def _to_amend(self, standing: Standing) -> QWidget:
        again = QWidget()
        quiet = button(_begin_words(standing), self._amend, look="quiet", icon_name="file-pen-line")
        again.setLayout(row(quiet, None))
        return again
