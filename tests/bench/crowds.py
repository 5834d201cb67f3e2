"""A great many people in one office, written past the journal: only reading is measured with them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import offices
from bench import villagers
from ppo_desktop.core.text import search_key
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.likeness import name_key

FIRST = ("Siti", "Ahmad", "Dewi", "Joko", "Nur", "Wahyu", "Maria", "Yohanes", "Budi", "Sri", "Hendri", "Susilawati")
LAST = ("Rahayu", "Fauzi", "Lestari", "Santoso", "Hasanah", "Hidayat", "Nahak", "Seran", "Aminah", "Mulyadi")
_STAMP = "2026-11-21T09:00:00+07:00"


def settle(office: Office, count: int) -> None:
    """``count`` persons as the fold would have put them there, and what each is found by."""
    typed = villagers.typed(0) | {"version": 1, "recorded_at": _STAMP, "changed_at": _STAMP, "author": "Rina"}
    columns = ("office", "id", *typed, "name_key")
    names = [f"{one} {two} {three}" for one in FIRST for two in LAST for three in LAST]
    keys = {name: (name_key(name), search_key(name)) for name in names}
    draw = random.Random(1)
    drawn = draw.choices(names, k=count)

    def rows() -> Iterator[tuple[object, ...]]:
        for number, name in enumerate(drawn):
            own = villagers.typed(number) | {"name": name}
            yield offices.VILLAGE, f"{number:032x}", *(typed | own).values(), keys[name][0]

    documents = ((offices.VILLAGE, "person", f"{at:032x}", name, keys[name][1]) for at, name in enumerate(drawn))
    with office.database.raw() as raw, at_once(raw):
        marks = ", ".join("?" * len(columns))
        raw.executemany(f"INSERT INTO person ({', '.join(columns)}) VALUES ({marks})", rows())
        raw.executemany(
            "INSERT INTO search_document (office, kind, record, title, text) VALUES (?, ?, ?, ?, ?)", documents
        )


@contextmanager
def at_once(raw: Any) -> Iterator[None]:
    """One transaction without indexes and triggers; these are made anew from what stands there then.

    A million persons take less than a minute of processor time that way.
    """
    kept = raw.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger')"
        " AND tbl_name IN ('person', 'search_document')"
    ).fetchall()
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("PRAGMA cache_size = -400000")
    raw.execute("BEGIN IMMEDIATE")
    for sort, name, _sql in kept:
        raw.execute(f'DROP {sort} "{name}"')
    yield
    raw.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
    for _sort, _name, sql in kept:
        raw.execute(sql)
    raw.execute("COMMIT")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    raw.execute("PRAGMA cache_size = -2000")
    raw.execute("PRAGMA synchronous = FULL")
