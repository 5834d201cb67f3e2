"""One field in a form: label, hint, message, editor; below it what is offered, and reasons for warnings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSpacerItem, QVBoxLayout, QWidget

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import FieldPlace
from ppo_desktop.gui.design.tabbing import tab_after
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, button, clear, label
from ppo_desktop.gui.forms.editor import Editor
from ppo_desktop.gui.forms.offers import Offer
from ppo_desktop.gui.forms.reasons import ReasonLine
from ppo_desktop.records.field import Field


class Cell(FieldPlace):
    """The place of a field in a form. It holds a value from the beginning; its editor is made when it is needed."""

    changed = Signal(str)
    reason_changed = Signal()
    filled = Signal(object)
    """Field name → value of an offer that was taken."""
    came = Signal(object)
    """It has its editor now; the cell itself."""

    def __init__(self, field: Field, make: Callable[[Field], Editor]) -> None:
        super().__init__()
        self.field = field
        self.problems: tuple[Problem, ...] = ()
        self.reasons: list[ReasonLine] = []
        self.is_skipped = False
        """Whether it is out of sight because the field does not apply."""
        self._make = make
        self._made: Editor | None = None
        self._loaded: object = None
        self._opened: object = None
        self._held: object = None
        """Its ``value`` while there is no editor."""
        self._told = ""
        self._answers: tuple[QPushButton, ...] = ()

    @property
    def editor(self) -> Editor:
        """Made when it is first asked for: most of a long form is below what is seen."""
        self.ready()
        assert self._made is not None, "ready"
        return self._made

    @property
    def is_ready(self) -> bool:
        return self._made is not None

    def ready(self) -> None:
        """Have the editor there."""
        if self._made is None:
            self._take_in(self._make(self.field))
            self.came.emit(self)

    def _take_in(self, made: Editor) -> None:
        title = _(self.field.label)
        is_later = self.field.required_at and not self.field.always_required
        shown = _("{label} (boleh menyusul)").format(label=title) if is_later else title
        if self.field.always_required:
            shown = _("{label} (wajib)").format(label=title)  # few are: most labels stay short
        self.furnish(shown, made, hint=hint_of(self.field))
        made.setAccessibleName(title)
        self._below = QVBoxLayout()
        self._below.setSpacing(theme().px(tokens.TIGHT))
        self._lead = QSpacerItem(0, 0)
        self.column.insertItem(0, self._lead)
        self.column.insertLayout(self.column.count() - 1, self._below)
        self._asked = QVBoxLayout()
        self.column.insertLayout(self.column.count() - 1, self._asked)
        loaded, opened, told = self._loaded, self._opened, self._told
        self._made = made
        self.load(loaded)  # as the editor holds it, which may be written differently
        if opened != loaded:
            self.set_value(opened)
            self.begin()
        if self._held != opened:
            self.set_value(self._held)
        if told:
            self.tell(told)
        made.changed.connect(self._changed)

    # ------------------------------------------------------------------------------- values

    @property
    def value(self) -> object:
        """As typed, or as it was loaded while nobody can have typed."""
        return self._held if self._made is None else self._made.value()

    def set_value(self, value: object) -> None:
        if self._made is None:
            self._held, self._told = value, ""
        else:
            self._made.set_value(value)
            self.tell(self._made.reading())

    def tell(self, hint: str) -> None:
        """As of every field; while there is no editor it is kept for later."""
        self._told = hint
        if self._made is not None:
            super().tell(hint)

    def load(self, value: object) -> None:
        """Show what a record holds; from here on counts what is changed."""
        self.set_value(value)
        self._loaded = self._opened = self.value

    def begin(self) -> None:
        """The form is open with what it holds now; from here on counts what a person does."""
        self._opened = self.value

    @property
    def is_changed(self) -> bool:
        """Whether it holds another value than the record."""
        return self.value != self._loaded

    @property
    def is_touched(self) -> bool:
        """Whether it holds another value than when the form was opened."""
        return self.value != self._opened

    @property
    def is_wide(self) -> bool:
        return self.editor.is_wide

    @property
    def complaint(self) -> str:
        return self.editor.complaint()

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
        self.editor.rest()
        self.tell(self.editor.reading())

    @property
    def is_settled(self) -> bool:
        """Whether what it holds is a whole answer, not one that is being typed."""
        return self.editor.is_settled

    @property
    def why_fixed(self) -> str:
        """Why what it holds cannot be changed; only an editor that is there says so."""
        return self._made.why_fixed if self._made is not None else ""

    def stops(self) -> list[QWidget]:
        """Where Enter stops in this field; none while it is out of sight."""
        if self.is_skipped:
            return []
        return [*self.editor.stops(), *(line.line for line in self.reasons), *self._answers]

    def focus(self) -> None:
        self.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def judge(self, problems: Sequence[Problem], reasons: Mapping[str, str]) -> None:
        """Show what is wrong; a line for the reason of each warning."""
        self.problems = tuple(problems)
        if self._made is None and not problems:
            return
        self.ready()
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
        if self.reasons or (self._made is None and not offers):
            return
        self.ready()
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
        if self._made is None and question is None:
            return
        self.ready()
        clear(self._asked)
        self._answers = answers
        if question is not None:
            self._asked.addWidget(question)
            tab_after(self._last() if not self.reasons else self.reasons[-1].line, *answers)

    def _last(self) -> QWidget:
        """The last widget of this cell the keyboard reaches so far."""
        earlier = self.reasons[-2].line if len(self.reasons) > 1 else None
        return earlier or self.editor.focusProxy() or self.editor

    def _changed(self) -> None:
        self.tell(self.editor.reading())
        self.changed.emit(self.field.name)


def hint_of(field: Field) -> str:
    """Help and example of a field on one line."""
    parts = [_(field.help)] if field.help else []
    if field.example:
        parts.append(_("Contoh: {example}").format(example=field.example))
    return " ".join(parts)
