"""Laporan bulanan: the pages at the left, five steps at the right; nothing is skipped without being said."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import layouts
from ppo_desktop.gui.design.scrolling import Inner, canvas
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Banner, button, column, withhold
from ppo_desktop.gui.screens.month.flow import Flow
from ppo_desktop.gui.screens.month.history import History
from ppo_desktop.gui.screens.month.paperwork import Paperwork
from ppo_desktop.gui.screens.month.standing import Standing, gather, line_title, months, usual_month
from ppo_desktop.gui.screens.month.steps import is_whole
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.months.ledger import ReportLine

STEPS_WIDTH = 408
STEPS_HEIGHT = 260
"""Least height of the steps beside the pages; in a lower window the page scrolls."""
SIDE_BY_SIDE = 860
"""Widths of the page from which the pages stand beside the steps; below, they stand under them."""
PAGES_HEIGHT = 520
"""Least height of the pages where they stand under the steps."""


class MonthPage(Page):
    """From the month's records to a signed report on a stick, finished by keyboard alone."""

    help = (
        N_("Kerjakan langkah 1 sampai 5 di sebelah kanan; Enter mengerjakan langkah yang sedang menyala."),
        N_("Bulan yang tidak ada kegiatannya tetap dilaporkan: tekan “Ya, laporan NIHIL” pada langkah 1."),
        N_("Nomor surat diketik dari buku agenda, atau dikosongkan dan ditulis tangan pada cetakan."),
        N_("Kata sandi pimpinan atau sekretaris diketik oleh orangnya sendiri."),
        N_("Bila keduanya tidak di tempat, laporan dapat dikirim petugas; pimpinan lalu menandatangani cetakannya."),
        N_("Ctrl+P mencetak, Ctrl+E menyimpan ke flashdisk, PgUp dan PgDn membalik halaman."),
        N_("Simpan ke flashdisk boleh diulang kapan saja; tidak ada yang dihitung dua kali."),
        N_("Ctrl+I mengisi format Excel kantor lain (dinas, kabupaten) untuk bulan ini."),
        N_("Salah atau kurang? Betulkan catatannya, lalu buat laporan perbaikan di halaman ini."),
    )

    def __init__(self, session: Session) -> None:
        from ppo_desktop.gui.design.preview import Preview

        super().__init__(session, _("Laporan bulanan"), _("Ikuti lima langkah. Boleh berhenti kapan saja."))
        self.month: Month | None = None
        self._to = ""
        """The office the report is to be for; empty: the one that usually receives it."""
        self._copies_next = False
        self._moves_focus = self._opens = False
        self._wish = 0
        self._choice = TypeAhead(lambda: [Option(str(month), month.label) for month in months(session.office)])
        self._choice.setAccessibleName(_("Bulan laporan"))
        self._choice.setFixedWidth(theme().px(180))
        self._choice.chosen.connect(lambda value: self.show_month(Month.parse(value)))
        self._earlier = button("", lambda: self._step_month(-1), icon_name="chevron-left", spoken=_("Bulan sebelumnya"))
        self._later = button("", lambda: self._step_month(1), icon_name="chevron-right", spoken=_("Bulan berikutnya"))
        self._past = button(_("Riwayat laporan"), self.toggle_history, icon_name="history")
        go = partial(session.go, "letters")
        self._letters = button(_("Pesan"), go, icon_name="send", spoken=_("Pesan dan permintaan"))
        self._places = QWidget()
        self._places.setLayout(layouts.Flow((self._earlier, self._choice, self._later, self._past, self._letters)))
        self.beside_title.addWidget(self._places)  # Tab comes here first, wherever they will stand

        self.preview = Preview(_("Halaman laporan"))
        self.paperwork = Paperwork(self, self.preview)
        self.flow = Flow(self, self.paperwork)
        self.flow.wants_print.connect(self.print_now)
        self.flow.wants_pdf.connect(lambda: self.save_pdf())
        self.flow.pages_changed.connect(self.draw_pages)
        self.flow.news_changed.connect(self.tell_news)
        self.flow.focus_wanted.connect(self.focus_on)
        self.flow.handed_over.connect(lambda: self.reload(moves_focus=True))
        self.flow.receiver_wanted.connect(self.show_report_to)
        self.history = History(self._see, self._print_again, self._copy_again)
        words = _("Isi format lain")
        self._forms = button(
            f"{words}  (Ctrl+I)", self.fill_form, look="quiet", icon_name="file-pen-line", spoken=words
        )
        withhold(self._forms, session.why_not("report"))
        self._right = canvas(column(self.flow, self._forms, self.history))
        self.history.hide()
        self._column = Inner(least=STEPS_HEIGHT)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(theme().px(12))
        self._beside.addWidget(self.preview, 1)
        self._beside.addWidget(self._column)
        self.body.addLayout(self._beside, 1)
        self._is_wide: bool | None = None
        for keys, action in (
            ("PgUp", self.preview.previous_page),
            ("PgDown", self.preview.next_page),
            ("Ctrl+P", self.print_now),
            ("Ctrl+E", self.flow.save_to_stick),
            ("Ctrl+I", self._forms.click),
        ):
            QShortcut(QKeySequence(keys), self, action)

    # ------------------------------------------------------------------------------- being shown

    def enter(self, **arguments: object) -> None:
        """Show the month asked for, the one in sight before, or the one that is to be reported next."""
        self.arrange()
        asked = arguments.get("month")
        if isinstance(asked, str):
            self.show_month(Month.parse(asked))
        elif self.month is not None:
            self.reload()
        elif kept := self.session.kept.pop("month", None):
            self.show_month(Month.parse(str(kept)))
        else:
            self.work(lambda _job: usual_month(self.session.office), self.show_month)

    def leave(self) -> None:
        """Typing is kept for this month, but never a password."""
        self.flow.sign.forget()
        if self.month is not None:
            self.session.kept["month"] = str(self.month)
            if self.flow.number.typed:
                self.session.kept[f"month {self.month}"] = self.flow.number.typed

    def refresh(self, _changes: Changes) -> None:
        """Records or reports changed: count again."""
        self.reload()

    def first_focus(self) -> QWidget:
        return self._choice

    def show_report_to(self, to: str) -> None:
        """Show the month's report to the office of that code."""
        self._to = to
        self.reload(moves_focus=True)

    def show_month(self, month: Month, to: str = "") -> None:
        """Show a month, but none that has not begun, and its report to the usual office or to another."""
        known = months(self.session.office)
        if month > known[0]:
            month = known[0]
        self.month, self._to = month, to
        self._choice.set_value(str(month))
        for made, other, why_not in (
            (self._later, month < known[0], _("Bulan berikutnya belum mulai.")),
            (self._earlier, month > known[-1], _("Bulan yang lebih lama tidak dapat dipilih.")),
        ):
            made.setEnabled(other)
            made.setToolTip(made.accessibleName() if other else why_not)
        self.clear_banner()
        self._opens = True
        self.reload(moves_focus=True)

    def reload(self, *, moves_focus: bool = False) -> None:
        """Look again how the month stands, beside the window; then the keyboard may go to the step that is next."""
        self._moves_focus |= moves_focus
        month, to, office = self.month, self._to, self.session.office
        if month is None:
            return
        self._wish += 1
        wish = self._wish

        def done(standing: Standing) -> None:
            if wish == self._wish:
                self._show(standing)

        self.work(lambda _job: gather(office, month, to), done)

    def _show(self, standing: Standing) -> None:
        before = self.flow.line.carrier if self.flow.standing and self.flow.line else ""
        self.flow.tell(standing)
        self.history.tell(standing.lines)
        kept = self.session.kept.pop(f"month {standing.month}", "")
        if kept and not self.flow.line and not self.flow.number.typed:
            self.flow.number.line.setText(str(kept))
        self.tell_news()
        self.draw_pages()
        signed_now = self.flow.line is not None and self.flow.line.carrier != before
        if self._moves_focus or signed_now:
            self._moves_focus = False
            self.flow.focus_current()
        if self._copies_next:
            self._copies_next = False
            self.flow.copy_again()

    def tell_news(self) -> None:
        """What is to be known first stands above everything."""
        banner = self.flow.news()
        if banner:
            self.show_banner(banner)
        else:
            self.clear_banner()

    def draw_pages(self) -> None:
        """Show the pages of the report in force, or of the draft as it would be signed now."""
        standing, line = self.flow.standing, self.flow.line
        if standing is None:
            return
        if line:
            self.paperwork.see(line, lambda _papers: self._papers_known())
        else:
            self.paperwork.draw(standing, self.flow.number.typed, self.flow.account)

    def _papers_known(self) -> None:
        papers = self.paperwork.papers
        if papers:
            self.flow.print.tell(has_recap=papers.recap is not None)
            self.flow.stick.chooser.needed = max(3 * len(papers.report), 1_000_000)

    # ------------------------------------------------------------------------------- what a person does

    def print_now(self) -> None:
        """Print what is shown: the signed report, or the draft of one."""
        line = self.flow.line
        self.paperwork.print_on_paper(
            self.flow.print.news,
            with_recap=self.flow.print.recap.isChecked(),
            done=lambda: self.flow.printed(line.carrier) if line else None,
        )

    def save_pdf(self, folder: Path | None = None) -> None:
        """Save what would be printed as PDF files."""
        line = self.flow.line
        if self.month is not None:
            self.paperwork.save(
                self.flow.print,
                str(self.month),
                folder,
                lambda: self.flow.printed(line.carrier) if line else None,
            )

    def _step_month(self, by: int) -> None:
        if self.month is not None:
            self.show_month(self.month.next if by > 0 else self.month.previous)

    @property
    def shows_history(self) -> bool:
        return not self.history.isHidden()

    def toggle_history(self) -> None:
        """The reports made so far in the place of the steps, and back."""
        shows = not self.shows_history
        self.history.setVisible(shows)
        self.flow.setVisible(not shows)
        words = _("Langkah laporan") if shows else _("Riwayat laporan")
        self._past.setText("\N{EN SPACE}" + words)
        self._past.setAccessibleName(words)
        self._past.setFocus()  # what had the keyboard may be hidden now
        self._column.verticalScrollBar().setValue(0)
        if not shows:
            self.tell_news()
            self.draw_pages()

    def back(self) -> bool:
        """From the history to the steps."""
        if self.shows_history:
            self.toggle_history()
            return True
        return False

    def _see(self, line: ReportLine) -> None:
        self.paperwork.see(line)
        words = _("Yang terlihat: laporan {title}").format(title=line_title(line))
        self.show_banner(Banner("info", words, closes=True))
        self.preview.setFocus()

    def _print_again(self, line: ReportLine) -> None:
        self.paperwork.see(
            line,
            lambda _papers: self.paperwork.print_on_paper(self.history.news, with_recap=False, done=lambda: None),
        )

    def _copy_again(self, line: ReportLine) -> None:
        self.toggle_history()
        standing = self.flow.standing
        if standing is None or (standing.month, standing.to) != (line.month, line.recipient):
            self.show_month(line.month, line.recipient)
            self._copies_next = True
        else:
            self.flow.copy_again()

    def focus_on(self, widget: QWidget) -> None:
        """The keyboard goes to a widget of the steps, and it comes into sight."""
        if self.shows_history or not self.isVisible():
            return
        QTimer.singleShot(0, self, lambda: self._reveal(widget))  # what was just made is not laid out before

    def _reveal(self, widget: QWidget) -> None:
        """Bring a step into sight, as much of it as there is room for, and what has the keyboard in any case."""
        target = widget if isValid(widget) and widget.isVisible() and widget.isEnabled() else self._past
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        for _around in ("step", "steps", "column", "page"):  # what was hidden takes no room any more
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        step = next((step for step in self.flow.all if step.isAncestorOf(target)), None)
        if self._is_wide:
            self._column.verticalScrollBar().setValue(0)
        opens, self._opens = self._opens, False
        if opens and step is not None and not step.visibleRegion().isEmpty():
            if not is_whole(target):
                step.setFocus(Qt.FocusReason.OtherFocusReason)  # Enter and Tab go on from there, into sight
            return
        for part in (step, target):
            if part is not None and self._is_wide:
                self._column.ensureWidgetVisible(part, 0, theme().px(12))
            elif part is not None:
                self.into_sight(part)

    def fill_form(self) -> None:
        """The one form of another office that is kept, or all of them, for this month."""
        from ppo_desktop.operations.tables import filling

        kept = filling.forms(self.session.office)
        month = {"month": str(self.month)} if self.month else {}
        if len(kept) == 1 and month:
            self.session.go("fill-form", name=kept[0].name, **month)
        else:
            self.session.go("forms", **month)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter where nothing else takes it works on the step that is next."""
        focused = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(focused, QPushButton | QLineEdit):
            self.flow.go_on()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------------------- width

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, else the steps above the pages."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        is_wide = self.width() >= theme().px(SIDE_BY_SIDE)
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        if is_wide:
            self.beside_title.addWidget(self._places)
            self._beside.setDirection(QBoxLayout.Direction.LeftToRight)
            self._beside.removeWidget(self._right)
            self._column.setWidget(self._right)
            self._column.setFixedWidth(theme().px(STEPS_WIDTH))
            self.preview.setMinimumHeight(0)
        else:
            self.body.insertWidget(0, self._places, 0, Qt.AlignmentFlag.AlignLeft)
            self._column.takeWidget()
            self._beside.insertWidget(0, self._right)
            self._beside.setDirection(QBoxLayout.Direction.TopToBottom)
            self.preview.setMinimumHeight(theme().px(PAGES_HEIGHT))
        self._column.setVisible(is_wide)
        self._right.show()
