"""Gambaran: which overviews there are, and what each answers."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.widgets import Card, Square, button, column, label, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.months import overviews


class HubPage(Page):
    """One line per overview."""

    help = (
        N_("Setiap gambaran menjawab satu pertanyaan dengan angka dari beberapa buku sekaligus."),
        N_("Enter pada tombol Buka menampilkannya; dari sana dapat dicetak atau disimpan sebagai tabel."),
        N_("Angka dihitung dari catatan yang ada di komputer ini, juga dari kantor di bawah yang sudah diterima."),
        N_("“Tidak ada data” berarti belum dicatat; itu bukan nol."),
        N_("Ctrl+K mencari gambaran: ketik misalnya “stok” atau “cakupan”."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Gambaran"), _("Angka dari banyak buku sekaligus. Pilih pertanyaannya."))
        self.doors: dict[str, QWidget] = {}
        card = Card()
        for overview in overviews.offered(session.office.identity.level):
            name = _(overview.title)
            door = button(
                _("Buka"),
                partial(session.go, "figures", overview=overview.name),
                spoken=_("Buka gambaran {name}").format(name=name),
            )
            words = column(label(name, "strong"), label(_(overview.purpose), "soft"), spacing=1)
            line = row(Square(overview.icon, "info"), words, door, spacing=12)
            line.setStretch(1, 1)
            card.body.addLayout(line)
            self.doors[overview.name] = door
        self.body.addWidget(card)
        self.body.addStretch(1)

    def first_focus(self) -> QWidget | None:
        return next(iter(self.doors.values()), None)
