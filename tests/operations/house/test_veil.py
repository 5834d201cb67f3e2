"""Names of offices below: shown of whom somebody must act for, and of suspected doubles; else for a reason, logged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from msgspec.structs import replace

import exported
import offices
from ppo_desktop.core.errors import Refused
from ppo_desktop.operations.books import browsing, duplicates, recording, searching, suggesting
from ppo_desktop.operations.house import access
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.neighbours import twin_notices
from ppo_desktop.operations.papers import registers, sheets
from ppo_desktop.records.kind import HIDDEN, RecordKind
from ppo_desktop.records.registry import kind, row_kinds
from ppo_desktop.records.same_person import DIFFERENT
from ppo_desktop.reports.registers import REGISTERS
from ppo_desktop.storage import rows
from verifiers import run

PERSON, DEPARTURE = kind("person"), kind("departure")


@dataclass
class Held:
    """A camat that holds the records of a village."""

    pair: offices.Pair
    plain: str
    """A person nobody need act for, with a departure."""
    departure: str
    helped: str
    """One whose newest screening asks for help."""
    double: str
    """One of two records with one NIK."""
    settled: str
    """One of two records with one name and birthday, who are not the same: their village has said so."""

    @property
    def camat(self) -> Office:
        return self.pair.camat

    def key(self, record: str) -> tuple[str, str]:
        return offices.VILLAGE, record


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    pair = offices.new_pair(tmp_path_factory.mktemp("nama"))
    plain = pair.person("Zubaidah Biasasaja", nik=None, phone="081234567890", hamlet="Dusun Merpati")
    departure = pair.departure(plain, destination_place="Kuching")
    helped = pair.person("Siti Perluditolong")
    double = pair.person("Dewi Gandasekali", nik="6101045203009901", no_nik_reason=None, born_on="2000-03-12")
    pair.person("Zubaidah Biasasaja Putri", nik=None)  # who may be the plain one
    settled, other = (pair.person("Sumi Biasasaja", nik=None) for _twice in range(2))
    duplicates.decide(pair.village, (offices.VILLAGE, settled), (offices.VILLAGE, other), DIFFERENT)
    screened(pair.village, pair.departure(helped), helped, ("RENDAH", "TINGGI"))
    pair.report()
    pair.carry_up()
    with pair.camat.database.transaction() as connection:
        twin = (
            "INSERT INTO person (office, id, version, recorded_at, changed_at, author, nik) VALUES (?,?,1,'','','',?)"
        )
        connection.exec_driver_sql(twin, (offices.OTHER_VILLAGE, "c" * 32, "6101045203009901"))
    yield Held(pair, plain, departure, helped, double, settled)
    pair.close()


def screened(office: Office, departure: str, person: str, bands: tuple[str, ...]) -> None:
    """Rows as the interview leaves them, one after the other; what it asks is tried elsewhere."""
    from ppo_desktop.operations.history import journalling

    with office.database.transaction() as connection:
        for day, band in enumerate(bands, start=1):
            values = {"departure": departure, "person": person, "band": band, "screened_on": f"2026-11-0{day}"}
            values["person_name"] = "Siti Perluditolong"
            journalling.write(connection, office, kind("screening"), f"{day:032x}", values)


def title(held: Held, of: RecordKind, record: str) -> str:
    (row,) = browsing.window(held.camat, of, [held.key(record)], tuple(of.by_name))
    assert row is not None
    return of.called(row)


def test_a_name_is_shown_where_somebody_must_act_or_may_be_recorded_twice(held: Held) -> None:
    assert title(held, PERSON, held.helped) == "Siti Perluditolong"
    assert title(held, PERSON, held.double) == "Dewi Gandasekali"
    assert title(held, PERSON, held.plain) == "Warga Desa Sempalai, P, 2000"
    assert title(held, PERSON, held.settled) == "Warga Desa Sempalai, P, 2000"
    assert title(held, DEPARTURE, held.departure) == "Keberangkatan Desa Sempalai, P, 2000"
    assert title(held, kind("screening"), f"{2:032x}").startswith("Siti Perluditolong")


def test_what_tells_of_the_person_is_not_in_the_row_and_the_rest_is(held: Held) -> None:
    (row,) = browsing.window(held.camat, DEPARTURE, [held.key(held.departure)], tuple(DEPARTURE.by_name))
    assert row is not None
    assert (row["person_name"], row["sex"], row["destination_country"], row["status"]) == (None, None, "MY", "niat")
    assert row[HIDDEN] == DEPARTURE.personal_names
    assert {"person_name", "born_on"} <= row[HIDDEN]


def test_by_no_way_of_reading_the_name_is_seen(held: Held) -> None:
    camat = held.camat
    twice: list[Sequence[object]] = [
        duplicates.suspected(camat),
        duplicates.about(camat, held.key(held.plain)),
        duplicates.decisions(camat),
        twin_notices.remarks(camat, PERSON, held.key(held.plain)),
        suggesting.alike(camat, {"name": "Zubaidah Biasasaja", "born_on": "2000-03-12"}),
    ]
    assert all(twice)
    ways = [
        searching.find(camat, "zubaidah biasasaja"),
        searching.find(camat, "biasasaja"),
        recording.listing(camat, PERSON),
        sheets.sheet(camat, PERSON, held.plain, offices.VILLAGE),
        sheets.sheet(camat, DEPARTURE, held.departure, offices.VILLAGE),
        recording.history(camat, held.plain, offices.VILLAGE),
        recording.history(camat, held.departure, offices.VILLAGE),
        *twice,
        [browsing.window(camat, of, browsing.ids(camat, of), tuple(of.by_name)) for of in row_kinds()],
        [list(registers.lines_of(camat, register)) for register in REGISTERS],
        [exported.told(camat, of, reason="Rapat.")[of.plural] for of in (PERSON, DEPARTURE)],
    ]
    for found in ways:
        said = repr(found).casefold()
        assert not any(word in said for word in ("biasasaja", "81234567890", "merpati")), said
    (hit, *_others) = searching.find(camat, "biasasaja")
    assert "Desa Sempalai, P, 2000" in hit.title
    assert "isian lama" not in hit.line


def test_pairs_are_compared_by_those_who_may_look_alone(held: Held) -> None:
    keeper = replace(held.camat, user=held.camat.user._replace(role="admin"))
    person = held.key(held.plain)
    for way in (
        lambda: duplicates.suspected(keeper),
        lambda: duplicates.about(keeper, person),
        lambda: duplicates.decisions(keeper),
        lambda: duplicates.decide(keeper, person, held.key(held.settled), DIFFERENT),
    ):
        with pytest.raises(Refused, match="not-allowed"):
            way()
    assert twin_notices.remarks(keeper, PERSON, person) == []
    assert list(twin_notices.tasks(keeper)) == []


def test_the_printed_sheet_has_no_name_either(held: Held, tmp_path: object) -> None:
    from pathlib import Path

    paper = Path(str(tmp_path)) / "lembar.pdf"
    sheet = sheets.sheet(held.camat, PERSON, held.plain, offices.VILLAGE)
    paper.write_bytes(sheets.paper(held.camat, sheet, frozenset()))
    assert "Zubaidah" not in run("pdftotext", paper, "-")


def test_nothing_is_veiled_at_the_office_whose_records_they_are(held: Held) -> None:
    village = held.pair.village
    for of in row_kinds():
        assert all(HIDDEN not in row for row in browsing.window(village, of, browsing.ids(village, of)) if row)


def test_a_reason_opens_it_for_that_account_and_day_and_the_head_reads_it(held: Held) -> None:
    camat = held.camat
    shown = sheets.sheet(camat, DEPARTURE, held.departure, offices.VILLAGE)
    assert shown.hidden
    with pytest.raises(Refused, match="reason-missing"):
        sheets.unveil(camat, shown, "  ")
    clerk = replace(camat, user=camat.user._replace(role="admin"))
    with pytest.raises(Refused, match="not-allowed"):
        sheets.unveil(clerk, shown, "Ingin tahu.")
    changes = sheets.unveil(camat, shown, "Keluarganya datang bertanya.")
    assert ("person", offices.VILLAGE, held.plain) in changes.records
    assert sheets.sheet(camat, DEPARTURE, held.departure, offices.VILLAGE).title == "Zubaidah Biasasaja – Malaysia"
    assert title(held, PERSON, held.plain) == "Zubaidah Biasasaja", "all that is said of that person"
    look, *_tables = access.looks(offices.as_head(camat))
    assert (look.who, look.record, look.reason) == ("Yanti", held.plain, "Keluarganya datang bertanya.")
    assert sheets.sheet(offices.as_head(camat), PERSON, held.plain, offices.VILLAGE).hidden, "another account"
    tomorrow = replace(camat, clock=offices.clock_at("2026-11-22T02:00:00"))
    assert sheets.sheet(tomorrow, PERSON, held.plain, offices.VILLAGE).hidden


def test_what_the_journal_holds_stays_whole(held: Held) -> None:
    with held.camat.database.reading() as connection:
        row = rows.get(connection, PERSON, offices.VILLAGE, held.plain)
    assert row is not None
    assert row["name"] == "Zubaidah Biasasaja"


def test_an_erasure_takes_the_reasons_along(held: Held) -> None:
    recording.erase(held.pair.village, held.plain)
    held.pair.report()
    held.pair.carry_up()
    look, *_tables = access.looks(offices.as_head(held.camat))
    assert (look.who, look.title, look.reason) == ("Yanti", "", "")
