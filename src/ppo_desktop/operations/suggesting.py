"""Suggesting: what this office usually writes in a field, and who may already be recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ppo_desktop.core.offices import name_of
from ppo_desktop.core.text import N_, _, search_key
from ppo_desktop.operations.office import Office
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.likeness import is_alike
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.reading import read as read_value
from ppo_desktop.storage import candidates, listing, rows
from ppo_desktop.storage.candidates import Candidate
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.rows import Row

RECENT = 300
"""So many of the newest rows of an office tell what is usual there."""
MOST_TWINS = 8


class Why(StrEnum):
    """Why somebody may be the same person, the strongest reason first."""

    NIK = "nik"
    NAME_AND_DATE = "name-and-date"
    NAME = "name"
    SIMILAR = "similar"

    @property
    def words(self) -> str:
        return _(_WORDS[self])


_WORDS = {
    Why.NIK: N_("NIK sama"),
    Why.NAME_AND_DATE: N_("Nama dan tanggal lahir sama"),
    Why.NAME: N_("Nama sama, tanggal lahir belum diketahui"),
    Why.SIMILAR: N_("Nama mirip, tahun lahir sama"),
}


@dataclass(frozen=True)
class PossibleTwin:
    """Somebody recorded already who may be the person in the form."""

    owner: str
    record: str
    title: str
    detail: str
    """One line that tells people of one name apart."""
    why: Why


def frequent(office: Office, kind: RecordKind, field: str, most: int = 8) -> list[str]:
    """The codes, or texts, this office used most of late in a field, the most used first; of one use the newest.

    Of lists and mappings each code counts. Derived and numeric fields have none.
    """
    with office.database.reading() as connection:
        values = listing.recent_values(connection, kind, office.code, field, RECENT)
    used = Counter(text for value in values for text in _texts(value))
    return [text for text, _times in used.most_common(most)]  # Counter keeps the order of first meeting: newest


def alike(office: Office, typed: Mapping[str, object], record: str | None = None) -> list[PossibleTwin]:
    """Persons, ours or of offices below, who may be the one in a form, for a clerk to look at.

    Args:
        typed: the person's form; ``nik``, ``name`` and ``born_on`` count, unreadable ones as empty.
        record: id of the person being changed, who is no twin of their own.
    """
    nik, name, born_on = (_typed(typed, field) for field in ("nik", "name", "born_on"))
    found: dict[RecordKey, Why] = {}
    with office.database.reading() as connection:
        for why, person in _candidates(connection, nik, search_key(name), born_on):
            if person.record != record:
                found.setdefault((person.office, person.record), why)
        strongest = sorted(found, key=lambda key: list(Why).index(found[key]))[:MOST_TWINS]
        read = rows.some(connection, PERSON, strongest)
    return [_twin(office, found[key], read[key]) for key in strongest]


def _candidates(connection: Connection, nik: str, name: str, born_on: str) -> Iterator[tuple[Why, Candidate]]:
    """The strongest reason of each comes first."""
    if len(nik) == PERSON.field("nik").max_length:
        yield from ((Why.NIK, person) for person in candidates.of_nik(connection, nik))
    if len(name) < 2:
        return
    peers = [(search_key(p.name), p) for p in candidates.born_in(connection, born_on[:4])] if born_on else []
    for folded, person in peers:
        if folded == name and (person.born_on.startswith(born_on) or born_on.startswith(person.born_on)):
            yield Why.NAME_AND_DATE, person
    for person in candidates.named(connection, name, undated=bool(born_on)):
        if search_key(person.name) == name:
            yield Why.NAME, person
    for folded, person in peers:
        if is_alike(folded, name):
            yield Why.SIMILAR, person


def _twin(office: Office, why: Why, row: Row) -> PossibleTwin:
    place = "" if row["office"] == office.code else name_of(row["office"])
    detail = " · ".join(part for part in (PERSON.detail_of(row), place) if part)
    return PossibleTwin(row["office"], row["id"], PERSON.title_of(row), detail, why)


def _typed(typed: Mapping[str, object], field: str) -> str:
    value, _problems = read_value(PERSON.field(field), typed.get(field))
    return value if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    many = value if isinstance(value, list | dict) else [value]
    return [item for item in many if isinstance(item, str)]
