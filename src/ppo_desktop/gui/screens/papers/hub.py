"""Surat dan cetakan: every paper of this office that is not begun on the sheet of a record."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.widgets import Card, Square, button, column, label, row
from ppo_desktop.gui.screens.papers.menu import go
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations import papers


class PapersPage(Page):
    """One line per paper."""

    help = (
        N_("Setiap baris adalah satu cetakan: untuk apa, dan tombol untuk membukanya."),
        N_("Yang dibuka tampil dahulu sebagai halaman; dari sana dicetak atau disimpan sebagai PDF."),
        N_("Cetakan tentang satu warga, keberangkatan, atau kegiatan ada di lembar catatannya: tombol Cetak."),
        N_("Ctrl+K mencari cetakan: ketik misalnya “pengingat”."),
        N_("Ukuran kertas F4 atau A4 dipilih di Pengaturan, bagian Tampilan."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Surat dan cetakan"), _("Pilih yang akan dibuat."))
        self.doors: dict[str, QWidget] = {}
        """Name of the paper → its button."""
        card = Card(_("Cetakan kantor ini"))
        for paper in papers.offered(session.office.identity.level, ""):
            name = _(paper.title)
            door = button(_("Buka"), partial(go, session, paper), spoken=_("Buka {name}").format(name=name))
            words = column(label(name, "strong"), label(_(paper.purpose), "soft"), spacing=1)
            line = row(Square(paper.icon, "info"), words, door, spacing=12)
            line.setStretch(1, 1)
            card.body.addLayout(line)
            self.doors[paper.name] = door
        if not self.doors:
            card.body.addWidget(label(_("Belum ada. Cetakan tentang satu catatan ada di lembar catatannya."), "soft"))
        self.body.addWidget(card)
        self.body.addStretch(1)

    def first_focus(self) -> QWidget | None:
        return next(iter(self.doors.values()), None)
