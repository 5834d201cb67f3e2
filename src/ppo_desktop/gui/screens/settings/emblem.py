"""The emblem on the letterhead: chosen, seen as small as it is printed, taken off."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.photos import drawn
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Action, button, column, label
from ppo_desktop.gui.forms.photos import FILES
from ppo_desktop.gui.screens.settings.section import Section

SIDE = 72
"""Of the emblem on screen, in pixels at 100 %."""


class EmblemBox(QWidget):
    """Holds what ``Identity.emblem`` holds; tells ``changed`` when another one was chosen."""

    changed = Signal()

    def __init__(self, section: Section, emblem: str) -> None:
        super().__init__()
        self._section = section
        self.value = emblem
        self.ask_file: Callable[[], str] = lambda: QFileDialog.getOpenFileName(
            self, _("Pilih gambar lambang"), str(Path.home()), _("Foto ({endings})").format(endings=FILES)
        )[0]
        self._picture = QLabel()
        self._picture.setAccessibleName(_("Lambang pada kop"))
        self.pick_action = Action(button(_("Pilih gambar…"), self.pick, icon_name="image"))
        self.drop_action = Action(button(_("Lepas lambang"), self.drop, look="quiet", icon_name="trash-2"))
        deeds = QWidget()
        deeds.setLayout(Flow((self.pick_action, self.drop_action)))
        told = _("Lambang daerah di sebelah kiri kop (boleh kosong). Gambar JPG atau PNG; dicetak setinggi 22 mm.")
        self.setLayout(column(label(told, "soft"), self._picture, deeds, margins=0))
        self._show()

    def pick(self) -> None:
        """Ask for a file and read it beside the window."""
        chosen = self.ask_file()
        if not chosen:
            return
        self.pick_action.refuse(_("Gambar sedang disiapkan."))

        def read() -> str:
            from ppo_desktop.operations.books import emblem

            return emblem.read(Path(chosen))

        self._section.work(lambda _job: read(), self._take, self._failed)

    def drop(self) -> None:
        """No emblem from now on."""
        self._take("")
        self.pick_action.button.setFocus()

    def _take(self, emblem: str) -> None:
        self.value = emblem
        self._section.page.clear_banner()
        self._show()
        self.changed.emit()

    def _failed(self, error: PpoError) -> None:
        self._show()
        self._section.page.show_error(error)

    def _show(self) -> None:
        why = self._section.session.why_not("office")
        self.pick_action.refuse(why)
        self.drop_action.refuse(why or ("" if self.value else _("Belum ada lambang.")))
        self._picture.setAccessibleDescription(_("Sudah ada.") if self.value else _("Belum ada lambang."))
        side = theme().px(SIDE)
        if self.value:
            self._picture.setPixmap(drawn(b64decode(self.value), side, side))
        else:
            self._picture.clear()
