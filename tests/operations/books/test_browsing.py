"""Lists: keys, windows, filters and counts agree with each other and with what the filters say of one row."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import offices
import servers
from ppo_desktop.core.clock import today
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import browsing, recording
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.field import Shape
from ppo_desktop.records.filters import BeforeToday, Filter, OneOf, Within, last_day
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind, row_kinds
from ppo_desktop.storage import listing
from ppo_desktop.storage.listing import Selection
from ppo_desktop.storage.tables import row_table

PERSON = kind("person")
WRITTEN = (None, "1990", "2008", "2008-11", "2008-11-20", "2008-11-21", "2008-11-22", "2008-12-31", "2009-01")
WRITTEN += ("2025-12-31", "2026", "2026-01", "2026-08-22", "2026-08-23", "2026-08-24", "2026-11-21", "2027-01-01")
DATES = st.sampled_from(WRITTEN)
STATUSES = ["niat", "proses", "siap", "berangkat", "bekerja", "cuti", "perpanjang", "pulang", "hilang_kontak", None]
OF_SHAPE: dict[Shape, st.SearchStrategy[Any]] = {
    Shape.DATE: DATES,
    Shape.PARTIAL_DATE: DATES,
    Shape.INTEGER: st.sampled_from([None, 0, 1, 17, 18, 40, 100]),
    Shape.YES_NO: st.sampled_from([None, True, False]),
    Shape.LIST: st.sampled_from([None, ["LAIN"]]),
    Shape.PHOTOS: st.sampled_from([None, [{"photo": "0" * 64}]]),
    Shape.MAPPING: st.sampled_from([None, {}, {"incomplete": "menyusul"}]),
}
REASONS = st.sampled_from([None, {}, {"incomplete": "menyusul"}, {"under-18": "benar"}])
SOME_ROW = {
    "person": {"nik": st.sampled_from([None, "", "6101045203099901"]), "sex": st.sampled_from([None, "L", "P"])}
    | {"born_on": DATES},
    "departure": {"status": st.sampled_from(STATUSES), "last_contact_on": DATES, "warning_reasons": REASONS}
    | {"path": st.sampled_from([None, "prosedural", "nonprosedural", "belum_jelas"])}
    | {"age_at_departure": st.sampled_from([None, 0, 17, 18, 40])},
    "socialisation": {"held_on": DATES, "participants": st.sampled_from([None, 0, 45])},
}
"""What matters to the filters of a kind; of kinds not named here, ``columns_of`` finds it in the filters."""


def columns_of(of_kind: RecordKind) -> dict[str, st.SearchStrategy[Any]]:
    """For each column that a filter of the kind asks about, values among which are those that it asks for."""
    found = {}
    for condition in (condition for filter_ in of_kind.filters for condition in filter_.where):
        field = of_kind.field(condition.column)
        if field.shape is Shape.TEXT:
            known = condition.values if isinstance(condition, OneOf) else frozenset[str]()
            others = [code.code for code in code_list(field.choices).items][:20] if field.choices else ["lain"]
            found[field.name] = found.get(field.name, st.sampled_from([None, "", *others])) | st.sampled_from(
                [None, *sorted(known)]
            )
        else:
            found[field.name] = OF_SHAPE[field.shape]
    return found


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    village = offices.new_office(tmp_path_factory.mktemp("desa"), offices.VILLAGE, offices.clock_at())
    yield village
    village.close()


def person(office: Office, name: str, **more: object) -> str:
    typed = {"name": name, "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA", **more}
    return recording.save(office, PERSON, typed).record


def fill(office: Office, of_kind: RecordKind, rows: list[dict[str, Any]]) -> None:
    """Put these rows, and no others, into the table of a kind."""
    keys = [{"office": office.code, "id": f"{number:032x}", "version": 1} for number in range(len(rows))]
    table = row_table(of_kind)
    with office.database.transaction() as connection:
        connection.execute(sa.delete(table))
        if rows:
            connection.execute(sa.insert(table), [key | row for key, row in zip(keys, rows, strict=True)])


def test_every_filter_has_a_label_and_asks_about_columns_that_exist() -> None:
    for of_kind in row_kinds():
        assert len({filter_.name for filter_ in of_kind.filters}) == len(of_kind.filters) > 0
        assert all(filter_.label for filter_ in of_kind.filters)
        columns = set(of_kind.row.model_fields) if of_kind.row else set()
        assert {c.column for filter_ in of_kind.filters for c in filter_.where} <= columns


@pytest.mark.parametrize("of_kind", row_kinds(), ids=lambda of_kind: of_kind.name)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_database_chooses_the_rows_of_which_the_filter_holds(
    village: Office, of_kind: RecordKind, data: st.DataObject
) -> None:
    rows = data.draw(st.lists(st.fixed_dictionaries(SOME_ROW.get(of_kind.name) or columns_of(of_kind)), max_size=12))
    fill(village, of_kind, rows)
    day = today(village.clock)
    counts = browsing.count_each(village, of_kind)
    assert counts.pop("") == len(rows)
    for filter_ in of_kind.filters:
        wanted = [f"{number:032x}" for number, row in enumerate(rows) if filter_.holds(row, day)]
        found = [record for _owner, record in browsing.ids(village, of_kind, [filter_.name])]
        assert found == wanted[::-1], filter_.name
        assert counts[filter_.name] == len(wanted)
    chosen = [filter_.name for filter_ in of_kind.filters[:2]]
    both = [row for row in rows if all(of_kind.filter(name).holds(row, day) for name in chosen)]
    assert browsing.count(village, of_kind, chosen) == len(both)
    fill(village, of_kind, [])


def test_a_partial_date_lasts_until_its_end() -> None:
    assert [last_day(text) for text in ("2008", "2008-02", "2008-02-29")] == ["2008-12-31", "2008-02-31", "2008-02-29"]
    under_18 = PERSON.filter("under-18")
    days = {"2008-11-21": False, "2008-11-22": True, "2008-11": True, "2008": True, "2008-10": False, "2007": False}
    assert {text: under_18.holds({"born_on": text}, date(2026, 11, 21)) for text in days} == days
    assert not under_18.holds({"born_on": None}, date(2026, 11, 21))


def test_what_is_over_and_what_comes_soon_go_by_the_last_day_a_date_allows() -> None:
    over, soon, day = BeforeToday("due"), Within("due", 30), date(2026, 11, 21)
    said = {
        "2025": (True, False),
        "2026-10": (True, False),
        "2026-11-20": (True, False),
        "2026-11-21": (False, True),
        "2026-11": (False, True),
        "2026-12-21": (False, True),
        "2026-12-22": (False, False),
        "2026-12": (False, False),
        "2026": (False, False),
        "": (False, False),
    }
    assert {text: (over.holds({"due": text}, day), soon.holds({"due": text}, day)) for text in said} == said
    assert not over.holds({}, day)
    assert not soon.holds({"due": None}, day)


def test_the_database_knows_what_is_over_and_what_comes_soon(village: Office) -> None:
    chips = [Filter("over", "", (BeforeToday("born_on"),)), Filter("soon", "", (Within("born_on", 40),))]
    fill(village, PERSON, [{"born_on": text} for text in WRITTEN])
    with village.database.reading() as connection:
        for chip in chips:
            wanted = [n for n, text in enumerate(WRITTEN) if chip.holds({"born_on": text}, today(village.clock))]
            found = listing.keys(connection, PERSON, Selection((chip,)), today(village.clock))
            assert [int(record, 16) for _owner, record in found] == wanted[::-1]
            assert wanted
    fill(village, PERSON, [])


def test_a_list_is_newest_first_and_its_window_holds_what_the_list_shows(tmp_path: Path) -> None:
    clock = offices.clock_at()
    village = offices.new_office(tmp_path, offices.VILLAGE, clock)
    records = []
    for name in ("Siti", "Dewi", "Ani"):
        records.append(person(village, name, address="Jalan Pelabuhan"))
        clock.move(seconds=1)
    keys = browsing.ids(village, PERSON)
    assert keys == [(offices.VILLAGE, record) for record in reversed(records)]
    assert browsing.ids(village, PERSON, limit=1) == keys[:1]
    rows = browsing.window(village, PERSON, [keys[2], (offices.VILLAGE, "0" * 32), keys[0]], ["education"])
    assert [row and row["name"] for row in rows] == ["Siti", None, "Ani"]
    assert rows[0] is not None
    assert set(rows[0]) == {"office", "id", *PERSON.list_columns, "education"}


def test_a_list_can_be_ordered_by_a_column_with_gaps_last(village: Office) -> None:
    fill(village, PERSON, [{"name": name} for name in ("budi", None, "Ani", "Cici")])
    names = [row["name"] for row in browsing.window(village, PERSON, browsing.ids(village, PERSON, by="name")) if row]
    assert names == ["Ani", "budi", "Cici", None]
    backwards = browsing.ids(village, PERSON, by="name", descending=True)
    names = [row["name"] for row in browsing.window(village, PERSON, backwards) if row]
    assert names == ["Cici", "budi", "Ani", None]


def test_typing_narrows_a_list_and_a_single_letter_does_not_yet(tmp_path: Path) -> None:
    village = offices.new_office(tmp_path, offices.VILLAGE, offices.clock_at())
    siti = person(village, "Siti Aminah", hamlet="Dusun Merpati")
    person(village, "Dewi Lestari", hamlet="Dusun Merpati")
    assert browsing.ids(village, PERSON, typed="merp sit") == [(offices.VILLAGE, siti)]
    assert browsing.count(village, PERSON, ["women"], typed="merpati") == 2
    assert browsing.count(village, PERSON, typed="s") == 2
    assert browsing.count_each(village, PERSON, typed="siti") == {
        "": 1,
        "no-nik": 1,
        "women": 1,
        "under-18": 0,
        "moved": 0,
    }


def test_a_camat_sees_whose_rows_they_are_and_can_keep_to_one_office(pair: offices.Pair) -> None:
    theirs = pair.person()
    pair.report(nihil=True)
    pair.carry_up()
    ours = person(pair.camat, "Dewi Lestari")
    assert {owner.code: (owner.name, owner.count, owner.is_ours) for owner in browsing.owners(pair.camat, PERSON)} == {
        offices.CAMAT: ("Kecamatan Tebas", 1, True),
        offices.VILLAGE: ("Desa Sempalai", 1, False),
    }
    assert len(browsing.ids(pair.camat, PERSON)) == 2
    assert browsing.ids(pair.camat, PERSON, owner=offices.VILLAGE) == [(offices.VILLAGE, theirs)]
    assert browsing.ids(pair.camat, PERSON, owner=offices.CAMAT) == [(offices.CAMAT, ours)]


@servers.in_a_file
def test_the_order_of_a_list_is_read_from_an_index_alone(village: Office) -> None:
    seen: list[str] = []
    with village.database.reading() as connection:
        for of_kind in row_kinds():
            table = row_table(of_kind).name
            query = f'SELECT office, id FROM "{table}" WHERE coalesce(deleted, 0) IS 0 ORDER BY id DESC, office'
            seen += [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
    assert all("COVERING INDEX" in step for step in seen), seen


@servers.in_a_file
def test_what_refers_to_a_record_of_an_office_is_found_by_an_index(village: Office) -> None:
    links = [(kind_, field) for kind_ in row_kinds() for field in kind_.fields if field.refers]
    assert len(links) > 30
    with village.database.reading() as connection:
        for of_kind, field in links:
            owner = field.owner or "office"
            query = f'SELECT * FROM "{row_table(of_kind).name}" WHERE {owner} = ? AND "{field.name}" IN (?, ?)'
            steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", ("x", "y", "z")).all()
            assert any(f"{of_kind.name}_{field.name} ({owner}=? AND {field.name}=?)" in step[3] for step in steps), (
                steps
            )


def test_an_index_says_nothing_that_only_the_server_understands() -> None:
    """The built program has no words of PostgreSQL and would warn at each start; ``storage.server`` adds its own."""
    told = (
        "from ppo_desktop.storage.tables import METADATA as known",
        "print({name for table in known.tables.values() for index in table.indexes for name in index.dialect_kwargs})",
    )
    fresh = subprocess.run([sys.executable, "-c", "\n".join(told)], capture_output=True, text=True, check=True)
    assert fresh.stdout == "{'sqlite_where'}\n"


def test_a_kind_without_a_list_is_refused(village: Office) -> None:
    with pytest.raises(Refused, match="kind-not-here"):
        browsing.ids(village, kind("report"))
