"""Which file: those near at hand first, the others by looking for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.widgets import Card, button, clear, label, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.carriers import sticks
from ppo_desktop.operations.tables import filling

_OFFERED = 5
_FOLDERS = (
    QStandardPaths.StandardLocation.DownloadLocation,
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DesktopLocation,
)


def documents() -> list[Path]:
    """Folders of this PC in which files of people lie."""
    return [Path(found) for place in _FOLDERS if (found := QStandardPaths.writableLocation(place))]


class FileCard(Card):
    """Offers forms; ``picked`` gets the path."""

    def __init__(self, page: Page, title: str, picked: Callable[[Path], object], cancel: Callable[[], object]) -> None:
        super().__init__(title)
        self._page, self._picked = page, picked
        told = _("Formulir kosong .xlsx dari dinas. Yang .xls atau .xlsm: buka di Excel, simpan sebagai .xlsx dahulu.")
        self.body.addWidget(label(told, "soft"))
        self._files = QVBoxLayout()
        self.body.addLayout(self._files)
        self.ask = button(_("Cari di folder lain"), self._ask, icon_name="folder-open")
        self.body.addLayout(row(self.ask, button(_("Batal"), cancel, look="quiet"), None))
        folders = dict.fromkeys(documents())
        page.work(
            lambda _job: filling.near([*(stick.folder for stick in sticks.sticks()), *folders]), self._offer, owner=self
        )

    def _offer(self, files: list[Path]) -> None:
        clear(self._files)
        if not files:
            self._files.addWidget(
                label(_("Belum ada berkas .xlsx di folder Unduhan, Dokumen, Desktop, atau flashdisk."))
            )
            self.ask.setFocus()
            return
        offered = [Choice(str(file), file.name, str(file.parent), "file-text") for file in files[:_OFFERED]]
        choices = Choices(offered)
        choices.picked.connect(lambda path: self._picked(Path(path)))
        for made in choices.rows.values():
            made.clicked.connect(lambda _checked=False, path=made.choice.value: self._picked(Path(path)))
        self._files.addWidget(choices)
        choices.first_focus().setFocus()

    def _ask(self) -> None:
        kinds = _("Formulir Excel (*.xlsx);;Semua berkas (*)")
        picked, _kind = QFileDialog.getOpenFileName(self, _("Pilih formulir kosong"), str(Path.home()), kinds)
        if picked:
            self._picked(Path(picked))
