"""Suggesting: what this office usually writes in a field, and who may already be recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from ppo_desktop.core.offices import name_of
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.records import likeness
from ppo_desktop.records.field import Values
from ppo_desktop.records.kind import CALLED, RecordKind
from ppo_desktop.records.likeness import Likeness
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.reading import read as read_value
from ppo_desktop.records.rules import text_of
from ppo_desktop.storage import candidates, decided, listing, rows
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.rows import Row

RECENT = 300
"""So many of the newest rows of an office tell what is usual there."""
MOST_TWINS = 8
MOST_NAMED = 200
"""Persons of one name that are weighed."""


class PossibleTwin(Struct, frozen=True):
    """Somebody recorded already who may be the person in the form."""

    owner: str
    record: str
    title: str
    detail: str
    """One line that tells people of one name apart."""
    likeness: Likeness


def frequent(office: Office, kind: RecordKind, field: str, most: int = 8) -> list[str]:
    """The codes, or texts, this office used most of late in a field, the most used first; of one use the newest.

    Of lists and mappings each code counts. Derived and numeric fields have none.
    """
    with office.database.reading() as connection:
        closed = sight(connection, office).closed
        values = listing.recent_values(connection, kind, office.code, field, RECENT, closed)
    used = Counter(text for value in values for text in _texts(value))
    return [text for text, _times in used.most_common(most)]  # Counter keeps the order of first meeting: newest


def alike(office: Office, typed: Mapping[str, object], record: str | None = None) -> list[PossibleTwin]:
    """Persons, ours or of offices below, who may be the one in a form, for a clerk to look at; the likeliest first.

    Args:
        typed: the person's form; the fields of ``likeness.FIELDS`` count, unreadable ones as empty.
        record: id of the person being changed, who is no twin of their own, nor of those about whom it is decided.
    """
    values = {name: _typed(typed, name) for name in likeness.FIELDS}
    with office.database.reading() as connection:
        seen = sight(connection, office)
        passed_by = seen.closed | _settled(connection, office, record)
        found = dict.fromkeys(key for key in offered(connection, values) if key not in passed_by)
        read = rows.some(connection, PERSON, found)
        weighed = {key: likeness.likeness(values, read[key]) for key in found}
        twins = [key for key in found if weighed[key].points >= likeness.WORTH_A_LOOK]
        twins = sorted(twins, key=lambda key: -weighed[key].points)[:MOST_TWINS]
        shown = seen.shown(PERSON, {key: read[key] for key in twins})
    return [_twin(office, shown[key], weighed[key]) for key in twins]


def _settled(connection: Connection, office: Office, record: str | None) -> set[RecordKey]:
    """A person of ours, and all who were compared with them."""
    if record is None:
        return set()
    person = (office.code, record)
    return {person}.union(*(decided.parties(row) for row in decided.about(connection, person)))


def offered(connection: Connection, values: Values) -> Iterator[RecordKey]:
    """Whom the indexes offer for a person of these values, who may be among them; many are no twins after all."""
    nik, name, born_on = text_of(values, "nik"), likeness.name_key(text_of(values, "name")), text_of(values, "born_on")
    if len(nik) == PERSON.field("nik").max_length:
        yield from candidates.of_nik(connection, nik)
    if len(name) < 2:
        return
    yield from candidates.named(connection, name, MOST_NAMED)
    for person in candidates.born_in(connection, born_on[:4]) if born_on else ():
        if likeness.is_alike(person.name_key, name):
            yield person.key


def _twin(office: Office, row: Row, how: Likeness) -> PossibleTwin:
    place = "" if row["office"] == office.code or CALLED in row else name_of(row["office"])
    detail = " · ".join(part for part in (PERSON.detail_of(row), place) if part)
    return PossibleTwin(row["office"], row["id"], PERSON.called(row), detail, how)


def _typed(typed: Mapping[str, object], field: str) -> str:
    value, _problems = read_value(PERSON.field(field), typed.get(field))
    return value if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    many = value if isinstance(value, list | dict) else [value]
    return [item for item in many if isinstance(item, str)]
