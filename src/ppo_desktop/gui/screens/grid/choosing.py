"""Isi banyak sekaligus: which of the grids is wanted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.books import grids


class GridsPage(Page):
    """One big row for each grid this office may use."""

    help = (
        N_("Setiap pilihan adalah satu halaman untuk mengisi banyak catatan dengan sedikit tombol."),
        N_("Angka di sebelah kanan memilih langsung; panah lalu Enter juga boleh."),
        N_("Yang umum ditulis sekali di atas; di bawahnya satu baris untuk satu orang."),
        N_(
            "Setiap baris disimpan begitu selesai diketik; listrik padam hanya menghilangkan baris yang sedang diketik."
        ),
        N_("Satu catatan lengkap tetap dibuat lewat formulir: tombol N pada daftarnya."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Isi banyak sekaligus"), _("Pilih yang akan diisi."))
        offered = grids.offered(session.office.identity.level)
        self.choices = Choices([Choice(grid.name, _(grid.title), _(grid.purpose), grid.icon) for grid in offered])
        self.choices.picked.connect(lambda name: self.session.go("grid", grid=name))
        for name, made in self.choices.rows.items():
            made.clicked.connect(lambda _checked=False, name=name: self.session.go("grid", grid=name))
        self.body.addWidget(self.choices)
        self.body.addStretch(1)

    def first_focus(self) -> QWidget | None:
        return self.choices.first_focus()
