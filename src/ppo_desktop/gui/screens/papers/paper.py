"""One paper, looked at before it is printed."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.widgets import Banner, button
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.months import printing
from ppo_desktop.operations.papers import catalogue
from ppo_desktop.reports.signing_words import SignatureLevel


class PaperPage(Page):
    """Arguments: ``paper`` (its name); about a record also ``kind``, ``owner`` and ``record``; perhaps ``choice``."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Ini halaman yang akan dicetak, dengan isi catatan sekarang."),
        N_("PgUp dan PgDn membalik halaman, Ctrl dan roda tetikus memperbesar."),
        N_("P mencetak; bila komputer ini belum punya printer, halamannya disimpan sebagai PDF."),
        N_("S menyimpan sebagai PDF di folder yang dipilih."),
        N_("Ukuran kertas F4 atau A4 dipilih di Pengaturan, bagian Tampilan."),
        N_("Alt+← kembali ke tempat sebelumnya."),
    )

    def __init__(self, session: Session) -> None:
        from ppo_desktop.gui.design.preview import Preview

        super().__init__(session, _("Cetakan"), scrolls=False)
        self.pdf: bytes | None = None
        self.back_button = button(_("Kembali"), session.back, look="quiet", icon_name="arrow-left")
        self.into_file = button(_("Simpan PDF"), self.save_pages, icon_name="save")
        self.onto_paper = button(_("Cetak"), self.print_pages, look="primary", icon_name="printer")
        self.onto_paper.setToolTip(SignatureLevel.INK.title)
        for made in (self.back_button, self.into_file, self.onto_paper):
            self.beside_title.addWidget(made)
        self._allow(_("Halamannya sedang disiapkan."))
        self.preview = Preview(_("Halaman cetakan"))
        self.body.addWidget(self.preview, 1)
        self.body.addStretch()
        for keys, made in (("P", self.onto_paper), ("S", self.into_file)):
            shortcut = QShortcut(QKeySequence(keys), self, made.click)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self, **arguments: object) -> None:
        """Make the pages of what the arguments name."""
        office, name = self.session.office, str(arguments["paper"])
        size = preferences.load(self.session.paths).paper
        record, owner, choice = (str(arguments.get(each) or "") for each in ("record", "owner", "choice"))
        about = About(record, owner, size, choice=choice)
        try:
            paper = catalogue.paper(office, name)
        except PpoError as error:
            self._failed(error)
            return
        self.title.setText(catalogue.called(office, paper, about))
        self.purpose.setText(_(paper.purpose))
        self.purpose.show()
        self.setAccessibleName(self.title.text())
        self.preview.name(self.title.text())
        self.preview.say(_("Menyiapkan halaman…"))
        self.work(lambda _job: catalogue.make(office, name, about), self._show, self._failed)

    def first_focus(self) -> QWidget | None:
        return self.preview if self.pdf else self.back_button

    def _allow(self, why_not: str) -> None:
        for made in (self.into_file, self.onto_paper):
            made.setEnabled(not why_not)
            made.setToolTip(why_not)
            made.setAccessibleDescription(why_not)

    def _show(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.clear_banner()
        self.preview.show()
        self.preview.show_pdf(pdf)
        self._allow("")
        if self.back_button.hasFocus():
            self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: PpoError) -> None:
        self.preview.hide()
        self._allow(error.message)
        self.show_banner(Banner("bad", error.message, error.advice))  # it stays: it is why nothing can be printed

    def print_pages(self) -> None:
        """Onto a printer, or as a PDF where this PC has none."""
        pdf = self.pdf
        if pdf is not None:
            print_or_save(self, self.title.text(), self.title.text(), lambda: pdf)

    def save_pages(self) -> None:
        """Into a folder a person picks."""
        pdf, name = self.pdf, self.title.text()
        picked = QFileDialog.getExistingDirectory(self, _("Simpan PDF di folder"), str(Path.home())) if pdf else ""
        if pdf and picked:
            self.work(
                lambda _job: printing.save_pdf(name, pdf, Path(picked)),
                lambda path: self.show_banner(
                    Banner("ok", _("Tersimpan di folder {folder}.").format(folder=path.parent.name), path.name)
                ),
            )
