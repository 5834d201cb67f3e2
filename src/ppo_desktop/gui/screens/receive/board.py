"""Who has reported this month, beside the files of the stick."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.clock import today
from ppo_desktop.core.offices import Level, parent, regions
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Badge, Card, button, clear, label, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations import awaited
from ppo_desktop.operations.awaited import FromBelow

_TONES = {"received": "ok", "nihil": "ok", "late": "warn", "awaited": "neutral", "missing": "bad"}
_WORDS: dict[str, Callable[[], str]] = {
    "received": lambda: _("Diterima"),
    "nihil": lambda: _("NIHIL"),
    "late": lambda: _("Terlambat"),
    "awaited": lambda: _("Ditunggu"),
    "missing": lambda: _("Belum"),
}


class Board(Card):
    """The offices below and their report of one month; another month by the arrows."""

    def __init__(self, page: Page) -> None:
        super().__init__(" ")
        self._page = page
        self._month = reported_month(page)
        self._earlier = button("", lambda: self._step(-1), look="quiet", icon_name="chevron-left")
        self._later = button("", lambda: self._step(1), look="quiet", icon_name="chevron-right")
        self._earlier.setAccessibleName(_("Bulan sebelumnya"))
        self._later.setAccessibleName(_("Bulan berikutnya"))
        self.head.addWidget(self._earlier)
        self.head.addWidget(self._later)
        self.summary = label("", "soft")
        self.body.addWidget(self.summary)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(theme().px(tokens.TIGHT))
        self.body.addWidget(inside)
        self.body.addStretch(1)

    def show_month(self, month: Month) -> None:
        """Look at that month."""
        if month != self._month:
            self._month = month
            self.load()

    def load(self) -> None:
        """Read the ledger again."""
        office, month = self._page.session.office, self._month
        self.title.setText(month.label)
        self._page.work(lambda _job: awaited.received(office, month), self._show)

    def _step(self, by: int) -> None:
        months = self._month.year * 12 + self._month.number - 1 + by
        self.show_month(Month(months // 12, months % 12 + 1))

    def _show(self, lines: list[FromBelow]) -> None:
        clear(self._list)
        came = sum(line.received_on is not None for line in lines)
        below = _below(self._page.session.office.code)
        words = _("{came} dari {all} kantor sudah diterima.").format(came=number(came), all=number(len(lines)))
        unknown = below - len(lines)
        if unknown > 0:
            words += " " + _("{count} kantor lain belum dikenal kuncinya pada bulan itu.").format(count=number(unknown))
        self.summary.setText(words)
        for line in sorted(lines, key=lambda line: (line.received_on is not None, line.name)):
            badge = Badge(_WORDS[line.state](), _TONES[line.state])
            badge.setToolTip(line.state_words)
            name = label(line.name)
            name.setAccessibleName(f"{line.name}: {line.state_words}")
            self._list.addLayout(row(name, None, badge))


def reported_month(page: Page) -> Month:
    """The month whose reports come in now: the one that has ended."""
    day = today(page.session.clock)
    return Month(day.year - 1, 12) if day.month == 1 else Month(day.year, day.month - 1)


def _below(code: str) -> int:
    """How many offices there could be directly below, by the list of regions."""
    return sum(parent(known) == code for known in regions())


def has_below(page: Page) -> bool:
    """Whether anybody reports to this office."""
    return page.session.office.identity.level is not Level.VILLAGE
