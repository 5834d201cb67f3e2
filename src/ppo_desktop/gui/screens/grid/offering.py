"""What a column of a grid offers while somebody types: a list of codes, or who may be meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from ppo_desktop.core.errors import PpoError
from ppo_desktop.gui.design.typeahead import Option
from ppo_desktop.gui.forms.choosing import options
from ppo_desktop.gui.forms.known import Known
from ppo_desktop.gui.forms.looking_up import options as people
from ppo_desktop.gui.screens.grid.entry import Entry
from ppo_desktop.operations.books import residents
from ppo_desktop.operations.books.batches import Column, Grid
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind as kind_named


class LookUp(Struct, frozen=True):
    """People who are searched for by what is typed."""

    search: Callable[[str], list[Option]]
    fills: Callable[[str], Mapping[str, str]]
    """What was chosen → key of a column → text."""

    def put(self, chosen: str, column: Column, entry: Entry, grid: Grid) -> None:
        """Who was chosen gives what ``column`` holds, and what is still empty in the row."""
        fills = self.fills(chosen)
        for each in grid.columns:
            if each.key in fills and (each == column or not entry.typed.get(each.key)):
                entry.type(each, fills[each.key])


def offered(office: Office, column: Column) -> Sequence[Option] | LookUp:
    """What ``column`` offers in this office."""
    kind = kind_named(column.kind)
    if column.field.choices:
        return options(column.field, Known(office, kind).frequent)
    if column.name == residents.KNOWN_BY[0] and residents.serves(office, kind) and residents.current(office):

        def fills(chosen: str) -> Mapping[str, str]:
            try:
                taken = residents.take(office, int(chosen))
            except PpoError:  # the list was replaced meanwhile; what is typed stays
                return {}
            return {f"{column.kind}.{name}": text for name, text in taken.fills.items()}

        return LookUp(lambda typed: people(residents.search(office, typed)), fills)
    return ()
