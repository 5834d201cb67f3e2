"""A line that offers what fits while one types; used wherever one of many is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QStyle, QStyleOptionFrame, QToolButton

from ppo_desktop.core.text import search_key
from ppo_desktop.gui.design.icons import icon
from ppo_desktop.gui.design.widgets import set_role

MOST = 50
_MARGIN, _APART = 2, 8
"""Between the edge of a line's contents and its text, and before what stands at its end, in pixels: about Qt's own."""


class Option(Struct, frozen=True):
    """One thing to choose."""

    value: str
    label: str


class TypeAhead(QLineEdit):
    """Type some letters, choose with arrows and Enter; F4 or Alt+Down shows all (the first ones first)."""

    chosen = Signal(str)
    """The value chosen, also when it was completed from the typing on leaving the field."""

    def __init__(self, options: Sequence[Option] | Callable[[], Sequence[Option]] = ()) -> None:
        """Args: options: in the order of offering; a callable is asked when the field is first used."""
        super().__init__()
        self._source = options
        self._options: Sequence[Option] | None = None
        self._shown: list[Option] = []
        self._value = ""
        self._list: _List | None = None
        self.textEdited.connect(self._offer)
        # For the mouse:
        arrow = self.addAction(icon("chevron-down", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        arrow.triggered.connect(self._pull_down)

    @property
    def value(self) -> str:
        """The chosen value; ``""`` while what is typed is none of them."""
        return self._value

    @property
    def options(self) -> Sequence[Option]:
        if self._options is None:
            self._options = self._source() if callable(self._source) else self._source
            self._keys = [search_key(f"{option.label} {option.value}") for option in self._options]
        return self._options

    def set_options(self, options: Sequence[Option] | Callable[[], Sequence[Option]]) -> None:
        """Offer other things from now on."""
        self._source, self._options = options, None

    def set_value(self, value: str) -> None:
        """Choose ``value`` without telling; one that is not offered is shown as it stands."""
        found = next((option.label for option in self.options if option.value == value), value) if value else ""
        self.show_value(value, found)

    def show_value(self, value: str, words: str) -> None:
        """The same where the words are known: long lists stay unread."""
        self._value = value
        self.setText(words)
        self.setCursorPosition(0)

    def _fitting(self, typed: str) -> list[Option]:
        words = search_key(typed).split()
        options = self.options
        hits = [
            (not key.startswith(tuple(words[:1])), place)
            for place, key in enumerate(self._keys)
            if all(f" {word}" in f" {key}" for word in words)
        ]
        return [options[place] for _late, place in sorted(hits)[:MOST]]

    def _offer(self, typed: str) -> None:
        self._value = ""
        self._show(self._offered(typed) if typed.strip() else [])

    def _offered(self, typed: str) -> list[Option]:
        """What the list shows while somebody types; leaving the field completes only to what fits."""
        return self._fitting(typed)

    @property
    def is_open(self) -> bool:
        """Whether the list is in sight."""
        return self._list is not None and self._list.popup.isVisible()

    def _show(self, options: list[Option]) -> None:
        self._shown = options
        if self._list is None:
            if not options:
                return
            self._list = _List(self)  # made when first used: a form has many
            self._list.popup.clicked.connect(self._take_index)
            self._list.completer.activated.connect(self._take_text)
        self._list.show([option.label for option in options] if self.hasFocus() else [])

    def show_all(self) -> None:
        """Offer everything (at most ``MOST``), whatever is typed."""
        self._show(list(self.options[:MOST]))

    def _pull_down(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.show_all()

    @property
    def marked(self) -> str:
        """The value of the marked line of the list; ``""`` while there is no list."""
        place = self._list.popup.currentIndex().row() if self._list and self.is_open else -1
        return self._shown[place].value if 0 <= place < len(self._shown) else ""

    def close_list(self) -> None:
        """Put the list away; nothing is chosen."""
        self._shown = []
        if self._list is not None:
            self._list.popup.hide()

    def _take_index(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._shown):
            self._take(self._shown[index.row()])

    def _take_marked(self) -> None:
        assert self._list is not None
        self._take_index(self._list.popup.currentIndex())

    def _take_text(self, text: str) -> None:
        found = next((option for option in self._shown if option.label == text), None)
        if found and found.value != self._value:
            self._take(found)

    def _take(self, option: Option) -> None:
        self._value = option.value
        self.setText(option.label)
        if self._list is not None:
            self._list.popup.hide()
        self.chosen.emit(option.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 or Alt+Down opens the list; Enter and Tab take the marked line."""
        opens = event.key() == Qt.Key.Key_F4 or (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if opens:
            self.show_all()
            return
        if self.is_open and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_marked()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes the marked line on its way; Qt asks here before any key handler."""
        if forward and self.is_open:
            self._take_marked()
        return super().focusNextPrevChild(forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is wider than the line ends in an ellipsis while nobody types."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        place = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        arrow = self.findChild(QToolButton)
        place.setRight(arrow.x() - _APART if isinstance(arrow, QToolButton) else place.right())
        place.adjust(_MARGIN, 0, -_MARGIN, 0)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        if self.hasFocus() or shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(option.palette.text().color())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving completes what can only mean one thing."""
        super().focusOutEvent(event)
        if event.reason() is Qt.FocusReason.PopupFocusReason or self._value or not self.text().strip():
            return
        typed = search_key(self.text())
        fitting = self._fitting(self.text())
        same = [
            option for option in fitting if search_key(option.label) == typed or option.value == self.text().strip()
        ]
        if len(same) == 1 or len(fitting) == 1:
            self._take((same or fitting)[0])


class _List:
    """The list below the line."""

    def __init__(self, line: QLineEdit) -> None:
        self._line = line
        self._model = QStringListModel(line)
        self.completer = QCompleter(self._model, line)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(8)
        self.completer.setWidget(line)
        self.popup = QListView()
        set_role(self.popup, "popup")
        self.popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.completer.setPopup(self.popup)

    def show(self, labels: list[str]) -> None:
        """Show ``labels`` with the first one marked; nothing for none."""
        self._model.setStringList(labels)
        if labels:
            # As wide as its longest line, for a line edit may be short; but not wider than the window.
            beside = self.popup.verticalScrollBar().sizeHint().width() + 2 * self.popup.frameWidth()
            needed = self.popup.sizeHintForColumn(0) + beside
            self.popup.setMinimumWidth(min(needed, self._line.window().width()))
            self.completer.complete()
            self.popup.setCurrentIndex(self.completer.completionModel().index(0, 0))
        else:
            self.popup.hide()
