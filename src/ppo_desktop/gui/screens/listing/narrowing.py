"""What narrows a list: chips with their counts, a line to type into, and, above villages, one office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import button, set_role
from ppo_desktop.records.kind import RecordKind

PAUSE = 120
"""Milliseconds without a key after which what was typed is looked for."""


class Wanted(Struct, frozen=True):
    """What a list is narrowed to, and its order."""

    filter: str = ""
    owner: str = ""
    typed: str = ""
    by: str = ""
    descending: bool = False

    @property
    def narrows(self) -> bool:
        return bool(self.filter or self.owner or self.typed)


class _Row(QWidget):
    """Chips in as many lines as they need; counts that come later may need another one."""

    def make_room(self) -> None:
        layout = self.layout()
        assert layout is not None, "it gets its chips as soon as it is made"
        self.setMinimumHeight(layout.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.make_room()


class Narrowing(QWidget):
    """The chips, the filter line and the office box above a list."""

    changed = Signal()
    left = Signal()
    """The keyboard wants to go on to the list."""

    def __init__(self, kind: RecordKind) -> None:
        super().__init__()
        self._kind = kind
        self._chips: dict[str, QPushButton] = {}
        self._chosen = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().px(tokens.GAP))
        top = QHBoxLayout()
        top.setSpacing(theme().px(tokens.GAP))
        self.line = line(placeholder=_("Saring nama, nomor, tempat…   ( / )"), longest=100, enter=self.left.emit)
        set_role(self.line, "search")
        self.line.setAccessibleName(_("Saring daftar"))
        self.line.setClearButtonEnabled(True)
        self.line.setMinimumWidth(theme().px(180))
        self.line.installEventFilter(self)
        self.owner = TypeAhead()
        self.owner.setPlaceholderText(_("Semua kantor"))
        self.owner.setAccessibleName(_("Hanya kantor ini"))
        self.owner.setClearButtonEnabled(True)
        self.owner.setMinimumWidth(theme().px(180))
        self.owner.hide()
        top.addWidget(self.line, 3)
        top.addWidget(self.owner, 2)
        outer.addLayout(top)
        if kind.filters:
            outer.addWidget(self._chip_row())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.changed)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.owner.chosen.connect(lambda _code: self.changed.emit())
        self.owner.textChanged.connect(self._owner_typed)

    def _chip_row(self) -> QWidget:
        for name, title in (("", _("Semua")), *((f.name, _(f.label)) for f in self._kind.filters)):
            chip = button(title, partial(self.choose, name), look="chip")
            chip.setCheckable(True)
            chip.setChecked(not name)
            chip.setProperty("title", title)
            chip.installEventFilter(self)
            self._chips[name] = chip
        self._row = _Row()
        self._row.setLayout(Flow(self._chips.values(), spacing=6))
        return self._row

    def _owner_typed(self, text: str) -> None:
        if not text:
            self.owner.set_value("")
            self.changed.emit()

    # ------------------------------------------------------------------------------- what the page uses

    @property
    def wanted(self) -> Wanted:
        return Wanted(self._chosen, self.owner.value, self.line.text().strip())

    @property
    def chosen_title(self) -> str:
        """The chip that is on, in words; ``""`` for all."""
        return str(self._chips[self._chosen].property("title")) if self._chosen else ""

    def choose(self, name: str, owner: str | None = None) -> None:
        """Switch one chip on and the others off.

        Args:
            owner: code of the one office whose rows are wanted, ``""`` for all; ``None``: as it was.
        """
        self._mark(name)
        if owner is not None:
            self.owner.blockSignals(True)
            self.owner.set_value(owner)
            self.owner.blockSignals(False)
        self.changed.emit()

    def clear(self) -> None:
        """Show everything again."""
        self._mark("")
        for edit in (self.line, self.owner):
            edit.blockSignals(True)
            edit.clear()
            edit.blockSignals(False)
        self.owner.set_value("")
        self.changed.emit()

    def stop(self) -> None:
        """Forget that somebody was typing."""
        self._pause.stop()

    def _mark(self, name: str) -> None:
        self._chosen = name if name in self._chips else ""
        for known, chip in self._chips.items():
            chip.setChecked(known == self._chosen)

    def tell_counts(self, counts: Mapping[str, int]) -> None:
        """Write the counts onto the chips."""
        for name, chip in self._chips.items():
            title = str(chip.property("title"))
            shown = f"{title} {number(counts[name])}" if name in counts else title
            chip.setText(shown.replace("&", "&&"))
            chip.setAccessibleName(shown)
        if self._chips:
            self._row.make_room()

    def offer_owners(self, owners: Sequence[Option]) -> None:
        """Offer the offices the list has rows of; none or only one: no box."""
        value = self.owner.value
        self.owner.set_options(owners)
        if value:
            self.owner.set_value(value)
        self.owner.setVisible(len(owners) > 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc empties the line and goes back to the list, Down goes to it; arrows move between chips."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if watched is self.line and key in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            if key == Qt.Key.Key_Escape:
                self.line.clear()
            self.left.emit()
            return True
        chips = list(self._chips.values())
        if watched in chips and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            place = next(number for number, chip in enumerate(chips) if chip is watched)
            chips[(place + step) % len(chips)].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if watched in chips and key == Qt.Key.Key_Down:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)
