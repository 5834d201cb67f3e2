"""Numbers that stand on paper though their letter says another: two PCs finished one draft unknown to each other.

The first of the two stays what the letter is (``records.lasting``); the number of the other was given all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ppo_desktop.journal.entry import Entry
from ppo_desktop.journal.fold import fold, seen_by
from ppo_desktop.records.letter import LETTER
from ppo_desktop.storage import journal_store, rows
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import RecordKey

_FINAL = frozenset({"FINAL", "BATAL"})


def besides(connection: Connection, keys: Collection[RecordKey]) -> dict[RecordKey, tuple[str, ...]]:
    """Letter → the numbers it was given beside the one its record says, for those that have any."""
    found: dict[RecordKey, tuple[str, ...]] = {}
    for key, entries in journal_store.of_records(connection, keys):
        if len({entry.device for entry in entries}) > 1:
            folded = fold(entries)
            numbers = dict.fromkeys(_numbers(entries)) if folded.kind == LETTER.name and not folded.erased else {}
            if others := tuple(number for number in numbers if number != folded.values.get("number")):
                found[key] = others
    return found


def letters_with(connection: Connection, office: str, number: str) -> list[rows.Row]:
    """The letters of an office that were given ``number`` beside the one their record says."""
    keys = journal_store.keys_of_several(connection, LETTER.name, office)
    given = [key for key, numbers in besides(connection, keys).items() if number in numbers]
    return [row for key in given if (row := rows.get(connection, LETTER, *key))]


def _numbers(entries: Sequence[Entry]) -> Iterator[str]:
    """The number of each state of the letter that was final for whoever wrote it."""
    for entry in sorted(entries, key=lambda entry: entry.order):
        if not entry.changes().keys() & {"state", "number"}:
            continue
        seen = seen_by(entries, entry)
        then = fold(one for one in entries if one.ref in seen).values
        if then.get("state") in _FINAL and (number := then.get("number")):
            yield str(number)
