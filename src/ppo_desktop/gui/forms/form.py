"""The form of a record kind: its groups as sections, its fields as cells in one column or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby, takewhile

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ppo_desktop.core.errors import Problem
from ppo_desktop.core.text import _
from ppo_desktop.gui.design.following import Following
from ppo_desktop.gui.design.tabbing import last_stop_in, tab_after
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.widgets import Card, clear, label
from ppo_desktop.gui.forms.cell import Cell
from ppo_desktop.gui.forms.editor import Editor
from ppo_desktop.gui.forms.known import Known
from ppo_desktop.gui.forms.making import editor
from ppo_desktop.gui.forms.offers import Offer, offers, told
from ppo_desktop.gui.forms.photos import PhotosEditor
from ppo_desktop.gui.forms.reasons import ReasonLine
from ppo_desktop.gui.forms.refer import ReferEditor
from ppo_desktop.gui.forms.section import BELOW, Section, put
from ppo_desktop.gui.forms.skipping import Skipping
from ppo_desktop.records.checking import REASONS
from ppo_desktop.records.field import Field
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.reading import read

TWO_COLUMNS_FROM, TWO_COLUMNS_IN = 1100, 600
"""Widths of window and form in pixels at 100 %."""
AT_ONCE = 12
"""Fields in sight from the first paint on, more than a screen of them; the sections below follow one by one."""


def form_fields(kind: RecordKind) -> list[Field]:
    """The fields a person fills in, in the order of the form."""
    return [field for field in kind.fields if field.group and not field.derived]


class RecordForm(QWidget):
    """What a person types about one record; what of it differs from how it was opened."""

    changed = Signal()
    wants_new = Signal(str, str)
    """A field that refers to a record not there yet, and what was typed in it."""
    moving, moved = Signal(), Signal()
    """Fields come into sight or go out of it; between the two everything gets its new place."""
    wants_photos = Signal(object, object)
    """The editor that is to hold them, and paths of files."""
    to_see = Signal(object)
    """Something came that is to be seen, though the keyboard may be elsewhere."""

    def __init__(self, kind: RecordKind, known: Known) -> None:
        super().__init__()
        self.kind = kind
        self._known = known
        self._reasons: dict[str, str] = {}
        self._begun_with: dict[str, str] = {}
        self._general: list[ReasonLine] = []
        self._columns = 0
        self.cells: dict[str, Cell] = {}
        self._albums: list[PhotosEditor] = []
        self._sections: list[Section] = []
        self._folded: set[Section] = set()
        self._following = Following(self)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(12))
        self._about_all = Card(_("Tentang catatan ini"))
        self._about_all.hide()
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(theme().px(BELOW))
        self._about_all.body.addLayout(self._remarks)
        inside.addWidget(self._about_all)
        for group, fields in groupby(form_fields(kind), key=lambda field: field.group):
            is_below = sum(len(section.cells) for section in self._sections) >= AT_ONCE
            section = Section(_(group), [self._cell(field) for field in fields])
            if is_below:
                self._folded.add(section)
                self._following.add(*(partial(_make_ready, cell) for cell in section.cells))
                self._following.add(partial(self._unfold, section))
                section.hide()  # Qt gives style and place to widgets only when they are shown
            else:
                section.arrange()
            self._sections.append(section)
            inside.addWidget(section)
        inside.addStretch(1)
        self.skipping = Skipping(kind, self.cells)
        self.skipping.rearranged.connect(self._rearrange)
        self.skipping.answered.connect(self.changed)

    def _cell(self, field: Field) -> Cell:
        cell = self.cells[field.name] = Cell(field, self._editor)
        cell.changed.connect(self._changed)
        cell.reason_changed.connect(self.changed)
        cell.filled.connect(self._take_offer)
        cell.came.connect(self._into_line)
        return cell

    def _into_line(self, cell: Cell) -> None:
        """Tab comes by a field right after the one above it, whichever was made first."""
        above = [one for one in takewhile(lambda each: each is not cell, self.cells.values()) if one.is_ready]
        if above and above[-1].window() is cell.window():  # in a form that is being made they are in order
            tab_after(last_stop_in(above[-1]), cell.editor)

    def _editor(self, field: Field) -> Editor:
        made = editor(field, self._known)
        if isinstance(made, ReferEditor):
            made.wants_new.connect(lambda typed: self.wants_new.emit(field.name, typed))
        if isinstance(made, PhotosEditor):
            made.picked.connect(lambda paths: self.wants_photos.emit(made, paths))
            made.came.connect(self.to_see)
            made.consider(self.everything())
            self._albums.append(made)
        return made

    # ------------------------------------------------------------------------------- values

    def load(self, values: Mapping[str, object], *, is_new: bool) -> None:
        """Show a record, or the first values of a new one; from here on counts what is changed."""
        self._reasons = dict(reasons) if isinstance(reasons := values.get(REASONS), Mapping) else {}
        for name, cell in self.cells.items():
            cell.load(values.get(name))
            belongs = cell.field.belongs and not is_new and values.get(name)
            if belongs and isinstance(owner := cell.editor, ReferEditor):
                owner.fix()
                cell.rest()
        self.skipping.accept()
        self._consider()

    def fill(self, typed: Mapping[str, object]) -> None:
        """Put what was typed before, or elsewhere, over what is shown."""
        for name, value in typed.items():
            if name in self.cells:
                self.cells[name].set_value(value)
                self._tell(name)
        if isinstance(reasons := typed.get(REASONS), Mapping):
            self._reasons |= dict(reasons)
        self.skipping.accept()
        self._consider()

    def begin(self) -> None:
        """The form is open, with what it was filled with; from here on counts what a person does."""
        self._begun_with = self.reasons()
        for cell in self.cells.values():
            cell.begin()

    @property
    def is_touched(self) -> bool:
        """Whether a person typed something that still stands there."""
        return self.reasons() != self._begun_with or any(cell.is_touched for cell in self.cells.values())

    def _consider(self) -> None:
        """Whether a photo counts as showing minors depends on what else is said of the event."""
        for album in self._albums:
            album.consider(self.everything())

    def everything(self) -> dict[str, object]:
        """Every field that holds something."""
        return {name: value for name, cell in self.cells.items() if (value := cell.value) is not None}

    def typed(self) -> dict[str, object]:
        """Every field that differs from how the form was opened, and the reasons that were typed.

        With a day goes the hour that stands beside it, as it is seen.
        """
        changes = {name: cell.value for name, cell in self.cells.items() if cell.is_changed}
        changes |= {name: cell.value for name, cell in self.cells.items() if cell.field.hour_of in changes}
        reasons = self.reasons()
        return changes | ({REASONS: reasons} if reasons else {})

    def reasons(self) -> dict[str, str]:
        """Warning code → reason, those the record had already included."""
        return {**self._reasons, **{line.code: line.text for line in self._lines() if line.text}}

    def _lines(self) -> list[ReasonLine]:
        return self._general + [line for cell in self.cells.values() for line in cell.reasons]

    # ------------------------------------------------------------------------------- judging

    def check_format(self, name: str) -> None:
        """Say of one field, which was just left, whether it can be read."""
        cell = self.cells[name]
        cell.rest()
        self._tell(name)
        self.skipping.follow(name, is_done=True)
        if not cell.problems:  # what a save said stands until the field is changed
            _value, remarks = read(cell.field, cell.value)
            cell.judge([*self._complaint(cell), *(remark for remark in remarks if not remark.is_warning)], {})
        self._align()

    def complaints(self) -> list[Problem]:
        """What only the editors know to be wrong."""
        self.unfold()
        return [found for cell in self.cells.values() for found in self._complaint(cell)]

    def _complaint(self, cell: Cell) -> list[Problem]:
        name, complaint = cell.field.name, cell.complaint
        return [Problem(name, f"{name}-incomplete", complaint)] if complaint else []

    def judge(self, problems: Sequence[Problem]) -> None:
        """Show each problem at its field, and above all fields what is about none of them."""
        self.unfold()
        self._reasons = self.reasons()
        for name, cell in self.cells.items():
            mine = [found for found in problems if found.field == name]
            if mine or cell.problems:
                cell.judge(mine, self._reasons)
                self.skipping.follow(name, is_done=True)
        clear(self._remarks)
        self._general = []
        for found in problems:
            if found.field not in self.cells:
                self._remark(found)
        self._about_all.setVisible(self._remarks.count() > 0)
        self._align()

    def _remark(self, found: Problem) -> None:
        if not found.is_warning:
            self._remarks.addWidget(label(found.message, "error"))
            return
        line = ReasonLine(found, self._reasons.get(found.code, ""), says_what=True)
        line.changed.connect(self.changed)
        self._general.append(line)
        self._remarks.addWidget(line)

    def standing(self) -> list[Problem]:
        """The problems said at fields that still wait for a person."""
        waiting = {line.code for line in self._lines() if not line.text}
        said = [found for cell in self.cells.values() for found in cell.problems]
        said += [line.problem for line in self._general]
        return [found for found in said if not found.is_warning or found.code in waiting]

    def troubled(self) -> list[Cell | ReasonLine]:
        """Where the keyboard must go, in order: fields with errors, lines that wait for a reason."""
        found: list[Cell | ReasonLine] = [line for line in self._general if not line.text]
        for cell in self.cells.values():
            if any(not problem.is_warning for problem in cell.problems):
                found.append(cell)
            found += [line for line in cell.reasons if not line.text]
        return found

    def place_of(self, problem: Problem) -> Cell | ReasonLine | None:
        """Where a problem is settled."""
        line = next((line for line in self._lines() if line.code == problem.code), None)
        return line or self.cells.get(problem.field)

    # ------------------------------------------------------------------------------- typing

    def _changed(self, name: str) -> None:
        cell = self.cells[name]
        if cell.problems and not cell.reasons:
            cell.judge((), {})  # what was said of the old typing no longer holds; leaving the field says the new
        self._look_for_offers(name)
        self.skipping.follow(name, is_done=cell.is_settled)
        self._consider()
        self.changed.emit()

    def _look_for_offers(self, name: str) -> None:
        self.cells[name].offer(offers(self.kind, name, self.everything(), self._known.today))
        self._tell(name)
        self._align()

    def offer(self, name: str, *offered: Offer) -> None:
        """Offer something for one field that is still empty."""
        if self.cells[name].value is None:
            self.cells[name].offer(offered)
            self._align()

    def _tell(self, name: str) -> None:
        """Say below the label what more is known of a value than its reading."""
        if words := told(self.kind, name, self.everything(), self._known.today):
            self.cells[name].tell(words)

    def _take_offer(self, fills: Mapping[str, object]) -> None:
        for name, value in fills.items():
            if self.cells[name].value is None:
                self.cells[name].set_value(value)
                self.skipping.follow(name, is_done=True)
        for cell in self.cells.values():
            cell.offer(())
        self.changed.emit()
        self._align()
        next(iter(self.cells[name] for name in fills)).focus()

    # ------------------------------------------------------------------------------- the keyboard

    def cell_of(self, widget: QWidget | None) -> Cell | None:
        """The cell a widget is in."""
        while widget is not None and not isinstance(widget, Cell):
            widget = widget.parentWidget()
        return widget

    def after(self, focused: QWidget) -> QWidget | None:
        """Where Enter goes from ``focused``; ``None`` after the last field."""
        self.unfold()
        self._settle(focused)
        stops: list[QWidget] = [line.line for line in self._general]
        for cell in self.cells.values():
            stops += cell.stops()
        here = [place for place, stop in enumerate(stops) if stop is focused or stop.isAncestorOf(focused)]
        return stops[here[-1] + 1] if here and here[-1] + 1 < len(stops) else None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to what applies after the answer it leaves."""
        if (focused := QApplication.focusWidget()) is not None:
            self._settle(focused)
        return super().focusNextPrevChild(forward)

    def _settle(self, focused: QWidget) -> None:
        if (cell := self.cell_of(focused)) is not None:
            self.skipping.follow(cell.field.name, is_done=True)

    # ------------------------------------------------------------------------------- two columns or one

    def showEvent(self, event: QShowEvent) -> None:
        """Give everything its place before it is painted: else it would be seen squeezed into the window first."""
        super().showEvent(event)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _unfold(self, section: Section) -> None:
        self._folded.discard(section)
        if not section.is_empty:
            section.arrange(self._columns)
            section.show()
            section.align()
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # or it is seen squeezed for a moment

    def unfold(self) -> None:
        """Show all sections now: somebody goes to a field."""
        self._following.finish()

    def _rearrange(self) -> None:
        """Some fields are skipped now, others are not any more; what stands before the eyes stays where it is."""
        self.moving.emit()
        for section in self._sections:
            if section.is_other and section not in self._folded:
                section.arrange(self._columns)
                put(section, not section.is_empty)
        self._align()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where they fit."""
        super().resizeEvent(event)
        px = theme().px
        fits_two = self.window().width() >= px(TWO_COLUMNS_FROM) and self.width() >= px(TWO_COLUMNS_IN)
        columns = 2 if fits_two else 1
        if columns != self._columns:
            self._columns = columns
            for section in self._sections:
                if section not in self._folded:
                    section.arrange(columns)
        self._align()

    def _align(self) -> None:
        for section in self._sections:
            if not section.isHidden():
                section.align()


def _make_ready(cell: Cell) -> None:
    if not cell.is_skipped:
        cell.ready()
