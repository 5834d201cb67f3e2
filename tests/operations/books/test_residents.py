"""The population list in a real office: planned, put in use, looked up, deleted; of no consequence for all else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

import offices
import tables
from ppo_desktop.core.errors import Refused
from ppo_desktop.exchange.spreadsheet import read_sheets
from ppo_desktop.operations.books import recording, residents, searching
from ppo_desktop.operations.carriers import sending
from ppo_desktop.operations.house import bounded
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.safekeeping import keeping
from ppo_desktop.records.person import PERSON
from ppo_desktop.storage import resident_store

NIK, OTHER_NIK, CARD = "6101045203099901", "6101041102709903", "6101040101109902"
HEADING = ["No KK", "NIK", "Nama", "JK", "Tanggal Lahir", "RT", "RW", "Dusun", "SHDK", "Nama Ibu", "Pekerjaan"]
PEOPLE = [
    [CARD, OTHER_NIK, "MUHAMMAD DJAMIL", "L", "11-02-1970", 3, 1, "Setia", "Kepala Keluarga", "Fatimah", 9],
    [CARD, "6101045203719904", "ROHANI", "P", "12-03-1971", 3, 1, "Setia", "Istri", "Aisyah", "Pawang hujan"],
    [CARD, NIK, "SITI AMINAH", "P", "12-03-2009", 3, 1, "Setia", "Anak", "Rohani", 3],
    [None, None, "SITI SARAH", "P", "1988", 4, 1, "Mulia", None, None, None],
]


def listed(folder: Path, *rows: list[object], name: str = "penduduk.xlsx") -> Path:
    file = folder / name
    file.write_bytes(tables.xlsx([["DATA PENDUDUK"], [], HEADING, *(rows or PEOPLE)]))
    return file


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One village for all tests here; each finds the list and the people it makes itself."""
    office = offices.new_office(tmp_path_factory.mktemp("desa"), offices.VILLAGE, offices.clock_at())
    yield office
    office.close()


def planned(folder: Path, *rows: list[object], name: str = "penduduk.xlsx") -> residents.Plan:
    """As ``residents.plan``; the file is read here and not in a process of its own."""
    data = listed(folder, *rows, name=name).read_bytes()
    return residents.plan(residents.ListFile(name, read_sheets(data)))


@pytest.fixture
def stocked(village: Office, tmp_path: Path) -> Office:
    """A village whose list is in use."""
    residents.use(village, planned(tmp_path))
    return village


def names(office: Office, typed: str) -> list[str]:
    return [found.name for found in residents.search(office, typed)]


def test_a_file_becomes_the_list_only_when_somebody_says_so(village: Office, tmp_path: Path) -> None:
    plan = residents.plan(residents.read(listed(tmp_path)))
    assert (len(plan.reading.residents), plan.reading.families, plan.why_not) == (4, 1, "")
    assert residents.current(village) is None
    residents.use(village, plan)
    current = residents.current(village)
    assert current is not None
    assert current.sentence == "Daftar penduduk 21 November 2026, 4 orang"
    assert (current.file, current.taken_by) == ("penduduk.xlsx", "Rina")


def test_a_clerk_may_choose_another_meaning_for_a_column(village: Office, tmp_path: Path) -> None:
    plan = planned(tmp_path)
    file = plan.file
    without_names = {place: "" if what == "name" else what for place, what in plan.meanings.items()}
    assert residents.plan(file, 0, without_names).why_not
    with pytest.raises(Refused, match="no-list"):
        residents.use(village, residents.plan(file, 0, without_names))
    mothers = residents.plan(file, 0, {2: "mother_name", 9: "name", 5: "rt"})
    assert [one.mother_name for one in mothers.reading.residents] == ["MUHAMMAD DJAMIL", "ROHANI", "SITI AMINAH"]


def test_people_are_found_by_beginnings_of_names_in_either_spelling_and_by_numbers(stocked: Office) -> None:
    assert names(stocked, "siti") == ["SITI AMINAH", "SITI SARAH"]
    assert names(stocked, "amin sit") == ["SITI AMINAH"]
    assert names(stocked, "Jamil") == ["MUHAMMAD DJAMIL"]
    assert names(stocked, "Moh. Djam") == ["MUHAMMAD DJAMIL"]
    assert names(stocked, "6101 0452 0309") == ["SITI AMINAH"]
    assert set(names(stocked, CARD)) == {"MUHAMMAD DJAMIL", "ROHANI", "SITI AMINAH"}


@pytest.mark.parametrize("typed", ["", "  ", "si", "s i", "610104", "%%%", '"*"', "***", "( OR )"])
def test_the_list_is_not_shown_for_less_than_three_letters(stocked: Office, typed: str) -> None:
    assert names(stocked, typed) == []


def test_who_is_picked_fills_the_fields_of_a_warga_and_brings_the_family(stocked: Office) -> None:
    (found,) = residents.search(stocked, "siti amin")
    assert found.detail == "12-03-2009 · RT 003/RW 001, Setia · 610104…9901"
    taken = residents.take(stocked, found.number)
    assert {
        "name": "SITI AMINAH",
        "nik": NIK,
        "family_card": CARD,
        "sex": "P",
        "born_on": "2009-03-12",
        "rt": "003",
        "rw": "001",
        "hamlet": "Setia",
        "occupation": "3",
        "family_relation": "4",
    }.items() <= taken.fills.items()
    assert [relative.words for relative in taken.relatives] == ["MUHAMMAD DJAMIL (ayah)", "ROHANI (ibu)"]
    assert taken.relatives[1].fills == {"contact_name": "ROHANI", "contact_relation": "IBU"}
    saved = recording.save(stocked, PERSON, dict(taken.fills))
    recording.erase(stocked, saved.record)


def test_a_word_the_form_has_not_stays_in_the_list(stocked: Office) -> None:
    (found,) = residents.search(stocked, "rohani")
    assert "occupation" not in residents.take(stocked, found.number).fills


def test_who_is_recorded_already_is_said_to_be(stocked: Office) -> None:
    saved = recording.save(stocked, PERSON, {"name": "Siti", "nik": NIK, "sex": "P", "born_on": "2009-03-12"})
    assert {found.name: found.record for found in residents.search(stocked, "siti")} == {
        "SITI AMINAH": saved.record,
        "SITI SARAH": "",
    }
    recording.erase(stocked, saved.record)


def test_a_new_list_takes_the_place_of_the_old_one_or_nothing_happens(stocked: Office, tmp_path: Path) -> None:
    rows = [[None, None, f"ORANG {n}", "L", None, 1, 1, None, None, None, None] for n in range(3000)]
    plan = planned(tmp_path, *rows, name="baru.xlsx")

    def pull_the_plug(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        residents.use(stocked, plan, pull_the_plug)
    assert names(stocked, "siti") == ["SITI AMINAH", "SITI SARAH"]
    current = residents.current(stocked)
    assert current is not None
    assert current.count == 4

    residents.use(stocked, plan)
    assert names(stocked, "siti") == []
    assert len(names(stocked, "orang")) == residents.MOST_FOUND


def test_a_deleted_list_is_gone_and_who_was_recorded_stays(stocked: Office) -> None:
    (found,) = residents.search(stocked, "siti amin")
    saved = recording.save(stocked, PERSON, dict(residents.take(stocked, found.number).fills))
    residents.forget(stocked)
    assert residents.current(stocked) is None
    assert names(stocked, "siti") == []
    with pytest.raises(Refused, match="unknown-resident"):
        residents.take(stocked, found.number)
    with stocked.database.reading() as connection:
        assert resident_store.numbered(connection, "61", 10) == []
    assert searching.find(stocked, "siti")[0].record == saved.record
    recording.erase(stocked, saved.record)


def test_only_villages_and_those_who_may_look_have_a_list(stocked: Office, tmp_path: Path) -> None:
    viewer = replace(stocked, user=stocked.user._replace(role="pengelola"))
    camat = replace(stocked, identity=replace(stocked.identity, code=offices.CAMAT))
    for office in (viewer, camat):
        assert residents.why_not(office)
        assert not residents.serves(office, PERSON)
        assert names(office, "siti") == []
        with pytest.raises(Refused, match="not-allowed"):
            residents.use(office, planned(tmp_path))
        with pytest.raises(Refused, match="not-allowed"):
            residents.forget(office)
    assert residents.serves(offices.as_head(stocked), PERSON)


def test_a_file_that_kills_its_reader_is_refused_and_the_program_lives(tmp_path: Path) -> None:
    held = tables.unpacked(tables.xlsx([["Nama"]]))
    held["xl/worksheets/sheet1.xml"] = held["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    file = tmp_path / "jebakan.xlsx"
    file.write_bytes(tables.packed(held))
    with pytest.raises(Refused, match="unreadable") as error:
        residents.read(file)
    assert "csv" in error.value.advice


def test_waiting_for_a_file_can_be_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "START", "spawn")

    def give_up(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        residents.read(listed(tmp_path), give_up)  # the process alone takes longer to begin than one waits for a word


def test_nothing_of_the_list_is_in_journal_search_or_carrier(pair: offices.Pair, tmp_path: Path) -> None:
    residents.use(pair.village, planned(tmp_path))
    pair.departure(pair.person("Budi Hartono", born_on="1990-01-01", sex="L"))
    pair.report()
    carried = sending.export(pair.village, pair.camat.code, pair.stick).path
    (taken,) = pair.carry_up()
    told = json.dumps([entry_.changes() for entry_ in taken.inspection.reading.entries])  # type: ignore[union-attr]  # it was taken
    for word in ("AMINAH", "DJAMIL", NIK, CARD):
        assert word not in told
        assert word.encode() not in carried.read_bytes()
        assert searching.find(pair.village, word) == []
        assert searching.find(pair.camat, word) == []
    assert "Budi Hartono" in told


def test_erasing_somebody_leaves_the_list_as_it_is(stocked: Office) -> None:
    (found,) = residents.search(stocked, "siti amin")
    saved = recording.save(stocked, PERSON, dict(residents.take(stocked, found.number).fills))
    recording.erase(stocked, saved.record)
    (again,) = residents.search(stocked, "siti amin")
    assert (again.number, again.record) == (found.number, "")


def test_the_list_outlives_a_rebuild_and_comes_back_with_a_backup(tmp_path: Path) -> None:
    stocked = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    residents.use(stocked, planned(tmp_path))
    keeping.rebuild(stocked)
    assert names(stocked, "siti amin") == ["SITI AMINAH"]
    backup = keeping.backup(stocked, None)
    residents.forget(stocked)
    stocked.close()
    restored = keeping.restore(stocked.paths, backup, "petugas", offices.CLERK_PASSWORD, stocked.clock)
    office = offices.closed_later(restored.office)
    assert names(office, "siti amin") == ["SITI AMINAH"]
