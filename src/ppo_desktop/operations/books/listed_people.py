"""People whom a list names, told by receipts to the village that is to record them, and there until it has.

Each village hears of its own people alone: the list stays with the office that got it (``records.listed``). There they
are rows of a table like any other (``import_told``); what is recorded of them names the line it answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any, cast

from msgspec import Struct

from ppo_desktop.core import canonical
from ppo_desktop.core.ids import RECORD_ID
from ppo_desktop.core.offices import Level, name_of
from ppo_desktop.core.text import _, number
from ppo_desktop.journal.wire import room_beside
from ppo_desktop.operations.house import roles
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.todo import Task
from ppo_desktop.records.checking import usable
from ppo_desktop.records.field import Values
from ppo_desktop.records.internal import RECEIPT
from ppo_desktop.records.listed import LISTED, TO_VILLAGE
from ppo_desktop.records.person import PERSON
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.table_shapes import SHAPES, Shape, of_kind
from ppo_desktop.storage import carrier_store, journal_store, rows, settings_store
from ppo_desktop.storage.database import Connection
from ppo_desktop.storage.journal_store import RecordKey
from ppo_desktop.storage.rows import Row

MOST_TOLD = 200
"""Lines of one receipt."""
SCREEN = "imports"
_LONGEST = 150
_KEPT, PASSED = "listed ", "passed by of lists"
_EVENTS = tuple({one.event.name: one.event for one in SHAPES if "answers" in one.event.by_name}.values())
_SHAPES = {one.sort: one for one in SHAPES if one.sort}
_PERSONAL = ("name", "nik", "sex", "born_on", "address")


class Told(Struct, frozen=True):
    """What an office above says one list holds of our people, and nobody here has recorded yet."""

    by: str
    source: str
    shape: Shape
    lines: tuple[Mapping[str, Any], ...]
    """``id``, ``line``, ``values``."""

    @property
    def key(self) -> str:
        return f"{self.by} {self.shape.name} {self.source}"

    @property
    def sentence(self) -> str:
        """``3 nama dari daftar kepulangan (P4MI Entikong)``."""
        words = _("{count} nama dari {list} ({source})")
        title = _(self.shape.title)
        title = f"{title[:1].lower()}{title[1:]}"
        return words.format(count=number(len(self.lines)), list=title, source=self.source)


# ----------------------------------------------------------------------------------- at the office that got the list


def listed_form(shape: Shape, values: Values, day: str) -> dict[str, object]:
    """What a row fills in the form of a listed name."""
    person = of_kind(PERSON.name, values)
    told = {name: value for name, value in values.items() if name != shape.day}
    told = {name: value for name, value in told.items() if name.removeprefix("person.") not in _PERSONAL}
    return {
        **{name: person.get(name) for name in _PERSONAL},
        "sort": shape.sort,
        "day": day or None,
        "told": told or None,
    }


def values_of(row: Values) -> dict[str, object]:
    """What a listed name says of books: the reverse of ``listed_form``."""
    of = _SHAPES.get(str(row["sort"]))
    values = dict(cast(dict[str, object], row["told"] or {}))
    values |= {f"person.{name}": row[name] for name in _PERSONAL if row[name]}
    return values | ({of.day: row["day"]} if of and row["day"] else {})


def waiting(connection: Connection, office: Office, village: str = "") -> list[Row]:
    """The listed names that a village is to record and has not, the oldest first; of one village where it is named."""
    about: dict[str, Any] = {"region": village} if village else {}
    found = rows.where(connection, LISTED, office.code, state=TO_VILLAGE, **about)
    answered = {
        (owner, str(row["answers"]))
        for owner in {str(row["region"]) for row in found}
        for event in _EVENTS
        for row in rows.columns_of(connection, event, ("answers",), owner)
        if row["answers"]
    }
    return [row for row in found if (str(row["region"]), str(row["id"])) not in answered]


def waiting_by_village(office: Office) -> dict[str, int]:
    """Village → how many of its people it has not recorded yet."""
    with office.database.reading() as connection:
        return dict(sorted(Counter(str(row["region"]) for row in waiting(connection, office)).items()))


def unreached(office: Office) -> set[str]:
    """Villages below that never sent a report here: no receipt tells them anything."""
    with office.database.reading() as connection:
        known = {arrived.sender for arrived in carrier_store.arrived(connection, "report")}
        return {str(row["region"]) for row in waiting(connection, office)} - known


def tell(connection: Connection, office: Office, sender: str, beside: Mapping[str, object]) -> dict[str, object]:
    """The people of ``sender`` that it has not recorded, the oldest first, as far as there is room ``beside``."""
    lines = [
        {
            "id": row["id"],
            "sort": row["sort"],
            "source": row["source"],
            "line": row["line"] or 0,
            "values": values_of(row),
        }
        for row in waiting(connection, office, sender)[:MOST_TOLD]
    ]
    room = room_beside({**beside, "listed": []})
    count = sum(size <= room for size in accumulate(len(canonical.write(line)) + 1 for line in lines))
    return {"listed": lines[:count]} if count else {}


def remarks(values: Mapping[str, object]) -> tuple[str, ...]:
    """What the page of a receipt says of it; nobody is named."""
    count = len(list(_read(values)))
    if not count:
        return ()
    return (
        _("{count} nama dari daftar kantor lain menunggu dicatat; buka “Impor tabel”.").format(count=number(count)),
    )


def told_ids(said: Mapping[str, Any]) -> set[str]:
    """The lines that a receipt of ours told."""
    return {str(line["id"]) for line in said.get("listed", ())}


# ----------------------------------------------------------------------------------- at the village


def learn(connection: Connection, _office: Office, upper: str, values: Mapping[str, object]) -> None:
    """Keep what the newest receipt tells; what the one before told goes, also from the journal."""
    settings_store.write(connection, f"{_KEPT}{upper}", {"lines": list(_read(values))})
    journal_store.drop_restricted(connection, RECEIPT.name, upper)


def forget(connection: Connection, erased: Mapping[RecordKey, str]) -> None:
    """Before these records (key → kind) are erased: whom receipts told of is forgotten with them."""
    gone = {record for (_owner, record), kind in erased.items() if kind == LISTED.name}
    for event in _EVENTS:
        keys = [key for key, kind in erased.items() if kind == event.name]
        gone |= {str(row["answers"]) for row in rows.some(connection, event, keys, ("answers",)).values()} - {"None"}
    if not gone:
        return
    for upper, kept in settings_store.beginning_with(connection, _KEPT).items():
        lines = [line for line in cast(list[Any], kept.get("lines", [])) if line["id"] not in gone]
        settings_store.write(connection, f"{_KEPT}{upper}", {"lines": lines})
    journal_store.drop_restricted(connection, RECEIPT.name)


def _read(values: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """The lines that can be understood; an office above may have written anything."""
    found = values.get("listed")
    for item in found[:MOST_TOLD] if isinstance(found, list) else ():
        of = _SHAPES.get(str(item.get("sort"))) if isinstance(item, dict) else None
        if of is None or not isinstance(item.get("values"), dict):
            continue
        id_, source, line = (item.get(name) for name in ("id", "source", "line"))
        is_whole = isinstance(id_, str) and RECORD_ID.fullmatch(id_) and isinstance(source, str) and source
        if not is_whole or len(str(source)) > _LONGEST or type(line) is not int:
            continue
        fitting: dict[str, object] = {}
        for kind in of.kinds:
            taken, _unusable = usable(kind_named(kind), of_kind(kind, item["values"]))
            fitting |= {f"{kind}.{name}": value for name, value in taken.items() if f"{kind}.{name}" in of.meanings}
        if fitting.get("person.name"):
            yield {"id": id_, "sort": item["sort"], "source": source, "line": line, "values": fitting}


def proposed(office: Office) -> list[Told]:
    """What offices above told and nobody here has recorded or passed by, list by list."""
    if office.identity.level is not Level.VILLAGE:
        return []
    with office.database.reading() as connection:
        return _proposed(connection, office)


def _proposed(connection: Connection, office: Office) -> list[Told]:
    kept = settings_store.beginning_with(connection, _KEPT)
    told = [(upper, line) for upper, values in kept.items() for line in cast(list[Any], values.get("lines", []))]
    if not told:
        return []
    passed = set(cast(list[str], (settings_store.read(connection, PASSED) or {}).get("lines", [])))
    for event in _EVENTS:
        found = rows.columns_of(connection, event, ("answers",), office.code)
        passed |= {str(row["answers"]) for row in found if row["answers"]}
    lists: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for upper, line in told:
        if line["id"] not in passed:
            lists.setdefault((upper, line["source"], line["sort"]), []).append(line)
    return [
        Told(upper, source, _SHAPES[sort], tuple(sorted(lines, key=lambda line: line["line"])))
        for (upper, source, sort), lines in lists.items()
    ]


def tasks(office: Office) -> Iterator[Task]:
    """What there is to record because an office above told of it."""
    told = proposed(office)
    if told and roles.may(office, "record"):
        count = sum(len(one.lines) for one in told)
        sentence = _("Catat {count} warga dari daftar {upper}")
        reason = _("Menurut {source}; diperiksa dahulu, lalu disimpan sekaligus.")
        yield Task(
            "listed",
            sentence.format(count=number(count), upper=name_of(told[0].by)),
            reason.format(source=told[0].source),
            "warn",
            SCREEN,
        )
