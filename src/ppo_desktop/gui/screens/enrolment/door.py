"""A button for something that is seldom done, with when it is."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from ppo_desktop.gui.design.widgets import column, label, row, withhold


class Door(QWidget):
    """The button and one line below it; that says why where whoever is at the keyboard may not."""

    def __init__(self, made: QPushButton, when: str, why_not: str = "") -> None:
        super().__init__()
        self.button = withhold(made, why_not)
        self.setLayout(column(row(made, None), label(why_not or when, "muted"), spacing=2))
