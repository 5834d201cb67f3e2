"""Taking back: deleting, undoing one change, and what stands in the way; every step is one more entry."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import activity, browsing, recording, searching, undoing
from ppo_desktop.operations.books.activity import Deed
from ppo_desktop.operations.books.recording import Change, Saved
from ppo_desktop.operations.history import journalling
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import confirming
from ppo_desktop.records.registry import kind
from ppo_desktop.storage import journal_store, rows

PERSON, DEPARTURE = kind("person"), kind("departure")
TYPED = {"name": "Siti Aminah", "sex": "P", "born_on": "2000-03-12", "no_nik_reason": "TIDAK_DIBAWA"}


@pytest.fixture
def village(tmp_path: Path) -> Office:
    return offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())


def row(office: Office, record: str, of_kind: str = "person") -> rows.Row:
    with office.database.reading() as connection:
        found = rows.get(connection, kind(of_kind), office.code, record)
    assert found is not None
    return found


def entries(office: Office, record: str) -> int:
    with office.database.reading() as connection:
        return len(journal_store.of_record(connection, office.code, record))


def taken_back(office: Office, saved: Saved) -> Saved:
    assert saved.change is not None
    return undoing.undo(office, saved.change)


def test_what_is_deleted_leaves_list_and_search_and_comes_back(village: Office) -> None:
    record = recording.save(village, PERSON, TYPED).record
    removed = undoing.remove(village, PERSON, record)
    assert browsing.ids(village, PERSON) == []
    assert searching.find(village, "siti") == []
    assert undoing.remove(village, PERSON, record).change is None
    taken_back(village, removed)
    assert browsing.ids(village, PERSON) == [(village.code, record)]
    assert [hit.record for hit in searching.find(village, "siti")] == [record]
    assert row(village, record)["name"] == "Siti Aminah"
    assert entries(village, record) == 3


def test_undo_puts_back_exactly_the_fields_of_that_change(village: Office) -> None:
    record = recording.save(village, PERSON, {**TYPED, "rt": "001"}).record
    change = recording.save(village, PERSON, {"rt": "002", "hamlet": "Dusun Merpati"}, record)
    recording.save(village, PERSON, {"note": "datang sendiri"}, record)
    undone = taken_back(village, change)
    now = row(village, record)
    assert (now["rt"], now["hamlet"], now["note"]) == ("001", None, "datang sendiri")
    taken_back(village, undone)
    now = row(village, record)
    assert (now["rt"], now["hamlet"], now["note"]) == ("002", "Dusun Merpati", "datang sendiri")


def test_what_comes_back_must_fit_as_if_it_were_new(village: Office) -> None:
    nik = {"nik": "6101045203999901", "no_nik_reason": None, "born_on": "1999-03-12"}
    record = recording.save(village, PERSON, {**TYPED, **nik}).record
    removed = undoing.remove(village, PERSON, record)
    other = recording.save(village, PERSON, {**TYPED, **nik, "name": "Dewi Lestari"}).record
    with pytest.raises(Refused, match="restore-misfit") as caught:
        taken_back(village, removed)
    assert "sudah dicatat atas nama Dewi Lestari" in caught.value.message
    undoing.remove(village, PERSON, other)
    taken_back(village, removed)
    assert browsing.ids(village, PERSON) == [(village.code, record)]


def test_undo_of_a_new_record_takes_it_out_of_the_list(village: Office) -> None:
    saved = recording.save(village, PERSON, TYPED)
    undone = taken_back(village, saved)
    assert browsing.ids(village, PERSON) == []
    taken_back(village, undone)
    assert browsing.ids(village, PERSON) == [(village.code, saved.record)]


def test_undo_names_the_fields_that_were_changed_again_and_changes_nothing(village: Office) -> None:
    saved = recording.save(village, PERSON, {**TYPED, "rt": "001"})
    change = recording.save(village, PERSON, {"rt": "002", "hamlet": "Dusun Merpati"}, saved.record)
    recording.save(village, PERSON, {"rt": "003"}, saved.record)
    with pytest.raises(Refused, match="undo-changed-since") as caught:
        taken_back(village, change)
    assert "RT" in caught.value.message
    assert "Dusun" not in caught.value.message
    with pytest.raises(Refused, match="undo-changed-since") as caught:
        taken_back(village, saved)
    assert "RT, Dusun atau lingkungan" in caught.value.message
    assert row(village, saved.record)["rt"] == "003"
    assert entries(village, saved.record) == 3


def test_undo_is_refused_where_the_values_of_then_no_longer_fit(pair: offices.Pair) -> None:
    departure = pair.departure(pair.person(), status="pulang", departed_on="2020-01", returned_on="2021-05")
    earlier = recording.save(pair.village, DEPARTURE, {"departed_on": "2019-01"}, departure)
    recording.save(pair.village, DEPARTURE, {"returned_on": "2019-05"}, departure)
    with pytest.raises(Refused, match="undo-misfit") as caught:
        taken_back(pair.village, earlier)
    assert "Tanggal pulang sebelum berangkat" in caught.value.message
    assert row(pair.village, departure, "departure")["departed_on"] == "2019-01"


def test_no_record_in_a_list_refers_to_a_deleted_one(pair: offices.Pair) -> None:
    person = pair.person()
    departure = pair.departure(person)
    with pytest.raises(Refused, match="still-referred-to"):
        undoing.remove(pair.village, PERSON, person)
    gone = undoing.remove(pair.village, DEPARTURE, departure)
    person_gone = undoing.remove(pair.village, PERSON, person)
    with pytest.raises(Refused, match="refers-to-deleted"):
        taken_back(pair.village, gone)
    taken_back(pair.village, person_gone)
    taken_back(pair.village, gone)
    assert browsing.count(pair.village, DEPARTURE) == 1


def test_what_nobody_knows_or_was_erased_is_not_undone(village: Office) -> None:
    saved = recording.save(village, PERSON, TYPED)
    with pytest.raises(Refused, match="unknown-record"):
        undoing.undo(village, Change(saved.record, bytes(32)))
    recording.erase(village, saved.record)
    with pytest.raises(Refused, match="unknown-record"):
        taken_back(village, saved)
    with pytest.raises(Refused, match="unknown-record"):
        undoing.remove(village, PERSON, saved.record)


def test_fields_of_a_newer_program_are_kept_by_a_save_and_not_undone_here(village: Office) -> None:
    record = recording.save(village, PERSON, TYPED).record
    with village.database.transaction() as connection:
        seen = journal_store.of_record(connection, village.code, record)
        entry = journalling.write(connection, village, PERSON, record, {"blood_group": "O", "rt": "004"}, seen=seen)
    recording.save(village, PERSON, {**TYPED, "rt": "005"}, record)
    values = {line.field: line.new for line in recording.history(village, record)}
    assert (values["blood_group"], values["rt"]) == ("O", "005")
    with pytest.raises(Refused, match="undo-impossible"):
        undoing.undo(village, Change(record, entry.link))
    assert all(item.change is None for item in activity.activity(village) if item.link == entry.link)


def test_the_check_before_a_save_says_what_the_save_says_and_writes_nothing(pair: offices.Pair) -> None:
    nik = {"nik": "6101045203999901", "no_nik_reason": None, "born_on": "1999-03-12"}
    pair.person(**nik)
    typed = {**TYPED, **nik}
    checked = recording.preview_check(pair.village, PERSON, typed)
    assert [problem.code for problem in checked.problems] == ["nik-twice"]
    assert not checked.may_be_saved
    reasons = {"nik": "", "no_nik_reason": "LAIN"}
    assert recording.preview_check(pair.village, PERSON, {**typed, **reasons}).may_be_saved
    assert browsing.count(pair.village, PERSON) == 1
    twin = recording.save(pair.village, PERSON, {**typed, **reasons}).record
    again = recording.preview_check(pair.village, PERSON, {"name": ""}, twin)
    assert {problem.code for problem in again.errors} == {"name-required"}
    with pytest.raises(Refused, match="unknown-record"):
        recording.preview_check(pair.village, PERSON, typed, "0" * 32)


def test_activity_tells_entry_by_entry_what_was_done_newest_first(pair: offices.Pair) -> None:
    person = pair.person()
    recording.save(pair.village, PERSON, {"rt": "001", "rw": "002"}, person)
    removed = undoing.remove(pair.village, PERSON, person)
    taken_back(pair.village, removed)
    other = pair.person("Dewi Lestari")
    recording.erase(pair.village, other)
    told = activity.activity(pair.village, kind="person")
    assert [(item.deed, item.title, item.words) for item in told] == [
        (Deed.ERASED, "", "dihapus selamanya"),
        (Deed.RECORDED, "", "dicatat"),
        (Deed.RESTORED, "Siti Aminah", "dipulihkan"),
        (Deed.REMOVED, "Siti Aminah", "dihapus"),
        (Deed.CHANGED, "Siti Aminah", "2 isian diubah"),
        (Deed.RECORDED, "Siti Aminah", "dicatat"),
    ]
    assert [item.change is not None for item in told] == [False, False, True, True, True, True]
    changed = told[4]
    assert [(line.label, line.old_words, line.new_words) for line in activity.lines(pair.village, changed)] == [
        ("RT", "–", "001"),
        ("RW", "–", "002"),
    ]
    assert changed.change is not None
    undoing.undo(pair.village, changed.change)
    assert row(pair.village, person)["rt"] is None


def test_activity_says_of_papers_that_they_were_made_and_who_signed(pair: offices.Pair) -> None:
    pair.report(nihil=True)
    pair.report(nihil=True)
    pair.report(offices.Month(2026, 10), nihil=True, assenting=None)
    pair.carry_up()
    confirming.write_receipts(pair.camat)
    assert [item.words for item in activity.activity(pair.village, kind="report")] == [
        "dibuat",
        "dibuat lagi, ditandatangani Abdul Hamid",
        "dibuat, ditandatangani Abdul Hamid",
    ]
    assert [item.words for item in activity.activity(pair.camat, kind="receipt")] == ["dibuat"]
    assert [(item.title[:9], item.words) for item in activity.activity(pair.camat, kind="device")] == [
        ("Komputer ", "")
    ]


def test_activity_comes_in_pages_of_our_own_office_and_by_user_and_kind(pair: offices.Pair) -> None:
    person = pair.person()
    pair.departure(person)
    recording.save(offices.as_head(pair.village), PERSON, {"rt": "001"}, person)
    pair.report()
    pair.carry_up()
    everything = activity.activity(pair.village)
    assert [item.kind for item in everything] == ["report", "person", "departure", "person", "device"]
    assert everything[0].title
    assert everything[0].change is None
    pages = [activity.activity(pair.village, limit=2)]
    while pages[-1]:
        pages.append(activity.activity(pair.village, pages[-1][-1].place, limit=2))
    assert [item for page in pages for item in page] == everything
    assert [item.kind for item in activity.activity(pair.village, user="Abdul Hamid")] == ["person"]
    assert {item.kind for item in activity.activity(pair.camat)} == {"device"}


def test_an_undone_change_reaches_the_camat_as_any_other(pair: offices.Pair) -> None:
    saved = recording.save(pair.village, PERSON, TYPED)
    pair.report(nihil=True)
    pair.carry_up()
    taken_back(pair.village, saved)
    pair.report(nihil=True)
    pair.carry_up()
    assert browsing.ids(pair.camat, PERSON) == []


def test_an_older_database_gets_the_index_and_the_tables_it_lacks(village: Office) -> None:
    record = recording.save(village, PERSON, TYPED).record
    with village.database.transaction() as connection:
        connection.exec_driver_sql("DROP INDEX journal_kind")
        connection.exec_driver_sql("DROP TABLE draft")
        connection.exec_driver_sql("DROP INDEX person_listed")
        connection.exec_driver_sql("DELETE FROM setting WHERE name = 'rows made by'")
    village = offices.reopened(village)
    with village.database.reading() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
        query = "SELECT n FROM journal WHERE office = 'x' AND kind = 'y' AND n < 9 ORDER BY n DESC LIMIT 5"
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")
        plan = [row[3] for row in steps]
    assert {"journal_kind", "draft", "person_listed"} <= set(names)
    assert len(plan) == 1
    assert "COVERING INDEX journal_kind" in plan[0]
    assert [item.record for item in activity.activity(village, kind="person")] == [record]
