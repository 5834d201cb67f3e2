"""Beranda: what to do now."""

from __future__ import annotations

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import Badge, Banner, Card, Empty, Square, button, label, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session


class HomePage(Page):
    """At most five things to do next."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Selamat pagi"), _("Sabtu, 21 November 2026"))
        self.beside_title.addWidget(button(_("Catat keberangkatan"), look="primary", icon_name="plus"))
        self.beside_title.addWidget(button(_("Catat sosialisasi"), icon_name="megaphone"))
        self.show_banner(
            Banner("bad", _("Flashdisk penuh."), _("Kosongkan, lalu coba lagi."), [button(_("Coba lagi"))])
        )
        card = Card(_("Yang perlu dikerjakan"))
        for tone in ("ok", "warn", "bad", "info", "neutral"):
            card.body.addLayout(
                row(
                    Square("phone", tone),
                    label("Hubungi keluarga Siti Rahayu"),
                    None,
                    Badge("Lewat 4 hari", tone),
                    button("Catat kabar"),
                )
            )
        self.body.addWidget(card)
        self.body.addWidget(Empty("inbox", _("Belum ada data."), button(_("Catat yang pertama"))))
