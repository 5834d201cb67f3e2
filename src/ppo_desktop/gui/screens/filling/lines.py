"""A list of a few columns, each as wide as its words while all fit."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from ppo_desktop.gui.design.tables import Table
from ppo_desktop.gui.screens.figures.widths import shared

_HEIGHT = 34


class LinesTable(Table):
    """Rows to be read; the last column takes the room that is left."""

    def __init__(self, name: str) -> None:
        super().__init__(name, height=_HEIGHT)
        self._least: list[int] = []
        self._wanted: list[int] = []
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_rows(self, rows: QAbstractItemModel) -> None:
        """Show others; the first thousand say how wide the columns are."""
        self.setModel(rows)
        self.ensurePolished()
        head = self.horizontalHeader()
        self._least = [head.sectionSizeHint(place) for place in range(rows.columnCount())]
        cells = (self.sizeHintForColumn(place) for place in range(rows.columnCount()))
        self._wanted = [max(pair) for pair in zip(self._least, cells, strict=True)]
        self.fit()

    def fit(self) -> None:
        """Share the room: what is short stands whole, long words give way."""
        if self._least:
            shares = [0] * (len(self._least) - 1) + [1]
            for place, width in enumerate(shared(self._least, self._wanted, shares, self.viewport().width())):
                self.setColumnWidth(place, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
