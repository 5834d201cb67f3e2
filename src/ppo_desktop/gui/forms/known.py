"""What a form asks the open office while somebody types: usual codes, people, names behind ids. Quick reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from ppo_desktop.core.clock import today
from ppo_desktop.gui.design.typeahead import Option
from ppo_desktop.operations.books import browsing, photos, suggesting
from ppo_desktop.operations.books.photos import Stored
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import is_closed
from ppo_desktop.records.field import Field, Values
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind as kind_named

MOST = 20
"""People offered at once."""


class Known(Struct, frozen=True):
    """The office behind one form of ``kind``."""

    office: Office
    kind: RecordKind

    @property
    def today(self) -> date:
        return today(self.office.clock)

    def frequent(self, field: Field) -> Sequence[str]:
        """The codes used most in a field of this kind."""
        return suggesting.frequent(self.office, self.kind, field.name)

    def search(self, kind_name: str, typed: str) -> list[Option]:
        """Records of ours that a reference may name, the newest first; none that are closed to whoever types."""
        kind = kind_named(kind_name)
        keys = browsing.ids(self.office, kind, owner=self.office.code, typed=typed, limit=MOST)
        found = browsing.window(self.office, kind, keys, tuple(kind.by_name))
        return [Option(row["id"], " · ".join(called(kind, row))) for row in found if row and not is_closed(row)]

    def photos(self, digests: Sequence[str]) -> Mapping[str, Stored]:
        """Those of the photos that are on this PC."""
        return photos.some(self.office, digests) if digests else {}

    def called(self, kind_name: str, record: str) -> tuple[str, str]:
        """Title and detail of a record of ours; the detail may be empty, both are where it is unknown."""
        kind = kind_named(kind_name)
        (row,) = browsing.window(self.office, kind, [(self.office.code, record)], tuple(kind.by_name))
        title, *detail = called(kind, row) if row else [""]
        return title, " · ".join(detail)


def called(kind: RecordKind, row: Values) -> list[str]:
    """Title and, where there is one, detail of a row."""
    return [part for part in (kind.called(row), "" if is_closed(row) else kind.detail_of(row)) if part]
