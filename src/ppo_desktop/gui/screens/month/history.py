"""The reports made so far, the newest first: where each is now, and to see, print or copy it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Badge, Card, button, clear, label, row, rule
from ppo_desktop.gui.screens.month.standing import line_title, signed_words
from ppo_desktop.gui.screens.month.steps import News
from ppo_desktop.operations.months.ledger import ReportLine

FIRST_SHOWN = 8
Chosen = Callable[[ReportLine], object]


class History(Card):
    """A list of reports with their state and three ways to use each again."""

    def __init__(self, see: Chosen, print_: Chosen, copy: Chosen) -> None:
        super().__init__(_("Riwayat laporan"))
        self._ways = (
            (_("Lihat"), "eye", see),
            (_("Cetak lagi"), "printer", print_),
            (_("Salin lagi"), "usb", copy),
        )
        self.news = News()
        self.body.addWidget(self.news)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(12))
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self._lines: Sequence[ReportLine] = ()
        self._shows_all = False

    def tell(self, lines: Sequence[ReportLine]) -> None:
        """Show these reports."""
        self._lines = lines
        clear(self._list)
        shown = lines if self._shows_all else lines[:FIRST_SHOWN]
        if not lines:
            self._list.addWidget(label(_("Belum ada laporan yang dibuat di kantor ini."), "soft"))
        for place, line in enumerate(shown):
            if place:
                self._list.addWidget(rule())
            self._list.addWidget(self._entry(line))
        if len(shown) < len(lines):
            more = _("Tampilkan {count} yang lebih lama").format(count=number(len(lines) - len(shown)))
            self._list.addLayout(row(button(more, self._show_all, look="quiet", icon_name="chevron-down"), None))

    def _show_all(self) -> None:
        self._shows_all = True
        self.tell(self._lines)

    def _entry(self, line: ReportLine) -> QWidget:
        made = QWidget()
        inside = QVBoxLayout(made)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(tokens.TIGHT))
        title = line_title(line)
        inside.addWidget(label(title, "strong"))
        words, tone = state_badge(line)
        inside.addLayout(row(Badge(words, tone), None))
        about = signed_words(line)
        if line.number:
            about = _("{about} Nomor {number}.").format(about=about, number=line.number)
        inside.addWidget(label(about, "soft"))
        if line.has_file:
            ways = self._ways if line.is_newest else self._ways[:2]
            made_buttons = [
                button(
                    words,
                    partial(way, line),
                    look="quiet",
                    icon_name=icon_name,
                    spoken=_("{action}: laporan {title}").format(action=words, title=title),
                )
                for words, icon_name, way in ways
            ]
            inside.addLayout(row(*made_buttons, None, spacing=0))
        made.setAccessibleName(_("{title}: {state}").format(title=title, state=words))
        return made


def state_badge(line: ReportLine) -> tuple[str, str]:
    """How a report stands, short, and the tone: ``Diterima 4 Desember 2026``."""
    if line.state == "received":
        day = line.received_on
        return (_("Diterima {day}").format(day=long_date(day)) if day else _("Diterima")), "ok"
    if line.state == "signed" and line.is_newest:
        return _("Ditandatangani {day}").format(day=long_date(line.made_on)), "ok"
    if not line.is_newest:
        return _("Diganti laporan perbaikan"), "neutral"
    if line.state == "withdrawn":
        return _("Ditarik, perlu dibuat lagi"), "bad"
    if line.copied_on:
        return _("Di flashdisk {day}").format(day=long_date(line.copied_on)), "info"
    return _("Dibuat {day}").format(day=long_date(line.made_on)), "warn"
