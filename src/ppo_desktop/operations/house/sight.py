"""What of each record whoever is at the keyboard may see: the one place that decides, asked by every way of reading.

- A record can be *closed* to all but a few accounts (``closing``): the others see that there is one, nothing of it; so
  are the letters about it.
- Whom a record of an office below is about stays *veiled*: of people whose newest screening asks for help, and of those
  who may be recorded twice, the name is shown; of all others only after a reason was given and written down, to that
  account and for that day (UU 27/2022: no more than the task needs).

A row that is not shown whole has two more columns: ``CALLED``, what stands for its title, and ``HIDDEN``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import is_below, name_of
from ppo_desktop.core.text import _
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.instrument import BANDS
from ppo_desktop.records.kind import CALLED, HIDDEN, RecordKind
from ppo_desktop.records.letter import LETTER
from ppo_desktop.records.person import PERSON
from ppo_desktop.storage import closing_store, naming, opening_store, rows
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.rows import Row

NAMED_BANDS = frozenset(BANDS[2:])
"""The two upper ones."""
_NEEDED = ("sex", "born_on")
_BOOKKEEPING = frozenset({"office", "id", "version", "recorded_at", "changed_at", "author"})


class Sight(Struct, frozen=True):
    """What one person may see, as it stands while ``connection`` is open."""

    connection: Connection
    office: Office
    closed: frozenset[RecordKey]

    def demand(self, owner: str, record: str) -> None:
        """Raises ``Refused`` where the record is closed to whoever asks."""
        if (owner, record) in self.closed:
            raise _closed()

    def open_ones(self, found: Iterable[Row]) -> list[Row]:
        """The rows that are not closed."""
        return [row for row in found if (row["office"], row["id"]) not in self.closed]

    def shown(self, kind: RecordKind, found: Mapping[RecordKey, Row]) -> dict[RecordKey, Row]:
        """The rows as they may be shown; each has the column ``kind.about``, where there is one."""
        veiled = self._veiled(kind, found)
        read = rows.some(self.connection, PERSON, veiled.values(), _NEEDED) if veiled else {}
        return {
            key: _neutral(row)
            if key in self.closed
            else _masked(kind, row, read.get(veiled[key], {}))
            if key in veiled
            else row
            for key, row in found.items()
        }

    def one(self, kind: RecordKind, row: Row) -> Row:
        """As ``shown``, of one row."""
        (shown,) = self.shown(kind, {(row["office"], row["id"]): row}).values()
        return shown

    def counted(self, kind: RecordKind, found: list[Row]) -> list[Row]:
        """The rows for figures, in which every record counts: those of closed ones name nobody."""
        if not self.closed:
            return found
        return [_nameless(kind, row) if (row["office"], row["id"]) in self.closed else row for row in found]

    def _veiled(self, kind: RecordKind, found: Mapping[RecordKey, Row]) -> dict[RecordKey, RecordKey]:
        """Rows that do not tell who they are about → that person."""
        if not kind.about:
            return {}
        about = {
            key: (key[0], str(row[kind.about])) for key, row in found.items() if is_below(key[0], self.office.code)
        }
        if not about:
            return {}
        unknown = set(about.values()) - self._opened_today()
        unknown -= naming.banded(self.connection, unknown, NAMED_BANDS)
        unknown -= naming.doubled(self.connection, unknown)
        return {key: person for key, person in about.items() if person in unknown}

    def _opened_today(self) -> set[RecordKey]:
        return opening_store.reasoned_on(self.connection, self.office.user.name, today(self.office.clock).isoformat())


def sight(connection: Connection, office: Office) -> Sight:
    """What whoever is at the keyboard of ``office`` may see now."""
    seen = Sight(connection, office, frozenset())
    reached = closing_store.reached(connection)
    if not reached:
        return seen
    allowed = {closing.n: closing.allowed for closing in closing_store.standing(connection)}
    name = office.user.name
    closed = {key for key, by in reached.items() if any(name not in allowed[n] for n in by)}
    return replace(seen, closed=frozenset(closed | _letters_about(connection, closed)))


def _letters_about(connection: Connection, closed: Collection[RecordKey]) -> set[RecordKey]:
    """The letters that tell of records that are closed, though they belong to others."""
    links = [field.name for field in LETTER.fields if field.refers and not field.belongs]
    return {(row["office"], row["id"]) for link in links for row in rows.naming(connection, LETTER, link, closed, ())}


def demand_shown(row: Row) -> None:
    """Raises ``Refused`` for a row of which nothing is shown."""
    if is_closed(row):
        raise _closed()


def is_closed(row: Mapping[str, object]) -> bool:
    """Whether nothing of a row is shown."""
    return row.get(CALLED) == closed_words()


def why_hidden(row: Mapping[str, object]) -> str:
    """Why not all of a row is shown, and what to do; ``""`` where all is."""
    if is_closed(row):
        return _("Catatan ini ditutup untuk akun Anda.")
    return _("Namanya disembunyikan. Buka lembarnya dan tulis alasannya bila memang perlu.") if HIDDEN in row else ""


def closed_words() -> str:
    """What stands in the place of a closed record."""
    return _("Catatan tertutup")


def _neutral(row: Row) -> Row:
    return {
        **dict.fromkeys(row),
        "office": row["office"],
        "id": row["id"],
        CALLED: closed_words(),
        HIDDEN: frozenset(row),
    }


def _masked(kind: RecordKind, row: Row, person: Row) -> Row:
    """``Warga Desa Sempalai, P, 2001`` and what says nothing of the person."""
    whose = f"{_(kind.title)} {name_of(row['office'])}"
    told: Sequence[str] = (str(person.get("sex") or ""), str(person.get("born_on") or "")[:4])
    called = ", ".join((whose, *(part for part in told if part)))
    return {**_nameless(kind, row), CALLED: called, HIDDEN: kind.personal_names}


def _nameless(kind: RecordKind, row: Row) -> Row:
    """What stays is named, not what goes: there are columns beside the fields, such as a name as it sounds."""
    told = _BOOKKEEPING | (kind.by_name.keys() - kind.personal_names)
    return {name: value if name in told else None for name, value in row.items()}


def _closed() -> Refused:
    return Refused(
        "closed",
        _("Catatan ini ditutup untuk akun Anda."),
        _("Bila Anda memerlukannya, tanyakan kepada petugas lain di kantor ini."),
    )
