"""The one search line: from two letters on, over everything, tolerant of spelling."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

import offices
import servers
from ppo_desktop.operations.books import recording, searching
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import driver, search


def titles(hits: list[searching.Hit]) -> list[str]:
    return [hit.title for hit in hits]


def test_a_hit_says_what_it_is_and_the_office_only_where_it_is_not_ours(pair: offices.Pair) -> None:
    person = pair.person(hamlet="Dusun Merpati")
    departure = pair.departure(person, register_number="REG/61.01.04.2003/2026/0007")
    pair.report()
    pair.carry_up()
    hits = {hit.kind: hit for hit in searching.find(pair.village, "siti")}
    assert (hits["person"].record, hits["departure"].record) == (person, departure)
    assert hits["person"].line == "Warga · 12-03-2000 · Dusun Merpati"
    assert hits["departure"].title == "Siti Aminah – Malaysia"
    assert hits["departure"].line == "Keberangkatan · Berniat berangkat · REG/61.01.04.2003/2026/0007"
    (above,) = (hit for hit in searching.find(pair.camat, "siti") if hit.kind == "person")
    assert above.title == "Warga Desa Sempalai, P, 2000"
    assert (above.owner, above.line) == (offices.VILLAGE, "Warga · Desa Sempalai")


@pytest.mark.parametrize(
    "typed",
    [
        *("si", "siti am", "aminah siti", "SOETI AMI", "siti a", "dusun merp"),
        *("610104", "6101 0452 0399 9901", "6101045203999901", "61.01.04.52.03.99.9901"),
    ],
)
def test_a_person_is_found_by_beginnings_of_name_nik_and_place(pair: offices.Pair, typed: str) -> None:
    name = "Suti Aminah" if "SOE" in typed else "Siti Aminah"
    pair.person(name, nik="6101045203999901", no_nik_reason=None, born_on="1999-03-12", hamlet="Dusun Merpati")
    assert titles(searching.find(pair.village, typed)) == [name]


@pytest.mark.parametrize("typed", ["REG/61.01.04.2003/2026/0007", "reg 0007", "0007", "2026/0007"])
def test_a_departure_is_found_by_its_register_number(pair: offices.Pair, typed: str) -> None:
    departure = pair.departure(pair.person(), register_number="REG/61.01.04.2003/2026/0007")
    assert [hit.record for hit in searching.find(pair.village, typed)] == [departure]


@pytest.mark.parametrize("typed", ["", " ", "s", "s a", "(", '"', "*", "- -"])
def test_below_two_letters_nothing_is_searched(pair: offices.Pair, typed: str) -> None:
    pair.person()
    assert searching.find(pair.village, typed) == []


@pytest.mark.parametrize("typed", ["laporan nov", "november 2026", "2026-11", "bulanan", "470/0012"])
def test_our_reports_are_found_by_month_and_number(pair: offices.Pair, typed: str) -> None:
    pair.report(nihil=True, number="470/0012/PEM")
    (hit,) = searching.find(pair.village, typed)
    assert (hit.kind, hit.title, hit.line) == ("report", "Laporan bulanan November 2026", "470/0012/PEM · NIHIL")
    assert searching.find(pair.village, "laporan desember") == []


def test_there_are_never_more_hits_than_asked_for_and_the_last_changed_come_first(pair: offices.Pair) -> None:
    records = [pair.person(f"Siti {word}") for word in ("Aminah", "Badriah", "Cahaya")]
    recording.save(pair.village, kind("person"), {"hamlet": "Dusun Merpati"}, records[0])
    assert titles(searching.find(pair.village, "siti")) == ["Siti Aminah", "Siti Cahaya", "Siti Badriah"]
    assert len(searching.find(pair.village, "siti", limit=2)) == 2


def test_hits_are_told_when_they_are_looked_at_those_of_one_kind_together(pair: offices.Pair) -> None:
    people = [pair.person(f"Siti {word}") for word in ("Aminah", "Badriah", "Cahaya", *("Dewi",) * searching.TOLD)]
    departure = pair.departure(people[0])
    hits = searching.look(pair.village, "siti")
    assert hits.kinds == ["person"] * len(people) + ["departure"]
    recording.save(pair.village, kind("person"), {"hamlet": "Dusun Merpati"}, people[0])
    recording.save(pair.village, kind("departure"), {"register_number": "REG/7"}, departure)
    assert "Dusun Merpati" not in hits[0].detail, "read with the search"
    assert hits[len(people) - 1].detail.endswith("Dusun Merpati")
    assert hits[-1].detail == "Berniat berangkat · REG/7"
    assert [hit.record for hit in hits[: len(people)]] == people[::-1]


def test_what_was_written_meanwhile_is_known_to_the_next_search(pair: offices.Pair) -> None:
    assert searching.find(pair.village, "laporan nov") == []
    pair.report(nihil=True)
    assert [hit.kind for hit in searching.find(pair.village, "laporan nov")] == ["report"]


@servers.in_a_file
def test_the_index_is_asked_in_its_own_order_so_nothing_is_sorted(pair: offices.Pair) -> None:
    with pair.village.database.reading() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT d.title FROM search_index i JOIN search_document d ON d.n = i.rowid"
            " WHERE search_index MATCH ? ORDER BY i.rowid DESC",
            (search.expression("siti am"),),
        )
        assert not [row for row in plan if "TEMP B-TREE" in row[3]]


@pytest.mark.parametrize("count", [1, 9, 10, 61, 311])
def test_documents_that_come_and_go_together_leave_the_index_as_one_by_one(pair: offices.Pair, count: int) -> None:
    """By few statements or by many: as many found, and the index agrees with what it was made of."""
    keys = [("61.01.04.2003", f"{number:032x}") for number in range(count)]
    documents = [search.Document(*key[:1], "person", key[1], f"Siti {n}", f"siti n{n}") for n, key in enumerate(keys)]
    one_by_one = "DELETE FROM search_document WHERE office = ? AND record = ?"
    together = "DELETE FROM search_document WHERE (office, record) IN (VALUES {rows})"
    found = []
    with pair.village.database.transaction() as connection:
        for add in (search.add, lambda connection, all_: [search.add(connection, [one]) for one in all_]):
            add(connection, documents)
            found.append([match.record for match in search.find(connection, "siti", count + 1)])
            assert [match.record for match in search.find(connection, f"n{count - 1}", 2)] == [keys[-1][1]]
            driver.execute_together(connection, together, keys[1:])
            _demand_sound(connection)
            assert [match.record for match in search.find(connection, "siti", count + 1)] == [keys[0][1]]
            driver.execute_many(connection, one_by_one, keys)
            assert search.find(connection, "siti") == []
    assert found[0] == found[1] == [record for _office, record in reversed(keys)]


def _demand_sound(connection: Connection) -> None:
    if connection.dialect.name != driver.SERVER:
        driver.execute(connection, "INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)")


@servers.in_a_file
def test_what_is_forgotten_of_many_records_is_found_by_their_keys(pair: offices.Pair) -> None:
    for table in ("search_document", "open_conflict", "quarantined_value", "report_line"):
        with pair.village.database.reading() as connection:
            query = f"EXPLAIN QUERY PLAN DELETE FROM {table} WHERE (office, record) IN (VALUES (?, ?), (?, ?))"
            plan = [row[3] for row in driver.execute(connection, query, ("a", "b", "c", "d"))]
        assert not any(line.startswith(f"SCAN {table}") for line in plan), plan
