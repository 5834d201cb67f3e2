"""Materials an office above handed over: one press takes them into the stock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import Invalid, PpoError
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import line
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, Card, Square, beside, button, column, label, row, rule, withhold
from ppo_desktop.gui.forms.taking_back import taker_back_all
from ppo_desktop.operations.books.recording import Change
from ppo_desktop.operations.neighbours import handing
from ppo_desktop.operations.neighbours.handing import Handed
from ppo_desktop.records.stock_move import PIECES

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.letters.page import LettersPage


class HandedCard(Card):
    """One line for each hand-over, with the number that may be counted anew."""

    def __init__(self, page: LettersPage, handed: list[Handed]) -> None:
        super().__init__(_("Bahan yang diserahkan kepada kantor ini"))
        self._page = page
        self._first: QWidget | None = None
        for place, one in enumerate(handed):
            if place:
                self.body.addWidget(rule())
            self.body.addLayout(self._line(one))
        self.body.addWidget(label(_("Hitung yang datang. Bila jumlahnya lain, ubah angkanya dahulu."), "muted"))

    def first_focus(self) -> QWidget | None:
        return self._first

    def _line(self, one: Handed) -> QHBoxLayout:
        amount = line(str(one.amount), longest=8, enter=lambda: self._take(one, amount))
        amount.setValidator(QIntValidator(1, PIECES, amount))
        amount.setFixedWidth(theme().px(80))
        amount.setAccessibleName(_("Jumlah yang datang: {title}").format(title=one.title))
        spoken = _("Terima {title}").format(title=one.title)
        take = button(_("Terima"), lambda: self._take(one, amount), look="primary", icon_name="check", spoken=spoken)
        withhold(take, self._page.session.why_not("record"))
        self._first = self._first or take
        shown = row(Square("package", "info"), beside(column(label(one.sentence)), amount, take), spacing=12)
        shown.setStretch(1, 1)
        return shown

    def _take(self, one: Handed, amount: QLineEdit) -> None:
        page, office = self._page, self._page.session.office
        counted = int(amount.text()) if amount.hasAcceptableInput() else None

        def done(taken: tuple[Changes, tuple[Change, ...]]) -> None:
            changes, undo = taken
            page.session.tell(_("Masuk buku stok."), taker_back_all(page.session, undo))
            page.session.announce(changes)

        def failed(error: PpoError) -> None:
            if isinstance(error, Invalid):
                words = " ".join(problem.message for problem in error.problems)
                page.show_banner(Banner("bad", _("Belum tersimpan."), words, closes=True))
            else:
                page.show_error(error)

        page.work(lambda _job: handing.take_in(office, one, counted), done, failed, holds=True)
