"""The page: a year of reports on one grid, what is behind the chosen cell below it, and letters to those silent."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.clock import today
from ppo_desktop.core.period import Month, long_date
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, Empty, button, clear, label, row, withhold
from ppo_desktop.gui.screens.board.detail import Detail
from ppo_desktop.gui.screens.board.model import BoardModel
from ppo_desktop.gui.screens.board.painter import HEIGHT
from ppo_desktop.gui.screens.board.table import BoardTable
from ppo_desktop.gui.screens.board.watching import StickWatch
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.months.awaited import FromBelow
from ppo_desktop.operations.neighbours import board
from ppo_desktop.operations.neighbours.board import Board, OfficeYear
from ppo_desktop.operations.papers import reminding
from ppo_desktop.records.paper_report import PAPER_REPORT

_ROWS = 4
"""So many are in sight however low the window is."""


class BoardPage(Page):
    """Arguments: ``month`` (``2026-11``), to begin with; else the month whose reports come in now."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Setiap baris satu kantor, setiap kolom satu bulan. Kata dan tandanya mengatakan keadaan laporannya."),
        N_("Panah memindah kotak; Home dan End ke bulan pertama dan terakhir."),
        N_("Enter menuju rincian di bawah: berkasnya, buku ekspedisi, laporan kertas, surat pengingat."),
        N_("Spasi pada baris kecamatan menampilkan desa-desanya; 12/18 berarti 12 dari 18 desa sudah melapor."),
        N_("Kata pada baris kecamatan ialah keadaan rekapnya; catatannya sendiri yang NIHIL disebut di rincian."),
        N_("“Digantikan”: laporan pertamanya diganti laporan perbaikan. Keduanya disimpan."),
        N_("“Kertas”: angkanya diketik dari laporan kertas, dan diganti sendiri bila berkasnya datang."),
        N_("P membuat surat pengingat untuk semua kantor yang belum melapor pada bulan yang dipilih."),
        N_("Flashdisk yang dicolokkan, atau berkas yang dijatuhkan ke sini, langsung dibuka di Terima berkas."),
        N_("Ctrl+PgUp dan Ctrl+PgDn berpindah tahun."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Papan laporan"), _("Siapa sudah melapor, bulan demi bulan."))
        self.setAcceptDrops(True)
        self._month = Month.of(today(session.clock)).previous
        self._year = self._month.year
        self._boards: dict[Month, Board] = {}
        self._earlier = button("", lambda: self.show_year(self._year - 1), look="quiet", icon_name="chevron-left")
        self._later = button("", lambda: self.show_year(self._year + 1), look="quiet", icon_name="chevron-right")
        self._earlier.setAccessibleName(_("Tahun sebelumnya"))
        self._later.setAccessibleName(_("Tahun berikutnya"))
        self._of_year = label(str(self._year), "heading", wraps=False)
        self.remind = button(_("Surat pengingat"), self.remind_all, icon_name="send")
        spoken = _("Ketik laporan kertas bulan yang dipilih")
        paper = button(_("Laporan kertas"), self._type_paper, icon_name="file-pen-line", spoken=spoken)
        receive = button(_("Terima berkas"), lambda: session.go("receive"), look="primary", icon_name="inbox")
        for made in (self.remind, withhold(paper, session.why_not("record")), receive):
            self.beside_title.addWidget(made)
        self.tell_why_not(paper)
        self.summary = label("", "soft")
        self.rows = BoardModel(self)
        self.table = BoardTable(self.rows)
        self.table.setMinimumHeight(theme().px(44 + _ROWS * HEIGHT))
        self._card = Card(margins=8)
        beside = row(self.summary, self._earlier, self._of_year, self._later, spacing=2)
        beside.setStretch(0, 1)
        self._card.body.addLayout(beside)
        self._card.body.addWidget(self.table, 1)
        self.detail = Detail(session, self.remind_one)
        self._nothing = QVBoxLayout()
        self.body.addWidget(self._card, 1)
        self.body.addWidget(self.detail)
        self.body.addLayout(self._nothing)
        self._tell_later = QTimer(self)
        self._tell_later.setSingleShot(True)
        self._tell_later.setInterval(120)
        self._tell_later.timeout.connect(self._look_closer)
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._open)
        self._watch = StickWatch(session, self)
        self._watch.plugged.connect(lambda _folder: session.go("receive"))
        for keys, deed in (
            ("P", self.remind_all),
            ("Ctrl+PgUp", lambda: self.show_year(self._year - 1)),
            ("Ctrl+PgDown", lambda: self.show_year(self._year + 1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.table, deed)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    # ------------------------------------------------------------------------------- the frame asks

    def enter(self, **arguments: object) -> None:
        """Read again how everybody stands."""
        self.clear_banner()
        if arguments.get("month"):
            self._month = Month.parse(str(arguments["month"]))
            self._year = self._month.year
            self.table.clearSelection()
        self.load()

    def leave(self) -> None:
        self._tell_later.stop()

    def refresh(self, _changes: Changes) -> None:
        """Something came in, or was typed from paper."""
        self.load()

    def first_focus(self) -> QWidget | None:
        return self.table

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped here."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """What was dropped is checked where files are received."""
        if paths := [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]:
            self.session.go("receive", files=paths)

    # ------------------------------------------------------------------------------- reading

    def show_year(self, year: int) -> None:
        """Look at that year, at the same month."""
        self._year = year
        self._month = Month(year, self._month.number)
        self.load()

    def load(self) -> None:
        """Read again how everybody stands."""
        office, year = self.session.office, self._year
        self._boards.clear()
        self._of_year.setText(str(year))
        self.work(lambda _job: board.year(office, year), lambda found: self._show(year, found))

    def _show(self, year: int, found: list[OfficeYear]) -> None:
        if year != self._year:
            return
        row_, _column = self.table.place
        kept = self.rows.rows[row_].office if 0 <= row_ < len(self.rows.rows) else ""
        self.rows.show(year, found)
        self.table.fit()
        clear(self._nothing)
        self._card.setVisible(bool(found))
        self.detail.setVisible(bool(found))
        if not found:
            way = button(_("Buka Kunci kantor"), lambda: self.session.go("enrolment"), icon_name="key-round")
            words = _("Belum ada kantor di bawah yang dikenal. Cocokkan kuncinya dahulu, atau ketik laporan kertasnya.")
            self._nothing.addWidget(Empty("building-2", words, way))
            self._refuse(_("Belum ada kantor yang ditunggu."))
            return
        self.table.choose(max(self.rows.place(kept), 0), self._month.number - 1)
        self._moved()

    def _moved(self) -> None:
        line, month = self._chosen
        if month is None:
            return
        self._month = month
        seen = self._boards.get(month)
        asked = {one.office for one in self.rows.answering(month.number - 1)}
        self.detail.tell(_with_remarks(line, seen), month, answers_here=line is not None and line.office in asked)
        self._tell_summary(month)
        self._tell_later.start()

    @property
    def _chosen(self) -> tuple[FromBelow | None, Month | None]:
        row_, column = self.table.place
        return (self.rows.line(row_, column), self.rows.month(column)) if row_ >= 0 else (None, None)

    def _look_closer(self) -> None:
        """The month's board knows the remarks, and what is due."""
        _line, month = self._chosen
        if month is None or month in self._boards:
            return
        office = self.session.office

        def seen(found: Board) -> None:
            self._boards[found.month] = found
            if found.month == self._chosen[1]:
                self._moved()

        self.work(lambda _job: board.board(office, month), seen)

    def _tell_summary(self, month: Month) -> None:
        seen = self._boards.get(month)
        if seen is None:
            self.summary.setText(month.label)
            self._refuse(_("Sebentar, papan bulan itu sedang dibaca."))
            return
        due = _("Jatuh tempo {day}.").format(day=long_date(seen.due))
        count, why = len(seen.silent), seen.none_silent
        self.summary.setText(f"{month.label}: {seen.words} {why or due}")
        words = _("Surat pengingat ({count})").format(count=number(count)) if count else _("Surat pengingat")
        self.remind.setText("\N{EN SPACE}" + words)
        self.remind.setAccessibleName(f"{words}, {month.label}")
        self._refuse(why)

    def _refuse(self, why: str) -> None:
        """Why no letters can be made now; ``""``: they can."""
        self.remind.setEnabled(not why)
        self.remind.setToolTip(why)
        self.remind.setAccessibleDescription(why)

    # ------------------------------------------------------------------------------- deeds

    def _open(self) -> None:
        """Enter on a cell; a district's villages come into sight as well."""
        self.detail.focus()
        self.into_sight(self.detail)

    def remind_all(self) -> None:
        """Letters to all who are silent in the chosen month."""
        if self.remind.isEnabled():
            self._letters(())

    def _type_paper(self) -> None:
        """A paper of any office below, also of one that is on no line here."""
        self.session.go("form", kind=PAPER_REPORT.name, typed={"month": str(self._month)})

    def remind_one(self, office: str) -> None:
        """A letter to one office about the chosen month."""
        self._letters((office,))

    def _letters(self, to: tuple[str, ...]) -> None:
        office, month, paper = self.session.office, self._month, preferences.load(self.session.paths).paper
        title = _("Surat pengingat {month}").format(month=month.label)
        print_or_save(self, title, title, lambda: reminding.letters(office, month, to, paper))


def _with_remarks(line: FromBelow | None, seen: Board | None) -> FromBelow | None:
    """The same office as the month's board has it, where it does."""
    if line is None or seen is None:
        return line
    every = (one for direct in seen.lines for one in (direct, *direct.villages))
    return next((one for one in every if one.office == line.office), line)
