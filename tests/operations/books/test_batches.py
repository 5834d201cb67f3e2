"""Many at once: what a row of a grid keeps, what holds it up, what one key says, and taking a row back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.core.offices import Level, name_of
from ppo_desktop.operations.books import batches, browsing, grids, recording, undoing
from ppo_desktop.operations.books.batches import Line, Outcome
from ppo_desktop.operations.house.office import Office
from ppo_desktop.records.registry import kind

PERSON, DEPARTURE = kind("person"), kind("departure")
SHARED = {
    "person.rt": "3",
    "person.no_nik_reason": "TIDAK_TAHU",
    "departure.destination_country": "MY",
    "departure.destination_place": "Kuching",
    "departure.source": "RT",
}
SITI = {"person.name": "Siti Aminah", "person.sex": "P", "person.born_on": "1985", "departure.departed_on": "2015"}


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Office]:
    office = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    yield office
    office.close()


def keep(office: Office, typed: Mapping[str, object], grid: str = "abroad", **more: object) -> Outcome:
    shared = more.pop("shared", SHARED)
    assert isinstance(shared, Mapping)
    reason = str(more.pop("reason", "Diisi dari buku lama"))
    line = Line(typed, **more)  # type: ignore[arg-type]  # the words go through as they are
    return batches.keep(office, grids.grid(grid), shared, line, reason)


def all_of(office: Office, name: str) -> list[browsing.Row]:
    of = kind(name)
    return [row for row in browsing.window(office, of, browsing.ids(office, of), tuple(of.by_name)) if row]


def codes(outcome: Outcome) -> set[str]:
    return {problem.code for problem in outcome.problems}


def test_a_row_makes_a_person_and_a_departure_with_what_is_shared(village: Office) -> None:
    outcome = keep(village, SITI)
    assert outcome.is_kept
    (person,), (departure,) = all_of(village, "person"), all_of(village, "departure")
    assert (person["name"], person["rt"], person["no_nik_reason"]) == ("Siti Aminah", "003", "TIDAK_TAHU")
    assert person["region"] == village.code
    assert (departure["person_name"], departure["status"], departure["departed_on"]) == (
        "Siti Aminah",
        "bekerja",
        "2015",
    )
    assert (departure["destination_country"], departure["destination_place"]) == ("MY", "Kuching")
    assert set(departure["warning_reasons"].values()) == {"Diisi dari buku lama"}
    assert outcome.records == {"person": person["id"], "departure": departure["id"]}


def test_what_a_row_says_goes_before_what_is_shared(village: Office) -> None:
    keep(village, {**SITI, "departure.destination_country": "Brunei Darussalam", "person.rt": "7"})
    assert all_of(village, "departure")[0]["destination_country"] == "BN"
    assert all_of(village, "person")[0]["rt"] == "007"


def test_a_row_that_cannot_be_kept_leaves_nothing_behind_and_names_its_column(village: Office) -> None:
    outcome = keep(village, {**SITI, "departure.departed_on": "2015-02-30"})
    assert [(problem.field, problem.code) for problem in outcome.problems] == [
        ("departure.departed_on", "departed-on-not-a-date")
    ]
    assert all_of(village, "person") == []
    outcome = keep(village, {**SITI, "person.name": ""})
    assert [problem.field for problem in outcome.problems] == ["person.name"]


def test_without_a_reason_warnings_hold_a_row_and_some_want_one_of_their_own(village: Office) -> None:
    assert "incomplete" in codes(keep(village, SITI, reason=""))
    child = {**SITI, "person.born_on": "2009", "departure.departed_on": "2024"}
    assert codes(keep(village, child)) == {"under-18"}
    assert keep(village, child, reason="x").problems
    assert keep(village, child, reason="Diisi dari buku lama").problems
    line = Line(child, reasons={"under-18": "Sudah dirujuk"})
    outcome = batches.keep(village, grids.grid("abroad"), SHARED, line, "Diisi dari buku lama")
    assert outcome.is_kept
    assert all_of(village, "departure")[0]["warning_reasons"]["under-18"] == "Sudah dirujuk"


def test_somebody_of_that_name_is_asked_about_first(village: Office) -> None:
    known = keep(village, SITI).records["person"]
    outcome = keep(village, SITI)
    assert not outcome.is_kept
    assert [twin.record for twin in outcome.twins] == [known]
    assert keep(village, SITI, is_other=True).is_kept
    assert len(all_of(village, "person")) == 2


def test_a_known_person_gets_a_departure_only_and_not_a_second_one(village: Office) -> None:
    typed = {"name": "Siti Aminah", "sex": "P", "born_on": "1985-03-12", "no_nik_reason": "TIDAK_DIBAWA"}
    person = recording.save(village, PERSON, typed).record
    assert keep(village, SITI, person=person).is_kept
    assert all_of(village, "person")[0]["born_on"] == "1985-03-12"
    assert codes(keep(village, SITI, person=person)) == {"already-abroad"}
    assert len(all_of(village, "departure")) == 1


def test_a_row_can_be_taken_back_as_a_whole_and_changed_as_a_whole(village: Office) -> None:
    outcome = keep(village, {**SITI, "departure.job": "Kebun"})
    changed = keep(
        village,
        {**SITI, "person.name": "Siti Aminah binti Rahman"},
        records=outcome.records,
        kept={**SITI, "departure.job": "Kebun"},
    )
    assert changed.records == outcome.records
    assert all_of(village, "person")[0]["name"] == "Siti Aminah binti Rahman"
    assert all_of(village, "departure")[0]["job"] is None
    assert keep(village, SITI, records=outcome.records).is_kept
    with pytest.raises(Refused):
        undoing.undo_all(village, outcome.undo)  # it was changed again since
    other = keep(village, {**SITI, "person.name": "Rosmiati"})
    touched = undoing.undo_all(village, other.undo)
    assert {name for name, _office, _record in touched.records} == {"person", "departure"}
    assert [row["name"] for row in all_of(village, "person")] == ["Siti Aminah"]


def test_a_group_is_planned_gone_or_back_as_its_days_say(village: Office) -> None:
    shared = {**SHARED, "departure.exit_point": "PLBN_ARUK", "departure.path": "belum_jelas"}
    typed = {"person.sex": "L", "person.born_on": "1990"}
    for name, days in (
        ("Berangkat", {"departure.departed_on": "20-11-2026"}),
        ("Rencana", {"departure.departed_on": "25-11-2026"}),
        ("Musim", {"departure.departed_on": "3-2026", "departure.returned_on": "6-2026"}),
    ):
        outcome = keep(village, {**typed, "person.name": name}, "group", shared=shared | days)
        assert outcome.is_kept, outcome.problems
    found = {row["person_name"]: row for row in all_of(village, "departure")}
    assert {name: row["status"] for name, row in found.items()} == {
        "Berangkat": "berangkat",
        "Rencana": "siap",
        "Musim": "pulang",
    }
    assert found["Rencana"]["planned_on"] == "2026-11-25"
    assert found["Rencana"]["departed_on"] is None


def test_one_key_tells_of_somebody_abroad(village: Office) -> None:
    news = grids.grid("news")
    for name, rt in (("Siti", "3"), ("Dewi", "2"), ("Rosa", "3")):
        keep(village, {**SITI, "person.name": name, "person.rt": rt})
    shared = {"departure.last_contact_on": "20-11-2026", "departure.last_contact_channel": "TELEPON"}
    assert news.subjects is not None
    everybody = news.subjects(village, shared)
    assert [subject.words[0] for subject in everybody] == ["Dewi", "Rosa", "Siti"]
    rosa, siti = news.subjects(village, shared | {"person.rt": "3"})
    batches.answer(village, news, shared, rosa, "b", news.reason)
    batches.answer(village, news, shared, everybody[0], "T", news.reason)
    batches.answer(village, news, shared, siti, "P", news.reason)
    found = {row["person_name"]: row for row in all_of(village, "departure")}
    assert (found["Rosa"]["last_contact_on"], found["Rosa"]["last_contact_channel"]) == ("2026-11-20", "TELEPON")
    assert (found["Siti"]["status"], found["Siti"]["returned_on"]) == ("pulang", "2026-11")
    assert (found["Dewi"]["last_contact_on"], found["Dewi"]["last_asked_on"]) == (None, "2026-11-20")
    assert [(subject.words[0], subject.answer) for subject in news.subjects(village, shared)] == [
        ("Dewi", "T"),
        ("Rosa", "B"),
    ]


def test_above_villages_the_sheet_of_news_says_and_asks_in_which_village_somebody_lives(tmp_path: Path) -> None:
    camat = offices.new_office(tmp_path / "camat", offices.CAMAT, offices.clock_at())
    news = grids.grid("news").at(camat.identity.level)
    for name, village in (("Siti", "61.01.04.2003"), ("Dewi", "61.01.04.2004")):
        assert keep(camat, {**SITI, "person.name": name, "person.region": village}).is_kept
    assert news.subjects is not None
    told = [dict(zip((head.title for head in news.heads), one.words, strict=True)) for one in news.subjects(camat, {})]
    assert {(one["Nama"], one["Desa"]) for one in told} == {
        ("Siti", "Desa Sempalai"),
        ("Dewi", name_of("61.01.04.2004")),
    }
    (siti,) = news.subjects(camat, {"person.rt": "3", "person.region": "61.01.04.2003"})
    assert siti.words[:3] == ("Siti", "Desa Sempalai", "003")
    assert "person.region" not in {column.key for column in grids.grid("news").at(Level.VILLAGE).shared}


def test_news_of_another_day_does_not_keep_the_hour_of_the_day_before(village: Office) -> None:
    kept = keep(village, SITI).records["departure"]
    called = {"last_contact_on": "19-11-2026", "last_contact_hour": "19.40"}
    recording.save(village, kind("departure"), called, kept)
    recording.save(village, kind("departure"), {"last_contact_on": "2026-11-19", "note": "Tidak bersuara."}, kept)
    assert all_of(village, "departure")[0]["last_contact_hour"] == "19.40"
    news = grids.grid("news")
    assert news.subjects is not None
    shared = {"departure.last_contact_on": "20-11-2026"}
    (siti,) = news.subjects(village, shared)
    batches.answer(village, news, shared, siti, "b", news.reason)
    (row,) = all_of(village, "departure")
    assert (row["last_contact_on"], row["last_contact_hour"]) == ("2026-11-20", None)


def test_trouble_is_remembered_by_what_was_decided(village: Office) -> None:
    kept = keep(village, SITI)
    decided = {"person": kept.records["person"], "departure": kept.records["departure"], "action": "LAIN"}
    given = {"details": "Menelepon majikan", "decided_on": "2026-11-20", "doer": "Rina", "due_on": "2026-11-27"}
    recording.save(village, kind("follow_up"), decided | given)
    news = grids.grid("news")
    assert news.subjects is not None
    (subject,) = news.subjects(village, {"departure.last_contact_on": "21-11-2026"})
    assert subject.answer == "M"


def test_a_month_knows_every_neighbourhood_once(village: Office) -> None:
    for name, where in (
        ("Siti", {"person.rt": "3"}),
        ("Dewi", {"person.rt": "3", "person.hamlet": "Merpati"}),
        ("Rosa", {"person.rt": "3", "person.hamlet": " Merpati "}),
        ("Hamdan", {"person.rt": "1", "person.rw": "2"}),
    ):
        keep(village, {**SITI, "person.name": name, **where}, is_other=True)
    reports, shared = grids.grid("rt"), {"rt_report.month": "11-2026", "rt_report.received_on": "21-11-2026"}
    assert reports.subjects is not None
    assert [subject.words[:3] for subject in reports.subjects(village, shared)] == [
        ("RT 001", "002", ""),
        ("RT 003", "", "Merpati"),
    ]
    numbered = reports.subjects(village, shared | {"rt_report.rt": "4"})
    assert [subject.words[0] for subject in numbered] == ["RT 001", "RT 002", "RT 003", "RT 004"]
    for subject, letter in zip(numbered, "ALTB", strict=True):
        assert batches.answer(village, reports, shared, subject, letter, reports.reason).is_kept
    again = reports.subjects(village, shared)
    assert [subject.answer for subject in again] == ["A", "L", "T", "B"]
    batches.answer(village, reports, shared, again[3], "L", reports.reason)  # it has come after all
    assert [row["state"] for row in all_of(village, "rt_report") if row["rt"] == "004"] == ["NIHIL_LISAN"]
    following = reports.subjects(village, shared | {"rt_report.month": "12-2026"})
    assert (following[0].answer, following[0].words[3]) == ("", "Ada kejadian")


def test_every_grid_is_whole(village: Office) -> None:
    for grid in grids.GRIDS:
        for column in (*grid.columns, *grid.shared):
            assert column.words, column.key
        assert set(grid.begins(village)) <= {column.key for column in grid.shared}, grid.name
        assert bool(grid.columns) != bool(grid.answers), grid.name
        letters = [answer.letter for answer in grid.answers]
        assert len(set(letters)) == len(letters)
    assert {grid.name for grid in grids.offered(Level.VILLAGE)} >= {"abroad", "group", "season", "news"}
    with pytest.raises(Refused):
        grids.grid("tidak-ada")


def test_a_row_kept_again_sends_only_what_is_other_now(village: Office) -> None:
    typed = {**SITI, "departure.job": "Kebun"}
    records = keep(village, typed).records
    recording.save(village, PERSON, {"contact_name": "Pak Rahman"}, records["person"])
    recording.save(village, DEPARTURE, {"destination_place": "Sibu"}, records["departure"])
    assert keep(village, {**SITI, "person.sex": "L"}, records=records, kept=typed).is_kept
    (person,), (departure,) = all_of(village, "person"), all_of(village, "departure")
    assert (person["sex"], person["contact_name"], person["rt"]) == ("L", "Pak Rahman", "003")
    assert (departure["job"], departure["destination_place"], departure["departed_on"]) == (None, "Sibu", "2015")


def test_a_reason_answers_only_the_warnings_it_was_given_for(village: Office) -> None:
    child = {**SITI, "person.born_on": "2009", "departure.departed_on": "2024"}
    assert codes(keep(village, child, reasons={"incomplete": "Menyusul"})) == {"under-18"}
    assert codes(keep(village, SITI, reason="", reasons={"under-18": "Sudah dirujuk"})) >= {"incomplete"}
    assert "rt-month-double" in batches.EACH_ITS_OWN


def test_an_earlier_day_says_nothing_new_of_somebody_heard_of_later(village: Office) -> None:
    keep(village, SITI)
    news = grids.grid("news")
    assert news.subjects is not None
    for day, letter in (("20-11-2026", "B"), ("5-10-2026", "B"), ("6-10-2026", "P")):
        shared = {"departure.last_contact_on": day, "departure.last_contact_channel": "TELEPON"}
        (subject,) = news.subjects(village, shared)
        assert batches.answer(village, news, shared, subject, letter, news.reason).is_kept
    (departure,) = all_of(village, "departure")
    assert (departure["last_contact_on"], departure["returned_on"]) == ("2026-11-20", "2026-10")


SHEET = {"departure.last_contact_on": "20-11-2026", "departure.last_contact_channel": "TELEPON"}
NEWS = ("status", "last_contact_on", "last_contact_channel", "last_asked_on", "returned_on")


def news(office: Office, shared: Mapping[str, object] = SHEET) -> tuple[grids.Grid, batches.Subject]:
    """The sheet of news, and the one who is on it."""
    sheet = grids.grid("news")
    assert sheet.subjects is not None
    (subject,) = sheet.subjects(office, shared)
    return sheet, subject


def known_of(office: Office) -> dict[str, object]:
    (row,) = all_of(office, "departure")
    return {name: row[name] for name in NEWS if row[name]}


def test_a_corrected_answer_takes_back_what_the_first_one_wrote(village: Office) -> None:
    keep(village, SITI)
    september = SHEET | {"departure.last_contact_on": "5-9-2026"}
    sheet, subject = news(village, september)
    batches.answer(village, sheet, september, subject, "B", sheet.reason)
    recording.save(village, DEPARTURE, {"last_contact_channel": "PESAN"}, subject.id)
    before = known_of(village)
    for first, second in ("B", "T"), ("T", "B"), ("B", "P"), ("P", "B"), ("P", "T"), ("M", "T"):
        for is_read_anew in {False, first + second in ("BT", "TB")}:
            sheet, subject = news(village)
            meant = batches.answer(village, sheet, SHEET, subject, second, sheet.reason)
            expected = known_of(village)
            undoing.undo_all(village, meant.undo)
            wrong = batches.answer(village, sheet, SHEET, subject, first, sheet.reason)
            if is_read_anew:  # as after the program was started again
                sheet, subject = news(village)
            corrected = batches.answer(village, sheet, SHEET, subject, second, sheet.reason, instead=first)
            assert known_of(village) == expected, (first, second, is_read_anew)
            undoing.undo_all(village, [*wrong.undo, *corrected.undo])
            assert known_of(village) == before


def test_several_corrections_end_as_if_only_the_last_was_given(village: Office) -> None:
    keep(village, SITI)
    before = known_of(village)
    sheet, subject = news(village)
    for instead, letter in ("B", ""), ("P", "B"), ("T", "P"), ("P", "T"), ("B", "P"), ("T", "B"):
        batches.answer(village, sheet, SHEET, subject, instead, sheet.reason, instead=letter)
    assert known_of(village) == before | {"last_asked_on": "2026-11-20"}


def test_what_somebody_wrote_since_is_not_taken_back(village: Office) -> None:
    keep(village, SITI)
    sheet, subject = news(village)
    batches.answer(village, sheet, SHEET, subject, "B", sheet.reason)
    recording.save(village, DEPARTURE, {"last_contact_on": "2026-11-21"}, subject.id)
    batches.answer(village, sheet, SHEET, subject, "T", sheet.reason, instead="B")
    assert known_of(village)["last_contact_on"] == "2026-11-21"


def test_news_that_came_after_all_is_the_answer_of_its_month(village: Office) -> None:
    keep(village, SITI)
    for day, letter, expected in (("20-11-2026", "T", "T"), ("18-11-2026", "B", "B"), ("21-11-2026", "T", "T")):
        shared = SHEET | {"departure.last_contact_on": day}
        sheet, subject = news(village, shared)
        batches.answer(village, sheet, shared, subject, letter, sheet.reason)
        assert news(village, shared)[1].answer == expected
    assert known_of(village)["last_contact_on"] == "2026-11-18"
    assert news(village, SHEET | {"departure.last_contact_on": "1-12-2026"})[1].answer == ""


def test_the_sheet_of_news_says_whose_contact_plan_is_broken_and_whom_to_ask(village: Office) -> None:
    kept = keep(village, SITI | {"person.contact_name": "Pak Amir"})
    plan = {"contact_every": "MINGGUAN", "last_contact_on": "2026-11-05", "contact_keeper": "Bu Ani"}
    recording.save(village, DEPARTURE, plan | {"contact_keeper_phone": "0812 3456 7890"}, kept.records["departure"])
    assert news(village)[1].words[3:] == ("0812 3456 7890 · Bu Ani", "Terputus", "05-11-2026")
    assert news(village)[1].answer == ""
    sheet, subject = news(village)
    batches.answer(village, sheet, SHEET, subject, "B", sheet.reason)
    assert (news(village)[1].words[4], news(village)[1].answer) == ("Setiap minggu", "B")


def test_a_report_of_an_rt_without_its_rw_is_neither_hidden_nor_made_twice(village: Office) -> None:
    sheet, shared = grids.grid("rt"), {"rt_report.month": "11-2026", "rt_report.received_on": "21-11-2026"}
    assert sheet.subjects is not None
    report = {"month": "2026-11", "rt": "3", "state": "ADA", "received_on": "2026-11-20", "count": 1}
    recording.save(village, kind("rt_report"), report)
    keep(village, {**SITI, "person.rt": "3", "person.rw": "1"})
    (subject,) = sheet.subjects(village, shared)
    assert (subject.words[:2], subject.answer) == (("RT 003", "001"), "A")
    batches.answer(village, sheet, shared, subject, "L", sheet.reason, instead="A")
    (row,) = all_of(village, "rt_report")
    assert (row["rt"], row["rw"], row["state"]) == ("003", "001", "NIHIL_LISAN")
    recording.save(village, kind("rt_report"), report | {"month": "2026-10"})
    keep(village, {**SITI, "person.name": "Dewi", "person.rt": "3", "person.rw": "2"}, is_other=True)
    october = sheet.subjects(village, shared | {"rt_report.month": "10-2026"})
    assert [(one.words[1], one.answer) for one in october] == [("", "A"), ("001", ""), ("002", "")]


def test_what_is_deleted_is_not_changed_behind_the_back_of_whoever_deleted_it(village: Office) -> None:
    kept = keep(village, SITI)
    sheet, subject = news(village)
    removed = undoing.remove(village, DEPARTURE, kept.records["departure"])
    for change in (
        lambda: recording.save(village, DEPARTURE, {"job": "Sopir"}, subject.id),
        lambda: batches.answer(village, sheet, SHEET, subject, "B", sheet.reason),
        lambda: recording.preview_check(village, DEPARTURE, {}, subject.id),
    ):
        with pytest.raises(Refused) as caught:
            change()
        assert caught.value.code == "record-deleted"
    assert undoing.remove(village, DEPARTURE, subject.id).changes.records == frozenset()
    assert removed.change is not None
    undoing.undo(village, removed.change)
    assert recording.save(village, DEPARTURE, {"job": "Sopir"}, subject.id).change is not None
