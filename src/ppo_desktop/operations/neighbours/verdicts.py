"""Verdicts: what receipts tell the offices below about their persons, as those above decided (docs/carrier-format.md).

Of the other record nothing is told but which office holds it. The newest receipt replaces what earlier ones said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate
from operator import itemgetter
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from ppo_desktop.core import canonical
from ppo_desktop.core.changes import Changes
from ppo_desktop.core.ids import RECORD_ID
from ppo_desktop.core.offices import CODE, name_of
from ppo_desktop.core.text import _
from ppo_desktop.journal.wire import room_beside
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.books.duplicates import Party
from ppo_desktop.operations.books.recording import Saved
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import sight
from ppo_desktop.operations.months import reporting
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.same_person import SAME, SAME_PERSON
from ppo_desktop.storage import decided, rows, settings_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.rows import Row

DUPLICATE = "duplicate"
"""The verdict; see ``correcting`` for the other one."""
MOST_TOLD = 1000
"""Verdicts of one receipt that are kept."""


class Told(Struct, frozen=True):
    """An office above says that somebody of ours is recorded by ``office`` as well."""

    by: str
    ours: Party
    office: str
    origin: str = ""
    """Id of that office's record, where it says that the person moved to us."""

    @property
    def sentence(self) -> str:
        if self.origin:
            words = _("Menurut {upper}, ini warga yang pindah dari {office} dan dicatat juga di sana; tanyakan.")
            return words.format(upper=name_of(self.by), office=name_of(self.office))
        words = _("Menurut {upper}, mungkin orang yang sama dengan warga yang dicatat {office}; tanyakan.")
        return words.format(upper=name_of(self.by), office=name_of(self.office))


def told(office: Office) -> list[Told]:
    """What offices above said about persons of ours and nobody here has answered yet."""
    with office.database.reading() as connection:
        by = reporting.receivers(connection, office)[0]
        verdicts = read(settings_store.read(connection, _NAME.format(by)) or {})
        pairs = {(verdict["record"], verdict["office"]): verdict.get("origin", "") for verdict in verdicts}
        answered = _answered(decided.all_of(connection), office.code)
        closed = sight(connection, office).closed
        held = rows.some(connection, PERSON, {(office.code, record) for record, _other in pairs} - closed)
    ours = {record: Party(owner, record, row) for (owner, record), row in held.items() if not row["deleted"]}
    return [
        Told(by, ours[record], other, origin)
        for (record, other), origin in pairs.items()
        if record in ours and (record, other) not in answered
    ]


def came_from(office: Office, told: Told) -> Saved:
    """Answer that it is so: the person came from there, and the records are one person's.

    Raises:
        Refused, Invalid: as ``recording.save``.
    """
    typed = {"moved_from": told.office, "moved_from_record": told.origin}
    with office.database.transaction() as connection:
        saved = recording.save_with(connection, office, PERSON, typed, told.ours.record)
        decision = {"verdict": SAME, "main_office": office.code, "main": told.ours.record, "other_office": told.office}
        decided_now = recording.save_with(connection, office, SAME_PERSON, {**decision, "other": None})
    return replace(decided_now, changes=Changes(saved.changes.records | decided_now.changes.records))


def learn(connection: Connection, _office: Office, upper: str, values: Mapping[str, object]) -> None:
    """Keep what the newest receipt of an office above says; what the one before said goes."""
    settings_store.write(connection, _NAME.format(upper), {"verdicts": read(values)})


_NAME = "verdicts {}"


def tell(connection: Connection, _office: Office, sender: str, beside: Mapping[str, object]) -> dict[str, object]:
    """Each record of ``sender`` that was found to be another office's person too, as far as there is room ``beside``.

    What it has not answered goes first, then what was found last. Of the other record nothing is told but whose it is.
    """
    in_turn, _answers = _found(connection, sender)
    came = _origins(connection, sender)
    lines = [
        {"record": record, "verdict": DUPLICATE, "office": owner, **came.get((record, owner), {})}
        for record, owner in in_turn
    ]
    said = cast(list[object], beside.get("verdicts", []))
    room = room_beside({**beside, "verdicts": said})
    count = sum(size <= room for size in accumulate(len(canonical.write(line)) + 1 for line in lines))
    return {"verdicts": [*said, *sorted(lines[:count], key=itemgetter("record", "office"))]}


def _origins(connection: Connection, sender: str) -> dict[tuple[str, str], dict[str, str]]:
    """(record of ``sender``, other office) → the other record, where it says that the person moved to ``sender``."""
    pairs = [
        (mine, its)
        for row in decided.all_of(connection)
        if row["verdict"] == SAME
        for mine, its in (decided.parties(row), decided.parties(row)[::-1])
        if mine[0] == sender != its[0] and mine[1] and its[1]
    ]
    old = rows.some(connection, PERSON, {its for _mine, its in pairs})
    return {
        (mine[1], its[0]): {"origin": its[1]} for mine, its in pairs if its in old and old[its]["moved_to"] == sender
    }


def by_office(values: Mapping[str, object]) -> tuple[tuple[str, int], ...]:
    """What the page of a receipt says: full name of each other office → how many records are concerned."""
    found = Counter(verdict["office"] for verdict in read(values))
    return tuple((name_of(code), count) for code, count in sorted(found.items()))


def waiting(connection: Connection, sender: str, values: Mapping[str, object]) -> int:
    """How many more than a receipt says found no room and were not answered yet."""
    in_turn, answers = _found(connection, sender)
    return len({*in_turn} - answers - {(verdict["record"], verdict["office"]) for verdict in read(values)})


def _found(connection: Connection, sender: str) -> tuple[list[tuple[str, str]], set[tuple[str, str]]]:
    """(record of ``sender``, other office) of every double, in the order they are told; and those it has answered."""
    decisions = list(decided.all_of(connection))
    answered = _answered(decisions, sender)
    found = dict.fromkeys(
        (mine[1], its[0])
        for row in decisions
        if row["verdict"] == SAME and row["office"] != sender
        for mine, its in (decided.parties(row), decided.parties(row)[::-1])
        if mine[0] == sender and mine[1] and its[1]
    )
    return sorted(found, key=lambda each: each in answered), answered


def _answered(decisions: Iterable[Row], code: str) -> set[tuple[str, str]]:
    """(own record, other office) of what the office ``code`` said about such a verdict."""
    return {(row["main"], row["other_office"]) for row in decisions if row["office"] == code and row["other"] is None}


def read(values: Mapping[str, object]) -> list[dict[str, str]]:
    """The verdicts of a receipt that this version understands; an office above may have written anything."""
    found = values.get("verdicts")
    items = [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
    return [
        {
            "record": item["record"],
            "verdict": DUPLICATE,
            "office": item["office"],
            **({"origin": item["origin"]} if _is(RECORD_ID, item.get("origin")) else {}),
        }
        for item in items[:MOST_TOLD]
        if item.get("verdict") == DUPLICATE and _is(RECORD_ID, item.get("record")) and _is(CODE, item.get("office"))
    ]


def _is(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and bool(form.fullmatch(value))
