"""The one line of a grid that is typed into; it moves from cell to cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import set_role
from ppo_desktop.gui.screens.grid.offering import LookUp

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL = Qt.KeyboardModifier.ControlModifier


class Step(Enum):
    """Where the keyboard wants to go."""

    NEXT = auto()
    PREVIOUS = auto()
    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    END = auto()
    """The row is done."""
    DITTO = auto()
    """As above, and on."""
    BACK = auto()
    """The row kept last is to be taken back."""
    EMPTY = auto()
    """This row is to be emptied."""


_STEPS = {
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_PageUp: Step.PAGE_UP,
    Qt.Key.Key_PageDown: Step.PAGE_DOWN,
}
_WITH_CTRL = {Qt.Key.Key_D: Step.DITTO, Qt.Key.Key_Delete: Step.EMPTY, Qt.Key.Key_Return: Step.END}
_WITH_CTRL[Qt.Key.Key_Enter] = Step.END


class CellLine(TypeAhead):
    """Offers choices where the cell has them; where one letter says all, it goes on by itself."""

    went = Signal(object)
    """A ``Step``; what was typed stands in ``raw``."""
    looked_up = Signal(str)
    """Somebody was chosen from what a search found; they fill more than this cell."""

    def __init__(self, parent: QWidget, keeps_tab: Callable[[bool], bool]) -> None:
        """Args: keeps_tab: whether Tab, forward or back, stays in the grid."""
        super().__init__()
        self.setParent(parent)
        set_role(self, "cell")
        self._keeps_tab = keeps_tab
        self._letters: Mapping[str, str] = {}
        self._search: Callable[[str], list[Option]] | None = None

    def serve(
        self,
        raw: str,
        words: str,
        offered: Sequence[Option] | LookUp = (),
        *,
        letters: Mapping[str, str],
        longest: int,
    ) -> None:
        """Stand in a cell that holds ``raw``, shown as ``words``.

        Args:
            offered: who is searched for is only meant when somebody goes down the list; else what is typed counts.
        """
        self.close_list()
        self._search = offered.search if isinstance(offered, LookUp) else None
        options = () if isinstance(offered, LookUp) else offered
        self.set_options(options)
        self._letters = letters
        self.setMaxLength(longest)
        self.show_value(raw if options or letters else "", words)
        self.selectAll()

    @property
    def raw(self) -> str:
        """What stands in the cell: a code where one was chosen, else as typed."""
        return self.value or self.text().strip()

    def put(self, raw: str, words: str) -> None:
        """Fill the cell."""
        self.show_value(raw, words)

    def _fitting(self, typed: str) -> list[Option]:
        return self._search(typed) if self._search else super()._fitting(typed)

    def _show(self, options: list[Option]) -> None:
        super()._show(options)
        if self._search and self._list:
            self._list.popup.setCurrentIndex(QModelIndex())

    def _take(self, option: Option) -> None:
        if self._search:
            self.close_list()
            self.looked_up.emit(option.value)
        else:
            super()._take(option)

    def _go_down(self) -> None:
        """Mark the next line of what was found; a list in front of the window does so by itself."""
        assert self._list is not None
        popup = self._list.popup
        popup.setCurrentIndex(popup.model().index(min(popup.currentIndex().row() + 1, len(self._shown) - 1), 0))

    def _take_offered(self) -> None:
        if self._search:
            if self.is_open and self.marked:
                self._take_marked()
            self.close_list()
        elif self.is_open and (value := self.marked):
            words = next(option.label for option in self.options if option.value == value)
            self.close_list()
            self.show_value(value, words)

    def _go(self, step: Step) -> None:
        self._take_offered()
        self.went.emit(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and arrows go on; letters choose."""
        key, has_ctrl = Qt.Key(event.key()), bool(event.modifiers() & _CTRL)
        if has_ctrl and key in _WITH_CTRL:
            self._go(_WITH_CTRL[key])
        elif has_ctrl and key == Qt.Key.Key_Z and not self.isUndoAvailable():
            self.went.emit(Step.BACK)
        elif key in ENTER:
            self._go(Step.NEXT)
        elif key == Qt.Key.Key_Down and self._search and self.is_open:
            self._go_down()
        elif key in _STEPS and not self.is_open and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._go(_STEPS[key])
        elif key == Qt.Key.Key_Right and self._is_at(len(self.text())):
            self._go(Step.RIGHT)
        elif key == Qt.Key.Key_Left and self._is_at(0):
            self._go(Step.LEFT)
        elif self._letters and event.text().strip() and event.text() != '"' and not has_ctrl:
            self._letter(event.text().upper())
        else:
            super().keyPressEvent(event)

    def _is_at(self, place: int) -> bool:
        """Whether an arrow would leave the text on that side."""
        return not self.text() or (self.cursorPosition() == place and not self.hasSelectedText())

    def _letter(self, letter: str) -> None:
        if letter in self._letters:
            self.show_value(self._letters[letter], letter)
            self.went.emit(Step.NEXT)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving completes a choice; who is meant by a name, only a person says."""
        if self._search:
            QLineEdit.focusOutEvent(self, event)
        else:
            super().focusOutEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the row that is being typed, and past one that is empty."""
        if self._keeps_tab(forward):
            self._go(Step.NEXT if forward else Step.PREVIOUS)
            return True
        return super().focusNextPrevChild(forward)
