"""A line that offers what fits while one types; used wherever one of many is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from ppo_desktop.core.text import search_key
from ppo_desktop.gui.design.widgets import set_role

MOST = 50


@dataclass(frozen=True)
class Option:
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
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(8)
        self._completer.setWidget(self)
        self._popup = QListView()
        set_role(self._popup, "popup")
        self._completer.setPopup(self._popup)
        self._popup.clicked.connect(self._take_index)
        self._completer.activated.connect(self._take_text)
        self.textEdited.connect(self._offer)

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
        self._value = value
        found = next((option.label for option in self.options if option.value == value), value)
        self.setText(found)

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
        self._show(self._fitting(typed) if typed.strip() else [])

    def _show(self, options: list[Option]) -> None:
        self._shown = options
        self._model.setStringList([option.label for option in options])
        if options and self.hasFocus():
            self._completer.complete()
            self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        else:
            self._popup.hide()

    def show_all(self) -> None:
        """Offer everything (at most ``MOST``), whatever is typed."""
        self._show(list(self.options[:MOST]))

    def _take_index(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._shown):
            self._take(self._shown[index.row()])

    def _take_text(self, text: str) -> None:
        found = next((option for option in self._shown if option.label == text), None)
        if found and found.value != self._value:
            self._take(found)

    def _take(self, option: Option) -> None:
        self._value = option.value
        self.setText(option.label)
        self._popup.hide()
        self.chosen.emit(option.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 or Alt+Down opens the list; Enter and Tab take the marked line."""
        popup = self._popup
        opens = event.key() == Qt.Key.Key_F4 or (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if opens:
            self.show_all()
            return
        if popup.isVisible() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take_index(popup.currentIndex())
            if event.key() != Qt.Key.Key_Tab:
                return
        super().keyPressEvent(event)

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
