"""What of each record whoever is at the keyboard may see: the one place that decides, asked by every way of reading.

A record can be *closed* to all but a few accounts (``closing``): the others see that there is one, and nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.text import _
from ppo_desktop.operations.office import Office
from ppo_desktop.records.kind import CALLED, CLOSED, RecordKind
from ppo_desktop.storage import closing_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.rows import Row


@dataclass(frozen=True)
class Sight:
    """What one person may see, as it stands while one connection is open."""

    closed: frozenset[RecordKey]

    def demand(self, owner: str, record: str) -> None:
        """Raises ``Refused`` where the record is closed to whoever asks."""
        if (owner, record) in self.closed:
            raise _closed()

    def open_ones(self, found: Iterable[Row]) -> list[Row]:
        """The rows that are not closed."""
        return [row for row in found if (row["office"], row["id"]) not in self.closed]

    def shown(self, kind: RecordKind, found: Mapping[RecordKey, Row]) -> dict[RecordKey, Row]:  # noqa: ARG002 - kinds differ in what they show
        """The rows as they may be shown: of closed ones the key, ``CLOSED`` and ``CALLED``."""
        return {key: _neutral(row) if key in self.closed else row for key, row in found.items()}

    def counted(self, kind: RecordKind, found: list[Row]) -> list[Row]:
        """The rows for figures, in which every record counts: those of closed ones name nobody."""
        if not self.closed:
            return found
        return [_nameless(kind, row) if (row["office"], row["id"]) in self.closed else row for row in found]

    def title(self, kind: RecordKind, row: Row) -> str:
        """How one record is called for whoever asks."""
        ((_key, shown),) = self.shown(kind, {(row["office"], row["id"]): row}).items()
        return kind.called(shown)


def sight(connection: Connection, office: Office) -> Sight:
    """What whoever is at the keyboard of ``office`` may see now."""
    reached = closing_store.reached(connection)
    if not reached:
        return _EVERYTHING
    allowed = {closing.n: closing.allowed for closing in closing_store.standing(connection)}
    name = office.user.name
    return Sight(frozenset(key for key, by in reached.items() if any(name not in allowed[n] for n in by)))


def demand_shown(row: Row) -> None:
    """Raises ``Refused`` for a row of which nothing is shown."""
    if row.get(CLOSED):
        raise _closed()


_EVERYTHING = Sight(frozenset())


def _neutral(row: Row) -> Row:
    return {**dict.fromkeys(row), "office": row["office"], "id": row["id"], CLOSED: True, CALLED: closed_words()}


def _nameless(kind: RecordKind, row: Row) -> Row:
    return {name: None if name in kind.personal_names else value for name, value in row.items()}


def _closed() -> Refused:
    return Refused(
        "closed",
        _("Catatan ini ditutup untuk akun Anda."),
        _("Bila Anda memerlukannya, tanyakan kepada petugas lain di kantor ini."),
    )


def closed_words() -> str:
    """What stands in the place of a closed record."""
    return _("Catatan tertutup")
