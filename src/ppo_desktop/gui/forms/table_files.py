"""Which file: those that are near and may be a table, and the way to any other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.choices import Choice, Choices
from ppo_desktop.gui.design.widgets import Card, button, label, row
from ppo_desktop.operations.books import residents
from ppo_desktop.operations.carriers import sticks
from ppo_desktop.operations.tables import exporting

_OFFERED = 6
"""Files that are offered at once."""
_FOLDERS = (
    QStandardPaths.StandardLocation.DownloadLocation,
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DesktopLocation,
)


def folders_to_search() -> list[Path]:
    """Where the user of this PC keeps files."""
    return [Path(found) for place in _FOLDERS if (found := QStandardPaths.writableLocation(place))]


def near(folders: Sequence[Path]) -> list[Path]:
    """Tables on sticks and in these folders, those changed last first, but what this program saved after all others.

    Looks at disks, so for the background.
    """
    found = residents.near([*(stick.folder for stick in sticks.sticks()), *dict.fromkeys(folders)])
    return sorted(found, key=exporting.is_ours)


class TableFiles(Card):
    """A row for each file that is near."""

    picked = Signal(object)
    """Path of the file somebody chose."""
    asked_again = Signal()

    def __init__(self, files: Sequence[Path], told: str, question: str) -> None:
        """Args: told: what sort of file is meant. question: title of the window in which another is looked for."""
        super().__init__(_("Berkas yang mana?"))
        self._question = question
        self.choices: Choices | None = None
        self.body.addWidget(label(told, "soft"))
        if files:
            offered = [Choice(str(file), file.name, str(file.parent), "file-text") for file in files[:_OFFERED]]
            self.choices = Choices(offered)
            self.choices.picked.connect(lambda path: self.picked.emit(Path(path)))
            for made in self.choices.rows.values():
                made.clicked.connect(lambda _checked=False, path=made.choice.value: self.picked.emit(Path(path)))
            self.body.addWidget(self.choices)
        else:
            nothing = _("Belum ada berkas seperti itu di folder Unduhan, Dokumen, Desktop, atau flashdisk.")
            self.body.addWidget(label(nothing))
        look = "" if files else "primary"
        self.ask = button(_("Cari di folder lain"), self._ask, icon_name="folder-open", look=look)
        again = button(_("Lihat lagi"), self.asked_again.emit, icon_name="refresh-cw")
        self.body.addLayout(row(self.ask, again, None))

    def first_focus(self) -> QWidget:
        """The file changed last, else the button that looks for another."""
        return self.choices.first_focus() if self.choices else self.ask

    def _ask(self) -> None:
        kinds = _("Daftar (*.xlsx *.xls *.ods *.csv);;Semua berkas (*)")
        picked, _kind = QFileDialog.getOpenFileName(self, self._question, str(Path.home()), kinds)
        if picked:
            self.picked.emit(Path(picked))
