"""A new version of the program on an old database: rows are made anew, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import DatabaseError

import offices
from ppo_desktop.core import canonical
from ppo_desktop.core.errors import Refused
from ppo_desktop.journal.wire import write_line
from ppo_desktop.operations.books import recording
from ppo_desktop.operations.doors import opening
from ppo_desktop.operations.history import journalling
from ppo_desktop.records.internal import REPORT
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import journal_store

PERSON = {"name": "Siti Aminah", "sex": "P", "born_on": "2000", "no_nik_reason": "TIDAK_DIBAWA"}


def test_a_table_of_an_older_version_is_made_anew_from_the_journal(tmp_path: Path) -> None:
    village = offices.new_office(tmp_path, offices.VILLAGE, offices.clock_at())
    recording.save(village, kind("person"), PERSON)
    with village.database.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE person DROP COLUMN hamlet")
        connection.exec_driver_sql("DELETE FROM setting WHERE name = 'rows made by'")
    village = offices.reopened(village)
    recording.save(village, kind("person"), {**PERSON, "name": "Dewi Lestari", "hamlet": "Dusun Merpati"})
    rows = recording.listing(village, kind("person"))
    assert {(row["name"], row["hamlet"]) for row in rows} == {("Siti Aminah", None), ("Dewi Lestari", "Dusun Merpati")}


def test_another_version_folds_again_and_the_same_version_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    village = offices.new_office(tmp_path, offices.VILLAGE, offices.clock_at())
    recording.save(village, kind("person"), PERSON)
    village = offices.reopened(village)
    with village.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE person SET name = 'keliru'")
    village = offices.reopened(village)
    assert recording.listing(village, kind("person"))[0]["name"] == "keliru"
    monkeypatch.setattr(opening, "__version__", "99.0.0")
    village = offices.reopened(village)
    assert recording.listing(village, kind("person"))[0]["name"] == "Siti Aminah"


def test_an_entry_cannot_stand_in_the_journal_twice(tmp_path: Path) -> None:
    village = offices.new_office(tmp_path, offices.VILLAGE, offices.clock_at())
    recording.save(village, kind("person"), PERSON)
    with village.database.reading() as connection:
        (held,) = journal_store.chain(connection, village.code, village.device.id, 1, 1)
    with pytest.raises(DatabaseError, match=r"UNIQUE|unique"), village.database.transaction() as connection:
        journal_store.append(connection, [held])


def test_the_journal_of_an_older_version_which_had_an_index_of_links_is_read_and_written(tmp_path: Path) -> None:
    village = offices.new_office(tmp_path, offices.VILLAGE, offices.clock_at())
    recording.save(village, kind("person"), PERSON)
    with village.database.transaction() as connection:
        connection.exec_driver_sql("DROP INDEX journal_place")
        connection.exec_driver_sql("CREATE INDEX journal_place ON journal (office, device, seq, link, prev)")
        connection.exec_driver_sql("CREATE UNIQUE INDEX of_links ON journal (link)")
    village = offices.reopened(village)
    recording.save(village, kind("person"), {**PERSON, "name": "Dewi Lestari"})
    assert {row["name"] for row in recording.listing(village, kind("person"))} == {"Dewi Lestari", "Siti Aminah"}


def test_what_could_not_travel_is_not_written(tmp_path: Path) -> None:
    village = offices.new_office(tmp_path, offices.VILLAGE, offices.clock_at())
    with village.database.transaction() as connection:
        head = journal_store.head(connection, village.code, village.device.id)
        with pytest.raises(Refused, match="record-too-long"):
            journalling.write(connection, village, REPORT, "0" * 32, {"recap": {"x": "é" * 40_000}})
        assert journal_store.head(connection, village.code, village.device.id) == head


def test_what_stands_too_deep_for_a_reader_is_not_written(tmp_path: Path) -> None:
    village = offices.new_office(tmp_path, offices.VILLAGE, offices.clock_at())
    deep: object = 1
    for _level in range(12):
        deep = [deep]
    with village.database.transaction() as connection:
        entry = journalling.write(connection, village, REPORT, "0" * 32, {"recap": deep})
        assert isinstance(canonical.read(write_line(entry)), list)
        with pytest.raises(ValueError, match="deep"):
            journalling.write(connection, village, REPORT, "1" * 32, {"recap": [[deep]]})
