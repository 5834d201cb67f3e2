"""Who may be recorded twice: suspected pairs, decisions that change neither record, and what receipts tell about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Invalid, Refused
from ppo_desktop.core.ids import new_record_id
from ppo_desktop.operations.books import browsing, duplicates, recording, searching, suggesting, undoing
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.desk import agenda
from ppo_desktop.operations.history import erasing, journalling
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import reporting
from ppo_desktop.operations.neighbours import confirming, receiving, twin_notices, verdicts
from ppo_desktop.operations.papers import sheets
from ppo_desktop.records.registry import kind
from ppo_desktop.records.same_person import DIFFERENT, SAME, SAME_PERSON
from ppo_desktop.storage import journal_store, projection, rows, settings_store

PERSON, DEPARTURE = kind("person"), kind("departure")
NIK = "6101045203999901"
SITI = {"name": "Siti Aminah", "sex": "P", "born_on": "1999-03-12", "nik": NIK}


def save(office: Office, **typed: object) -> str:
    reasons = {"born-on-missing": "belum tahu", "nik-birth-date": "sesuai KK", "nik-sex": "sesuai KK"}
    without = {} if {**SITI, **typed}.get("nik") else {"no_nik_reason": "TIDAK_DIBAWA"}
    return recording.save(office, PERSON, {**SITI, **without, **typed, "warning_reasons": reasons}).record


@pytest.fixture
def village(tmp_path: Path) -> Office:
    return offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())


@pytest.fixture
def twins(village: Office) -> tuple[str, str]:
    """One woman recorded twice in one village, each time with a departure."""
    one, two = save(village), save(village, name="Sitti Aminah", nik=None, mother_name="Zubaidah")
    for person in (one, two):
        departure = {"person": person, "registered_on": "2026-11-03", "status": "NIAT", "destination_country": "MY"}
        recording.save(village, DEPARTURE, {**departure, "warning_reasons": {"incomplete": "menyusul"}})
    return one, two


def within(office: Office, main: str, other: str, verdict: str = SAME) -> recording.Saved:
    return duplicates.decide(office, (office.code, main), (office.code, other), verdict)


def listed(office: Office) -> set[str]:
    return {record for _owner, record in browsing.ids(office, PERSON)}


def found(office: Office, typed: str) -> set[str]:
    return {hit.record for hit in searching.find(office, typed) if hit.kind == "person"}


def keys(office: Office) -> list[set[str]]:
    return [{pair.one.record, pair.other.record} for pair in duplicates.suspected(office)]


def test_pairs_are_found_by_number_by_name_and_by_a_similar_name_of_one_birthday(village: Office) -> None:
    first = save(village)
    by_name = save(village, nik=None, name="Siti Aminah binti Ali")
    swapped = save(village, nik=None, name="Moehammad Joesoef", born_on="1988-05-04", sex="L")
    other = save(village, nik=None, name="M. Jusuf", born_on="1988-04-05", sex="L")
    save(village, nik=None, name="Dewi Lestari")
    save(village, nik=None, name="Siti Aminah", born_on="1962-01-01")
    assert keys(village) == [{swapped, other}, {first, by_name}]
    assert duplicates.count(village) == 2
    (pair,) = duplicates.about(village, (village.code, first))
    assert (pair.one.record, pair.other.record) == (first, by_name)
    assert pair.likeness.words == "Nama mirip · Tanggal lahir sama"


def test_who_is_found_to_be_one_stands_in_lists_search_and_counts_once(village: Office, twins: tuple[str, str]) -> None:
    one, two = twins
    saved = within(village, one, two)
    assert listed(village) == {one}
    assert browsing.count(village, PERSON) == 1
    assert found(village, "aminah") == {one}
    assert keys(village) == []
    assert [twin.record for twin in suggesting.alike(village, SITI)] == [one]
    undoing.undo(village, saved.change)
    assert listed(village) == {one, two}
    assert found(village, "aminah") == {one, two}
    assert keys(village) == [{one, two}]


def test_of_a_pair_the_record_that_says_more_comes_first(village: Office) -> None:
    save(village, nik=None)
    fuller = save(village, nik=None, rt="001", phone="0812 3456 7890")
    (pair,) = duplicates.suspected(village)
    assert pair.one.record == fuller


def test_neither_record_changes_and_both_histories_stay(village: Office, twins: tuple[str, str]) -> None:
    before = [recording.history(village, record) for record in twins]
    within(village, *twins)
    assert [recording.history(village, record) for record in twins] == before
    with village.database.reading() as connection:
        assert all(rows.get(connection, PERSON, village.code, record) for record in twins)


def test_the_main_sheet_shows_what_belongs_to_either_and_the_other_says_where_to(
    village: Office, twins: tuple[str, str]
) -> None:
    one, two = twins
    within(village, one, two)
    departures = [other for other in sheets.sheet(village, PERSON, one).linked if other.kind == "departure"]
    assert len(departures) == 2
    (remark,) = twin_notices.remarks(village, PERSON, (village.code, two))
    assert "Digabung dengan Siti Aminah" in remark.sentence
    assert (remark.screen, remark.arguments["record"]) == ("record", one)
    assert twin_notices.remarks(village, PERSON, (village.code, one)) == []


def test_a_record_that_was_joined_can_be_joined_on_but_never_in_a_circle(village: Office) -> None:
    one, two, three = (save(village, nik=None) for _time in range(3))
    within(village, two, one)
    within(village, three, two)
    assert listed(village) == {three}
    for main, other in ((one, three), (two, one), (three, one)):
        with pytest.raises(Invalid):
            within(village, main, other)
    with village.database.reading() as connection:
        departures = sheets.decided.joined_to(connection, (village.code, three))
        assert sheets.decided.shown_for(connection, (village.code, one)) == three
    assert set(departures) == {one, two}


def taken_back(office: Office, saved: recording.Saved) -> recording.Saved:
    assert saved.change is not None
    return undoing.undo(office, saved.change)


def test_a_decision_that_comes_back_closes_no_circle(village: Office) -> None:
    one, two, three = (save(village, nik=None) for _time in range(3))
    taken = taken_back(village, within(village, one, two))
    opposite = within(village, two, one)
    with pytest.raises(Refused, match="restore-misfit") as caught:
        taken_back(village, taken)
    assert "sudah diputuskan" in caught.value.message
    taken_back(village, opposite)
    within(village, two, three)
    taken_back(village, taken)
    assert listed(village) == found(village, "aminah") == {one}


def test_a_decision_that_comes_back_closes_no_ring_of_three(village: Office) -> None:
    one, two, three = (save(village, nik=None) for _time in range(3))
    last = within(village, two, three)
    within(village, one, two)
    taken = taken_back(village, last)
    within(village, three, one)
    with pytest.raises(Refused, match="restore-misfit"):
        taken_back(village, taken)
    assert listed(village) == found(village, "aminah") == {three}


def brought(office: Office, main: str, other: str) -> None:
    """A decision of another PC of the office, which could not know of those made here."""
    decision = {"verdict": SAME, "main_office": office.code, "main": main, "other_office": office.code, "other": other}
    with office.database.transaction() as connection:
        journalling.write(connection, office, SAME_PERSON, new_record_id(office.clock), decision, seen=[])


def test_whatever_two_pcs_decided_nobody_vanishes(village: Office) -> None:
    one, two, three, four = (save(village, nik=None) for _time in range(4))
    for main, other in ((one, two), (two, three), (three, one)):
        brought(village, main, other)
    brought(village, one, four)
    assert listed(village) == found(village, "aminah") == {one, two, three, four}
    assert twin_notices.remarks(village, PERSON, (village.code, one)) == []
    with village.database.reading() as connection:
        assert sheets.decided.joined_to(connection, (village.code, one)) == []


def test_a_record_whose_main_record_is_gone_stands_for_itself(village: Office) -> None:
    one, two, three = (save(village, nik=None) for _time in range(3))
    within(village, two, three)
    brought(village, one, two)
    assert listed(village) == {one}
    with village.database.transaction() as connection:
        seen = journal_store.of_record(connection, village.code, one)
        journalling.write(connection, village, PERSON, one, {"deleted": True}, seen=seen)
    assert listed(village) == found(village, "aminah") == {two}


def test_who_stands_for_another_is_the_one_that_is_compared(village: Office, twins: tuple[str, str]) -> None:
    one, two = twins
    third = save(village, nik=None, name="Siti Aminah binti Ali")
    within(village, one, two)
    assert keys(village) == [{one, third}]


def test_who_is_not_the_same_is_not_asked_about_again_until_that_is_undone(
    village: Office, twins: tuple[str, str]
) -> None:
    saved = within(village, *twins, verdict=DIFFERENT)
    assert listed(village) == set(twins)
    assert keys(village) == []
    assert suggesting.alike(village, SITI, twins[0]) == []
    with pytest.raises(Invalid, match="sudah diputuskan"):
        within(village, *reversed(twins))
    again = undoing.undo(village, saved.change)
    assert keys(village) == [set(twins)]
    undoing.undo(village, again.change)
    assert keys(village) == []


def test_a_person_who_is_erased_takes_along_the_record_that_was_joined_and_what_belongs_to_it(
    village: Office, twins: tuple[str, str]
) -> None:
    one, two = twins
    within(village, one, two)
    duplicates.decide(village, (village.code, two), (offices.OTHER_VILLAGE, ""), SAME)
    foreseen = erasing.foreseen(village, PERSON, one)
    assert sorted(foreseen.going) == [
        "Orang yang sama (Dugaan ganda)",
        "Orang yang sama (Dugaan ganda)",
        "Siti Aminah – Malaysia (Keberangkatan)",
        "Sitti Aminah (Warga)",
        "Sitti Aminah – Malaysia (Keberangkatan)",
    ]
    assert foreseen.staying == ("warga yang dicatat Desa Seberkat",)
    gone = recording.erase(village, one)
    assert len(gone.changes.records) == len(foreseen.going) + 1
    assert listed(village) == set()
    assert browsing.count(village, DEPARTURE) == 0
    assert duplicates.decisions(village) == []
    with pytest.raises(Refused):
        within(village, one, two)


def test_the_record_that_was_joined_can_be_erased_alone(village: Office, twins: tuple[str, str]) -> None:
    one, two = twins
    within(village, one, two)
    foreseen = erasing.foreseen(village, PERSON, two)
    assert sorted(foreseen.going) == ["Orang yang sama (Dugaan ganda)", "Sitti Aminah – Malaysia (Keberangkatan)"]
    assert foreseen.staying == ("Siti Aminah (Desa Sempalai)",)
    recording.erase(village, two)
    assert listed(village) == {one}
    assert browsing.count(village, DEPARTURE) == 1


def test_rows_made_anew_from_the_journal_say_the_same(village: Office, twins: tuple[str, str]) -> None:
    within(village, *twins)
    recording.save(village, PERSON, {"name": "Siti Rahmah"}, twins[0])
    before = (listed(village), found(village, "aminah"), found(village, "rahmah"))
    with village.database.transaction() as connection:
        projection.rebuild(connection)
    assert (listed(village), found(village, "aminah"), found(village, "rahmah")) == before


def test_what_was_corrected_is_found_by_its_old_and_its_new_value(village: Office) -> None:
    record = save(village)
    new = {"name": "Rahmawati", "born_on": "13-4-1998", "nik": "6101045304989902"}
    recording.save(village, PERSON, new, record)
    for typed in ("aminah", NIK, "12-3-1999", "12-03-1999", "rahmawati", new["nik"], "13-04-1998"):
        assert found(village, typed) == {record}, typed
    (hit,) = searching.find(village, "aminah")
    assert (hit.title, hit.detail) == ("Rahmawati", "13-04-1998 · cocok dengan isian lama")
    assert "isian lama" not in searching.find(village, "rahmawati")[0].detail
    recording.erase(village, record)
    assert found(village, "aminah") == found(village, "rahmawati") == set()
    with village.database.raw() as raw:
        (left,) = raw.execute("SELECT count(*) FROM search_document WHERE text LIKE '%aminah%'").fetchone()
        assert left == 0


@pytest.fixture
def three(tmp_path: Path) -> Iterator[tuple[offices.Pair, Office, dict[str, str]]]:
    """A camat who has a woman from two villages, each of which recorded her."""
    pair = offices.new_pair(tmp_path)
    other = offices.new_office(tmp_path / "desa lain", offices.OTHER_VILLAGE, pair.clock)
    offices.enrol(other, pair.camat, pair.stick)
    recorded = {pair.village.code: save(pair.village), other.code: save(other, phone="0812 1111 2222")}
    for office in (pair.village, other):
        send(pair, office)
    yield pair, other, recorded
    other.close()
    pair.close()


def send(pair: offices.Pair, office: Office) -> None:
    reporting.close_month(office, offices.NOVEMBER, assenting=offices.HEAD, nihil=True)
    receiving.take(pair.camat, [sending.export(office, pair.camat.code, pair.stick).path])


def answer(pair: offices.Pair, *to: Office) -> dict[str, Path]:
    """Receipts for all who wait for one, taken in by some; the copies on the stick."""
    confirming.write_receipts(pair.camat)
    copied = {copy.to: copy.path for copy in sending.export_receipts(pair.camat, pair.stick)}
    for office in to:
        receiving.take(office, [copied[office.code]])
    return copied


@pytest.mark.long  # scenario 5 acts most of it out in windows
def test_two_villages_are_told_of_one_woman_and_both_records_stay(
    three: tuple[offices.Pair, Office, dict[str, str]],
) -> None:
    pair, other, recorded = three
    (suspected,) = duplicates.suspected(pair.camat)
    assert suspected.likeness.words.startswith("NIK sama")
    assert "duplicates" in [task.kind for task in agenda.agenda(pair.camat)]
    mine, its = ((code, record) for code, record in recorded.items())
    saved = duplicates.decide(pair.camat, mine, its, SAME)
    assert listed(pair.camat) == set(recorded.values()), "each stays its owner's"
    late = pair.stick / "tertinggal.pdf"
    late.write_bytes(answer(pair, pair.village)[other.code].read_bytes())
    (told,) = verdicts.told(pair.village)
    assert told.ours.record == recorded[pair.village.code]
    assert told.sentence == (
        "Menurut Kecamatan Tebas, mungkin orang yang sama dengan warga yang dicatat Desa Seberkat; tanyakan."
    )
    assert "told-duplicates" in [task.kind for task in agenda.agenda(pair.village)]
    (remark,) = twin_notices.remarks(pair.village, PERSON, told.ours.key)
    assert remark.sentence == told.sentence
    # What is known of the other village is its name alone.
    with pair.village.database.reading() as connection:
        everything = str(settings_store.beginning_with(connection, "verdicts "))
    assert recorded[other.code] not in everything
    # A village answers; its answer travels up, and it is not asked again.
    duplicates.decide(pair.village, told.ours.key, (told.office, ""), SAME, "Sudah ditanyakan.")
    assert verdicts.told(pair.village) == []
    send(pair, pair.village)
    assert {decision.office for decision in duplicates.decisions(pair.camat)} == {pair.village.code, pair.camat.code}
    # Undone, the next receipt says nothing more, and the one before it arrives too late.
    undoing.undo(pair.camat, saved.change)
    send(pair, other)
    answer(pair, other)
    receiving.take(other, [late])
    assert verdicts.told(other) == []


def test_only_verdicts_that_are_understood_are_read() -> None:
    good = {"record": "0" * 32, "verdict": "duplicate", "office": "61.01.04.2005"}
    odd = [
        None,
        [],
        {},
        {**good, "verdict": "moved"},
        {**good, "office": 3},
        {**good, "record": "X"},
        good | {"more": 1},
    ]
    assert verdicts.read({"verdicts": [*odd, good]}) == [good, good]
    assert verdicts.read({"verdicts": "x"}) == verdicts.read({}) == []
    assert SAME_PERSON.name == "same_person"
