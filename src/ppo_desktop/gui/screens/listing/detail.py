"""The pane beside a list: the chosen record in words, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.scrolling import Scroll
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Badge, Card, breakable, clear, label, row, rule
from ppo_desktop.gui.screens.listing.columns import badges_of
from ppo_desktop.gui.screens.listing.words import in_pane
from ppo_desktop.operations.house.sight import why_hidden
from ppo_desktop.records.field import Field
from ppo_desktop.records.kind import RecordKind

WIDTH = 384
"""Pixels at 100 %."""


class DetailPane(Card):
    """One record; its restricted fields stay on the record's own sheet, since a list is open while others look on."""

    def __init__(self, kind: RecordKind, today: date, owner_words: Callable[[str], str]) -> None:
        """Args: owner_words: what to say about whose record it is; ``""`` for our own."""
        super().__init__(margins=0)
        self._kind, self._today, self._owner_words = kind, today, owner_words
        self.setFixedWidth(theme().px(WIDTH))
        self.setAccessibleName(_("Catatan yang dipilih"))
        self.body.setSpacing(0)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(*(theme().px(tokens.PAD),) * 4)
        self._column.setSpacing(theme().px(tokens.GAP))
        self.body.addWidget(Scroll(self._column), 1)
        self.buttons = QVBoxLayout()
        self.buttons.setContentsMargins(*(theme().px(12),) * 4)
        self.body.addWidget(rule())
        self.body.addLayout(self.buttons)

    def offer(self, actions: Sequence[QPushButton]) -> None:
        """The buttons at the foot of the pane, which stay in sight."""
        clear(self.buttons)
        self.buttons.addLayout(row(*actions, None))

    def show_record(self, values: Mapping[str, object] | None) -> None:
        """Show the record with these values; ``None`` for none."""
        clear(self._column)
        if values is None:
            self._column.addWidget(label(_("Pilih satu baris untuk melihat isinya di sini."), "soft"))
            self._column.addStretch(1)
            return
        self._column.addWidget(label(self._kind.called(values), "heading"))
        for cell in badges_of(self._kind, values, self._today):
            self._column.addWidget(Badge(cell.first, cell.tone), alignment=Qt.AlignmentFlag.AlignLeft)
        if whose := self._owner_words(str(values["office"])):
            self._column.addWidget(label(whose, "muted"))
        if why := why_hidden(values):
            self._column.addWidget(label(why, "soft"))
        shown = [field for field in self._kind.fields if _is_shown(field) and values.get(field.name) not in _GAPS]
        for group, fields in groupby(shown, key=lambda field: field.group):
            self._column.addWidget(rule())
            self._column.addWidget(label(_(group), "strong"))
            self._column.addLayout(_table(list(fields), values, self._today))
        self._column.addStretch(1)


def _table(fields: Sequence[Field], values: Mapping[str, object], today: date) -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(theme().px(12))
    made.setVerticalSpacing(theme().px(tokens.TIGHT))
    made.setColumnMinimumWidth(0, theme().px(112))
    made.setColumnStretch(0, 2)
    made.setColumnStretch(1, 3)
    for number, field in enumerate(fields):
        name = label(_(field.label), "muted")
        words = in_pane(field, values.get(field.name), today)
        value = label(breakable(words))
        value.setAccessibleName(f"{_(field.label)}: {words}")
        made.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
        made.addWidget(value, number, 1, Qt.AlignmentFlag.AlignTop)
    return made


def _is_shown(field: Field) -> bool:
    """Fields of the form, but for those that name another record: its title stands above already."""
    return bool(field.group) and not field.restricted and not field.refers


_GAPS: tuple[object, ...] = (None, "", [], {})
