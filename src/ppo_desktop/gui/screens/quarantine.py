"""What arrived and cannot be used: what waits for a newer program, and what its office has to put right."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.text import N_, _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Banner, Card, Empty, button, clear, column, label, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.neighbours import quarantine
from ppo_desktop.operations.neighbours.quarantine import PAGE, Held

_UPDATE = N_("Dicoba lagi dengan sendirinya setelah program di sini diperbarui.")
_REPAIR = N_("Pembaruan tidak menolong. Kantor pengirim juga membacanya pada tanda terima berikutnya.")


class QuarantinePage(Page):
    """How many values wait, of which office, in which book and why."""

    help: ClassVar[tuple[str, ...]] = (
        N_("Di sini tampil isian dari kantor lain yang sudah diterima tetapi belum dapat dipakai."),
        N_("Biasanya kantor itu memakai program yang lebih baru; isian barunya menunggu pembaruan di sini."),
        N_("Tidak ada yang hilang: isinya tersimpan dan dicoba lagi setiap kali program diperbarui."),
        N_("Catatan yang lain dari kantor yang sama tetap dapat dipakai; angka laporannya tidak berubah."),
        N_("Yang isinya keliru tidak tertolong pembaruan: tekan “Minta perbaikan” pada barisnya."),
    )

    def __init__(self, session: Session) -> None:
        purpose = _("Yang sudah diterima, tetapi belum dapat dipakai di sini, dan apa yang dapat dilakukan.")
        super().__init__(session, _("Isian yang belum dapat dipakai"), purpose)
        self._shown: list[Held] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(12))
        self.more = button(_("Tampilkan berikutnya"), self._read_more, look="quiet", icon_name="chevron-down")
        self.more.hide()
        self.body.addLayout(self._list)
        self.body.addLayout(row(self.more, None))
        self.body.addStretch(1)

    def enter(self, **_arguments: object) -> None:
        """Count again."""
        self.clear_banner()
        self._load()

    def refresh(self, _changes: Changes) -> None:
        """Something came in."""
        self._load()

    def first_focus(self) -> QWidget | None:
        return self.more if not self.more.isHidden() else self

    def _load(self) -> None:
        office = self.session.office

        def read(_job: object) -> tuple[dict[str, int], list[Held]]:
            return quarantine.by_office(office), quarantine.held(office)

        self.work(read, self._show)

    def _show(self, found: tuple[dict[str, int], list[Held]]) -> None:
        counts, self._shown = found
        self._total = sum(counts.values())
        if self._total:
            words = _("{count} isian belum dapat dipakai di sini.").format(count=number(self._total))
            self.show_banner(Banner("info", words, _("Isinya tersimpan; tidak ada yang hilang.")))
        self._fill()

    def _read_more(self) -> None:
        office, after = self.session.office, len(self._shown)

        def arrived(more: list[Held]) -> None:
            self._shown += more
            self._fill(is_whole=not more)

        self.work(lambda _job: quarantine.held(office, after), arrived)

    def _fill(self, *, is_whole: bool = False) -> None:
        clear(self._list)
        if not self._shown:
            self._list.addWidget(Empty("circle-check", _("Tidak ada isian yang menunggu.")))
        for title, advice, held in (
            (_("Menunggu program yang lebih baru"), _UPDATE, [one for one in self._shown if one.is_newer]),
            (_("Minta kantor pengirim memperbaiki"), _REPAIR, [one for one in self._shown if not one.is_newer]),
        ):
            if held:
                self._list.addWidget(label(title, "heading"))
                self._list.addWidget(label(_(advice), "soft"))
            for office_name, of_office in groupby(held, key=lambda one: one.office_name):
                self._list.addWidget(self._card(office_name, list(of_office)))
        self.more.setHidden(is_whole or len(self._shown) >= self._total or len(self._shown) % PAGE != 0)

    def _card(self, office_name: str, held: list[Held]) -> Card:
        made = Card(office_name)
        for kind, of_kind in groupby(held, key=lambda one: one.kind):
            fields: dict[tuple[str, str], list[Held]] = {}
            for one in of_kind:
                fields.setdefault((one.field, one.sentence), []).append(one)
            made.body.addWidget(label(kind, "strong"))
            for (field, sentence), those in fields.items():
                words = _("{field}: {count} isian") if field else _("{count} catatan")
                what = label(words.format(field=field, count=number(len(those))))
                texts = column(what, label(sentence, "soft"), spacing=tokens.TIGHT)
                asked = next((one for one in those if one.can_ask and not one.is_newer), None)
                ask = [button(_("Minta perbaikan"), partial(self._ask, asked), icon_name="send")] if asked else []
                made.body.addLayout(row(texts, None, *ask))
        return made

    def _ask(self, held: Held) -> None:
        kind, record = held.place
        self.session.go("letters", kind=kind, owner=held.owner, record=record)
