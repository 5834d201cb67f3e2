"""Records closed to all but a few accounts: who is closed out sees that there is one, by no way of reading more."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import exported
import offices
from ppo_desktop.core.changes import Changes
from ppo_desktop.core.errors import Invalid, Refused
from ppo_desktop.operations.books import (
    activity,
    batches,
    browsing,
    closing,
    duplicates,
    grids,
    recording,
    review,
    searching,
    suggesting,
    undoing,
)
from ppo_desktop.operations.books.recording import Change
from ppo_desktop.operations.desk import agenda
from ppo_desktop.operations.doors import accounts, setup
from ppo_desktop.operations.house import access, drafting
from ppo_desktop.operations.house.about import About
from ppo_desktop.operations.house.drafting import DraftKey
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.house.sight import is_closed
from ppo_desktop.operations.letters import issuing
from ppo_desktop.operations.letters.letter_words import Subject
from ppo_desktop.operations.neighbours import reconciling
from ppo_desktop.operations.papers import chronology, emergency_file, own_data, pocket_card, registers, sheets
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind
from ppo_desktop.records.same_person import DIFFERENT, SAME
from ppo_desktop.reports.registers import REGISTERS
from ppo_desktop.trust.vault import NewUser, Vault

PERSON, DEPARTURE = kind("person"), kind("departure")
NAME, PLACE = "Zubaidah Rahasiasekali", "Kuching Tersembunyi"
SECRETS = ("zubaidah", "rahasiasekali", "kuching", "tersembunyi", "6101045203009901", "e12345")
SITI = {"name": NAME, "sex": "P", "born_on": "2000-03-12", "nik": "6101045203009901", "birth_place": PLACE}
DEWI = {**SITI, "name": "Dewi Lestari", "nik": None, "birth_place": "Sambas"}
GONE = {
    "registered_on": "2026-11-03",
    "status": "bekerja",
    "departed_on": "2026-11-05",
    "destination_country": "MY",
    "destination_place": PLACE,
    "contact_every": "mingguan",
    "warning_reasons": {"incomplete": NAME},
}


@dataclass
class Closed:
    """A village where the clerk has closed a person to the head."""

    clerk: Office
    head: Office
    person: str
    departure: str
    """Belongs to the person."""
    first: Change


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closed]:
    clerk = offices.new_office(tmp_path_factory.mktemp("tutup") / "desa", offices.VILLAGE, offices.clock_at())
    saved = recording.save(clerk, PERSON, SITI)
    dewi = recording.save(clerk, PERSON, {**DEWI, "no_nik_reason": "TIDAK_DIBAWA"}).record
    duplicates.decide(clerk, (clerk.code, dewi), (clerk.code, saved.record), DIFFERENT, f"{NAME} lahir di {PLACE}.")
    head = offices.as_head(clerk)
    drafting.keep(head, DraftKey("person", saved.record), {"name": NAME})
    closing.close(clerk, PERSON, clerk.code, saved.record, (), "Pimpinan masih saudaranya.")
    later = recording.save(clerk, DEPARTURE, {**GONE, "person": saved.record}).record
    assert saved.change
    yield Closed(clerk, head, saved.record, later, saved.change)
    clerk.close()


def described(found: object) -> str:
    return repr(found).casefold()


def _reconciled(office: Office, at: Closed) -> object:
    with office.database.reading() as connection:
        differing = [reconciling.Differing("person", at.person, "")]
        return reconciling._listed(connection, office, office.code, differing)


def _listed(office: Office, of: RecordKind, **more: Any) -> object:
    keys = browsing.ids(office, of, **more)
    return keys, browsing.window(office, of, keys, tuple(of.by_name))


READ: dict[str, Callable[[Office, Closed], object]] = {
    "list of persons": lambda office, _: _listed(office, PERSON),
    "list of departures": lambda office, _: _listed(office, DEPARTURE),
    "list by name": lambda office, _: _listed(office, PERSON, by="name"),
    "narrowed list": lambda office, _: _listed(office, PERSON, typed="zubaidah"),
    "list of the command line": lambda office, _: recording.listing(office, PERSON),
    "search by name": lambda office, _: searching.find(office, "zubaidah"),
    "search by number": lambda office, _: searching.find(office, "6101045203009901"),
    "activity": lambda office, _: activity.activity(office),
    "usual words": lambda office, _: suggesting.frequent(office, DEPARTURE, "destination_place"),
    "possible twins": lambda office, _: suggesting.alike(office, SITI),
    "reconciliation": lambda office, at: _reconciled(office, at),
    "suspected pairs": lambda office, _: duplicates.suspected(office),
    "decisions about pairs": lambda office, _: duplicates.decisions(office),
    "form that names it": lambda office, at: recording.preview_check(office, DEPARTURE, {"person": at.person}),
    "grid that names it": lambda office, at: batches.keep(
        office, grids.grid("abroad"), {}, batches.Line({"departure.destination_country": "SG"}, person=at.person)
    ),
    "agenda": lambda office, _: agenda.agenda(office),
    "before the month is closed": lambda office, _: review.check_month(office, offices.NOVEMBER),
    "grid of monthly news": lambda office, _: [grids.grid("news").subjects(office, {})],  # type: ignore[misc]  # this grid has subjects
    "same number in a form": lambda office, _: recording.preview_check(office, PERSON, {**DEWI, "nik": SITI["nik"]}),
    "table for another program": lambda office, _: exported.told(office, PERSON)[PERSON.plural],
    "registers": lambda office, _: [list(registers.lines_of(office, one)) for one in REGISTERS],
    "drafts": lambda office, _: drafting.drafts(office),
    "looks": lambda office, _: access.looks(office),
    "closings": lambda office, _: closing.closings(office),
}

REFUSED: dict[str, Callable[[Office, Closed], object]] = {
    "sheet": lambda office, at: sheets.sheet(office, PERSON, at.person),
    "sheet of what belongs to it": lambda office, at: sheets.sheet(office, DEPARTURE, at.departure),
    "history": lambda office, at: recording.history(office, at.person),
    "check of its form": lambda office, at: recording.preview_check(office, PERSON, {}, at.person),
    "saving": lambda office, at: recording.save(office, PERSON, {"name": "Lain"}, at.person),
    "removing": lambda office, at: undoing.remove(office, DEPARTURE, at.departure),
    "taking back": lambda office, at: undoing.undo(office, at.first),
    "erasing": lambda office, at: recording.erase(office, at.person),
    "saying who it is": lambda office, at: duplicates.decide(
        office, (office.code, at.person), (office.code, "0" * 32), SAME
    ),
    "closing again": lambda office, at: closing.close(office, PERSON, office.code, at.person, (), "Supaya saya bisa."),
    "letter about it": lambda office, at: issuing.begin(office, "SKTM", Subject("person", at.person)),
    "letter about what belongs to it": lambda office, at: issuing.begin(
        office, "IZIN_KELUARGA", Subject("departure", at.departure)
    ),
    "pocket card": lambda office, at: pocket_card.paper(office, About(at.departure)),
    "emergency file": lambda office, at: emergency_file.paper(office, About(at.departure)),
    "chronology": lambda office, at: chronology.paper(office, About(at.person)),
    "own data": lambda office, at: own_data.paper(office, About(at.person)),
    "opening to all": lambda office, at: closing.lift(office, office.code, at.person, "Saya pimpinan."),
}


@pytest.mark.parametrize("way", READ)
def test_by_no_way_of_reading_a_word_of_it_is_seen(closed: Closed, way: str) -> None:
    said = described(READ[way](closed.head, closed))
    asked = {"6101045203009901"} if way == "same number in a form" else set()
    assert [word for word in SECRETS if word in said and word not in asked] == []


@pytest.mark.parametrize("way", sorted(set(READ) - {"drafts", "looks", "closings", "suspected pairs", "agenda"}))
def test_whoever_is_named_sees_it_as_before(closed: Closed, way: str) -> None:
    said = described(READ[way](closed.clerk, closed))
    assert any(word in said for word in SECRETS)


@pytest.mark.parametrize("way", REFUSED)
def test_it_cannot_be_opened_changed_or_opened_to_all(closed: Closed, way: str) -> None:
    with pytest.raises(Refused, match="closed"):
        REFUSED[way](closed.head, closed)


def test_no_record_is_made_that_names_it_nor_one_that_is_not_there(closed: Closed) -> None:
    with pytest.raises(Invalid, match="ditutup untuk akun Anda"):
        recording.save(closed.head, DEPARTURE, {**GONE, "person": closed.person})
    code = closed.head.code
    pair = {"verdict": SAME, "main_office": code, "main": "0" * 32, "other_office": code, "other": closed.person}
    with pytest.raises(Invalid, match="tidak ada di kantor ini") as error:
        recording.save(closed.head, kind("same_person"), pair)
    assert [problem.code for problem in error.value.problems] == ["main-unknown", "other-closed"]


def test_what_is_to_be_done_for_it_is_asked_of_those_who_may(closed: Closed) -> None:
    later = offices.clock_at("2027-03-01T02:00:00")
    for office, is_asked in ((closed.clerk, True), (closed.head, False)):
        tasks = {task.kind for task in agenda.agenda(replace(office, clock=later))}
        assert ("departure-plan-broken" in tasks) is is_asked


def test_it_counts_and_stands_in_the_list_as_a_neutral_line_at_its_end(closed: Closed) -> None:
    for office in (closed.head, closed.clerk):
        assert browsing.count(office, PERSON) == 2 == len(browsing.ids(office, PERSON))
        assert browsing.owners(office, PERSON)[0].count == 2
    keys = browsing.ids(closed.head, PERSON)
    first, last = browsing.window(closed.head, PERSON, keys)
    assert first is not None
    assert last is not None
    assert (PERSON.called(first), PERSON.called(last)) == ("Dewi Lestari", "Catatan tertutup")
    assert browsing.count(closed.head, PERSON, typed="zubaidah") == 0
    assert browsing.count_each(closed.head, DEPARTURE)["abroad"] == 0
    assert {one.title for one in activity.activity(closed.head)} >= {"Catatan tertutup", "Dewi Lestari"}
    assert all(one.change is None for one in activity.activity(closed.head) if one.title == "Catatan tertutup")


def test_what_is_said_later_of_a_closed_person_is_closed_too_also_after_a_rebuild(closed: Closed) -> None:
    from ppo_desktop.operations.safekeeping import keeping

    keeping.rebuild(closed.clerk)
    with pytest.raises(Refused, match="closed"):
        sheets.sheet(closed.head, DEPARTURE, closed.departure)


def test_the_head_reads_that_something_is_closed_and_by_whom_but_not_why(closed: Closed) -> None:
    (told,) = closing.closings(closed.head)
    assert (told.title, told.closed_by, told.reason, told.allowed) == ("Catatan tertutup", "Rina", "", ("Rina",))
    with pytest.raises(Refused, match="not-allowed"):
        closing.closings(closed.clerk)
    own = closing.of(closed.clerk, closed.clerk.code, closed.person)
    assert own is not None
    assert own.reason == "Pimpinan masih saudaranya."


def test_the_only_account_that_can_open_it_is_not_taken_away(closed: Closed) -> None:
    with pytest.raises(Refused, match="closed-records-left"):
        accounts.remove_user(closed.head, "petugas", offices.HEAD_PASSWORD)


def test_whoever_gets_the_name_of_an_account_that_has_gone_is_closed_out(tmp_path: Path) -> None:
    clerk = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    head = offices.as_head(clerk)
    dodi = NewUser("dodi", "Dodi", "petugas", offices.CLERK_PASSWORD)
    setup.add_user(clerk, dodi, offices.CLERK_PASSWORD)
    record = recording.save(clerk, PERSON, SITI).record
    closing.close(clerk, PERSON, clerk.code, record, ("pimpinan",), "Menyangkut Dodi.")
    as_dodi = replace(clerk, user=clerk.user._replace(name="dodi", display_name="Dodi"))
    with pytest.raises(Refused, match="needs-assent"):
        accounts.remove_user(as_dodi, "petugas", offices.CLERK_PASSWORD)
    with pytest.raises(Refused, match="needs-assent"):
        setup.add_user(as_dodi, dodi._replace(name="baru"), offices.CLERK_PASSWORD)
    accounts.remove_user(head, "petugas", offices.HEAD_PASSWORD)
    setup.add_user(head, NewUser("Petugas", "Tuti", "petugas", offices.CLERK_PASSWORD), offices.HEAD_PASSWORD)
    (row,) = browsing.window(clerk, PERSON, browsing.ids(clerk, PERSON), ("name",))
    assert row is not None
    assert is_closed(row)


def test_figures_count_it_and_name_nobody(closed: Closed, tmp_path: Path) -> None:
    from ppo_desktop.operations.months import overviews

    for overview in overviews.offered(closed.head.identity.level):
        findings = overviews.find(closed.head, overview)
        table = overviews.save_table(overview, 2026, findings, tmp_path)
        with table.open(encoding="utf-8-sig", newline="") as file:
            said = described(list(csv.reader(file)))
        assert [word for word in SECRETS if word in said] == []


def test_it_is_opened_to_all_with_a_reason_by_one_who_is_named(tmp_path: Path) -> None:
    clerk = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    head = offices.as_head(clerk)
    record = recording.save(clerk, PERSON, SITI).record
    with pytest.raises(Refused, match="nobody-closed-out"):
        closing.close(clerk, PERSON, clerk.code, record, ("pimpinan",), "Semua boleh.")
    with pytest.raises(Refused, match="reason-missing"):
        closing.close(clerk, PERSON, clerk.code, record, (), " \t")
    secretary = replace(clerk, user=clerk.user._replace(role="sekretaris"))
    with pytest.raises(Refused, match="not-allowed"):
        closing.close(secretary, PERSON, clerk.code, record, (), "Saya sekretaris.")
    closing.close(clerk, PERSON, clerk.code, record, (), "Saudaranya.")
    with pytest.raises(Refused, match="closed-already"):
        closing.close(clerk, PERSON, clerk.code, record, (), "Lagi.")
    closing.lift(clerk, clerk.code, record, "Pimpinan sudah diganti.")
    assert sheets.sheet(head, PERSON, record).values["name"] == NAME
    (told,) = closing.closings(head)
    assert (told.title, told.lifted_by, told.lifted_why) == (NAME, "Rina", "Pimpinan sudah diganti.")
    with pytest.raises(Refused, match="not-closed"):
        closing.lift(clerk, clerk.code, record, "Sekali lagi.")
    closing.close(clerk, PERSON, clerk.code, record, (), f"Tentang {NAME}.")
    recording.save(clerk, DEPARTURE, {**GONE, "person": record})
    assert isinstance(recording.erase(clerk, record).changes, Changes)
    assert closing.closings(head) == [], "a reason may name people"
    assert browsing.ids(head, DEPARTURE) == []


def test_what_a_village_erases_is_no_longer_told_as_closed_at_the_camat(tmp_path: Path) -> None:
    pair = offices.new_pair(tmp_path)
    record = pair.person(NAME)
    pair.departure(record)
    pair.report()
    pair.carry_up()
    closing.close(pair.camat, PERSON, pair.village.code, record, (), f"{NAME} itu keponakan camat.")
    recording.erase(pair.village, record)
    pair.report(nihil=True)
    pair.carry_up()
    assert closing.closings(offices.as_head(pair.camat)) == []
    assert browsing.ids(offices.as_head(pair.camat), DEPARTURE) == []


def twice(office: Office) -> tuple[str, str, str]:
    """A person recorded twice, and the departure of the second."""
    one, two = (recording.save(office, PERSON, {**DEWI, "no_nik_reason": "TIDAK_DIBAWA"}).record for _time in range(2))
    return one, two, recording.save(office, DEPARTURE, {**GONE, "person": two}).record


def seen_by(office: Office) -> set[str]:
    """What stands with its title in the lists of persons and departures."""
    return {row["id"] for of in (PERSON, DEPARTURE) for row in recording.listing(office, of) if not is_closed(row)}


@pytest.mark.parametrize("closed_first", [True, False])
@pytest.mark.parametrize("which", [0, 1])
def test_who_was_recorded_twice_is_closed_and_opened_in_both_records(
    tmp_path: Path, which: int, closed_first: bool
) -> None:
    clerk = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    head = offices.as_head(clerk)
    one, two, departure = twice(clerk)
    if closed_first:
        closing.close(clerk, PERSON, clerk.code, (one, two)[which], (), "Saudaranya.")
    duplicates.decide(clerk, (clerk.code, one), (clerk.code, two), SAME)
    if not closed_first:
        closing.close(clerk, PERSON, clerk.code, (one, two)[which], (), "Saudaranya.")
    assert seen_by(clerk) == {one, departure}
    assert seen_by(head) == set()
    with pytest.raises(Refused, match="closed"):
        sheets.sheet(head, PERSON, two)
    with pytest.raises(Refused, match="closed-already"):
        closing.close(clerk, PERSON, clerk.code, two, (), "Saudaranya.")
    closing.lift(clerk, clerk.code, one, "Ia pindah.")
    assert seen_by(head) == {one, departure}


def test_a_new_account_is_closed_out(closed: Closed) -> None:
    opened = Vault.load(closed.clerk.paths.vault)
    assert "budi" not in {user.name for user in opened.users}
    budi = replace(closed.clerk, user=closed.clerk.user._replace(name="budi", display_name="Budi"))
    with pytest.raises(Refused, match="closed"):
        sheets.sheet(budi, PERSON, closed.person)
