"""A section of a form: the cells of one group in one column or two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card
from ppo_desktop.gui.forms.cell import Cell

BETWEEN, BELOW = 20, 14
"""Pixels between cells beside and above each other."""


def put(widget: QWidget, is_shown: bool) -> None:
    """Hide a widget, or show it again; what was never hidden is shown with its parent, and dressed only then."""
    if is_shown and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
        widget.show()
    elif not is_shown:
        widget.hide()


class Section(Card):
    """Cells that are skipped take no room; where all are, there is nothing to show. Empty until it is arranged."""

    def __init__(self, title: str, cells: Sequence[Cell]) -> None:
        super().__init__(title)
        self.cells = cells
        for cell in cells:
            cell.setParent(self)  # also of those that are skipped, and so never laid out
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme().px(BETWEEN))
        self._grid.setVerticalSpacing(theme().px(BELOW))
        self.body.addLayout(self._grid)
        self._columns = 1
        self._laid_out: list[Cell] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it applies."""
        return all(cell.is_skipped for cell in self.cells)

    @property
    def is_other(self) -> bool:
        """Whether other cells are skipped than when it was arranged."""
        return self._laid_out != [cell for cell in self.cells if not cell.is_skipped]

    def arrange(self, columns: int = 0) -> None:
        """Give each cell that is not skipped its place.

        Args:
            columns: 1 or 2; 0: as many as before.
        """
        self._columns = columns or self._columns
        self._laid_out = [cell for cell in self.cells if not cell.is_skipped]
        for cell in self._laid_out:
            cell.ready()  # before it is shown: what comes into a shown one is shown only later, and Tab passes it by
        for cell in self.cells:
            self._grid.removeWidget(cell)  # not takeAt: an item that lives on keeps the heights of its cell to itself
            put(cell, not cell.is_skipped)
        for place, line in enumerate(self._lines()):
            for column, cell in enumerate(line):
                self._grid.addWidget(cell, place, column, 1, self._columns if cell.is_wide else 1)
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < self._columns))
        self._grid.setHorizontalSpacing(theme().px(BETWEEN) if self._columns > 1 else 0)

    def align(self) -> None:
        """Editors that stand side by side begin at one height."""
        inside = self._grid.contentsRect().width() or self.contentsRect().width()
        width = max((inside - theme().px(BETWEEN) * (self._columns - 1)) // self._columns, 1)
        for line in self._lines():
            heights = [cell.head_height(width) for cell in line]
            for cell, height in zip(line, heights, strict=True):
                cell.lead(max(heights) - height)

    def _lines(self) -> Iterator[list[Cell]]:
        """The cells of each line, in reading order."""
        line: list[Cell] = []
        for cell in self._laid_out:
            if cell.is_wide or len(line) == self._columns:
                if line:
                    yield line
                line = []
            if cell.is_wide:
                yield [cell]
            else:
                line.append(cell)
        if line:
            yield line
