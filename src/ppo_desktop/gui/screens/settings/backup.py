"""Cadangan: those made each day, make one, see which there are, prove one, restore one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from ppo_desktop.core.clock import WIB
from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.period import long_date
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.sticks import StickChooser
from ppo_desktop.gui.design.widgets import Action, Badge, Banner, button, clear, label, picture, row, rule
from ppo_desktop.gui.screens.settings.drill import DrillBox, Trial
from ppo_desktop.gui.screens.settings.section import Section
from ppo_desktop.gui.shell.door import Busy
from ppo_desktop.operations.safekeeping import backups, drill, keeping
from ppo_desktop.operations.safekeeping.backups import Place

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.settings import SettingsPage

_SHOWN = 8


class _Seen(Struct, frozen=True):
    """What is known of backups now."""

    times: keeping.Backups
    there: list[backups.Backup]
    place: backups.Place | None
    is_filled: bool
    """Whether the stick or folder that is chosen now is that place."""
    trouble: PpoError | None
    trial: Trial


class BackupSection(Section):
    """Two buttons, and the list."""

    def __init__(self, page: SettingsPage, title: str) -> None:
        super().__init__(
            page,
            title,
            _(
                "Satu berkas terkunci berisi semua data. Setiap hari satu dibuat otomatis di komputer ini; yang di "
                "flashdisk menyelamatkan data bila komputer rusak atau hilang."
            ),
        )
        self._state = QVBoxLayout()
        self.body.addLayout(self._state)
        self.places = StickChooser(self.session)
        self.body.addWidget(self.places)
        self.make = button(_("Buat di flashdisk"), self._to_stick, look="primary", icon_name="database-backup")
        self.make_here = button(_("Buat di komputer ini saja"), self._here, icon_name="hard-drive")
        self._action, self.here_action = Action(self.make), Action(self.make_here)
        self.busy = Busy()
        self.remember = Action(button(_("Salin ke sana setiap hari"), self._remember, icon_name="refresh-cw"))
        flow = Flow([self._action, self.here_action, self.remember, self.busy])
        self.body.addLayout(flow)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self.body.addWidget(rule())
        self.drill = DrillBox(self)
        self.body.addWidget(self.drill)
        self.body.addWidget(rule())
        self.body.addWidget(label(_("Cadangan yang ada"), "strong"))
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        self.listed: list[str] = []
        self.body.addWidget(rule())
        self.door = Action(button(_("Pulihkan dari cadangan"), lambda: self.session.go("restore"), icon_name="history"))
        if self.session.office.identity.training:
            self.door.refuse(_("Tidak tersedia dalam mode latihan. Keluar dahulu, lalu pulihkan di kantor Anda."))
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
            folders = [office.paths.backups, *([folder, folder / backups.FOLDER] if folder else [])]
            there = backups.found(folders, office.clock.now())
            trial = Trial(drill.newest(office), drill.proved_at(office))
            place, trouble = backups.place(office), backups.trouble(office)
            is_filled = folder is not None and backups.is_place(office, folder)
            return _Seen(keeping.backups(office), there, place, is_filled, trouble, trial)

        self.work(lambda _job: seen(), self._show)

    def first_focus(self) -> QWidget:
        """Making one."""
        return self.make if self.make.isEnabled() else self.make_here

    def leave(self) -> None:
        """Nothing that was typed stays."""
        self.drill.leave()

    def _offer(self) -> None:
        not_able = self.session.why_not("backup") or keeping.why_not(self.session.office)
        lacking = not_able or ("" if self.places.folder else _("Colokkan flashdisk dahulu."))
        self._action.refuse(lacking)
        if not_able:
            self.here_action.refuse(not_able)
        if self.session.office.identity.training:
            lacking = _("Tidak tersedia dalam mode latihan: cadangan latihan tidak dibuat otomatis.")
        self.remember.refuse(lacking)

    def _offer_daily(self, is_filled: bool) -> None:
        """What is filled each day already need not be asked for again."""
        if is_filled and self.remember.button.isEnabled():
            self.remember.refuse(_("Tempat ini sudah diisi setiap hari."))

    def _remember(self) -> None:
        office, folder = self.session.office, self.places.folder
        if folder is None:
            return

        def remembered() -> Place:
            chosen = backups.remember_place(office, folder)
            backups.make_regular(office)
            return chosen

        self.busy.tell(_("Menulis dan memeriksa cadangan…"))
        self.page.work(lambda _job: remembered(), self._remembered, self._failed, holds=True).ended.connect(
            self.busy.stop
        )

    def _remembered(self, chosen: Place) -> None:
        told = _(
            "{name} dikenali dari isinya, juga dengan nama atau huruf lain. Biarkan tercolok, atau colokkan sesekali."
        )
        self.page.show_banner(
            Banner("ok", _("Cadangan disalin ke sana setiap hari."), told.format(name=chosen.name), closes=True)
        )
        if isValid(self):
            self.enter()

    def _forget(self) -> None:
        office = self.session.office
        self.work(lambda _job: backups.forget_place(office), lambda _nothing: self._chosen())

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
        self.here_action.refuse("")
        self._offer()
        self.make_here.setFocus()

    def _show(self, seen: _Seen) -> None:
        clear(self._state)
        if seen.trouble:
            self._state.addWidget(Banner("warn", seen.trouble.message, seen.trouble.advice))
        for what, moment in (
            (_("Di luar komputer ini"), seen.times.elsewhere),
            (_("Di komputer ini"), seen.times.here),
        ):
            known = Badge(_day(moment), "ok") if moment else Badge(_("Belum ada"), "warn")
            self._state.addLayout(row(label(what, "soft", wraps=False), known, None, spacing=12))
        self._show_place(seen.place)
        self._offer_daily(seen.is_filled)
        self.drill.show_trial(seen.trial)
        clear(self._list)
        self.listed = [_line(one) for one in seen.there]
        for text in self.listed[:_SHOWN] or [_("Belum ada.")]:
            shown = row(picture("database-backup", "muted", 18), label(text, "soft"), spacing=10)
            shown.setStretch(1, 1)
            self._list.addLayout(shown)
        if len(self.listed) > _SHOWN:
            more = _("dan {count} lagi yang lebih lama").format(count=len(self.listed) - _SHOWN)
            self._list.addWidget(label(more, "muted"))

    def _show_place(self, place: Place | None) -> None:
        clear(self._place)
        if place is None:
            told = _(
                "“Salin ke sana setiap hari” mengingat flashdisk atau folder yang dipilih; cadangan harian "
                "disalin ke sana juga."
            )
            self._place.addWidget(label(told, "muted"))
            return
        last = _day(place.copied_at) if place.copied_at else _("belum pernah")
        told = _("Diisi setiap hari: {name}, terakhir {day}.").format(name=place.name, day=last)
        shown = row(label(told, "soft"), button(_("Berhenti mengisi"), self._forget, look="quiet", icon_name="x"))
        shown.setStretch(0, 1)
        self._place.addLayout(shown)


def _day(moment: datetime) -> str:
    return long_date(moment.astimezone(WIB).date())


def _line(one: backups.Backup) -> str:
    if one.made_at is None:
        return f"{one.path.name} · {one.path.parent}"
    local = one.made_at.astimezone(WIB)
    when = _("{day}, pukul {hour}").format(day=long_date(local.date()), hour=f"{local:%H.%M}")
    return " · ".join(part for part in (when, one.office, one.pc_words, str(one.path.parent)) if part)
