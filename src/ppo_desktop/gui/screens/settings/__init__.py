"""Pengaturan: sections to the left, the one in sight to the right; above it in a narrow window."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.offices import Level
from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button, clear
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
_ANY = 16777215
"""Qt's QWIDGETSIZE_MAX."""


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
        super().__init__(session, _("Pengaturan"))
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
        self._list.setLayout(Flow(self.tabs.values(), even=True, spacing=tokens.TIGHT))
        self._room = QVBoxLayout()
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._outer.setSpacing(theme().px(16))
        self._outer.addWidget(self._list, alignment=Qt.AlignmentFlag.AlignTop)
        self._outer.addLayout(self._room, 1)
        self.body.addLayout(self._outer)
        self.body.addStretch(1)
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
        self._room.addWidget(made)
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
        # The same wrapping layout does for both: in a narrow column it wraps after each.
        self._list.setMinimumWidth(0 if narrow else theme().px(_COLUMN))
        self._list.setMaximumWidth(_ANY if narrow else theme().px(_COLUMN))
        directions = QBoxLayout.Direction
        self._outer.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        # Beside the card the list is as high as it is; above it as wide as the page.
        self._outer.setAlignment(self._list, Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sections above where there is no room beside."""
        super().resizeEvent(event)
        self._arrange()
