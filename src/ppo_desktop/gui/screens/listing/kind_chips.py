"""Chips that narrow to one kind of records: the first ones in sight, the others in a list beside them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ppo_desktop.core.text import _
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import button
from ppo_desktop.records.kind import RecordKind

FIRST_SHOWN, FEW_SHOWN = 6, 4
"""Kinds in sight where there are more than ``MOST_SHOWN``: with what stands beside them two lines, or one line."""
MOST_SHOWN = 8
_WIDTH = 180


class KindChips(QObject):
    """One is on: ``""`` is everything."""

    chosen = Signal(str)

    def __init__(self, kinds: Sequence[RecordKind]) -> None:
        super().__init__()
        self.value = ""
        self.chips: dict[str, QPushButton] = {}
        self._titles = {"": _("Semua"), **{kind.name: _(kind.title) for kind in kinds}}
        self._offered: list[str] = []
        self._first = FIRST_SHOWN
        for name, title in self._titles.items():
            chip = button(title, partial(self.choose, name), look="chip")
            chip.setCheckable(True)
            chip.setChecked(not name)
            self.chips[name] = chip
        self.more = TypeAhead(self._others)
        self.more.setPlaceholderText(_("Jenis lainnya"))
        self.more.setAccessibleName(_("Jenis catatan lainnya"))
        self.more.setFixedWidth(theme().px(_WIDTH))
        self.more.chosen.connect(self._take)

    @property
    def widgets(self) -> list[QWidget]:
        """What stands beside each other."""
        return [*self.chips.values(), self.more]

    @property
    def behind(self) -> list[str]:
        """The kinds in the list."""
        hidden = [] if len(self._offered) <= MOST_SHOWN else self._offered[self._first :]
        return [name for name in hidden if name != self.value]

    def offer(self, names: Collection[str]) -> None:
        """Only these, and the one that is on."""
        self._offered = [name for name in self.chips if name and (name in names or name == self.value)]
        self._show()

    def show_first(self, count: int) -> None:
        """So many kinds are in sight where there are more than that can be."""
        if count != self._first:
            self._first = count
            self._show()

    def choose(self, name: str) -> None:
        """Switch one on and the others off."""
        self.value = name
        self._show()
        self.chosen.emit(name)

    def _show(self) -> None:
        behind = self.behind
        for name, chip in self.chips.items():
            chip.setChecked(name == self.value)
            chip.setVisible(not name or (name in self._offered and name not in behind))
        self.more.set_options(self._others)
        self.more.setVisible(bool(behind))

    def _others(self) -> list[Option]:
        return [Option(name, self._titles[name]) for name in self.behind]

    def _take(self, name: str) -> None:
        """What was chosen in the list gets a chip while it is on; the list is ready for the next."""
        if name:
            self.more.set_value("")
            self.choose(name)
