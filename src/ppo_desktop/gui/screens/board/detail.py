"""What is behind one cell: how the report stands, its files, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from ppo_desktop.core.clock import today
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Badge, Card, button, clear, label, reasons, row, withhold
from ppo_desktop.gui.screens.board.words import look
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.months.awaited import FromBelow
from ppo_desktop.records.paper_report import PAPER_REPORT
from ppo_desktop.reports.figures import TOTALS

MOST_REMARKS = 4


class Detail(Card):
    """The chosen cell."""

    def __init__(self, session: Session, remind: Callable[[str], object]) -> None:
        """Args: remind: writes a reminder to the office of that code."""
        super().__init__(margins=12)
        self._session = session
        self._remind = remind
        self.setAccessibleName(_("Rincian laporan yang dipilih"))
        self._told = QVBoxLayout()
        self._told.setSpacing(theme().px(tokens.TIGHT))
        self.body.addLayout(self._told)
        self._doors = Flow()
        self.body.addLayout(self._doors)
        self._why_not = label("", "muted")
        self.body.addWidget(self._why_not)
        self.buttons: list[QPushButton] = []
        self._shown: tuple[FromBelow, Month, bool] | None = None

    def focus(self) -> None:
        """Enter on a cell: to the first thing that can be done about it."""
        first = next((made for made in self.buttons if made.isEnabled()), None)
        if first:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, line: FromBelow | None, month: Month | None, *, answers_here: bool = True) -> None:
        """Show a cell; a line with remarks may follow the one without.

        Args:
            answers_here: no office between asks for its report.
        """
        if (line, month, answers_here) == self._shown:
            return
        held = next((place for place, made in enumerate(self.buttons) if made.hasFocus()), -1)
        self._shown = (line, month, answers_here) if line and month else None
        clear(self._told)
        clear(self._doors)
        self.buttons = []
        self._why_not.clear()
        if line is None or month is None:
            self._told.addWidget(label(_("Pilih satu kotak untuk melihat apa yang ada di baliknya."), "soft"))
            return
        shown = look(line)
        badge = Badge(shown.word, shown.tone, shown.icon) if shown else Badge(_unawaited(line))
        self._told.addLayout(row(label(f"{line.name}, {month.label}", "heading", wraps=False), badge, None))
        for words in self._words(line):
            self._told.addWidget(label(words, "soft"))
        remarks = line.remarks
        for remark in remarks[:MOST_REMARKS]:
            self._told.addWidget(label(remark, "warning"))
        if (more := len(remarks) - MOST_REMARKS) > 0:
            self._told.addWidget(label(_("Dan {count} hal lain.").format(count=number(more)), "warning"))
        for made in self._made(line, month, answers_here=answers_here):
            self._doors.addWidget(made)
            self.buttons.append(made)
        self._why_not.setText(reasons(self.buttons))
        if 0 <= held < len(self.buttons):
            self.buttons[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def _words(self, line: FromBelow) -> list[str]:
        told = []
        if line.received_on is None:
            told.append(
                _("Belum ada laporan.")
                if line.is_expected
                else _("Kuncinya belum dikenal pada bulan itu, dan belum ada laporan.")
            )
        told += [version.words + "." for version in line.versions]
        told += [
            words
            for words in (line.own_words, line.villages_words and line.villages_words + ".", line.silent_words)
            if words
        ]
        if line.paper:
            told.append(_("Laporan kertas diterima {day}.").format(day=long_date(line.paper.received_on)))
        if line.counts and not line.own_words:
            figures = "; ".join(f"{_(TOTALS[key][0])} {number(line.totals.get(key, 0))}" for key in TOTALS)
            words = _("Catatannya sendiri: {figures}.") if line.compiles else _("{figures}.")
            told.append(words.format(figures=figures))
        return told

    def _made(self, line: FromBelow, month: Month, *, answers_here: bool) -> list[QPushButton]:
        go, made = self._session.go, []
        for version in reversed(line.versions):
            title = f"{version.title} {month.label}, {line.name}"
            opens = button(
                _("Buka {title}").format(title=version.title.lower()),
                partial(go, "carrier", carrier=version.carrier, title=title),
                icon_name="file-text",
                spoken=_("Buka halaman {title}").format(title=title),
            )
            made.append(withhold(opens, "" if version.has_file else _("Berkasnya tidak lagi disimpan di sini.")))
        made.append(
            button(
                _("Buku ekspedisi"),
                partial(go, "transfers", office=line.office, carrier=line.carrier),
                icon_name="scroll-text",
                spoken=_("Buku ekspedisi {office}").format(office=line.name),
            )
        )
        compares = button(
            _("Rekonsiliasi"),
            partial(go, "reconcile", office=line.office),
            icon_name="scale",
            spoken=_("Rekonsiliasi dengan {office}").format(office=line.name),
        )
        made.append(withhold(compares, "" if line.newest else _("Belum ada berkasnya untuk dibandingkan.")))
        made.append(self._on_paper(line, month))
        reminds = button(_("Surat pengingat"), partial(self._remind, line.office), icon_name="send")
        reminds.setAccessibleName(_("Buat surat pengingat untuk {office}").format(office=line.name))
        made.append(withhold(reminds, _why_no_letter(line, answers_here=answers_here)))
        return made

    def _on_paper(self, line: FromBelow, month: Month) -> QPushButton:
        go = self._session.go
        if line.paper:
            about = {"kind": PAPER_REPORT.name, "owner": line.paper.typed_by, "record": line.paper.record}
            words, action = _("Buka laporan kertas"), partial(go, "record", **about)
        else:
            day = today(self._session.clock).isoformat()
            typed = {"sender": line.office, "month": str(month), "received_on": day}
            words, action = _("Ketik laporan kertas"), partial(go, "form", kind=PAPER_REPORT.name, typed=typed)
        made = button(words, action, icon_name="file-pen-line")
        why = "" if line.paper else self._session.why_not("record")
        if not line.paper and line.newest:
            why = _("Berkasnya sudah ada; laporan kertas tidak diperlukan.")
        return withhold(made, why)


def _why_no_letter(line: FromBelow, *, answers_here: bool) -> str:
    if line.received_on:
        return _("Laporannya sudah ada.")
    if not line.is_expected:
        return _("Belum ditunggu pada bulan itu.")
    return "" if answers_here else _("Surat untuk desa dibuat oleh kecamatannya.")


def _unawaited(line: FromBelow) -> str:
    reports_alone = any(village.is_counted for village in line.villages)
    return _("Desanya melapor langsung") if reports_alone else _("Tidak ditunggu")
