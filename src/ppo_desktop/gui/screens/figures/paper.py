"""The pages of an overview, looked at before they are printed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.preview import Preview
from ppo_desktop.gui.design.widgets import button
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.paper import print_or_save
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.months import overviews


class PaperPage(Page):
    """Arguments: ``overview``, ``year``, and ``hiding`` where names that were opened are not to be printed."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Ini halaman yang akan dicetak, dengan angka keadaan sekarang."),
        N_("PgUp dan PgDn membalik halaman, Ctrl dan roda tetikus memperbesar."),
        N_("P mencetak; bila komputer ini belum punya printer, halamannya disimpan sebagai PDF."),
        N_("Alt+← kembali ke gambaran."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Cetak gambaran"), scrolls=False)
        self._pdf: bytes | None = None
        self._name = ""
        self.back_button = button(_("Kembali"), session.back, look="quiet", icon_name="arrow-left")
        self.onto_paper = button(_("Cetak"), self.print_pages, look="primary", icon_name="printer")
        self.onto_paper.setEnabled(False)
        for made in (self.back_button, self.onto_paper):
            self.beside_title.addWidget(made)
        self.preview = Preview(_("Halaman gambaran"))
        self.body.addWidget(self.preview, 1)
        shortcut = QShortcut(QKeySequence("P"), self, self.onto_paper.click)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self, **arguments: object) -> None:
        """Make the pages of what the arguments name."""
        office, year = self.session.office, int(str(arguments["year"]))
        overview = next(one for one in overviews.offered(office.identity.level) if one.name == arguments["overview"])
        is_hiding = arguments.get("hiding") is True
        paper = preferences.load(self.session.paths).paper
        self._name = overviews.title(overview, year)  # stands on the page itself, and is not said twice
        self.preview.name(self._name)
        self.preview.say(_("Menyiapkan halaman…"))

        def make() -> bytes:
            findings = overviews.find(office, overview, year, is_hiding=is_hiding)
            return overviews.paper(office, overview, year, findings, paper)

        self.work(lambda _job: make(), self._show)

    def first_focus(self) -> QWidget | None:
        return self.preview if self._pdf else self.back_button

    def _show(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.preview.show_pdf(pdf)
        self.onto_paper.setEnabled(True)
        if self.back_button.hasFocus():
            self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_pages(self) -> None:
        """Onto a printer, or as a PDF where this PC has none."""
        pdf = self._pdf
        if pdf is not None:
            print_or_save(self, self._name, self._name, lambda: pdf)
