"""Who may be recorded twice: suspected pairs, and what somebody decided about a pair.

A decision is a record of the office that decides (``records.same_person``); it can be undone like any other. Neither
record of the pair is changed. Where both are the deciding office's own, its lists show the main one alone.

Of each record no more is shown than elsewhere (``sight``): at an office above, names that are veiled stay veiled here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from weakref import WeakKeyDictionary

from msgspec import Struct

from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import _
from ppo_desktop.operations.books import recording, suggesting
from ppo_desktop.operations.books.recording import Saved
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.records import likeness
from ppo_desktop.records.likeness import Likeness
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.same_person import SAME, SAME_PERSON
from ppo_desktop.storage import candidates, decided, journal_store, rows
from ppo_desktop.storage.candidates import Candidate, KeyPair
from ppo_desktop.storage.database import Connection, Database
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.rows import Row

Tick = Callable[[int, int], None]


class Party(Struct, frozen=True):
    """One record of a pair."""

    owner: str
    record: str
    """``""`` where it is not held here."""
    values: Row
    """As it may be shown."""

    @property
    def title(self) -> str:
        return PERSON.called(self.values) if self.values else _("Warga yang dicatat {office}").format(office=self.place)

    @property
    def detail(self) -> str:
        return PERSON.detail_of(self.values)

    @property
    def place(self) -> str:
        return name_of(self.owner)

    @property
    def key(self) -> RecordKey:
        return self.owner, self.record


class Pair(Struct, frozen=True):
    """Two records that may be one person's."""

    one: Party
    other: Party
    likeness: Likeness


class Decision(Struct, frozen=True):
    """What an office decided about a pair."""

    office: str
    record: str
    """Id of the decision."""
    is_same: bool
    main: Party
    other: Party
    note: str
    author: str
    changed_at: str


def why_not(office: Office) -> str:
    """Why whoever is at the keyboard does not compare records; ``""``: they may."""
    return "" if access.may_look(office) else _("Dugaan ganda hanya dibuka oleh petugas dan pimpinan.")


def suspected(office: Office, tick: Tick = lambda _done, _total: None) -> list[Pair]:
    """The pairs about which nobody has decided yet, of all offices whose records are held here; the likeliest first.

    Raises:
        Refused: this role may not, as in all that follows here.
    """
    _demand_allowed(office)
    with office.database.reading() as connection:
        found = _undecided(connection, office, tick)
        read = rows.some(connection, PERSON, {key for _how, pair in found for key in pair})
        shown = sight(connection, office).shown(PERSON, read)
    pairs = [(how, *_fuller_first(read, pair)) for how, pair in found]
    return [Pair(party(shown, one), party(shown, other), how) for how, one, other in pairs]


def count(office: Office) -> int:
    """How many pairs ``suspected`` finds."""
    with office.database.reading() as connection:
        return len(_undecided(connection, office))


def about(office: Office, person: RecordKey) -> list[Pair]:
    """The undecided pairs of one person, who comes first in each."""
    _demand_allowed(office)
    with office.database.reading() as connection:
        seen = sight(connection, office)
        seen.demand(*person)
        values = rows.get(connection, PERSON, *person) or {}
        known = _decided(decided.about(connection, person))
        keys = [key for key in suggesting.offered(connection, values) if key != person]
        keys = [key for key in keys if _in_turn(person, key) not in known and key not in seen.closed]
        read = rows.some(connection, PERSON, {person, *keys})
        shown = seen.shown(PERSON, read)
    pairs = [
        Pair(party(shown, person), party(shown, key), likeness.likeness(values, read[key]))
        for key in read
        if key != person
    ]
    likely = [pair for pair in pairs if pair.likeness.points >= likeness.SUSPECTED]
    return sorted(likely, key=lambda pair: (-pair.likeness.points, pair.other.key))


def decide(office: Office, main: RecordKey, other: RecordKey, verdict: str, note: str = "") -> Saved:
    """Keep what somebody decided about a pair.

    Args:
        main: the record to be shown for both, where they are found to be one.
        other: its id is empty where only the office that holds it is known.

    Raises:
        Refused: a record that is not held here, or closed to whoever decides.
        Invalid: the pair is decided already, or one of the two stands for another.
    """
    typed: dict[str, object] = {
        "verdict": verdict,
        "main_office": main[0],
        "main": main[1],
        "other_office": other[0],
        "other": other[1] or None,
        "note": note or None,
    }
    _demand_allowed(office)
    with office.database.transaction() as connection:
        seen = sight(connection, office)
        for owner, record in (main, other):
            seen.demand(owner, record)
            if record and rows.get(connection, PERSON, owner, record) is None:
                raise recording.unknown(record)
        return recording.save_with(connection, office, SAME_PERSON, typed)


def decisions(office: Office) -> list[Decision]:
    """What was decided and stands, by us and by offices below, the newest first; nothing of closed records."""
    _demand_allowed(office)
    with office.database.reading() as connection:
        seen = sight(connection, office)
        found = [
            row for row in seen.open_ones(decided.all_of(connection)) if seen.closed.isdisjoint(decided.parties(row))
        ]
        read = rows.some(connection, PERSON, {key for row in found for key in decided.parties(row) if key[1]})
        shown = seen.shown(PERSON, read)
    return [
        Decision(
            office=row["office"],
            record=row["id"],
            is_same=row["verdict"] == SAME,
            main=party(shown, main),
            other=party(shown, other),
            note=row["note"] or "",
            author=row["author"],
            changed_at=row["changed_at"],
        )
        for row in found
        for main, other in [decided.parties(row)]
    ]


def _undecided(
    connection: Connection, office: Office, tick: Tick = lambda _done, _total: None
) -> list[tuple[Likeness, KeyPair]]:
    """The pairs of which whoever asks may see both; weighed anew only after something was written."""
    newest = journal_store.newest_number(connection)
    known = _weighed_last.get(office.database)
    if known is None or known[0] != newest:
        known = _weighed_last[office.database] = newest, _weighed(connection, tick)
    closed = sight(connection, office).closed
    return [found for found in known[1] if closed.isdisjoint(found[1])]


_weighed_last: WeakKeyDictionary[Database, tuple[int, list[tuple[Likeness, KeyPair]]]] = WeakKeyDictionary()
"""Number of the newest journal entry, and the pairs then."""


def _weighed(connection: Connection, tick: Tick) -> list[tuple[Likeness, KeyPair]]:
    """The undecided pairs that are likely enough, the likeliest first, then the newest."""
    pairs = dict.fromkeys(candidates.pairs_of_nik(connection))
    tick(1, 4)
    pairs |= dict.fromkeys(candidates.pairs_of_name(connection))
    tick(2, 4)
    pairs |= dict.fromkeys(pair for group in candidates.born_on_one_day(connection) for pair in _alike(group))
    tick(3, 4)
    known = _decided(decided.all_of(connection))
    undecided = [pair for pair in pairs if pair not in known]
    read = rows.some(connection, PERSON, {key for pair in undecided for key in pair}, likeness.FIELDS)
    weighed = [(likeness.likeness(read[one], read[other]), (one, other)) for one, other in undecided]
    likely = [(how, pair) for how, pair in weighed if how.points >= likeness.SUSPECTED]
    tick(4, 4)
    return sorted(likely, key=lambda found: (found[0].points, found[1]), reverse=True)


def _alike(persons: Sequence[Candidate]) -> Iterator[KeyPair]:
    """Pairs of one birthday whose names are alike; only those that share a word, a beginning or an end are compared."""
    sharing: dict[str, set[int]] = {}
    for place, person in enumerate(persons):
        name = person.name_key
        for part in (*name.split(), f"{name[:2]}…", f"…{name[-2:]}"):
            sharing.setdefault(part, set()).add(place)
    pairs = {pair for places in sharing.values() for pair in combinations(sorted(places), 2)}
    for one, other in pairs:
        if likeness.is_alike(persons[one].name_key, persons[other].name_key):
            yield _in_turn(persons[one].key, persons[other].key)


def _decided(found: Iterable[Row]) -> set[KeyPair]:
    return {_in_turn(*decided.parties(row)) for row in found}


def _fuller_first(read: Mapping[RecordKey, Row], pair: KeyPair) -> KeyPair:
    """The record that says more comes first, else the older one: most often it is the one to keep in sight."""
    one, other = pair
    said = [sum(value is not None for value in read[key].values()) for key in pair]
    return (one, other) if said[0] >= said[1] else (other, one)


def _in_turn(one: RecordKey, other: RecordKey) -> KeyPair:
    return (one, other) if one < other else (other, one)


def _demand_allowed(office: Office) -> None:
    if why := why_not(office):
        raise Refused("not-allowed", why, _("Minta petugas atau pimpinan melakukannya."))


def party(read: Mapping[RecordKey, Row], key: RecordKey) -> Party:
    """``read`` may lack it: the record was erased, or never held here."""
    return Party(*key, read.get(key, {}))
