"""Isian terbatas: who looked at what is not for every eye, and which records are closed; for the head of the office."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Badge, Empty, button, clear, column, label, row, rule
from ppo_desktop.gui.forms.sheet import moment
from ppo_desktop.gui.screens.settings.section import Section
from ppo_desktop.gui.shell.screens import LIST_OF
from ppo_desktop.operations.books import closing
from ppo_desktop.operations.books.closing import Closing
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.access import Look
from ppo_desktop.records.registry import kind as kind_named

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.settings import SettingsPage

AT_ONCE = 50


class LooksSection(Section):
    """The last closings and the last looks, the newest first."""

    def __init__(self, page: SettingsPage, title: str) -> None:
        purpose = _(
            "Siapa membuka isian terbatas (kesehatan, anak, uang, laporan rahasia), kapan, dan catatan mana ditutup."
        )
        super().__init__(page, title, purpose)
        self._closings: list[Closing] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(8))
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def enter(self) -> None:
        office = self.session.office
        self.work(lambda _job: (access.looks(office), closing.closings(office)), self._arrived, self._refused)

    def _arrived(self, found: tuple[list[Look], list[Closing]]) -> None:
        looks, self._closings = found
        self._show(looks)

    def _refused(self, error: PpoError) -> None:
        clear(self._list)
        for words in (error.message, error.advice):
            self._list.addWidget(label(words, "soft"))

    def _show(self, looks: list[Look], most: int = AT_ONCE) -> None:
        clear(self._list)
        if self._closings:
            self._list.addWidget(label(_("Catatan yang ditutup"), "heading"))
            for one in self._closings:
                self._list.addLayout(_closing(one))
            self._list.addWidget(label(_("Isian terbatas yang dibuka"), "heading"))
        if not looks:
            self._list.addWidget(Empty("eye", _("Belum ada yang membuka isian terbatas.")))
        for place, look in enumerate(looks[:most]):
            if place:
                self._list.addWidget(rule())
            kind = kind_named(look.kind)
            about = _about(_(kind.title), look.title, look.owner)
            words = column(
                label(_("{name}, {when}").format(name=look.who, when=moment(look.time)), "strong"),
                label(about, "soft"),
                *([label(_("Alasan: {reason}").format(reason=look.reason))] if look.reason else []),
                spacing=1,
            )
            if look.title and not look.owner:
                door = partial(self.session.go, "record", kind=look.kind, record=look.record, listed=LIST_OF[look.kind])
                spoken = _("Buka {title}").format(title=look.title)
                line = row(words, button(_("Buka"), door, look="quiet", spoken=spoken))
            else:
                line = row(words)
            line.setStretch(0, 1)
            self._list.addLayout(line)
        if len(looks) > most:
            more = _("Tampilkan semua ({count})").format(count=len(looks))
            self._list.addWidget(button(more, partial(self._show, looks, len(looks)), look="quiet"))


def _closing(one: Closing) -> QHBoxLayout:
    kind = _(kind_named(one.kind).title)
    about = _about(kind, one.title, one.owner)
    lines = [
        label(about, "strong"),
        label(
            _("Ditutup oleh {name}, {when}; boleh membuka: {allowed}.").format(
                name=one.closed_by, when=moment(one.closed_at), allowed=", ".join(one.allowed) or "–"
            ),
            "soft",
        ),
    ]
    if one.reason:
        lines.append(label(_("Alasan: {reason}").format(reason=one.reason), "soft"))
    if one.lifted_at:
        words = _("Dibuka lagi oleh {name}, {when}: {reason}")
        told = words.format(name=one.lifted_by, when=moment(one.lifted_at), reason=one.lifted_why)
        lines.append(label(told, "soft"))
    state = Badge(_("Terbuka lagi"), "ok") if one.lifted_at else Badge(_("Tertutup"), "warn")
    made = row(column(*lines, spacing=1), state)
    made.setStretch(0, 1)
    return made


def _about(kind: str, title: str, owner: str) -> str:
    """``Warga · Siti Aminah · Desa Sempalai``; a veiled title says kind and office itself."""
    called = title or _("(sudah dihapus)")
    return " · ".join(part for part in (kind, called, owner) if part and (part == called or part not in called))
