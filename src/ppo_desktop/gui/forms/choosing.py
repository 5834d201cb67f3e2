"""Editors for what is chosen: yes or no, one of a list, several of a list, amounts by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QPushButton, QRadioButton, QVBoxLayout, QWidget

from ppo_desktop.core.text import N_, _
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.tabbing import tab_after
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import button, row
from ppo_desktop.gui.forms.editor import Editor
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Field
from ppo_desktop.records.reading import read

Frequent = Callable[[Field], Sequence[str]]
"""The codes an office uses most in a field, the most used first."""
FEW = 24
"""Lists up to this length are ticked, longer ones searched."""
_ANSWERS = ((True, N_("Ya")), (False, N_("Tidak")), (None, N_("Belum diisi")))


def options(field: Field, frequent: Frequent) -> list[Option]:
    """What a field offers: first what this office uses most, then in the order of the list."""
    active = code_list(field.choices).active
    used = {code: place for place, code in enumerate(frequent(field))}
    ordered = sorted(active, key=lambda code: used.get(code.code, len(used)))
    return [Option(code.code, code.label) for code in ordered]


class YesNoEditor(Editor):
    """Yes, no, or not answered yet."""

    is_settled = True

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._answers = [(answer, QRadioButton(_(words))) for answer, words in _ANSWERS]
        self._group = QButtonGroup(self)
        for _answer, made in self._answers:
            self._group.addButton(made)
            made.clicked.connect(self.changed)
            made.toggled.connect(self._follow)
        self.setLayout(row(*(made for _answer, made in self._answers), None, spacing=tokens.PAD))
        self.set_value(None)

    def value(self) -> object:
        return next(answer for answer, made in self._answers if made.isChecked())

    def set_value(self, value: object) -> None:
        answer, _remarks = read(self.field, value)
        next(made for known, made in self._answers if known is answer).setChecked(True)

    def _follow(self) -> None:
        chosen = self._group.checkedButton()
        if chosen is not None:
            self.setFocusProxy(chosen)

    def setAccessibleName(self, name: str) -> None:
        """Each answer says what it answers."""
        QWidget.setAccessibleName(self, name)
        for _answer, made in self._answers:
            made.setAccessibleName(f"{name}: {made.text()}")


class ChoiceEditor(Editor):
    """One of a list; what the list does not have stays as typed, for the check to judge."""

    def __init__(self, field: Field, frequent: Frequent) -> None:
        super().__init__(field)
        self.line = TypeAhead(lambda: options(field, frequent))
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.chosen.connect(lambda _value: self.changed.emit())
        self.holds(self.line)

    def value(self) -> object:
        return self.line.value or self.line.text().strip() or None

    @property
    def is_settled(self) -> bool:
        return bool(self.line.value)

    def set_value(self, value: object) -> None:
        if value is None:
            self.line.set_value("")
            return
        # Typed words in a draft may already mean a code; one that is out of use is shown in words all the same.
        codes = code_list(self.field.choices)
        code = codes.find(str(value)) or str(value)
        self.line.show_value(code, codes.label(code))


class TicksEditor(Editor):
    """Several of a short list. Arrow keys go from one to the next, Space ticks, Tab leaves."""

    is_wide = True
    is_settled = True

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._boxes = {code.code: self._box(code.label) for code in code_list(field.choices).active}
        self._others: list[object] = []
        self.setLayout(Flow(self._boxes.values(), even=True, spacing=tokens.TIGHT))
        self._reach(next(iter(self._boxes.values())))

    def value(self) -> object:
        return [code for code, box in self._boxes.items() if box.isChecked()] + self._others or None

    def set_value(self, value: object) -> None:
        chosen = value if isinstance(value, list) else []
        for code, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(code in chosen)
            box.blockSignals(False)
        # Codes out of use are not offered; what a record has of them is kept.
        self._others = [code for code in chosen if code not in self._boxes]

    def _box(self, words: str) -> QCheckBox:
        made = _Tick(words, self)
        made.clicked.connect(self.changed)
        return made

    def _reach(self, box: QCheckBox) -> None:
        for made in self._boxes.values():
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if made is box else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(box)

    def go(self, box: QCheckBox, by: int) -> None:
        """Move the keyboard from ``box`` to another."""
        boxes = list(self._boxes.values())
        target = boxes[(boxes.index(box) + by) % len(boxes)]
        self._reach(target)
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def setAccessibleName(self, name: str) -> None:
        """Each box says what it belongs to."""
        QWidget.setAccessibleName(self, name)
        for made in self._boxes.values():
            made.setAccessibleName(f"{name}: {made.text()}")


class _Tick(QCheckBox):
    def __init__(self, words: str, editor: TicksEditor) -> None:
        super().__init__(words.replace("&", "&&"))
        self._editor = editor
        self.setMinimumWidth(theme().px(160))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go on in the group."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step:
            self._editor.go(self, step)
        else:
            super().keyPressEvent(event)


class ChipsEditor(Editor):
    """Several of a long list: each is searched, then stands as a chip that a press takes away."""

    is_wide = True

    def __init__(self, field: Field, frequent: Frequent) -> None:
        super().__init__(field)
        self._codes: list[str] = []
        self.line = TypeAhead(lambda: options(field, frequent))
        self.line.chosen.connect(self._add)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self._chips = Flow()
        self.holds(self.line)
        outside = self.layout()
        assert isinstance(outside, QVBoxLayout)
        outside.addLayout(self._chips)

    def value(self) -> object:
        typed = self.line.text().strip()
        return [*self._codes, *((typed,) if typed else ())] or None

    def set_value(self, value: object) -> None:
        known = code_list(self.field.choices)
        items = [str(item) for item in value] if isinstance(value, list) else []
        self._codes = [item for item in items if known.contains(item)]
        self.line.setText(", ".join(item for item in items if not known.contains(item)))
        self._show()

    def _add(self, code: str) -> None:
        if code and code not in self._codes:
            self._codes.append(code)
        self.line.set_value("")
        self._show()
        self.changed.emit()

    def _drop(self, code: str) -> None:
        self._codes.remove(code)
        self._show()
        self.line.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        known = code_list(self.field.choices)
        chips = []
        for code in self._codes:
            words = known.label(code)
            spoken = _("Keluarkan {name}").format(name=words)
            chip = button(words, partial(self._drop, code), look="chip", icon_name="x", spoken=spoken)
            self._chips.addWidget(chip)
            chips.append(chip)
        tab_after(self.line, *chips)
        self._chips.invalidate()


class AmountsEditor(Editor):
    """Amounts by kind: one line each; an empty line follows the last one that is filled."""

    is_wide = True

    def __init__(self, field: Field, frequent: Frequent) -> None:
        super().__init__(field)
        self._frequent = frequent
        self._lines: list[_AmountLine] = []
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(theme().px(tokens.TIGHT))
        self._append()
        self.setFocusProxy(self._lines[0].kind)
        self.setProperty("styled", self._lines[0].kind)

    def value(self) -> object:
        return {made.code: made.content for made in self._lines if made.code or made.content != ""} or None

    def set_value(self, value: object) -> None:
        pairs = list(value.items()) if isinstance(value, Mapping) else []
        while len(self._lines) < len(pairs) + 1:
            self._append()
        for place, made in enumerate(self._lines):
            code, amount = pairs[place] if place < len(pairs) else ("", "")
            made.set(str(code), code_list(self.field.choices).label(str(code)), amount)

    def complaint(self) -> str:
        for made in self._lines:
            if made.code and made.content == "":
                return _("{kind}: tulis jumlahnya.").format(kind=code_list(self.field.choices).label(made.code))
            if made.content != "" and not made.code:
                return _("Pilih jenisnya untuk jumlah {count}.").format(count=made.content)
        return ""

    def stops(self) -> list[QWidget]:
        """Kind and amount of each line, and once the next empty one."""
        filled = [part for made in self._lines if made.code or made.content != "" for part in (made.kind, made.amount)]
        return [*filled, self._lines[-1].kind]

    def _append(self) -> None:
        made = _AmountLine(lambda: options(self.field, self._frequent), self._changed)
        self._lines.append(made)
        self._inside.addWidget(made)
        if self.accessibleName():
            made.name(self.accessibleName(), len(self._lines))

    def _changed(self) -> None:
        if self._lines[-1].code or self._lines[-1].content != "":
            self._append()
        self.changed.emit()

    def setAccessibleName(self, name: str) -> None:
        QWidget.setAccessibleName(self, name)
        for place, made in enumerate(self._lines, 1):
            made.name(name, place)


class _AmountLine(QWidget):
    def __init__(self, offered: Callable[[], list[Option]], changed: Callable[[], object]) -> None:
        super().__init__()
        self._changed = changed
        self.kind = TypeAhead(offered)
        self.kind.setPlaceholderText(_("Jenis"))
        self.amount = line(longest=20)
        self.amount.setPlaceholderText(_("Jumlah"))
        self.amount.setFixedWidth(theme().px(120))
        self.clear: QPushButton = button("", self._empty, look="quiet", icon_name="x")
        self.clear.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setLayout(row(self.kind, self.amount, self.clear))
        self.kind.chosen.connect(lambda _value: changed())
        self.kind.textEdited.connect(lambda _text: changed())
        self.amount.textEdited.connect(lambda _text: changed())

    @property
    def code(self) -> str:
        return self.kind.value or self.kind.text().strip()

    @property
    def content(self) -> int | str:
        """The amount, as typed where it is no number; ``""`` for none."""
        typed = self.amount.text().strip()
        return int(typed) if typed.isascii() and typed.isdecimal() else typed

    def set(self, code: str, words: str, amount: object) -> None:
        self.kind.show_value(code, words)
        self.amount.setText(str(amount))

    def name(self, name: str, place: int) -> None:
        self.kind.setAccessibleName(_("{name}: jenis {place}").format(name=name, place=place))
        self.amount.setAccessibleName(_("{name}: jumlah {place}").format(name=name, place=place))
        self.clear.setAccessibleName(_("{name}: kosongkan baris {place}").format(name=name, place=place))

    def _empty(self) -> None:
        self.kind.set_value("")
        self.amount.clear()
        self._changed()
