"""The five steps of one month as a card: which is done, which comes next, and what each does."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import Banner, Card, breakable, button, rule
from ppo_desktop.gui.screens.month.content import CheckStep, nihil_summary
from ppo_desktop.gui.screens.month.handover import PrintStep, StickStep
from ppo_desktop.gui.screens.month.heading import Heading, changed_banner
from ppo_desktop.gui.screens.month.paperwork import Paperwork
from ppo_desktop.gui.screens.month.receivers import receiver_banner
from ppo_desktop.gui.screens.month.signing import NumberStep, SignStep
from ppo_desktop.gui.screens.month.standing import Standing, signed_words
from ppo_desktop.gui.screens.month.steps import Step, is_whole
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.operations.books.review import Remark
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.carriers.sending import Copied
from ppo_desktop.operations.house.keyring import Credentials
from ppo_desktop.operations.months import preparing, recapping, reporting
from ppo_desktop.operations.months.ledger import ReportLine
from ppo_desktop.operations.months.recapping import SignedRecap
from ppo_desktop.operations.months.reporting import Closed
from ppo_desktop.reports.office import Assent
from ppo_desktop.reports.signing_words import SignatureLevel


class Flow(Card):
    """Header, a word about amending, and the steps; what was typed stays until the month is signed."""

    wants_print = Signal()
    """The pages in sight, on paper."""
    wants_pdf = Signal()
    """The same as files."""
    pages_changed = Signal()
    """What the pages say is not the same any more."""
    news_changed = Signal()
    """What stands above everything is not the same any more."""
    focus_wanted = Signal(QWidget)
    """The keyboard is to go there, and it comes into sight."""
    handed_over = Signal()
    """The report is on a stick."""
    receiver_wanted = Signal(str)
    """The report is to be for the office of this code."""

    def __init__(self, page: Page, paperwork: Paperwork) -> None:
        super().__init__()
        self._page = page
        self._paperwork = paperwork
        self.is_signing = False
        self.standing: Standing | None = None
        self.is_amending = False
        self._is_checked = self._is_numbered = self._is_nihil = False
        self._copies_again = self._prints_after_all = False
        self._printed: set[str] = set()
        self._put_off: set[str] = set()
        self._account: str | None = None

        self._heading = Heading(self.amend, self.amend_not)
        self.check = CheckStep(self._accept_check, self._open_record)
        self.number = NumberStep(self._accept_number, self.pages_changed.emit)
        self.sign = SignStep(self.sign_now, self._choose_account, self.prepare)
        self.print = PrintStep(self.wants_print.emit, self.wants_pdf.emit, self._put_off_printing, self._go_outside)
        self.stick = StickStep(page.session, self.save_to_stick)
        self.all: tuple[Step, ...] = (self.check, self.number, self.sign, self.print, self.stick)
        self.body.addWidget(self._heading)
        for step in self.all:
            self.body.addWidget(rule())
            self.body.addWidget(step)
        self.body.addStretch(1)

    # ------------------------------------------------------------------------------- what is shown

    @property
    def line(self) -> ReportLine | None:
        """The report of this month that is in force and shown; ``None`` while one is being made."""
        line = self.standing.newest if self.standing else None
        return None if self.is_amending or line is None or line.state == "withdrawn" else line

    @property
    def current(self) -> Step:
        """The step that is next."""
        return next((step for step in self.all if step.state == "current"), self.stick)

    @property
    def account(self) -> str:
        """Who is going to assent; ``""``: nobody, the clerk sends it."""
        return self.sign.account

    def tell(self, standing: Standing) -> None:
        """Show a month as it stands now; another month starts at its first step."""
        if self.standing is None or (self.standing.month, self.standing.to) != (standing.month, standing.to):
            self.start_over()
        elif self._is_nihil and not standing.figures.is_nihil:
            self._is_checked = self._is_nihil = False  # something happened meanwhile: it is looked at again
        self.standing = standing
        self.update_steps()

    def start_over(self) -> None:
        """Forget what was said about another month or report."""
        self.is_amending = self._is_checked = self._is_numbered = self._is_nihil = False
        self._copies_again = self._prints_after_all = False
        self.number.line.clear()
        self.sign.forget()
        for step in self.all:
            step.news.quiet()

    def update_steps(self) -> None:
        """Show every step as it stands."""
        standing = self.standing
        assert standing is not None, "told before"
        line = self.line
        for step in self.all:
            step.offer("")
        self._heading.tell(standing, line, is_amending=self.is_amending)
        self.check.tell(standing)
        self.sign.may_wait = not standing.is_top
        self.sign.tell(standing.people, standing.month.label, self._account)
        if line:
            self._show_signed(line)
        else:
            self._show_open(standing)

    def news(self) -> Banner | None:
        """What a person must know before anything else about this month, for the top of the page."""
        standing = self.standing
        assert standing is not None, "told before"
        if self.line and standing.changed_words:
            return changed_banner(standing, self.amend)
        if standing.newest and standing.newest.state == "withdrawn" and not self.is_amending:
            text = _("Ada data yang dihapus sesudah laporan dibuat. Buat laporannya lagi.")
            return Banner("bad", _("Laporan sebelumnya ditarik"), text)
        return receiver_banner(standing, bool(self.line), self.receiver_wanted.emit) or self._who_has_reported(standing)

    def _who_has_reported(self, standing: Standing) -> Banner | None:
        """How many below have reported, as long as the month can be waited with."""
        if not standing.below_words or self.line:
            return None
        month = str(standing.month)
        received = button(
            _("Lihat laporan yang masuk"), lambda: self._page.session.go("receive", month=month), icon_name="inbox"
        )
        compiled = _("Laporan bulan ini memuat tabel laporan mereka menurut keadaan sekarang.")
        return Banner("info", standing.below_words, compiled, [received])

    def _show_open(self, standing: Standing) -> None:
        may_sign = not standing.barrier
        after = _("Sesudah langkah {number}.")
        if self._is_checked:
            self.check.show_state("done", self.check.summary(standing))
            self.check.offer(_("Periksa lagi"), self._check_again)
        else:
            self.check.show_state("current", "" if standing.figures.is_nihil else self.check.summary(standing))
        if not self._is_checked:
            self.number.show_state("waiting", after.format(number=1))
        elif self._is_numbered:
            self.number.show_state("done", self.number.summary(self.number.typed))
            self.number.offer(_("Ubah"), self._number_again)
        else:
            self.number.show_state("current", "")
        if not may_sign:
            self.sign.show_state("waiting", standing.barrier)
            if standing.upper and not self._page.session.why_not("report"):
                go = self._page.session.go
                self.sign.offer(_("Buka Kunci kantor"), lambda: go("enrolment"), "key-round", is_below=True)
        elif not self._is_numbered:
            self.sign.show_state("waiting", after.format(number=2))
        else:
            self.sign.show_state("current", "")
            if standing.clock_words and not self.sign.news.words:
                self.sign.news.say("warn", _("Tanggal komputer keliru"), standing.clock_words)
        self.print.show_state("waiting", _("Sesudah ditandatangani. Draf boleh dicetak untuk diperiksa."))
        self.print.offer(_("Cetak draf"), self.wants_print.emit, "printer")
        after_signing = f"{_('Sesudah ditandatangani.')} {standing.along}".rstrip()
        self.stick.show_state("waiting", self._no_stick(standing) or after_signing)

    def _no_stick(self, standing: Standing) -> str:
        """Why nothing is copied for anybody; empty where something is."""
        return _("Tidak ada kantor di atas yang menerima berkas; rekapnya untuk arsip.") if standing.is_top else ""

    def _show_signed(self, line: ReportLine) -> None:
        was_nihil = nihil_summary(is_own=bool(self.standing and self.standing.compiled))
        self.check.show_state("done", was_nihil if line.is_nihil else _("Buku bulan ini sudah ditutup."))
        self.number.show_state("done", self.number.summary(line.number))
        self.sign.show_state("done", signed_words(line))
        is_handed_over = line.state in ("copied", "received")
        papers = self._paperwork.papers
        self.print.tell(has_recap=papers is None or papers.recap is not None)
        if line.carrier in self._printed:
            self.print.show_state("done", _("Sudah dikirim ke printer."))
            self.print.offer(_("Cetak lagi"), self._print_again, "printer")
        elif is_handed_over or line.carrier in self._put_off:
            is_folded = not self._prints_after_all
            self.print.show_state("open", _("Boleh dicetak kapan saja."), is_folded=is_folded)
            if is_folded:
                self.print.offer(_("Cetak"), self._print_after_all, "printer")
        else:
            by_clerk = _("{ink}, lalu mintakan cap pimpinan.").format(ink=SignatureLevel.INK.title)
            self.print.show_state("current", by_clerk if line.assent is Assent.NONE else _("Untuk arsip kantor."))
        self.print.later.setHidden(self.print.state != "current")
        if line.state == "signed" and self.standing:
            self.stick.show_state("waiting", self._no_stick(self.standing))
            return
        words = self.stick.summary(line, name_of(line.recipient))
        if line.state != "received" and self.standing and self.standing.along:
            words = f"{words} {self.standing.along}"
        if is_handed_over and not self._copies_again:
            self.stick.show_state("done", words)
            if line.has_file:
                self.stick.offer(_("Simpan lagi"), self.copy_again, "usb")
        else:
            self.stick.show_state("open" if self.print.state == "current" else "current", words)

    # ------------------------------------------------------------------------------- what a person does

    def go_on(self) -> None:
        """Enter where nothing else takes it: what comes next, once it is in sight."""
        primary = self.current.primary
        if not primary.isVisible() or not primary.isEnabled():
            return
        if is_whole(primary):
            primary.click()
        else:
            self.focus_wanted.emit(primary)

    def focus_current(self) -> None:
        """The keyboard goes to the step that is next."""
        self.focus_wanted.emit(self.current.start())

    def _moved_on(self) -> None:
        self.update_steps()
        self.focus_current()

    def _accept_check(self) -> None:
        assert self.standing is not None
        self._is_checked, self._is_nihil = True, self.standing.figures.is_nihil
        self._moved_on()

    def _check_again(self) -> None:
        self._is_checked = self._is_nihil = False
        self._moved_on()

    def _accept_number(self) -> None:
        self._is_numbered = True
        self.pages_changed.emit()
        self._moved_on()

    def _number_again(self) -> None:
        self._is_numbered = False
        self._moved_on()

    def _choose_account(self) -> None:
        self._account = self.sign.account
        self.sign.news.quiet()
        self.pages_changed.emit()

    def _put_off_printing(self) -> None:
        if self.line:
            self._put_off.add(self.line.carrier)
        self._moved_on()

    def _print_after_all(self) -> None:
        self._prints_after_all = True
        self.update_steps()
        self.focus_wanted.emit(self.print.first())

    def _go_outside(self) -> None:
        if self.line:
            self._page.session.go("outside", carrier=self.line.carrier)

    def _print_again(self) -> None:
        self._printed.discard(self.line.carrier if self.line else "")
        self._moved_on()

    def printed(self, carrier: str) -> None:
        """The report was sent to a printer, or saved to be printed elsewhere."""
        self._printed.add(carrier)
        self._moved_on()

    def copy_again(self) -> None:
        """Offer the stick once more."""
        self._copies_again = True
        self.stick.news.quiet()
        self.update_steps()
        self.focus_wanted.emit(self.stick.first())

    def amend(self) -> None:
        """Begin an amended report of the same month."""
        self.start_over()
        self.is_amending = True
        self.news_changed.emit()
        self.pages_changed.emit()
        self._moved_on()

    def amend_not(self) -> None:
        """Leave the report as it is."""
        self.start_over()
        self.news_changed.emit()
        self.pages_changed.emit()
        self._moved_on()

    def _open_record(self, remark: Remark) -> None:
        listed = LIST_OF[remark.kind]
        self._page.session.go("form", kind=remark.kind, record=remark.record, listed=listed, at=remark.field)

    # ------------------------------------------------------------------------------- signing and copying

    def sign_now(self) -> None:
        """Close the books: count, sign, keep; in the background."""
        standing, account = self.standing, self.sign.account
        if standing is None or self.sign.state != "current" or self.is_signing:
            return
        if account and not self.sign.password.text():
            self.sign.box.say(_("Ketik dahulu kata sandinya."))
            self.focus_wanted.emit(self.sign.password.line)
            return
        assenting = Credentials(account, self.sign.password.text()) if account else None
        office, number, nihil = self._page.session.office, self.number.typed, self._is_nihil
        self.sign.news.quiet()
        self.sign.box.say()
        self._lock(_("Menandatangani. Pada komputer lama bisa sampai satu menit."))
        self._page.work(
            lambda _job: (
                recapping.sign_recap(office, standing.month, number=number or None, assenting=assenting)
                if standing.is_top
                else reporting.close_month(
                    office, standing.month, nihil=nihil, number=number or None, assenting=assenting, to=standing.to
                )
            ),
            self._signed,
            self._not_signed,
            holds=True,
        )

    def prepare(self) -> None:
        """Leave the report ready: whoever assents agrees to all that waits in one sitting."""
        standing, session = self.standing, self._page.session
        if standing is None or self.is_signing:
            return
        office, number, nihil = session.office, self.number.typed, self._is_nihil
        words = _("Laporan {month} menunggu persetujuan pimpinan, di Beranda akunnya.")

        def told(_nothing: None) -> None:
            session.tell(words.format(month=standing.month.label))
            session.go("sitting")

        self._page.work(
            lambda _job: preparing.prepare(office, standing.month, standing.to, number=number, nihil=nihil), told
        )

    def _lock(self, words: str) -> None:
        self.is_signing = bool(words)
        self.sign.show_busy(words)
        self.check.setEnabled(not words)
        self.number.setEnabled(not words)

    def _signed(self, closed: Closed | SignedRecap) -> None:
        self._lock("")
        self.start_over()
        self._page.session.announce(closed.changes)

    def _not_signed(self, error: PpoError) -> None:
        self._lock("")
        self.sign.fail(error)

    def save_to_stick(self) -> None:
        """Copy the report to the stick in force, in the background."""
        line, folder = self.line, self.stick.chooser.folder
        if line is None:
            self.stick.news.say("info", _("Belum ada yang disimpan."), _("Selesaikan dahulu langkah yang menyala."))
            return
        if self.stick.state == "done":
            self.copy_again()
            return
        if folder is None:
            self.stick.news.say(
                "warn",
                _("Belum ada flashdisk yang dapat dipakai."),
                _("Colokkan flashdisk dan tunggu namanya muncul, atau pilih folder lain."),
            )
            return
        office = self._page.session.office
        self.stick.news.quiet()
        self.stick.show_busy(_("Menyimpan dan membaca ulang. Jangan cabut flashdisk."))
        self._page.work(
            lambda _job: sending.export(office, line.recipient, folder),
            self._copied,
            self._not_copied,
            holds=True,
        )

    def _copied(self, copied: Copied) -> None:
        self.stick.show_busy("")
        self._copies_again = False
        self.stick.news.say(
            "ok",
            _("Sudah tersimpan dan dibaca ulang."),
            _("Tunggu lampu flashdisk padam, lalu cabut. Nama berkas: {name}").format(name=breakable(copied.path.name)),
        )
        self.handed_over.emit()

    def _not_copied(self, error: PpoError) -> None:
        self.stick.show_busy("")
        self.stick.news.fail(error)
        self.stick.chooser.look()
