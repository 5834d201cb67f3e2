"""Beside the form: what stands around the chosen cell, which figure it gets, of whom, of which time, and its value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from ppo_desktop.core.text import _, number
from ppo_desktop.gui.design import tokens
from ppo_desktop.gui.design.fields import FieldBox
from ppo_desktop.gui.design.painting import Type
from ppo_desktop.gui.design.theme import theme
from ppo_desktop.gui.design.typeahead import Option, TypeAhead
from ppo_desktop.gui.design.widgets import Card, button, label
from ppo_desktop.operations.tables.figure_values import ALL, BELOW, PERIODS, FigureValues, of_words
from ppo_desktop.operations.tables.pointing import Down, Pointing
from ppo_desktop.reports.foreign_form import FormSheet, Place, cell_name

_PROPOSED = 190
"""Width of the words of a proposal."""
_OWN = "own"
"""A ``TypeAhead`` has no empty value."""


class Panel(Card):
    """The chosen cell."""

    changed = Signal()
    """A cell was pointed, or is not any more."""
    done = Signal()
    """A figure was chosen: back to the form."""
    wants_down = Signal()
    refused = Signal(str)
    """Why the chosen cell was not pointed, where a key asked for it."""

    def __init__(self) -> None:
        super().__init__(spacing=8, margins=12)
        self._pointing: Pointing | None = None
        self._values: FigureValues | None = None
        self._sheet: FormSheet | None = None
        self._place: Place = (0, 0)
        self._allowed: set[tuple[str, str]] = set()
        """Cells whose formula may give way."""
        self.setAccessibleName(_("Sel yang dipilih"))
        self._head, self._around = label("", "heading"), label("", "soft")
        self.figure, self.of, self.period = TypeAhead(), TypeAhead(), TypeAhead()
        self.figure.setPlaceholderText(_("Ketik, misalnya “berangkat”"))
        self.figure.chosen.connect(self._choose)
        self.of.chosen.connect(lambda _value: self._again())
        self.period.chosen.connect(lambda _value: self._again())
        self._likeliest = ""
        self.proposed = button("", self.take_proposal, look="link", icon_name="check")
        self._figure_box = FieldBox(_("Angka"), self.figure)
        self._of_box, self._period_box = FieldBox(_("Dari kantor"), self.of), FieldBox(_("Masa"), self.period)
        self._formula = label("", "warning")
        self.over = button(_("Ganti rumusnya"), self._allow, look="quiet", icon_name="pencil")
        self._value, self._remark = label("", "strong"), label("", "warning")
        self.down = button("", self.wants_down.emit, icon_name="arrow-down")
        self.empty = button(_("Kosongkan sel"), self.clear_cell, look="link", icon_name="x")
        for part in (self._head, self._around, self._formula, self.over, self._figure_box, self.proposed, self._value,
                     self._remark, self.down, self._of_box, self._period_box, self.empty):  # fmt: skip
            self.body.addWidget(part)
        self.body.addStretch(1)

    # ------------------------------------------------------------------------------- what it is about

    def begin(self, pointing: Pointing, values: FigureValues | None) -> None:
        """Another form, or the figures have come."""
        self._pointing, self._values = pointing, values
        names = [Option(code, name) for code, name in pointing.offices.items() if code != pointing.office.code]
        several = [Option(which, _upper(of_words(pointing.office, which))) for which in (BELOW, ALL)]
        self.of.set_options([*several, Option(_OWN, _upper(of_words(pointing.office, ""))), *names])
        self.period.set_options([Option(name, _(words)) for name, words in PERIODS.items()])
        if self._sheet:
            self.tell(self._sheet, self._place)

    def tell(self, sheet: FormSheet, place: Place) -> None:
        """Show a cell."""
        self._sheet, self._place = sheet, place
        pointing = self._pointing
        if pointing is None:
            return
        one, held = pointing.at(sheet, place), sheet.at(place)
        labels = [words for words in (sheet.row_label(place), sheet.column_label(place)) if words]
        self._head.setText(_("Sel {cell}").format(cell=cell_name(place)))
        self._around.setText(" — ".join(labels) or _("Tidak ada kata di kiri atau di atasnya."))
        formula = held.text if held and held.is_formula else ""
        is_bound = bool(held and held.is_bound)
        is_open = not is_bound and (not formula or self._may_give_way)
        self._formula.setText(_formula_words(formula, is_bound=is_bound, gives_way=is_open))
        self._formula.setVisible(bool(formula) or is_bound)
        self.over.setVisible(bool(formula) and not is_open and not is_bound)
        self._figure_box.setVisible(is_open)
        self._offer(pointing.proposals(sheet, place) if is_open and one is None else [])
        self.figure.set_value(one.figure if one else "")
        of = one.of if one else pointing.usual_of(sheet, place)
        self.of.set_value(of or _OWN)
        self.period.set_value(one.period if one else "month")
        known = pointing.offered.get(one.figure) if one else None
        is_counted = is_open and not (known and known.is_fact)
        self._of_box.setVisible(is_counted and pointing.has_below)
        self._period_box.setVisible(is_counted)
        self._tell_value()
        self._offer_down(pointing.down(sheet, place))
        self.empty.setVisible(one is not None)

    @property
    def _may_give_way(self) -> bool:
        """Whether somebody said that the formula of the chosen cell does."""
        if self._sheet is None or self._pointing is None:
            return False
        one = self._pointing.at(self._sheet, self._place)
        return (self._sheet.name, cell_name(self._place)) in self._allowed or bool(one and one.over_formula)

    def _offer(self, proposals: Sequence[str]) -> None:
        """What fits the words around it stands first in the list, the likeliest on a button."""
        assert self._pointing is not None, "shown"
        offered = self._pointing.offered
        self._likeliest = proposals[0] if proposals else ""
        ordered = [*proposals, *(id_ for id_ in offered if id_ not in proposals)]
        self.figure.set_options([Option(id_, offered[id_].words) for id_ in ordered])
        self.proposed.setVisible(bool(proposals))
        if proposals:
            words = offered[proposals[0]].words
            told = Type(tokens.SMALL).fitting(words, theme().px(_PROPOSED))
            self.proposed.setText(f"\N{EN SPACE}{told}  (Ctrl+U)")
            self.proposed.setToolTip(words)
            self.proposed.setAccessibleName(_("Pakai usulan: {figure}").format(figure=words))

    def _offer_down(self, down: Down) -> None:
        self.down.setVisible(bool(down.cells))
        count = number(len(down.cells))
        self.down.setText("\N{EN SPACE}" + _("Isi {count} baris ke bawah").format(count=count) + "  (Ctrl+D)")
        self.down.setAccessibleName(_("Isi ke bawah untuk semua desa, {count} baris").format(count=count))

    def _tell_value(self) -> None:
        pointing, sheet = self._pointing, self._sheet
        one = pointing.at(sheet, self._place) if pointing and sheet else None
        found = self._values.value(one.figure, one.of, one.period) if self._values and one else None
        text = _("tidak ada data") if found is None or found.value is None else shown(found.value)
        month = self._values.month.label if self._values else ""
        self._value.setText(_("{month}: {value}").format(month=month, value=text))
        self._value.setVisible(found is not None)
        self._remark.setText(found.remark if found else "")
        self._remark.setVisible(bool(found and found.remark))

    # ------------------------------------------------------------------------------- hands

    def ask(self, typed: str = "") -> None:
        """The keyboard goes to the figures; a letter typed on the form begins them."""
        if self.over.isVisible():
            self.over.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._figure_box.isVisible():
            self.figure.setFocus(Qt.FocusReason.OtherFocusReason)
            self.figure.selectAll()
            if typed:
                self.figure.insert(typed)
                self.figure.textEdited.emit(typed)
            else:
                self.figure.show_all()

    def take_proposal(self) -> None:
        """The likeliest figure, or why there is none."""
        if self._likeliest and self.proposed.isVisible():
            self._choose(self._likeliest)
        elif self._pointing and self._sheet:
            self.refused.emit(self._why_no_proposal(self._pointing, self._sheet))

    def _why_no_proposal(self, pointing: Pointing, sheet: FormSheet) -> str:
        if pointing.at(sheet, self._place):
            return _("Sel ini sudah diarahkan; Del mengosongkannya.")
        if not self._figure_box.isVisible():
            return self._formula.text()
        return _("Tidak ada usulan untuk sel ini; tekan Enter untuk mencari angkanya.")

    def clear_cell(self) -> None:
        """The chosen cell gets nothing any more."""
        if self._pointing and self._sheet and self._pointing.clear(self._sheet, self._place):
            self._allowed.discard((self._sheet.name, cell_name(self._place)))
            self.changed.emit()
            self.tell(self._sheet, self._place)
            self.done.emit()

    def _allow(self) -> None:
        assert self._sheet is not None, "a button of a cell"
        self._allowed.add((self._sheet.name, cell_name(self._place)))
        self.tell(self._sheet, self._place)
        self.ask()

    def _choose(self, figure: str) -> None:
        if not figure:
            return
        self._point(figure)
        self.done.emit()

    def _again(self) -> None:
        """Of another office or time."""
        pointing, sheet = self._pointing, self._sheet
        one = pointing.at(sheet, self._place) if pointing and sheet else None
        if pointing and one and one.figure in pointing.offered:
            self._point(one.figure)

    def _point(self, figure: str) -> None:
        pointing, sheet = self._pointing, self._sheet
        if pointing is None or sheet is None:
            return
        is_fact = pointing.offered[figure].is_fact
        of = "" if self.of.value == _OWN or not pointing.has_below else self.of.value
        of = "" if is_fact and of in (BELOW, ALL) else of
        period = "month" if is_fact else self.period.value or "month"
        pointing.point(sheet, self._place, figure, of, period, over=self._may_give_way)
        self.changed.emit()
        self.tell(sheet, self._place)


def shown(value: int | str) -> str:
    """As the grid shows a value."""
    return number(value) if isinstance(value, int) else value


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _formula_words(formula: str, *, is_bound: bool, gives_way: bool) -> str:
    if is_bound:
        return _("Sel ini dipakai bersama sel lain (rumus bersama, atau judul tabel Excel) dan tidak dapat diganti.")
    if gives_way:
        return _("Rumus {formula} akan diganti dengan angka.").format(formula=formula)
    return _("Sel ini berisi rumus {formula}: formulir menghitungnya sendiri.").format(formula=formula)
