"""Pengaturan: sections to the left, which stay in sight, and the chosen one to the right; below in a narrow window."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.scrolling import Inner
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button, clear, column, row
from ppo_desktop.gui.screens.settings.section import Section
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.gui.shell.screen import EVERYWHERE
from ppo_desktop.gui.shell.screens import VILLAGES
from ppo_desktop.gui.shell.session import Session


class Entry(NamedTuple):
    """A section in the list."""

    title: str
    icon: str
    where: str
    """Module and class."""
    levels: frozenset[Level] = EVERYWHERE
    words: str = ""
    """What somebody types into the search who does not know what it is called here."""


SECTIONS = {
    "office": Entry(
        N_("Kantor & kop"), "landmark", "office:OfficeSection", words="kop surat alamat logo pejabat plt tenggat"
    ),
    "numbering": Entry(
        N_("Nomor surat"), "scroll-text", "numbering:NumberingSection", words="nomor agenda klasifikasi pola surat kode"
    ),
    "users": Entry(N_("Pengguna"), "users", "users:UsersSection", words="akun kata sandi password orang petugas lupa"),
    "keys": Entry(
        N_("Kunci & kode darurat"), "key-round", "keys:KeysSection", words="lupa kata sandi lembar sertifikat"
    ),
    "backup": Entry(
        N_("Cadangan"), "database-backup", "backup:BackupSection", words="pulihkan flashdisk rusak backup salinan"
    ),
    "residents": Entry(N_("Daftar penduduk"), "users", "residents:ResidentsSection", VILLAGES, "impor excel warga"),
    "looks": Entry(N_("Isian terbatas"), "eye", "looks:LooksSection", words="siapa melihat rahasia"),
    "look": Entry(N_("Tampilan"), "monitor", "look:LookSection", words="huruf besar gelap terang warna kertas"),
    "about": Entry(N_("Tentang"), "info", "about:AboutSection", words="versi pembaruan lisensi"),
}
"""By name; in the order shown."""
_NARROW_BELOW = 860
_COLUMN = 220
_LEAST = 120
"""Height of the sections below which they are not seen at all."""


class SettingsPage(Page):
    """Chooses the section; each does its own work."""

    help = (
        N_("Pilih bagian di kiri; di jendela sempit ada di atas."),
        N_("Kop dan nama pejabat yang diubah di sini dipakai pada surat berikutnya; surat lama tetap."),
        N_("Setiap orang sebaiknya memakai akunnya sendiri, karena nama akun dicatat pada setiap perubahan."),
        N_("Setiap hari program membuat cadangan sendiri di komputer ini; yang lama dijarangkan."),
        N_("Buat cadangan ke flashdisk paling sedikit sekali seminggu, dan simpan jauh dari komputer."),
        N_("Tulisan terlalu kecil? Bagian Tampilan, atau tekan Ctrl dan tombol +."),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Pengaturan"), scrolls=False)
        self.section: Section | None = None
        self.tabs: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for name, entry in SECTIONS.items():
            if session.office.identity.level not in entry.levels:
                continue
            made = button(
                _(entry.title), partial(session.go, "settings", section=name), look="tab", icon_name=entry.icon
            )
            made.setCheckable(True)
            self._group.addButton(made)
            self.tabs[name] = made
        self._is_narrow: bool | None = None
        self._list = QWidget()
        self._list.setLayout(Flow(self.tabs.values(), even=True, spacing=2))
        self._side = column()
        self._side.addStretch(1)
        self._beside = Inner(self._side, least=_LEAST)
        self._beside.setFixedWidth(theme().px(_COLUMN))
        self._room = column(spacing=16)
        self._room.addStretch(1)
        self.body.addLayout(row(self._beside, self.scrolled(self._room), spacing=16), 1)
        self._arrange()

    def enter(self, **arguments: object) -> None:
        """Show the section named ``section``."""
        section = str(arguments.get("section", ""))
        section = section if section in self.tabs else "office"
        self._drop()
        self.clear_banner()
        self.locks = True
        entry = SECTIONS[section]
        module, class_name = entry.where.split(":")
        made: Section = getattr(import_module(f"{__name__}.{module}"), class_name)(self, _(entry.title))
        self.section = made
        self._room.insertWidget(self._room.count() - 1, made)
        if made.always_seen:
            self.footer.addStretch(1)
            self.footer.addWidget(made.always_seen)
            self.show_footer()
        self.tabs[section].setChecked(True)
        made.enter()

    def leave(self) -> None:
        """The section forgets passwords and codes."""
        self._drop()

    def _drop(self) -> None:
        if self.section:
            self.section.leave()
            clear(self.footer)
            self._bar.hide()
            self._room.removeWidget(self.section)
            self.section.hide()
            self.section.deleteLater()
            self.section = None

    def refresh(self, changes: Changes) -> None:
        """Whatever the section shows."""
        if self.section:
            self.section.refresh(changes)

    def first_focus(self) -> QWidget | None:
        """Where the section says, or its tab."""
        return (self.section and self.section.first_focus()) or self._group.checkedButton()

    def _arrange(self) -> None:
        narrow = self.width() < theme().px(_NARROW_BELOW)
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        holder = self.focusWidget()
        # The same wrapping layout does for both: in a narrow column it wraps after each.
        (self._room if narrow else self._side).insertWidget(0, self._list)
        self._beside.setVisible(not narrow)
        if self._list.isAncestorOf(holder):
            holder.setFocus(Qt.FocusReason.OtherFocusReason)  # what gets another parent loses the keyboard

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sections above where there is no room beside."""
        super().resizeEvent(event)
        self._arrange()
