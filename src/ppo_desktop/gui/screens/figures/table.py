"""The table of one section: words wrap, columns share the width, and what does not fit is scrolled to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStyle

from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.tables import Table
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import set_role
from ppo_desktop.gui.screens.figures.model import SectionModel
from ppo_desktop.gui.screens.figures.widths import shared
from ppo_desktop.insight.overview import Lead, Section, shown

MEASURED = 300
"""Lines whose words are measured; a longer table has lines of one height."""
WHOLE = 30
"""Lines up to which a table stands there as a whole; a longer one scrolls by itself, below its head."""
LONGEST_WORD, IN_ONE_LINE = 170, 110
"""Widths up to which a word is never cut, and words stand beside each other where there is room."""
FIGURE_WORDS = 3
"""Words up to which a cell that begins as a figure stands in one line."""
_FIGURES = frozenset("0123456789–−")
MARK = 24
"""Width of the mark before a line."""
NUMBERS_SHARE = 0.3
"""What a column of numbers takes of the width it could have: words need it more."""
PADDING, TIGHT_PADDING = 8, 4
"""Left and right of the words of a cell; the second where its columns would not fit, as the style sheet has them."""
FEWEST_ROWS = 6
"""Rows of it that are in sight however low the window is."""


class SectionTable(Table):
    """Shows a section; Enter or a double click opens what a line leads to."""

    opened = Signal(object)
    """The ``Lead`` of a line."""
    moved = Signal(QRect)
    """Where the chosen line stands."""

    def __init__(self, section: Section, room: Callable[[], int]) -> None:
        """Args: room: the height in which something is seen at once."""
        super().__init__(section.title)
        self._room = room
        self.rows = SectionModel(section, self)
        self.setModel(self.rows)
        self.setAccessibleDescription(section.note)
        self.setWordWrap(len(section.lines) <= MEASURED)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setDefaultSectionSize(self._line_height(1))
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.tell())
        self._mark = theme().px(MARK) if any(line.tone for line in section.lines) else 0
        self._least, self._wanted = self._measure()

    # ------------------------------------------------------------------------------- sizes

    def _font(self, *, is_head: bool = False) -> QFontMetrics:
        font = QFont(self.font())
        font.setPixelSize(theme().px(tokens.SMALL if is_head else tokens.BODY))
        if is_head:
            font.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(font)

    def _line_height(self, lines: int) -> int:
        return self._font().lineSpacing() * lines + theme().px(12)

    def _air(self, padding: int) -> int:
        """Padding of a cell, and what the style keeps free around its text."""
        margin = self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1
        return 2 * (theme().px(padding) + margin) + 1

    def _measure(self) -> tuple[list[int], list[int]]:
        """The least and the wanted width of the words of each column, see ``widths.shared``."""
        body, head = self._font(), self._font(is_head=True)
        least, wanted = [], []
        for place, column in enumerate(self.rows.section.columns):
            cells = {shown(line.cells[place]) for line in self.rows.section.lines[:MEASURED]}
            parts = cells if column.is_number else {part for cell in cells for part in _whole(cell)}
            title = max(head.horizontalAdvance(word) for word in column.title.split())
            longest = max((body.horizontalAdvance(part) for part in parts), default=0)
            whole = max((body.horizontalAdvance(cell) for cell in cells), default=0)
            mark = 0 if place else self._mark
            beside = min(whole, theme().px(IN_ONE_LINE))
            needed = beside if place == self.rows.section.subject else min(longest, theme().px(LONGEST_WORD))
            least.append(max(title, needed) + mark)
            wanted.append(max(least[-1], beside + mark))
        return least, wanted

    def fit(self) -> None:
        """Share the width, then give each line the height its words need, and the table that of its lines."""
        columns, room = self.rows.section.columns, self.viewport().width()
        is_tight = sum(self._least) + len(columns) * self._air(PADDING) > room
        if is_tight != (self.property("state") == "tight"):
            for one in (self, self.horizontalHeader()):
                set_role(one, "tight" if is_tight else "", name="state")
        air = self._air(TIGHT_PADDING if is_tight else PADDING)
        least, wanted = ([width + air for width in widths] for widths in (self._least, self._wanted))
        shares = [column.share * (NUMBERS_SHARE if column.is_number else 1) for column in columns]
        widths = shared(least, wanted, shares, room)
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)
        heads = ((column.title, width - air) for column, width in zip(columns, widths, strict=True))
        head = max(_lines(self._font(is_head=True), *one) for one in heads)
        self.horizontalHeader().setFixedHeight(self._font(is_head=True).lineSpacing() * head + theme().px(16))
        if self.wordWrap():
            for place, line in enumerate(self.rows.section.lines):
                free = [widths[0] - (self._mark if line.tone else 0), *widths[1:]]
                cells = zip(map(shown, line.cells), free, strict=True)
                self.setRowHeight(
                    place, self._line_height(max(_lines(self._font(), text, w - air) for text, w in cells))
                )
        self._take_height()

    def _take_height(self) -> None:
        head = self.horizontalHeader().height()
        bar = (
            self.horizontalScrollBar().sizeHint().height()
            if self.horizontalHeader().length() > self.viewport().width()
            else 0
        )
        whole = head + self.verticalHeader().length() + bar + 2
        least = head + FEWEST_ROWS * self._line_height(1) + bar
        most = max(self._room() - theme().px(120), least)
        self.setFixedHeight(whole if self.rows.rowCount() <= WHOLE else min(whole, most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    # ------------------------------------------------------------------------------- hands

    def choose(self, row: int) -> None:
        """Choose a line (the nearest there is) and bring it into sight."""
        count = self.rows.rowCount()
        if count:
            index = self.rows.index(min(max(row, 0), count - 1), 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last line, Enter opens."""
        match event.key():
            case Qt.Key.Key_Home:
                self.choose(0)
            case Qt.Key.Key_End:
                self.choose(self.rows.rowCount() - 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open(self.currentIndex().row())
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, _typed: str) -> None:
        """Letters are shortcuts of the page."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A table that is reached has a chosen line."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose(0)
        self.tell()

    def tell(self) -> None:
        """Say where the chosen line is, when the keyboard is here."""
        if self.hasFocus():
            place = self.visualRect(self.currentIndex())
            self.moved.emit(place.translated(0, self.horizontalHeader().height()))

    def _open(self, row: int) -> None:
        lead: Lead | None = self.rows.lead(row)
        if lead:
            self.opened.emit(lead)


def _whole(cell: str) -> list[str]:
    """What of a cell is never divided: a short figure, such as ``8 dari 10``, else each of its words."""
    words = cell.split()
    return [cell] if len(words) <= FIGURE_WORDS and cell[:1] in _FIGURES else words


def _lines(metrics: QFontMetrics, text: str, width: int) -> int:
    if metrics.horizontalAdvance(text) <= width:
        return 1
    drawn = metrics.boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, text)
    return max(1, round(drawn.height() / metrics.lineSpacing()))
