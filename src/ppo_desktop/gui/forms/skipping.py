"""What does not apply is out of sight; answers that stop applying are asked about, at the field that made them so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton

from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.widgets import Card, button, label, row
from ppo_desktop.gui.forms.cell import Cell
from ppo_desktop.records.applying import GAPS, applying
from ppo_desktop.records.field import Field, Shape
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.reading import read


class Question(Card):
    """What is to become of answers that do not apply any more."""

    def __init__(self, field: Field, before: object, drop: Callable[[], object], restore: Callable[[], object]) -> None:
        """Args: field, before: which the answers depended on, and what it held while they applied."""
        super().__init__(role="sunken", margins=tokens.GAP)
        self.before = before
        self._restore = restore
        self.names: tuple[str, ...] = ()
        self._words = label("", "warning")
        is_chosen = bool(field.choices) or field.shape is Shape.YES_NO
        back = _("Kembalikan pilihan") if is_chosen else _("Kembalikan isian")
        self.buttons: tuple[QPushButton, ...] = (
            button(_("Buang jawaban"), drop),
            button(back, restore, look="quiet", spoken=f"{back}: {_(field.label)}"),
        )
        self.body.addWidget(self._words)
        self.body.addLayout(row(*self.buttons, None))

    def tell(self, fields: list[Field]) -> None:
        """Say which answers it is about."""
        self.names = tuple(field.name for field in fields)
        labels = ", ".join(_("“{label}”").format(label=_(field.label)) for field in fields)
        self._words.setText(_("Jawaban {labels} tidak berlaku lagi.").format(labels=labels))
        for made in self.buttons:
            made.setAccessibleDescription(self._words.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc drops nothing: what the answers depended on comes back."""
        if event.key() == Qt.Key.Key_Escape:
            self._restore()
        else:
            super().keyPressEvent(event)


class Skipping(QObject):
    """Keeps the cells of one form in step with ``records.applying``; nothing is dropped unless a person says so."""

    rearranged = Signal()
    """Other cells are to be in sight: ``Cell.is_skipped``."""
    answered = Signal()
    """Values are others, by a button of a question."""
    asked = Signal(object)
    """The ``Question`` that stands there now."""
    dropped = Signal(str, object)
    """Labels of the answers that were dropped, and what brings them back."""

    def __init__(self, kind: RecordKind, cells: Mapping[str, Cell]) -> None:
        super().__init__()
        self._kind, self._cells = kind, cells
        self._deciding = frozenset(when.field for field in kind.fields for when in field.when)
        self._agreed: dict[str, object] = {}
        """Of the deciding fields: what they held when they last left nothing over."""
        self._borne: set[str] = set()
        """Left over already when the form was opened: shown as it is, and nobody is asked."""
        self._questions: dict[str, Question] = {}

    def accept(self) -> None:
        """Take what stands there as it is: it was loaded, or typed before."""
        for name in list(self._questions):
            self._withdraw(name)
        held, applies = self._look()
        self._borne = held - applies
        self._agreed = {name: self._cells[name].value for name in self._deciding}
        self._show(applies, hides=True)

    def follow(self, name: str, *, is_done: bool) -> None:
        """A field is another now: show what applies.

        Args:
            is_done: the answer is whole: what does not apply goes out of sight, or is asked about.
        """
        if name not in self._deciding and self._kind.field(name).when == ():
            return
        held, applies = self._look()
        left = held - applies
        self._borne &= left
        for on, question in list(self._questions.items()):
            if still := [field for field in self._kind.fields if field.name in left & set(question.names)]:
                question.tell(still)
            else:
                self._withdraw(on)
        asked = {each for question in self._questions.values() for each in question.names}
        new = left - self._borne - asked
        if new and is_done:
            self._ask(name, new)
        elif not new and name in self._deciding and name not in self._questions:
            self._agreed[name] = self._cells[name].value
        self._show(applies, hides=is_done)

    def _look(self) -> tuple[set[str], frozenset[str]]:
        """The fields that hold something, and those that apply."""
        values = {name: cell.value for name, cell in self._cells.items() if cell.value not in GAPS}
        held = set(values)
        for name in self._deciding & held:
            if (field := self._cells[name].field).choices:
                values[name] = read(field, values[name])[0]  # words typed in full are a choice as well
        return held, applying(self._kind, values)

    def _show(self, applies: frozenset[str], *, hides: bool) -> None:
        focused = QApplication.focusWidget()
        is_other = False
        for name, cell in self._cells.items():
            is_needed = name in applies or cell.value not in GAPS or bool(cell.problems)
            is_needed = is_needed or (focused is not None and cell.isAncestorOf(focused))
            if cell.is_skipped != (not is_needed) and (is_needed or hides):
                cell.is_skipped = not is_needed
                is_other = True
        if is_other:
            self.rearranged.emit()

    # ------------------------------------------------------------------------------- the question

    def _ask(self, name: str, left: set[str]) -> None:
        cell = self._cells.get(name) or next(iter(self._cells.values()))
        question = self._questions.get(name)
        if question is None:
            made = Question(cell.field, self._agreed.get(name), partial(self._drop, name), partial(self._restore, name))
            question = self._questions[name] = made
            cell.ask(made, made.buttons)
        names = left | set(question.names)
        question.tell([field for field in self._kind.fields if field.name in names])
        self.asked.emit(question)

    def _withdraw(self, name: str) -> Question:
        question = self._questions.pop(name)
        if (focused := QApplication.focusWidget()) is not None and question.isAncestorOf(focused):
            self._cells[name].focus()
        self._cells[name].ask(None)
        return question

    def _drop(self, name: str) -> None:
        question = self._withdraw(name)
        values = {each: self._cells[each].value for each in question.names}
        for each in values:
            self._cells[each].set_value(None)
            self._cells[each].judge((), {})
        labels = ", ".join(_(self._cells[each].field.label) for each in values)
        self.follow(name, is_done=True)
        self.answered.emit()
        self.dropped.emit(labels, partial(self._bring_back, name, question.before, values))

    def _restore(self, name: str) -> None:
        question = self._withdraw(name)
        self._cells[name].set_value(question.before)
        self.follow(name, is_done=True)
        self.answered.emit()

    def _bring_back(self, name: str, before: object, values: Mapping[str, object]) -> None:
        for each, value in values.items():
            self._cells[each].set_value(value)
        self._agreed[name] = before
        self.follow(name, is_done=True)
        self.answered.emit()
