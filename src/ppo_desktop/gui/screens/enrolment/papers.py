"""The minutes of having compared keys: looked at, printed, or saved for another printer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.preview import Preview
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, button
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.house import preferences
from ppo_desktop.operations.keys import minutes


class Minutes(QWidget):
    """Hidden until the minutes with one office are wanted."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._card: Card | None = None
        self.pages: Preview | None = None
        self.hide()

    def show_for(self, other: str) -> None:
        """Make the minutes with the office ``other`` and show them."""
        office = self._page.session.office
        paper = preferences.load(self._page.session.paths).paper
        self._page.work(lambda _job: minutes.minutes(office, other, paper), lambda pdf: self._show(other, pdf, paper))

    def _show(self, other: str, pdf: bytes, paper: str) -> None:
        self.close_paper()
        title = _("Berita acara dengan {office}").format(office=name_of(other))
        self._card = Card(title, margins=12)
        self._card.head.addWidget(button(_("Cetak"), lambda: self._print(title, pdf, paper), icon_name="printer"))
        self._card.head.addWidget(button(_("Simpan PDF"), lambda: self._save(other), icon_name="save"))
        self._card.head.addWidget(button(_("Tutup"), self.close_paper, look="quiet"))
        self.pages = Preview(title)
        self.pages.setFixedHeight(theme().px(460))
        self._card.body.addWidget(self.pages)
        self._place.addWidget(self._card)
        self.show()
        self.pages.show_pdf(pdf)
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)
        card = self._card
        QTimer.singleShot(0, card, lambda: self._page.into_sight(card))

    def close_paper(self) -> None:
        """Put the paper away."""
        if self._card:
            self._card.hide()
            self._card.deleteLater()
        self._card, self.pages = None, None
        self.hide()

    def _print(self, title: str, pdf: bytes, paper: str) -> None:
        from ppo_desktop.gui.shell import printing

        printer = printing.ask_printer(self, title, paper)
        if printer:
            self._page.work(
                lambda job: printing.draw([pdf], printer, job.progress),
                lambda _pages: self._page.session.tell(_("Berita acara sudah dikirim ke printer.")),
            )

    def _save(self, other: str) -> None:
        picked = QFileDialog.getExistingDirectory(self, _("Simpan PDF ke folder"), str(Path.home()))
        if picked:
            office = self._page.session.office
            self._page.work(
                lambda _job: minutes.save_minutes(office, other, Path(picked)),
                lambda path: self._page.session.tell(_("Tersimpan: {path}").format(path=path)),
            )
