"""All of an instrument below each other; of a copy, one part is made anew when it was changed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.following import Following
from ppo_desktop.gui.design.tabbing import tab_after
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card
from ppo_desktop.gui.screens.instrument.showing import Doors, about_card, bands_card, section_card
from ppo_desktop.records.instrument import BANDS, Instrument
from ppo_desktop.records.instrument_copy import InstrumentCopy

_BANDS = "bands"


class InstrumentView(QWidget):
    """Parts are named after their section; results stand together."""

    def __init__(self, shown: Instrument, sentence: str, edited: InstrumentCopy | None, doors: Doors | None) -> None:
        """Args: edited: what is shown, where it is a copy; doors: where its editors are."""
        super().__init__()
        self._doors = doors
        self._changes: dict[str, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(tokens.GAP + 4))
        self.first: Card = about_card(shown, sentence)
        self._parts: dict[str, Card] = {}
        self._column.addWidget(self.first)
        self._put(shown, edited, _BANDS)
        self._following = Following(self)
        self._following.add(*(partial(self._put, shown, edited, section.id) for section in shown.sections))
        if not doors:
            self.first.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def changes(self) -> dict[str, QPushButton]:
        """Question, result or section → its button, while a copy is edited."""
        self._following.finish()
        return self._changes

    def _put(self, shown: Instrument, edited: InstrumentCopy | None, name: str) -> None:
        card = self._parts[name] = self._part(shown, edited, name)
        if not self._doors:  # Tab goes from part to part where there is nothing else to come by
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column.addWidget(card)

    def renew(self, shown: Instrument, edited: InstrumentCopy, name: str) -> None:
        """The part in which the question, result or section of that name stands is another one now."""
        self._following.finish()
        part = _BANDS if name in BANDS else name[0]
        old, self._parts[part] = self._parts[part], self._part(shown, edited, part)
        self._column.replaceWidget(old, self._parts[part])
        old.hide()
        old.deleteLater()
        first, *others = (made for card in self._parts.values() for made in card.findChildren(QPushButton))
        tab_after(first, *others)

    def _part(self, shown: Instrument, edited: InstrumentCopy | None, name: str) -> Card:
        if name == _BANDS:
            return bands_card(shown, self._doors, self._changes)
        section = next(section for section in shown.sections if section.id == name)
        questions = edited.questions if edited else []
        off = [question for question in questions if question.get("off") and question["id"][0] == name]
        return section_card(shown, section, off, self._doors, self._changes)
