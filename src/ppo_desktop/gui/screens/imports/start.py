"""What stands there before a table is chosen: what offices above told, what waits below, and earlier imports."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.widgets import Badge, Card, Square, beside, button, column, label, row, rule
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.books.listed_people import Told
from ppo_desktop.operations.tables import import_keeping
from ppo_desktop.operations.tables.import_keeping import Import

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.imports.page import ImportsPage

_MOST = 8
"""Imports and villages that are shown."""


class ToldCard(Card):
    """Names from lists that an office above told of."""

    def __init__(self, page: ImportsPage, told: list[Told]) -> None:
        super().__init__(_("Menunggu dicatat di sini"))
        self.first: QPushButton | None = None
        for place, one in enumerate(told):
            if place:
                self.body.addWidget(rule())
            spoken = _("Periksa dan catat: {list}").format(list=one.sentence)
            check = button(
                _("Periksa dan catat"), partial(page.look_at, one), look="primary", icon_name="check", spoken=spoken
            )
            self.first = self.first or check
            words = column(
                label(one.sentence, "strong"), label(_("Dari {office}").format(office=name_of(one.by)), "soft")
            )
            line = row(Square("scroll-text", "warn"), beside(words, check), spacing=12)
            line.setStretch(1, 1)
            self.body.addLayout(line)


class WaitingCard(Card):
    """How many names each village below has not recorded yet, and those of other areas."""

    def __init__(
        self, page: ImportsPage, waiting: Mapping[str, int], unreached: Collection[str], elsewhere: int
    ) -> None:
        super().__init__(_("Dari daftar yang sudah diambil"))
        if waiting:
            told = [f"{name_of(village)} ({number(count)})" for village, count in list(waiting.items())[:_MOST]]
            more = len(waiting) - len(told)
            if more:
                told.append(_("dan {count} desa lain").format(count=number(more)))
            words = _(
                "{count} nama menunggu dicatat desanya: {villages}. Desa diberi tahu dengan tanda terima berikutnya."
            )
            total = sum(waiting.values())
            self.body.addWidget(label(words.format(count=number(total), villages=", ".join(told))))
        if unreached:
            words = _("Belum pernah melapor ke sini, jadi diberi tahu di atas kertas: {villages}.")
            names = ", ".join(name_of(code) for code in sorted(unreached)[:_MOST])
            self.body.addWidget(label(words.format(villages=names), "warning"))
        if elsewhere:
            words = _("{count} nama untuk daerah lain menunggu diserahkan.")
            self.body.addWidget(label(words.format(count=number(elsewhere))))
        buttons = [
            button(_("Buka buku Nama dari daftar"), partial(page.session.go, "list-listed"), icon_name="scroll-text")
        ]
        if elsewhere:
            sheet = partial(page.session.go, "paper", paper="lembar-serah")
            buttons.append(button(_("Cetak lembar serah"), sheet, icon_name="printer"))
        if unreached:
            sheet = partial(page.session.go, "paper", paper="lembar-nama-desa")
            buttons.append(button(_("Cetak lembar nama untuk desa"), sheet, icon_name="printer"))
        holder = QWidget()
        holder.setLayout(Flow(buttons))
        self.body.addWidget(holder)


class EarlierCard(Card):
    """Imports of this PC, each to be taken back as a whole."""

    def __init__(self, page: ImportsPage, earlier: list[Import]) -> None:
        super().__init__(_("Impor sebelumnya"))
        self.undo: dict[str, QPushButton] = {}
        for place, one in enumerate(earlier[:_MOST]):
            if place:
                self.body.addWidget(rule())
            when = _("{day} pukul {time}, {by}").format(
                day=long_date(one.at.date()), time=one.at.strftime("%H.%M"), by=one.by
            )
            words = column(label(one.sentence, "strong"), label(f"{_(one.title)} · {when}", "soft"), spacing=1)
            if one.undone:
                self.body.addLayout(beside(words, Badge(_("Sudah diurungkan"), "neutral")))
                continue
            spoken = _("Urungkan impor: {what}").format(what=one.sentence)
            made = button(_("Urungkan"), partial(page.take_back, one), icon_name="undo-2", spoken=spoken)
            self.undo[one.id] = made
            self.body.addLayout(beside(words, made))
        note = _("Mengurungkan menghapus semua catatan dari impor itu; tidak dapat bila salah satunya sudah diubah.")
        self.body.addWidget(label(note, "muted"))


def take_back(session: Session, id_: str) -> None:
    """Undo an import and say so; from the toast too, when the page may be gone."""
    office = session.office

    def done(undone: Changes) -> None:
        session.announce(undone)
        session.tell(_("Seluruh impor sudah diurungkan."))

    session.work.start(
        lambda _job: import_keeping.undo(office, id_),
        owner=session,
        done=done,
        failed=lambda error: session.tell(error.sentence),
    )
