"""Areas that scroll."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from ppo_desktop.gui.design.naming import put
from ppo_desktop.gui.design.theme import theme


def canvas(inside: QLayout | None = None) -> QWidget:
    """What lies on a scrolling area, in the colour of what is behind it."""
    made = QWidget()
    made.setProperty("role", "canvas")
    if inside:
        made.setLayout(inside)
    return made


class Scroll(QScrollArea):
    """Scrolls what is in a layout, without an edge; Tab passes it by, and brings what it reaches into sight."""

    def __init__(self, inside: QLayout | None = None, *, is_wide: bool = False) -> None:
        """Args: is_wide: what has no room is scrolled to the side as well, and not squeezed."""
        super().__init__()
        # Its own viewport: asked for one that it does not know, Qt for Python makes the types of all widgets (25 ms).
        self.setViewport(QWidget())
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        put(self, "focusPolicy", "NoFocus")
        if not is_wide:
            put(self, "horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        if inside:
            self.setWidget(canvas(inside))


class Inner(Scroll):
    """What scrolls by itself within a page: as high as that leaves room for, whatever it holds."""

    def __init__(self, inside: QLayout | None = None, *, least: int) -> None:
        """Args: least: height in pixels at 100 % below which the page scrolls too."""
        super().__init__(inside)
        self.setMinimumHeight(theme().px(least))

    def sizeHint(self) -> QSize:
        """Qt's own is as high as what is inside, up to 24 lines, and the page would be that much too high."""
        return QSize(super().sizeHint().width(), self.minimumHeight())
