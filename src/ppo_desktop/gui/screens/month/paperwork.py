"""The pages at the left: drawn for what is being made or was made, printed, and saved to be printed elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QFileDialog, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.widgets import breakable, button
from ppo_desktop.gui.screens.month.standing import Standing, line_title
from ppo_desktop.gui.screens.month.steps import News, Step
from ppo_desktop.gui.shell.page import Page, Progress
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.months import printing, recapping, reporting
from ppo_desktop.operations.months.ledger import ReportLine
from ppo_desktop.operations.months.printing import Papers

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ppo_desktop.gui.design.preview import Preview

T = TypeVar("T")


class Paperwork:
    """What is shown in the preview, and what goes to a printer or a folder."""

    def __init__(self, page: Page, preview: Preview) -> None:
        from ppo_desktop.gui.shell.printing import ask_printer, has_printer

        self._page = page
        self.preview = preview
        self.papers: Papers | None = None
        """Of the report in force, or of the one looked at; ``None`` while there is only a draft."""
        self.draft: bytes | None = None
        self._wanted = 0
        self._title = ""
        self._printing = False
        self.has_printer: Callable[[], bool] = has_printer
        self.ask_printer: Callable[[QWidget, str, str], QPrinter | None] = ask_printer
        self._recap = button(_("Lihat rekap"), self._toggle_recap, look="chip")
        self._recap.setCheckable(True)
        self._recap.setToolTip(_("Rekap untuk arsip kantor; tidak ikut terbuka dalam berkas."))
        preview.bar.addWidget(self._recap)
        self._recap.hide()

    # ------------------------------------------------------------------------------- pages

    def draw(self, standing: Standing, number: str, account: str) -> None:
        """Make the draft of what would be signed now."""
        office, month = self._page.session.office, standing.month
        self._turn_to(_("Draf laporan {month}").format(month=month.label))
        if not standing.upper:
            self._draw(
                lambda: recapping.preview(office, month, number=number or None, assenting=account), self._show_draft
            )
        else:
            self._draw(
                lambda: reporting.preview(office, month, number=number or None, assenting=account, to=standing.to),
                self._show_draft,
            )

    def see(self, line: ReportLine, then: Callable[[Papers], object] = lambda _papers: None) -> None:
        """Show a report that was made."""
        office = self._page.session.office
        self._turn_to(_("Laporan {title}").format(title=line_title(line)))

        def show(papers: Papers) -> None:
            self._show_papers(papers)
            then(papers)

        if not line.has_file:
            self.papers = None
            self._recap.hide()
            self.preview.say(_("Berkas laporan ini tidak lagi disimpan di komputer ini."))
            return
        self._draw(lambda: printing.papers(office, line), show)

    def _turn_to(self, title: str) -> None:
        """The pages of another report are neither left in sight nor printed meanwhile."""
        if title != self._title:
            self._title, self.papers, self.draft = title, None, None
            self._recap.hide()
            self.preview.say("")

    def _draw(self, make: Callable[[], T], show: Callable[[T], object]) -> None:
        """Make pages beside the window; of several wishes only the last is shown."""
        self._wanted += 1
        wish = self._wanted
        if not self.preview.page_count:
            self.preview.say(_("Menyiapkan halaman…"))

        def done(made: T) -> None:
            if wish == self._wanted:
                show(made)

        def failed(error: PpoError) -> None:
            if wish == self._wanted:
                self.papers = self.draft = None
                self._recap.hide()
                self.preview.say(error.sentence)

        self._page.work(lambda _job: make(), done, failed)

    def _show_draft(self, pdf: bytes) -> None:
        self.papers, self.draft = None, pdf
        self._recap.hide()
        self.preview.name(self._title)
        self.preview.show_pdf(pdf)

    def _show_papers(self, papers: Papers) -> None:
        self.papers, self.draft = papers, None
        self._recap.setChecked(False)
        self._recap.setVisible(papers.recap is not None)
        self.preview.name(self._title)
        self.preview.show_pdf(papers.report)

    def _toggle_recap(self) -> None:
        if self.papers and self.papers.recap is not None:
            self.preview.show_pdf(self.papers.recap if self._recap.isChecked() else self.papers.report)

    # ------------------------------------------------------------------------------- onto paper

    def print_on_paper(self, news: News, *, with_recap: bool, done: Callable[[], object]) -> None:
        """Ask for a printer and draw the pages on it, with progress shown in ``news``."""
        papers = self._sheets(with_recap)
        if not papers or self._printing:
            return
        if not self.has_printer():
            news.say(
                "warn",
                _("Belum ada printer di komputer ini."),
                _("Pasang printernya, atau simpan PDF lalu cetak di komputer lain."),
            )
            return
        paper = preferences.load(self._page.session.paths).paper
        printer = self.ask_printer(self._page, self._title, paper)
        if printer is None:
            return
        from ppo_desktop.gui.shell.printing import draw

        self._printing = True

        def over(pages: int) -> None:
            self._printing = False
            done()
            news.say("ok", _("Sudah dikirim ke printer: {count} halaman.").format(count=number(pages)))

        def failed(error: PpoError) -> None:
            self._printing = False
            news.fail(error)

        job = self._page.work(lambda job: draw(papers, printer, job.progress), over, failed)
        job.ended.connect(self._printing_over)
        news.put(Progress(job, _("Mencetak")))

    def _printing_over(self) -> None:
        self._printing = False

    def _sheets(self, with_recap: bool) -> Sequence[bytes]:
        if self.papers is None:
            return [self.draft] if self.draft else []
        recap = self.papers.recap if with_recap else None
        return [self.papers.report, *([recap] if recap else [])]

    def save(self, step: Step, month: str, folder: Path | None, done: Callable[[], object]) -> None:
        """Write the pages into a folder a person picks."""
        if folder is None:
            picked = QFileDialog.getExistingDirectory(self._page, _("Simpan PDF untuk dicetak"), str(Path.home()))
            if not picked:
                return
            folder = Path(picked)
        target, papers, draft = folder, self.papers, self.draft

        def write() -> list[Path]:
            if papers:
                return printing.save(papers, target)
            return printing.save_draft(draft or b"", month, target)

        def saved(paths: list[Path]) -> None:
            step.show_busy("")
            done()
            names = ", ".join(breakable(path.name) for path in paths)
            step.news.say("ok", _("Tersimpan di folder {folder}.").format(folder=target.name or target), names)

        def failed(error: PpoError) -> None:
            step.show_busy("")
            step.news.fail(error)

        step.news.quiet()
        step.show_busy(_("Menyimpan"))
        self._page.work(lambda _job: write(), saved, failed)
