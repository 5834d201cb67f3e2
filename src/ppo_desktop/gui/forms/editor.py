"""What every editor of a field can do, and the editors of one line: text, numbers, amounts, dates, paragraphs."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppo_desktop.core.period import is_partial_date
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.fields import line, paragraph
from ppo_desktop.gui.design.widgets import label, row
from ppo_desktop.records.dates import read_date, written
from ppo_desktop.records.field import Field, Shape
from ppo_desktop.records.nik import strip
from ppo_desktop.records.reading import read
from ppo_desktop.records.words import (
    BIRTH,
    GROUPED,
    RUPIAH,
    amount_in_words,
    birth_in_words,
    date_in_words,
    in_groups,
)

ROOM = 100
"""Characters beyond the longest allowed: what is too long is said, not cut off."""


class Editor(QWidget):
    """A field on screen. What it holds is what was typed, readable or not; ``records.reading`` judges it."""

    changed = Signal()
    """A person changed it."""
    is_wide = False
    """Whether it wants the whole width of the form."""
    why_fixed = ""
    """Why what it holds cannot be changed, and what to do instead; ``""`` where it can."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # else Qt does not move it, with all that is in it, in the order
        self.field = field

    def value(self) -> object:
        """As typed: text, number, yes or no, list or mapping; ``None`` where nothing is."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show ``value`` (from the journal, or as typed before) without telling."""
        raise NotImplementedError

    def reading(self) -> str:
        """What was understood of the typing, for the line under the label; ``""``: nothing to say."""
        return ""

    def complaint(self) -> str:
        """What the widget alone knows to be wrong."""
        return ""

    @property
    def is_settled(self) -> bool:
        """Whether what it holds is a whole answer, not one that is being typed."""
        return False

    def rest(self) -> None:
        """The person has left the field: show what it holds in its best form."""

    def stops(self) -> list[QWidget]:
        """Where Enter stops on its way through the form."""
        return [self]

    def holds(self, inner: QWidget, *beside: QWidget) -> None:
        """Make ``inner`` what the keyboard and the style of errors go to."""
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addLayout(row(inner, *beside))
        self.setFocusProxy(inner)
        self.setProperty("styled", inner)

    def setAccessibleName(self, name: str) -> None:
        """Name what gets the focus."""
        super().setAccessibleName(name)
        if (inner := self.focusProxy()) is not None:
            inner.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """Describe what gets the focus."""
        super().setAccessibleDescription(description)
        if (inner := self.focusProxy()) is not None:
            inner.setAccessibleDescription(description)


class TextEditor(Editor):
    """A short text."""

    def __init__(self, field: Field, *beside: QWidget) -> None:
        super().__init__(field)
        self.line = line(longest=field.max_length + ROOM if field.shape is Shape.TEXT else ROOM)
        self.line.textEdited.connect(self._typed)
        self.holds(self.line, *beside)

    def value(self) -> object:
        return self.line.text().strip() or None

    def set_value(self, value: object) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)  # of a long text the beginning is seen

    def _typed(self, _text: str) -> None:
        self.changed.emit()


class DigitsEditor(TextEditor):
    """A number that is a name: long ones stand in groups of four and are counted while typed."""

    def value(self) -> object:
        text = self.line.text().strip()
        return (strip(text) if strip(text).isdecimal() else text) or None

    def set_value(self, value: object) -> None:
        self.line.setText(in_groups(strip(str(value))) if value is not None else "")

    def reading(self) -> str:
        digits = strip(self.line.text())
        least, most = self.field.digits or (0, 0)
        if least != most or most < GROUPED or not digits.isdecimal():
            return ""
        return _("{count} dari {most} angka").format(count=len(digits), most=most)

    def _typed(self, text: str) -> None:
        digits = strip(text)
        most = (self.field.digits or (0, 0))[1]
        if most >= GROUPED and digits.isdecimal():
            before = len(strip(text[: self.line.cursorPosition()]))
            grouped = " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
            if grouped != text:
                self.line.setText(grouped)
                self.line.setCursorPosition(before + max(before - 1, 0) // 4)
        self.changed.emit()


class AmountEditor(TextEditor):
    """An amount: typed freely, shown as ``Rp1.500.000`` after it was left."""

    def __init__(self, field: Field) -> None:
        unit = "" if field.unit == RUPIAH else _(field.unit)
        super().__init__(field, *((label(unit, "soft", wraps=False),) if unit else ()))
        self.line.installEventFilter(self)

    def value(self) -> object:
        text = self.line.text().strip()
        amount = self._amount()
        return text or None if amount is None else amount

    def set_value(self, value: object) -> None:
        super().set_value(value)
        self.rest()

    def reading(self) -> str:
        amount = self._amount()
        if amount is None or not self.line.text().isdecimal() or (amount < 1000 and self.field.unit != RUPIAH):
            return ""  # a small number says itself
        return amount_in_words(self.field, amount)

    def rest(self) -> None:
        amount = self._amount()
        if amount is not None:
            shown = amount_in_words(self.field, amount)
            self.line.setText(shown if self.field.unit == RUPIAH else shown.split(" ")[0])

    def _amount(self) -> int | None:
        amount, _remarks = read(self.field, self.line.text())
        return amount if isinstance(amount, int) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Plain digits while one types: dots in a number that changes would soon stand in the wrong places."""
        if event.type() is QEvent.Type.FocusIn and (amount := self._amount()) is not None:
            self.line.setText(str(amount))
            self.line.selectAll()
        return super().eventFilter(watched, event)


class DateEditor(TextEditor):
    """A date typed as people write it, told back in words at once; birth dates with the age."""

    def __init__(self, field: Field, today: date) -> None:
        super().__init__(field)
        self._today = today

    def set_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        self.line.setText(written(text) if is_partial_date(text) else text)

    def reading(self) -> str:
        iso = read_date(self.line.text())
        if not iso:
            return ""
        return birth_in_words(iso, self._today) if self.field.name == BIRTH else date_in_words(iso)


class ParagraphEditor(Editor):
    """A long text."""

    is_wide = True

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.text = paragraph(lines=3)
        self.text.textChanged.connect(self.changed)
        self.holds(self.text)

    def value(self) -> object:
        return self.text.toPlainText().strip() or None

    def set_value(self, value: object) -> None:
        self.text.blockSignals(True)
        self.text.setPlainText("" if value is None else str(value))
        self.text.blockSignals(False)
