"""Every kind of record: declared in full, recorded with history and sheet, carried up and equal where it arrives."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import offices
import samples
from offices import Pair
from ppo_desktop.core.offices import Level
from ppo_desktop.core.paths import resource
from ppo_desktop.core.period import Month
from ppo_desktop.core.text import clean
from ppo_desktop.insight.patterns import PATTERNS
from ppo_desktop.operations.books import counting, recording, searching
from ppo_desktop.operations.house.office import Office
from ppo_desktop.operations.months import overviews
from ppo_desktop.operations.papers import sheets
from ppo_desktop.operations.tables import exporting
from ppo_desktop.operations.tables.exporting import Asked
from ppo_desktop.records.field import Field, Shape
from ppo_desktop.records.kind import RecordKind
from ppo_desktop.records.registry import kind as kind_named
from ppo_desktop.records.registry import row_kinds
from ppo_desktop.records.words import in_words
from ppo_desktop.storage import rows
from verifiers import run

KINDS = [pytest.param(kind, id=kind.name) for kind in row_kinds()]
CARRIED = [pytest.param(kind, id=kind.name) for kind in row_kinds() if Level.VILLAGE in kind.levels]
NAUGHTY = (
    "😀 李小龙 محمد \u202egnirts\u202c",
    '<b onclick="x">&amp;</b> <script>alert(1)</script>',
    '=HYPERLINK("http://x";"klik") +cmd|-1 @SUM(1)',
    "Robert'); DROP TABLE person;-- %s {0} {label} \\n",
    "a\u0000b\u0007c\u200bd\ufeffe\u0301 nama\u00a0panjang",
)


@dataclass
class House:
    """A village and its camat, and what was recorded of each kind."""

    pair: Pair
    village: dict[str, str] = field(default_factory=dict)
    camat: dict[str, str] = field(default_factory=dict)
    naughty: dict[str, str] = field(default_factory=dict)
    """Of the village: kind → a record full of odd strings, as long as its fields allow."""

    def where(self, kind: RecordKind) -> tuple[Office, str]:
        """The office that recorded the sample, and its id."""
        if Level.VILLAGE in kind.levels:
            return self.pair.village, self.village[kind.name]
        return self.pair.camat, self.camat[kind.name]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The samples are recorded and carried up once."""
    made = House(offices.new_pair(tmp_path_factory.mktemp("kinds")))
    for kind in row_kinds():
        if Level.VILLAGE in kind.levels:
            samples.save(made.pair.village, kind.name, made.village)
        else:
            samples.save(made.pair.camat, kind.name, made.camat)
    for kind in row_kinds():
        if Level.VILLAGE in kind.levels:
            odd = samples.typed(made.pair.village, kind.name, made.village) | odd_texts(kind)
            odd |= OTHERS.get(kind.name, {})
            ready = samples.with_reasons(made.pair.village, kind.name, odd)
            made.naughty[kind.name] = recording.save(made.pair.village, kind, ready).record
    made.pair.report()
    made.pair.carry_up()
    yield made
    made.pair.close()


def free_texts(kind: RecordKind) -> list[Field]:
    """The fields in which anything may be written."""
    return [
        one
        for one in kind.fields
        if one.shape is Shape.TEXT
        and one.group
        and not (one.choices or one.digits or one.refers or one.derived or one.hour_of)
    ]


def odd_texts(kind: RecordKind) -> dict[str, str]:
    """A naughty string for each free text, repeated up to its greatest length."""
    return {
        one.name: (NAUGHTY[place % len(NAUGHTY)] * 1000)[: min(one.max_length, 2000)]
        for place, one in enumerate(free_texts(kind))
        if one.name not in NUMBERS
    }


OTHERS = {"person": {"nik": "6101045203009902"}, "same_person": {"other_office": "61.01.04.2006"}}
"""What no two records of an office may say."""
NUMBERS = frozenset({"phone", "contact_phone", "passport", "passport_until", "value"})
"""Texts that must look like what they are: letters in them are refused with a sentence."""


def row_of(office: Office, kind: RecordKind, owner: str, record: str) -> rows.Row:
    with office.database.reading() as connection:
        found = rows.get(connection, kind, owner, record)
    assert found is not None
    return found


def test_every_kind_has_its_sample_and_every_sample_its_kind() -> None:
    folder = Path(samples.__file__).parent
    assert {file.stem for file in folder.glob("*.json")} == {kind.name for kind in row_kinds()}


@pytest.mark.parametrize("kind", KINDS)
def test_a_declaration_says_all_that_screens_need(kind: RecordKind) -> None:
    assert resource("icons", f"{kind.icon}.svg").is_file()
    assert kind.purpose.endswith(".")
    assert 2 <= len(kind.list_columns) <= 6
    assert set(kind.list_columns) <= set(kind.by_name)
    assert set(kind.told_by_title) < set(kind.list_columns)
    assert not set(kind.list_columns) & kind.restricted_names
    assert kind.levels
    groups = [one.group for one in kind.fields if one.group]
    assert groups, "nothing to fill in"
    for name in kind.by_name.values():
        assert name.label


def test_words_of_the_command_line_name_one_kind_each() -> None:
    words = Counter(word for kind in row_kinds() for word in {kind.name, *kind.aliases})
    assert [word for word, times in words.items() if times > 1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_fills_most_of_its_form(kind: RecordKind) -> None:
    fillable = [one.name for one in kind.fields if one.group and not one.derived]
    filled = samples.of(kind.name)
    assert len(set(filled) & set(fillable)) >= 0.6 * len(fillable)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_typed_is_kept_called_found_and_has_a_history(house: House, kind: RecordKind) -> None:
    office, record = house.where(kind)
    row = row_of(office, kind, office.code, record)
    empty = [name for name in samples.of(kind.name) if row[name] in (None, "", [], {})]
    assert empty == []
    title = kind.title_of(row)
    assert title
    untold = [name for name in kind.told_by_title if in_words(kind.field(name), row[name]) not in title]
    assert untold == [], "they have no column of their own"
    shown = sheets.sheet(office, kind, record)
    for one in kind.fields:
        if one.refers and row[one.name]:
            assert row[one.name] in {other.record for other in shown.linked}
    lines = recording.history(office, record)
    assert {line.field for line in lines} >= set(samples.of(kind.name))
    assert record in {hit.record for hit in searching.find(office, kind.search_text(row)[:40].rsplit(" ", 1)[0])}


@pytest.mark.parametrize("kind", KINDS)
def test_its_sheet_is_printed_whole_also_with_odd_strings(house: House, kind: RecordKind, tmp_path: Path) -> None:
    office, record = house.where(kind)
    paper = tmp_path / "lembar.pdf"
    paper.write_bytes(sheets.paper(office, sheets.sheet(office, kind, record), frozenset()))
    said = " ".join(run("pdftotext", "-layout", paper, "-").split())
    shown = sheets.sheet(office, kind, record)
    filled = [one for one in kind.fields if one.group and not one.refers and shown.values[one.name]]
    missing = [one.label for one in filled if " ".join(one.label.split()[:2]) not in said]
    assert missing == []
    assert [one.label for one in kind.fields if not one.is_said and one.label in said] == []
    if kind.name in house.naughty:
        odd = sheets.sheet(office, kind, house.naughty[kind.name])
        assert sheets.paper(office, odd, frozenset()).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("kind", KINDS)
def test_title_detail_and_search_say_nothing_restricted(kind: RecordKind) -> None:
    secret = "rahasiasekali"
    values = {one.name: secret if one.shape is Shape.TEXT else None for one in kind.fields if one.restricted}
    for words in (kind.title_of(values), kind.detail_of(values), kind.search_text(values)):
        assert secret not in words


@pytest.mark.parametrize("kind", CARRIED)
def test_a_record_arrives_at_the_camat_equal_but_for_what_stays_home(house: House, kind: RecordKind) -> None:
    reaches = kind.restricted_reaches is not None and kind.restricted_reaches >= Level.DISTRICT
    for record in (house.village[kind.name], house.naughty[kind.name]):
        sent = row_of(house.pair.village, kind, house.pair.village.code, record)
        came = row_of(house.pair.camat, kind, house.pair.village.code, record)
        for one in kind.fields:
            withheld = one.name in kind.restricted_names and not reaches
            assert came[one.name] == (None if withheld else sent[one.name]), one.name


@pytest.mark.parametrize("kind", CARRIED)
def test_odd_strings_are_kept_but_for_what_nobody_can_see(house: House, kind: RecordKind) -> None:
    row = row_of(house.pair.village, kind, house.pair.village.code, house.naughty[kind.name])
    for name, typed in odd_texts(kind).items():
        one = kind.field(name)
        meant = clean(typed) if one.is_long else " ".join(clean(typed).split())
        assert row[name] == meant.strip(), name
        assert not set(str(row[name])) & set("\u0000\u0007\u202e\u202c")


def test_who_is_erased_takes_along_what_belongs_to_them(tmp_path: Path) -> None:
    office = offices.new_office(tmp_path / "desa", offices.VILLAGE, offices.clock_at())
    recorded: dict[str, str] = {}
    for kind in row_kinds():
        if Level.VILLAGE in kind.levels:
            samples.save(office, kind.name, recorded)
    gone = {"person"}
    for _round in range(3):
        gone |= {
            kind.name
            for kind in row_kinds()
            if any(one.belongs and one.refers in gone and samples.of(kind.name).get(one.name) for one in kind.fields)
        }
    recording.erase(office, recorded["person"])
    left = {
        name for name, record in recorded.items() if recording.listing(office, kind_named(name), limit=99) and record
    }
    assert left == set(recorded) - gone


def test_the_office_above_counts_the_same_month_from_what_arrived(house: House) -> None:
    village, camat = house.pair.village, house.pair.camat
    for month, told in ((Month(2026, 10), "rt_reports"), (Month(2026, 11), "incoming_reports")):
        with village.database.reading() as here, camat.database.reading() as there:
            counted = counting.month_figures(here, village.code, month).recap["books"]
            assert counting.month_figures(there, village.code, month).recap["books"] == counted
        assert counted[told]


def test_every_overview_tells_of_them_on_paper_and_as_a_table_without_formulas(house: House, tmp_path: Path) -> None:
    for office in (house.pair.village, house.pair.camat):
        for overview in overviews.offered(office.identity.level):
            findings = overviews.find(office, overview)
            is_of_several = overview is PATTERNS  # only one village has recorded anything
            assert is_of_several or any(section.lines for section in findings.sections), overview.name
            assert overviews.paper(office, overview, 2026, findings).startswith(b"%PDF")
            path = overviews.save_table(overview, 2026, findings, tmp_path)
            with path.open(encoding="utf-8-sig", newline="") as file:
                cells = [cell for line in csv.reader(file, delimiter=";") for cell in line]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-")) and not cell[1:].isdecimal()]


def test_every_book_is_saved_as_a_table_that_tells_what_is_recorded_and_calculates_nothing(
    house: House, tmp_path: Path
) -> None:
    for kind in row_kinds():
        office, record = house.where(kind)
        book = exporting.write(office, Asked(kind, reason="Uji.", owner=office.code), tmp_path).path
        with zipfile.ZipFile(book) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert record in sheet, kind.name
        assert "<f" not in sheet
        package = exporting.write(office, Asked(kind, reason="Uji.", owner=office.code, form="csv"), tmp_path).path
        with zipfile.ZipFile(package) as archive:
            text = io.StringIO(archive.read(f"{kind.name}.csv").decode("utf-8-sig"), newline="")
        cells = [cell for line in csv.reader(text, delimiter=";") for cell in line]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-", "\t")) and not cell[1:].isdecimal()]
