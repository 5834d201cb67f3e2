"""Cadangan: make one, see which there are, restore one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from ppo_desktop.core.clock import WIB
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.sticks import StickChooser
from ppo_desktop.gui.design.widgets import Action, Badge, Banner, button, clear, label, picture, row, rule
from ppo_desktop.gui.screens.settings.section import Section
from ppo_desktop.gui.shell.door import Busy
from ppo_desktop.operations import backups, keeping

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.settings import SettingsPage

_SHOWN = 8


@dataclass(frozen=True)
class _Seen:
    """What is known of backups now."""

    times: keeping.Backups
    there: list[backups.Backup]


class BackupSection(Section):
    """Two buttons, and the list."""

    def __init__(self, page: SettingsPage, title: str) -> None:
        super().__init__(
            page,
            title,
            _(
                "Satu berkas terkunci berisi semua data. Yang di flashdisk menyelamatkan data bila komputer rusak "
                "atau hilang."
            ),
        )
        self._state = QVBoxLayout()
        self.body.addLayout(self._state)
        self.places = StickChooser(self.session)
        self.body.addWidget(self.places)
        self.make = button(_("Buat cadangan di sini"), self._to_stick, look="primary", icon_name="database-backup")
        self.make_here = button(_("Buat di komputer ini saja"), self._here, icon_name="hard-drive")
        self._action = Action(self.make)
        self.busy = Busy()
        self.body.addLayout(row(self._action, self.make_here, self.busy, None))
        self.body.addWidget(rule())
        self.body.addWidget(label(_("Cadangan yang ada"), "strong"))
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        self.listed: list[str] = []
        self.body.addWidget(rule())
        self.door = Action(button(_("Pulihkan dari cadangan"), lambda: self.session.go("restore"), icon_name="history"))
        if self.session.office.identity.training:
            self.door.refuse(_("Tidak dalam mode latihan. Keluar dahulu, lalu pulihkan di kantor Anda."))
        told = label(_("Memulihkan menutup kantor ini dahulu. Data yang sekarang disimpan di samping."), "soft")
        shown = row(told, self.door)
        shown.setStretch(0, 1)
        self.body.addLayout(shown)
        self.places.chosen.connect(lambda _folder: self._chosen())
        self.places.lost.connect(self._offer)
        self.places.entered.connect(self._to_stick)
        self._offer()

    def enter(self) -> None:
        """Look which backups there are."""
        office, folder = self.session.office, self.places.folder

        def seen() -> _Seen:
            folders = [office.paths.backups, *([folder] if folder else [])]
            return _Seen(keeping.backups(office), backups.found(folders))

        self.work(lambda _job: seen(), self._show)

    def first_focus(self) -> QWidget:
        """Making one."""
        return self.make if self.make.isEnabled() else self.make_here

    def _offer(self) -> None:
        self._action.refuse("" if self.places.folder else _("Colokkan flashdisk dahulu."))

    def _chosen(self) -> None:
        self._offer()
        self.enter()

    def _to_stick(self) -> None:
        if self.places.folder and self.make.isEnabled():
            self._start(self.places.folder)

    def _here(self) -> None:
        if self.make_here.isEnabled():
            self._start(None)

    def _start(self, folder: Path | None) -> None:
        office = self.session.office
        self._action.refuse(_("Sedang ditulis…"))
        self.make_here.setEnabled(False)
        self.busy.tell(_("Menulis dan memeriksa cadangan…"))
        job = self.page.work(lambda _job: keeping.backup(office, folder), self._done, self._failed, holds=True)
        job.ended.connect(self.busy.stop)

    def _done(self, file: Path) -> None:
        """Told on the page, also where another section is in sight by now."""
        told = _("{name} di {folder}.").format(name=file.name, folder=file.parent)
        if file.parent != self.session.office.paths.backups:
            told += " " + _("Cabut flashdisk lewat ikon “Keluarkan dengan aman”.")
        self.page.show_banner(Banner("ok", _("Cadangan sudah ditulis, dibaca lagi, dan utuh."), told, closes=True))
        if isValid(self):
            self._free()
            self.enter()

    def _failed(self, error: PpoError) -> None:
        self.page.show_error(error)
        if isValid(self):
            self._free()

    def _free(self) -> None:
        self.make_here.setEnabled(True)
        self._offer()
        self.make_here.setFocus()

    def _show(self, seen: _Seen) -> None:
        clear(self._state)
        for what, moment in ((_("Di flashdisk"), seen.times.elsewhere), (_("Di komputer ini"), seen.times.here)):
            known = Badge(_day(moment), "ok") if moment else Badge(_("belum ada"), "warn")
            self._state.addLayout(row(label(what, "soft", wraps=False), known, None, spacing=12))
        clear(self._list)
        self.listed = [_line(one) for one in seen.there]
        for text in self.listed[:_SHOWN] or [_("Belum ada.")]:
            shown = row(picture("database-backup", "muted", 18), label(text, "soft"), spacing=10)
            shown.setStretch(1, 1)
            self._list.addLayout(shown)
        if len(self.listed) > _SHOWN:
            more = _("dan {count} lagi yang lebih lama").format(count=len(self.listed) - _SHOWN)
            self._list.addWidget(label(more, "muted"))


def _day(moment: datetime) -> str:
    return long_date(moment.astimezone(WIB).date())


def _line(one: backups.Backup) -> str:
    if one.made_at is None:
        return f"{one.path.name} · {one.path.parent}"
    local = one.made_at.astimezone(WIB)
    when = _("{day}, pukul {hour}").format(day=long_date(local.date()), hour=f"{local:%H.%M}")
    return f"{when} · {one.office} · {one.path.parent}"
