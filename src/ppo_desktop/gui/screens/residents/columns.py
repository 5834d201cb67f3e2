"""What each column of a file is taken for; a person may say otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Card, breakable, column, label
from ppo_desktop.records.resident_table import KNOWN, MEANINGS, Column, Layout, meaning_label

_WIDTH, _NARROWEST = 260, 130
"""Pixels of the list of meanings, and where there is little room."""
_DIGITS = re.compile(r"\b([0-9]{6})[0-9]{6}([0-9]{4})\b")


class MeaningLine(TypeAhead):
    """What one column is taken for."""

    def __init__(self, offered: Sequence[Option]) -> None:
        super().__init__(offered)
        self.setMinimumWidth(theme().px(_NARROWEST))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the longest meaning."""
        return QSize(theme().px(_WIDTH), super().sizeHint().height())


class ColumnsCard(Card):
    """One row for each column of the file: what stands above it, some of what stands below, what it is taken for."""

    changed = Signal(object)
    """Place → meaning, after somebody chose."""

    def __init__(
        self, layout: Layout, meanings: Mapping[int, str], offered: Sequence[tuple[str, str]] | None = None
    ) -> None:
        """Args: offered: (meaning, words) in the order of offering; ``None``: those of population lists."""
        super().__init__(_("Arti kolom"))
        advice = _("Periksa sekilas. Bila ada yang keliru, pilih artinya; yang tidak dikenal tidak diambil.")
        self.body.addWidget(label(advice, "soft"))
        self._meanings = dict(meanings)
        self.lines: dict[int, MeaningLine] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(10))
        grid.setColumnStretch(0, 1)
        meant = [(each, meaning_label(each)) for each in MEANINGS] if offered is None else offered
        options = [Option(KNOWN, _("Tidak diambil")), *(Option(*each) for each in meant)]
        ordered = sorted(layout.columns, key=lambda one: one.place not in meanings)  # what is taken stands above
        for number, one in enumerate(ordered):
            heading = one.heading or _("(tanpa judul)")
            title = _("{heading} · kolom {letter}").format(heading=heading, letter=one.letter)
            told = column(label(breakable(title), "strong"), label(breakable(_samples(one)), "muted"), spacing=0)
            grid.addLayout(told, number, 0)
            line = MeaningLine(options)
            line.setAccessibleName(_("Arti kolom {heading}").format(heading=heading))
            line.setAccessibleDescription(_samples(one))
            line.chosen.connect(lambda meaning, place=one.place: self._choose(place, meaning))
            line.editingFinished.connect(self._show)
            grid.addWidget(line, number, 1)
            self.lines[one.place] = line
        self.body.addLayout(grid)
        self._show()

    def _choose(self, place: int, meaning: str) -> None:
        """A meaning belongs to one column; the one that had it before is not taken any more."""
        if meaning != KNOWN:
            self._meanings = {other: kept for other, kept in self._meanings.items() if kept != meaning}
        self._meanings[place] = "" if meaning == KNOWN else meaning
        self._show()
        self.changed.emit(dict(self._meanings))

    def _show(self) -> None:
        for place, line in self.lines.items():
            meaning = self._meanings.get(place) or KNOWN
            if line.value != meaning:
                line.set_value(meaning)


def _samples(one: Column) -> str:
    """Some of what stands in the column; of long numbers the ends only."""
    shown = ", ".join(_DIGITS.sub(r"\1…\2", text)[:40] for text in one.samples)
    return shown or _("(kosong)")
