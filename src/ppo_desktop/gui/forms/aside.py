"""Beside a form: help for the field one is in, and people who may be the one in the form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, button, clear, label, row, rule
from ppo_desktop.records.field import Field, Shape
from ppo_desktop.records.person import PERSON

if TYPE_CHECKING:
    from ppo_desktop.operations.books.suggesting import PossibleTwin

MOST_SHOWN = 3
_HOW_TO_TYPE = {
    Shape.DATE: N_("Tulis seperti 14-3-1988, 14 Maret 1988, atau 14031988."),
    Shape.PARTIAL_DATE: N_("Tulis seperti 14-3-1988 atau 14031988; bulan dan tahun saja, atau tahun saja, juga boleh."),
    Shape.YES_NO: N_("Panah kiri dan kanan memilih jawaban."),
    Shape.LIST: N_("Panah memilih, Spasi mencentang, Enter ke isian berikutnya."),
    Shape.PHOTOS: N_("Pilih beberapa foto sekaligus, atau seret dari folder; beri keterangan di bawah tiap foto."),
    Shape.MAPPING: N_("Satu baris untuk tiap jenis; baris kosong muncul sendiri."),
}
_KEYS = (
    ("Enter", N_("isian berikutnya")),
    ("F8", N_("ke yang perlu dibetulkan")),
    ("Ctrl+S", N_("simpan")),
    ("Esc", N_("keluar; draf tetap ada")),
)


class FieldHelp(Card):
    """What belongs into the field the keyboard is in, and how to type it."""

    def __init__(self) -> None:
        super().__init__(_("Bantuan isian"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme().px(6))
        self.body.addLayout(self._lines)
        self.body.addWidget(rule())
        for keys, words in _KEYS:
            shown = label(keys, "strong", wraps=False)
            shown.setFixedWidth(theme().px(64))
            self.body.addLayout(row(shown, label(_(words), "soft")))

    def tell(self, field: Field, why_fixed: str = "") -> None:
        """Show the help of ``field``; of one that cannot be changed, why."""
        clear(self._lines)
        self._lines.addWidget(label(_(field.label), "strong"))
        for text in [why_fixed] if why_fixed else self._texts(field):
            self._lines.addWidget(label(text, "soft"))

    def _texts(self, field: Field) -> list[str]:
        texts = [_(field.help)] if field.help else []
        if field.example:
            texts.append(_("Contoh: {example}").format(example=field.example))
        if field.shape in _HOW_TO_TYPE:
            texts.append(_(_HOW_TO_TYPE[field.shape]))
        elif field.shape is Shape.INTEGER:
            texts.append(_("Tulis angkanya saja; titik ribuan ditambahkan sendiri."))
        elif field.refers:
            texts.append(
                _("Ketik beberapa huruf nama atau angka NIK, lalu pilih orangnya dengan panah dan Enter.")
                if field.refers == PERSON.name
                else _("Ketik beberapa huruf, lalu pilih catatannya dengan panah dan Enter.")
            )
        elif field.choices:
            texts.append(_("Ketik beberapa huruf, pilih dengan panah dan Enter; F4 menampilkan semua."))
        elif field.is_long:
            texts.append(_("Enter membuat baris baru; Tab ke isian berikutnya."))
        return texts


class TwinsPanel(Card):
    """Who is recorded already and may be the person in the form. Quiet: nothing is blocked."""

    same = Signal(object)
    """The ``PossibleTwin`` who it is."""

    def __init__(self) -> None:
        super().__init__(_("Mungkin orang yang sama"))
        self._refused: set[tuple[str, str]] = set()
        self._twins: Sequence[PossibleTwin] = ()
        self.body.addWidget(label(_("Periksa dulu supaya tidak tercatat dua kali."), "soft"))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(tokens.GAP))
        self.body.addLayout(self._list)
        self.hide()

    @property
    def twins(self) -> Sequence[PossibleTwin]:
        """Those in sight."""
        return [twin for twin in self._twins if (twin.owner, twin.record) not in self._refused]

    def tell(self, twins: Sequence[PossibleTwin]) -> None:
        """Show them, but those a person has said no to."""
        if list(twins) == list(self._twins):
            return
        self._twins = twins
        self._fill()

    def _fill(self) -> None:
        clear(self._list)
        for twin in self.twins[:MOST_SHOWN]:
            card = Card(role="sunken", margins=12)
            card.body.addWidget(label(twin.title, "strong"))
            if twin.detail:
                card.body.addWidget(label(twin.detail, "soft"))
            card.body.addWidget(label(twin.likeness.words, "warning"))
            if twin.likeness.doubts:
                card.body.addWidget(label(twin.likeness.doubts, "muted"))
            spoken = _("Ini orangnya: {name}").format(name=twin.title)
            yes = button(_("Ini orangnya"), partial(self.same.emit, twin), spoken=spoken)
            no = button(_("Bukan"), partial(self._refuse, twin), look="quiet")
            no.setAccessibleName(_("Bukan {name}").format(name=twin.title))
            card.body.addLayout(row(yes, no, None))
            self._list.addWidget(card)
        more = len(self.twins) - MOST_SHOWN
        if more > 0:
            self._list.addWidget(label(_("dan {count} lagi").format(count=more), "muted"))
        self.setVisible(bool(self.twins) and self.parentWidget() is not None)

    def _refuse(self, twin: PossibleTwin) -> None:
        self._refused.add((twin.owner, twin.record))
        self._fill()
