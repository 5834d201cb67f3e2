"""What saving and importing cost against the same rows written by raw SQL into the same kind of encrypted file."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

import offices
from bench import measure, villagers
from ppo_desktop.journal import merge
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.carriers import carriers
from ppo_desktop.operations.history import merging
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind

pytestmark = pytest.mark.bench
TABLES = ("journal", "person", "search_document")
IMPORTED = 20_000


def test_one_durable_save_against_raw_sql(tmp_path: Path) -> None:
    office = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())

    def save(number: int) -> None:
        recording.save(office, kind("person"), villagers.typed(number))

    save(0)
    with office.database.raw() as raw:
        raw_save = _RawSave(raw)
        ours, floor, ratio = measure.in_turns(save, raw_save, 300)
    measure.tell(
        "one save: entry, row and index, durable (check, entry, fold and row included in ours)",
        [
            ("recording.save, median", f"{ours * 1e3:.2f} ms"),
            ("the same rows by raw SQL, median", f"{floor * 1e3:.2f} ms"),
            ("ratio (target at most 2)", f"{ratio:.2f}"),
        ],
    )
    office.close()
    assert ratio > 0


def test_bulk_import_against_raw_executemany(tmp_path: Path) -> None:
    clock = offices.clock_at()
    arriving = villagers.entries(IMPORTED, clock)
    spans = carriers.spans_of(arriving)
    plan = merge.plan(offices.VILLAGE, arriving, spans, {}, {})
    ours, floors = [], []
    for number in range(3):
        camat = offices.new_office(tmp_path / f"camat{number}", offices.CAMAT, clock)
        start = time.perf_counter()
        with camat.database.transaction() as connection:
            merging.merge(connection, plan, "carrier")
        ours.append(time.perf_counter() - start)
        bare = offices.new_office(tmp_path / f"bare{number}", offices.CAMAT, clock)
        floors.append(_raw_import(camat, bare))
        camat.close()
        bare.close()
    mine, floor = sorted(ours)[1], sorted(floors)[1]
    measure.tell(
        f"import of {IMPORTED} new records, without cryptography (fold, check and derive included in ours)",
        [
            ("merge: journal, rows, search, median of 3", f"{mine:.2f} s"),
            ("the same rows by raw executemany, median of 3", f"{floor:.2f} s"),
            ("ratio (target at most 1.5)", f"{mine / floor:.2f}"),
        ],
    )
    assert mine > 0


class _RawSave:
    """Copies of the newest journal, person and search rows under fresh keys, one transaction each."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._rows = {t: raw.execute(f"SELECT * FROM {t} ORDER BY rowid DESC LIMIT 1").fetchone() for t in TABLES}
        self._seq = 10**6

    def __call__(self, _number: int) -> None:
        self._seq += 1
        entry, person, document = (list(self._rows[table]) for table in TABLES)
        entry[0], entry[1], entry[4] = None, os.urandom(32), self._seq
        person[1] = document[3] = os.urandom(16).hex()
        document[0] = None
        self._raw.execute("BEGIN IMMEDIATE")
        for table, row in zip(TABLES, (entry, person, document), strict=True):
            self._raw.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        self._raw.execute("COMMIT")


def _raw_import(full: Office, bare: Office) -> float:
    """Seconds to write the rows of ``full`` into ``bare`` by ``executemany``."""
    with full.database.raw() as source:
        rows = {
            "journal": source.execute("SELECT * FROM journal WHERE office = ?", (offices.VILLAGE,)).fetchall(),
            "person": source.execute("SELECT * FROM person").fetchall(),
            "search_document": source.execute("SELECT * FROM search_document").fetchall(),
        }
    with bare.database.raw() as target:
        start = time.perf_counter()
        target.execute("BEGIN IMMEDIATE")
        for table, listed in rows.items():
            keyed = [(None, *row[1:]) if table != "person" else row for row in listed]
            target.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(keyed[0]))})", keyed)
        target.execute("COMMIT")
        return time.perf_counter() - start
