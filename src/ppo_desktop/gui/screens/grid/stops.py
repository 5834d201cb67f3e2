"""Where Enter and the arrows stop in a row of a grid: what is shared, or known of a person, is passed by."""

from __future__ import annotations

from collections.abc import Callable

from ppo_desktop.gui.screens.grid.entry import Entry, State
from ppo_desktop.gui.screens.grid.model import GridModel


class Stops:
    """The columns of a ``GridModel`` the keyboard may be in."""

    def __init__(self, rows: GridModel, is_hidden: Callable[[int], bool]) -> None:
        self._rows, self._is_hidden = rows, is_hidden

    def open(self) -> list[int]:
        """All that can be typed into."""
        columns = range(self._rows.columnCount())
        return [number for number in columns if self._rows.is_typed(number) and not self._is_hidden(number)]

    def of(self, entry: Entry | None) -> list[int]:
        """Where Enter stops in a row."""
        return [number for number in self.open() if entry is not None and not self._is_passed_by(entry, number)]

    def _is_passed_by(self, entry: Entry, number: int) -> bool:
        rows = self._rows
        typed = rows.column(number)
        if typed is None:
            return False
        return rows.is_given(entry, typed) or (bool(rows.usual(typed, entry)) and typed.key not in entry.typed)

    def empty(self, entry: Entry | None) -> list[int]:
        """Where something is still to be typed in a row."""
        found = ((number, self._rows.column(number)) for number in self.of(entry))
        return [number for number, typed in found if typed and entry and not entry.typed.get(typed.key)]

    def first(self, entry: Entry | None) -> int:
        """Where a row is begun, or gone on with."""
        is_begun = entry is not None and entry.state is State.OPEN and not entry.is_empty
        empty = self.empty(entry) if is_begun else []
        return next(iter(empty or self.of(entry)), self._rows.answers_in)

    def first_of_all(self) -> int:
        """The first column typed into, whatever the row; -1 where none is."""
        return next((number for number in range(self._rows.columnCount()) if self._rows.column(number)), -1)

    def beside(self, entry: Entry | None, column: int, step: int, *, everywhere: bool = False) -> int | None:
        """The next stop in a direction, 1 or -1.

        Args:
            everywhere: also where Enter passes by.
        """
        stops = self.open() if everywhere else self.of(entry)
        beyond = [number for number in stops if (number - column) * step > 0]
        return (beyond[0] if step > 0 else beyond[-1]) if beyond else None
