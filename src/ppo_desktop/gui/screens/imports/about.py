"""What is said once about a whole table: what sort it is, what it is called, and what no column tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design.fields import FieldBox, line
from ppo_desktop.gui.design.layouts import Flow
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Badge, Card, button, label
from ppo_desktop.gui.screens.imports.lines import TONES
from ppo_desktop.operations.tables.import_lines import Verdict
from ppo_desktop.operations.tables.importing import Plan
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.reading import read
from ppo_desktop.records.table_shapes import Shape, field_of, meaning_label

_FIELD = 250
"""Pixels of a line."""


class AboutCard(Card):
    """The name of the file above counts, chips and lines."""

    shape_chosen = Signal(str)
    sheet_chosen = Signal(int)
    said = Signal(str, object)
    """Name of the source, and meaning → text for all rows."""

    def __init__(self, plan: Plan, shapes: Sequence[Shape]) -> None:
        super().__init__(plan.file.name if plan.file else plan.source)
        self._plan = plan
        self.body.addWidget(_row([_counted(plan, verdict) for verdict in Verdict if plan.counts[verdict]]))
        if plan.file and len(shapes) > 1:
            chips = [
                self._chip(_(one.title), one is plan.shape, partial(self.shape_chosen.emit, one.name)) for one in shapes
            ]
            self.body.addWidget(label(_("Jenis tabel"), "strong"))
            self.body.addWidget(_row(chips))
        self.body.addWidget(label(_(plan.shape.purpose), "soft"))
        if plan.file and len(plan.file.sheets) > 1:
            self.body.addWidget(label(_("Lembar"), "strong"))
            self.body.addWidget(_row([self._sheet(place) for place in range(len(plan.file.sheets))]))
        if plan.is_remembered:
            self.body.addWidget(label(_("Arti kolomnya seperti dipilih untuk tabel semacam ini sebelumnya."), "soft"))
        self.source = line(plan.source, longest=100)
        self.fields: dict[str, QLineEdit] = {}
        if plan.file:
            hint = _("Dicatat sebagai sumber pada setiap catatan, misalnya: P4MI Entikong, 20 November 2026.")
            self.body.addWidget(FieldBox(_("Nama daftar"), self.source, hint=hint))
            self.source.editingFinished.connect(self._say)
        self._ask_common(plan)

    def _ask_common(self, plan: Plan) -> None:
        boxes = []
        for meaning in plan.missing_common:
            editor = self._editor(meaning)
            words, is_needed = meaning_label(meaning), field_of(meaning).always_required
            marked = _("{field} (wajib)").format(field=words) if is_needed else words
            box = FieldBox(marked, editor, optional=not is_needed)
            editor.setAccessibleName(words)
            box.setMinimumWidth(theme().px(_FIELD))
            self.fields[meaning] = editor
            boxes.append(box)
        if boxes:
            words = (
                _("Tidak ada kolomnya dalam tabel; isi sekali untuk semua baris")
                if plan.file
                else _("Untuk baris yang belum menyebutnya")
            )
            self.body.addWidget(label(words, "strong"))
            self.body.addWidget(_row(boxes))

    @property
    def first_needed(self) -> QLineEdit | None:
        """The first line without which no row can be taken."""
        empty = (name for name in self.fields if name not in self._plan.common)
        return next((self.fields[name] for name in empty if field_of(name).always_required), None)

    def _editor(self, meaning: str) -> QLineEdit:
        of, before = field_of(meaning), self._plan.common.get(meaning)
        if of.choices:
            chooser = TypeAhead([Option(code.code, code.label) for code in code_list(of.choices).active])
            if before:
                chooser.set_value(str(before))
            chooser.chosen.connect(lambda _value: self._say())
            return chooser
        text = "-".join(reversed(str(before).split("-"))) if before else ""
        editor = line(text, longest=40, placeholder=_("misalnya 20-11-2026"))
        editor.editingFinished.connect(self._say)
        return editor

    def _say(self) -> None:
        """Tell what is typed, where it is something new that can be read."""
        texts: dict[str, object] = {}
        for meaning, editor in self.fields.items():
            raw = editor.value if isinstance(editor, TypeAhead) else editor.text().strip()
            value, problems = read(field_of(meaning), raw)
            box = editor.parentWidget()
            if isinstance(box, FieldBox):
                box.say(problems[0].message if problems else "")
            if value is not None:
                texts[meaning] = value
        source = self.source.text().strip() or self._plan.source
        if source != self._plan.source or texts != dict(self._plan.common):
            self.said.emit(source, texts)

    def _chip(self, words: str, is_checked: bool, action: Callable[[], object]) -> QPushButton:
        chip = button(words, look="chip")
        chip.setCheckable(True)
        chip.setChecked(is_checked)
        chip.clicked.connect(lambda _checked=False: action())
        return chip

    def _sheet(self, place: int) -> QPushButton:
        assert self._plan.file is not None
        words = self._plan.file.sheets[place].name or _("Lembar {number}").format(number=place + 1)
        return self._chip(words, place == self._plan.sheet, partial(self.sheet_chosen.emit, place))


def _counted(plan: Plan, verdict: Verdict) -> Badge:
    words = _("{count} {verdict}").format(count=number(plan.counts[verdict]), verdict=_(verdict).lower())
    return Badge(words, TONES[verdict])


def _row(items: Sequence[QWidget]) -> QWidget:
    holder = QWidget()
    holder.setLayout(Flow(items))
    return holder
