"""Daftar penduduk: which list people are looked up in, where it comes from, and deleting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.widgets import Badge, Banner, button, clear, label, row
from ppo_desktop.gui.screens.settings.section import Section
from ppo_desktop.operations.books import residents
from ppo_desktop.operations.books.residents import PopulationList

if TYPE_CHECKING:
    from ppo_desktop.gui.screens.settings import SettingsPage


class ResidentsSection(Section):
    """What is in use, and two buttons."""

    def __init__(self, page: SettingsPage, title: str) -> None:
        purpose = _(
            "Daftar desa sendiri dari OpenSID, SIAK, atau Excel. Dengan daftar ini nama, NIK, dan keluarga dipilih, "
            "tidak diketik. Daftarnya tetap di komputer ini: tidak ikut dalam laporan dan tidak dikirim."
        )
        super().__init__(page, title, purpose)
        self._room = QVBoxLayout()
        self.body.addLayout(self._room)
        self.body.addStretch(1)
        self.take: QPushButton | None = None

    def enter(self) -> None:
        """Show the list in use."""
        clear(self._room)
        self.take = None
        if why := residents.why_not(self.session.office):
            self._room.addWidget(label(why, "soft"))
            return
        current = residents.current(self.session.office)
        self.take = button(
            _("Ambil daftar baru") if current else _("Ambil dari Excel"),
            lambda: self.session.go("residents"),
            look="" if current else "primary",
            icon_name="folder-open",
        )
        if current is None:
            self._room.addWidget(label(_("Belum ada daftar penduduk."), "strong"))
            self._room.addLayout(row(self.take, None))
            return
        self._show(current)

    def _show(self, current: PopulationList) -> None:
        assert self.take is not None
        shown = row(Badge(_("Dipakai"), "ok"), label(current.sentence, "strong"))
        shown.setStretch(1, 1)
        self._room.addLayout(shown)
        told = _("Dari berkas {file}, diambil oleh {name}.").format(file=current.file, name=current.taken_by)
        self._room.addWidget(label(told, "soft"))
        drop = button(_("Hapus daftar"), self._ask, look="danger", icon_name="trash-2")
        self._room.addLayout(row(self.take, drop, None))

    def first_focus(self) -> QWidget | None:
        return self.take

    def _ask(self) -> None:
        """Deleting asks once: the file it came from may be gone."""
        yes = button(_("Ya, hapus daftar"), self._forget, look="danger")
        no = button(_("Batal"), self.page.clear_banner)
        text = _(
            "Warga yang sudah dicatat tetap ada. Daftarnya dapat diambil lagi dari berkas Excel. Cadangan yang lama "
            "masih memuatnya."
        )
        self.page.show_banner(Banner("warn", _("Hapus daftar penduduk dari komputer ini?"), text, [yes, no]))
        no.setFocus()

    def _forget(self) -> None:
        office = self.session.office
        self.page.clear_banner()
        self.work(lambda _job: residents.forget(office), lambda _nothing: self._gone())

    def _gone(self) -> None:
        self.session.tell(_("Daftar penduduk dihapus."))
        self.enter()
        if self.take:
            self.take.setFocus()
