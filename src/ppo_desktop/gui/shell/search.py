"""Ctrl+K: one box over people, departures, events, reports and screens."""

from __future__ import annotations

import threading

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ppo_desktop.core.changes import Changes
from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import line
from ppo_desktop.gui.design.painting import Ink, Scrim, Type
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import label
from ppo_desktop.gui.shell.found import Entries, Found, FoundModel, load_places, matched, menu, spoken
from ppo_desktop.gui.shell.session import Session
from ppo_desktop.operations.books import searching

PAUSE = 120
"""Milliseconds without a key after which what was typed is looked for."""
SHORTEST = 2
"""Letters."""
RECENT = 8
IN_SIGHT = 20
"""How many entries are laid out before the panel is painted; the others follow at once."""
_WIDTH, _ROW, _HEADING, _ICON = 600, 48, 28, 18


class SearchPanel(QFrame):
    """A panel over the page; arrows choose, Enter opens, Esc closes and gives the keyboard back."""

    def __init__(self, session: Session, host: QWidget) -> None:
        super().__init__(host)
        self._session, self._host = session, host
        self._scrim = Scrim(host)
        self._before: QWidget | None = None
        self._recent: list[Found] = []
        self._placed: tuple[object, ...] = ()
        """What it has its place and size for: laying it out takes as long as finding."""
        self.setProperty("role", "floating")
        self.setAccessibleName(_("Cari"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line = line(placeholder=_("Cari nama, NIK, nomor, laporan, menu…"), longest=100)
        self.line.setAccessibleName(_("Cari"))
        self.line.installEventFilter(self)
        self.model = FoundModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_FoundPainter(self.list, self.model))
        self.list.setAccessibleName(_("Hasil pencarian"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # what is in sight first, before the next key comes
        self.list.setBatchSize(IN_SIGHT)
        self.list.clicked.connect(lambda index: self._open(self.model.found(index.row())))
        self.words = label("", "soft")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(12),) * 4)
        inside.setSpacing(theme().px(tokens.GAP))
        inside.addWidget(self.line)
        inside.addWidget(self.words)
        inside.addWidget(self.list, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.hide()

    def open(self) -> None:
        """Show the panel with an empty box."""
        if not self.isVisible():
            level = self._session.office.identity.level
            threading.Thread(target=load_places, args=(level,), name="loading").start()  # before two letters are typed
            self._before = QApplication.focusWidget()
            self.line.clear()
            self.look()
            self._host.installEventFilter(self)
            _application().installEventFilter(self)
            self._scrim.cover()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def close_panel(self) -> None:
        """Hide the panel; the keyboard is where it was before."""
        if not self.isVisible():
            return
        self._pause.stop()
        _application().removeEventFilter(self)
        self._host.removeEventFilter(self)
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self._host)
        self.hide()
        self._scrim.hide()
        if had_focus and self._before is not None and _is_alive(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def forget(self, changes: Changes) -> None:
        """What was saved may have another name now; what was erased must have none any more."""
        touched = {record for _kind, _owner, record in changes.records}
        self._recent = [one for one in self._recent if dict(one.arguments).get("record") not in touched]

    def look(self) -> None:
        """Find what is typed; in the window's thread, since the index knows the beginnings of words (see the bench)."""
        self._pause.stop()
        typed = self.line.text().strip()
        if len(typed) < SHORTEST:
            self._show(Entries(more=self._recent), "", "" if self._recent else _("Ketik dua huruf atau lebih."))
            return
        office = self._session.office
        found = Entries(searching.look(office, typed), menu(office.identity.level, typed), typed=typed)
        self._show(found, typed, "" if found else self._nothing(typed))

    def _nothing(self, typed: str) -> str:
        if searching.is_empty(self._session.office):
            return _("Tidak ada halaman bernama “{typed}”, dan belum ada catatan di sini.").format(typed=typed)
        return _("Tidak ada yang cocok dengan “{typed}”. Coba sebagian nama saja.").format(typed=typed)

    def _show(self, entries: Entries, typed: str, words: str) -> None:
        self.model.show(entries, typed)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.list.setVisible(bool(entries))
        self._choose(self.model.step(-1, 1))
        self._place()

    def _choose(self, place: int) -> None:
        found = self.model.found(place)
        if found is None:
            self.line.setAccessibleDescription(self.words.text())
            return
        self.list.setCurrentIndex(self.model.index(place))
        self.line.setAccessibleDescription(spoken(found))
        if place <= 1:
            self.list.scrollToTop()  # with the heading

    def _open(self, found: Found | None) -> None:
        if found is None:
            return
        self._recent = [found, *(one for one in self._recent if one.place != found.place)][:RECENT]
        self._before = None  # another page has the keyboard now
        self.close_panel()
        place = found.place
        self._session.go(place.screen, **place.arguments)

    def _place(self) -> None:
        """As wide as the window allows, as high as its entries need, below the upper edge."""
        edge = theme().px(12)
        width = min(theme().px(_WIDTH), self._host.width() - 2 * edge)
        headings = self.model.entries.headings
        rows = (len(self.model.entries) - headings) * theme().px(_ROW) + headings * theme().px(_HEADING)
        height = min(rows + 2, max(self._host.height() - theme().px(160), theme().px(2 * _ROW)))
        wanted = (height, width, self._host.width(), bool(self.words.text()))
        if wanted == self._placed:
            return
        self._placed = wanted
        self.list.setFixedHeight(height)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(max((self._host.width() - width) // 2, edge), edge)

    # ------------------------------------------------------------------------------- keys and clicks

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose while one types; a click elsewhere closes and does what it does."""
        if watched is self.line and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is self._host and event.type() is QEvent.Type.Resize:
            self._scrim.hide()  # its picture is of another size
            self._place()
        elif event.type() is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = QRect(self.mapToGlobal(QPoint(0, 0)), self.size())
            if not inside.contains(event.globalPosition().toPoint()):
                self.close_panel()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        place = self.list.currentIndex().row()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_panel()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self.look()
                place = self.list.currentIndex().row()
            self._open(self.model.found(place))
        elif key in steps:
            self._choose(self.model.step(place, steps[key]))
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            pass  # the keyboard stays in the box while the panel is open
        else:
            return False
        return True


class _FoundPainter(QStyledItemDelegate):
    """Paints headings, and entries with the typed letters in bold."""

    def __init__(self, parent: QObject, model: FoundModel) -> None:
        super().__init__(parent)
        self._model = model
        self._ink = Ink()
        self._sizes = tuple(QSize(theme().px(200), theme().px(side)) for side in (_ROW, _HEADING))
        self._title, self._line = Type(), Type(tokens.SMALL)
        self._heading = Type(tokens.TINY, QFont.Weight.DemiBold)
        self._bold = QTextCharFormat()
        self._bold.setFontWeight(QFont.Weight.Bold)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self._sizes[self._model.is_heading(index.row())]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = self._model.entries[index.row()]
        area: QRect = option.rect
        if isinstance(entry, Found):
            self._found(painter, area, entry, option.state)
        else:
            painter.setPen(self._ink.colour("muted"))
            top = area.bottom() - self._heading.height - theme().px(2)
            self._heading.draw(painter, area.left() + theme().px(8), top, area.width(), entry.title)

    def _found(self, painter: QPainter, area: QRect, entry: Found, state: QStyle.StateFlag) -> None:
        px, ink = theme().px, self._ink
        left, top, height = area.left(), area.top(), area.height()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, ink.colour("brand_soft"))
            painter.fillRect(left, top, px(4), height, ink.colour("brand"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, ink.colour("sunken"))
        side = px(_ICON)
        painter.drawPixmap(left + px(14), top + (height - side) // 2, ink.picture(entry.icon, "brand", _ICON))
        left += px(14) + side + px(12)
        width = area.right() - left - px(8)
        top += (height - self._title.height - (self._line.height if entry.line else 0)) // 2
        painter.setPen(ink.colour("ink"))
        self._marked(painter, QPoint(left, top), self._title.fitting(entry.title, width - px(8)), width)
        if entry.line:
            painter.setPen(ink.colour("soft"))
            self._line.draw(painter, left, top + self._title.height, width, entry.line)

    def _marked(self, painter: QPainter, where: QPoint, text: str, width: int) -> None:
        """One line of ``text`` with the letters that were typed in bold."""
        ranges = []
        for start, length in matched(text, self._model.typed):
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = start, length, self._bold
            ranges.append(one)
        layout = QTextLayout(text, self._title.font)
        layout.setFormats(ranges)
        layout.beginLayout()
        laid = layout.createLine()
        laid.setLineWidth(width)
        layout.endLayout()
        layout.draw(painter, where)


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def _is_alive(widget: QWidget) -> bool:
    import shiboken6

    return shiboken6.isValid(widget) and widget.isVisible()
