"""Layouts that wrap: things stand beside each other as far as they fit, then on the next line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.theme import theme


class Flow(QLayout):
    """Left to right, then down. With ``even`` all are of one size, so that they stand in columns and rows."""

    def __init__(self, items: Iterable[QWidget] = (), *, even: bool = False, spacing: int = tokens.GAP) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._even = even
        self._heights: dict[int, int] = {}
        """Width → height, until something changes: Qt asks many times while a page is laid out."""
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme().px(spacing))
        for item in items:
            self.addWidget(item)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> QtCore.Qt.Orientation:
        return QtCore.Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), really=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Something in it has changed."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, really=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        hints = [item.sizeHint() for item in self._shown()]
        widths = [hint.width() for hint in hints]
        across = max(widths, default=0) * len(widths) if self._even else sum(widths)
        gaps = self.spacing() * max(len(hints) - 1, 0)
        return QSize(across + gaps, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """As wide as the widest thing, and its height."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, really: bool) -> int:
        """The height needed in ``rect``."""
        return self._in_lines(self._shown(), rect, really=really)

    def _in_lines(self, shown: Sequence[QLayoutItem], rect: QRect, *, really: bool) -> int:
        gap = self.spacing()
        widest = max((item.sizeHint().width() for item in shown), default=0)
        widths = [
            min(widest if self._even else item.sizeHint().width(), max(rect.width(), item.minimumSize().width()))
            for item in shown
        ]
        heights = [_height(item, width) for item, width in zip(shown, widths, strict=True)]
        if self._even:
            heights = [max(heights, default=0)] * len(heights)
        x, y, tallest = rect.x(), rect.y(), 0
        for item, width, height in zip(shown, widths, heights, strict=True):
            if x > rect.x() and x + width > rect.right() + 1:
                x, y, tallest = rect.x(), y + tallest + gap, 0
            if really:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
            x += width + gap
            tallest = max(tallest, height)
        return y + tallest - rect.y()


class Beside(Flow):
    """Words, with buttons to their right; below them where the words would get too narrow to be read."""

    def __init__(self, words: QWidget, *others: QWidget, least: int = 260) -> None:
        """Args: least: width of the words, in pixels at 100 %, from which the others stand beside them."""
        super().__init__((words, *others), spacing=12)
        self._least = theme().px(least)

    def _place(self, rect: QRect, *, really: bool) -> int:
        shown = self._shown()
        if not shown:
            return 0
        words, others, gap = shown[0], shown[1:], self.spacing()
        width = rect.width() - sum(item.sizeHint().width() + gap for item in others)
        wanted = min(self._least, words.sizeHint().width())
        if others and width < max(wanted, words.minimumSize().width()):
            height = _height(words, rect.width())
            if really:
                words.setGeometry(QRect(rect.topLeft(), QSize(rect.width(), height)))
            below = rect.adjusted(0, height + gap, 0, 0)
            return height + gap + self._in_lines(others, below, really=really)
        tallest = max(_height(words, width), *(item.sizeHint().height() for item in others), 0)
        x = rect.x()
        for item, across in ((words, width), *((one, one.sizeHint().width()) for one in others)):
            height = _height(item, across)
            if really:
                item.setGeometry(QRect(x, rect.y() + (max(tallest, rect.height()) - height) // 2, across, height))
            x += across + gap
        return tallest


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
