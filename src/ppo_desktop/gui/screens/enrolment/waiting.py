"""The root: what carriers brought that waits for the head. Requests for new keys, and roots below that joined ours."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, button, clear, label, picture, row, rule
from ppo_desktop.gui.screens.enrolment.deed import DeedPlace, Question
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.keys import enrolment, handover, renewal_answers
from ppo_desktop.operations.keys.handover import Offer
from ppo_desktop.operations.keys.renewal_answers import Asked


class Waiting(QWidget):
    """Hidden while nothing waits."""

    def __init__(self, page: Page, changed: Callable[[str], object]) -> None:
        """Args: changed: told in words what was done."""
        super().__init__()
        self._page, self._changed = page, changed
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card(_("Menunggu persetujuan di sini"))
        self.place = DeedPlace(page)
        card.body.addLayout(self.place)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme().px(10))
        card.body.addLayout(self._rows)
        outer.addWidget(card)
        self.hide()

    def show_waiting(self, asked: list[Asked], offers: list[Offer]) -> None:
        """List what waits."""
        self.place.put_away()
        clear(self._rows)
        lines = [
            *(self._row(one.name, _asked_words(one), _("Terbitkan kunci"), partial(self.ask, one)) for one in asked),
            *(
                self._row(one.name, _offer_words(one), _("Terima desanya"), partial(self.ask_offer, one))
                for one in offers
            ),
        ]
        for place, line in enumerate(lines):
            if place:
                self._rows.addWidget(rule())
            self._rows.addLayout(line)
        if lines:
            self.show()
        else:
            self.hide()

    def _row(self, name: str, words: str, verb: str, do: Callable[[], None]) -> QVBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(label(name, "strong"))
        names.addWidget(label(words, "soft"))
        line = row(picture("key-round", "warn", 20), spacing=12)
        line.addLayout(names, 1)
        line.addWidget(button(verb, do, spoken=f"{verb}: {name}"))
        outer = QVBoxLayout()
        outer.addLayout(line)
        return outer

    def ask(self, one: Asked) -> None:
        """Ask for the password, and for the words where the clerk's key signed."""
        if one.by_head:
            told = _(
                "Kunci pimpinan kantor itu sendiri menandatangani permintaannya, jadi tidak ada kata yang dicocokkan."
            )
        else:
            told = _(
                "Permintaan ini dikirim petugas, misalnya karena pimpinannya berganti. Hubungi kantor itu dan ketik "
                "enam kata yang dibacakan dari layar di sana; tanpa itu kuncinya jangan diterbitkan."
            )
        office = self._page.session.office
        question = Question(
            _("Terbitkan kunci baru untuk {office}?").format(office=one.name),
            f"{told} " + _("Kunci yang baru turun bersama tanda terima berikutnya."),
            _("Terbitkan kunci"),
            heard_from="" if one.by_head else one.name,
            words=one.words,
        )
        self.place.ask(
            question,
            lambda given: renewal_answers.answer(
                office,
                one.office,
                one.device,
                given.assenting,
                lambda _who, words: enrolment.same_words(given.heard, words),
            ),
            lambda _none: self._changed(
                _("Kunci baru {office} terbit; ikut turun bersama tanda terima berikutnya.").format(office=one.name)
            ),
        )

    def ask_offer(self, one: Offer) -> None:
        """Ask for the words of the root below, and the password."""
        question = Question(
            _("Terima desa-desa {office}?").format(office=one.name),
            _(
                "{office} tadinya kantor teratas bagi desanya dan menyerahkannya kepada kantor ini. Hubungi kantor itu "
                "dan ketik enam kata yang tampil di halaman Kunci kantor di sana. Bila sama, tanda tangan desa-desanya "
                "dikenal di sini juga."
            ).format(office=one.name),
            _("Cocokkan dan terima"),
            heard_from=one.name,
            words=one.words,
        )
        office = self._page.session.office
        self.place.ask(
            question,
            lambda given: handover.accept(
                office, one.old, given.assenting, lambda _who, words: enrolment.same_words(given.heard, words)
            ),
            lambda title: self._changed(_("Kunci desa-desa {office} sekarang dikenal di sini.").format(office=title)),
        )


def _asked_words(one: Asked) -> str:
    by = _("ditandatangani kunci pimpinannya") if one.by_head else _("dikirim petugas: cocokkan kata-katanya")
    return _("Meminta kunci baru, diterima {day}, {by}.").format(day=long_date(one.on), by=by)


def _offer_words(one: Offer) -> str:
    return _("Menyerahkan desa-desanya kepada kantor ini, diterima {day}.").format(day=long_date(one.on))
