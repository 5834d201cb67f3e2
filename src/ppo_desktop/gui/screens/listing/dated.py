"""What happened, as a list: days as headings, below each the items of that day, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from msgspec import Struct
from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ppo_desktop.core.period import long_date, weekday
from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.entries import NOWHERE, EntriesModel, Index, Titled
from ppo_desktop.gui.design.painting import Ink, Type
from ppo_desktop.gui.design.theme import theme

_HEADING, _ICON = 36, 18


class Dated(Titled, Protocol):
    """Something that happened at a time."""

    @property
    def time(self) -> str:
        """Stamp."""


Item = TypeVar("Item", bound=Dated)


class Day(Struct, frozen=True):
    """The heading of a day."""

    title: str


class Look(Struct, frozen=True):
    """How an item is shown."""

    title: str
    line: str
    """What stands below the title, smaller."""
    icon: str
    tone: str


def clock_of(item: Dated) -> str:
    """``09.30``, as the PC that wrote it showed it."""
    return item.time[11:16].replace(":", ".")


def day_words(iso: str, today: date) -> str:
    """``Hari ini, 21 November 2026``."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso[:10]
    known = {today: _("Hari ini"), today - timedelta(1): _("Kemarin")}
    return f"{known.get(day) or weekday(day)}, {long_date(day)}"


class DatedModel(EntriesModel, Generic[Item]):
    """Pages of items, the newest first; asks for the next page when its end comes into sight."""

    wants_more = Signal()

    def __init__(self, today: date, look: Callable[[Item], Look]) -> None:
        super().__init__()
        self._today = today
        self.look = look
        self.entries: list[Item | Day] = []
        self.is_whole = False
        """Whether there is no further page."""

    @property
    def last(self) -> Item | None:
        """The oldest one shown."""
        return next((entry for entry in reversed(self.entries) if not isinstance(entry, Day)), None)

    def item(self, place: int) -> Item | None:
        entry = self.entries[place] if 0 <= place < len(self.entries) else None
        return None if isinstance(entry, Day) else entry

    def start(self, items: Sequence[Item], *, is_whole: bool) -> None:
        """Show a first page instead of everything."""
        self.beginResetModel()
        self.entries = self._with_days(items, "")
        self.is_whole = is_whole
        self.endResetModel()

    def add(self, items: Sequence[Item], *, is_whole: bool) -> None:
        """Show one page more."""
        self.is_whole = is_whole
        last = self.last
        entries = self._with_days(items, last.time[:10] if last else "")
        if entries:
            self.beginInsertRows(NOWHERE, len(self.entries), len(self.entries) + len(entries) - 1)
            self.entries += entries
            self.endInsertRows()

    def _with_days(self, items: Sequence[Item], day: str) -> list[Item | Day]:
        entries: list[Item | Day] = []
        for item in items:
            if item.time[:10] != day:
                day = item.time[:10]
                entries.append(Day(day_words(item.time, self._today)))
            entries.append(item)
        return entries

    @property
    def rows(self) -> Sequence[Item | Day]:
        return self.entries

    def is_heading(self, place: int) -> bool:
        return self.item(place) is None

    def spoken(self, place: int) -> str:
        entry = self.entries[place]
        if isinstance(entry, Day):
            return entry.title
        look, clock = self.look(entry), _("pukul {time}").format(time=clock_of(entry))
        return ", ".join((look.title, look.line, day_words(entry.time, self._today), clock)) + "."

    def canFetchMore(self, _parent: Index) -> bool:
        return bool(self.entries) and not self.is_whole

    def fetchMore(self, _parent: Index) -> None:
        self.wants_more.emit()


class DatedList(QListView, Generic[Item]):
    """Shows a ``DatedModel``; headings are passed over."""

    opened = Signal()
    moved = Signal()

    def __init__(self, items: DatedModel[Item], name: str) -> None:
        """Args: name: what a screen reader calls the list."""
        super().__init__()
        self.items = items
        self.setModel(items)
        self.setItemDelegate(_Painter(self, items))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(theme().px(3 * tokens.ROW_HEIGHT))
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.moved.emit())

    @property
    def chosen(self) -> Item | None:
        return self.items.item(self.currentIndex().row())

    def choose(self, place: int, step: int = 1) -> None:
        """Choose a row, or the next one in that direction that is no heading."""
        last = len(self.items.entries) - 1
        place = min(max(place, 0), last)
        while 0 <= place <= last and self.items.item(place) is None:
            place += step
        if self.items.item(place) is not None:
            self.setCurrentIndex(self.items.index(place))
            if place <= 1:
                self.scrollToTop()  # with the heading

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pass over headings; Enter opens."""
        place, page = self.currentIndex().row(), max(self.viewport().height() // theme().px(tokens.ROW_HEIGHT) - 1, 1)
        match event.key():
            case Qt.Key.Key_Down:
                self.choose(place + 1)
            case Qt.Key.Key_Up:
                self.choose(place - 1, -1)
            case Qt.Key.Key_PageDown:
                self.choose(place + page, -1 if place + page >= len(self.items.entries) else 1)
            case Qt.Key.Key_PageUp:
                self.choose(place - page, -1 if place > page else 1)
            case Qt.Key.Key_Home:
                self.choose(0)
            case Qt.Key.Key_End:
                self.choose(len(self.items.entries) - 1, -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is chosen stays in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyboardSearch(self, _typed: str) -> None:
        """Letters are shortcuts of the page."""


class _Painter(QStyledItemDelegate, Generic[Item]):
    def __init__(self, parent: QObject, items: DatedModel[Item]) -> None:
        super().__init__(parent)
        self._items = items
        self._ink = Ink()
        self._title = Type(tokens.STRONG, QFont.Weight.DemiBold)
        self._line = Type(tokens.SMALL)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        is_day = self._items.item(index.row()) is None
        return QSize(theme().px(200), theme().px(_HEADING if is_day else tokens.ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._items.entries[index.row()]
        area: QRect = option.rect
        left, top, width, height = area.left(), area.top(), area.width(), area.height()
        px, ink = theme().px, self._ink
        if isinstance(entry, Day):
            painter.fillRect(area, ink.colour("sunken"))
            painter.setPen(ink.colour("soft"))
            self._line.draw(painter, left + px(14), top + (height - self._line.height) // 2, width, entry.title)
            return
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, ink.colour("brand_soft"))
            painter.fillRect(left, top, px(4), height, ink.colour("brand"))
            if option.widget.hasFocus():
                painter.fillRect(left, top, width, 2, ink.colour("focus"))
                painter.fillRect(left, top + height - 2, width, 2, ink.colour("focus"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, ink.colour("sunken"))
        painter.setPen(ink.colour("line"))
        painter.drawLine(left, top + height - 1, left + width, top + height - 1)
        look = self._items.look(entry)
        side, at = px(_ICON), self._line.metrics.horizontalAdvance("00.00") + px(14)
        painter.drawPixmap(left + px(14), top + (height - side) // 2, ink.picture(look.icon, look.tone, _ICON))
        left, room = left + px(14) + side + px(12), width - px(14) - side - px(12) - at - px(8)
        upper = top + (height - self._title.height - self._line.height) // 2
        painter.setPen(ink.colour("ink"))
        self._title.draw(painter, left, upper, room, look.title)
        painter.setPen(ink.colour("soft"))
        self._line.draw(painter, left, upper + self._title.height, room, look.line)
        self._line.draw(painter, area.right() - at, upper + 1, at, clock_of(entry))
