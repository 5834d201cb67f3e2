"""Laporan berkala: a register, or the report of a quarter, half a year or a year; chosen, seen, printed, saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import Span
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.preview import Preview
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Banner, Card, breakable, button, clear, column, label, row
from ppo_desktop.gui.shell.page import Page, Progress
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.gui.shell.work import Job
from ppo_desktop.operations import periodic, preferences, registers
from ppo_desktop.operations.periodic import Asked

_ALL = "all"
_PAUSE = 150
"""Milliseconds after a choice before the pages are made."""
_PAPER, _SPAN, _REASON = 330, 240, 270
_LOWEST = 220
"""Height of the pages; in a lower window the page scrolls."""
_CHOSEN = 10
"""What a chip is wider once it is chosen: its words are bold then."""


class PeriodsPage(Page):
    """Arguments: ``paper`` (its name in the catalogue) and ``span``, to begin with."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Pilih cetakannya, lalu masanya; halamannya tampil di bawah."),
        N_("Ketik pada Masa, misalnya “2026” atau “triwulan 3”; F4 menampilkan semua pilihan."),
        N_("Laporan dijumlahkan dari laporan bulanan yang ada. Bulan tanpa laporan disebut dan tidak dihitung nol."),
        N_("Ringkasan untuk umum tidak menyebut nama, dan angka kecil disembunyikan."),
        N_("Umumkan satu masa saja: ringkasan triwulan dan tahun bersama-sama dapat membuka angka kecil."),
        N_("Kolom terbatas pada register hanya tercetak bila alasannya ditulis; setiap pembukaan dicatat."),
        N_("Register yang sangat panjang langsung disimpan sebagai PDF; pekerjaannya dapat dibatalkan."),
        N_("P mencetak, S menyimpan sebagai PDF di folder yang dipilih."),
    )

    def __init__(self, session: Session) -> None:
        purpose = _("Register dan laporan triwulan, semester, atau tahunan.")
        super().__init__(session, _("Laporan berkala"), purpose)
        self._paper, self._is_public = periodic.REPORT, False
        self._pdf: bytes | None = None
        self._job: Job | None = None
        self.paper = TypeAhead([Option(one.name, _(one.title)) for one in periodic.offered(session.office)])
        self.paper.chosen.connect(self._choose_paper)
        self.versions: dict[bool, QPushButton] = {}
        self.into_file = button(_("Simpan PDF"), self.save_pages, icon_name="save")
        self.onto_paper = button(_("Cetak"), self.print_pages, look="primary", icon_name="printer")
        for made in (self.into_file, self.onto_paper):
            self.beside_title.addWidget(made)
        self.span = TypeAhead()
        self.span.chosen.connect(lambda _value: self._wish())
        self.reason = line(longest=registers.MOST_WORDS, enter=self._wish)
        self.preview = Preview(_("Halaman laporan"))
        self.preview.setMinimumHeight(theme().px(_LOWEST))
        self._progress = QVBoxLayout()
        self._build()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self._make)
        for keys, made in (("P", self.onto_paper), ("S", self.into_file)):
            shortcut = QShortcut(QKeySequence(keys), self.preview, made.click)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _build(self) -> None:
        for is_public, words in ((False, _("Untuk kantor ini")), (True, _("Untuk umum"))):
            chip = button(words, partial(self._choose_version, is_public), look="chip")
            chip.setCheckable(True)
            chip.setMinimumWidth(chip.sizeHint().width() + theme().px(_CHOSEN))
            self.versions[is_public] = chip
        paper, span = FieldBox(_("Cetakan"), self.paper), FieldBox(_("Masa"), self.span)
        self._reason_box = FieldBox(_("Alasan mencetak kolom terbatas"), self.reason)
        self.reason.setPlaceholderText(_("Kosong: tidak dicetak"))
        for box, width in ((paper, _PAPER), (span, _SPAN), (self._reason_box, _REASON)):
            box.setFixedWidth(theme().px(width))
        card = Card(spacing=8, margins=12)
        self._version_box = QWidget()
        chips = column(label(_("Versi"), "strong"), row(*self.versions.values()), spacing=tokens.TIGHT)
        self._version_box.setLayout(chips)
        card.body.addLayout(Flow((paper, span, self._version_box, self._reason_box), spacing=12))
        self.body.addWidget(card)
        self.body.addLayout(self._progress)
        self.body.addWidget(self.preview, 1)

    # ------------------------------------------------------------------------------- what is asked for

    def enter(self, **arguments: object) -> None:
        """Show what the arguments name; coming back, what was there."""
        name, span = str(arguments.get("paper") or ""), str(arguments.get("span") or "")
        known = {option.value for option in self.paper.options}
        if name in known or not self.span.value:
            self._paper = name if name in known else self._paper
            self.paper.set_value(self._paper)
            self._offer_spans(span)
        self._wish()

    def leave(self) -> None:
        """What is being made is not waited for."""
        self._stop()

    def first_focus(self) -> QWidget | None:
        return self.paper

    def _offer_spans(self, span: str = "") -> None:
        choices = periodic.choices(self.session.office, self._paper)
        options = [Option(str(choice.span), choice.words) for choice in choices]
        if periodic.register_of(self._paper):
            options.append(Option(_ALL, _("Semua")))
        self.span.set_options(options)
        kept = span or self.span.value
        self.span.set_value(kept if kept in {option.value for option in options} else options[0].value)

    def _choose_paper(self, name: str) -> None:
        if not name:
            return
        self._paper = name
        self._offer_spans()
        self._wish()

    def _choose_version(self, is_public: bool) -> None:
        self._is_public = is_public
        self._wish()

    def _asked(self) -> Asked:
        register = periodic.register_of(self._paper)
        value = self.span.value or self.span.options[0].value
        return Asked(
            self._paper,
            None if value == _ALL else Span.parse(value),
            is_public=self._is_public and register is None,
            reason=self.reason.text() if register and register.restricted else "",
            size=preferences.load(self.session.paths).paper,
        )

    def _wish(self) -> None:
        """Make the pages of what is chosen now, a moment later."""
        register = periodic.register_of(self._paper)
        self._version_box.setVisible(register is None)
        for is_public, chip in self.versions.items():
            chip.setChecked(is_public is self._is_public)
        self._reason_box.setVisible(bool(register and register.restricted))
        why = registers.why_not_restricted(self.session.office)
        self.reason.setEnabled(not why)
        self.reason.setToolTip(why)
        self._stop()
        self.clear_banner()
        self._allow(_("Halamannya sedang disiapkan."))
        self.preview.say(_("Menyiapkan halaman…"))
        self._later.start()

    # ------------------------------------------------------------------------------- the pages

    def _stop(self) -> None:
        self._later.stop()
        if self._job and not self._job.is_over:
            self._job.disown()
            self._job.cancel()
        clear(self._progress)

    def _make(self) -> None:
        office, asked = self.session.office, self._asked()
        self._pdf = None
        title = periodic.title(office, asked)
        self.preview.name(title)

        def make(job: Job) -> bytes | int:
            count = periodic.line_count(office, asked)
            return count if count > periodic.MOST_LINES else periodic.pages(office, asked, job.progress)

        self._start(self.work(make, self._show, self._failed), title)

    def _start(self, job: Job, title: str) -> None:
        self._job = job
        card = Progress(job, title, _("Menghentikan…"))
        self._progress.addWidget(card)
        job.ended.connect(partial(self._ended, job))

    def _ended(self, job: Job) -> None:
        if job.is_cancelled and job is self._job:
            self.preview.say(_("Dibatalkan. Pilih lagi cetakan atau masanya."))
            self._allow(_("Pilih dahulu cetakan dan masanya."))

    def _show(self, made: bytes | int) -> None:
        self._allow("")
        if isinstance(made, int):
            words = _(
                "{count} baris: terlalu panjang untuk ditampilkan. Simpan sebagai PDF, atau pilih masa yang pendek."
            )
            self.preview.say(words.format(count=number(made)))
            return
        self._pdf = made
        self.preview.show_pdf(made)

    def _failed(self, error: PpoError) -> None:
        self.preview.say("")
        self._allow(error.message)
        self.show_error(error)

    def _allow(self, why_not: str) -> None:
        for made in (self.into_file, self.onto_paper):
            made.setEnabled(not why_not)
            made.setToolTip(why_not)
            made.setAccessibleDescription(why_not)

    def print_pages(self) -> None:
        """Onto a printer, or as a PDF where this PC has none."""
        office, asked, pdf = self.session.office, self._asked(), self._pdf
        title = periodic.title(office, asked)
        print_or_save(self, title, title, lambda: pdf or periodic.pages(office, asked, lambda *_told: None))

    def save_pages(self) -> None:
        """Into a folder a person picks, straight from the records, so that any length will do."""
        picked = QFileDialog.getExistingDirectory(self, _("Simpan PDF di folder"), str(Path.home()))
        if not picked:
            return
        office, asked = self.session.office, self._asked()
        job = self.work(lambda job: periodic.write(office, asked, Path(picked), job.progress), self._saved)
        self._start(job, _("Menyimpan {title}").format(title=periodic.title(office, asked)))

    def _saved(self, path: Path) -> None:
        words = _("Tersimpan di folder {folder}.").format(folder=path.parent.name)
        self.show_banner(Banner("ok", words, breakable(path.name), closes=True))
