"""Tables: what all of them are before they differ."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.naming import put
from ppo_desktop.gui.design.theme import theme


class Table(QTableView):
    """Fills its card without a frame or lines of Qt's. One row is chosen, cells are not typed into, Tab goes on behind
    it, rows and columns are as large as they are told, and all of it scrolls by pixels."""

    def __init__(self, name: str, *, height: int = tokens.ROW_HEIGHT) -> None:
        """Args: name: what a screen reader calls it; height: of a row, in pixels at 100 %."""
        super().__init__()
        self.setViewport(QWidget())  # of its own, as that of ``scrolling.Scroll``
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for head in (self.verticalHeader(), self.horizontalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setMinimumSectionSize(1)
            head.setHighlightSections(False)
            put(head, "focusPolicy", "NoFocus")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().px(height))
