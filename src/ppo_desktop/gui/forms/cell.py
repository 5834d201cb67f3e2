"""One field in a form: label, hint, message, editor; below it what is offered, and reasons for warnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSpacerItem, QVBoxLayout, QWidget

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import FieldBox
from ppo_desktop.gui.design.tabbing import tab_after
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, button, clear, label
from ppo_desktop.gui.forms.editor import Editor
from ppo_desktop.gui.forms.offers import Offer
from ppo_desktop.gui.forms.reasons import ReasonLine
from ppo_desktop.records.field import Field


class Cell(FieldBox):
    """A field box that knows its field."""

    changed = Signal(str)
    reason_changed = Signal()
    filled = Signal(object)
    """Field name → value of an offer that was taken."""

    def __init__(self, field: Field, made: Editor) -> None:
        title = _(field.label)
        is_later = field.required_at and not field.always_required
        shown = _("{label} (boleh menyusul)").format(label=title) if is_later else title
        if field.always_required:
            shown = _("{label} (wajib)").format(label=title)  # few are: most labels stay short
        super().__init__(shown, made, hint=hint_of(field))
        made.setAccessibleName(title)
        self.field = field
        self.problems: tuple[Problem, ...] = ()
        self.reasons: list[ReasonLine] = []
        self.is_skipped = False
        """Whether it is out of sight because the field does not apply."""
        self._made = made
        self._below = QVBoxLayout()
        self._below.setSpacing(theme().px(tokens.TIGHT))
        self._lead = QSpacerItem(0, 0)
        self.column.insertItem(0, self._lead)
        self.column.insertLayout(self.column.count() - 1, self._below)
        self._asked = QVBoxLayout()
        self._answers: tuple[QPushButton, ...] = ()
        self.column.insertLayout(self.column.count() - 1, self._asked)
        made.changed.connect(self._changed)

    @property
    def value(self) -> object:
        return self._made.value()

    def set_value(self, value: object) -> None:
        self._made.set_value(value)
        self.tell(self._made.reading())

    @property
    def is_wide(self) -> bool:
        return self._made.is_wide

    @property
    def complaint(self) -> str:
        return self._made.complaint()

    def head_height(self, width: int) -> int:
        """How much label, hint and message need above the editor."""
        return sum(part.heightForWidth(width) + theme().px(tokens.TIGHT) for part in self.head)

    def lead(self, height: int) -> None:
        """Leave so much free above the label, so that editors side by side stand in one line."""
        if height != self._lead.sizeHint().height():
            self._lead.changeSize(0, height)
            self.column.invalidate()
            self.updateGeometry()

    def rest(self) -> None:
        """The keyboard has left."""
        self._made.rest()
        self.tell(self._made.reading())

    @property
    def is_settled(self) -> bool:
        """Whether what it holds is a whole answer, not one that is being typed."""
        return self._made.is_settled

    def stops(self) -> list[QWidget]:
        """Where Enter stops in this field; none while it is out of sight."""
        if self.is_skipped:
            return []
        return [*self._made.stops(), *(line.line for line in self.reasons), *self._answers]

    def focus(self) -> None:
        self._made.setFocus(Qt.FocusReason.TabFocusReason)

    def judge(self, problems: Sequence[Problem], reasons: Mapping[str, str]) -> None:
        """Show what is wrong; a line for the reason of each warning."""
        self.problems = tuple(problems)
        errors = [problem for problem in problems if not problem.is_warning]
        self.say("\n".join(problem.message for problem in problems), "bad" if errors else "warn")
        clear(self._below)
        self.reasons = []
        warnings = [problem for problem in problems if problem.is_warning]
        for problem in warnings:
            made = ReasonLine(problem, reasons.get(problem.code, ""), says_what=len(problems) > 1)
            made.changed.connect(self.reason_changed)
            self.reasons.append(made)
            self._below.addWidget(made)
            tab_after(self._last(), made.line)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show what may be filled in elsewhere; takes the place of reasons, which belong to a judged form."""
        if self.reasons:
            return
        clear(self._below)
        for offered in offers:
            card = Card(role="sunken", margins=tokens.GAP)
            words = label(offered.sentence, "soft")
            fill = button(offered.button, look="quiet", spoken=f"{offered.button}: {offered.sentence}")
            fill.clicked.connect(lambda _checked=False, fills=offered.fills: self.filled.emit(fills))
            card.head.addWidget(words, 1)
            card.head.addWidget(fill)
            card.body.addLayout(card.head)
            self._below.addWidget(card)
            tab_after(self._last(), fill)

    def ask(self, question: QWidget | None, answers: tuple[QPushButton, ...] = ()) -> None:
        """Show a question below all else, with its buttons next in the order of Tab; ``None`` takes it away."""
        clear(self._asked)
        self._answers = answers
        if question is not None:
            self._asked.addWidget(question)
            tab_after(self._last() if not self.reasons else self.reasons[-1].line, *answers)

    def _last(self) -> QWidget:
        """The last widget of this cell the keyboard reaches so far."""
        earlier = self.reasons[-2].line if len(self.reasons) > 1 else None
        return earlier or self._made.focusProxy() or self._made

    def _changed(self) -> None:
        self.tell(self._made.reading())
        self.changed.emit(self.field.name)


def hint_of(field: Field) -> str:
    """Help and example of a field on one line."""
    parts = [_(field.help)] if field.help else []
    if field.example:
        parts.append(_("Contoh: {example}").format(example=field.example))
    return " ".join(parts)
