"""Step 1 of an office with others below: its own figures, what their reports come to, and both together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import label
from ppo_desktop.reports.compiled import HEADS, CompiledTable
from ppo_desktop.reports.figures import MonthFigures


class Totals(QWidget):
    """A small table, as the paper has it: nobody takes the sum for the office's own records."""

    def __init__(self, own: MonthFigures, below: CompiledTable) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(tokens.GAP))
        grid.setVerticalSpacing(theme().px(2))
        grid.setColumnStretch(0, 1)
        heads = (_("Kantor ini"), _("Kantor di bawah"), _("Jumlah"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        for column, head in enumerate(heads, start=1):
            grid.addWidget(label(head, "muted", wraps=False), 0, column, right)
        summed = below.totals
        for line, (key, (title, _share)) in enumerate(HEADS.items(), start=1):
            ours, theirs = own.totals.get(key, 0), summed[key]
            grid.addWidget(label(_(title), "body", wraps=False), line, 0)
            for column, (head, count) in enumerate(zip(heads, (ours, theirs, ours + theirs), strict=True), start=1):
                shown = label(number(count), "strong" if column == len(heads) else "body", wraps=False)
                shown.setAccessibleName(f"{_(title)}, {head}: {number(count)}")
                grid.addWidget(shown, line, column, right)
        came = _("{came} dari {all} laporan kantor di bawah sudah masuk.")
        words = [came.format(came=number(below.came), all=number(len(below.rows)))]
        late = [f"{_(HEADS[key][0])} {number(count)}" for key, count in own.late.items() if count and key in HEADS]
        if late:
            words.append(_("Tambahan bulan lalu dari kantor ini: {figures}.").format(figures="; ".join(late)))
        grid.addWidget(label(" ".join(words), "soft"), len(HEADS) + 1, 0, 1, len(heads) + 1)
