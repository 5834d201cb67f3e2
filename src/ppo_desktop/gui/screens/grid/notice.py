"""Below the rows: what is to be said about the row the keyboard is in, and the keys that answer it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import button, column, label, row, set_role
from ppo_desktop.gui.screens.grid.entry import Entry, State
from ppo_desktop.operations.books.batches import Grid


class Notice(QWidget):
    """Says one thing at a time; hints where there is nothing else."""

    same = Signal()
    """It is the person who is recorded already."""
    other = Signal()
    """It is somebody else."""
    reason_given = Signal(str)
    follow = Signal()
    """Somebody wants to record what follows from an answer."""
    answered = Signal(str)

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self._grid = grid
        self.words = label("", "soft")
        self._same = button(_("Orang yang sama"), self.same.emit, keys="F2")
        self._other = button(_("Orang lain"), self.other.emit, keys="F3")
        self._follow = button(_("Catat tindak lanjut"), self.follow.emit, keys="F4")
        self.reason = line(longest=1000, enter=lambda: self.reason_given.emit(self.reason.text().strip()))
        self.reason.setPlaceholderText(_("Alasannya, lalu Enter"))
        self.reason.setAccessibleName(_("Alasan untuk baris ini"))
        self.reason.setFixedWidth(theme().px(260))
        self._all = (self._same, self._other, self._follow, self.reason)
        for made in self._all:
            made.hide()
        self.keys = QWidget()
        self.keys.setLayout(Flow([self._key(answer.letter, _(answer.words)) for answer in grid.answers]))
        across = row(self.words, *self._all)
        across.setStretch(0, 1)
        self.setLayout(column(self.keys, across, spacing=tokens.TIGHT))
        if not grid.answers:
            self.keys.hide()

    def _key(self, letter: str, words: str) -> QWidget:
        made = button(
            f"{letter}  {words}",
            partial(self.answered.emit, letter),
            look="chip",
            spoken=_("{words}, tombol {key}").format(words=words, key=letter),
        )
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the letter itself is the key; the mouse may press it
        return made

    def tell(self, entry: Entry | None, ours: str, follows: str) -> None:
        """Speak of a row.

        Args:
            ours: code of this office: only its own people can be taken.
            follows: the form that may follow from the row's answer, ``""`` for none.
        """
        shown: set[QWidget] = set()
        sentence = entry.sentence if entry else ""
        role = "soft"
        if entry and sentence:
            role = "warning" if entry.is_doubted else "error"
            if entry.twins:
                shown |= {self._other} | ({self._same} if any(twin.owner == ours for twin in entry.twins) else set())
            elif entry.needs_reason and entry.state is State.HELD:
                shown.add(self.reason)
        elif follows:
            shown.add(self._follow)
        has_rows = entry is not None
        self.keys.setVisible(has_rows and bool(self._grid.answers))
        self.words.setText(sentence or (self._hint(follows) if has_rows else ""))
        set_role(self.words, role)
        for made in self._all:
            made.setVisible(made in shown)

    def _hint(self, follows: str) -> str:
        if follows:
            return _("Ada masalah: catat apa yang akan dilakukan, sekarang atau nanti.")
        if self._grid.answers:
            return _("Satu tombol untuk satu baris; panah untuk berpindah; Ctrl+Z mengambil kembali.")
        return _(
            "Enter: isian berikutnya · Ctrl+Enter: simpan baris · Ctrl+D: seperti di atas"
            " · F7: lewati kolom · Ctrl+Z: ambil kembali"
        )
