"""Erasing for good: what it does, the name typed once, and what a person must still destroy."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.errors import PpoError
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.widgets import Card, button, column, label, row
from ppo_desktop.gui.shell.page import Page
from ppo_desktop.operations.books.recording import Erased
from ppo_desktop.operations.history import erasing
from ppo_desktop.operations.history.erasing import Foreseen
from ppo_desktop.operations.papers.sheets import Sheet


class ErasureCard(Card):
    """A quiet door at the end of the sheet; behind it the question."""

    wanted = Signal()
    """The name was typed and the button pressed."""
    closed = Signal()
    """The person thought better of it."""

    def __init__(self, page: Page, shown: Sheet) -> None:
        super().__init__(_("Hapus demi hak warga"))
        self._page, self._shown = page, shown
        self._title = shown.kind.title_of(shown.values)
        self.body.addWidget(
            label(
                _(
                    "Bila orangnya meminta datanya dihapus (UU 27/2022), catatan ini dihapus untuk selamanya, "
                    "bukan hanya dari daftar."
                ),
                "soft",
            )
        )
        self.door = button(_("Hapus untuk selamanya…"), self._foresee, look="danger", icon_name="trash-2")
        self.body.addLayout(row(self.door, None))
        self.name = line(longest=300)
        self.name.textEdited.connect(self._typed)
        self.confirm = button(_("Hapus untuk selamanya"), self.wanted.emit, look="danger")
        self.confirm.setEnabled(False)
        self._texts = QVBoxLayout()
        typing = FieldBox(
            _("Nama catatan ini, untuk memastikan"), self.name, hint=_("Ketik: {name}").format(name=self._title)
        )
        answers = row(self.confirm, button(_("Jangan hapus"), self._close), None)
        self._question = QWidget(self)
        self._question.setLayout(column(self._texts, typing, answers))
        self._question.hide()
        self.body.addWidget(self._question)

    def refuse(self, why: str) -> None:
        """This record cannot be erased here."""
        self.door.setEnabled(False)
        self.door.setToolTip(why)
        self.door.setAccessibleDescription(why)

    def _foresee(self) -> None:
        office, shown = self._page.session.office, self._shown
        self.door.setEnabled(False)

        def failed(error: PpoError) -> None:
            self.door.setEnabled(True)
            self._page.show_error(error)

        self._page.work(lambda _job: erasing.foreseen(office, shown.kind, shown.record), self._ask, failed, owner=self)

    def _ask(self, foreseen: Foreseen) -> None:
        self.door.hide()
        for text in self._consequences(foreseen):
            self._texts.addWidget(label(text))
        self._question.show()
        self.name.setFocus()

    def _consequences(self, foreseen: Foreseen) -> list[str]:
        texts = [_("Isi dan riwayat “{name}” dihapus dari komputer ini. Ini tidak dapat diurungkan.")]
        if foreseen.going:
            texts.append(_("Ikut terhapus: {names}.").format(names="; ".join(foreseen.going)))
        if foreseen.staying:
            words = _(
                "Catatan lain tentang orang ini tetap tersimpan: {names}. "
                "Yang di kantor lain hanya dapat dihapus kantor itu."
            )
            texts.append(words.format(names="; ".join(foreseen.staying)))
        texts.append(_("Kantor kecamatan dan kabupaten menghapusnya begitu menerima laporan berikutnya."))
        texts.append(_("Cadangan, flashdisk, dan kertas tidak terjangkau program ini; musnahkan sendiri."))
        return [text.replace("{name}", self._title) for text in texts]

    def _typed(self, text: str) -> None:
        self.confirm.setEnabled(_plain(text) == _plain(self._title))

    def _close(self) -> None:
        self.name.clear()
        self.confirm.setEnabled(False)
        self.closed.emit()


class ErasedCard(Card):
    """What an erasure has done, and what is left for a person to do."""

    def __init__(self, title: str, erased: Erased) -> None:
        super().__init__(_("Sudah dihapus untuk selamanya"))
        texts = [_("“{name}” dan semua catatan tentangnya sudah dihapus dari komputer ini.").format(name=title)]
        if erased.withdrawn:
            texts.append(
                _("{count} berkas laporan yang memuatnya ditarik; buat laporan baru sebelum mengirim lagi.").format(
                    count=erased.withdrawn
                )
            )
        texts.append(_("Kirim laporan berikutnya, supaya kantor di atas menghapusnya juga."))
        for text in texts:
            self.body.addWidget(label(text))
        if erased.out_of_reach:
            self.body.addWidget(label(_("Salinan lama ini masih memuatnya; musnahkan sendiri:"), "strong"))
            for path in erased.out_of_reach:
                self.body.addWidget(label(str(path), "soft"))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
