"""The card on which the head agrees to the report of a quarter, half a year or a year."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import Span
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, Card, button, clear, label, row
from ppo_desktop.gui.screens.enrolment.assent import AssentBox
from ppo_desktop.gui.screens.month.signing import LONGEST_NUMBER
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.papers import period_signing
from ppo_desktop.reports.signing_words import SignatureLevel

_WIDTH = 330


class SigningCard(Card):
    """Number, password, and what comes of it; hidden until somebody wants to sign."""

    def __init__(self, page: Page, signed: Callable[[], object], left: Callable[[], object]) -> None:
        """Args: signed: it is done. left: it is not wanted now."""
        super().__init__(_("Tanda tangan pimpinan"), spacing=8, margins=12)
        self._page, self._signed, self._left = page, signed, left
        self._span: Span | None = None
        self.number = line(longest=LONGEST_NUMBER, enter=lambda: self.assent.focus())
        self.number.setPlaceholderText(_("Kosong: ditulis tangan pada cetakan"))
        self._number_box = FieldBox(_("Nomor dari buku agenda"), self.number, optional=True)
        self.assent = AssentBox(page.session.office, self.sign)
        self._words = label("", "soft")
        self.button = button(_("Tandatangani"), self.sign, look="primary", icon_name="signature")
        self._no = button(_("Batal"), self.leave, look="quiet")
        self._news = QVBoxLayout()
        for box in (self._number_box, self.assent):
            box.setFixedWidth(theme().px(_WIDTH))
        self.body.addLayout(Flow((self._number_box, self.assent), spacing=12))
        self.body.addWidget(self._words)
        self.body.addLayout(self._news)
        self.body.addLayout(row(self.button, self._no, None))
        self.hide()

    def ask(self, span: Span, *, is_over: bool) -> None:
        """Offer to sign the report of ``span``."""
        self._span = span
        words = _("{level}. Sesudah ditandatangani, halamannya tidak berubah lagi; perubahan menjadi perbaikan.")
        told = words.format(level=SignatureLevel.OFFICE_KEY.title)
        if not is_over:
            unfinished = _("{span} belum selesai: laporan ini hanya memuat bulan yang sudah dilaporkan.")
            told = f"{unfinished.format(span=span.label)} {told}"
        self._words.setText(told)
        clear(self._news)
        self.show()
        (self.number if not self.number.text() else self.assent.password.line).setFocus()

    def leave(self) -> None:
        """Not now; no password stays in a field."""
        self.forget()
        self._left()

    def forget(self) -> None:
        """Out of sight, without password."""
        self.assent.forget()
        self.hide()

    def sign(self) -> None:
        """Sum up, sign and keep; in the background."""
        span, page = self._span, self._page
        if span is None or not self.button.isEnabled():
            return
        if not self.assent.password.text():
            self.assent.field.say(_("Ketik dahulu kata sandinya."))
            self.assent.focus()
            return
        office, credentials, number = page.session.office, self.assent.credentials, self.number.text().strip()
        clear(self._news)
        self.assent.field.say("")
        job = page.work(
            lambda job: period_signing.sign(office, span, credentials, number=number or None, told=job.progress),
            self._done,
            self._failed,
            holds=True,
        )
        page.watch(job, self._news, _("Menandatangani laporan {span}").format(span=span.label), locks=[self.button])

    def _done(self, made: tuple[str, Changes]) -> None:
        self.number.clear()
        self.forget()
        self._page.session.announce(made[1])
        self._signed()

    def _failed(self, error: PpoError) -> None:
        clear(self._news)
        if not self.assent.takes(error):
            self._news.addWidget(Banner("bad", error.message, error.advice))
