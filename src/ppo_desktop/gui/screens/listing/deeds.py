"""The journal as a list: days as headings, below each what was done, by whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

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
from ppo_desktop.gui.design.entries import NOWHERE, EntriesModel, Index
from ppo_desktop.gui.design.painting import Ink, Type
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.operations.activity import Activity, Deed
from ppo_desktop.records.registry import KINDS

_HEADING, _ICON = 36, 18
_ICONS = {
    Deed.RECORDED: ("plus", "ok"),
    Deed.CHANGED: ("pencil", "info"),
    Deed.REMOVED: ("trash-2", "warn"),
    Deed.RESTORED: ("undo-2", "ok"),
    Deed.ERASED: ("x", "bad"),
}
_KIND_TITLES = {kind.name: kind.title for kind in KINDS}


@dataclass(frozen=True)
class Day:
    """The heading of a day."""

    title: str


Entry: TypeAlias = Activity | Day


def title_of(item: Activity) -> str:
    """What the record is called, also when that was erased or is of a newer program."""
    return item.title or _("(sudah dihapus untuk selamanya)")


def line_of(item: Activity) -> str:
    """``Keberangkatan · dicatat · Rina``."""
    kind = _KIND_TITLES.get(item.kind)
    return " · ".join(part for part in (_(kind) if kind else item.kind, item.words, item.author) if part)


def clock_of(item: Activity) -> str:
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


class DeedsModel(EntriesModel):
    """Pages of the journal, the newest first; asks for the next page when its end comes into sight."""

    wants_more = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.entries: list[Entry] = []
        self.is_whole = False
        """Whether there is no further page."""

    @property
    def last(self) -> Activity | None:
        """The oldest one shown."""
        return next((entry for entry in reversed(self.entries) if isinstance(entry, Activity)), None)

    def item(self, place: int) -> Activity | None:
        entry = self.entries[place] if 0 <= place < len(self.entries) else None
        return entry if isinstance(entry, Activity) else None

    def start(self, items: Sequence[Activity], *, is_whole: bool) -> None:
        """Show a first page instead of everything."""
        self.beginResetModel()
        self.entries = self._with_days(items, "")
        self.is_whole = is_whole
        self.endResetModel()

    def add(self, items: Sequence[Activity], *, is_whole: bool) -> None:
        """Show one page more."""
        self.is_whole = is_whole
        last = self.last
        entries = self._with_days(items, last.time[:10] if last else "")
        if entries:
            self.beginInsertRows(NOWHERE, len(self.entries), len(self.entries) + len(entries) - 1)
            self.entries += entries
            self.endInsertRows()

    def _with_days(self, items: Sequence[Activity], day: str) -> list[Entry]:
        entries: list[Entry] = []
        for item in items:
            if item.time[:10] != day:
                day = item.time[:10]
                entries.append(Day(day_words(item.time, self._today)))
            entries.append(item)
        return entries

    @property
    def rows(self) -> Sequence[Entry]:
        return self.entries

    def is_heading(self, place: int) -> bool:
        return self.item(place) is None

    def spoken(self, place: int) -> str:
        entry = self.entries[place]
        return entry.title if isinstance(entry, Day) else spoken(entry, self._today)

    def canFetchMore(self, _parent: Index) -> bool:
        return bool(self.entries) and not self.is_whole

    def fetchMore(self, _parent: Index) -> None:
        self.wants_more.emit()


def spoken(item: Activity, today: date) -> str:
    """An activity as one sentence."""
    parts = (title_of(item), line_of(item), day_words(item.time, today), _("pukul {time}").format(time=clock_of(item)))
    return ", ".join(parts) + "."


class DeedsList(QListView):
    """Shows a ``DeedsModel``; headings are passed over."""

    opened = Signal()
    moved = Signal()

    def __init__(self, deeds: DeedsModel) -> None:
        super().__init__()
        self.deeds = deeds
        self.setModel(deeds)
        self.setItemDelegate(_DeedPainter(self, deeds))
        self.setAccessibleName(_("Catatan kegiatan"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(theme().px(3 * tokens.ROW_HEIGHT))
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.moved.emit())

    @property
    def chosen(self) -> Activity | None:
        return self.deeds.item(self.currentIndex().row())

    def choose(self, place: int, step: int = 1) -> None:
        """Choose a row, or the next one in that direction that is no heading."""
        last = len(self.deeds.entries) - 1
        place = min(max(place, 0), last)
        while 0 <= place <= last and self.deeds.item(place) is None:
            place += step
        if self.deeds.item(place) is not None:
            self.setCurrentIndex(self.deeds.index(place))
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
                self.choose(place + page, -1 if place + page >= len(self.deeds.entries) else 1)
            case Qt.Key.Key_PageUp:
                self.choose(place - page, -1 if place > page else 1)
            case Qt.Key.Key_Home:
                self.choose(0)
            case Qt.Key.Key_End:
                self.choose(len(self.deeds.entries) - 1, -1)
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


class _DeedPainter(QStyledItemDelegate):
    def __init__(self, parent: QObject, deeds: DeedsModel) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self._ink = Ink()
        self._title = Type(tokens.STRONG, QFont.Weight.DemiBold)
        self._line = Type(tokens.SMALL)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        is_day = self._deeds.item(index.row()) is None
        return QSize(theme().px(200), theme().px(_HEADING if is_day else tokens.ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._deeds.entries[index.row()]
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
        icon, tone = _ICONS[entry.deed]
        side, at = px(_ICON), self._line.metrics.horizontalAdvance("00.00") + px(14)
        painter.drawPixmap(left + px(14), top + (height - side) // 2, ink.picture(icon, tone, _ICON))
        left, room = left + px(14) + side + px(12), width - px(14) - side - px(12) - at - px(8)
        upper = top + (height - self._title.height - self._line.height) // 2
        painter.setPen(ink.colour("ink"))
        self._title.draw(painter, left, upper, room, title_of(entry))
        painter.setPen(ink.colour("soft"))
        self._line.draw(painter, left, upper + self._title.height, room, line_of(entry))
        self._line.draw(painter, area.right() - at, upper + 1, at, clock_of(entry))
