"""Step 1: the month's figures as a small table, as the paper has it; those of offices below stand apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import label
from ppo_desktop.reports.compiled import HEADS, CompiledTable
from ppo_desktop.reports.figures import MonthFigures


class Totals(QWidget):
    """A line for each figure: its title, and a count for each head."""

    def __init__(self, heads: Sequence[str], lines: Iterable[tuple[str, Sequence[int]]], *, strong: int) -> None:
        """Args: strong: place of the count that matters most."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(12))
        self._grid.setVerticalSpacing(theme().px(2))
        self._grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        for column, head in enumerate(heads, start=1):
            self._grid.addWidget(label(head, "muted", wraps=False), 0, column, right)
        for line, (title, counts) in enumerate(lines, start=1):
            self._grid.addWidget(label(title, "body", wraps=False), line, 0)
            for place, (head, count) in enumerate(zip(heads, counts, strict=True)):
                shown = label(number(count), "strong" if place == strong else "body", wraps=False)
                shown.setAccessibleName(f"{title}, {head}: {number(count)}")
                self._grid.addWidget(shown, line, place + 1, right)

    def add_words(self, words: str) -> None:
        """A sentence below the table."""
        self._grid.addWidget(label(words, "soft"), self._grid.rowCount(), 0, 1, self._grid.columnCount())


def own_totals(own: MonthFigures) -> Totals:
    """Of an office that has none below; what belongs to earlier months has a column where there is any."""
    has_late = any(own.late.get(key) for key in HEADS)
    heads = [_("Bulan ini"), *([_("Tambahan bulan lalu")] if has_late else [])]
    lines = (
        (_(title), [own.totals.get(key, 0), *([own.late.get(key, 0)] if has_late else [])])
        for key, (title, _share) in HEADS.items()
    )
    return Totals(heads, lines, strong=0)


def compiled_totals(own: MonthFigures, below: CompiledTable) -> Totals:
    """Own figures, what the reports of those below come to, and both: nobody takes the sum for own records."""
    summed = below.totals
    pairs = {key: (own.totals.get(key, 0), summed[key]) for key in HEADS}
    lines = ((_(title), (*pairs[key], sum(pairs[key]))) for key, (title, _share) in HEADS.items())
    made = Totals((_("Kantor ini"), _("Kantor di bawah"), _("Jumlah")), lines, strong=2)
    came = _("{came} dari {all} laporan kantor di bawah sudah masuk.")
    words = [came.format(came=number(below.came), all=number(len(below.rows)))]
    late = [f"{_(HEADS[key][0])} {number(count)}" for key, count in own.late.items() if count and key in HEADS]
    if late:
        words.append(_("Tambahan bulan lalu dari kantor ini: {figures}.").format(figures="; ".join(late)))
    made.add_words(" ".join(words))
    return made
