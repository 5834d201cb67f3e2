"""Kode darurat dalam tiga lembar: the code split so that any two of three sheets open the data, one alone nothing."""

from __future__ import annotations

import secrets

from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, Banner, Card, button, clear, column, label, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.printing import ask_printer, draw, has_printer
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.doors import code_shares
from ppo_desktop.operations.doors.code_shares import Share
from ppo_desktop.operations.house import preferences

_ACROSS = 3


class SharesPage(Page):
    """The present code from its sheet, then one sheet after the other, each proved by a group typed back."""

    help = (
        N_("Dua dari tiga lembar, yang mana pun, memberi kode darurat. Satu lembar saja tidak memberi tahu apa pun."),
        N_("Serahkan kepada tiga orang atau tempat: misalnya pimpinan, sekretaris, dan kantor di atas."),
        N_("Ketik dahulu kode darurat dari lembarnya; kodenya sendiri tidak berubah."),
        N_("Setiap lembar dicetak atau disalin dengan tangan, lalu satu kelompoknya diketik kembali."),
        N_("Ketiga lembar tidak disimpan di komputer. Bila halaman ini ditinggalkan, mulai lagi dari kode."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            _("Kode darurat dalam tiga lembar"),
            _("Dua dari tiga lembar membuka data bila semua kata sandi terlupa; satu lembar saja tidak."),
        )
        self.sheets: tuple[Share, ...] = ()
        self.shown: Sheet | None = None
        self.card = Card(spacing=14)
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    def enter(self, **_arguments: object) -> None:
        """Begin with the code."""
        self.locks = True
        self.sheets, self.shown = (), None
        clear(self.card.body)
        office = self.session.office
        state = code_shares.state(office)
        if state:
            day = long_date(state.made_at.date())
            told = (
                _("Tiga lembar set {name} dibuat {day} dan masih berlaku. Bila dibuat lagi, musnahkan yang lama.")
                if state.is_current
                else _(
                    "Tiga lembar set {name} dibuat {day}, tetapi kodenya sudah diganti: lembar itu tidak berlaku lagi."
                )
            )
            self.card.body.addWidget(label(told.format(name=state.set_name, day=day), "soft"))
        self.code = line(longest=60, placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX", enter=self.make)
        self.box = FieldBox(_("Kode darurat yang berlaku"), self.code, hint=_("30 huruf dan angka dari lembarnya."))
        self.wanted = Action(button(_("Buat tiga lembar"), self.make, look="primary", icon_name="layers"))
        if not office.user.may_assent:
            self.wanted.refuse(_("Hanya pimpinan atau sekretaris. Masuk dengan akun pimpinan dahulu."))
            self.code.setEnabled(False)  # nobody copies a secret for nothing
        self.card.body.addWidget(self.box)
        self.card.body.addLayout(row(self.wanted, None))

    def leave(self) -> None:
        """What was not copied is gone."""
        self.locks = True
        self.sheets = ()
        clear(self.card.body)

    def first_focus(self) -> QWidget | None:
        """The code."""
        return self.code if self.code.isEnabled() else None

    def make(self) -> None:
        """Split the code."""
        if not self.wanted.button.isEnabled():
            return
        self.clear_banner()
        self.wanted.refuse(_("Sedang memeriksa kodenya…"))
        office, typed = self.session.office, self.code.text()
        self.work(lambda _job: code_shares.make(office, typed), self._made, self._failed, holds=True)

    def _failed(self, error: PpoError) -> None:
        self.wanted.refuse("")
        self.box.say(error.sentence)
        self.code.setFocus()

    def _made(self, sheets: tuple[Share, ...]) -> None:
        self.locks = False  # somebody is writing
        self.sheets = sheets
        self.show_sheet(0)

    def show_sheet(self, place: int) -> None:
        """Show one of the three."""
        clear(self.card.body)
        self.shown = Sheet(self.sheets[place], self)
        self.card.body.addWidget(self.shown)
        self.shown.first_focus().setFocus()
        self.into_sight(self.shown)

    def go_on(self) -> None:
        """The sheet in sight is on paper: the next one, or the end."""
        assert self.shown is not None
        following = self.shown.share.number  # counted from 1
        if following < len(self.sheets):
            self.show_sheet(following)
            return
        self.leave()
        told = _("Masukkan masing-masing ke amplop tertutup, dan serahkan kepada tiga orang atau tempat yang berbeda.")
        self.enter()
        self.show_banner(Banner("ok", _("Ketiga lembar sudah di kertas."), told))


class Sheet(QWidget):
    """One sheet on the screen, to be printed or copied by hand, and the group that proves it."""

    def __init__(self, share: Share, page: SharesPage) -> None:
        super().__init__()
        self.share, self._page = share, page
        shown = Card(role="sunken", margins=16)
        grid = QGridLayout()
        grid.setSpacing(theme().px(10))
        for place, group in enumerate(share.groups):
            cell = column(
                label(_("Kelompok {number}").format(number=place + 1), "tiny", wraps=False),
                label(group, "code", wraps=False),
                spacing=0,
            )
            grid.addLayout(cell, place // _ACROSS, place % _ACROSS)
        shown.body.addLayout(grid)
        shown.setAccessibleName(
            _("Lembar {number}: {groups}").format(
                number=share.number, groups=", ".join(" ".join(group) for group in share.groups)
            )
        )
        self.print_action = Action(button(_("Cetak lembar ini"), self.print_sheet, icon_name="printer"))
        if not has_printer():
            self.print_action.refuse(_("Belum ada printer. Salin dengan tangan."))
        self.asked = secrets.randbelow(len(share.groups))
        self.field = line(longest=12, enter=self.check)
        self.box = FieldBox(_("Kelompok {number} dari kertas Anda").format(number=self.asked + 1), self.field)
        last = share.number == code_shares.COUNT
        self.go = button(_("Selesai") if last else _("Lembar berikutnya"), self.check, look="primary")
        title = _("Lembar {number} dari {all}, set {name}").format(
            number=share.number, all=code_shares.COUNT, name=share.set_name
        )
        copying = label(_("Cetak, atau salin dengan tangan ke kertas tersendiri. Jangan difoto."), "soft")
        printing_row = row(self.print_action, copying, spacing=16)
        printing_row.setStretch(1, 1)
        self.setLayout(column(label(title, "strong"), shown, printing_row, self.box, row(self.go, None), spacing=14))

    def first_focus(self) -> QWidget:
        """Printing, where there is a printer."""
        return self.print_action.button if self.print_action.button.isEnabled() else self.field

    def check(self) -> None:
        """Whether the group was typed as it is; then the page goes on."""
        if not code_shares.is_same_group(self.share.groups[self.asked], self.field.text()):
            self.box.say(_("Belum sama. Lihat lagi kelompok ini di kertas."))
            self.field.selectAll()
            self.field.setFocus()
            return
        self._page.go_on()

    def print_sheet(self) -> None:
        """Ask which printer, and print one page."""
        paper = preferences.load(self._page.session.home).paper
        printer = ask_printer(self, _("lembar kode darurat"), paper, is_secret=True)
        if printer is None:
            return
        office, share = self._page.session.office, self.share
        self._page.work(
            lambda job: draw([code_shares.sheet(office, share, paper)], printer, job.progress),
            lambda _pages: self.field.setFocus() if isValid(self) else None,
            holds=True,
        )
