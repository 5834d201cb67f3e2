"""Pointing the cells of a form to figures: what is put forward for a cell, and a whole column at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.offices import Level, name_of, parent
from ppo_desktop.core.text import _
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.tables import figure_values
from ppo_desktop.operations.tables.figure_values import ALL, BELOW, Offered
from ppo_desktop.reports import form_guess
from ppo_desktop.reports.foreign_form import Form, FormSheet, Place, Pointed, bare, cell_name, office_lines, place_of

FEWEST_LINES = 2
"""Lines with names of offices from which a whole column is offered."""


class Down(Struct, frozen=True):
    """What pointing a whole column would do."""

    cells: tuple[Pointed, ...]
    formulas: int = 0
    """Lines that are left as they are, because a formula stands there."""
    without_line: tuple[str, ...] = ()
    """Offices beside those that are named of which the form has no line."""


class Pointing:
    """The cells of one form, as they are pointed now."""

    def __init__(self, office: Office, form: Form, cells: Iterable[Pointed] = ()) -> None:
        self.office, self.form = office, form
        self.cells: dict[tuple[str, str], Pointed] = {one.key: one for one in cells}

    @cached_property
    def offered(self) -> Mapping[str, Offered]:
        """Every figure and fact."""
        return figure_values.offered()

    @cached_property
    def offices(self) -> Mapping[str, str]:
        """Code → name of the offices a line may be about; this one too."""
        own = self.office.code
        return {own: name_of(own), **figure_values.offices_below(self.office)}

    @property
    def has_below(self) -> bool:
        """Whether a figure may be about other offices than this one."""
        return self.office.identity.level is not Level.VILLAGE

    @property
    def ordered(self) -> list[Pointed]:
        """Sheet by sheet, row by row."""
        sheets = {sheet.name: place for place, sheet in enumerate(self.form.sheets)}
        return sorted(self.cells.values(), key=lambda one: (sheets.get(one.sheet, 0), place_of(one.cell) or (0, 0)))

    def at(self, sheet: FormSheet, place: Place) -> Pointed | None:
        """What a cell is pointed to."""
        return self.cells.get((sheet.name, cell_name(place)))

    # ------------------------------------------------------------------------------- what is put forward

    def office_of(self, sheet: FormSheet, place: Place) -> str:
        """Code of the office whose name stands in the line of a cell; ``""`` where none or several do."""
        names = {bare(words) for _at, words in sheet.words_left(place)}
        found = [code for code, name in self.offices.items() if bare(name) in names]
        return found[0] if len(found) == 1 else ""

    def usual_of(self, sheet: FormSheet, place: Place) -> str:
        """Whom a figure in that cell is about, as long as nobody says otherwise."""
        if not self.has_below:
            return ""
        named = self.office_of(sheet, place)
        return BELOW if not named or named == self.office.code else named

    def proposals(self, sheet: FormSheet, place: Place) -> list[str]:
        """The figures whose words fit those around a cell, the likeliest first."""
        words = {id_: one.words for id_, one in self.offered.items()}
        column = sheet.column_label(place)
        named = bool(self.office_of(sheet, place))
        row = "" if named else sheet.row_label(place)
        wholes = (f"{row} {column}", row, column) if row and column else (row or column,)
        found = [id_ for whole in wholes for id_ in form_guess.proposals(whole, words)]
        return list(dict.fromkeys(found))[: form_guess.MOST]

    # ------------------------------------------------------------------------------- deeds

    def point(
        self, sheet: FormSheet, place: Place, figure: str, of: str, period: str, *, over: bool = False
    ) -> Pointed:
        """From now on the cell gets that figure. Args: over: a person said that its formula gives way."""
        place = sheet.first_of(place)
        held = sheet.at(place)
        made = Pointed(
            sheet.name,
            cell_name(place),
            figure,
            "" if of == self.office.code else of,
            period,
            over and bool(held and held.is_formula),
            sheet.row_label(place),
            sheet.column_label(place),
        )
        self.cells[made.key] = made
        return made

    def clear(self, sheet: FormSheet, place: Place) -> bool:
        """The cell gets nothing any more; whether it got something."""
        return self.cells.pop((sheet.name, cell_name(sheet.first_of(place))), None) is not None

    def down(self, sheet: FormSheet, place: Place) -> Down:
        """What the same figure would be in every line that names an office below; ``Down(())`` it is not offered."""
        one = self.at(sheet, place)
        named = self.office_of(sheet, place)
        if one is None or not named or one.of in (BELOW, ALL) or not self.has_below:
            return Down(())
        lines = office_lines(sheet, place, self.offices)
        if len(lines) < FEWEST_LINES:
            return Down(())
        cells, formulas = [], 0
        for code, at in sorted(lines.items()):
            held = sheet.at(at)
            if held and held.is_formula:
                formulas += 1
                continue
            of = "" if code == self.office.code else code
            labels = (sheet.row_label(at), sheet.column_label(at))
            cells.append(replace(one, cell=cell_name(at), of=of, row_label=labels[0], column_label=labels[1]))
        inside = {parent(code) for code in lines if code != self.office.code}
        missing = [name for code, name in self.offices.items() if code not in lines and parent(code) in inside]
        return Down(tuple(cells), formulas, tuple(missing))

    def take(self, cells: Sequence[Pointed]) -> None:
        """Point all of these."""
        self.cells |= {one.key: one for one in cells}

    # ------------------------------------------------------------------------------- words

    def words(self, one: Pointed) -> str:
        """``Berangkat, laki-laki; Desa Sempalai; Januari sampai bulan itu``."""
        known = self.offered.get(one.figure)
        told = [known.words if known else _("angka yang tidak dikenal versi ini")]
        if self.has_below and known and not known.is_fact:
            told.append(figure_values.of_words(self.office, one.of))
        if one.period != "month":
            told.append(_(figure_values.PERIODS[one.period]))
        return "; ".join(told)
