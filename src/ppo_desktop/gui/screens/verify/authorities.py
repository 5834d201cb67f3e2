"""The certificates of authorities (PSrE) of this office: compared, installed, removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import Action, Banner, Card, beside, button, clear, column, label, row
from ppo_desktop.operations.keys import certifiers
from ppo_desktop.operations.keys.certifiers import Certifier

if TYPE_CHECKING:
    from ppo_desktop.gui.shell.page import Page


class AuthoritiesCard(Card):
    """What is installed, and the way to more."""

    def __init__(self, page: Page) -> None:
        super().__init__(_("Sertifikat induk PSrE di kantor ini"), spacing=10)
        self._page = page
        self.ask_file: Callable[[], str] = lambda: QFileDialog.getOpenFileName(
            self, _("Pilih berkas sertifikat"), str(Path.home()), _("Berkas sertifikat (*.pem *.crt *.cer *.der)")
        )[0]
        told = _(
            "Program ini tidak membawa sertifikat penyelenggara resmi (PSrE). Ambil sertifikat induknya dari situs "
            "resmi penyelenggara di komputer yang memakai internet, cocokkan kodenya, lalu pasang di sini."
        )
        self.body.addWidget(label(told, "soft"))
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        self._question = QVBoxLayout()
        self.body.addLayout(self._question)
        self.add = Action(button(_("Pasang sertifikat"), self.pick, icon_name="badge-check"))
        self.body.addLayout(row(self.add, None))
        self.show_list()

    def show_list(self) -> None:
        """Read what is installed."""
        clear(self._list)
        why = self._page.session.why_not("keys")
        self.add.refuse(why)
        installed = certifiers.installed(self._page.session.office)
        for one in installed:
            self._list.addWidget(self._row(one, why))
        if not installed:
            self._list.addWidget(label(_("Belum ada yang dipasang."), "strong"))

    def _row(self, one: Certifier, why: str) -> QWidget:
        told = _("Berlaku sampai {ends}. Dipasang {name}, {day}, dari berkas {file}.").format(
            ends=long_date(one.ends), name=one.by, day=long_date(one.on), file=one.file
        )
        words = column(
            label(one.holder, "strong"), label(told, "muted"), label(_code(one.fingerprint), "muted"), spacing=2
        )
        drop = button(
            _("Lepas"),
            partial(self._ask_drop, one),
            look="quiet",
            icon_name="trash-2",
            spoken=_("Lepas sertifikat {holder}").format(holder=one.holder),
        )
        drop.setEnabled(not why)
        drop.setToolTip(why)
        made = QWidget()
        made.setLayout(beside(words, drop))
        return made

    def pick(self) -> None:
        """Which file; then what is in it is compared."""
        if not (picked := self.ask_file()):
            return
        path, office = Path(picked), self._page.session.office
        self._page.work(
            lambda _job: certifiers.read(office, path), lambda found: self._ask_install(tuple(found), path.name)
        )

    def _ask_install(self, found: tuple[certifiers.Authority, ...], name: str) -> None:
        told = " ".join(
            _("{holder}, diterbitkan {issuer}, berlaku sampai {ends}. {code}").format(
                holder=one.holder, issuer=one.issuer, ends=long_date(one.ends), code=_code(one.fingerprint)
            )
            for one in found
        )
        yes = button(_("Sudah cocok, pasang"), partial(self._install, found, name), look="primary")
        no = button(_("Jangan"), self._close, look="quiet")
        title = _("Cocokkan dahulu kodenya dengan yang diumumkan penyelenggaranya.")
        self._show(Banner("warn", title, told, (yes, no), escape=self._close))

    def _ask_drop(self, one: Certifier) -> None:
        yes = button(_("Lepas"), partial(self._drop, one.fingerprint), look="danger")
        no = button(_("Jangan"), self._close, look="quiet")
        title = _("Lepas sertifikat {holder}?").format(holder=one.holder)
        told = _("Setelah itu, sertifikat dari penyelenggara ini tidak lagi dikenali di sini. Dapat dipasang lagi.")
        self._show(Banner("warn", title, told, (yes, no), escape=self._close))

    def _show(self, question: Banner) -> None:
        clear(self._question)
        self._question.addWidget(question)
        self._page.into_sight(question)
        question.buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        clear(self._question)
        self.add.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _install(self, found: tuple[certifiers.Authority, ...], name: str) -> None:
        office = self._page.session.office
        self._page.work(lambda _job: certifiers.install(office, found, name), lambda _kept: self._changed())

    def _drop(self, fingerprint: str) -> None:
        office = self._page.session.office
        self._page.work(lambda _job: certifiers.remove(office, fingerprint), lambda _gone: self._changed())

    def _changed(self) -> None:
        self._close()
        self.show_list()


def _code(fingerprint: str) -> str:
    """The SHA-256 fingerprint as authorities print it."""
    pairs = " ".join(fingerprint[at : at + 4].upper() for at in range(0, len(fingerprint), 4))
    return _("Kode sertifikat (SHA-256): {code}").format(code=pairs)
