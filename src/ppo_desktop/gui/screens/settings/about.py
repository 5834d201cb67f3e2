"""Tentang: version, licences, where the data lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ppo_desktop import __version__
from ppo_desktop.core.paths import licences
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import Action, button, column, label, picture, row, rule
from ppo_desktop.gui.screens.settings.section import Section

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.settings import SettingsPage


class AboutSection(Section):
    """What a helper asks for on the telephone."""

    def __init__(self, page: SettingsPage, title: str) -> None:
        super().__init__(page, title)
        office = self.session.office
        name = column(
            label("PPO Desktop", "heading"),
            label(_("Versi {version}").format(version=__version__), "soft"),
            spacing=0,
        )
        head = row(picture("shield-check", "brand", 38), name, spacing=12)
        head.setStretch(1, 1)
        self.body.addLayout(head)
        self.body.addWidget(
            label(
                _(
                    "Pencegahan Perdagangan Orang: mencatat, melapor, mengirim lewat flashdisk, menerima. "
                    "Bukan aplikasi polisi."
                )
            )
        )
        self.body.addWidget(rule())
        self._folder(_("Folder data"), office.paths.folder, _("Terkunci; tanpa kata sandi tidak dapat dibaca."))
        self.body.addWidget(
            label(_("Nama komputer ini dalam catatan: {device}").format(device=office.device.id), "muted")
        )
        self.body.addWidget(rule())
        self.body.addWidget(
            label(
                _(
                    "PPO Desktop boleh dipakai, disalin, dan diubah menurut lisensi Apache 2.0. Jendelanya memakai Qt "
                    "menurut lisensi LGPL versi 3: pustaka Qt terpisah dari program ini dan boleh Anda ganti dengan "
                    "versi lain. Huruf Inter berlisensi SIL Open Font License, gambar Lucide berlisensi ISC."
                ),
                "soft",
            )
        )
        self._folder(_("Naskah semua lisensi"), licences(), _("Di dalamnya juga cara mengganti pustaka Qt."))

    def first_focus(self) -> QWidget | None:
        """Nothing to type here."""
        return None

    def _folder(self, title: str, folder: Path, hint: str) -> None:
        where = column(label(title, "strong"), label(str(folder), "soft"), label(hint, "muted"), spacing=2)
        opening = Action(
            button(
                _("Buka folder"),
                lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
                icon_name="folder-open",
                spoken=_("Buka {what}").format(what=title),
            )
        )
        if not folder.is_dir():
            opening.refuse(_("Folder ini tidak ditemukan."))
        shown = row(where, opening)
        shown.setStretch(0, 1)
        self.body.addLayout(shown)
