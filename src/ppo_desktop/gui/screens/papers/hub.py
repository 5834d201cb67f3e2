"""Surat dan cetakan: every letter an office writes, and every paper that is about no single record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.following import Following
from ppo_desktop.gui.design.widgets import Badge, Card, Square, beside, button, column, label, row
from ppo_desktop.gui.screens.papers.menu import go
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.letters import letter_templates
from ppo_desktop.operations.papers import catalogue
from ppo_desktop.operations.papers.catalogue import Paper
from ppo_desktop.records.registry import kind as kind_named

AT_ONCE = 10
"""Lines in sight from the first paint on, a screen of them; the others follow."""


class PapersPage(Page):
    """One line per paper."""

    help = (
        N_("Setiap baris adalah satu surat atau cetakan: untuk apa, dan tombol untuk membuatnya."),
        N_("Surat tentang warga, keberangkatan, rujukan, atau rapat dibuat dari lembar catatannya: tombol Cetak…."),
        N_("“Ubah kata-kata” menyesuaikan templat surat dengan kebiasaan kantor; aslinya selalu dapat kembali."),
        N_("Cetakan tampil dahulu sebagai halaman; dari sana dicetak atau disimpan sebagai PDF."),
        N_("Surat yang sudah dibuat ada di buku Surat keluar, juga yang draf dan yang batal."),
        N_("Nomor surat diatur di Pengaturan, bagian Nomor surat."),
        N_("Ctrl+K mencari surat dan cetakan: ketik misalnya “serah terima”."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Surat dan cetakan"), _("Pilih yang akan dibuat."))
        self.doors: dict[str, QWidget] = {}
        """Name of the paper → its button."""
        books = (
            (_("Buku surat keluar"), "scroll-text", partial(session.go, LIST_OF["letter"])),
            (_("Nomor surat"), "settings", partial(session.go, "settings", section="numbering")),
        )
        for title, icon, action in books:
            self.beside_title.addWidget(button(title, action, icon_name=icon))
        self._printed = Card(_("Cetakan kantor ini"))
        self._letters = Card(_("Surat"))
        for card in (self._letters, self._printed):
            self.body.addWidget(card)
        self.body.addStretch(1)
        level = session.office.identity.level
        own = letter_templates.own_codes(session.office)
        seen: set[str] = set()
        lines: list[Callable[[], object]] = []
        for paper in catalogue.offered(level):
            code = str(paper.arguments.get("template") or "")
            if code and code not in seen:
                seen.add(code)
                lines.append(partial(self._letter, paper, code, is_own=code in own))
            elif not code and not paper.about:
                lines.append(partial(self._print, paper))
        for line in lines[:AT_ONCE]:
            line()
        Following(self).add(*lines[AT_ONCE:])

    def _print(self, paper: Paper) -> None:
        spoken = _("Buka {name}").format(name=_(paper.title))
        self._line(self._printed, paper, button(_("Buka"), partial(go, self.session, paper), spoken=spoken))

    def _letter(self, paper: Paper, code: str, *, is_own: bool) -> None:
        name = _(paper.title)
        adapt = button(
            _("Ubah kata-kata"),
            partial(self.session.go, "letter-template", template=code),
            look="quiet",
            spoken=_("Ubah kata-kata {name}").format(name=name),
        )
        write = button(_("Tulis"), self._writer(paper), spoken=_("Tulis {name}").format(name=name))
        self._line(self._letters, paper, write, adapt, badge=_("Kata-kata kantor ini") if is_own else "")

    def _writer(self, paper: Paper) -> Callable[[], object]:
        """Write it at once, or where the record is that it is about."""
        return partial(self._choose_record, paper) if paper.about else partial(go, self.session, paper)

    def _choose_record(self, paper: Paper) -> None:
        kind = kind_named(paper.about)
        self.session.go(LIST_OF[kind.name])
        words = _("Buka catatannya, tekan Cetak…, lalu pilih “{letter}”.")
        self.session.tell(words.format(letter=_(paper.title)))

    def _line(self, card: Card, paper: Paper, *doors: QWidget, badge: str = "") -> None:
        words = column(label(_(paper.title), "strong"), label(_(paper.purpose), "soft"), spacing=1)
        if badge:
            words.addLayout(row(Badge(badge, "info"), None))
        line = row(Square(paper.icon, "info"), spacing=12)
        line.addLayout(beside(words, *doors), 1)
        card.body.addLayout(line)
        self.doors[paper.name] = doors[0]

    def first_focus(self) -> QWidget | None:
        return next(iter(self.doors.values()), None)
